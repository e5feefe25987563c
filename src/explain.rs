//! What a code means, shown: a record that has the problem, the very message it gets, and the record mended.
//!
//! Nothing that is printed here is written down beforehand. The example of a code is put into a small sound register
//! ([`SOUND`]), which is then checked, or audited, like any other; so `explain`, the pages in docs/errors/ and the program
//! itself cannot differ. Where a fault is not in the text of one file, the example is staged (`staged`); where it is in what
//! was done to the files over time, it is a story of a few saves (`story`).

mod family;
mod history;
mod sound;
mod staged;
mod story;
mod trust;

pub use family::{Family, families};
pub use sound::{SOUND, register, today};

use crate::audit;
use crate::check::{self, codes};
use crate::diagnostic::{Code, Style, render};
use crate::law::Law;
use crate::source::{Source, Sources};
use staged::Stage;

/// How a part of an example is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A file of YAML.
    Yaml,
    /// A page in Markdown.
    Markdown,
    /// A page of the site.
    Html,
    /// Other text.
    Text,
    /// Lines that went (`-`) and lines that came (`+`).
    Lines,
    /// Commands.
    Commands,
    /// Nothing but the sentence above it.
    Said,
}

/// A part of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it is, in a sentence.
    pub about: String,
    /// The thing itself; empty where the sentence says it all.
    pub text: String,
    /// How it is written.
    pub form: Form,
}

/// A code with its example, and what is printed of it.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The code.
    pub code: &'static Code,
    /// What has the problem.
    pub bad: Vec<Shown>,
    /// What `check` or `verify` prints of it.
    pub printed: String,
    /// The names of the codes found in it: this one alone.
    pub found: Vec<&'static str>,
    /// The same without the problem.
    pub good: Vec<Shown>,
    /// The names of the codes found in that: none.
    pub left: Vec<&'static str>,
}

impl Shown {
    /// A file.
    pub(crate) fn file(about: impl Into<String>, path: &str, text: impl Into<String>) -> Self {
        let form = match path.rsplit('.').next() {
            Some("yaml" | "yml") => Form::Yaml,
            Some("md") => Form::Markdown,
            Some("html") => Form::Html,
            _ => Form::Text,
        };
        Self {
            about: about.into(),
            text: text.into(),
            form,
        }
    }

    /// A sentence.
    pub(crate) fn said(about: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            text: String::new(),
            form: Form::Said,
        }
    }

    /// Commands to give.
    pub(crate) fn commands(about: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            text: text.into(),
            form: Form::Commands,
        }
    }
}

/// Every code there is, of `check` and of `verify`, in order of name.
pub fn all() -> Vec<&'static Code> {
    let mut all = codes::all();
    all.extend(audit::codes::CODES);
    all.sort_by_key(|code| code.name);
    all
}

/// Shows what a code means: checks its example, or audits it, as the commands do.
pub fn lesson(code: &'static Code, style: Style) -> Lesson {
    if let Some(lesson) = trust::lesson(code).or_else(|| history::lesson(code)) {
        return lesson;
    }
    let (bad, good) = staged::stages(code).unwrap_or_else(|| files(code));
    let (found, printed) = weigh(&bad.sources, style);
    let (left, _) = weigh(&good.sources, style);
    Lesson {
        code,
        bad: bad.shown,
        printed,
        found,
        good: good.shown,
        left,
    }
}

/// The example of a code that is one file, and the same file mended.
fn files(code: &Code) -> (Stage, Stage) {
    let example = &code.example;
    let stage = |text: &str, about: &str| Stage {
        sources: register().with(vec![Source::from_bytes(example.path, text.as_bytes().to_vec())]),
        shown: vec![Shown::file(about, example.path, text)],
    };
    (
        stage(example.bad, &format!("In {}:", example.path)),
        stage(example.good, "Mended:"),
    )
}

/// The codes found in a register, and what is printed of them.
fn weigh(sources: &Sources, style: Style) -> (Vec<&'static str>, String) {
    let (_, problems) = check::check(sources, &Law::of(sources), today());
    let found = problems.iter().map(|problem| problem.code.name).collect();
    let printed: Vec<String> = problems
        .iter()
        .map(|problem| render(problem, sources, style))
        .collect();
    (found, printed.join("\n\n"))
}

/// The code that some words speak of: its name, its name in brackets, or a whole line as it was printed.
///
/// # Errors
///
/// The names that may have been meant, the likeliest first; none where no code is like it.
pub fn find(words: &str) -> Result<&'static Code, Vec<&'static str>> {
    let all = all();
    let named = |name: &str| all.iter().copied().find(|code| code.name == name);
    let told = words.to_lowercase();
    let in_brackets = told
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(name, _)| name.trim());
    let is_edge = |c: char| !c.is_alphanumeric() && c != '-';
    let each = told.split_whitespace().map(|word| word.trim_matches(is_edge));
    if let Some(code) = in_brackets.into_iter().chain(each).find_map(named) {
        return Ok(code);
    }
    let wanted = in_brackets.unwrap_or(told.trim()).trim_matches(is_edge);
    let mut meant: Vec<&str> = crate::shape::nearest(wanted, all.iter().map(|code| code.name))
        .into_iter()
        .collect();
    let parts: Vec<&str> = wanted
        .split(['-', ' ', '_'])
        .filter(|part| part.len() > 2)
        .collect();
    let holds = |code: &&&Code| !parts.is_empty() && parts.iter().all(|part| code.name.contains(part));
    for code in all.iter().filter(holds).take(5) {
        if !meant.contains(&code.name) {
            meant.push(code.name);
        }
    }
    Err(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_its_name_in_brackets_or_in_a_whole_line() {
        for words in [
            "unknown-field",
            "[unknown-field]",
            "error[unknown-field]",
            "error[unknown-field]: a body has no field `websight`",
            "  Warning[UNKNOWN-FIELD]: ...\n --> records/bodies/a.yaml:3:1",
            "what is unknown-field?",
        ] {
            assert_eq!(find(words).map(|code| code.name), Ok("unknown-field"), "{words}");
        }
    }

    #[test]
    fn what_is_no_code_leads_to_those_like_it() {
        assert_eq!(find("unknwn-field"), Err(vec!["unknown-field"]));
        assert_eq!(find("error[unknwn-field]: a body"), Err(vec!["unknown-field"]));
        let meant = find("reference").unwrap_err();
        assert_eq!(meant, ["dangling-reference", "wrong-kind-reference"]);
        assert_eq!(find("quarterly"), Err(vec![]));
        assert_eq!(find(""), Err(vec![]));
    }

    #[test]
    fn every_code_is_of_one_family() {
        let mut grouped: Vec<&str> = families()
            .iter()
            .flat_map(|family| family.codes.iter().map(|code| code.name))
            .collect();
        grouped.sort_unstable();
        let all: Vec<&str> = all().iter().map(|code| code.name).collect();
        assert_eq!(grouped, all);
    }

    #[test]
    fn each_example_is_told_of_with_its_own_code_and_mended_with_none() {
        for code in all() {
            let lesson = lesson(code, Style::Plain);
            assert_eq!(lesson.found, [code.name], "{}", lesson.printed);
            assert_eq!(lesson.left, Vec::<&str>::new(), "{} mended", code.name);
            let named = format!("{}[{}]: ", code.severity.word(), code.name);
            assert!(lesson.printed.starts_with(&named), "{}", lesson.printed);
            assert!(!lesson.bad.is_empty() && !lesson.good.is_empty(), "{}", code.name);
            assert_ne!(lesson.bad, lesson.good, "{}", code.name);
        }
    }
}
