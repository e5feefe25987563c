//! Minutes of an item that is in the register, published again: what differs, and how the record takes it over without
//! losing the words it had.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::answers::{About, Answers};
use super::compose;
use super::difference::likeness;
use super::plan::{self, Lack, Material, PlannedClause};
use crate::cli::batch::File;
use crate::failure::{Exit, Failure};
use crate::record::determination::{Determination, View};
use crate::record::resolution::{MinutesStatus, Resolution};
use crate::record::{Entry, Kind};
use crate::source::Sources;
use crate::value::PartialDate;
use crate::yaml::{self, EditError, Put};

/// How published minutes differ from a record.
#[derive(Debug)]
pub(super) struct Renewal<'r> {
    /// The record.
    pub(super) entry: &'r Entry<Resolution>,
    /// The clauses that read otherwise or are new.
    pub(super) changed: Vec<Changed>,
    /// The status that the record then has, where that is another.
    pub(super) status: Option<MinutesStatus>,
    /// Views whose record changes with their clause.
    pub(super) views: Vec<(&'r Entry<Determination>, View)>,
}

/// One difference.
#[derive(Clone, Debug)]
pub(super) enum Changed {
    /// The words before the first clause.
    Stem(Option<String>, Option<String>),
    /// A clause: its place in the record, its label, and both wordings.
    Words(usize, String, String, String),
    /// A clause that the record does not hold.
    Added(PlannedClause),
}

/// Compares an item with its record.
///
/// # Errors
///
/// All that stands in the way, to be settled by a person.
pub(super) fn renewal<'r>(
    material: &Material<'r>,
    answers: &Answers,
    entry: &'r Entry<Resolution>,
) -> Result<Renewal<'r>, Vec<Lack>> {
    let mut lacks = Vec::new();
    let old_status = entry
        .body
        .minutes
        .as_ref()
        .map_or(MinutesStatus::Unknown, |own| own.status.value);
    let new_status = plan::status(material, answers);
    if old_status == MinutesStatus::Confirmed && new_status == MinutesStatus::Draft {
        lacks.push(Lack::new(
            format!(
                "resolution/{} rests on confirmed minutes, and these are a draft",
                entry.id
            ),
            "import the confirmed minutes; a confirmed record does not go back to a draft",
        ));
    }
    if material.item.clauses.is_empty() {
        lacks.push(Lack::new(
            format!("no clause was found, and resolution/{} holds some", entry.id),
            format!("look at both: scrutiny show resolution/{}", entry.id),
        ));
        return Err(lacks);
    }
    let mut renewal = Renewal {
        entry,
        changed: Vec::new(),
        status: None,
        views: Vec::new(),
    };
    let old_stem = entry.body.stem.as_ref().map(|stem| stem.to_string());
    let new_stem = plan::stem(material.item);
    if old_stem != new_stem {
        renewal.changed.push(Changed::Stem(old_stem, new_stem));
    }
    let pairs = pairs(material, answers, &entry.body);
    renewal.compare(material, answers, &pairs, &mut lacks);
    renewal.views(material, answers, &pairs, &mut lacks);
    let sooner = matches!(new_status, MinutesStatus::Confirmed) && old_status != MinutesStatus::Confirmed;
    let drafted = old_status == MinutesStatus::Unknown && new_status == MinutesStatus::Draft;
    renewal.status = (sooner || drafted).then_some(new_status);
    if lacks.is_empty() { Ok(renewal) } else { Err(lacks) }
}

/// For each clause that was read, the place of the recorded clause it is.
fn pairs(material: &Material<'_>, answers: &Answers, resolution: &Resolution) -> Vec<Option<usize>> {
    let words = plan::words(material.item);
    let (names, ours) = plan::named(material.item, answers);
    let printed = !ours && !resolution.is_numbered_here();
    let mut taken = vec![false; resolution.clauses.len()];
    let mut pairs = vec![None; words.len()];
    let same = |at: usize, label: &str| *resolution.clauses[at].label.value == *label;
    for (new, name) in names.iter().enumerate().filter(|_| printed) {
        let found = (0..taken.len()).find(|at| !taken[*at] && same(*at, name));
        if let Some(at) = found {
            taken[at] = true;
            pairs[new] = Some(at);
        }
    }
    for (new, words) in words.iter().enumerate().filter(|_| !printed) {
        let like = |at: &usize| likeness(words, &resolution.clauses[*at].words);
        let best = (0..taken.len())
            .filter(|at| !taken[*at] && like(at) >= 0.5)
            // The first of equals: clauses keep their order.
            .max_by(|a, b| like(a).total_cmp(&like(b)).then(b.cmp(a)));
        if let Some(at) = best {
            taken[at] = true;
            pairs[new] = Some(at);
        }
    }
    pairs
}

impl<'r> Renewal<'r> {
    /// Whether the record would be as it is.
    pub(super) fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.status.is_none() && self.views.is_empty()
    }

    fn compare(
        &mut self,
        material: &Material<'_>,
        answers: &Answers,
        pairs: &[Option<usize>],
        lacks: &mut Vec<Lack>,
    ) {
        let words = plan::words(material.item);
        let (names, _) = plan::named(material.item, answers);
        let old = &self.entry.body.clauses;
        for (new, words) in words.into_iter().enumerate() {
            match pairs[new].map(|at| (at, &old[at])) {
                Some((_, clause)) if *clause.words.value == *words => {}
                Some((at, clause)) => {
                    let label = clause.label.to_string();
                    self.changed
                        .push(Changed::Words(at, label, clause.words.to_string(), words));
                }
                None => {
                    let holds_view = plan::pending(material.item, answers)
                        .iter()
                        .any(|one| one.clause == new);
                    let readings = plan::readings(material.item, answers, new, holds_view);
                    let committee = &self.entry.body.committee.id;
                    let taken = old.iter().any(|clause| *clause.label.value == *names[new]);
                    let label = if taken {
                        (old.len() + 1).to_string()
                    } else {
                        names[new].clone()
                    };
                    self.changed.push(Changed::Added(PlannedClause {
                        label,
                        words,
                        action: plan::asks(&readings)
                            .then(|| plan::action(material, new, committee))
                            .flatten(),
                        readings,
                    }));
                }
            }
        }
        for (_, clause) in old
            .iter()
            .enumerate()
            .filter(|(at, _)| !pairs.contains(&Some(*at)))
        {
            lacks.push(Lack::new(
                format!(
                    "clause {} of resolution/{} is not among these clauses, and no clause is taken out here",
                    *clause.label, self.entry.id
                ),
                format!(
                    "change the record by hand: scrutiny edit resolution/{}",
                    self.entry.id
                ),
            ));
        }
    }

    /// Whether each clause still holds the view that is recorded of it.
    fn views(
        &mut self,
        material: &Material<'r>,
        answers: &Answers,
        pairs: &[Option<usize>],
        lacks: &mut Vec<Lack>,
    ) {
        let (names, _) = plan::named(material.item, answers);
        let read = plan::pending(material.item, answers);
        let register = material.register;
        for (new, name) in names.iter().enumerate() {
            let label = pairs[new].map(|at| &self.entry.body.clauses[at].label);
            let recorded: Vec<&Entry<Determination>> = register
                .determinations_in(&self.entry.id)
                .into_iter()
                .filter(|view| {
                    let own = view.body.resolution.as_ref().map(|held| &held.clause.value);
                    own == label.map(|label| &label.value)
                })
                .collect();
            let said = answers.clauses.get(&new).and_then(|answer| answer.views.first());
            let now: Vec<Option<View>> = read
                .iter()
                .filter(|one| one.clause == new)
                .map(plan::view_of)
                .collect();
            let was: Vec<Option<View>> = recorded.iter().map(|view| Some(view.body.view.value)).collect();
            match (recorded.as_slice(), said.and_then(|said| said.view)) {
                ([only], Some(view)) if view == only.body.view.value => {}
                ([only], Some(view)) => self.views.push((only, view)),
                _ if now == was || said.is_some_and(|said| said.about == Some(About::NoView) && was.is_empty()) => {}
                // One view for each council that a joint committee speaks for.
                _ if !was.is_empty() && now.len() == 1 && was.iter().all(|view| *view == now[0]) => {}
                ([], _) => lacks.push(Lack::new(
                    format!("clause {name} now holds a view ({}), and none is recorded of it", told(&now)),
                    format!(
                        "--determination \"{name} = none\", and record it afterwards: scrutiny add determination \
                         --resolution {} --clause {name} ...",
                        self.entry.id
                    ),
                )),
                (several, _) => lacks.push(Lack::new(
                    format!(
                        "clause {name} now reads otherwise ({}) than determination/{} ({})",
                        told(&now),
                        several[0].id,
                        told(&was)
                    ),
                    format!("--view \"{name} = VIEW\" with the view that is right"),
                )),
            }
        }
    }

    /// The files as they then are.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where a record cannot be changed without touching more.
    pub(super) fn files(
        &self,
        material: &Material<'_>,
        answers: &Answers,
        sources: &Sources,
        today: NaiveDate,
    ) -> Result<Vec<File>, Failure> {
        let source = sources.get(self.entry.source);
        let stuck = |_: EditError| {
            let what = format!(
                "resolution/{} cannot be changed without touching more",
                self.entry.id
            );
            Failure::with(Exit::Refused, what).cure(format!(
                "change it in an editor: scrutiny edit resolution/{}",
                self.entry.id
            ))
        };
        let mut text = source.text.clone();
        let put = |text: &str, path: &[&str], value: &str| {
            yaml::set(text, path, &Put::Text(value.to_owned())).map_err(stuck)
        };
        for changed in &self.changed {
            text = match changed {
                Changed::Words(at, _, _, new) => put(&text, &["clauses", &at.to_string(), "words"], new)?,
                Changed::Stem(_, Some(new)) => put(&text, &["stem"], new)?,
                Changed::Stem(_, None) => yaml::set(&text, &["stem"], &Put::Nothing).map_err(stuck)?,
                Changed::Added(clause) => {
                    let written = compose::clause(clause, &self.entry.body.committee.id);
                    let fields = written.as_object().cloned().unwrap_or_default();
                    yaml::append(&text, "clauses", &fields).map_err(stuck)?
                }
            };
            text = yaml::append(&text, "corrections", &self.correction(changed, today)).map_err(stuck)?;
        }
        if let Some(status) = self.status {
            text = put(&text, &["minutes", "status"], status.word())?;
        }
        if let Some(day) = answers.confirmed_on {
            text = put(&text, &["minutes", "confirmed_on"], &day.to_string())?;
        }
        text = put(&text, &["minutes", "sha256"], material.sum)?;
        let before = |source: &crate::source::Source| Some(source.text.clone());
        let mut files = vec![File {
            kind: Kind::Resolution,
            id: self.entry.id.clone(),
            path: source.path.clone(),
            before: before(source),
            text,
        }];
        for (entry, view) in &self.views {
            let source = sources.get(entry.source);
            files.push(File {
                kind: Kind::Determination,
                id: entry.id.clone(),
                path: source.path.clone(),
                before: before(source),
                text: put(&source.text, &["view"], view.word())?,
            });
        }
        Ok(files)
    }

    /// What the record says of a difference.
    fn correction(&self, changed: &Changed, today: NaiveDate) -> Map<String, Json> {
        let now = self.status == Some(MinutesStatus::Confirmed);
        let why = if now {
            "the confirmed minutes read otherwise"
        } else {
            "the minutes as published again read otherwise"
        };
        let (clause, what, was) = match changed {
            Changed::Words(_, label, old, _) => (
                Some(label.as_str()),
                "the words were replaced by those now published",
                Some(old.as_str()),
            ),
            Changed::Stem(old, _) => (
                None,
                "the words before the first clause were replaced by those now published",
                old.as_deref(),
            ),
            Changed::Added(clause) => (Some(clause.label.as_str()), "the clause was added", None),
        };
        let mut entry = Map::new();
        entry.insert("date".to_owned(), PartialDate::Day(today).to_string().into());
        let mut text = |name: &str, text: Option<&str>| {
            if let Some(text) = text {
                entry.insert(name.to_owned(), text.into());
            }
        };
        text("clause", clause);
        text("what", Some(what));
        text("was", was);
        text("why", Some(why));
        entry
    }
}

/// Views as they are told.
fn told(views: &[Option<View>]) -> String {
    let words: Vec<String> = views
        .iter()
        .map(|view| view.map_or("not told".to_owned(), View::plain))
        .collect();
    if words.is_empty() {
        "no view".to_owned()
    } else {
        words.join(", ")
    }
}
