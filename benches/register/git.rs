//! A generated register on disk, alone or with twenty years of history: each record added in a commit of its own and,
//! on average, changed once in a later one.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use rayon::prelude::*;
use scrutiny::record::Kind;

use super::generate::{Made, Random};

/// The first second of 2006, and twenty years of them.
const BEGIN: u64 = 1_136_073_600;
const SPAN: u64 = 20 * 365 * 86_400;

/// Writes the files of a register, records and what else it holds.
pub(crate) fn write(folder: &Path, records: &[Made], frame: &[(String, String)]) {
    let frame = frame.iter().map(|(path, text)| (path, text));
    let files: Vec<_> = records
        .iter()
        .map(|made| (&made.path, &made.text))
        .chain(frame)
        .collect();
    for (path, _) in &files {
        let parent = folder.join(path);
        fs::create_dir_all(parent.parent().expect("records are in folders")).expect("a folder can be made");
    }
    files
        .par_iter()
        .for_each(|(path, text)| fs::write(folder.join(path), text).expect("a file can be written"));
}

/// Makes a register's folder a repository with two commits a record, its files those of the last commit.
pub(crate) fn write_with_history(folder: &Path, records: &[Made], frame: &[(String, String)], seed: u64) {
    fs::create_dir_all(folder).expect("a folder can be made");
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    for (name, value) in [
        ("user.name", "Clerk One"),
        ("user.email", "clerk@example.org"),
        ("gc.auto", "0"),
    ] {
        git(folder, &["config", name, value]);
    }
    let mut import = Command::new("git")
        .args(["fast-import", "--quiet", "--date-format=raw"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("the git program is needed to make a history");
    let mut stream = BufWriter::with_capacity(1 << 20, import.stdin.take().expect("it was asked for"));
    tell(&mut stream, records, frame, seed).expect("git reads what it is told");
    drop(stream);
    assert!(
        import.wait().expect("git ends").success(),
        "git fast-import failed"
    );
    git(folder, &["repack", "-a", "-d", "--quiet"]);
    git(folder, &["reset", "--quiet", "--hard"]);
}

/// Runs git in a folder.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let status = command(folder, arguments).status();
    let status = status.expect("the git program is needed for a history");
    assert!(status.success(), "git {} failed", arguments.join(" "));
}

/// Git at work in a folder, untouched by how it is set up for whoever runs the benchmark.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", folder.join("no-such-file"));
    command
}

/// One commit: when, of which record, which of its versions, and how many there are after it.
type Event = (u64, usize, usize, usize);

/// What happens, in order of time. Additions are spread evenly, changes over the time that is left.
fn events(records: usize, seed: u64) -> Vec<Event> {
    let random = &mut Random::of(seed, "history", records);
    let added = |record: usize| BEGIN + SPAN * record as u64 / records as u64;
    let mut times: Vec<Vec<u64>> = (0..records).map(|record| vec![added(record)]).collect();
    for _ in 0..records {
        let record = random.below(records);
        let left = BEGIN + SPAN - added(record);
        times[record].push(added(record) + 1 + random.next() % left);
    }
    let mut events = Vec::with_capacity(records * 2);
    for (record, mut times) in times.into_iter().enumerate() {
        times.sort_unstable();
        let last = times.len() - 1;
        events.extend(
            times
                .into_iter()
                .enumerate()
                .map(|(version, time)| (time, record, version, last - version)),
        );
    }
    events.sort_unstable();
    events
}

/// Tells git of every commit, in the words of `git fast-import`.
fn tell(
    out: &mut impl Write,
    records: &[Made],
    frame: &[(String, String)],
    seed: u64,
) -> std::io::Result<()> {
    commit(out, BEGIN - 1, 0, "Start the register\n\nRecord: register\n")?;
    for (path, text) in frame {
        file(out, path, text, "")?;
    }
    let mut time = BEGIN;
    for (wanted, record, version, later) in events(records.len(), seed) {
        // Each commit is later than the one before it.
        time = wanted.max(time + 1);
        let made = &records[record];
        let (folder, id) = (made.folder(), made.id());
        let kind = Kind::from_word(folder).map_or("record", Kind::word);
        let verb = if version == 0 { "Add" } else { "Change" };
        let message = format!(
            "{verb} {kind}: {}\n\nRecord: {folder}/{id}\nKind: {kind}\n",
            made.title
        );
        commit(out, time, record, &message)?;
        let draft = match later {
            0 => String::new(),
            later => format!("status: draft\n# To be read again: {later}.\n"),
        };
        file(out, &made.path, &made.text, &draft)?;
    }
    Ok(())
}

fn commit(out: &mut impl Write, time: u64, number: usize, message: &str) -> std::io::Result<()> {
    let clerk = ["One", "Two", "Three", "Four"][number % 4];
    let small = clerk.to_lowercase();
    writeln!(out, "commit refs/heads/main")?;
    writeln!(
        out,
        "committer Clerk {clerk} <clerk-{small}@example.org> {time} +0000"
    )?;
    writeln!(out, "data {}\n{message}", message.len())
}

fn file(out: &mut impl Write, path: &str, text: &str, more: &str) -> std::io::Result<()> {
    writeln!(out, "M 100644 inline {path}\ndata {}", text.len() + more.len())?;
    writeln!(out, "{text}{more}")
}
