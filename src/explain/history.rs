//! Examples of what was done to records over time, and of what should have been done instead.

use super::story::{Act, Save, Story, save};
use super::{Lesson, Shown};
use crate::audit::{Report, finding};
use crate::diagnostic::Code;

const MINUTES: &str = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
const VIEW: &str = "records/determinations/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
const NORTH: &str = "records/bodies/north-trust.yaml";
const SOUTH: &str = "records/bodies/south-trust.yaml";

/// What a code shows: what both ways begin with, what was saved against the rules, and what is saved instead.
struct Told {
    first: Vec<Save>,
    bad: Save,
    command: Option<&'static str>,
    good: Save,
}

/// The lesson of a code on what was done to records; none for other codes.
pub(super) fn lesson(code: &'static Code) -> Option<Lesson> {
    let told = of_minutes(code.name)
        .or_else(|| of_views(code.name))
        .or_else(|| of_absence(code.name))
        .or_else(|| of_former_ids(code.name))?;
    let mut bad = Story::of(told.first);
    let mut good = bad.clone();
    good.shown.clear();
    bad.save(&told.bad);
    good.known.clone_from(&bad.known);
    good.save(&told.good);
    let instead = good
        .shown
        .iter_mut()
        .find(|shown| shown.about.starts_with("Saved on"));
    if let Some(instead) = instead {
        instead.about = instead.about.replacen("Saved on", "Instead, saved on", 1);
    }
    let command = told
        .command
        .map(|command| Shown::commands("Give the command:", command));
    let (found, printed) = tell(&bad.report());
    let (left, _) = tell(&good.report());
    Some(Lesson {
        code,
        bad: bad.shown,
        printed,
        found,
        good: command.into_iter().chain(good.shown).collect(),
        left,
    })
}

/// The codes of what was found, and what is printed of it.
pub(super) fn tell(report: &Report) -> (Vec<&'static str>, String) {
    let found = report.findings.iter().map(|one| one.code.name).collect();
    let printed: Vec<String> = report.findings.iter().map(finding).collect();
    (found, printed.join("\n\n"))
}

const NORTH_TEXT: &str = "name: North Trust\nrole: nhs-trust\n";
const RECORDED: Act = Act::Put(NORTH, NORTH_TEXT);
const RENAMED: Act = Act::Put(
    SOUTH,
    "name: South Trust\nrole: nhs-trust\naliases: [north-trust]\n",
);
const WITHDRAWN: Act = Act::Put(
    NORTH,
    "withdrawn:\n  date: 2026-02-03\n  reason: It was recorded twice.\n",
);
const WITHDRAW: &str = "scrutiny withdraw bodies/north-trust --reason \"It was recorded twice.\"\n";
const DAY: &str = "2026-02-03";

const CORRECTED: &str = "\
corrections:
  - date: 2026-01-12
    field: item
    what: the item was put right
    was: Mental heath
    why: A letter was left out
";

fn first(words: &'static str, acts: impl IntoIterator<Item = Act>) -> Vec<Save> {
    vec![save("2026-01-12", words, acts)]
}

/// Of confirmed minutes.
fn of_minutes(code: &str) -> Option<Told> {
    const WAS: (&str, &str) = ("is not a substantial", "is a substantial");
    Some(match code {
        "clause-changed-uncorrected" => Told {
            first: vec![],
            bad: save(DAY, "Tidied up", [Act::Edit(MINUTES, WAS, "")]),
            command: Some(
                "scrutiny correct resolutions/kent-hosc-2025-10-09-all-age-mental-health --clause a \\\n  \
                 --words \"The Committee deems that the change is a substantial variation of service;\" \\\n  \
                 --reason \"The word not is not in the published minutes\"\n",
            ),
            good: save(
                DAY,
                "Correct the resolution",
                [Act::Edit(
                    MINUTES,
                    WAS,
                    "\
corrections:
  - date: 2026-02-03
    clause: a
    what: the words were put right
    was: The Committee deems that the change is not a substantial variation of service;
    why: The word not is not in the published minutes
",
                )],
            ),
        },
        "confirmed-changed-uncorrected" => Told {
            first: vec![],
            bad: save(
                DAY,
                "Another day",
                [Act::Edit(MINUTES, ("2025-11-27", "2025-12-04"), "")],
            ),
            command: Some(
                "scrutiny correct resolutions/kent-hosc-2025-10-09-all-age-mental-health \\\n  \
                 --set minutes.confirmed_on=2025-12-04 --reason \"They were confirmed a week later\"\n",
            ),
            good: save(
                DAY,
                "Correct the day they were confirmed",
                [Act::Edit(
                    MINUTES,
                    ("2025-11-27", "2025-12-04"),
                    "\
corrections:
  - date: 2026-02-03
    field: minutes.confirmed_on
    what: changed to 4 December 2025
    was: 2025-11-27
    why: They were confirmed a week later
",
                )],
            ),
        },
        _ => return None,
    })
}

/// A later view that says whose place it takes, as the check for views shows it.
fn new_view() -> &'static str {
    super::find("second-view").map_or("", |code| code.example.good)
}

/// Of recorded views, and of corrections.
fn of_views(code: &str) -> Option<Told> {
    Some(match code {
        "determination-changed-uncorrected" => Told {
            first: vec![],
            bad: save(
                DAY,
                "A new view",
                [Act::Edit(
                    VIEW,
                    ("view: not-substantial", "view: substantial-variation"),
                    "",
                )],
            ),
            command: None,
            good: save(
                DAY,
                "Record the new view beside the old one",
                [Act::Put(
                    "records/determinations/2026/kent-hosc-2026-01-20-all-age-mental-health.yaml",
                    new_view(),
                )],
            ),
        },
        "correction-changed" => Told {
            first: first(
                "Correct the item",
                [Act::Edit(
                    MINUTES,
                    ("item: Mental health", "item: Mental health"),
                    CORRECTED,
                )],
            ),
            bad: save(
                DAY,
                "Tidied up",
                [Act::Edit(MINUTES, ("was: Mental heath", "was: unknown"), "")],
            ),
            command: None,
            good: save(
                DAY,
                "Say more beside it",
                [Act::Edit(
                    MINUTES,
                    ("", ""),
                    "  - date: 2026-02-03\n    field: item\n    what: the reason given before was not the whole of it\n    \
                     why: The word was misread from a scan\n",
                )],
            ),
        },
        _ => return None,
    })
}

/// Of records that are gone, hidden, or back.
fn of_absence(code: &str) -> Option<Told> {
    Some(match code {
        "back-to-draft" => Told {
            first: first("Record a trust", [RECORDED]),
            bad: save(DAY, "Hide it", [Act::Edit(NORTH, ("", ""), "status: draft\n")]),
            command: Some(WITHDRAW),
            good: save(DAY, "Withdraw it", [WITHDRAWN]),
        },
        "record-gone" => Told {
            first: first("Record a trust", [RECORDED]),
            bad: save(DAY, "Delete it", [Act::Remove(NORTH)]),
            command: Some(WITHDRAW),
            good: save(DAY, "Withdraw it", [WITHDRAWN]),
        },
        "tombstone-gone" => Told {
            first: first("Withdraw a trust", [WITHDRAWN]),
            bad: save(DAY, "Tidied up", [Act::Remove(NORTH)]),
            command: None,
            good: save(
                DAY,
                "The tombstone stays, and says where to look instead",
                [Act::Edit(NORTH, ("", ""), "  see: bodies/kmpt\n")],
            ),
        },
        "tombstone-filled" => Told {
            first: first("Withdraw a trust", [WITHDRAWN]),
            bad: save(DAY, "Bring it back", [RECORDED]),
            command: None,
            good: save(DAY, "Record it under another id", [Act::Put(SOUTH, NORTH_TEXT)]),
        },
        _ => return None,
    })
}

/// Of the ids that records had before.
fn of_former_ids(code: &str) -> Option<Told> {
    let renamed = || {
        let mut saves = first("Record a trust", [RECORDED]);
        saves.push(save("2026-01-20", "Rename it", [Act::Remove(NORTH), RENAMED]));
        saves
    };
    Some(match code {
        "alias-dropped" => Told {
            first: renamed(),
            bad: save(
                DAY,
                "Tidied up",
                [Act::Edit(SOUTH, ("aliases: [north-trust]\n", ""), "")],
            ),
            command: None,
            good: save(
                DAY,
                "Give it a website, and leave the former id where it is",
                [Act::Edit(SOUTH, ("", ""), "website: https://south.example/\n")],
            ),
        },
        "alias-reused" => Told {
            first: renamed(),
            bad: save(
                DAY,
                "Another trust takes the name",
                [
                    Act::Edit(SOUTH, ("aliases: [north-trust]\n", ""), ""),
                    Act::Put(NORTH, "name: New North Trust\nrole: nhs-trust\n"),
                ],
            ),
            command: None,
            good: save(
                DAY,
                "Another trust gets a name of its own",
                [Act::Put(
                    "records/bodies/new-north-trust.yaml",
                    "name: New North Trust\nrole: nhs-trust\n",
                )],
            ),
        },
        _ => return None,
    })
}
