//! `scrutiny confirm`: minutes that the committee has confirmed, a draft that is finished. Drafts may be incomplete; what is
//! confirmed may not.

use clap::Args;
use serde_json::json;

use super::batch::{self, Checked, File};
use super::desk::Desk;
use super::edit::Opened;
use super::help::{self, Examples};
use super::name;
use super::needed::{Needed, past};
use super::setting::put;
use crate::check;
use crate::diagnostic::Diagnostics;
use crate::failure::{Exit, Failure};
use crate::law::Law;
use crate::record::Kind;
use crate::record::resolution::{MinutesStatus, Resolution};
use crate::source::Source;
use crate::value::{PartialDate, Status};
use crate::yaml::Put;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny confirm resolution/kent-hosc-2025-10-09-all-age-mental-health --on 27/11/2025",
        "minutes, as the committee confirmed them",
    ),
    (
        "scrutiny confirm resolution/kent-hosc-2025-10-09-all-age-mental-health --on unknown",
        "confirmed, but the source does not say when",
    ),
    (
        "scrutiny confirm resolution/kent-hosc-2025-10-09-all-age-mental-health --on 27/11/2025 --dry-run",
        "what would change",
    ),
];

/// Confirm minutes as the committee did, or finish a draft.
///
/// Of a resolution this says that the committee has confirmed the minutes as a correct record; its words are locked from then
/// on. Any draft becomes part of the site. What `check --strict` would warn of in the record has to be mended first.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Confirm {
    /// The record, by its id or the beginning of it
    record: String,

    /// The day on which the committee confirmed the minutes, or unknown
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

const ON: Needed = Needed {
    what: "the day on which the committee confirmed the minutes",
    flag: "--on DATE, or --on unknown where the source does not say",
    asks: "On which day did the committee confirm the minutes?",
    help: "The day of the meeting, mostly the next one, that agreed the minutes as a correct record. Write unknown where the \
           source says that they are confirmed but not when.",
};

/// What is to be confirmed of a record.
struct Wanted {
    text: String,
    /// The minutes, and not only the record.
    minutes: bool,
}

impl Confirm {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let opened = Opened::of(&found, &self.record)?;
        let (kind, id) = &opened.key;
        if opened.register.withdrawal(*kind, id).is_some() {
            return Err(name::not_sound(&opened.register, *kind, id, "confirmed"));
        }
        let source = opened.source()?;
        let Some(entry) = opened.register.entry(*kind, id) else {
            let failure = name::not_sound(&opened.register, *kind, id, "confirmed");
            let checked = strict(&opened, source, desk);
            desk.output.diagnostics(&checked.1, &checked.0);
            return Err(failure);
        };
        let is_draft = entry.status == Status::Draft;
        let wanted = match opened
            .register
            .resolutions
            .get(id)
            .filter(|_| *kind == Kind::Resolution)
        {
            Some(resolution) => self.minutes(desk, source, &resolution.body, is_draft, id.as_str())?,
            None => self.finished(source, *kind, id.as_str(), is_draft)?,
        };
        let file = File::changed(&opened.key, source, wanted.text);
        let checked = strict(&opened, &file.source(), desk);
        let data = json!({ "kind": kind.word(), "id": id, "path": file.path });
        if !checked.1.is_empty() {
            desk.output.problems(&checked.1, &checked.0, &data, false);
            desk.output.say(&format!(
                "Nothing was saved: a draft may be incomplete, what is confirmed may not. Mend this first: scrutiny edit {kind}/{id}"
            ));
            return Ok(Exit::Problems);
        }
        if self.dry_run {
            desk.output.say(&format!("{} would hold:", file.path));
            desk.output.data(&file.text);
            return Ok(Exit::Fine);
        }
        let name = format!("{kind}/{id}");
        let summary = format!("Confirm {kind}: {id}");
        if !batch::save(&found, desk, &[file], &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        desk.output.say(&if wanted.minutes {
            format!(
                "Confirmed the minutes of {name}. Their words are now locked: what is found wrong later is put right with\n\
                 `scrutiny correct {name} --reason \"...\"`, which keeps the words that stood there and says why."
            )
        } else {
            format!("The {kind} `{id}` is no draft any more.")
        });
        desk.output.next("scrutiny build");
        Ok(Exit::Fine)
    }

    /// A resolution whose minutes are confirmed.
    fn minutes(
        &self,
        desk: &Desk<'_>,
        source: &Source,
        resolution: &Resolution,
        is_draft: bool,
        id: &str,
    ) -> Result<Wanted, Failure> {
        let meeting = resolution.meeting.value;
        if meeting.earliest().is_some_and(|day| day > desk.clock) {
            let what = format!("the meeting of `{id}` ({}) has not come yet", meeting.spoken());
            return Err(
                Failure::with(Exit::Refused, what).cure("minutes are confirmed by a meeting after it")
            );
        }
        let before = resolution.minutes.as_ref();
        let is_confirmed = before.is_some_and(|own| own.status.value == MinutesStatus::Confirmed);
        let day = before.map_or(PartialDate::Unknown, |own| own.confirmed_on.value);
        if is_confirmed && !is_draft {
            self.already(id, day)?;
        }
        let day = if is_confirmed && (self.on.is_none() || !day.is_unknown()) {
            day
        } else {
            ON.take(desk, self.on.as_deref(), |text| {
                let day = past(text, "that day", desk.clock)?;
                if meeting.surely_after(day) {
                    let what = format!(
                        "minutes of a meeting {} cannot have been confirmed {}",
                        meeting.placed(),
                        day.placed()
                    );
                    return Err(
                        Failure::with(Exit::Refused, what).cure("check both dates against the source")
                    );
                }
                Ok(day)
            })?
        };
        let text = |text: &str| Put::Text(text.to_owned());
        let mut changed = put(
            &source.text,
            "minutes.status",
            &text(MinutesStatus::Confirmed.word()),
        )?;
        changed = put(&changed, "minutes.confirmed_on", &text(&day.to_string()))?;
        if is_draft {
            changed = put(&changed, "status", &text("recorded"))?;
        }
        Ok(Wanted {
            text: changed,
            minutes: true,
        })
    }

    /// That minutes are confirmed already; their day may still be filled in.
    fn already(&self, id: &str, day: PartialDate) -> Result<(), Failure> {
        let fills_in = day.is_unknown() && self.on.as_ref().is_some_and(|on| on != "unknown");
        if fills_in {
            return Ok(());
        }
        let when = if day.is_unknown() {
            "on a day that is not known".to_owned()
        } else {
            day.placed()
        };
        let what = format!("the minutes of `{id}` are confirmed already, {when}");
        let cure = if day.is_unknown() {
            "fill the day in with --on DATE".to_owned()
        } else {
            format!(
                "where that is wrong: scrutiny correct resolution/{id} --reason \"...\" --set minutes.confirmed_on=DATE"
            )
        };
        Err(Failure::with(Exit::Refused, what).cure(cure))
    }

    /// A record of another kind that is no draft any more.
    fn finished(&self, source: &Source, kind: Kind, id: &str, is_draft: bool) -> Result<Wanted, Failure> {
        if self.on.is_some() {
            let what = format!("--on is the day on which minutes were confirmed, and `{id}` is a {kind}");
            return Err(Failure::with(Exit::Usage, what).cure("leave --on out"));
        }
        if !is_draft {
            let what = format!("the {kind} `{id}` is no draft: it is recorded already");
            return Err(Failure::with(Exit::Refused, what)
                .cure("see the drafts with `scrutiny list --drafts`; minutes are confirmed by the id of a resolution"));
        }
        let text = put(&source.text, "status", &Put::Text("recorded".to_owned()))?;
        Ok(Wanted { text, minutes: false })
    }
}

/// The register with a file as it shall be, and all that is wrong with it, warnings too.
fn strict(opened: &Opened, file: &Source, desk: &Desk<'_>) -> Checked {
    let sources = opened.sources.clone().with(vec![file.clone()]);
    let (_, all) = check::check(&sources, &Law::of(&sources), desk.clock);
    let mut own = Diagnostics::new();
    for problem in &all {
        let is_here = |source| sources.get(source).path == file.path;
        let elsewhere = problem.related.iter().any(|label| is_here(label.at.source));
        let is_error = problem.severity() == crate::diagnostic::Severity::Error;
        if is_here(problem.primary.at.source) || is_error && elsewhere {
            own.push(problem.clone());
        }
    }
    (sources, own)
}
