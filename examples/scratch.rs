#![allow(dead_code)]
use contactkit::matching::evaluate::evaluate;
use contactkit::matching::*;
use std::collections::{HashMap, HashSet};
#[path = "support/mod.rs"]
mod support;
use support::reader::DataSet;
fn main() {
    let show: usize = std::env::var("SHOW").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let full = std::env::var("FULL").is_ok();
    let mut sum = 0.0;
    let mut n = 0;
    println!(
        "{:22} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>8}  missed: nocand nonmatch possible refused | false: link chained | secs",
        "set", "p", "r", "f1", "compl", "calib", "cand/r", "scored"
    );
    for dir in std::env::args().skip(1) {
        let path = std::path::PathBuf::from(&dir);
        let meta = std::fs::read_to_string(path.join("meta.json")).unwrap_or_default();
        let region = meta
            .split("\"default_region\": \"")
            .nth(1)
            .and_then(|s| s.get(..2))
            .and_then(contactkit::contact::CountryCode::of);
        let mut data = DataSet::open(&[path.join("records.csv")], region).unwrap();
        let mut records = Records::new();
        data.read(
            |_| (),
            |c, (), _| {
                records.push(&c);
            },
        )
        .unwrap();
        let mut truth_of = HashMap::new();
        let mut ent: HashMap<String, u32> = HashMap::new();
        for line in std::fs::read_to_string(path.join("truth.csv")).unwrap().lines().skip(1) {
            let mut f = line.split(',');
            let id = f.next().unwrap().trim_matches('"').to_owned();
            let e = f.next().unwrap().to_owned();
            let k = ent.len() as u32;
            let e = *ent.entry(e).or_insert(k);
            truth_of.insert(id, e);
        }
        let truth: Vec<u32> = (0..records.len() as u32).map(|r| truth_of[records.id(r)]).collect();
        let m = Matcher::new();
        let t = std::time::Instant::now();
        let res = m.resolve(&records);
        let secs = t.elapsed().as_secs_f64();
        let e = evaluate(&records, &res, &truth);
        let links: HashMap<(u32, u32), &Link> =
            res.links.iter().map(|l| ((l.left.min(l.right), l.left.max(l.right)), l)).collect();
        let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
        for (r, &e) in truth.iter().enumerate() {
            groups.entry(e).or_default().push(r as u32);
        }
        let mut missed = vec![];
        let mut keys: Vec<_> = groups.keys().copied().collect();
        keys.sort();
        for k in keys {
            let g = &groups[&k];
            for (i, &a) in g.iter().enumerate() {
                for &b in &g[i + 1..] {
                    if res.clusters.of(a) != res.clusters.of(b) {
                        missed.push((a, b));
                    }
                }
            }
        }
        let ex = m.explain_all(&records, &res.model, &missed);
        let (mut nocand, mut non, mut poss, mut refused) = (0, 0, 0, 0);
        let mut shows: Vec<(String, &Explanation)> = vec![];
        for (p, x) in missed.iter().zip(&ex) {
            let kind = match links.get(p) {
                None if x.decision != Decision::NonMatch => {
                    nocand += 1;
                    "NOCAND"
                }
                None => {
                    non += 1;
                    "NON"
                }
                Some(l) if l.decision == Decision::Match => {
                    refused += 1;
                    "REFUSED"
                }
                Some(_) => {
                    poss += 1;
                    "POSS"
                }
            };
            shows.push((kind.into(), x));
        }
        let (mut fl, mut fc) = (0, 0);
        let mut fx = vec![];
        for c in res.clusters.iter() {
            for (i, &a) in c.iter().enumerate() {
                for &b in &c[i + 1..] {
                    if truth[a as usize] != truth[b as usize] {
                        match links.get(&(a.min(b), a.max(b))) {
                            Some(l) if l.decision == Decision::Match => {
                                fl += 1;
                                fx.push((a, b));
                            }
                            _ => fc += 1,
                        }
                    }
                }
            }
        }
        println!(
            "m {:.3} r {:.3} c {:.3}",
            res.model.matches_per_record, res.model.relatives_per_record, res.model.colleagues_per_record
        );
        println!(
            "{:22} {:7.4} {:7.4} {:7.4} {:7.4} {:7.4} {:6.1} {:>8}   {nocand:>6} {non:>6} {poss:>6} {refused:>6} | {fl:>5} {fc:>5} | {secs:.2}",
            path.file_name().unwrap().to_string_lossy(),
            e.pairs.precision,
            e.pairs.recall,
            e.pairs.f1,
            e.pairs_completeness,
            e.calibration_error,
            res.ledger.scored() as f64 / records.len() as f64,
            res.ledger.scored()
        );
        sum += e.pairs.f1;
        n += 1;
        if show > 0 {
            let only = std::env::var("ONLY").unwrap_or_default();
            let sel: Vec<_> = shows.iter().filter(|(k, _)| only.is_empty() || *k == only).collect();
            let step = (sel.len() / show).max(1);
            if only != "FALSE" {
                for (k, x) in sel.into_iter().step_by(step).take(show) {
                    println!("--- {k} {x}");
                }
            }
            if only == "FALSE" || only.is_empty() {
                for x in m.explain_all(&records, &res.model, &fx[..fx.len().min(show)]) {
                    println!("--- FALSE {x}");
                }
            }
        }
        if full {
            for r in &res.ledger.rules {
                println!(
                    "   {:30} blocks {:>7} cand {:>8} scored {:>8} rep {:>8} common {:>8}",
                    r.rule.to_string(),
                    r.blocks,
                    r.candidates,
                    r.scored,
                    r.repeated,
                    r.too_common
                );
            }
            for c in &e.calibration {
                println!(
                    "   {:.3} pairs {:>7} true {:.3}",
                    c.probability,
                    c.pairs,
                    c.matches as f64 / c.pairs.max(1) as f64
                );
            }
        }
    }
    println!("mean f1 {:.4}", sum / n as f64);
}
