//! How many instructions the kernels and the loop over pairs take: a figure that does not depend on what else the machine does.
//!
//! `cargo bench --bench instructions` counts them with valgrind, where it is installed, and compares them with those of
//! `baseline.txt`: a change of more than 5 % is marked, and more than 20 % too many fail. Counts of another compiler or
//! another kind of machine are shown, and fail nothing. `-- --save` makes them the baseline.

#![allow(unreachable_pub, reason = "nothing of a benchmark is public")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "so it fails")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "files and arguments are for programs")]
#![allow(clippy::print_stdout, reason = "this is its result")]

mod work;

#[path = "../stages/input.rs"]
#[allow(dead_code, reason = "the other benchmarks use all of it")]
mod input;

#[path = "../../examples/generate/main.rs"]
#[allow(dead_code, reason = "the program uses all of it, benchmarks a part")]
mod generate;

#[path = "../../examples/support/mod.rs"]
#[allow(dead_code, reason = "programs use all of it, benchmarks a part")]
mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions/baseline.txt");

/// How many percent more or less are marked.
const MARKED: f64 = 5.0;

/// How many percent more fail.
const FAILING: f64 = 20.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asks_for = |name: &str| arguments.iter().any(|argument| argument == name);
    if asks_for("--count") {
        work::run();
        return ExitCode::SUCCESS;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("no valgrind here: the instructions are not counted");
        return ExitCode::SUCCESS;
    }
    let (machine, counts) = (machine(), counts());
    if asks_for("--save") {
        let lines = counts.iter().map(|(name, count)| format!("{name} {count}\n"));
        std::fs::write(BASELINE, format!("{machine}\n{}", lines.collect::<String>())).unwrap();
    }
    let baseline = std::fs::read_to_string(BASELINE).unwrap();
    let (of, before) = baseline.split_once('\n').unwrap();
    let before: BTreeMap<&str, u64> = before
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, count)| (name, count.parse().unwrap()))
        .collect();
    let is_worse = show(&counts, &before);
    if of == machine {
        return if is_worse { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    println!("the baseline is of {of}, these counts are of {machine}: nothing follows");
    ExitCode::SUCCESS
}

/// Shows counts beside those before; whether one is far more.
fn show(counts: &[(String, u64)], before: &BTreeMap<&str, u64>) -> bool {
    let mut is_worse = false;
    println!("{:34} {:>13} {:>13} {:>8}", "instructions", "baseline", "now", "change");
    for (name, now) in counts {
        let Some(&before) = before.get(name.as_str()) else {
            println!("{name:34} {:>13} {now:>13} {:>8}", "", "new");
            continue;
        };
        let percent = 100.0 * (*now as f64 / before as f64 - 1.0);
        let mark = if percent > FAILING {
            " too many"
        } else if percent.abs() > MARKED {
            " changed: make it the baseline with --save, if it is meant"
        } else {
            ""
        };
        println!("{name:34} {before:>13} {now:>13} {percent:>+7.1}%{mark}");
        is_worse |= percent > FAILING;
    }
    is_worse
}

/// Runs the work under valgrind, and gives the instructions of each part.
fn counts() -> Vec<(String, u64)> {
    let folder = std::env::temp_dir().join(format!("contactkit-instructions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |number: usize| folder.join(format!("counts.{number}"));
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", folder.join("counts").display()));
    // not by a pattern: two options with one are taken as one
    valgrind.args(["toggle-collect", "dump-after"].map(|option| format!("--{option}=instructions::work::measured")));
    let output = valgrind.arg(std::env::current_exe().unwrap()).arg("--count").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).unwrap();
    let counts = names.lines().zip(1..).map(|(name, number)| (name.to_owned(), total(&file(number)))).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    counts
}

/// The total of a file of counts.
fn total(file: &Path) -> u64 {
    let text = std::fs::read_to_string(file).unwrap();
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: "))).unwrap();
    total.trim().parse().unwrap()
}

/// The compiler and the machine that it compiles for.
fn machine() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?").to_owned();
    format!("rustc {} {}", value("release: "), value("host: "))
}
