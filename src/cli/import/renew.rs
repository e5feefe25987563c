//! Minutes of an item that is in the register, published again: what differs, and how the record takes it over without
//! losing the words it had.

mod files;

use super::answers::{About, Answers};
use super::likeness::likeness;
use super::plan::{self, Lack, Material, PlannedClause};
use crate::record::Entry;
use crate::record::determination::{Determination, View};
use crate::record::resolution::{MinutesStatus, Resolution};

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

/// A clause that is recorded to hold one view, and now reads otherwise.
#[derive(Clone, Debug)]
pub(super) struct Dispute {
    /// The place of the clause in the item.
    pub(super) clause: usize,
    /// Its label.
    pub(super) label: String,
    /// The view that is recorded.
    pub(super) recorded: View,
    /// The view that was read now.
    pub(super) now: Option<View>,
}

/// The views that a person has to settle before a record can be brought up to date.
pub(super) fn disputes(
    material: &Material<'_>,
    answers: &Answers,
    entry: &Entry<Resolution>,
) -> Vec<Dispute> {
    let pairs = pairs(material, answers, &entry.body);
    let (names, _) = plan::named(material.item, answers);
    let read = plan::pending(material.item, answers);
    let mut found = Vec::new();
    for (new, label) in names.into_iter().enumerate() {
        let held = recorded(material, entry, pairs[new]);
        let now: Vec<Option<View>> = read
            .iter()
            .filter(|one| one.clause == new)
            .map(plan::view_of)
            .collect();
        let now = now.first().copied().flatten();
        if let [only] = held.as_slice()
            && now != Some(only.body.view.value)
        {
            found.push(Dispute {
                clause: new,
                label,
                recorded: only.body.view.value,
                now,
            });
        }
    }
    found
}

/// The views that are recorded of a clause.
fn recorded<'r>(
    material: &Material<'r>,
    entry: &Entry<Resolution>,
    clause: Option<usize>,
) -> Vec<&'r Entry<Determination>> {
    let label = clause.map(|at| &entry.body.clauses[at].label.value);
    let held = |view: &&Entry<Determination>| {
        let own = view.body.resolution.as_ref().map(|held| &held.clause.value);
        label.is_some() && own == label
    };
    let all = material.register.determinations_in(&entry.id);
    all.into_iter().filter(held).collect()
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
        for (new, name) in names.iter().enumerate() {
            let recorded = recorded(material, self.entry, pairs[new]);
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
