//! What each stage costs, and the whole way: `cargo bench`.
//!
//! Every benchmark asserts its answer before it measures, so `cargo bench -- --test` is a check. The records are those
//! of the `generate` example with the seed 1. With `CONTACTKIT_BENCH_LARGE` set, the whole way is also measured with
//! 100,000 of them. The allocator is the one of the `dedupe` example, so that both cost the same.

#![allow(missing_docs, unreachable_pub, reason = "nothing of a benchmark is public")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "so an assertion fails")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "files and arguments are for programs")]

mod contacts;
mod filtering;
mod input;
mod kernels;
mod matching;
mod merging;
mod normalizing;
mod reading;
mod reporting;
mod validating;
mod whole;

/// The example that makes the records.
#[path = "../../examples/generate/main.rs"]
#[allow(dead_code, reason = "the program uses all of it, benchmarks a part")]
mod generate;

/// The modules with which the examples read them.
#[path = "../../examples/support/mod.rs"]
#[allow(dead_code, reason = "programs use all of it, benchmarks a part")]
mod support;

/// That of the example programs: contacts are many small texts, of which the system's takes its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

criterion::criterion_group!(
    stages,
    kernels::kernels,
    reading::reading,
    normalizing::normalizing,
    validating::validating,
    contacts::contacts,
    matching::matching,
    merging::merging,
    filtering::filtering,
    reporting::reporting,
    whole::whole,
);
criterion::criterion_main!(stages);
