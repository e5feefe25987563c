//! `scrutiny supersede`: one record took the place of another; each kind says so in its own way.

use clap::Args;
use serde_json::json;

use super::batch::{self, File};
use super::desk::Desk;
use super::edit::Opened;
use super::help::{self, Examples};
use super::name;
use super::needed::past;
use super::setting::put;
use crate::failure::{Exit, Failure};
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::{Entry, Kind, RecordId};
use crate::register::{Key, Register};
use crate::yaml::{self, Put};

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny supersede body/north-kent-mind --by salus-cic --on 31/03/2026",
        "a body, with its last day",
    ),
    (
        "scrutiny supersede change/kent-therapeutic-alliance-2025 --by all-age-mental-health-2025",
        "a change that another took the place of",
    ),
    (
        "scrutiny supersede change/kent-therapeutic-alliance-2025 --by all-age-mental-health-2025 --dry-run",
        "what would change",
    ),
];

/// Record that one record took the place of another of its kind.
///
/// Of a view, the new one says that it supersedes the old one; of a change, that it replaces it; of a body, the old one says
/// that the new one succeeded it (--on gives its last day); of a duty, the old one is no longer owed. Where the new view is
/// not recorded yet, one command does both: scrutiny add determination --supersedes OLD ...
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Supersede {
    /// The record whose place is taken, by its id or the beginning of it
    record: String,

    /// The record that takes its place
    #[arg(long, value_name = "RECORD")]
    by: Option<String>,

    /// The last day of a body
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// Show the file that would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The file that says it, and what it says.
pub(super) struct Said {
    pub(super) key: Key,
    pub(super) text: String,
    told: String,
}

impl Supersede {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let opened = Opened::of(&found, &self.record)?;
        let register = &opened.register;
        let (kind, old) = &opened.key;
        sound(register, &opened.key)?;
        if *kind == Kind::Resolution {
            let what = "a resolution stays what a meeting resolved; no other takes its place";
            return Err(Failure::with(Exit::Usage, what).cure(format!(
                "record what a later meeting resolved with `scrutiny add resolution`, a view that took another's place with \
                 `scrutiny add determination --supersedes`; put a mistake right with `scrutiny correct resolution/{old}`"
            )));
        }
        let new = self.other(register, &opened.key)?;
        if self.on.is_some() && *kind != Kind::Body {
            let what = format!("--on is the last day of a body, and `{old}` is a {kind}");
            return Err(Failure::with(Exit::Usage, what).cure("leave --on out"));
        }
        let said = match kind {
            Kind::Determination => view(&opened, &new)?,
            Kind::Change => change(&opened, &new)?,
            Kind::Body => self.body(&opened, &new, desk)?,
            Kind::Duty | Kind::Resolution => duty(&opened, &new)?,
        };
        let source = opened.file(&said.key)?;
        let files = [File::changed(&said.key, source, said.text)];
        let checked = batch::checked(desk, &opened.sources, &files);
        let [file] = &files;
        let data = json!({ "kind": kind.word(), "id": old, "by": new, "path": file.path });
        if self.dry_run {
            desk.output.say(&format!("{} would hold:", file.path));
            desk.output.data(&file.text);
            return Ok(batch::shown(desk, &checked));
        }
        let summary = format!("Supersede {kind}: {old} by {new}");
        if !batch::save(&found, desk, &files, &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        desk.output.say(&said.told);
        desk.output.next("scrutiny build");
        Ok(Exit::Fine)
    }

    /// The record that takes the place of the other.
    fn other(&self, register: &Register, (kind, old): &Key) -> Result<RecordId, Failure> {
        let Some(by) = &self.by else {
            let failure = Failure::with(Exit::Usage, "it is not given which record takes its place");
            return Err(match (kind, register.determinations.get(old)) {
                (Kind::Determination, Some(view)) => failure.cure(format!(
                    "give it with --by; or record the new view and this at once: scrutiny add determination --supersedes {old} \
                     --change {} --by {} --view ... --date ...",
                    view.body.change.id, view.body.by.id
                )),
                _ => failure.cure(format!("give it with --by RECORD; `scrutiny add {kind}` records one")),
            });
        };
        let key = name::find_among(register, by, &[*kind])?;
        if key.0 != *kind {
            let what = format!("`{old}` is a {kind} and `{}` is a {}", key.1, key.0);
            return Err(Failure::with(Exit::Usage, what).cure(format!("name a {kind} with --by")));
        }
        sound(register, &key)?;
        if key.1 == *old {
            let what = format!("the {kind} `{old}` cannot take its own place");
            return Err(Failure::with(Exit::Usage, what).cure("name another with --by"));
        }
        Ok(key.1)
    }

    /// A body that came after another.
    fn body(&self, opened: &Opened, new: &RecordId, desk: &Desk<'_>) -> Result<Said, Failure> {
        let (kind, old) = &opened.key;
        let register = &opened.register;
        let entry = get(register.bodies.get(old), &opened.key)?;
        let later = |entry: &Entry<Body>| ids(&entry.body.succeeded_by);
        let successor = get(register.bodies.get(new), &(*kind, new.clone()))?;
        let (role, other) = (entry.body.role.value, successor.body.role.value);
        if role.speaks_for_council() != other.speaks_for_council() {
            let what = format!(
                "`{old}` has the role {} and `{new}` {}: one does not succeed the other",
                role.word(),
                other.word()
            );
            return Err(Failure::with(Exit::Refused, what)
                .cure("a council or committee is succeeded by one, an NHS body or provider by another"));
        }
        let known = later(entry).contains(new);
        if known && self.on.is_none() {
            return Err(already(*kind, old, new));
        }
        no_circle(new, old, &|id| {
            register.bodies.get(id).map(later).unwrap_or_default()
        })?;
        let mut text = opened.source()?.text.clone();
        if !known {
            text = appended(&text, "succeeded_by", new)?;
        }
        let mut told = format!("Recorded that `{new}` succeeded `{old}`.");
        if let Some(on) = &self.on {
            let day = past(on, "the last day", desk.clock)?;
            text = put(&text, "active.until", &Put::Text(day.to_string()))?;
            told = format!(
                "Recorded that `{new}` succeeded `{old}`, whose last day was {}.",
                day.spoken()
            );
        }
        Ok(Said {
            key: opened.key.clone(),
            text,
            told,
        })
    }
}

impl Opened {
    /// The file of another record.
    pub(super) fn file(&self, key: &Key) -> Result<&crate::source::Source, Failure> {
        let id = self.register.file(key.0, &key.1);
        id.map(|id| self.sources.get(id))
            .ok_or_else(|| name::not_sound(&self.register, key.0, &key.1, "changed"))
    }
}

fn sound(register: &Register, key: &Key) -> Result<(), Failure> {
    match register.entry(key.0, &key.1) {
        Some(_) => Ok(()),
        None => Err(name::not_sound(register, key.0, &key.1, "superseded")),
    }
}

fn get<'r, T>(entry: Option<&'r Entry<T>>, key: &Key) -> Result<&'r Entry<T>, Failure> {
    entry.ok_or_else(|| Failure::with(Exit::Problems, format!("the {} `{}` has mistakes", key.0, key.1)))
}

fn ids<T>(references: &[crate::record::Ref<T>]) -> Vec<RecordId> {
    references.iter().map(|reference| reference.id.clone()).collect()
}

fn already(kind: Kind, old: &RecordId, new: &RecordId) -> Failure {
    let what = format!("it is recorded already that the {kind} `{new}` took the place of `{old}`");
    Failure::with(Exit::Refused, what).cure(format!("see it with: scrutiny show {kind}/{old}"))
}

fn appended(text: &str, list: &str, id: &RecordId) -> Result<String, Failure> {
    yaml::append_word(text, list, id.as_str()).map_err(|_| {
        Failure::with(
            Exit::Refused,
            format!("`{list}` cannot be added to without touching more"),
        )
        .cure("add the id in an editor: scrutiny edit ID")
    })
}

/// Makes sure that a line of descent that begins at one record does not lead to another.
fn no_circle(
    from: &RecordId,
    to: &RecordId,
    next: &dyn Fn(&RecordId) -> Vec<RecordId>,
) -> Result<(), Failure> {
    let (mut seen, mut open) = (Vec::new(), vec![from.clone()]);
    while let Some(id) = open.pop() {
        if id == *to {
            let what = format!("`{from}` and `{to}` would each have taken the other's place");
            return Err(Failure::with(Exit::Refused, what)
                .cure("it is recorded the other way round already; check which of the two came later"));
        }
        if !seen.contains(&id) {
            open.extend(next(&id));
            seen.push(id);
        }
    }
    Ok(())
}

/// A view of a body that took the place of an earlier one.
pub(super) fn view(opened: &Opened, new: &RecordId) -> Result<Said, Failure> {
    let (kind, old) = &opened.key;
    let register = &opened.register;
    let key = (*kind, new.clone());
    let earlier = &get(register.determinations.get(old), &opened.key)?.body;
    let later = &get(register.determinations.get(new), &key)?.body;
    let refuse = |what: String, cure: &str| Err(Failure::with(Exit::Refused, what).cure(cure.to_owned()));
    let pairs = [
        ("change", &earlier.change.id, &later.change.id),
        ("body", &earlier.by.id, &later.by.id),
    ];
    for (what, one, other) in pairs {
        if one != other {
            return refuse(
                format!("`{old}` and `{new}` are not views of one {what}: `{one}`, `{other}`"),
                "a view takes the place of an earlier view of the same body on the same change",
            );
        }
    }
    let council = |view: &Determination| view.authority.as_ref().map(|own| own.id.clone());
    if council(earlier) != council(later) {
        return refuse(
            format!("`{old}` and `{new}` are not about the same council"),
            "a view about one council leaves the views about others as they are",
        );
    }
    if let Some(held) = &later.supersedes {
        if held.id == *old {
            return Err(already(*kind, old, new));
        }
        return refuse(
            format!("`{new}` is recorded to have taken the place of `{}`", held.id),
            "each view takes the place of one; record the views in the order in which they were taken",
        );
    }
    let other = register
        .determinations
        .iter()
        .find(|other| other.body.supersedes.as_ref().is_some_and(|held| held.id == *old));
    if let Some(other) = other {
        return refuse(
            format!("`{}` took the place of `{old}` already", other.id),
            "record that the new view took the place of that one",
        );
    }
    if earlier.date.value.surely_after(later.date.value) {
        return refuse(
            format!(
                "`{new}` ({}) is earlier than `{old}` ({})",
                later.date.value.spoken(),
                earlier.date.value.spoken()
            ),
            "check which of the two came later",
        );
    }
    no_circle(old, new, &|id| {
        let held = register
            .determinations
            .get(id)
            .and_then(|view| view.body.supersedes.as_ref());
        held.map(|held| held.id.clone()).into_iter().collect()
    })?;
    let text = put(
        &opened.file(&key)?.text,
        "supersedes",
        &Put::Text(old.to_string()),
    )?;
    let told = format!("Recorded that the view `{new}` took the place of `{old}`, which stays on record.");
    Ok(Said { key, text, told })
}

/// A change that replaced another.
fn change(opened: &Opened, new: &RecordId) -> Result<Said, Failure> {
    let (kind, old) = &opened.key;
    let register = &opened.register;
    let key = (*kind, new.clone());
    let entry = get(register.changes.get(new), &key)?;
    let earlier = |entry: &Entry<Change>| ids(&entry.body.replaces);
    if earlier(entry).contains(old) {
        return Err(already(*kind, old, new));
    }
    no_circle(old, new, &|id| {
        register.changes.get(id).map(earlier).unwrap_or_default()
    })?;
    let text = appended(&opened.file(&key)?.text, "replaces", old)?;
    let told = format!("Recorded that the change `{new}` replaces `{old}`, which stays on record.");
    Ok(Said { key, text, told })
}

/// A duty that another took the place of.
fn duty(opened: &Opened, new: &RecordId) -> Result<Said, Failure> {
    let (kind, old) = &opened.key;
    let register = &opened.register;
    let earlier: &Duty = &get(register.duties.get(old), &opened.key)?.body;
    let later = &get(register.duties.get(new), &(*kind, new.clone()))?.body;
    let refuse = |what: String, cure: String| Err(Failure::with(Exit::Refused, what).cure(cure));
    if earlier.change.id != later.change.id {
        return refuse(
            format!(
                "`{old}` and `{new}` do not arise from one change: `{}`, `{}`",
                earlier.change.id, later.change.id
            ),
            "a duty takes the place of another that arises from the same change".to_owned(),
        );
    }
    if earlier.discharged.is_some() {
        return refuse(
            format!("the duty `{old}` is recorded as met, so nothing takes its place"),
            format!("where that is wrong: scrutiny correct duty/{old} --reason \"...\" --unset discharged"),
        );
    }
    if let Some(why) = &earlier.no_longer_owed {
        return refuse(
            format!("the duty `{old}` is recorded as no longer owed: {}", **why),
            format!(
                "where that is wrong: scrutiny correct duty/{old} --reason \"...\" --set no_longer_owed=\"...\""
            ),
        );
    }
    let why = format!("Another duty took its place: {} (duties/{new}).", *later.title);
    let text = put(&opened.source()?.text, "no_longer_owed", &Put::Text(why))?;
    let told = format!("Recorded that the duty `{old}` is no longer owed, because `{new}` took its place.");
    Ok(Said {
        key: opened.key.clone(),
        text,
        told,
    })
}
