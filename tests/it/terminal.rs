//! A terminal with somebody at it: keys go in, and what a screen would show comes out.

use std::time::{Duration, Instant};

use rexpect::session::{PtySession, spawn_command};

use crate::environment::{Environment, repository};

/// A terminal as wide as the documentation, and so high that nothing scrolls away.
pub(crate) struct Terminal {
    pub(crate) session: PtySession,
    pub(crate) screen: Screen,
    /// The row of the question that was answered last.
    last: Option<usize>,
}

/// What a terminal shows.
#[derive(Default)]
pub(crate) struct Screen {
    pub(crate) lines: Vec<Vec<char>>,
    pub(crate) row: usize,
    pub(crate) column: usize,
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

    pub(crate) fn text(&self) -> String {
        let each = self.lines.iter().map(|line| line.iter().collect::<String>());
        let lines: Vec<String> = each.map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n").trim().to_owned()
    }
}

impl Terminal {
    /// The program alone in a terminal, so that signals reach it.
    pub(crate) fn start(environment: &Environment, term: &str, args: &[&str]) -> Self {
        Self::run(environment, term, "exec \"$0\" \"$@\"", args)
    }

    /// The program in a terminal that stays open after its end, so that all it says can be read.
    pub(crate) fn stay(environment: &Environment, term: &str, args: &[&str]) -> Self {
        Self::run(
            environment,
            term,
            "stty echo; \"$0\" \"$@\"; echo '[ended]'; exec sleep 600",
            args,
        )
    }

    fn run(environment: &Environment, term: &str, script: &str, args: &[&str]) -> Self {
        let mut command = environment.command("sh");
        command
            .current_dir(environment.path())
            .env("TERM", term)
            .arg("-c")
            .arg(format!("stty cols 110 rows 500; {script}"))
            .arg(env!("CARGO_BIN_EXE_scrutiny"))
            .args(args);
        Self {
            session: spawn_command(command, Some(20_000)).expect("the program starts"),
            screen: Screen::default(),
            last: None,
        }
    }

    /// Takes in what is printed until the last lines hold some words.
    #[track_caller]
    pub(crate) fn shows(&mut self, words: &str) {
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
    pub(crate) fn answer(&mut self, question: &str, keys: &str) {
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

    /// Waits for a question of a form that was not answered yet, and answers it. What was asked.
    #[track_caller]
    pub(crate) fn reply(&mut self, question: &str, keys: &str) -> String {
        let start = Instant::now();
        loop {
            self.read();
            let text = self.screen.text();
            let is_whole = text.ends_with("! more]") || text.ends_with("Esc goes back]");
            let row = text
                .lines()
                .collect::<Vec<_>>()
                .iter()
                .rposition(|line| line.starts_with("? "));
            if is_whole && row > self.last && row.is_some() {
                let asked: Vec<&str> = text.lines().skip(row.unwrap_or(0)).collect();
                assert!(asked[0].contains(question), "not {question}\n---\n{text}");
                self.last = row;
                self.send(keys);
                return asked.join("\n");
            }
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "{question}\n---\n{text}"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for a question that is asked line by line, and answers it.
    #[track_caller]
    pub(crate) fn line(&mut self, question: &str, typed: &str) -> String {
        self.shows(question);
        self.shows("< goes back");
        let asked = self.screen.text();
        // The next question stands below: what is above counts no more.
        self.screen.lines.clear();
        (self.screen.row, self.screen.column) = (0, 0);
        self.session.send_line(typed).expect("the line is taken");
        asked
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) {
        self.session.send(keys).expect("the keys are taken");
        self.session.flush().expect("the keys are taken");
    }

    /// Sends a signal, and waits for the end.
    pub(crate) fn end(&mut self, signal: nix::sys::signal::Signal) {
        self.session.process_mut().signal(signal).expect("it is told");
        self.session.process().wait().expect("it ends");
    }

    /// Waits for the end of a program whose terminal stays, and gives all that was shown.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> String {
        self.shows("[ended]");
        let text = self.screen.text();
        text.trim_end_matches("[ended]").trim_end().to_owned()
    }

    fn read(&mut self) {
        while let Some(c) = self.session.try_read() {
            self.screen.byte(c);
        }
    }
}

/// What differs from run to run, made the same.
pub(crate) fn normal(environment: &Environment, text: &str) -> String {
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

/// Compares a session with the one on a page of the documentation; `SNAPSHOTS=overwrite` writes it there anew.
#[track_caller]
pub(crate) fn documented(page: &str, session: &str) {
    let path = repository().join(page);
    let docs = std::fs::read_to_string(&path).expect(page);
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
        "the session in {page} differs; SNAPSHOTS=overwrite writes it anew\n--- now\n{session}"
    );
}
