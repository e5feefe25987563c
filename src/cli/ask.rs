//! Questions at a terminal: the only user of `inquire`. On a terminal that is read aloud or cannot move its cursor
//! (`--plain`) the same questions are asked line by line.

mod prompt;

use std::io::BufRead;

use inquire::ui::{Attributes, Color, RenderConfig, StyleSheet, Styled};
use inquire::{InquireError, Select, Text};

use super::output::{Output, clip, wrap};
use crate::failure::Failure;

/// A question, and what is shown above it.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// What is shown first.
    pub(super) about: String,
    /// The question, on one line.
    pub(super) asks: String,
    /// What `?` explains.
    pub(super) help: String,
    /// How it is answered.
    pub(super) answer: Answer,
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// By one of these lines; the second value is the one that Enter takes.
    Pick(Vec<String>, usize),
    /// By text; Enter takes this.
    Write(String),
}

/// What a person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// The line with this number.
    Picked(usize),
    /// This text.
    Wrote(String),
    /// Back to the question before.
    Back,
    /// Away, with nothing done.
    Left,
}

/// How words are brought out in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// By weight and line under them.
    Styled,
    /// By brackets.
    Brackets,
}

/// Somebody at a terminal.
pub(super) struct Ask<'a> {
    output: &'a Output,
    is_plain: bool,
}

impl Default for Answer {
    fn default() -> Self {
        Self::Write(String::new())
    }
}

impl<'a> Ask<'a> {
    pub(super) fn new(output: &'a Output) -> Self {
        let is_plain = output.screen.is_plain;
        Self { output, is_plain }
    }

    /// How words are brought out here.
    pub(super) fn marks(&self) -> Marks {
        if self.output.is_coloured() && !self.is_plain {
            Marks::Styled
        } else {
            Marks::Brackets
        }
    }

    /// Asks until there is an answer.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the terminal fails.
    pub(super) fn put(&self, question: &Question) -> Result<Reply, Failure> {
        let mut about = question.about.as_str();
        loop {
            if !about.is_empty() {
                self.output.aloud(&format!("\n{about}"));
            }
            let reply = if self.is_plain {
                self.line(question)?
            } else {
                self.drawn(question)?
            };
            match reply {
                Some(reply) => return Ok(reply),
                None => about = &question.help,
            }
        }
    }

    /// A question of yes or no; whoever goes back or leaves says no.
    ///
    /// # Errors
    ///
    /// As [`Ask::put`].
    pub(super) fn yes(&self, asks: &str, default: bool, help: &str) -> Result<bool, Failure> {
        let question = Question {
            about: String::new(),
            asks: asks.to_owned(),
            help: help.to_owned(),
            answer: Answer::Pick(vec!["Yes".to_owned(), "No".to_owned()], usize::from(!default)),
        };
        Ok(self.put(&question)? == Reply::Picked(0))
    }

    /// By `inquire`; none where help is asked for.
    fn drawn(&self, question: &Question) -> Result<Option<Reply>, Failure> {
        let answered = match &question.answer {
            Answer::Pick(lines, start) => {
                // With its mark, a line to choose from fits the terminal.
                let room = self.output.screen.talking_room() - 4;
                let mut options: Vec<String> = lines.iter().map(|line| clip(line, room)).collect();
                options.push("? What is asked here".to_owned());
                let contains = |typed: &str, _: &String, line: &str, _: usize| {
                    line.to_lowercase().contains(&typed.to_lowercase()).then_some(0)
                };
                Select::new(&question.asks, options)
                    .with_starting_cursor(*start)
                    .with_page_size(12)
                    .with_scorer(&contains)
                    .with_formatter(&|picked| answered(picked.value))
                    .with_help_message(
                        "Enter takes the marked line, typing filters, ? explains, Esc goes back",
                    )
                    .with_render_config(self.config())
                    .raw_prompt()
                    .map(|picked| (picked.index < lines.len()).then_some(Reply::Picked(picked.index)))
            }
            Answer::Write(initial) => Text::new(&question.asks)
                .with_initial_value(initial)
                .with_help_message("Enter takes it, ? and Enter explains, Esc goes back")
                .with_render_config(self.config())
                .prompt()
                .map(|text| (text.trim() != "?").then(|| Reply::Wrote(text.trim().to_owned()))),
        };
        match answered {
            Ok(reply) => Ok(reply),
            Err(InquireError::OperationCanceled) => Ok(Some(Reply::Back)),
            Err(InquireError::OperationInterrupted) => Ok(Some(Reply::Left)),
            Err(error) => Err(Failure::new("the terminal failed").because(error)),
        }
    }

    fn config(&self) -> RenderConfig<'static> {
        let plain = RenderConfig::empty()
            .with_prompt_prefix(Styled::new("?"))
            .with_answered_prompt_prefix(Styled::new(">"))
            .with_canceled_prompt_indicator(Styled::new("(back)"))
            .with_highlighted_option_prefix(Styled::new(">"));
        if !self.output.is_coloured() {
            return plain;
        }
        plain
            .with_prompt_prefix(Styled::new("?").with_fg(Color::LightCyan))
            .with_selected_option(Some(StyleSheet::new().with_attr(Attributes::BOLD)))
            .with_help_message(StyleSheet::new().with_attr(Attributes::ITALIC))
            .with_answer(StyleSheet::new().with_fg(Color::LightCyan))
    }

    /// Line by line; none where help is asked for.
    fn line(&self, question: &Question) -> Result<Option<Reply>, Failure> {
        let (text, start) = match &question.answer {
            Answer::Pick(lines, start) => {
                let each = lines
                    .iter()
                    .enumerate()
                    .map(|(at, line)| format!("  {} {line}", at + 1));
                let list: Vec<String> = each.collect();
                (
                    format!("{}\n{}", question.asks, list.join("\n")),
                    (start + 1).to_string(),
                )
            }
            Answer::Write(initial) => (question.asks.clone(), initial.clone()),
        };
        self.output
            .aloud(&format!("{text}\n[{start}] (? explains, < goes back)"));
        let mut typed = String::new();
        let read = std::io::stdin().lock().read_line(&mut typed);
        let length = read.map_err(|error| Failure::new("your answer could not be read").because(error))?;
        let typed = match typed.trim() {
            _ if length == 0 => return Ok(Some(Reply::Left)),
            "?" => return Ok(None),
            "<" => return Ok(Some(Reply::Back)),
            "" => start.as_str(),
            typed => typed,
        };
        match &question.answer {
            Answer::Write(_) => Ok(Some(Reply::Wrote(typed.to_owned()))),
            Answer::Pick(lines, _) => match typed.parse::<usize>() {
                Ok(number) if (1..=lines.len()).contains(&number) => Ok(Some(Reply::Picked(number - 1))),
                _ => {
                    self.output.aloud("Type the number of one of the lines.");
                    self.line(question)
                }
            },
        }
    }
}

/// A line that was picked, without what spoke for it.
fn answered(line: &str) -> String {
    line.split_once(" (").map_or(line, |(name, _)| name).to_owned()
}

/// A paragraph of help on one line, which is broken where the terminal ends.
pub(super) fn paragraph(text: &str) -> String {
    wrap(text, usize::MAX)
}
