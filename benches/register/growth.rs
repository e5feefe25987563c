//! How the cost of each stage grows with the register: what a record costs, and the exponent. An exponent of 1 is the
//! same cost for each record however many there are; 1.125 from 10,000 to 100,000 is a third more.

use super::measure::{Line, Results};
use super::stages::told;
use super::usage::Usage;

/// In Markdown, of registers from the smallest to the largest; empty for one alone.
pub(crate) fn table(all: &[Results]) -> String {
    let (Some(first), true) = (all.first(), all.len() > 1) else {
        return String::new();
    };
    let steps: Vec<[&Results; 2]> = all.windows(2).map(|pair| [&pair[0], &pair[1]]).collect();
    let mut head = vec!["Stage".to_owned()];
    head.extend(
        all.iter()
            .map(|results| format!("µs a record, {}", results.records)),
    );
    for (by, _) in FIGURES {
        let exponent = |[from, to]: &[&Results; 2]| format!("{by}, {} to {}", from.records, to.records);
        head.extend(steps.iter().map(exponent));
    }
    let mut table = format!(
        "| {} |\n|---|{}\n",
        head.join(" | "),
        "---:|".repeat(head.len() - 1)
    );
    let mut stages: Vec<&str> = first.lines.iter().map(|line| line.stage.as_str()).collect();
    let later = all.iter().flat_map(|results| &results.lines);
    for line in later {
        if !stages.contains(&line.stage.as_str()) {
            stages.push(&line.stage);
        }
    }
    for stage in stages {
        let mut row = vec![stage.to_owned()];
        row.extend(all.iter().map(|results| {
            let work = results.of(stage).and_then(|line| processor(&line.median));
            told(work.map(|work| format!("{:.1}", work * 1e6 / results.records as f64)))
        }));
        for (_, figure) in FIGURES {
            row.extend(
                steps
                    .iter()
                    .map(|step| told(exponent(stage, step, figure).map(|exponent| format!("{exponent:.2}")))),
            );
        }
        table.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    table
}

/// One figure of a stage, where it is known.
type Figure = fn(&Usage) -> Option<f64>;

/// What is compared, and what its exponent is called.
const FIGURES: [(&str, Figure); 3] = [
    ("exponent of processor time", processor),
    ("of the clock", |usage| Some(usage.seconds)),
    ("of memory", |usage| usage.peak.map(|peak| peak as f64)),
];

fn processor(usage: &Usage) -> Option<f64> {
    usage.work.filter(|work| *work > 0.0)
}

/// The power of the number of records with which a figure of a stage grows.
fn exponent(stage: &str, [from, to]: &[&Results; 2], figure: Figure) -> Option<f64> {
    let of = |results: &Results| results.of(stage).and_then(|line: &Line| figure(&line.median));
    let times = of(to)? / of(from)?;
    Some(times.ln() / (to.records as f64 / from.records as f64).ln())
}
