//! `scrutiny withdraw`: a record comes off the site for good; its address says when and why.

use std::collections::BTreeSet;

use clap::Args;
use serde_json::{Value as Json, json};

use super::ask::Ask;
use super::batch::{self, Checked, File};
use super::desk::Desk;
use super::edit::Opened;
use super::help::{self, Examples};
use super::name;
use super::needed::{Needed, can_ask, past};
use crate::failure::{Exit, Failure};
use crate::life::{self, Telling, repeats, tombstone};
use crate::record::{Kind, RecordId};
use crate::register::{Key, Register};
use crate::value::{PartialDate, Status};
use crate::view::words::counted;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny withdraw duty/kmpt-2025 --reason \"It was recorded twice.\" --dry-run",
        "what would go and what would be said instead",
    ),
    (
        "scrutiny withdraw duty/kmpt-2025 --reason \"It was recorded twice.\" --see change/all-age-mental-health-2025",
        "with where to look instead",
    ),
    (
        "scrutiny withdraw duty/kmpt-2025 --reason \"It named a private person.\" --on 12/03/2026",
        "as of a day",
    ),
];

/// Take a record off the site for good, and say when and why in its place.
///
/// For what should never have been recorded, or must not be shown. What was true and is no longer is superseded; what was
/// written down wrongly is corrected. The file then holds nothing but the day and the reason, and the id is never used again.
#[derive(Debug, Args)]
#[command(after_long_help = AFTER)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Withdraw {
    /// The record, by its id or the beginning of it
    record: String,

    /// Why, in a sentence for the public; it must not repeat what has to go
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// Where to look instead: a record, or a web address
    #[arg(long, value_name = "RECORD|ADDRESS")]
    see: Option<String>,

    /// The day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// Withdraw the records that name it, too
    #[arg(long)]
    with_dependants: bool,

    /// Do so without being asked again
    #[arg(long)]
    yes: bool,

    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

const AFTER: &str = "Examples:\n  scrutiny withdraw change/ward-2026 --reason \"It was recorded twice.\" --see change/ward-move-2026\n  \
    scrutiny withdraw duty/x --reason \"It named a private person.\" --dry-run\n\n\
    What is withdrawn is still in Git: in this folder, in every copy of the register, and on every server it was pushed to.\n\
    Where it must not be kept either, as with personal data: tell your data protection officer and whoever keeps the copies;\n\
    let whoever looks after the repository rewrite its history with `git filter-repo`, so that the file never held the words;\n\
    have every copy made anew from that; publish the site again; and write down in records/pages/ when the history was\n\
    rewritten and why, because `scrutiny verify` will report it. docs/withdrawing.md says it at length.";

const REASON: Needed = Needed {
    what: "the reason",
    flag: "--reason TEXT",
    asks: "Why is it withdrawn?",
    help: "One sentence that the public can read, such as: It was recorded twice. It stands in the place of the record, so it \
           must not repeat what has to go: no name, no title.",
};

/// What is to be withdrawn.
struct Wanted {
    date: PartialDate,
    reason: String,
    see: Option<String>,
    dependants: BTreeSet<Key>,
}

impl Withdraw {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let opened = Opened::of(&found, &self.record)?;
        let register = &opened.register;
        let (kind, id) = &opened.key;
        if let Some(there) = register.withdrawal(*kind, id) {
            let there = &there.body.withdrawn;
            let what = format!(
                "the {kind} `{id}` was withdrawn already, {}",
                there.date.value.placed()
            );
            return Err(Failure::with(Exit::Refused, what)
                .cure(format!("see what is left of it: scrutiny show {kind}/{id}")));
        }
        let dependants = life::dependants(register, &opened.key);
        if !dependants.is_empty() && !self.with_dependants {
            return Ok(self.in_the_way(desk, &opened, &dependants));
        }
        let reason = REASON.text(desk, self.reason.as_deref())?;
        self.keeps_quiet(desk, &opened, &dependants, &reason)?;
        let wanted = Wanted {
            date: match &self.on {
                Some(on) => past(on, "the day of the withdrawal", desk.clock)?,
                None => PartialDate::Day(desk.clock),
            },
            reason,
            see: self.see(register, &opened.key, &dependants)?,
            dependants,
        };
        let files = files(&opened, &wanted)?;
        let checked = batch::checked(desk, &opened.sources, &files);
        let each: Vec<Json> = files
            .iter()
            .map(|file| json!({ "kind": file.kind.word(), "id": file.id, "path": file.path }))
            .collect();
        let data = json!({ "withdrawn": each });
        if self.dry_run {
            return Ok(shown(desk, &files, &checked, &data));
        }
        if checked.1.any_error() {
            desk.output.problems(&checked.1, &checked.0, &data, false);
            desk.output.say("Nothing was saved: what still names the record has to be changed first, as each of these says.");
            return Ok(Exit::Refused);
        }
        if !self.is_meant(desk, &wanted)? {
            desk.output.say("Nothing was saved.");
            return Ok(Exit::Refused);
        }
        // The first line of a commit is shown on the site and in feeds: it must not repeat a title.
        let summary = match wanted.dependants.len() {
            0 => format!("Withdraw a {kind}"),
            more => format!("Withdraw {}", counted(more + 1, "record")),
        };
        if !batch::save(&found, desk, &files, &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        desk.output.say(&told(&opened.key, wanted.dependants.len()));
        desk.output.next("scrutiny build, and publish the site in the place of the old one; scrutiny withdraw --help says how to have it forgotten");
        Ok(Exit::Fine)
    }

    /// Says which records name it, each with what to do.
    fn in_the_way(&self, desk: &Desk<'_>, opened: &Opened, all: &BTreeSet<Key>) -> Exit {
        let (kind, id) = &opened.key;
        let direct: Vec<_> = opened.register.holders(*kind, id).collect();
        let open: Vec<(String, String)> = direct
            .iter()
            .filter(|holder| holder.key() != opened.key)
            .map(|holder| {
                let draft = if holder.status == Status::Draft { ", a draft," } else { "" };
                let place = place(&holder.to_json(), id.as_str()).unwrap_or_default();
                (
                    format!("{}/{}{draft} names it in {place}", holder.kind, holder.id),
                    format!(
                        "name another record there or take it out: scrutiny edit {0}/{1}; or withdraw it first: scrutiny withdraw {0}/{1}",
                        holder.kind, holder.id
                    ),
                )
            })
            .collect();
        let what = format!("the {kind} `{id}` cannot be withdrawn while other records name it");
        let each: Vec<String> = all.iter().map(|(kind, id)| format!("{kind}/{id}")).collect();
        desk.output.refusal(&what, &open, &json!({ "named_by": each }));
        desk.output.next(&format!(
            "the same with --with-dependants withdraws {} that lean{} on it as well",
            match each.len() {
                1 => "the one record".to_owned(),
                more => format!("all {more} records"),
            },
            if each.len() == 1 { "s" } else { "" }
        ));
        Exit::Refused
    }

    /// Makes sure that the reason does not tell what has to go.
    fn keeps_quiet(
        &self,
        desk: &Desk<'_>,
        opened: &Opened,
        dependants: &BTreeSet<Key>,
        reason: &str,
    ) -> Result<(), Failure> {
        let register = &opened.register;
        for (kind, id) in dependants.iter().chain([&opened.key]) {
            let Some(entry) = register.entry(*kind, id) else {
                continue;
            };
            for telling in repeats(register, &entry, reason) {
                match telling {
                    Telling::Title(title) => {
                        let what = format!("the reason repeats what {kind}/{id} is called: {title}");
                        return Err(Failure::with(Exit::Refused, what)
                            .cure("say why without saying what, such as: It was recorded twice. Or: It named a private person."));
                    }
                    Telling::Name(name) => desk.output.say(&format!(
                        "Warning: the reason says “{name}”, which stands in no other record. The reason is shown to everybody: \
                         make sure that it does not tell what has to go."
                    )),
                }
            }
        }
        Ok(())
    }

    /// Where to look instead, as a tombstone writes it.
    fn see(&self, register: &Register, own: &Key, gone: &BTreeSet<Key>) -> Result<Option<String>, Failure> {
        let Some(see) = &self.see else { return Ok(None) };
        if see.contains(':') {
            return Ok(Some(see.clone()));
        }
        let key = name::find(register, see)?;
        if key == *own || gone.contains(&key) {
            let what = format!("{}/{} is withdrawn itself", key.0, key.1);
            return Err(Failure::with(Exit::Usage, what).cure("name a record that stays, or leave --see out"));
        }
        Ok(Some(format!("{}/{}", key.0.folder(), key.1)))
    }

    /// Asks once more where several records go.
    fn is_meant(&self, desk: &Desk<'_>, wanted: &Wanted) -> Result<bool, Failure> {
        if wanted.dependants.is_empty() || self.yes {
            return Ok(true);
        }
        let each: Vec<String> = wanted
            .dependants
            .iter()
            .map(|(kind, id)| format!("  {kind}/{id}"))
            .collect();
        let list = format!(
            "These lean on it and would be withdrawn too:\n{}",
            each.join("\n")
        );
        desk.output.aloud(&list);
        if !can_ask(desk) {
            let what = format!(
                "{} would be withdrawn, and that was not confirmed",
                counted(each.len() + 1, "record")
            );
            return Err(Failure::with(Exit::Usage, what).cure("confirm it with --yes"));
        }
        let help = "Each of them names the record, directly or by way of others, and cannot stand without it. Nothing can be \
                    recorded under their ids again.";
        Ask::new(desk.output).yes("Withdraw them all?", false, help)
    }
}

/// The tombstones: of the record, of what leans on it, and at the ids that they had before, which lead nowhere now.
fn files(opened: &Opened, wanted: &Wanted) -> Result<Vec<File>, Failure> {
    let (kind, id) = &opened.key;
    let mut files = Vec::new();
    for key in std::iter::once(&opened.key).chain(&wanted.dependants) {
        let source = opened
            .register
            .file(key.0, &key.1)
            .map(|id| opened.sources.get(id))
            .ok_or_else(|| name::not_sound(&opened.register, key.0, &key.1, "withdrawn"))?;
        let text = if *key == opened.key {
            tombstone(wanted.date, &wanted.reason, wanted.see.as_deref())
        } else {
            let why = format!(
                "It rests on {}/{id}, which was withdrawn. {}",
                kind.folder(),
                wanted.reason
            );
            tombstone(wanted.date, &why, None)
        };
        let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for alias in aliases(&opened.register, key.0, &key.1) {
            files.push(File {
                kind: key.0,
                path: format!("{folder}/{alias}.yaml"),
                id: alias,
                before: None,
                text: text.clone(),
            });
        }
        files.push(File::changed(key, source, text));
    }
    Ok(files)
}

fn aliases(register: &Register, kind: Kind, id: &RecordId) -> Vec<RecordId> {
    let own = register
        .aliases()
        .filter(|((own, _), now)| *own == kind && *now == id);
    own.map(|((_, alias), _)| alias.clone()).collect()
}

/// Where a record names an id.
fn place(record: &Json, id: &str) -> Option<String> {
    match record {
        Json::Object(fields) => fields.iter().find_map(|(name, value)| {
            if value.as_str() == Some(id) {
                return Some(format!("`{name}`"));
            }
            place(value, id).map(|inner| {
                if inner.is_empty() {
                    format!("`{name}`")
                } else {
                    inner
                }
            })
        }),
        Json::Array(items) => items.iter().find_map(|item| {
            if item.as_str() == Some(id) {
                Some(String::new())
            } else {
                place(item, id)
            }
        }),
        _ => None,
    }
}

fn shown(desk: &Desk<'_>, files: &[File], checked: &Checked, data: &Json) -> Exit {
    let ok = !checked.1.any_error();
    if desk.output.is_json() {
        desk.output.problems(&checked.1, &checked.0, data, ok);
        return if ok { Exit::Fine } else { Exit::Refused };
    }
    for file in files {
        desk.output.say(&format!("{} would hold:", file.path));
        desk.output.data(&format!("{}\n", file.text));
    }
    desk.output.next("the same without --dry-run");
    batch::shown(desk, checked)
}

fn told((kind, id): &Key, more: usize) -> String {
    let others = match more {
        0 => String::new(),
        more => format!(" and {} that leaned on it", counted(more, "record")),
    };
    format!(
        "Withdrew {kind}/{id}{others}. The page now says that a record was withdrawn, when and why; the site holds nothing else \
         of it.\nThe text is not gone: Git still holds it, here, in every copy of the register and wherever it was pushed to, \
         and\npages that were saved, printed or archived elsewhere are not touched."
    )
}
