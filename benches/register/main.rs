//! How fast the program is, on registers made for the purpose: `cargo bench -- --records 1000,10000,100000 --history`.
//!
//! `cargo bench -- --records 10000 --hugo PROGRAM` sets it beside another program, and
//! `cargo bench -- --records 1000 --history --keep FOLDER` leaves the register in a folder and measures nothing.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark stands outside: it reads the clock, starts programs and prints"
)]

mod edits;
// By path, so that its own modules lie beside it here as they do for the tests that share it.
#[path = "generate.rs"]
mod generate;
mod git;
mod ground;
mod growth;
mod inside;
mod measure;
mod outside;
mod pages;
mod peers;
mod stage;
mod stages;
mod targets;
mod usage;

use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use mimalloc::MiMalloc;

use ground::Ground;
use measure::{Meter, Results};

/// As in the program, so that the parts measured here cost what they cost there.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Makes registers and measures what the program does with them.
#[derive(Parser)]
struct Bench {
    /// How many records; several numbers with commas between are measured one after the other and compared
    #[arg(long, default_value = "1000", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(40..))]
    records: Vec<u32>,

    /// Put the registers in Git, with two commits a record
    #[arg(long)]
    history: bool,

    /// Leave the register in this new folder, or with --hugo the plain site, and measure nothing
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,

    /// Measure only stages whose name holds this
    #[arg(long, value_name = "STAGE")]
    only: Option<String>,

    /// Build a plain site of the same records with this program of Hugo, in turn with ours, and measure nothing else
    #[arg(long, value_name = "PROGRAM", conflicts_with = "only")]
    hugo: Option<PathBuf>,

    /// Measure this `scrutiny` as a process, instead of the one that was built along with the benchmark
    #[arg(long, value_name = "PROGRAM")]
    program: Option<PathBuf>,

    /// Go through so many random sequences of edits instead, each build of what can differ beside a whole one
    #[arg(long, value_name = "SEQUENCES", conflicts_with_all = ["only", "hugo", "keep"])]
    edits: Option<u64>,

    /// With --edits: leave the folder of a sequence in which a difference is found
    #[arg(long, requires = "edits")]
    leave: bool,

    /// Another number, another register
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// Runs of each stage, fewer where they take more than a minute together; the median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,

    /// What cargo passes to a benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    if usage::answer() {
        return;
    }
    let mut bench = Bench::parse();
    if !bench.bench {
        println!("nothing is measured in a test run: use cargo bench");
        return;
    }
    if let Some(sequences) = bench.edits {
        let is_equal = edits::compare(&bench.edits(sequences));
        std::process::exit(i32::from(!is_equal));
    }
    bench.records.sort_unstable();
    bench.records.dedup();
    match (&bench.keep, &bench.hugo) {
        (Some(folder), _) => bench.keep(folder),
        (_, Some(hugo)) => bench.beside(hugo),
        _ => bench.measure(),
    }
}

impl Bench {
    fn edits(&self, sequences: u64) -> edits::Edits<'_> {
        edits::Edits {
            sequences,
            first: self.seed,
            program: self.program.as_deref(),
            within: ground::memory(),
            leave: self.leave,
        }
    }

    fn keep(&self, folder: &std::path::Path) {
        assert!(!folder.exists(), "{} is already there", folder.display());
        let made = generate::register(self.records[0] as usize, self.seed);
        if self.hugo.is_some() {
            peers::write(folder, &made, self.seed, self.history);
        } else {
            ground::write(folder, &made, self.seed, self.history);
        }
        println!("{} records: {}", made.len(), folder.display());
    }

    fn beside(&self, hugo: &std::path::Path) {
        for records in &self.records {
            let ground = self.ground(*records);
            let sides = peers::measure(&ground, hugo, self.seed, self.runs as usize);
            println!("\n{}", sides.table());
        }
    }

    fn measure(&self) {
        let all: Vec<Results> = self
            .records
            .iter()
            .map(|records| self.results(*records))
            .collect();
        println!("\n## Against the targets\n\n{}", targets::table(&all));
        if all.len() > 1 {
            println!("## Growth\n\n{}", growth::table(&all));
        }
        println!("## All stages");
        for results in &all {
            println!("\n### {} records\n\n{}", results.records, results.facts.join(" "));
            println!("\n{}", stages::table(results));
        }
    }

    fn results(&self, records: u32) -> Results {
        let ground = self.ground(records);
        let mut meter = Meter::new(ground.records.len(), self.runs as usize, self.only.clone());
        let bytes: usize = ground.records.iter().map(|made| made.text.len()).sum();
        meter.fact(format!(
            "{} bytes a record on average, {}; {} threads.",
            bytes / ground.records.len(),
            match self.history {
                true => "two commits a record",
                false => "not in Git",
            },
            rayon::current_num_threads()
        ));
        inside::measure(&mut meter, &ground);
        outside::measure(&mut meter, &ground);
        meter.results
    }

    fn ground(&self, records: u32) -> Ground {
        let start = Instant::now();
        let ground = Ground::new(records as usize, self.seed, self.history, self.program.as_deref());
        println!(
            "\n{records} records, made in {:.1} s",
            start.elapsed().as_secs_f64()
        );
        ground
    }
}
