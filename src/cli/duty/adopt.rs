//! `scrutiny duty adopt`: the duties that follow from the law become records, in one commit.

use chrono::{Datelike, NaiveDate};
use clap::Args;
use serde_json::{Value as Json, json};

use crate::cli::batch::{self, File};
use crate::cli::desk::{Desk, Read};
use crate::cli::help::{self, Examples};
use crate::cli::name;
use crate::failure::{Exit, Failure};
use crate::form::Fields;
use crate::form::this_year;
use crate::law::case::Party;
use crate::law::derive::{Derivation, Derived};
use crate::law::role::Role;
use crate::record::body::Role as BodyRole;
use crate::record::change::Change;
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::schema;
use crate::shape::nearest;
use crate::value::{PartialDate, Status, slug};
use crate::view::words::counted;
use crate::yaml;

/// What its help shows first.
pub(super) const EXAMPLES: Examples = [
    (
        "scrutiny duty adopt all-age-mental-health-2025 --dry-run",
        "what would be written",
    ),
    (
        "scrutiny duty adopt all-age-mental-health-2025",
        "all that are owed and not recorded",
    ),
    (
        "scrutiny duty adopt all-age-mental-health-2025 --only nhsa-242-involve --dry-run",
        "only those under one provision",
    ),
];

/// Record the duties that follow from the law for a change and have no record yet, in one commit.
///
/// What is concluded from the law moves with the records and the day; a record of a duty stays, and can hold what
/// was done and what shows it. Routine duties, and duties that are met or cannot be told, are left alone.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Adopt {
    /// The change, by its id or the beginning of it
    change: String,

    /// Only the duties under this provision; may be repeated
    #[arg(long, value_name = "PROVISION")]
    only: Vec<String>,

    /// Show the files that would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A record that is about to be.
struct New {
    file: File,
    title: String,
    by: RecordId,
    provision: String,
}

impl Adopt {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let read = found.read_to_look()?;
        let change = self.change(&read.register)?;
        let derivation = read.law.of_change(&read.register, desk.today, change);
        self.check_only(desk, &read, &derivation)?;
        let open = derivation
            .derived
            .iter()
            .filter(|one| one.is_open() && self.wants(one));
        let new = drafted(&read, desk.today, change, open);
        if new.is_empty() {
            desk.output.say("Nothing to adopt: every duty we know of is recorded, met, or owed by nobody in the register.");
            if desk.output.is_json() {
                desk.output.json(&json!({ "change": change.id, "duties": [] }));
            }
            return Ok(Exit::Fine);
        }
        let files: Vec<File> = new.iter().map(|one| one.file.clone()).collect();
        let checked = batch::checked(desk, &read.sources, &files);
        let data =
            json!({ "change": change.id, "duties": new.iter().map(New::to_json).collect::<Vec<Json>>() });
        if self.dry_run {
            self.show(desk, &new, &data);
            return Ok(batch::shown(desk, &checked));
        }
        let duties = counted(new.len(), "duty");
        let summary = format!("Adopt {duties} of law: {}", *change.body.title);
        if !batch::save(&found, desk, &files, &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        for one in &new {
            desk.output.say(&format!(
                "Recorded duty/{}: {} ({})",
                one.file.id, one.title, one.by
            ));
        }
        desk.output.next(&format!(
            "scrutiny edit duty/{} adds what was done; scrutiny why {} shows them all",
            new[0].file.id, change.id
        ));
        Ok(Exit::Fine)
    }

    fn change<'r>(&self, register: &'r Register) -> Result<&'r Entry<Change>, Failure> {
        let (kind, id) = name::find_among(register, &self.change, &[Kind::Change])?;
        if kind != Kind::Change {
            let what = format!("`{id}` is a {kind}, and duties are adopted for a change");
            return Err(Failure::with(Exit::Usage, what).cure("see the changes with `scrutiny list changes`"));
        }
        let change = register.changes.get(&id);
        change.ok_or_else(|| name::not_sound(register, kind, &id, "judged"))
    }

    fn wants(&self, one: &Derived<'_>) -> bool {
        self.only.is_empty() || self.only.iter().any(|id| *id == one.provision.id.as_str())
    }

    /// Makes sure that each provision asked for is one we know, and says where it stands if there is nothing to adopt.
    fn check_only(&self, desk: &Desk<'_>, read: &Read, derivation: &Derivation<'_>) -> Result<(), Failure> {
        for id in &self.only {
            if read.law.get(id).is_none() {
                let failure = Failure::with(Exit::NotFound, format!("there is no provision `{id}`"));
                let ids = read
                    .law
                    .provisions()
                    .iter()
                    .map(|provision| provision.id.as_str());
                return Err(match nearest(id, ids) {
                    Some(meant) => failure.cure(format!("did you mean `{meant}`?")),
                    None => failure.cure("see what there is with `scrutiny law list`"),
                });
            }
            let mut own = derivation
                .derived
                .iter()
                .filter(|one| one.provision.id.as_str() == id);
            if !own.clone().any(|one| one.is_open()) {
                let stands = own.next().map_or("does not apply", |one| one.state.word());
                desk.output
                    .say(&format!("{id}: nothing is owed ({}).", stands.replace('-', " ")));
            }
        }
        Ok(())
    }

    fn show(&self, desk: &Desk<'_>, new: &[New], data: &Json) {
        if desk.output.is_json() {
            return desk.output.json(data);
        }
        for one in new {
            desk.output.say(&format!("{} would hold:", one.file.path));
            desk.output.data(&format!("{}\n", one.file.text));
        }
        desk.output.next(&format!(
            "without --dry-run this saves {}",
            counted(new.len(), "record")
        ));
    }
}

impl New {
    fn to_json(&self) -> Json {
        json!({
            "id": self.file.id, "path": self.file.path, "title": self.title, "owed_by": self.by, "provision": self.provision,
            "text": self.file.text,
        })
    }
}

/// A record for each body that owes one of these duties and has none that follows it.
fn drafted<'d>(
    read: &Read,
    today: NaiveDate,
    change: &Entry<Change>,
    open: impl Iterator<Item = &'d Derived<'d>>,
) -> Vec<New> {
    let mut new: Vec<New> = Vec::new();
    for one in open {
        for bearer in &one.bearers {
            let Party::Body(by) = bearer else { continue };
            if one.recorded.iter().any(|duty| duty.body.owed_by.id == *by) {
                continue;
            }
            let title = one.provision.title.to_string();
            let Some(id) = id(&read.register, &new, by, one, change) else {
                continue;
            };
            let due = one.time.limit();
            let filed = due.map_or_else(|| this_year(today), |day| PartialDate::Year(day.year()));
            let year = filed.year().unwrap_or_else(|| today.year());
            let path = format!("records/{}/{year}/{id}.yaml", Kind::Duty.folder());
            let text = yaml::write(fields(&read.register, change, one, by, due).as_slice());
            let file = File {
                kind: Kind::Duty,
                id,
                before: None,
                text: schema::headed(&path, &text),
                path,
            };
            new.push(New {
                file,
                provision: one.provision.id.value.to_string(),
                by: by.clone(),
                title,
            });
        }
    }
    new
}

/// Who, what and for which change; then, where that is taken, for which council.
fn id(
    register: &Register,
    new: &[New],
    by: &RecordId,
    one: &Derived<'_>,
    change: &Entry<Change>,
) -> Option<RecordId> {
    let council = one.subject.council().map(|council| &council.authority.id);
    let what = words_of(one.provision.id.as_str());
    let short = format!("{by} {what}");
    let names = [
        format!("{short} {}", change.id),
        council.map_or_else(String::new, |council| format!("{short} {council} {}", change.id)),
        short.clone(),
    ];
    let numbered = (2..1000).map(|number| format!("{short} {number}"));
    let is_free = |id: &RecordId| {
        register.file(Kind::Duty, id).is_none() && new.iter().all(|other| other.file.id != *id)
    };
    names
        .into_iter()
        .filter(|name| name.len() <= 100)
        .chain(numbered)
        .filter_map(|name| RecordId::new(&slug(&name)).ok())
        .find(is_free)
}

/// The words of a provision's id, without the place in the law they begin with: `involve-planning`.
fn words_of(provision: &str) -> String {
    let parts: Vec<&str> = provision.split('-').collect();
    let number = parts
        .iter()
        .rposition(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
    let words = &parts[number.map_or(0, |number| number + 1)..];
    if words.is_empty() {
        provision.to_owned()
    } else {
        words.join("-")
    }
}

/// What the record says.
fn fields(
    register: &Register,
    change: &Entry<Change>,
    one: &Derived<'_>,
    by: &RecordId,
    due: Option<NaiveDate>,
) -> Fields {
    let mut fields = Fields::default();
    fields.text("title", Some(&one.provision.title));
    fields.text("change", Some(change.id.as_str()));
    let mut basis = Fields::default();
    basis.text("provision", Some(one.provision.id.as_str()));
    fields.group("basis", basis);
    fields.text("owed_by", Some(by.as_str()));
    let mut owed_to = Vec::new();
    for party in &one.owed_to {
        for whom in audience(register, party, one, by) {
            if !owed_to.contains(&whom) && whom != by.as_str() {
                owed_to.push(whom);
            }
        }
    }
    fields.words("owed_to", &owed_to);
    let due = due.map(|day| day.to_string());
    fields.text("due", due.as_deref());
    // Nothing finished leans on a draft.
    if change.body.status.as_deref() == Some(&Status::Draft) {
        fields.text("status", Some("draft"));
    }
    fields
}

/// Those a duty is owed to, in the words of a record.
fn audience(register: &Register, party: &Party, one: &Derived<'_>, by: &RecordId) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let role = match party {
        Party::Body(id) => return vec![id.to_string()],
        Party::Role(role) => *role,
    };
    match role {
        Role::ServiceUsersCarersAndRepresentatives => words(&["users", "carers", "representatives"]),
        Role::ServiceUsersAndRepresentatives => words(&["users", "representatives"]),
        Role::Providers | Role::Bidders | Role::AggrievedProvider | Role::AggrievedAndChosenProviders => {
            words(&["suppliers"])
        }
        Role::EachOther => one
            .bearers
            .iter()
            .filter_map(|other| match other {
                Party::Body(id) if id != by => Some(id.to_string()),
                _ => None,
            })
            .collect(),
        Role::SecretaryOfState => only(register, BodyRole::SecretaryOfState),
        Role::NhsEngland => only(register, BodyRole::NhsEngland),
        Role::Public
        | Role::AnyPerson
        | Role::AnyPersonAttending
        | Role::Consultees
        | Role::InterestedParties => words(&["public"]),
        _ => Vec::new(),
    }
}

/// The one body of the register with a role, where there is one.
fn only(register: &Register, role: BodyRole) -> Vec<String> {
    let found: Vec<String> = register
        .bodies
        .iter()
        .filter(|body| body.body.role.value == role)
        .map(|body| body.id.to_string())
        .collect();
    if found.len() == 1 { found } else { Vec::new() }
}
