//! What must not be mixed: fields that describe one happening belong together.
//!
//! Two clerks who each record that a duty was discharged, on different days and with different evidence, describe two
//! happenings; the day of one with the evidence of the other would be neither.

use crate::compare::{Step, path};

use super::naming::Sort;
use crate::record::Kind;

/// Groups of fields that describe one happening or one statement: the field that holds the group, and the fields of it that say
/// which happening it is. Where both sides agree on those, the rest merges field by field.
const GROUPS: &[(&str, &[&str])] = &[
    // A duty was discharged once; the evidence is of that day.
    ("discharged", &["date"]),
    // An action was done once.
    ("done", &["date"]),
    // The end of a change, and who decided it.
    ("decided", &["date", "by"]),
    ("abandoned", &["date", "by", "decided"]),
    // A decision without consulting, for the reason and on the day that it was found to be urgent.
    ("urgent", &["ground", "satisfied"]),
    // A withdrawal: the reason is that of the day.
    ("withdrawn", &["date"]),
    // What a council said when it was consulted.
    ("comments", &["received", "recommendation"]),
    // An answer and who gave it: nobody is said to have given another's answer.
    ("affects_manner_or_range", &["answer", "asserted_by"]),
    // A clause of a resolution: the label of one means nothing in another.
    ("resolution", &["id", "clause"]),
    ("clause", &["id", "clause"]),
    // A duty rests on one ground.
    ("basis", &["provision", "clause", "undertaking"]),
    // A licence and where its words are.
    ("licence", &["name", "address"]),
];

/// Fields beside each other that say one thing together: in which group (empty for the record), and the fields.
const NEIGHBOURS: &[(Sort, &str, &[&str])] = &[
    // The sum is that of what was read at the address.
    (Sort::Record(Kind::Resolution), "minutes", &["source", "sha256"]),
    // Minutes are confirmed on a day.
    (
        Sort::Record(Kind::Resolution),
        "minutes",
        &["status", "confirmed_on"],
    ),
    // A view stands in the clause that says it.
    (Sort::Record(Kind::Determination), "", &["view", "resolution"]),
    // A duty is discharged, or no longer owed.
    (Sort::Record(Kind::Duty), "", &["discharged", "no_longer_owed"]),
    // A change is decided or abandoned.
    (Sort::Record(Kind::Change), "", &["decided", "abandoned"]),
];

/// Lists whose items are no one happening but hold many: an item added on both sides is merged field by field.
const HOLDERS: &[&str] = &["authorities"];

/// Lists whose items say one thing, on a day: what says which happening an item is.
const ITEMS: &[(&str, &[&str])] = &[
    ("key_dates", &["date"]),
    ("date_changes", &["date", "was", "now"]),
    ("reports", &["to"]),
    ("requests", &["date"]),
];

/// The fields that say which happening a group is; none where it is no such group.
pub(super) fn key(place: &[Step]) -> Option<&'static [&'static str]> {
    match place {
        [.., Step::Field(list), Step::Item(_)] => find(ITEMS, list),
        [.., Step::Field(field)] => find(GROUPS, field),
        _ => None,
    }
}

fn find(table: &'static [(&str, &'static [&'static str])], name: &str) -> Option<&'static [&'static str]> {
    table
        .iter()
        .find(|(field, _)| *field == name)
        .map(|(_, key)| *key)
}

/// Whether an item that both sides added under one name is merged field by field.
pub(super) fn is_holder(place: &[Step]) -> bool {
    match place {
        [.., Step::Field(list), Step::Item(_)] => HOLDERS.contains(&list.as_str()),
        _ => true,
    }
}

/// The sets of fields in a group that belong together.
pub(super) fn neighbours(sort: Sort, place: &[Step]) -> Vec<&'static [&'static str]> {
    let group = path(place);
    let own = NEIGHBOURS
        .iter()
        .filter(|(own, at, _)| *own == sort && *at == group);
    own.map(|(_, _, fields)| *fields).collect()
}

/// Whether a place is taken as a whole, whatever it holds: a condition of law is read as one.
pub(super) fn is_whole(sort: Sort, place: &[Step]) -> bool {
    sort == Sort::Law && place.len() > 2
}
