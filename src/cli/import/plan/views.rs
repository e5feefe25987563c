//! The views that are to be recorded: only where it is certain which change each is about.

use super::super::about;
use super::super::answers::{About, Answers, ViewAnswer};
use super::{Lack, Material, PlannedView, meeting};
use crate::minutes::{DeterminationDraft, ItemDraft};
use crate::record::body::Role;
use crate::record::determination::{Determination, View};
use crate::record::resolution::Reading;
use crate::record::{Entry, RecordId};
use crate::register::Register;
use crate::value::capital;

/// A view of a clause: what was read, and what was settled.
pub(in super::super) struct Pending<'p> {
    /// The place of its clause.
    pub(in super::super) clause: usize,
    /// Its place among the views of the clause.
    pub(in super::super) nth: usize,
    /// What was read.
    pub(in super::super) read: Option<&'p DeterminationDraft>,
    /// What was settled.
    pub(in super::super) answer: Option<&'p ViewAnswer>,
}

impl Pending<'_> {
    /// The view, as settled or read.
    pub(in super::super) fn view(&self) -> Option<View> {
        let said = self.answer.and_then(|answer| answer.view);
        said.or_else(|| self.read.map(|read| read.view))
    }

    /// What it covers, as settled or read.
    pub(in super::super) fn scope(&self) -> Option<String> {
        let said = self.answer.and_then(|answer| answer.scope.clone());
        let read = self.read.and_then(|read| read.scope.as_ref());
        said.or_else(|| read.map(|scope| capital(&scope.value)))
    }
}

/// Whether a person has said that a clause holds no view, or reads it as something else.
fn refused(answers: &Answers, at: usize, nth: usize) -> bool {
    let Some(answer) = answers.clauses.get(&at) else {
        return false;
    };
    let said = answer.views.get(nth).and_then(|view| view.about.as_ref());
    let other = answer
        .readings
        .as_ref()
        .is_some_and(|readings| !readings.contains(&Reading::Determination));
    said == Some(&About::NoView) || (other && said.is_none())
}

/// Every view that was read or said and not refused, in the order of the clauses.
pub(in super::super) fn pending<'p>(item: &'p ItemDraft, answers: &'p Answers) -> Vec<Pending<'p>> {
    let mut found = Vec::new();
    for at in 0..item.clauses.len() {
        let read: Vec<&DeterminationDraft> = item
            .determinations
            .iter()
            .filter(|draft| draft.clause == at)
            .collect();
        let answer = answers.clauses.get(&at);
        let said = answer.map_or(0, |answer| answer.views.len());
        let told = |readings: &Vec<Reading>| readings.contains(&Reading::Determination);
        let readings = answer.and_then(|answer| answer.readings.as_ref());
        let kinds = || {
            item.clauses[at]
                .kinds
                .iter()
                .any(|kind| kind.value == Reading::Determination)
        };
        let least = usize::from(readings.map_or_else(kinds, told));
        for nth in 0..read.len().max(said).max(least) {
            if !refused(answers, at, nth) {
                found.push(Pending {
                    clause: at,
                    nth,
                    read: read.get(nth).copied(),
                    answer: answer.and_then(|answer| answer.views.get(nth)),
                });
            }
        }
    }
    found
}

/// The councils whose areas a committee speaks for: its own, or those that appointed it.
pub(in super::super) fn councils(register: &Register, committee: &RecordId) -> Vec<RecordId> {
    let Some(body) = register.bodies.get(committee) else {
        return Vec::new();
    };
    match (&body.body.part_of, body.body.role.value) {
        (_, Role::JointScrutinyCommittee) if !body.body.members.is_empty() => body
            .body
            .members
            .iter()
            .map(|council| council.id.clone())
            .collect(),
        (Some(council), _) => vec![council.id.clone()],
        (None, _) => Vec::new(),
    }
}

/// The views that are to be recorded; what is not certain of them is added to `lacks`.
pub(super) fn views(
    material: &Material<'_>,
    answers: &Answers,
    committee: Option<&RecordId>,
    names: &[String],
    lacks: &mut Vec<Lack>,
) -> Vec<PlannedView> {
    let pending = pending(material.item, answers);
    let mut views = Vec::new();
    for one in &pending {
        let label = &names[one.clause];
        let about = about(answers, one, pending.len());
        if about.is_none() {
            lacks.push(which_change(material, committee, label, answers));
        }
        let view = one.view();
        if view.is_none() {
            lacks.push(Lack::new(
                format!("clause {label} is read as a determination, and the view itself is not told"),
                format!("--view \"{label} = not-substantial\" or another view, or --determination \"{label} = none\""),
            ));
        }
        let (Some(about), Some(view), Some(committee)) = (about, view, committee) else {
            continue;
        };
        let areas = areas(material.register, answers, &about, committee);
        if areas.is_empty() {
            lacks.push(Lack::new(
                format!("it is not known for which council `{committee}` took the view of clause {label}"),
                format!("record it first: scrutiny edit {committee} --set part_of=COUNCIL"),
            ));
        }
        for authority in areas {
            let supersedes = supersedes(
                material,
                answers,
                one,
                (&about, committee, &authority),
                label,
                lacks,
            );
            views.push(PlannedView {
                clause: one.clause,
                about: about.clone(),
                authority,
                view,
                scope: one.scope(),
                conditions: one
                    .read
                    .and_then(|read| read.conditions.as_ref())
                    .map(|words| capital(&words.value)),
                supersedes,
            });
        }
    }
    views
}

/// What a view is about: as it was said, or the one change there is where there is one view.
fn about(answers: &Answers, one: &Pending<'_>, views: usize) -> Option<About> {
    let said = one.answer.and_then(|answer| answer.about.clone());
    let changes = answers.changes.as_deref().unwrap_or_default();
    said.or_else(|| match (changes, &answers.new_change) {
        ([only], None) if views == 1 => Some(About::Change(only.clone())),
        ([], Some(_)) if views == 1 => Some(About::New),
        _ => None,
    })
}

fn which_change(
    material: &Material<'_>,
    committee: Option<&RecordId>,
    label: &str,
    answers: &Answers,
) -> Lack {
    let named = answers.changes.as_deref().unwrap_or_default();
    let perhaps: Vec<String> = about::changes(material.register, material.page, material.item, committee)
        .into_iter()
        .filter(|one| named.is_empty() || named.contains(&one.id))
        .take(3)
        .map(|one| format!("`{}`: {}", one.id, one.reason))
        .collect();
    let perhaps = match perhaps.as_slice() {
        [] => "; a change that is not recorded yet: --new-change TITLE".to_owned(),
        _ => format!(" (perhaps {})", perhaps.join("; ")),
    };
    Lack::new(
        format!("clause {label} holds a view, and it is not certain about which change"),
        format!("--determination \"{label} = CHANGE\"{perhaps}; no view: --determination \"{label} = none\""),
    )
}

/// The councils a view is about: of those that a joint committee speaks for, the ones that the change affects.
fn areas(register: &Register, answers: &Answers, about: &About, committee: &RecordId) -> Vec<RecordId> {
    let councils = councils(register, committee);
    let affected: Vec<RecordId> = match about {
        About::Change(id) => register.changes.get(id).map_or_else(Vec::new, |change| {
            change
                .body
                .authorities
                .iter()
                .map(|one| one.authority.id.clone())
                .collect()
        }),
        About::New => answers
            .new_change
            .as_ref()
            .map_or_else(Vec::new, |new| new.authorities.clone()),
        About::NoView => Vec::new(),
    };
    if councils.len() < 2 || affected.is_empty() {
        return councils;
    }
    councils
        .into_iter()
        .filter(|council| affected.contains(council))
        .collect()
}

/// The earlier view that this takes the place of; where there is one and nobody says so, that is to be settled.
fn supersedes(
    material: &Material<'_>,
    answers: &Answers,
    one: &Pending<'_>,
    (about, committee, authority): (&About, &RecordId, &RecordId),
    label: &str,
    lacks: &mut Vec<Lack>,
) -> Option<RecordId> {
    if let Some(said) = one.answer.and_then(|answer| answer.supersedes.clone()) {
        return Some(said);
    }
    let About::Change(change) = about else { return None };
    let earlier = standing(material.register, change, committee, authority)?;
    let id = &earlier.id;
    lacks.push(match meeting(material, answers) {
        Some(meeting) if earlier.body.date.value.surely_after(meeting) => Lack::new(
            format!("`{id}` already holds a later view of `{committee}` on `{change}`"),
            format!(
                "--determination \"{label} = none\"; record this view beside it afterwards: scrutiny add determination \
                 --change {change} --resolution ID --clause {label} --view ... --superseded-by {id}"
            ),
        ),
        _ => Lack::new(
            format!("`{id}` already holds a view of `{committee}` on `{change}`"),
            format!("--supersedes \"{label} = {id}\" where clause {label} takes its place"),
        ),
    });
    None
}

/// The latest view of a committee on a change for a council that no other has taken the place of.
pub(in super::super) fn standing<'r>(
    register: &'r Register,
    change: &RecordId,
    committee: &RecordId,
    authority: &RecordId,
) -> Option<&'r Entry<Determination>> {
    let views = register.determinations_of(change);
    let mut own = views.iter().filter(|view| {
        let council = view.body.authority.as_ref().map(|council| &council.id);
        view.body.by.id == *committee && council == Some(authority)
    });
    let replaced = |id: &RecordId| {
        views.iter().any(|other| {
            other
                .body
                .supersedes
                .as_ref()
                .is_some_and(|earlier| earlier.id == *id)
        })
    };
    own.rfind(|view| !replaced(&view.id)).copied()
}
