//! The flags of `add`, made from the questions of each kind: the same names, in the same order.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, Error};

use crate::form::{Answer, Answers, Need, Question, questions};
use crate::record::Kind;
use crate::shape::WordSpec;

/// What the flags of one `add` say.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Flags {
    /// The kind of record.
    pub(in crate::cli) kind: Kind,
    /// The answers given by flags.
    pub(in crate::cli) answers: Answers,
    /// The id, if one is given.
    pub(in crate::cli) id: Option<String>,
    /// The later view that took the place of this one, and was recorded before it.
    pub(in crate::cli) superseded_by: Option<String>,
    /// Whether the record is a draft.
    pub(in crate::cli) draft: bool,
    /// Whether nothing is to be written.
    pub(in crate::cli) dry_run: bool,
    /// Whether questions are asked though nothing needed is missing.
    pub(in crate::cli) guided: bool,
    /// Whether a form that was left is gone on with.
    pub(in crate::cli) resume: bool,
    /// Whether a new form is begun, whatever was left.
    pub(in crate::cli) fresh: bool,
}

/// `add` of a kind as a command.
pub(super) fn command(kind: Kind) -> Command {
    let (about, note) = told(kind);
    Command::new(kind.word())
        .about(about)
        .after_help(note)
        .args(questions(kind).iter().map(arg))
        .args((kind == Kind::Determination).then(superseded_by))
        .arg(
            Arg::new("id")
                .long("id")
                .value_name("ID")
                .help("The id [default: made from what the record says]"),
        )
        .arg(
            Arg::new("draft")
                .long("draft")
                .action(ArgAction::SetTrue)
                .help("Keep the record out of the site until it is finished"),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Check the record and show the file that would be written, and write nothing"),
        )
        .arg(
            Arg::new("guided")
                .long("guided")
                .action(ArgAction::SetTrue)
                .help("Ask question by question, as at a terminal where something needed is not given"),
        )
        .arg(
            Arg::new("resume")
                .long("resume")
                .action(ArgAction::SetTrue)
                .conflicts_with("fresh")
                .help("Go on with the questions where you left them"),
        )
        .arg(
            Arg::new("fresh")
                .long("fresh")
                .action(ArgAction::SetTrue)
                .help("Begin the questions anew; what you left unfinished is kept"),
        )
}

/// The flag for a view that is recorded after the later one.
fn superseded_by() -> Arg {
    Arg::new("superseded-by")
        .long("superseded-by")
        .value_name("DETERMINATION")
        .conflicts_with("guided")
        .help("The later view that took its place and is on record already; both are saved as one commit")
}

fn told(kind: Kind) -> (&'static str, &'static str) {
    let about = match kind {
        Kind::Body => "Record a council, committee, NHS body or provider",
        Kind::Change => "Record a service change",
        Kind::Resolution => "Record what a committee resolved on one item of one meeting",
        Kind::Determination => "Record one body's view whether a change is a substantial variation",
        Kind::Duty => "Record a duty to consult, involve, notify or report",
    };
    let note = match kind {
        Kind::Determination => {
            "With --resolution, the body, the council and the date are taken from it unless they are given."
        }
        _ => "",
    };
    (about, note)
}

/// The flag of a question.
fn arg(question: &'static Question) -> Arg {
    let action = match question.many {
        true => ArgAction::Append,
        false => ArgAction::Set,
    };
    let arg = Arg::new(question.name)
        .long(question.name)
        .action(action)
        .allow_hyphen_values(true)
        .value_name(value_name(question))
        .help(help(question));
    match question.answer {
        Answer::Word(words) => arg.value_parser(Words(words)),
        _ => arg.value_parser(StringValueParser::new()),
    }
}

fn help(question: &Question) -> String {
    let mut help = question.about.to_owned();
    if let Answer::Row(row) = question.answer
        && row.form.contains(' ')
    {
        help.push_str(&format!("; written as \"{}\"", row.form));
    }
    if question.many {
        help.push_str("; may be repeated");
    }
    if question.need == Need::Must {
        help.push_str(" (needed)");
    }
    help
}

fn value_name(question: &Question) -> &'static str {
    match question.answer {
        Answer::Line | Answer::Prose => "TEXT",
        Answer::Date => "DATE",
        Answer::Address => "ADDRESS",
        Answer::Slug => "NAME",
        Answer::Word(_) => "WORD",
        Answer::Body(_) => "BODY",
        Answer::Record(kind) => match kind {
            Kind::Body => "BODY",
            Kind::Change => "CHANGE",
            Kind::Resolution => "RESOLUTION",
            Kind::Determination => "DETERMINATION",
            Kind::Duty => "DUTY",
        },
        Answer::Clause => "LABEL",
        Answer::Provision => "PROVISION",
        Answer::Whom(_) => "WHOM",
        Answer::Row(row) if row.form.contains(' ') => "ROW",
        Answer::Row(row) => row.form,
    }
}

impl Flags {
    /// What was given to `add` of a kind.
    pub(super) fn read(kind: Kind, found: &ArgMatches) -> Result<Self, Error> {
        let mut answers = Answers::new();
        for question in questions(kind) {
            let given = found
                .get_many::<String>(question.name)
                .into_iter()
                .flatten()
                .cloned();
            let texts: Vec<String> = given.collect();
            let Answer::Row(row) = question.answer else {
                answers.set(question.name, texts);
                continue;
            };
            let rows = texts.iter().map(|text| {
                (row.split)(text).ok_or_else(|| {
                    let told = format!(
                        "--{}: `{text}` cannot be understood: write it as \"{}\"\n",
                        question.name, row.form
                    );
                    Error::raw(clap::error::ErrorKind::ValueValidation, told)
                })
            });
            answers.set_rows(question.name, rows.collect::<Result<_, _>>()?);
        }
        Ok(Self {
            kind,
            answers,
            id: found.get_one::<String>("id").cloned(),
            superseded_by: match kind {
                Kind::Determination => found.get_one::<String>("superseded-by").cloned(),
                _ => None,
            },
            draft: found.get_flag("draft"),
            dry_run: found.get_flag("dry-run"),
            guided: found.get_flag("guided"),
            resume: found.get_flag("resume"),
            fresh: found.get_flag("fresh"),
        })
    }

    /// These answers, and nothing else said.
    pub(in crate::cli) fn of(kind: Kind, answers: Answers) -> Self {
        Self {
            kind,
            answers,
            id: None,
            superseded_by: None,
            draft: false,
            dry_run: false,
            guided: false,
            resume: false,
            fresh: false,
        }
    }

    /// Whether one of the flags asks for questions.
    pub(in crate::cli) fn wants_guidance(&self) -> bool {
        self.guided || self.resume || self.fresh
    }
}

/// Takes any text, and tells completions and help which words there are: what is wrong with a word is said with all the
/// other mistakes.
#[derive(Clone, Copy)]
struct Words(&'static [WordSpec]);

impl TypedValueParser for Words {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let each = self
            .0
            .iter()
            .map(|spec| PossibleValue::new(spec.word).help(spec.about.trim()));
        Some(Box::new(each))
    }
}
