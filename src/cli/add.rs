//! `scrutiny add`: a new record, from flags, checked against the register before it is saved.

mod earlier;
pub(super) mod examples;
mod flags;
mod neighbours;

use chrono::NaiveDate;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};
use serde_json::json;

use super::batch::{self, Checked, File};
use super::desk::{Desk, Found};
use super::guided;
use super::needed::can_ask;
use crate::check;
use crate::diagnostic::Diagnostics;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::form::{self, Answers, Ground, Mistake, NewRecord};
use crate::law::Law;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::schema;
use crate::source::Sources;
use crate::value::{fold, slug};
use crate::yaml;
pub(super) use flags::Flags;
use neighbours::Neighbours;

/// Record a body, change, resolution, determination or duty.
#[derive(Debug)]
pub(super) struct Add(Option<Flags>);

impl Args for Add {
    fn augment_args(command: Command) -> Command {
        command
            .about("Record a body, change, resolution, determination or duty")
            .long_about(
                "Record a body, change, resolution, determination or duty.\n\n\
                 The record is checked against the register first: with a mistake nothing is saved. Dates are written as \
                 2026-03-12, 12/03/2026 (day first), \"12 March 2026\", today; or 2026-03, 2026, unknown where less is \
                 known.",
            )
            .subcommands(Kind::ALL.map(flags::command))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Add {
    fn from_arg_matches(found: &ArgMatches) -> Result<Self, Error> {
        let Some((word, found)) = found.subcommand() else {
            return Ok(Self(None));
        };
        let kind = Kind::from_word(word).expect("clap takes only the kinds there are");
        Flags::read(kind, found).map(|flags| Self(Some(flags)))
    }

    fn update_from_arg_matches(&mut self, found: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(found)?;
        Ok(())
    }
}

/// The file of a new record.
pub(super) fn file(record: &NewRecord, id: RecordId) -> File {
    let path = record.path(&id);
    let text = schema::headed(&path, &yaml::write(record.fields.as_slice()));
    File {
        kind: record.kind,
        path,
        id,
        before: None,
        text,
    }
}

impl Add {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        if let Some(flags) = &self.0 {
            return add(flags, desk);
        }
        if !can_ask(desk) {
            let mut command = Self::augment_args(Command::new("add").bin_name("scrutiny add"));
            desk.output.aloud(&command.render_help().to_string());
            return Ok(Exit::Usage);
        }
        match guided::which(desk)? {
            Some(kind) => {
                let flags = Flags::of(kind, Answers::new());
                let found = desk.open()?;
                found.writable()?;
                guided::add(&flags, desk, &found)
            }
            None => Ok(Exit::Fine),
        }
    }
}

/// A record that answers make, ready to be saved.
pub(super) struct Ready {
    /// Its file.
    pub(super) file: File,
    /// What was found in it, among the records that it touches.
    pub(super) checked: Checked,
    /// The first line of the commit.
    pub(super) summary: String,
    /// What one would do next.
    pub(super) next: String,
}

/// Makes a record of answers and checks it; none where something is wrong with the answers themselves.
pub(super) fn ready(
    found: &Found<'_>,
    desk: &Desk<'_>,
    (kind, answers): (Kind, &Answers),
    id: Option<&str>,
    is_draft: bool,
) -> Result<Result<Ready, Vec<Mistake>>, Failure> {
    // The law takes as long to read as half the list does.
    let root = &found.root;
    let (shelf, _) = rayon::join(|| disk::list(root), Law::england);
    let shelf = shelf?;
    let names = form::named(kind, answers);
    let views_of = answers.text("change").filter(|_| kind == Kind::Determination);
    let mut neighbours = Neighbours::of(&shelf, &names, views_of, telling(kind, answers));
    let (register, _) = Register::build(neighbours.sources());
    let ground = Ground {
        register: &register,
        today: desk.today,
    };
    let mut record = match form::compose(kind, answers, &ground) {
        Ok(record) => record,
        Err(mistakes) => return Ok(Err(mistakes)),
    };
    let id = self::id(&record, id, &neighbours)?;
    if is_draft {
        record.fields.draft();
    }
    let file = file(&record, id.clone());
    let source = file.source();
    neighbours.add(&source);
    let mut sources = neighbours.sources().clone();
    let mut problems = mistakes(&sources, &file.path, desk.clock);
    if problems.any_error() {
        sources = neighbours.with_all(&source);
        problems = mistakes(&sources, &file.path, desk.clock);
    }
    Ok(Ok(Ready {
        file,
        checked: (sources, problems),
        summary: format!("Add {kind}: {}", record.what),
        next: record.next.replace("{id}", id.as_str()),
    }))
}

/// The words that another record of the same thing would hold, as far as they are words that each writes alike.
fn telling(kind: Kind, answers: &Answers) -> Option<(Kind, Vec<String>)> {
    let questions: &[&str] = match kind {
        Kind::Change => &["title"],
        Kind::Resolution => &["committee", "item"],
        Kind::Duty => &["provision", "change", "owed-by"],
        Kind::Body | Kind::Determination => return None,
    };
    let texts = questions.iter().map(|name| answers.text(name));
    let texts = texts.collect::<Option<Vec<_>>>()?;
    let words = texts.into_iter().flat_map(|text| {
        let text = fold(text);
        text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    });
    Some((kind, words.collect()))
}

fn add(flags: &Flags, desk: &Desk<'_>) -> Result<Exit, Failure> {
    let found = desk.open()?;
    found.writable()?;
    let may_ask = can_ask(desk) && !flags.dry_run;
    if flags.wants_guidance() {
        if !may_ask {
            let what = "questions can be asked only at a terminal, and not with --no-input, --dry-run or --format json";
            return Err(Failure::with(Exit::Usage, what)
                .cure("leave --guided, --resume and --fresh out, and give the flags"));
        }
        return guided::add(flags, desk, &found);
    }
    let answered = (flags.kind, &flags.answers);
    let record = match ready(&found, desk, answered, flags.id.as_deref(), flags.draft)? {
        Ok(record) => record,
        Err(mistakes) if may_ask && mistakes.iter().any(|mistake| mistake.is_missing) => {
            return guided::add(flags, desk, &found);
        }
        Err(mistakes) => return Ok(refused(desk, &mistakes)),
    };
    let File { kind, id, path, .. } = record.file.clone();
    let data = json!({ "kind": kind.word(), "id": id, "path": path });
    let (files, checked) = match &flags.superseded_by {
        Some(later) => earlier::both(&found, desk, record.file, later)?,
        None => (vec![record.file], record.checked),
    };
    if flags.dry_run {
        for file in &files {
            desk.output.say(&format!("{} would hold:", file.path));
            desk.output.data(&file.text);
        }
        return Ok(batch::shown(desk, &checked));
    }
    if !batch::save(&found, desk, &files, &record.summary, &checked, &data)? {
        return Ok(Exit::Problems);
    }
    desk.output.say(&format!("Recorded the {kind} `{id}` in {path}."));
    if let [_, later] = files.as_slice() {
        desk.output.say(&format!(
            "The view `{}` is recorded to have taken its place.",
            later.id
        ));
    }
    desk.output.next(&record.next);
    Ok(Exit::Fine)
}

/// The id that is given, or one made from what the record says.
fn id(record: &NewRecord, given: Option<&str>, neighbours: &Neighbours<'_>) -> Result<RecordId, Failure> {
    let made = given.map_or_else(|| slug(&record.name), str::to_owned);
    if made.is_empty() {
        return Err(Failure::with(Exit::Usage, "there is no name to make an id from")
            .cure("write the full name or title, or give an id with --id"));
    }
    let id = RecordId::new(&made).map_err(|reason| {
        Failure::with(Exit::Usage, format!("`{made}` cannot be an id: {reason}")).cure("give one with --id")
    })?;
    let kept = |why: String| {
        let cure = "give another with --id: the address of an id is kept for good";
        Err(Failure::with(Exit::Refused, why).cure(cure))
    };
    if neighbours.was_withdrawn(record.kind, &id) {
        return kept(format!(
            "`{id}` was the id of a {} that was withdrawn",
            record.kind
        ));
    }
    if let Some(now) = neighbours.renamed(record.kind, &id) {
        return kept(format!(
            "`{id}` was the id of the {} that is now called `{now}`",
            record.kind
        ));
    }
    if neighbours.holds(record.kind, &id) {
        let what = format!("there is already a {} `{id}`", record.kind);
        return Err(Failure::with(Exit::Refused, what).cure(format!(
            "change it with `scrutiny edit {}/{id}`, or give another id with --id",
            record.kind
        )));
    }
    Ok(id)
}

/// What is wrong with one file among those that were read. That a view is still to be recorded is no fault of a new
/// resolution: it is the next step, and is said as such.
fn mistakes(sources: &Sources, path: &str, today: NaiveDate) -> Diagnostics {
    let (_, problems) = check::check(sources, &Law::of(sources), today);
    batch::without_next_step(&batch::concerning(&problems, sources, |other| other == path))
}

/// Says what is wrong with the flags, or missing; writes nothing.
fn refused(desk: &Desk<'_>, mistakes: &[Mistake]) -> Exit {
    let told = |mistake: &Mistake| {
        let flag = format!("--{}", mistake.at.name);
        let what = match mistake.is_missing {
            true => format!("{flag} is not given"),
            false => format!("{flag}: {}", mistake.what),
        };
        (what, mistake.cure.clone())
    };
    let list: Vec<(String, String)> = mistakes.iter().map(told).collect();
    let first = "nothing was saved: some flags are missing or cannot be understood";
    desk.output.refusal(first, &list, &json!({}));
    Exit::Usage
}
