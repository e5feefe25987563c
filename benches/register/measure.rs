//! The clock and the memory meter, and the table they fill.
//!
//! A stage is run several times and its median counts. What a run needs beforehand is made outside the clock.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What was measured of one stage.
pub(crate) struct Line {
    stage: String,
    seconds: f64,
    best: f64,
    /// Seconds of processor time a run took on all cores, where the system tells: unlike the clock, these hardly
    /// depend on what else is at work.
    work: Option<f64>,
    /// Most memory held at once, in bytes, where the system tells.
    peak: Option<u64>,
}

/// Measures stages and keeps the results.
pub(crate) struct Meter {
    /// Runs of a stage.
    runs: usize,
    /// Only stages whose name holds this.
    only: Option<String>,
    records: usize,
    lines: Vec<Line>,
}

impl Meter {
    pub(crate) fn new(records: usize, runs: usize, only: Option<String>) -> Self {
        let lines = Vec::new();
        Self {
            runs,
            only,
            records,
            lines,
        }
    }

    /// Whether a stage is wanted.
    pub(crate) fn wants(&self, stage: &str) -> bool {
        self.only
            .as_ref()
            .is_none_or(|only| stage.contains(only.as_str()))
    }

    /// Measures work in this process. `prepare` is not counted, nor is putting away what the work gives.
    pub(crate) fn stage<P, T>(
        &mut self,
        stage: &str,
        mut prepare: impl FnMut() -> P,
        mut work: impl FnMut(P) -> T,
    ) {
        if !self.wants(stage) {
            return;
        }
        let mut times = Vec::new();
        let (mut peak, mut ticks) = (None, None);
        for _ in 0..self.runs {
            let prepared = prepare();
            reset_peak();
            let (start, before) = (Instant::now(), ticks_of(OWN));
            let done = std::hint::black_box(work(prepared));
            times.push(start.elapsed());
            ticks = since(ticks, before, ticks_of(OWN));
            peak = peak.max(peak_of("self"));
            drop(done);
        }
        self.note(stage, times, ticks, peak);
    }

    /// Measures a whole run of a program; its memory in a run of its own, as looking at it costs time.
    pub(crate) fn process(&mut self, stage: &str, mut prepare: impl FnMut() -> Command) {
        if !self.wants(stage) {
            return;
        }
        let mut times = Vec::new();
        let mut ticks = None;
        for _ in 0..self.runs {
            let mut command = prepare();
            let (start, before) = (Instant::now(), ticks_of(CHILDREN));
            run(&mut command);
            times.push(start.elapsed());
            ticks = since(ticks, before, ticks_of(CHILDREN));
        }
        let peak = watch(&mut prepare());
        self.note(stage, times, ticks, peak);
    }

    fn note(&mut self, stage: &str, mut times: Vec<Duration>, ticks: Option<u64>, peak: Option<u64>) {
        times.sort_unstable();
        let [median, best] = [times[times.len() / 2], times[0]].map(|time| time.as_secs_f64());
        println!("{stage:<44} {median:>8.3} s");
        self.lines.push(Line {
            stage: stage.to_owned(),
            seconds: median,
            best,
            work: ticks.map(|ticks| ticks as f64 / TICKS_A_SECOND / times.len() as f64),
            peak,
        });
    }

    /// The table in Markdown, with how many times the two floors each stage takes.
    pub(crate) fn table(&self, floors: [&str; 2]) -> String {
        let floor = |name: &str| {
            self.lines
                .iter()
                .find(|line| line.stage == name)
                .map(|line| line.seconds)
        };
        let floors = floors.map(floor);
        let mut table =
            "| stage | seconds | best | processor s | records/s | peak MiB | x copying | x decoding |\n\
                         |---|---:|---:|---:|---:|---:|---:|---:|\n"
                .to_owned();
        for line in &self.lines {
            let [copying, decoding] =
                floors.map(|floor| told(floor.map(|floor| format!("{:.2}", line.seconds / floor))));
            let work = told(line.work.map(|work| format!("{work:.2}")));
            let peak = told(line.peak.map(|peak| (peak >> 20).to_string()));
            let rate = self.records as f64 / line.seconds;
            let (stage, seconds, best) = (&line.stage, line.seconds, line.best);
            let row = format!(
                "| {stage} | {seconds:.3} | {best:.3} | {work} | {rate:.0} | {peak} | {copying} | {decoding} |\n"
            );
            table.push_str(&row);
        }
        table
    }
}

/// What is known, or a dash.
fn told(known: Option<String>) -> String {
    known.unwrap_or_else(|| "-".to_owned())
}

/// Runs a program to its end, which must be a good one.
pub(crate) fn run(command: &mut Command) {
    let output = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}");
}

/// Runs a program and looks at its memory again and again until it ends.
fn watch(command: &mut Command) -> Option<u64> {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let name = child.id().to_string();
    let mut peak = None;
    while child.try_wait().expect("it can be waited for").is_none() {
        peak = peak.max(peak_of(&name));
        std::thread::sleep(Duration::from_millis(1));
    }
    peak
}

/// The most memory a process has held since it began, or since the last reset; Linux alone tells.
fn peak_of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes << 10)
}

/// Lets the peak of this process begin anew from what it holds now; where that is not allowed it goes on.
fn reset_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Places of the numbers of ticks, in user and in system mode, in what Linux tells of a process.
const OWN: usize = 11;
const CHILDREN: usize = 13;
const TICKS_A_SECOND: f64 = 100.0;

/// The processor time this process, or those it has waited for, have taken so far.
fn ticks_of(place: usize) -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let numbers = rest.split(' ').skip(place).take(2).map(str::parse::<u64>);
    numbers.sum::<Result<u64, _>>().ok()
}

/// A sum of ticks with those of one run more.
fn since(sum: Option<u64>, before: Option<u64>, after: Option<u64>) -> Option<u64> {
    Some(sum.unwrap_or(0) + after?.saturating_sub(before?))
}
