//! `scrutiny done`: that something was done: an action that a clause asks for, or a duty.

use clap::Args;
use serde_json::{Map, Value as Json, json};

use super::batch::{self, File};
use super::desk::Desk;
use super::edit::Opened;
use super::help::{self, Examples};
use super::name;
use super::needed::Needed;
use crate::failure::{Exit, Failure};
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::value::PartialDate;
use crate::yaml;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny done duty/kmpt-2025 --on 12/03/2026 --evidence \"Report of the consultation\" --address https://kmpt.example/report",
        "a duty, with what shows it",
    ),
    (
        "scrutiny done duty/kmpt-2025 --no-longer-owed \"The contract was given up.\"",
        "a duty that nobody owes any more",
    ),
    (
        "scrutiny done kent-hosc-2025-10-09-all-age-mental-health --clause b --on 20/01/2026",
        "the action of a clause",
    ),
];

/// Record that something was done: a duty, or the action that a clause asks for.
///
/// A duty is met on a day, and something shows it (--evidence); or it is no longer owed, for a reason. What a committee asked
/// for is named by its resolution and the clause.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Done {
    /// The duty or the resolution, by its id or the beginning of it
    record: String,

    /// The clause whose action was done, where it is a resolution
    #[arg(long, value_name = "LABEL")]
    clause: Option<String>,

    /// The day it was done
    #[arg(long, value_name = "DATE", conflicts_with = "no_longer_owed")]
    on: Option<String>,

    /// What shows it
    #[arg(long, value_name = "TEXT", conflicts_with = "no_longer_owed")]
    evidence: Option<String>,

    /// Where that can be read
    #[arg(long, value_name = "ADDRESS", conflicts_with = "no_longer_owed")]
    address: Option<String>,

    /// Why the duty is no longer owed, where it was not met
    #[arg(long, value_name = "REASON")]
    no_longer_owed: Option<String>,

    /// Show the file that would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

const ON: Needed = Needed {
    what: "the day on which it was done",
    flag: "--on DATE",
    asks: "On which day was it done?",
    help: "As 2026-03-12, 12/03/2026 or 12 March 2026; 2026-03, 2026 or unknown where less is known.",
};

const EVIDENCE: Needed = Needed {
    what: "what shows that it was done",
    flag: "--evidence TEXT",
    asks: "What shows that it was done?",
    help: "A document, a minute, a notice, in a few words that the public can read: Report of the consultation, March 2026.",
};

/// What is to be written, and how it is told.
struct Written {
    text: String,
    told: String,
    next: String,
}

impl Done {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let kinds: &[Kind] = match self.clause {
            Some(_) => &[Kind::Resolution],
            None => &[Kind::Duty, Kind::Resolution],
        };
        let opened = Opened::among(&found, &self.record, kinds)?;
        let (kind, id) = opened.key.clone();
        let register = &opened.register;
        let written = match kind {
            Kind::Duty => {
                let duty = register.duties.get(&id);
                let duty = duty.ok_or_else(|| name::not_sound(register, kind, &id, "marked as done"))?;
                self.duty(desk, &opened, &duty.body)?
            }
            Kind::Resolution => {
                let resolution = register.resolutions.get(&id);
                let resolution =
                    resolution.ok_or_else(|| name::not_sound(register, kind, &id, "marked as done"))?;
                self.action(desk, &opened, &resolution.body)?
            }
            _ => {
                let what =
                    format!("`{id}` is a {kind}; a duty is done, or what a clause of a resolution asks for");
                return Err(Failure::with(Exit::Usage, what)
                    .cure("see what is open with `scrutiny due` and `scrutiny`"));
            }
        };
        let source = opened.source()?;
        let files = [File::changed(&opened.key, source, written.text)];
        let [file] = &files;
        let checked = batch::checked(desk, &opened.sources, &files);
        let data = json!({ "kind": kind.word(), "id": id, "path": file.path });
        if self.dry_run {
            desk.output.say(&format!("{} would hold:", file.path));
            desk.output.data(&file.text);
            return Ok(batch::shown(desk, &checked));
        }
        let what = self
            .clause
            .as_ref()
            .map_or(String::new(), |label| format!(", clause {label}"));
        let summary = match self.no_longer_owed {
            Some(_) => format!("No longer owed: {kind} {id}"),
            None => format!("Done: {kind} {id}{what}"),
        };
        if !batch::save(&found, desk, &files, &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        desk.output.say(&written.told);
        desk.output.next(&written.next);
        Ok(Exit::Fine)
    }

    /// A duty that was met, or is no longer owed.
    fn duty(&self, desk: &Desk<'_>, opened: &Opened, duty: &Duty) -> Result<Written, Failure> {
        let id = &opened.key.1;
        if let Some(label) = &self.clause {
            let what = format!("`{id}` is a duty, and has no clause {label}");
            return Err(Failure::with(Exit::Usage, what).cure("leave --clause out, or name the resolution"));
        }
        open(id, duty)?;
        let next = format!("scrutiny why {} shows what is still owed", duty.change.id);
        let text = &opened.source()?.text;
        if let Some(reason) = &self.no_longer_owed {
            if reason.trim().is_empty() {
                return Err(
                    Failure::with(Exit::Usage, "the reason is empty").cure("write it after --no-longer-owed")
                );
            }
            let text = yaml::insert(text, &[], "no_longer_owed", &reason.trim().into())
                .map_err(|_| stuck(id, "duty"))?;
            let told = format!("The duty `{id}` is recorded as no longer owed.");
            return Ok(Written { text, told, next });
        }
        let day = ON.past(desk, self.on.as_deref())?;
        not_before(arisen(&opened.register, duty), day)?;
        let evidence = EVIDENCE.text(desk, self.evidence.as_deref())?;
        let fields = self.fields(day, Some(&evidence));
        let text = yaml::insert(text, &[], "discharged", &fields).map_err(|_| stuck(id, "duty"))?;
        let told = format!("The duty `{id}` is recorded as met ({}).", day.spoken());
        Ok(Written { text, told, next })
    }

    /// What a clause asked for.
    fn action(&self, desk: &Desk<'_>, opened: &Opened, resolution: &Resolution) -> Result<Written, Failure> {
        let id = &opened.key.1;
        let asked: Vec<&str> = resolution
            .clauses
            .iter()
            .filter(|clause| clause.action.is_some())
            .map(|clause| &*clause.label.value as &str)
            .collect();
        let usage = |what: String| {
            Failure::with(Exit::Usage, what).cure(match asked.as_slice() {
                [] => format!("no clause of it asks for anything on record; an action is added with `scrutiny edit resolution/{id}`"),
                labels => format!("those that ask for something: {}", labels.join(", ")),
            })
        };
        if self.no_longer_owed.is_some() {
            return Err(usage("--no-longer-owed is for duties".to_owned()));
        }
        let Some(label) = &self.clause else {
            return Err(usage(format!(
                "say which clause of `{id}` was done, with --clause"
            )));
        };
        let Some(at) = resolution
            .clauses
            .iter()
            .position(|clause| *clause.label.value == **label)
        else {
            return Err(usage(format!("`{id}` has no clause {label}")));
        };
        let Some(action) = &resolution.clauses[at].action else {
            return Err(usage(format!(
                "clause {label} of `{id}` asks nobody for anything"
            )));
        };
        if let Some(done) = &action.done {
            let what = format!(
                "what clause {label} asks for is recorded as done {}",
                done.date.value.placed()
            );
            return Err(Failure::with(Exit::Refused, what).cure(format!(
                "where that is wrong: scrutiny correct resolution/{id} --reason \"...\" --set clauses.{label}.action.done.date=DATE"
            )));
        }
        let day = ON.past(desk, self.on.as_deref())?;
        not_before(Some((resolution.meeting.value, "the meeting")), day)?;
        let fields = self.fields(day, self.evidence.as_deref());
        let place = ["clauses", &at.to_string(), "action"];
        let source = opened.source()?;
        let text =
            yaml::insert(&source.text, &place, "done", &fields).map_err(|_| stuck(id, "resolution"))?;
        let told = format!(
            "What clause {label} of `{id}` asks for is recorded as done ({}).",
            day.spoken()
        );
        let next = "`scrutiny` alone shows what committees still wait for".to_owned();
        Ok(Written { text, told, next })
    }

    fn fields(&self, day: PartialDate, evidence: Option<&str>) -> Json {
        let mut fields = Map::new();
        fields.insert("date".to_owned(), day.to_string().into());
        for (name, text) in [("evidence", evidence), ("address", self.address.as_deref())] {
            if let Some(text) = text {
                fields.insert(name.to_owned(), text.into());
            }
        }
        Json::Object(fields)
    }
}

fn stuck(id: &RecordId, kind: &str) -> Failure {
    let what = format!("the {kind} `{id}` cannot be added to without touching more");
    Failure::with(Exit::Refused, what).cure(format!("write it in an editor: scrutiny edit {kind}/{id}"))
}

/// Makes sure that a duty is open.
fn open(id: &RecordId, duty: &Duty) -> Result<(), Failure> {
    let wrong = |what: String, field: &str| {
        Err(Failure::with(Exit::Refused, what).cure(format!(
            "where that is wrong: scrutiny correct duty/{id} --reason \"...\" --set {field}=..., or --unset {}",
            field.split('.').next().unwrap_or(field)
        )))
    };
    if let Some(met) = &duty.discharged {
        let what = format!(
            "the duty `{id}` is recorded as met {} ({})",
            met.date.value.placed(),
            *met.evidence
        );
        return wrong(what, "discharged.date");
    }
    if let Some(reason) = &duty.no_longer_owed {
        return wrong(
            format!("the duty `{id}` is recorded as no longer owed: {}", **reason),
            "no_longer_owed",
        );
    }
    Ok(())
}

/// When a duty arose, as far as that is recorded: with the meeting whose clause it rests on.
fn arisen(register: &Register, duty: &Duty) -> Option<(PartialDate, &'static str)> {
    let clause = duty.basis.clause.as_ref()?;
    let resolution = register.resolutions.get(&clause.id.id)?;
    Some((resolution.body.meeting.value, "the meeting that it arose from"))
}

fn not_before(first: Option<(PartialDate, &str)>, day: PartialDate) -> Result<(), Failure> {
    match first {
        Some((first, what)) if first.surely_after(day) => {
            let what = format!("{} is before {what} ({})", day.spoken(), first.spoken());
            Err(Failure::with(Exit::Refused, what).cure("check the date against the source"))
        }
        _ => Ok(()),
    }
}
