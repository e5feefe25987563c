//! Records that lead back to themselves: a body part of itself, a change that replaces what replaced it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Places, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::markdown;
use crate::record::{Entry, Kind, Record, RecordId, Ref, Target};
use crate::register::{self, Table};
use crate::shape::Leaf;
use crate::source::{Location, Span};
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
    Rule {
        code: &ALIAS_IN_USE,
        check: alias_in_use,
    },
    Rule {
        code: &ALIAS_TAKEN,
        check: alias_taken,
    },
];

/// A former id is the id of a record.
const ALIAS_IN_USE: Code = Code {
    name: "alias-in-use",
    severity: Severity::Error,
    summary: "An id that a record is said to have had before is the id of a record of that kind.",
    explain: "The address of a former id leads to what the record is called now, so it cannot be the page of another \
              record, nor of one that was withdrawn, nor of the record itself.",
    example: Example {
        path: "records/bodies/north-trust.yaml",
        bad: "name: North Trust\nrole: nhs-trust\naliases: [kmpt]\n",
        good: "name: North Trust\nrole: nhs-trust\naliases: [north-hospitals]\n",
    },
};

/// Two records claim one former id.
const ALIAS_TAKEN: Code = Code {
    name: "alias-taken",
    severity: Severity::Error,
    summary: "Two records of one kind are said to have had the same id before.",
    explain: "An address can lead to one place only. Leave the former id with the record whose page stood there.",
    example: Example {
        path: "records/bodies/north-trust.yaml",
        bad: "name: North Trust\nrole: nhs-trust\naliases: [north-hospitals, north-hospitals]\n",
        good: "name: North Trust\nrole: nhs-trust\naliases: [north-hospitals]\n",
    },
};

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
    let register = case.register;
    // Where nothing is a draft, no text needs to be searched for links to one.
    if register.entries().all(|entry| entry.status == Status::Recorded) {
        return;
    }
    let mut look =
        |kind: Kind, id: &RecordId, at: Location| {
            let named = register.entry(kind, id);
            if let Some(named) = named.filter(|named| named.status == Status::Draft) {
                let message = format!("the {} `{}` is still a draft", named.kind, named.id);
                problems.push(Diagnostic::new(&NAMES_A_DRAFT, at, message).cure(
                    "finish the draft (take its line `status: draft` out), or make this a draft as well",
                ));
            }
        };
    for entry in register
        .entries()
        .filter(|entry| entry.status == Status::Recorded)
    {
        let source = case.sources.get(entry.source);
        entry.leaves.leaves(&mut |leaf| match leaf {
            Leaf::Link(link) => look(link.kind, link.id, entry.at(link.span)),
            // The words of a link are published as they are written, with the id in them.
            Leaf::Markdown(text, span) => {
                let mut places = Places::new(entry.source, source, span);
                for (_, to) in markdown::links(text) {
                    if let Some((kind, id)) = register::meant(&to) {
                        look(kind, &id, places.of(&to));
                    }
                }
            }
            Leaf::Text(..) => {}
        });
    }
    for (_, tombstone) in register.withdrawn() {
        if let Some(link) = tombstone.body.link() {
            look(link.kind, link.id, tombstone.at(link.span));
        }
    }
}

fn alias_in_use(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.entries() {
        for alias in entry.aliases {
            let Some(file) = case.register.file(entry.kind, &alias.value) else {
                continue;
            };
            let other = Location {
                source: file,
                span: Span::default(),
            };
            let problem = match *entry.id == alias.value {
                true => Diagnostic::new(&ALIAS_IN_USE, entry.at(alias.span), "this is the id it has now")
                    .cure("take it out of `aliases`"),
                false => {
                    let message = format!("`{}` is the id of a {}", alias.value, entry.kind);
                    let mut problem = Diagnostic::new(&ALIAS_IN_USE, entry.at(alias.span), message)
                        .related(other, "its file is here");
                    problem = match case.register.withdrawal(entry.kind, &alias.value) {
                        Some(_) => problem.cure(format!(
                            "take it out of `aliases`; to lead readers on, write `see: {}/{}` in the tombstone",
                            entry.kind.folder(),
                            entry.id
                        )),
                        None => problem.cure("take it out of `aliases`, or give the other record another id"),
                    };
                    problem
                }
            };
            problems.push(problem);
        }
    }
}

fn alias_taken(case: &Case<'_>, problems: &mut Diagnostics) {
    let mut claims: BTreeMap<(Kind, &RecordId), Location> = BTreeMap::new();
    for entry in case.register.entries() {
        for alias in entry.aliases {
            let at = entry.at(alias.span);
            if let Some(first) = claims.get(&(entry.kind, &alias.value)) {
                let message = format!("`{}` is already the former id of a {}", alias.value, entry.kind);
                problems.push(
                    Diagnostic::new(&ALIAS_TAKEN, at, message)
                        .related(*first, "here")
                        .cure("leave it with the record whose page stood at that address"),
                );
            } else {
                claims.insert((entry.kind, &alias.value), at);
            }
        }
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
