//! A note in sections, as text for a terminal or as Markdown: what `why` and `law show` print.

use super::fit::{columns, wrap};
use super::output::{Format, Output};
use super::screen::Screen;

/// The longest label that what is said is put beside; after a longer one it begins where that ends.
const LONGEST: usize = 12;

/// From this width on, where a matter stands is told at the end of its first line.
const BESIDE: usize = 60;

/// A note.
#[derive(Debug)]
pub(super) struct Paper {
    /// Its title.
    pub(super) title: String,
    /// What it is about, below the title.
    pub(super) under: String,
    /// Its sections; those without entries and without words are left out.
    pub(super) sections: Vec<Section>,
}

/// A section.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// Its heading.
    pub(super) heading: &'static str,
    /// Sentences before the entries.
    pub(super) says: Vec<String>,
    /// Sentences, each by itself.
    pub(super) points: Vec<String>,
    /// Its entries.
    pub(super) entries: Vec<Entry>,
}

/// One matter.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// What it is.
    pub(super) title: String,
    /// Where it stands, in a few words.
    pub(super) state: String,
    /// What there is to say of it.
    pub(super) lines: Vec<Line>,
}

/// Something to say, under a label; of several lines in a row with the same label it is printed once.
#[derive(Clone, Debug)]
pub(super) struct Line {
    label: &'static str,
    says: String,
    kind: Kind,
}

/// How a line is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// As a sentence.
    Sentence,
    /// As it is to be typed.
    Command,
    /// As a sentence, indented by the spaces before it.
    Branch,
    /// As a point of a list, without a label.
    Point,
}

impl Line {
    /// A sentence under a label.
    pub(super) fn new(label: &'static str, says: impl Into<String>) -> Self {
        Self {
            label,
            says: says.into(),
            kind: Kind::Sentence,
        }
    }

    /// What to type, under a label.
    pub(super) fn command(label: &'static str, says: impl Into<String>) -> Self {
        Self {
            kind: Kind::Command,
            ..Self::new(label, says)
        }
    }

    /// A branch of a tree under a label; the spaces at its beginning stay.
    pub(super) fn branch(label: &'static str, says: impl Into<String>) -> Self {
        Self {
            kind: Kind::Branch,
            ..Self::new(label, says)
        }
    }

    /// A point of a list.
    pub(super) fn point(says: impl Into<String>) -> Self {
        Self {
            kind: Kind::Point,
            ..Self::new("", says)
        }
    }

    /// How deep the line is indented.
    fn depth(&self) -> usize {
        match self.kind {
            Kind::Branch => self.says.len() - self.says.trim_start().len(),
            _ => 0,
        }
    }
}

impl Paper {
    fn filled(&self) -> impl Iterator<Item = &Section> {
        let filled = |section: &&Section| {
            !(section.says.is_empty() && section.points.is_empty() && section.entries.is_empty())
        };
        self.sections.iter().filter(filled)
    }

    /// Prints it: as Markdown where that was asked for.
    pub(super) fn print(&self, output: &Output) {
        match output.format {
            Format::Md => output.data(&self.markdown()),
            _ => output.page(&self.text(&output.screen)),
        }
    }

    /// As text in lines that there is room for.
    fn text(&self, screen: &Screen) -> String {
        let width = screen.room();
        let hang = |first: &str, rest: &str, text: &str| hang(first, rest, text, width);
        let mut out = hang("", "", &self.title);
        out.push_str(&hang("", "", &self.under));
        for section in self.filled() {
            out.push_str(&format!("\n{}\n", section.heading));
            if !screen.is_plain {
                out.push_str(&format!("{}\n", "-".repeat(columns(section.heading))));
            }
            for says in &section.says {
                out.push_str(&hang("", "", says));
            }
            for point in &section.points {
                out.push_str(&hang("- ", "  ", point));
            }
            for (number, entry) in section.entries.iter().enumerate() {
                if number > 0 || !section.says.is_empty() {
                    out.push('\n');
                }
                entry.text(&mut out, screen);
            }
        }
        out
    }

    /// As Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n{}\n", plain(&self.title), plain(&self.under));
        for section in self.filled() {
            out.push_str(&format!("\n## {}\n\n", section.heading));
            for says in &section.says {
                out.push_str(&format!("{}\n\n", plain(says)));
            }
            for point in &section.points {
                out.push_str(&format!("- {}\n", plain(point)));
            }
            for entry in &section.entries {
                entry.markdown(&mut out);
            }
        }
        // Where a paragraph ends a section there are two blank lines; one will do.
        out.replace("\n\n\n", "\n\n")
    }
}

impl Entry {
    fn text(&self, out: &mut String, screen: &Screen) {
        let width = screen.room();
        if self.title.is_empty() {
            return self.lines_of_text(out, width);
        }
        // The state stands at the end of the line only where the two together leave the title most of it.
        let both = columns(&self.state) + 2 + columns(&self.title).min(width / 2);
        let is_beside = !screen.is_plain && both <= width && width >= BESIDE;
        if !is_beside {
            out.push_str(&hang("", "", &self.title, width));
            if !self.state.is_empty() {
                out.push_str(&hang("  ", "    ", &format!("state: {}", self.state), width));
            }
            return self.lines_of_text(out, width);
        }
        let room = match columns(&self.state) {
            0 => width,
            taken => width.saturating_sub(taken + 2).max(width / 2),
        };
        let title = wrap(&self.title, room);
        let (first, rest) = title.split_once('\n').unwrap_or((&title, ""));
        let gap = width.saturating_sub(columns(first) + columns(&self.state));
        let line = format!("{first}{}{}", " ".repeat(gap.max(2)), self.state);
        out.push_str(&format!("{}\n", line.trim_end()));
        for line in rest.lines() {
            out.push_str(&format!("{line}\n"));
        }
        self.lines_of_text(out, width);
    }

    fn lines_of_text(&self, out: &mut String, width: usize) {
        let labels = self.lines.iter().map(|line| line.label.chars().count());
        let widest = labels.filter(|length| *length <= LONGEST).max().unwrap_or(0);
        let column = widest.max("because".len()) + 4;
        let mut label = "";
        for line in &self.lines {
            let shown = if line.label == label { "" } else { line.label };
            label = line.label;
            if line.kind == Kind::Point {
                out.push_str(&hang("  - ", "    ", &line.says, width));
                continue;
            }
            if line.kind == Kind::Command {
                // What is to be typed stays whole, to be copied.
                let label = format!("  {shown}  ");
                out.push_str(&format!("{label:<column$}{}\n", line.says));
                continue;
            }
            // A branch goes on below its own text, not below its hyphen.
            let depth = line.depth();
            let below = match line.kind {
                Kind::Branch => depth + 2,
                _ => 0,
            };
            let first = format!("  {shown}  ");
            let first = format!("{first:<column$}{}", " ".repeat(depth));
            out.push_str(&hang(&first, &" ".repeat(column + below), &line.says, width));
        }
    }

    fn markdown(&self, out: &mut String) {
        let title = plain(&self.title);
        if !title.is_empty() {
            out.push_str(&match self.state.as_str() {
                "" => format!("### {title}\n\n"),
                state => format!("### {title}: {state}\n\n"),
            });
        }
        for line in &self.lines {
            let says = plain(line.says.trim_start().trim_start_matches("- "));
            out.push_str(&match line.kind {
                Kind::Sentence => format!("- **{}:** {says}\n", line.label),
                Kind::Command => format!("- **{}:** `{}`\n", line.label, line.says),
                Kind::Branch if line.depth() == 0 => format!("- **{}:** {says}\n", line.label),
                Kind::Branch => format!("{}- {says}\n", " ".repeat(line.depth())),
                Kind::Point => format!("- {says}\n"),
            });
        }
        out.push('\n');
    }
}

/// Text that Markdown takes as it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if "\\`*_[]<>|#".contains(letter) {
            out.push('\\');
        }
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}

/// Text in lines of at most this width, the first after one prefix and the others after another.
fn hang(first: &str, rest: &str, text: &str, width: usize) -> String {
    let mut out = first.to_owned();
    let mut used = columns(first);
    let mut fresh = true;
    for word in text.split_whitespace() {
        let long = columns(word);
        if !fresh && used + 1 + long > width {
            out.push_str(&format!("\n{rest}"));
            used = columns(rest);
            fresh = true;
        }
        if !fresh {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += long;
        fresh = false;
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hang_below_where_the_text_begins_and_none_is_wider() {
        let text = "word ".repeat(40);
        let hung = hang("  because  ", "           ", &text, 80);
        let mut lines = hung.lines();
        assert!(
            lines
                .next()
                .is_some_and(|line| line.starts_with("  because  word"))
        );
        assert!(lines.all(|line| line.starts_with("           word") && line.len() <= 80));
    }

    #[test]
    fn a_title_and_its_state_share_a_line_and_never_a_column() {
        let mut out = String::new();
        let entry = Entry {
            title: "Tell the council about the urgent decision, and why there was no consultation on it"
                .into(),
            state: "required, on recorded views".into(),
            lines: Vec::new(),
        };
        entry.text(&mut out, &Screen::new(80));
        let expected = "\
Tell the council about the urgent decision, and why  required, on recorded views
there was no consultation on it
";
        assert_eq!(out, expected);
    }

    #[test]
    fn markdown_takes_no_mark_of_the_text_for_its_own() {
        assert_eq!(plain("a_b *c* [d](e) <f>"), "a\\_b \\*c\\* \\[d\\](e) \\<f\\>");
    }
}
