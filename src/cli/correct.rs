//! `scrutiny correct`: a record put right, with the day, the reason and what stood there before.

use clap::Args;
use serde_json::json;

use super::batch;
use super::desk::Desk;
use super::edit::Opened;
use super::editor::Session;
use super::help::{self, Examples};
use super::name;
use super::needed::Needed;
use super::setting::{self, Setting};
use crate::compare::compare;
use crate::failure::{Exit, Failure};
use crate::life::{Correcting, Fault, corrected};
use crate::record::Kind;
use crate::value::Status;
use crate::yaml::{self, Put};

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny correct resolution/kent-hosc-2025-10-09-all-age-mental-health --reason \"A letter was left out\" --clause a --words \"The Committee deems that it is not a substantial variation of service.\"",
        "words of a clause, of minutes that are confirmed or not",
    ),
    (
        "scrutiny correct determination/kent-hosc-2025-10-09-all-age-mental-health --reason \"Read from the wrong item\" --set view=deferred --dry-run",
        "a field; --dry-run shows what would change",
    ),
    (
        "scrutiny correct change/all-age-mental-health-2025 --reason \"It named a private person\" --set summary=\"One service for all ages.\" --withhold",
        "without keeping the old words in the record",
    ),
];

/// Put a record right, and keep what it said before with the day and the reason.
///
/// This is the way to change the words of confirmed minutes, or what a recorded determination says; it can be used on every
/// record. Without --set, --unset or --clause the record opens in your editor. For each thing that differs, the record then
/// says in `corrections` what it was, and its page shows that.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Correct {
    /// The record, by its id or the beginning of it
    record: String,

    /// Why it is put right; the public reads it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    setting: Setting,

    /// The clause that --words are the words of
    #[arg(long, value_name = "LABEL", requires = "words")]
    clause: Option<String>,

    /// The exact words of the clause
    #[arg(long, value_name = "TEXT", requires = "clause")]
    words: Option<String>,

    /// What was changed, in a sentence [default: told from the difference]
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,

    /// Leave the old words out of the record, because they must not be published
    #[arg(long)]
    withhold: bool,

    /// Show what would be put right, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) const REASON: Needed = Needed {
    what: "the reason",
    flag: "--reason TEXT",
    asks: "Why is it put right?",
    help: "One sentence that the public can read, such as: The minutes were misread. It stands on the record's page beside \
           what it said before. Do not repeat in it what must not be published.",
};

impl Correct {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let opened = Opened::of(&found, &self.record)?;
        let (kind, id) = &opened.key;
        if opened.register.withdrawal(*kind, id).is_some() {
            return Err(name::not_sound(&opened.register, *kind, id, "corrected"));
        }
        let entry = opened.register.entry(*kind, id);
        if entry.is_some_and(|entry| entry.status == Status::Draft) {
            let what = format!("the {kind} `{id}` is a draft, and needs no correction");
            return Err(
                Failure::with(Exit::Usage, what).cure(format!("change it: scrutiny edit {kind}/{id}"))
            );
        }
        let source = opened.source()?;
        let set = self.set(*kind, &source.text, desk)?;
        let why = REASON.text(desk, self.reason.as_deref())?;
        let how = Correcting {
            today: desk.clock,
            why: &why,
            what: self.what.as_deref(),
            withhold: self.withhold,
        };
        let name = format!("{kind}/{id}");
        let session = Session {
            desk,
            found: &found,
            sources: &opened.sources,
            source,
            key: &opened.key,
            amend: &|text| match corrected(&source.text, text, &how) {
                Ok(done) => Ok(done.text),
                Err(fault) => Err(refused(&name, &fault)),
            },
            summary: format!("Correct {kind}: {id}"),
            said: (
                self.said(&name),
                format!("scrutiny show {name} shows the correction; scrutiny build puts it on the page"),
            ),
        };
        match set {
            None if self.dry_run => Err(Failure::with(
                Exit::Usage,
                "--dry-run needs to know what would change",
            )
            .cure("name it with --set FIELD=VALUE, or leave --dry-run out and use the editor")),
            None => session.in_editor(),
            Some(text) => {
                let draft = session.draft(&text)?;
                if self.dry_run {
                    return Ok(shown(desk, &session, &draft));
                }
                session.save(draft)
            }
        }
    }

    /// The text as the flags change it; none where no flag says anything.
    fn set(&self, kind: Kind, text: &str, desk: &Desk<'_>) -> Result<Option<String>, Failure> {
        if self.setting.is_empty() && self.clause.is_none() {
            return Ok(None);
        }
        let mut text = self.setting.apply(text, kind, desk.clock)?;
        if let (Some(label), Some(words)) = (&self.clause, &self.words) {
            text = setting::put(
                &text,
                &format!("clauses.{label}.words"),
                &Put::Text(words.clone()),
            )?;
        }
        Ok(Some(text))
    }

    fn said(&self, name: &str) -> String {
        let mut said =
            format!("Corrected {name}. What it said before, the day and the reason stand in the record.");
        if self.withhold {
            said = format!(
                "Corrected {name}. The old words are left out of the record, and its page says so.\n\
                 Git still holds them, here and wherever the register was copied to. Where they must go altogether, see\n\
                 docs/withdrawing.md."
            );
        }
        said
    }
}

pub(super) fn refused(name: &str, fault: &Fault) -> Failure {
    match fault {
        Fault::Nothing => Failure::with(Exit::Usage, format!("nothing would change in {name}, so there is nothing to correct"))
            .cure(format!("see what it says now: scrutiny show {name}")),
        Fault::Rewritten => Failure::with(
            Exit::Refused,
            format!("a correction that stands in {name} would be changed, and a correction stays as it was made"),
        )
        .cure("leave `corrections` as they are; this command adds another"),
        Fault::Unreadable => Failure::with(Exit::Problems, format!("the file of {name} cannot be read"))
            .cure("run `scrutiny check` to see what is wrong with it"),
        Fault::Stuck(_) => Failure::with(
            Exit::Refused,
            format!("the correction cannot be added to {name} without touching more"),
        )
        .cure("write `corrections:` as lines that begin with a hyphen, with `scrutiny edit`, and give the command again"),
    }
}

/// What would be put right, as it reads before and after.
fn shown(desk: &Desk<'_>, session: &Session<'_>, draft: &super::editor::Draft) -> Exit {
    let before = yaml::json(&session.source.text).unwrap_or_default();
    let after = yaml::json(&draft.file.text).unwrap_or_default();
    let told: Vec<_> = compare(&before, &after)
        .iter()
        .filter(|change| !change.path().starts_with("corrections"))
        .map(crate::compare::Change::told)
        .collect();
    let list: Vec<_> = told
        .iter()
        .map(|one| json!({ "what": one.what, "was": one.was, "now": one.now }))
        .collect();
    if desk.output.is_json() {
        let data = json!({ "path": draft.file.path, "changes": list, "text": draft.file.text });
        desk.output.problems(
            &draft.checked.1,
            &draft.checked.0,
            &data,
            !draft.checked.1.any_error(),
        );
    } else {
        for one in &told {
            desk.output.data(&format!(
                "{}\n  before: {}\n  after:  {}",
                one.what,
                one.was.as_deref().unwrap_or("nothing"),
                one.now.as_deref().unwrap_or("nothing")
            ));
        }
        batch::shown(desk, &draft.checked);
        desk.output
            .next("the same without --dry-run saves it, with the correction");
    }
    if draft.checked.1.any_error() {
        Exit::Problems
    } else {
        Exit::Fine
    }
}
