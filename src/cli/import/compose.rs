//! A plan as files: the resolution, its views, a new change, and key dates added to changes that are there.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::answers::{About, KeyDate};
use super::plan::{Material, Plan, PlannedClause, PlannedView, councils};
use crate::cli::add;
use crate::cli::batch::File;
use crate::failure::{Exit, Failure};
use crate::form::{self, Answers, Fields, Ground, Mistake, NewRecord, few_words};
use crate::record::body::Role;
use crate::record::change::ChangeKind;
use crate::record::determination::TakenBy;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::source::Sources;
use crate::value::{fold, slug};
use crate::yaml;

/// What is written, and what the commit says.
#[derive(Debug)]
pub(super) struct Composed {
    /// The files, the resolution first.
    pub(super) files: Vec<File>,
    /// The first line of the commit's message.
    pub(super) summary: String,
    /// What a person should know besides, a sentence each.
    pub(super) notes: Vec<String>,
}

/// The files of a plan.
///
/// # Errors
///
/// [`Exit::Refused`] where a key date cannot be added without touching more; [`Exit::Usage`] where no id can be made.
pub(super) fn compose(
    material: &Material<'_>,
    plan: &Plan,
    sources: &Sources,
    today: NaiveDate,
) -> Result<Composed, Failure> {
    let mut work = Work {
        material,
        plan,
        files: Vec::new(),
        notes: Vec::new(),
    };
    let new = work.new_change(today)?;
    let resolution = work.resolution(new.as_ref())?;
    for view in &plan.views {
        work.view(view, new.as_ref(), &resolution, today)?;
    }
    work.key_dates(sources)?;
    let body = material.register.bodies.get(&plan.committee);
    let known_as = body.map_or(plan.committee.as_str(), |body| body.body.known_as());
    Ok(Composed {
        files: work.files,
        summary: format!(
            "Import minutes: {known_as}, {}: {}",
            plan.meeting.spoken(),
            plan.title
        ),
        notes: work.notes,
    })
}

struct Work<'w> {
    material: &'w Material<'w>,
    plan: &'w Plan,
    files: Vec<File>,
    notes: Vec<String>,
}

impl Work<'_> {
    fn register(&self) -> &Register {
        self.material.register
    }

    /// Adds a record under the first id that is free; gives the id.
    fn add(&mut self, mut record: NewRecord) -> Result<RecordId, Failure> {
        if self.plan.draft {
            record.fields.draft();
        }
        let name: String = slug(&record.name);
        let numbered = (2..1000).map(|number| format!("{} {number}", record.name));
        let is_free = |id: &RecordId| {
            let taken = |file: &File| file.kind == record.kind && file.id == *id;
            let register = self.register();
            register.file(record.kind, id).is_none()
                && register.renamed(record.kind, id).is_none()
                && !self.files.iter().any(taken)
        };
        let id = std::iter::once(name)
            .chain(numbered)
            .filter_map(|name| RecordId::new(&slug(&name)).ok())
            .find(is_free)
            .ok_or_else(|| {
                Failure::with(Exit::Usage, "there is no name to make an id from")
                    .cure("give the item a title with --title")
            })?;
        self.files.push(add::file(&record, id.clone()));
        Ok(id)
    }

    fn new_change(&mut self, today: NaiveDate) -> Result<Option<RecordId>, Failure> {
        let Some(new) = &self.plan.new_change else {
            return Ok(None);
        };
        let kind = new.kind.unwrap_or(ChangeKind::Other);
        let mut answers = Answers::new()
            .with("title", &new.title)
            .with("summary", new.summary.as_deref().unwrap_or(&new.title))
            .with("kind", kind.word());
        answers.set("service", new.services.clone());
        answers.set_one(
            "responsible-person",
            new.responsible.as_ref().map(RecordId::as_str),
        );
        let councils = match new.authorities.as_slice() {
            [] => councils(self.register(), &self.plan.committee),
            given => given.to_vec(),
        };
        let row = |council: &RecordId| Answers::new().with("authority", council.as_str());
        answers.set_rows("authority", councils.iter().map(row).collect());
        let own = self
            .plan
            .key_dates
            .iter()
            .filter(|key| key.change.is_none() && self.plan.changes.is_empty());
        let row = |key: &KeyDate| {
            Answers::new()
                .with("date", &key.date.to_string())
                .with("what", &key.what)
        };
        answers.set_rows("key-date", own.map(row).collect());
        let record = self.composed(Kind::Change, &answers, today)?;
        self.add(record).map(Some)
    }

    /// A record of these answers.
    fn composed(&self, kind: Kind, answers: &Answers, today: NaiveDate) -> Result<NewRecord, Failure> {
        let register = self.register();
        form::compose(kind, answers, &Ground { register, today }).map_err(|mistakes| {
            let told: Vec<&str> = mistakes
                .iter()
                .map(|mistake: &Mistake| mistake.what.as_str())
                .collect();
            let first = mistakes.first().map_or("", |mistake| mistake.cure.as_str());
            Failure::with(Exit::Usage, told.join("; ")).cure(first)
        })
    }

    fn resolution(&mut self, new: Option<&RecordId>) -> Result<RecordId, Failure> {
        let plan = self.plan;
        let mut fields = Fields::default();
        fields.text("committee", Some(plan.committee.as_str()));
        fields.text("meeting", Some(&plan.meeting.to_string()));
        fields.text("item", Some(&plan.title));
        fields.text("item_number", plan.number.as_deref());
        let mut minutes = Fields::default();
        minutes.text("status", Some(plan.status.word()));
        let confirmed = plan.confirmed_on.map(|day| day.to_string());
        minutes.text("confirmed_on", confirmed.as_deref());
        minutes.text("source", plan.source.as_deref());
        minutes.text("sha256", Some(self.material.sum));
        fields.group("minutes", minutes);
        let changes = plan.changes.iter().chain(new).map(RecordId::to_string);
        fields.words("changes", &changes.collect::<Vec<String>>());
        fields.text("discussion", plan.discussion.as_deref());
        fields.text("stem", plan.stem.as_deref());
        fields.text("labels", plan.ours.then_some("ours"));
        let clauses = plan
            .clauses
            .iter()
            .map(|clause| self::clause(clause, &plan.committee));
        fields.list("clauses", clauses.collect());
        fields.text("votes", plan.votes.as_deref());
        self.add(NewRecord {
            kind: Kind::Resolution,
            name: format!("{} {} {}", plan.committee, plan.meeting, few_words(&plan.title)),
            filed: plan.meeting,
            fields,
            what: plan.title.clone(),
            next: String::new(),
        })
    }

    fn view(
        &mut self,
        view: &PlannedView,
        new: Option<&RecordId>,
        resolution: &RecordId,
        today: NaiveDate,
    ) -> Result<(), Failure> {
        let change = match &view.about {
            About::Change(id) => Some(id),
            About::New => new,
            About::NoView => None,
        };
        let Some(change) = change else { return Ok(()) };
        let plan = self.plan;
        let body = self.register().bodies.get(&plan.committee);
        let joint = body.is_some_and(|body| body.body.role.value == Role::JointScrutinyCommittee);
        let taken_by = if joint {
            TakenBy::JointCommittee
        } else {
            TakenBy::Committee
        };
        let mut answers = Answers::new()
            .with("change", change.as_str())
            .with("by", plan.committee.as_str())
            .with("authority", view.authority.as_str())
            .with("taken-by", taken_by.word())
            .with("view", view.view.word())
            .with("date", &plan.meeting.to_string())
            .with("resolution", resolution.as_str())
            .with("clause", &plan.clauses[view.clause].label);
        answers.set_one("scope", view.scope.as_deref());
        answers.set_one("conditions", view.conditions.as_deref());
        answers.set_one("supersedes", view.supersedes.as_ref().map(RecordId::as_str));
        let mut record = self.composed(Kind::Determination, &answers, today)?;
        if joint {
            record.name = format!("{} {}", record.name, view.authority);
        }
        self.add(record).map(drop)
    }

    /// Adds each key date to its change, as its file stands.
    fn key_dates(&mut self, sources: &Sources) -> Result<(), Failure> {
        for key in &self.plan.key_dates {
            let own = key.change.as_ref().or(match self.plan.changes.as_slice() {
                [only] => Some(only),
                _ => None,
            });
            let Some(change) = own else { continue };
            if self.plan.draft {
                self.notes.push(format!(
                    "The key date {} of `{change}` is not added while the minutes are a draft here.",
                    key.date.spoken()
                ));
                continue;
            }
            let entry = self.register().changes.get(change);
            let stands = entry.is_some_and(|entry| {
                let mut own = entry.body.key_dates.iter();
                own.any(|own| own.date.value == key.date && fold(&own.what.value) == fold(&key.what))
            });
            if stands {
                self.notes.push(format!(
                    "The key date {} stands in `{change}` already.",
                    key.date.spoken()
                ));
                continue;
            }
            self.key_date(key, change, sources)?;
        }
        Ok(())
    }

    fn key_date(&mut self, key: &KeyDate, change: &RecordId, sources: &Sources) -> Result<(), Failure> {
        let Some(source) = self
            .register()
            .file(Kind::Change, change)
            .map(|id| sources.get(id))
        else {
            return Ok(());
        };
        let at = self
            .files
            .iter()
            .position(|file| file.kind == Kind::Change && file.id == *change);
        let text = at.map_or(&source.text, |at| &self.files[at].text);
        let body = self.register().bodies.get(&self.plan.committee);
        let known_as = body.map_or(self.plan.committee.as_str(), |body| body.body.known_as());
        let mut entry = Map::new();
        entry.insert("date".to_owned(), key.date.to_string().into());
        entry.insert("what".to_owned(), key.what.as_str().into());
        let told = format!("Minutes of {known_as}, {}", self.plan.meeting.spoken());
        entry.insert("source".to_owned(), told.into());
        let changed = yaml::append(text, "key_dates", &entry).map_err(|_| {
            let what = format!("a key date cannot be added to `{change}` without touching more");
            Failure::with(Exit::Refused, what).cure(format!(
                "leave --key-date out, and add it with `scrutiny edit change/{change}`"
            ))
        })?;
        match at {
            Some(at) => self.files[at].text = changed,
            None => {
                let key = (Kind::Change, change.clone());
                self.files.push(File::changed(&key, source, changed));
            }
        }
        Ok(())
    }
}

/// A clause as it is written.
pub(super) fn clause(clause: &PlannedClause, committee: &RecordId) -> Json {
    let words: Vec<&str> = clause.readings.iter().map(|reading| reading.word()).collect();
    let reads_as = match words.as_slice() {
        [one] => json!(one),
        several => json!(several),
    };
    let mut written = json!({ "label": clause.label, "words": clause.words, "reads_as": reads_as });
    if let Some(action) = &clause.action {
        let mut fields = Fields::default();
        fields.text("owner", Some(committee.as_str()));
        let concerning: Vec<String> = action.concerning.iter().map(RecordId::to_string).collect();
        fields.words("concerning", &concerning);
        fields.text("due", Some(&action.due.to_string()));
        written["action"] = fields.into_json();
    }
    written
}
