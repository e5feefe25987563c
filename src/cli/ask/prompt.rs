//! The questions of a guided form at a terminal: drawn, or line by line.

use std::io::BufRead;

use inquire::{InquireError, Select, Text};

use super::{Ask, paragraph};
use crate::cli::editor;
use crate::cli::fit::indented;
use crate::cli::output::clip;
use crate::failure::Failure;
use crate::form::guide::{Entry, Line, Prompt, Reply};
use crate::value::fold;

/// Most lines to choose from that are shown at once where they cannot be drawn anew.
const MOST: usize = 20;

/// What was answered, or that help was asked for.
type Answered = Result<Option<Reply>, Failure>;

impl Ask<'_> {
    /// Asks until there is an answer.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the terminal fails.
    pub(in crate::cli) fn prompt(&self, prompt: &Prompt) -> Result<Reply, Failure> {
        let mut told = prompt.told.clone();
        loop {
            if !told.is_empty() {
                self.output.aloud(&format!("\n{told}"));
            }
            let reply = match &prompt.entry {
                Entry::Pick(lines, start) => self.choose(&prompt.asks, lines, *start)?,
                Entry::Write(initial) => self.write(&prompt.asks, initial)?,
                Entry::Prose(initial) => self.prose(&prompt.asks, initial)?,
            };
            match reply {
                Some(reply) => return Ok(reply),
                None => told = paragraph(&prompt.help),
            }
        }
    }

    fn choose(&self, asks: &str, lines: &[Line], start: Option<usize>) -> Answered {
        if self.is_plain {
            self.choose_by_number(asks, lines, start)
        } else {
            self.choose_drawn(asks, lines, start)
        }
    }

    fn choose_drawn(&self, asks: &str, lines: &[Line], start: Option<usize>) -> Answered {
        let shift = usize::from(start.is_none());
        // With its mark, a line to choose from fits the terminal.
        let room = self.output.screen.talking_room() - 4;
        let mut options = Vec::with_capacity(lines.len() + 4);
        if start.is_none() {
            options.push("(choose one: arrow keys, or type a part of it)".to_owned());
        }
        options.extend(lines.iter().map(|line| clip(&line.text, room)));
        let keys = options.len();
        options.extend(["? Explain this", "< Go back", "! Look at everything, or leave"].map(str::to_owned));
        let found = |typed: &str, _: &String, _: &str, at: usize| {
            let key = at.checked_sub(keys).map(|key| ["?", "<", "!"][key]);
            let is_key = ["?", "<", "!"].contains(&typed.trim());
            let shown = match (key, at.checked_sub(shift)) {
                (Some(key), _) => typed.is_empty() || typed.trim() == key,
                _ if is_key => false,
                (None, Some(at)) => lines.get(at).is_some_and(|line| holds(line, typed)),
                (None, None) => typed.is_empty(),
            };
            // In their own order.
            shown.then(|| -i64::try_from(at).unwrap_or(i64::MAX))
        };
        let picked = Select::new(asks, options)
            .with_starting_cursor(start.unwrap_or(0))
            .with_page_size(12)
            .with_scorer(&found)
            .with_formatter(&|picked| super::answered(picked.value))
            .with_help_message("Enter takes the marked line, typing filters, ? explains, < goes back, ! more")
            .with_render_config(self.config())
            .raw_prompt();
        answered(picked.map(|picked| {
            match picked.index {
                at if at == keys => None,
                at if at == keys + 1 => Some(Reply::Back),
                at if at == keys + 2 => Some(Reply::More),
                at => Some(
                    at.checked_sub(shift)
                        .map_or(Reply::Picked(usize::MAX), Reply::Picked),
                ),
            }
        }))
    }

    /// By typing the number of a line; other words narrow the lines down.
    fn choose_by_number(&self, asks: &str, lines: &[Line], start: Option<usize>) -> Answered {
        let mut shown: Vec<usize> = (0..lines.len()).collect();
        let mut start = start;
        loop {
            let each = shown.iter().take(MOST);
            let each = each.map(|at| format!("  {} {}", at + 1, lines[*at].text));
            let mut list = each.collect::<Vec<_>>().join("\n");
            if shown.len() > MOST {
                list.push_str(&format!(
                    "\n  ... and {} more: type a part of the name",
                    shown.len() - MOST
                ));
            }
            let default = start.map(|start| format!("[{}] ", start + 1)).unwrap_or_default();
            self.output.aloud(&format!(
                "{asks}\n{list}\n{default}(a number, or a part of the name; ? explains, < goes back, ! more)"
            ));
            let Some(typed) = self.typed()? else {
                return Ok(Some(Reply::Left));
            };
            match (typed.as_str(), start) {
                ("?", _) => return Ok(None),
                ("<", _) => return Ok(Some(Reply::Back)),
                ("!", _) => return Ok(Some(Reply::More)),
                ("", Some(start)) => return Ok(Some(Reply::Picked(start))),
                ("", None) => self.output.aloud("Type the number of one of the lines."),
                (typed, _) => match typed.parse::<usize>() {
                    Ok(number) if (1..=lines.len()).contains(&number) => {
                        return Ok(Some(Reply::Picked(number - 1)));
                    }
                    _ => {
                        let found: Vec<usize> =
                            (0..lines.len()).filter(|at| holds(&lines[*at], typed)).collect();
                        if found.is_empty() {
                            self.output
                                .aloud(&format!("No line holds “{typed}”. These are all:"));
                            shown = (0..lines.len()).collect();
                        } else {
                            start = found.iter().copied().find(|at| !lines[*at].stays);
                            start =
                                start.filter(|_| found.iter().filter(|at| !lines[**at].stays).count() == 1);
                            shown = found;
                        }
                    }
                },
            }
        }
    }

    fn write(&self, asks: &str, initial: &str) -> Answered {
        if !self.is_plain {
            let hint = match initial.is_empty() {
                true => "Enter goes on, ? explains, < goes back, ! more",
                false => "Enter takes it, - empties it, ? explains, < goes back, ! more",
            };
            let text = Text::new(asks)
                .with_initial_value(initial)
                .with_help_message(hint)
                .with_render_config(self.config())
                .prompt();
            return answered(text.map(|text| {
                let text = text.trim();
                // A key typed behind what was offered is that key: nobody has to clear the line first.
                let key = text.strip_prefix(initial.trim()).map(str::trim);
                match key.filter(|key| !initial.is_empty() && ["?", "<", "!", "-"].contains(key)) {
                    Some(key) => meant(key),
                    None => meant(text),
                }
            }));
        }
        let hint = match initial.is_empty() {
            true => "(? explains, < goes back, ! more)".to_owned(),
            false => format!("[{initial}] (Enter takes it, - empties it, ? explains, < goes back, ! more)"),
        };
        self.output.aloud(&format!("{asks}\n{hint}"));
        match self.typed()? {
            None => Ok(Some(Reply::Left)),
            Some(typed) if typed.is_empty() => Ok(Some(Reply::Wrote(initial.to_owned()))),
            Some(typed) => Ok(meant(&typed)),
        }
    }

    /// Text of any length: written here line by line, or in the editor that the clerk has chosen.
    fn prose(&self, asks: &str, initial: &str) -> Answered {
        let mut deeds = Vec::new();
        if !initial.is_empty() {
            self.output.aloud(&format!("\n{}", indented(initial)));
            deeds.push("Keep it as it is");
        }
        deeds.push("Leave it empty");
        deeds.push("Write it here, line by line");
        if editor::is_chosen() {
            deeds.push("Write it in your editor");
        }
        let lines: Vec<Line> = deeds
            .iter()
            .map(|text| Line {
                text: (*text).to_owned(),
                also: String::new(),
                stays: false,
            })
            .collect();
        let reply = match self.choose(asks, &lines, Some(0))? {
            Some(Reply::Picked(at)) => deeds.get(at).copied(),
            other => return Ok(other),
        };
        Ok(Some(match reply {
            Some("Keep it as it is") => Reply::Wrote(initial.to_owned()),
            Some("Leave it empty") => Reply::Wrote(String::new()),
            Some("Write it in your editor") => Reply::Wrote(editor::text(initial)?),
            _ => self.lines()?,
        }))
    }

    /// Lines up to one that holds only a full stop.
    fn lines(&self) -> Result<Reply, Failure> {
        self.output.aloud(
            "Write or paste it here. An empty line begins a new paragraph; a line with only a full stop ends it, \
             and one with only < goes back.",
        );
        let mut text = String::new();
        loop {
            let Some(line) = self.typed()? else {
                // Whoever ends the input has said all there is to say.
                return Ok(if text.is_empty() {
                    Reply::Left
                } else {
                    Reply::Wrote(text)
                });
            };
            match line.as_str() {
                "." => return Ok(Reply::Wrote(text.trim().to_owned())),
                "<" => return Ok(Reply::Back),
                line => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }

    /// A line that was typed; none where the input has ended.
    fn typed(&self) -> Result<Option<String>, Failure> {
        let mut typed = String::new();
        let read = std::io::stdin().lock().read_line(&mut typed);
        let length = read.map_err(|error| Failure::new("your answer could not be read").because(error))?;
        Ok((length > 0).then(|| typed.trim().to_owned()))
    }
}

/// Whether a line holds all the words that were typed.
fn holds(line: &Line, typed: &str) -> bool {
    let text = fold(&format!("{} {}", line.text, line.also));
    line.stays || fold(typed).split_whitespace().all(|word| text.contains(word))
}

/// What a line of text means; none where it asks for help.
fn meant(text: &str) -> Option<Reply> {
    match text {
        "?" => None,
        "<" => Some(Reply::Back),
        "!" => Some(Reply::More),
        "-" => Some(Reply::Wrote(String::new())),
        text => Some(Reply::Wrote(text.to_owned())),
    }
}

fn answered(reply: Result<Option<Reply>, InquireError>) -> Answered {
    match reply {
        Ok(reply) => Ok(reply),
        Err(InquireError::OperationCanceled) => Ok(Some(Reply::Back)),
        // A terminal that is gone has left as surely as one who presses Ctrl-C.
        Err(InquireError::OperationInterrupted | InquireError::IO(_)) => Ok(Some(Reply::Left)),
        Err(error) => Err(Failure::new("the terminal failed").because(error)),
    }
}
