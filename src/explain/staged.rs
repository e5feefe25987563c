//! Examples of faults that are not in the text of one file: in its name, its bytes, or in what stands beside it.

use super::sound::text_of;
use super::{Shown, register};
use crate::diagnostic::Code;
use crate::source::{Refusal, Source, Sources};

/// A register with an example in it, and what is shown of it.
pub(super) struct Stage {
    pub(super) sources: Sources,
    pub(super) shown: Vec<Shown>,
}

const NORTH: &str = "records/bodies/north-trust.yaml";
const BODY: &str = "name: North Trust\nrole: nhs-trust\n";

/// The example of a code that must be staged, with the problem and without it.
pub(super) fn stages(code: &Code) -> Option<(Stage, Stage)> {
    Some(match code.name {
        "bad-id" => moved(code, NORTH),
        "duplicate-id" => moved(code, NORTH),
        "misplaced-file" => moved(code, NORTH),
        "noted-as-determination" => (files(&[("In", code.example.path, code.example.bad)]), decided()),
        "no-register" => (no_register(), whole(code)),
        "not-utf8" => (
            not_utf8(),
            files(&[(
                "Mended, saved as UTF-8:",
                NORTH,
                "name: North Caf\u{e9}\nrole: nhs-trust\n",
            )]),
        ),
        "duties-not-recorded" => (
            files(&[("In", code.example.path, code.example.bad)]),
            files(&[
                (
                    "The change stays as it is, in",
                    code.example.path,
                    code.example.bad,
                ),
                (
                    "Beside it, as `scrutiny duty adopt` writes it,",
                    INVOLVE,
                    INVOLVED,
                ),
            ]),
        ),
        "file-too-large" => (too_large(), linked()),
        "not-a-file" => (not_a_file(), whole(code)),
        _ => return None,
    })
}

const INVOLVE: &str = "records/duties/2026/ward-2026-involve.yaml";
const INVOLVED: &str = "\
title: Involve people in the move of the ward
change: ward-2026
basis: {provision: nhsa-242-involve}
owed_by: kmpt
owed_to: [users, representatives]
";

/// The committee did not decide by noting; where another clause decides, the view rests on that one.
fn decided() -> Stage {
    let award = text_of(AWARD).to_owned() + DECIDING;
    files(&[
        (
            "The view is taken out. Only where another clause of the item decides the question is there one to record, in",
            "records/determinations/2026/medway-view.yaml",
            "\
change: medway-therapeutic-alliance-2025
by: medway-cyp-overview-and-scrutiny
authority: medway-council
view: not-substantial
date: 2025-09
resolution: {id: medway-cyp-therapeutic-alliance-award, clause: b}
",
        ),
        ("That clause, in", AWARD, &award),
    ])
}

const AWARD: &str = "records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml";

/// A clause more of it.
const DECIDING: &str = "  - label: b
    words: The Committee does not consider the award to be a substantial variation.
    reads_as: determination
";

/// Some files laid into the sound register.
fn files(files: &[(&str, &str, &str)]) -> Stage {
    let sources = files.iter().map(|(_, path, text)| text_file(path, text));
    let shown = files
        .iter()
        .map(|(about, path, text)| Shown::file(format!("{about} {path}:"), path, *text));
    Stage {
        shown: shown.collect(),
        sources: register().with(sources.collect()),
    }
}

/// A file in the wrong place, and in the right one.
fn moved(code: &Code, to: &str) -> (Stage, Stage) {
    let (from, text) = (code.example.path, code.example.bad);
    let bad = files(&[("In", from, text)]);
    let good = files(&[("Mended: the same file, named", to, text)]);
    (bad, good)
}

/// The good example of a code, as it stands beside it.
fn whole(code: &Code) -> Stage {
    files(&[("Mended,", code.example.path, code.example.good)])
}

fn text_file(path: &str, text: &str) -> Source {
    Source::from_bytes(path, text.as_bytes().to_vec())
}

fn no_register() -> Stage {
    let files = super::SOUND.iter();
    let files = files.filter(|(path, _)| *path != "records/register.yaml");
    Stage {
        sources: Sources::new(files.map(|(path, text)| text_file(path, text)).collect()),
        shown: vec![Shown::said(
            "The folder records/ holds bodies/, changes/ and the rest, and no register.yaml.",
        )],
    }
}

fn not_utf8() -> Stage {
    let bytes = b"name: North Caf\xe9\nrole: nhs-trust\n".to_vec();
    let about = format!(
        "In {NORTH}, saved by an old editor that writes the e with its accent as one byte of its own:"
    );
    Stage {
        sources: register().with(vec![Source::from_bytes(NORTH, bytes)]),
        shown: vec![Shown::file(
            about,
            NORTH,
            "name: North Caf\u{fffd}\nrole: nhs-trust\n",
        )],
    }
}

fn too_large() -> Stage {
    let limit = usize::try_from(Source::LIMIT).unwrap_or(usize::MAX);
    let head = format!("{BODY}description: |\n  ");
    let words = "The whole report of the trust, pasted in. ";
    let text = format!("{head}{}", words.repeat(limit / words.len() + 1));
    let about = format!("In {NORTH}, {} bytes in all:", text.len());
    Stage {
        sources: register().with(vec![text_file(NORTH, &text)]),
        shown: vec![Shown::file(about, NORTH, format!("{head}{words}...\n"))],
    }
}

fn linked() -> Stage {
    files(&[(
        "Mended: the record leads to where the document is published, in",
        NORTH,
        "name: North Trust\nrole: nhs-trust\nwebsite: https://north.example/report\n",
    )])
}

fn not_a_file() -> Stage {
    Stage {
        sources: register().with(vec![Source::refused(NORTH, Refusal::Link)]),
        shown: vec![Shown::said(format!(
            "{NORTH} is a link to a file somewhere else on the machine."
        ))],
    }
}
