//! What was promised, against what was measured.

use super::measure::Results;
use super::stage;

/// A promise.
struct Target {
    stage: &'static str,
    records: usize,
    most: Most,
}

/// What a stage is to take at most.
#[derive(Clone, Copy)]
enum Most {
    Seconds(f64),
    Mebibytes(u64),
    /// So many times what another stage takes.
    Times(f64, &'static str),
    /// So many times the time a record costs in a register a tenth the size.
    Growth(f64),
}

const fn target(stage: &'static str, records: usize, most: Most) -> Target {
    Target { stage, records, most }
}

const TARGETS: &[Target] = &[
    target(stage::CHECK, 10_000, Most::Seconds(0.6)),
    target(stage::CHECK, 100_000, Most::Seconds(7.0)),
    target(stage::BUILD, 10_000, Most::Mebibytes(200)),
    target(stage::BUILD, 100_000, Most::Mebibytes(2048)),
    target(stage::BUILD, 100_000, Most::Growth(4.0 / 3.0)),
    target(stage::UNCHANGED, 10_000, Most::Seconds(0.25)),
    target(stage::CHANGED, 10_000, Most::Seconds(0.25)),
    target(stage::ADD, 10_000, Most::Times(0.3, stage::COMMIT)),
    target(stage::ADD, 100_000, Most::Times(0.3, stage::COMMIT)),
];

/// In Markdown; targets for registers or stages that were not measured are left out.
pub(crate) fn table(all: &[Results]) -> String {
    let mut table = "| What | Records | At most | Measured | |\n|---|---:|---:|---:|---|\n".to_owned();
    for target in TARGETS {
        let Some((limit, unit, measured)) = target.measured(all) else {
            continue;
        };
        let met = if measured <= limit { "met" } else { "**not met**" };
        table.push_str(&format!(
            "| {}{unit} | {} | {limit:.2} | {measured:.2} | {met} |\n",
            target.stage, target.records
        ));
    }
    table
}

impl Target {
    /// The limit, what it is of, and what was measured.
    fn measured(&self, all: &[Results]) -> Option<(f64, String, f64)> {
        let of = |records: usize, stage: &str| {
            let results = all.iter().find(|results| results.records == records)?;
            Some(results.of(stage)?.median)
        };
        let own = of(self.records, self.stage)?;
        Some(match self.most {
            Most::Seconds(most) => (most, ", seconds".to_owned(), own.seconds),
            Most::Mebibytes(most) => {
                let mebibytes = own.peak? as f64 / f64::from(1 << 20);
                (most as f64, ", MiB".to_owned(), mebibytes)
            }
            Most::Times(most, other) => {
                let other_took = of(self.records, other)?.seconds;
                (most, format!(", times {other}"), own.seconds / other_took)
            }
            Most::Growth(most) => {
                let smaller = of(self.records / 10, self.stage)?;
                let unit = format!(", processor time a record, times that of {}", self.records / 10);
                (most, unit, own.work? / 10.0 / smaller.work?)
            }
        })
    }
}
