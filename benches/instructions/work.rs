//! What is counted: every part is fixed work on generated records.

use crate::input::{Rows, column, contacts, records};
use contactkit::matching::similarity::{Pattern, edits, jaro_winkler};
use contactkit::matching::{Matcher, Model};
use contactkit::normalize::{EmailKey, fold};
use std::collections::BTreeSet;
use std::hint::black_box;

/// Does all of it, and says the name of each part.
pub fn run() {
    // work of other threads would not be counted
    #[cfg(feature = "parallel")]
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().unwrap();
    kernels();
    pairs(1_000);
    pairs(2_000);
}

/// Does a part of the work. By its name valgrind knows when to count; what it returns after the work keeps it from being
/// left by a jump, which valgrind does not see.
#[inline(never)]
fn measured(work: &dyn Fn()) -> u32 {
    work();
    black_box(0)
}

fn part(name: &str, work: impl Fn()) {
    println!("{name}");
    black_box(measured(black_box(&work)));
}

/// The kernels: one text with its neighbor, and some texts with many.
fn kernels() {
    let rows = Rows::generate(500);
    let folded = |number| rows.column(number).into_iter().map(|text| fold(&text)).collect();
    let emails = rows.column(column::EMAIL).into_iter().filter_map(|text| EmailKey::of(&text)).map(|key| key.text);
    let kinds: [(&str, BTreeSet<String>); 4] = [
        ("given_names", folded(column::GIVEN_NAME)),
        ("full_names", folded(column::FULL_NAME)),
        ("emails", emails.collect()),
        ("streets", folded(column::STREET)),
    ];
    for (kind, texts) in kinds {
        let texts: Vec<String> = texts.into_iter().collect();
        let pairs = || texts.iter().zip(texts.iter().skip(1));
        let many = || texts.iter().step_by(10).map(|text| Pattern::new(text));
        part(&format!("jaro_winkler/{kind}"), || {
            pairs().for_each(|(left, right)| _ = black_box(jaro_winkler(left, right)));
        });
        part(&format!("edits/{kind}"), || pairs().for_each(|(left, right)| _ = black_box(edits(left, right))));
        part(&format!("jaro_winkler_of_many/{kind}"), || {
            many().for_each(|pattern| texts.iter().for_each(|text| _ = black_box(pattern.jaro_winkler(text))));
        });
        part(&format!("edits_of_many/{kind}"), || {
            many().for_each(|pattern| texts.iter().for_each(|text| _ = black_box(pattern.edits(text))));
        });
    }
}

/// Few records are all compared with each other, of more those that share a block.
fn pairs(count: u32) {
    let records = records(&contacts(count));
    let matcher = Matcher::with_model(Model::for_records(&records));
    part(&format!("resolve_with_model/{count}"), || _ = black_box(matcher.resolve(&records)));
}
