//! How fast the program is, on a register made for the purpose: `cargo bench -- --records 10000 --history`.
//!
//! `cargo bench -- --records 1000 --history --keep FOLDER` leaves the register in a folder and measures nothing.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark stands outside: it reads the clock, starts programs and prints"
)]

// By path, so that its own modules lie beside it here as they do for the tests that share it.
#[path = "generate.rs"]
mod generate;
mod git;
mod ground;
mod inside;
mod measure;
mod outside;

use std::path::PathBuf;

use clap::Parser;

use ground::Ground;
use measure::Meter;

/// Makes a register and measures what the program does with it.
#[derive(Parser)]
struct Bench {
    /// How many records
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(40..))]
    records: u32,

    /// Put the register in Git, with two commits a record
    #[arg(long)]
    history: bool,

    /// Leave the register in this new folder, and measure nothing
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,

    /// Measure only stages whose name holds this
    #[arg(long, value_name = "STAGE")]
    only: Option<String>,

    /// Another number, another register
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// Runs of each stage; the median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,

    /// What cargo passes to a benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let bench = Bench::parse();
    if !bench.bench {
        println!("nothing is measured in a test run: use cargo bench");
        return;
    }
    let records = bench.records as usize;
    if let Some(folder) = &bench.keep {
        assert!(!folder.exists(), "{} is already there", folder.display());
        let made = generate::register(records, bench.seed);
        if bench.history {
            git::write_with_history(folder, &made, bench.seed);
        } else {
            git::write(folder, &made);
        }
        println!("a register of {} records: {}", made.len(), folder.display());
        return;
    }
    let start = std::time::Instant::now();
    let ground = Ground::new(records, bench.seed, bench.history);
    let bytes: usize = ground.records.iter().map(|made| made.text.len()).sum();
    println!(
        "{} records, {} bytes on average, {}; made in {:.1} s; {} threads",
        ground.records.len(),
        bytes / ground.records.len(),
        if bench.history {
            "two commits each"
        } else {
            "not in Git"
        },
        start.elapsed().as_secs_f64(),
        rayon::current_num_threads()
    );
    let mut meter = Meter::new(ground.records.len(), bench.runs as usize, bench.only);
    inside::measure(&mut meter, &ground);
    outside::measure(&mut meter, &ground);
    println!("\n{}", meter.table([inside::COPYING, inside::DECODING]));
}
