//! The guided form at a terminal, from minutes to a page; the session that `docs/minutes.md` shows.

use std::time::{Duration, Instant};

use rexpect::session::{PtySession, spawn_command};

use super::{commits, northmere, untouched};
use crate::environment::{Environment, repository};

/// A terminal as wide as the documentation, and so high that nothing scrolls away.
struct Terminal {
    session: PtySession,
    screen: Screen,
}

/// What a terminal shows.
#[derive(Default)]
struct Screen {
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
    /// A sequence that has begun and not ended.
    sequence: Option<String>,
    /// The bytes of a letter that has begun and not ended.
    letter: Vec<u8>,
}

impl Screen {
    /// Takes in one byte, which the session hands on as a letter of its own.
    fn byte(&mut self, byte: char) {
        self.letter.push(u8::try_from(u32::from(byte)).unwrap_or(b'?'));
        if let Ok(letter) = std::str::from_utf8(&self.letter) {
            let letter = letter.to_owned();
            self.letter.clear();
            letter.chars().for_each(|c| self.take(c));
        }
    }

    fn take(&mut self, c: char) {
        if let Some(mut sequence) = self.sequence.take() {
            sequence.push(c);
            let is_open = sequence.len() == 1 || !c.is_ascii_alphabetic();
            if is_open && sequence.len() < 32 && (c == '[' || sequence.starts_with('[')) {
                self.sequence = Some(sequence);
            } else {
                self.obey(&sequence);
            }
            return;
        }
        match c {
            '\u{1b}' => self.sequence = Some(String::new()),
            '\r' => self.column = 0,
            '\n' => self.row += 1,
            '\u{8}' => self.column = self.column.saturating_sub(1),
            c if c.is_control() => {}
            c => {
                let line = self.line();
                let column = line.0;
                while line.1.len() <= column {
                    line.1.push(' ');
                }
                line.1[column] = c;
                self.column += 1;
            }
        }
    }

    fn line(&mut self) -> (usize, &mut Vec<char>) {
        while self.lines.len() <= self.row {
            self.lines.push(Vec::new());
        }
        (self.column, &mut self.lines[self.row])
    }

    fn obey(&mut self, sequence: &str) {
        let (count, command) = sequence.split_at(sequence.len() - 1);
        let count = count.trim_start_matches('[');
        let number: usize = count.parse().unwrap_or(1);
        match command {
            "A" => self.row = self.row.saturating_sub(number),
            "B" => self.row += number,
            "C" => self.column += number,
            "D" => self.column = self.column.saturating_sub(number),
            "G" => self.column = number - 1,
            "K" if count == "2" => self.line().1.clear(),
            "K" => {
                let (column, line) = self.line();
                line.truncate(column);
            }
            "J" => {
                let (column, line) = self.line();
                line.truncate(column);
                let row = self.row;
                self.lines.truncate(row + 1);
            }
            _ => {}
        }
    }

    fn text(&self) -> String {
        let each = self.lines.iter().map(|line| line.iter().collect::<String>());
        let lines: Vec<String> = each.map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n").trim().to_owned()
    }
}

impl Terminal {
    fn start(environment: &Environment, term: &str, args: &[&str]) -> Self {
        let mut command = environment.command("sh");
        command
            .current_dir(environment.path())
            .env("TERM", term)
            .args(["-c", "stty cols 110 rows 500; exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_scrutiny"))
            .args(args);
        Self {
            session: spawn_command(command, Some(20_000)).expect("the program starts"),
            screen: Screen::default(),
        }
    }

    /// Takes in what is printed until the last lines hold some words.
    #[track_caller]
    fn shows(&mut self, words: &str) {
        let start = Instant::now();
        loop {
            while let Some(c) = self.session.try_read() {
                self.screen.byte(c);
            }
            let text = self.screen.text();
            let tail: Vec<&str> = text.lines().rev().take(16).collect();
            if tail.iter().any(|line| line.contains(words)) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "{words}\n---\n{text}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for a question, and answers it.
    #[track_caller]
    fn answer(&mut self, question: &str, keys: &str) {
        self.shows(question);
        // Its last line says which keys there are: then it is whole.
        self.shows("Esc goes back]");
        self.session.send(keys).expect("the keys are taken");
        self.session.flush().expect("the keys are taken");
        let start = Instant::now();
        loop {
            while let Some(c) = self.session.try_read() {
                self.screen.byte(c);
            }
            let text = self.screen.text();
            if !text.ends_with("Esc goes back]") || !text.contains(question) {
                return;
            }
            if start.elapsed() > Duration::from_millis(1500) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// What differs from run to run, made the same.
fn normal(environment: &Environment, text: &str) -> String {
    let folder = environment.path().canonicalize().expect("the folder");
    let text = text.replace(&folder.display().to_string(), "/our/register");
    let lines = text
        .lines()
        .map(|line| match line.split_once("Saved as commit ") {
            Some((before, _)) => format!("{before}Saved as commit 1a2b3c4d5e."),
            None => line.trim_end().to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// Compares a session with the one in `docs/minutes.md`; `SNAPSHOTS=overwrite` writes it there anew.
#[track_caller]
fn documented(session: &str) {
    let path = repository().join("docs/minutes.md");
    let docs = std::fs::read_to_string(&path).expect("docs/minutes.md");
    let start = docs.find("## A session\n").expect("the session has a heading");
    let open = docs[start..].find("```text\n").expect("a block") + start + "```text\n".len();
    let close = docs[open - 1..].find("\n```").expect("a block ends") + open - 1;
    let close = close.max(open);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        let end = docs[close..].trim_start_matches('\n');
        let new = format!("{}{session}\n{end}", &docs[..open]);
        std::fs::write(&path, new).expect("the file can be written");
        return;
    }
    assert!(
        docs[open..close] == *session,
        "the session in docs/minutes.md differs; SNAPSHOTS=overwrite writes it anew\n--- now\n{session}"
    );
}

#[test]
fn a_clerk_comes_from_minutes_to_a_page() {
    let environment = northmere();
    // So that the session tells of the minutes, and not of duties that are still to be recorded.
    for change in ["community-model-2026", "stroke-ward-2026"] {
        environment.run(&["duty", "adopt", change]).ok();
    }
    let before = commits(&environment);
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    terminal.answer("Which committee?", "\r");
    terminal.answer("The day of the meeting?", "12/03/2026\r");
    terminal.answer("The title of the item?", "\r");
    terminal.answer("Which change was the item about?", "\r");
    terminal.answer("Clause a: is this right?", "\r");
    terminal.answer("Clause b: is this right?", "\u{1b}");
    terminal.answer("Clause a: is this right?", "covers\r");
    terminal.answer("What does the view cover, and what not?", " only\r");
    terminal.answer("Clause a: is this right?", "\r");
    terminal.answer("Clause b: is this right?", "\r");
    terminal.answer("Record 1 April 2026 with the change?", "yes\r");
    terminal.answer("What happens on 1 April 2026?", "The model begins\r");
    terminal.answer("Save this?", "\r");
    terminal.answer("Build the site now?", "\r");
    terminal.shows("Next: open ");
    assert_eq!(commits(&environment), before + 1);
    let files = environment.git(&["show", "--name-only", "--format=", "HEAD"]);
    assert_eq!(files.lines().count(), 3, "{files}");
    let view = files
        .lines()
        .find(|path| path.contains("/determinations/"))
        .unwrap();
    let view = environment.read(view);
    assert!(
        view.contains("scope: The proposal relating to the new community model only\n"),
        "{view}"
    );
    let page = environment.read("site/changes/community-model-2026.html");
    assert!(page.contains("Judged not substantial"), "{page}");
    assert!(page.contains("he Committee deems that the proposal"), "{page}");
    let mut session = String::from("$ scrutiny import minutes minutes.txt --no-colour\n");
    session.push_str(&normal(&environment, &terminal.screen.text()));
    documented(&session);
}

#[test]
fn whoever_leaves_has_written_nothing() {
    let environment = northmere();
    let before = commits(&environment);
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    terminal.answer("Which committee?", "\r");
    terminal.answer("The day of the meeting?", "\u{3}");
    terminal.shows("Nothing was written.");
    untouched(&environment, before);
}

#[test]
fn a_record_that_changes_under_the_open_form_is_left_alone_and_what_was_entered_is_kept() {
    let environment = northmere();
    let path = "records/changes/2026/community-model-2026.yaml";
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    for (question, keys) in [
        ("Which committee?", "\r"),
        ("The day of the meeting?", "12/03/2026\r"),
        ("The title of the item?", "\r"),
        ("Which change was the item about?", "\r"),
        ("Clause a: is this right?", "\r"),
        ("Clause b: is this right?", "\r"),
        ("Record 1 April 2026 with the change?", "yes\r"),
        ("What happens on 1 April 2026?", "The model begins\r"),
    ] {
        terminal.answer(question, keys);
    }
    terminal.shows("Save this?");
    environment
        .run(&[
            "edit",
            "change/community-model-2026",
            "--set",
            "title=Another title",
        ])
        .ok();
    let (before, text) = (commits(&environment), environment.read(path));
    terminal.answer("Save this?", "\r");
    terminal.shows("what you entered is kept");
    terminal.session.process().wait().expect("it ends");
    terminal.shows("/scrutiny-");
    // The terminal's lines end where they may.
    let said = terminal.screen.text();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let refused = format!("{path} was changed meanwhile by someone else");
    assert!(said.contains(&refused), "{said}");
    untouched(&environment, before);
    assert_eq!(environment.read(path), text, "the other's change stands");
    let kept = said.rsplit("is kept as files in ").next().unwrap_or("").trim();
    let entered = std::fs::read_to_string(std::path::Path::new(kept).join(path)).expect(kept);
    assert!(entered.contains("The model begins"), "{entered}");
    std::fs::remove_dir_all(kept).expect("the folder is ours");
}

#[test]
fn a_terminal_that_is_closed_in_the_midst_of_the_form_leaves_all_as_it_was() {
    let environment = northmere();
    let before = commits(&environment);
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    terminal.answer("Which committee?", "\r");
    terminal.shows("The day of the meeting?");
    let closed = terminal
        .session
        .process_mut()
        .signal(nix::sys::signal::Signal::SIGHUP);
    closed.expect("it is told");
    terminal.session.process().wait().expect("it ends");
    untouched(&environment, before);
}

#[test]
fn a_terminal_without_a_cursor_is_asked_line_by_line() {
    let environment = northmere();
    let before = commits(&environment);
    let mut terminal = Terminal::start(&environment, "dumb", &["import", "minutes"]);
    terminal.shows("Paste the minutes");
    for line in super::MINUTES.lines() {
        terminal.session.send_line(line).expect("the line is taken");
    }
    terminal.session.send_line(".").expect("the line is taken");
    let questions = [
        ("Which committee?", ""),
        ("The day of the meeting?", "?"),
        ("it can be added later", "12 March 2026"),
        ("The title of the item?", "Community services"),
        ("Which change was the item about?", "1"),
        ("Clause a: is this right?", ""),
        ("Clause b: is this right?", "<"),
        ("Clause a: is this right?", ""),
        ("Clause b: is this right?", ""),
        ("Record 1 April 2026 with the change?", ""),
        ("Save this?", ""),
        ("Build the site now?", "2"),
    ];
    for (question, keys) in questions {
        terminal.shows(question);
        terminal.shows("(? explains, < goes back)");
        terminal.session.send_line(keys).expect("the line is taken");
        // The next question stands below: what is above counts no more.
        terminal.screen.lines.clear();
        (terminal.screen.row, terminal.screen.column) = (0, 0);
    }
    terminal.session.process().wait().expect("it ends");
    assert_eq!(commits(&environment), before + 1);
}
