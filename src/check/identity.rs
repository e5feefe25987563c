//! Records that lead back to themselves: a body part of itself, a change that replaces what replaced it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::record::{Entry, Record, RecordId, Ref, Target};
use crate::register::Table;
use crate::shape::Leaf;
use crate::value::Status;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &LINEAGE_LOOP,
        check: lineage_loop,
    },
    Rule {
        code: &NAMES_A_DRAFT,
        check: names_a_draft,
    },
];

/// A finished record leans on a draft.
const NAMES_A_DRAFT: Code = Code {
    name: "names-a-draft",
    severity: Severity::Error,
    summary: "A finished record names one that is still a draft.",
    explain: "Drafts are kept out of the site, and so is all that leans on one. A finished view would silently be \
              missing there, and the site would say that none is on record. Finish the draft, or make this record a \
              draft as well.",
    example: Example {
        path: "records/bodies/north-hosc.yaml",
        bad: "name: North HOSC\nrole: scrutiny-committee\npart_of: draft-council\n",
        good: "name: North HOSC\nrole: scrutiny-committee\npart_of: draft-council\nstatus: draft\n",
    },
};

/// Following a line of descent leads back to where it began.
const LINEAGE_LOOP: Code = Code {
    name: "lineage-loop",
    severity: Severity::Error,
    summary: "A record descends from itself.",
    explain: "A body cannot be part of itself or succeed itself, a change cannot replace itself, and a view cannot \
              supersede itself, directly or by way of others. One of the links in the round is wrong.",
    example: Example {
        path: "records/bodies/north-trust.yaml",
        bad: "name: North Trust\nrole: nhs-trust\nsucceeded_by: [north-trust]\n",
        good: "name: North Trust\nrole: nhs-trust\nsucceeded_by: [kmpt]\n",
    },
};

fn names_a_draft(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case
        .register
        .entries()
        .filter(|entry| entry.status == Status::Recorded)
    {
        entry.leaves.leaves(&mut |leaf| {
            let Leaf::Link(link) = leaf else { return };
            let named = case.register.entry(link.kind, link.id);
            if let Some(named) = named.filter(|named| named.status == Status::Draft) {
                let message = format!("the {} `{}` is still a draft", named.kind, named.id);
                problems.push(
                    Diagnostic::new(&NAMES_A_DRAFT, entry.at(link.span), message).cure(
                        "finish the draft (take its line `status: draft` out), or make this a draft as well",
                    ),
                );
            }
        });
    }
}

fn lineage_loop(case: &Case<'_>, problems: &mut Diagnostics) {
    let register = case.register;
    loops(
        &register.bodies,
        "is part of",
        |body| body.part_of.as_slice(),
        problems,
    );
    loops(
        &register.bodies,
        "is succeeded by",
        |body| &body.succeeded_by,
        problems,
    );
    loops(&register.changes, "replaces", |change| &change.replaces, problems);
    loops(
        &register.determinations,
        "supersedes",
        |view| view.supersedes.as_slice(),
        problems,
    );
}

/// Reports each round once, at the link that closes it.
fn loops<T: Record, R: Target>(
    table: &Table<T>,
    verb: &str,
    links: impl Fn(&T) -> &[Ref<R>],
    problems: &mut Diagnostics,
) {
    let mut done: BTreeSet<&RecordId> = BTreeSet::new();
    for start in table.iter() {
        // A walk with a stack of its own: a long line of descent costs no call stack.
        let mut open: BTreeMap<&RecordId, ()> = BTreeMap::new();
        let mut stack: Vec<(&Entry<T>, usize)> = Vec::new();
        if !done.contains(&start.id) {
            open.insert(&start.id, ());
            stack.push((start, 0));
        }
        while let Some((entry, next)) = stack.pop() {
            let Some(link) = links(&entry.body).get(next) else {
                open.remove(&entry.id);
                done.insert(&entry.id);
                continue;
            };
            stack.push((entry, next + 1));
            if open.contains_key(&link.id) {
                let message = format!("`{}` {verb} `{}`, which leads back to it", entry.id, link.id);
                problems.push(
                    Diagnostic::new(&LINEAGE_LOOP, entry.at(link.span), message)
                        .cure("one of the links in the round is wrong: take it out"),
                );
            } else if !done.contains(&link.id)
                && let Some(target) = table.get(&link.id)
            {
                open.insert(&target.id, ());
                stack.push((target, 0));
            }
        }
    }
}
