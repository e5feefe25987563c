//! The table of all stages, with how many times the two floors each takes.

use super::measure::Results;
use super::stage::{COPYING, DECODING};

/// In Markdown.
pub(crate) fn table(results: &Results) -> String {
    let mut table =
        "| Stage | Seconds | Best | Processor s | Records/s | Peak MiB | x copying | x decoding |\n\
                     |---|---:|---:|---:|---:|---:|---:|---:|\n"
            .to_owned();
    let floors = [COPYING, DECODING].map(|floor| results.of(floor).map(|line| line.median.seconds));
    for line in &results.lines {
        let seconds = line.median.seconds;
        let [copying, decoding] =
            floors.map(|floor| told(floor.map(|floor| format!("{:.2}", seconds / floor))));
        let work = told(line.median.work.map(|work| format!("{work:.3}")));
        let peak = told(line.median.peak.map(|peak| (peak >> 20).to_string()));
        let rate = results.records as f64 / seconds;
        let (stage, best) = (&line.stage, line.best);
        table.push_str(&format!(
            "| {stage} | {seconds:.3} | {best:.3} | {work} | {rate:.0} | {peak} | {copying} | {decoding} |\n"
        ));
    }
    table
}

/// What is known, or a dash.
pub(crate) fn told(known: Option<String>) -> String {
    known.unwrap_or_else(|| "-".to_owned())
}
