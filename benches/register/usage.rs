//! What the system tells of a piece of work: the time by the clock, processor time, and the most memory held.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What one run of something took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Seconds by the clock.
    pub(crate) seconds: f64,
    /// Seconds of processor time on all cores, where the system tells: unlike the clock, these hardly depend on what
    /// else is at work.
    pub(crate) work: Option<f64>,
    /// Most memory held at once, in bytes, where the system tells.
    pub(crate) peak: Option<u64>,
}

impl Usage {
    /// Two pieces of work, one after the other.
    fn and(self, other: Self) -> Self {
        Self {
            seconds: self.seconds + other.seconds,
            work: self.work.zip(other.work).map(|(one, other)| one + other),
            peak: self.peak.max(other.peak),
        }
    }
}

/// Does work in this process; its memory includes what the process held before.
pub(crate) fn of_work<T>(work: impl FnOnce() -> T) -> (T, Usage) {
    // Lets the peak begin anew from what is held now; where that is not allowed it goes on.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let (start, before) = (Instant::now(), system::own());
    let done = std::hint::black_box(work());
    let seconds = start.elapsed().as_secs_f64();
    let worked = system::own().zip(before).map(|(after, before)| after - before);
    let usage = Usage {
        seconds,
        work: worked,
        peak: peak(),
    };
    (done, usage)
}

/// The most memory this process has held since it began, or since the peak was last made to begin anew.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes << 10)
}

/// The first argument by which this program is started for nothing but to run another and tell what that took.
const ALONE: &str = "--run-alone";

/// Runs programs one after the other, each to its end, which must be a good one.
///
/// Each is the only child of a small process of its own. The system tells of all children of a process together, and
/// counts to each the memory that its parent held when it was started: here that would be a whole site.
pub(crate) fn of_programs(commands: &[Command]) -> Usage {
    let usages = commands.iter().map(of_program);
    usages.reduce(Usage::and).expect("there is something to run")
}

fn of_program(command: &Command) -> Usage {
    let own = std::env::current_exe().expect("the benchmark knows where it is");
    let mut alone = Command::new(own);
    alone
        .arg(ALONE)
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => alone.env(name, value),
            None => alone.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        alone.current_dir(folder);
    }
    let output = alone.output().expect("the benchmark can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}");
    let told = String::from_utf8_lossy(&output.stdout);
    let mut told = told.split_whitespace().map(str::parse::<f64>);
    let mut next = || told.next().and_then(Result::ok);
    Usage {
        seconds: next().expect("it tells what the clock said"),
        work: next(),
        peak: next().map(|bytes| bytes as u64),
    }
}

/// Runs the program that this one was started for, if it was, and tells what it took.
pub(crate) fn answer() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_none_or(|first| first != ALONE) {
        return false;
    }
    let mut command = Command::new(arguments.next().expect("a program is named"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program starts");
    print!("{}", start.elapsed().as_secs_f64());
    assert!(status.success(), "it ended with {status}");
    if let Some((work, peak)) = system::children() {
        print!(" {work} {peak}");
    }
    true
}

#[cfg(unix)]
mod system {
    use nix::sys::resource::{Usage, UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    fn seconds(usage: &Usage) -> f64 {
        (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
    }

    /// The processor time that this process has taken so far.
    pub(super) fn own() -> Option<f64> {
        getrusage(UsageWho::RUSAGE_SELF).ok().map(|usage| seconds(&usage))
    }

    /// The processor time of all that this process has run to its end, and the most memory one of them held.
    pub(super) fn children() -> Option<(f64, u64)> {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
        let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
        Some((seconds(&usage), usage.max_rss().unsigned_abs() * unit))
    }
}

#[cfg(not(unix))]
mod system {
    /// Not told here.
    pub(super) fn own() -> Option<f64> {
        None
    }

    /// Not told here.
    pub(super) fn children() -> Option<(f64, u64)> {
        None
    }
}
