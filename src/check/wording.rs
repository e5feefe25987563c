//! Public text: plain summaries, no personal data, no links that lead nowhere.

mod personal;

use super::{Case, Places, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::markdown;
use crate::record::tombstone::Tombstone;
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::register::codes::names_withdrawn;
use crate::shape::{Leaf, Shape, codes::clip, nearest};
use crate::source::Span;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &MISSING_SUMMARY,
        check: missing_summary,
    },
    Rule {
        code: &PERSONAL_EMAIL,
        check: personal_email,
    },
    Rule {
        code: &PERSONAL_TELEPHONE,
        check: personal_telephone,
    },
    Rule {
        code: &NHS_NUMBER,
        check: nhs_number,
    },
    Rule {
        code: &BROKEN_LINK,
        check: broken_link,
    },
];

/// Most broken links reported in one text: who has so many will look at the first few and mend all.
const LINKS_REPORTED: usize = 100;

const PATH: &str = "records/changes/2026/ward-move-2026.yaml";
const GOOD: &str = "title: A ward moves\nsummary: A ward moves to another building.\nkind: move\n";

/// No plain summary.
const MISSING_SUMMARY: Code = Code {
    name: "missing-summary",
    severity: Severity::Error,
    summary: "A change has no plain summary.",
    explain: "Every page begins with a sentence that anybody can read. Say in one or two what changes, for whom.",
    example: Example {
        path: PATH,
        bad: "title: A ward moves\nkind: move\n",
        good: GOOD,
    },
};

/// An e-mail address.
const PERSONAL_EMAIL: Code = Code {
    name: "personal-email",
    severity: Severity::Error,
    summary: "Public text holds an e-mail address.",
    explain: "The register is public for good, in Git even after a page is taken down, so addresses of persons are \
              kept out of it. Link to a contact page instead. In exact words, write [e-mail address removed].",
    example: Example {
        path: PATH,
        bad: "title: A ward moves\nsummary: Write to jo.bloggs@north.example about the ward.\nkind: move\n",
        good: GOOD,
    },
};

/// A telephone number.
const PERSONAL_TELEPHONE: Code = Code {
    name: "personal-telephone",
    severity: Severity::Error,
    summary: "Public text holds a telephone number.",
    explain: "Numbers of persons are kept out of the register, and numbers of offices go out of date in it. Link to a \
              contact page instead. In exact words, write [telephone number removed].",
    example: Example {
        path: PATH,
        bad: "title: A ward moves\nsummary: Ring 01632 960 001 about the ward.\nkind: move\n",
        good: GOOD,
    },
};

/// An NHS number.
const NHS_NUMBER: Code = Code {
    name: "nhs-number",
    severity: Severity::Error,
    summary: "Public text holds what looks like a patient's NHS number.",
    explain: "Ten digits whose last one checks the others are very likely somebody's NHS number. A patient's number \
              must never be in a public register: delete it, and if it was already committed or published, tell your \
              data protection officer, because Git keeps it.",
    example: Example {
        path: PATH,
        bad: "title: A ward moves\nsummary: Patient 943 476 5919 asked about the ward.\nkind: move\n",
        good: GOOD,
    },
};

/// A link that leads nowhere.
const BROKEN_LINK: Code = Code {
    name: "broken-link",
    severity: Severity::Error,
    summary: "A link in Markdown text leads nowhere in the register.",
    explain: "A link without http is a link to a record, written as its folder and id: [the change](changes/ID). Links \
              elsewhere are whole addresses that begin with https://.",
    example: Example {
        path: PATH,
        bad: "title: A ward moves\nsummary: A ward moves.\nkind: move\ndetails: See [the plan](changes/no-such-plan).\n",
        good: "title: A ward moves\nsummary: A ward moves.\nkind: move\ndetails: See [Kent HOSC](bodies/kent-hosc).\n",
    },
};

fn missing_summary(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case
        .register
        .changes
        .iter()
        .filter(|entry| entry.body.summary.is_none())
    {
        problems.push(
            Diagnostic::new(
                &MISSING_SUMMARY,
                entry.at(entry.body.title.span),
                "this change has no plain summary",
            )
            .cure("add a line `summary: ...` with one or two sentences that anybody can read"),
        );
    }
}

/// Shows each public text of each record, of what the register says of itself, and of its own pages.
fn each_text(case: &Case<'_>, look: &mut dyn FnMut(&str, &mut Places<'_>)) {
    for entry in case.register.entries() {
        let source = case.sources.get(entry.source);
        entry.leaves.leaves(&mut |leaf| {
            if let Leaf::Text(text, span) | Leaf::Markdown(text, span) = leaf {
                look(text, &mut Places::new(entry.source, source, span));
            }
        });
    }
    for (_, entry) in case.register.withdrawn() {
        let (text, source) = (&entry.body.withdrawn.reason, case.sources.get(entry.source));
        look(text, &mut Places::new(entry.source, source, text.span));
    }
    let own = case
        .register
        .settings
        .as_ref()
        .zip(case.sources.locate("records/register.yaml"));
    if let Some((settings, (id, source))) = own {
        settings.visit(&mut |leaf| {
            if let Leaf::Text(text, span) = leaf {
                look(text, &mut Places::new(id, source, span));
            }
        });
    }
    each_page(case, look);
}

/// Shows each page of the register's own.
fn each_page(case: &Case<'_>, look: &mut dyn FnMut(&str, &mut Places<'_>)) {
    for page in case.register.pages.values() {
        let span = Span::new(page.offset, page.offset + page.text.len());
        let source = case.sources.get(page.source);
        look(&page.text, &mut Places::new(page.source, source, span));
    }
}

fn personal_email(case: &Case<'_>, problems: &mut Diagnostics) {
    each_text(case, &mut |text, places| {
        for found in personal::emails(text) {
            let message = format!("`{}` is an e-mail address", clip(found));
            problems.push(
                Diagnostic::new(&PERSONAL_EMAIL, places.of(found), message)
                    .cure("link to a contact page instead; in exact words, write [e-mail address removed]"),
            );
        }
    });
}

fn personal_telephone(case: &Case<'_>, problems: &mut Diagnostics) {
    each_text(case, &mut |text, places| {
        for found in personal::telephones(text) {
            let message = format!("`{}` looks like a telephone number", clip(found));
            problems.push(
                Diagnostic::new(&PERSONAL_TELEPHONE, places.of(found), message)
                    .cure("link to a contact page instead; in exact words, write [telephone number removed]"),
            );
        }
    });
}

fn nhs_number(case: &Case<'_>, problems: &mut Diagnostics) {
    each_text(case, &mut |text, places| {
        for found in personal::nhs_numbers(text) {
            problems.push(
                Diagnostic::new(
                    &NHS_NUMBER,
                    places.of(found),
                    "this looks like a patient's NHS number",
                )
                .cure("delete it; if it was ever committed or published, tell your data protection officer"),
            );
        }
    });
}

fn broken_link(case: &Case<'_>, problems: &mut Diagnostics) {
    let mut look = |text: &str, places: &mut Places<'_>| {
        let faults = markdown::links(text)
            .into_iter()
            .filter_map(|(_, link)| link_fault(case.register, &link).map(|fault| (link, fault)));
        for (link, fault) in faults.take(LINKS_REPORTED) {
            let at = places.of(&link);
            problems.push(match fault {
                LinkFault::Nowhere(cure) => {
                    let message = format!("the link `{}` leads nowhere in the register", clip(&link));
                    Diagnostic::new(&BROKEN_LINK, at, message).cure(cure)
                }
                LinkFault::Withdrawn(kind, id, tombstone) => names_withdrawn(at, kind, &id, tombstone),
            });
        }
    };
    for entry in case.register.entries() {
        let source = case.sources.get(entry.source);
        entry.leaves.leaves(&mut |leaf| {
            if let Leaf::Markdown(text, span) = leaf {
                look(text, &mut Places::new(entry.source, source, span));
            }
        });
    }
    each_page(case, &mut look);
}

/// What is wrong with a link's destination.
enum LinkFault<'r> {
    /// There is nothing there; what to do.
    Nowhere(String),
    /// What was there has been withdrawn.
    Withdrawn(Kind, RecordId, &'r Entry<Tombstone>),
}

/// What is wrong with a link's destination, if anything.
fn link_fault<'r>(register: &'r Register, link: &str) -> Option<LinkFault<'r>> {
    if link.starts_with('#') || link.starts_with("https://") || link.starts_with("http://") {
        return None;
    }
    // An e-mail address is reported as such wherever it stands.
    if !personal::emails(link).is_empty() {
        return None;
    }
    let how = "write a link to a record as [words](changes/ID), and one to another site as a whole https:// address";
    let Some((folder, name, _)) = markdown::address(link) else {
        return Some(LinkFault::Nowhere(how.to_owned()));
    };
    let kind = Kind::from_folder(folder);
    if let Ok(id) = RecordId::new(name) {
        let found = match kind {
            // A record that is there but not sound is reported itself; a former id leads on.
            Some(kind) => match register.withdrawal(kind, &id) {
                Some(tombstone) => return Some(LinkFault::Withdrawn(kind, id, tombstone)),
                None => register.file(kind, &id).is_some() || register.renamed(kind, &id).is_some(),
            },
            None => folder == "pages" && register.has_page(&id),
        };
        if found {
            return None;
        }
    }
    let files = register.files();
    let ids = files
        .filter(|((other, _), _)| Some(*other) == kind)
        .map(|((_, id), _)| id.as_str());
    Some(LinkFault::Nowhere(match nearest(name, ids) {
        Some(meant) => format!("did you mean `{folder}/{meant}`?"),
        None => how.to_owned(),
    }))
}
