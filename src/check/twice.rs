//! One thing that is recorded twice: the rules by which a row of a sheet is taken for a record that is there.

use std::collections::BTreeMap;

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::record::change::Change;
use crate::record::duty::{Audience, Duty};
use crate::record::resolution::Resolution;
use crate::record::{Entry, Target};
use crate::register::Table;
use crate::source::Span;
use crate::value::fold;

pub(super) const RULES: &[Rule] = &[Rule {
    code: &RECORDED_TWICE,
    check: recorded_twice,
}];

/// Two records that say the same of what tells such records apart.
const RECORDED_TWICE: Code = Code {
    name: "recorded-twice",
    severity: Severity::Warning,
    summary: "Two records say the same of what tells records of their kind apart.",
    explain: "A change is known by its title; what a committee resolved by the committee, the day and the item; a duty \
              by the provision, the change, who owes it to whom and by when. Two that are alike are most likely the \
              same thing, recorded twice, and the site would show it twice. Keep the one that others name, and take the \
              other back: `scrutiny undo` right after it was added, `scrutiny withdraw` later. If they are two things, \
              say in the title what tells them apart.",
    example: Example {
        path: "records/changes/2026/ward-move-2026.yaml",
        bad: "title: A therapeutic alliance in Kent\nsummary: A ward moves.\nkind: move\nauthorities:\n  - authority: kent-county-council\n",
        good: "title: A ward moves\nsummary: A ward moves.\nkind: move\nauthorities:\n  - authority: kent-county-council\n",
    },
};

/// What tells a record apart, and where of it a message can stand.
type Mark = (Vec<String>, Span);

fn recorded_twice(case: &Case<'_>, problems: &mut Diagnostics) {
    let register = case.register;
    let replaces = |one: &Entry<Change>, other: &Entry<Change>| {
        one.body.replaces.iter().any(|replaced| replaced.id == other.id)
    };
    twice(
        &register.changes,
        of_change,
        |one, other| replaces(one, other) || replaces(other, one),
        "has the title of this change",
        problems,
    );
    let number = |item: &Entry<Resolution>| item.body.item_number.as_ref().map(|number| number.to_string());
    twice(
        &register.resolutions,
        of_resolution,
        |one, other| number(one) != number(other),
        "is of the same item of the same meeting",
        problems,
    );
    twice(
        &register.duties,
        of_duty,
        |_, _| false,
        "rests on the same provision, and is owed by the same body to the same, for the same change",
        problems,
    );
}

/// Reports each record that has the mark of one before it, unless something else tells the two apart.
fn twice<T: Target>(
    table: &Table<T>,
    mark: impl Fn(&Entry<T>) -> Option<Mark>,
    apart: impl Fn(&Entry<T>, &Entry<T>) -> bool,
    says: &str,
    problems: &mut Diagnostics,
) {
    let mut known: BTreeMap<Vec<String>, Vec<(&Entry<T>, Span)>> = BTreeMap::new();
    for entry in table.iter() {
        let Some((mark, span)) = mark(entry) else { continue };
        let alike = known.entry(mark).or_default();
        if let Some((other, place)) = alike.iter().find(|(other, _)| !apart(entry, other)) {
            let kind = T::KIND;
            let message = format!("the {kind} `{}` {says}", other.id);
            let cure = "if they are the same, keep one: scrutiny undo takes back what was just added, scrutiny withdraw what \
                        is older; if not, say in the title what tells them apart";
            problems.push(
                Diagnostic::new(&RECORDED_TWICE, entry.at(span), message)
                    .related(other.at(*place), "it stands here")
                    .cure(cure),
            );
        }
        alike.push((entry, span));
    }
}

/// Words, however they are spelt and spaced.
fn words(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_change(entry: &Entry<Change>) -> Option<Mark> {
    let title = &entry.body.title;
    Some((vec![words(title)], title.span))
}

/// Meetings of which the day is not known may be two.
fn of_resolution(entry: &Entry<Resolution>) -> Option<Mark> {
    let own = &entry.body;
    let day = own.meeting.value.day()?;
    let mark = vec![own.committee.id.to_string(), day.to_string(), words(&own.item)];
    Some((mark, own.item.span))
}

/// A duty that rests on something else than a provision is known by words that anybody chose. One that is no longer owed may
/// arise again.
fn of_duty(entry: &Entry<Duty>) -> Option<Mark> {
    let own = &entry.body;
    let provision = own.basis.provision.as_ref()?;
    if own.no_longer_owed.is_some() {
        return None;
    }
    let mut whom: Vec<String> = own.owed_to.iter().map(audience).collect();
    whom.sort();
    let due = own.due.as_ref().map(|due| due.value.to_string());
    let mut mark = vec![
        provision.to_string(),
        own.change.id.to_string(),
        own.owed_by.id.to_string(),
        due.unwrap_or_default(),
    ];
    mark.append(&mut whom);
    Some((mark, own.title.span))
}

fn audience(audience: &Audience) -> String {
    match audience {
        Audience::People(people) => people.value.word().to_owned(),
        Audience::Body(body) => body.id.to_string(),
    }
}
