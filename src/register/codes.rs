//! What can be wrong with files and with the links between records.

use crate::diagnostic::{Code, Diagnostic, Example, Severity};
use crate::record::body::Role;
use crate::record::tombstone::{See, Tombstone};
use crate::record::{Entry, Kind, Link, RecordId};
use crate::shape::codes::clip;
use crate::source::{Location, SourceId, Span};

/// Every code of this file, for `explain`.
pub const CODES: &[&Code] = &[
    &BAD_ID,
    &DANGLING_REFERENCE,
    &DUPLICATE_ID,
    &MISPLACED_FILE,
    &NAMES_WITHDRAWN,
    &NO_HEADING,
    &NO_REGISTER,
    &WITHDRAWN_WITH_CONTENT,
    &WRONG_KIND_REFERENCE,
    &WRONG_ROLE,
];

const BODY: &str = "name: North Trust\nrole: nhs-trust\n";

/// Not an id.
pub const BAD_ID: Code = Code {
    name: "bad-id",
    severity: Severity::Error,
    summary: "The name of a record's file, or a reference to one, is not an id.",
    explain: "An id is made of small letters and digits joined by single hyphens, at most 100 of them. It becomes a \
              file name on every system and an address on the site for good, so capital letters, spaces, and names \
              that Windows or the site keep for themselves (con, nul, index, page-2) are refused.",
    example: Example {
        path: "records/bodies/nul.yaml",
        bad: BODY,
        good: "",
    },
};

/// Two files claim one id.
pub const DUPLICATE_ID: Code = Code {
    name: "duplicate-id",
    severity: Severity::Error,
    summary: "Two files of one kind have the same name in different folders.",
    explain: "Folders below a kind are only for order: the id of a record is the name of its file, wherever it is \
              filed, and stands for one record. Rename or delete one of the two.",
    example: Example {
        path: "records/bodies/old/kmpt.yaml",
        bad: BODY,
        good: "",
    },
};

/// A file that is no record.
pub const MISPLACED_FILE: Code = Code {
    name: "misplaced-file",
    severity: Severity::Warning,
    summary: "A file in the records folder is not read, because of its name or its place.",
    explain: "Records are the `.yaml` files below bodies, changes, resolutions, determinations and duties; the \
              register's own pages are the `.md` files in pages. Anything else here is not part of the register, which \
              is easily overlooked: a record saved as `.yml` would simply not appear.",
    example: Example {
        path: "records/bodies/north-trust.yml",
        bad: BODY,
        good: "",
    },
};

/// A page without a heading.
pub const NO_HEADING: Code = Code {
    name: "no-heading",
    severity: Severity::Error,
    summary: "A page of the register's own does not begin with a heading.",
    explain: "The first line of a page, after # and a space, is its title on the site.",
    example: Example {
        path: "records/pages/help.md",
        bad: "Ask the clerk.\n",
        good: "# Help\n\nAsk the clerk.\n",
    },
};

/// There is no register.yaml.
pub const NO_REGISTER: Code = Code {
    name: "no-register",
    severity: Severity::Error,
    summary: "The file records/register.yaml is missing.",
    explain: "It says what the register is called and who publishes it. `scrutiny init` writes one.",
    example: Example {
        path: "records/register.yaml",
        bad: "",
        good: "name: Register\npublisher: A council\n",
    },
};

/// A reference that leads nowhere.
pub const DANGLING_REFERENCE: Code = Code {
    name: "dangling-reference",
    severity: Severity::Error,
    summary: "A record names another that is not in the register.",
    explain: "References are ids: the names of files without `.yaml`. Either the id is misspelt, or the record it \
              means has still to be added. Until then this record, and those that lean on it, are left out.",
    example: Example {
        path: "records/bodies/north-hosc.yaml",
        bad: "name: North HOSC\nrole: scrutiny-committee\npart_of: north-council\n",
        good: "name: North HOSC\nrole: scrutiny-committee\npart_of: kent-county-council\n",
    },
};

/// A reference to a record that was withdrawn.
pub const NAMES_WITHDRAWN: Code = Code {
    name: "names-withdrawn",
    severity: Severity::Error,
    summary: "A record names another that was withdrawn.",
    explain: "A withdrawn record keeps its file and its address, but says nothing any more, so nothing can rest on it. \
              Name the record that took its place, or take the reference out. The tombstone says why it was withdrawn \
              and may say where to look instead.",
    example: Example {
        path: "records/bodies/north-hosc.yaml",
        bad: "name: North HOSC\nrole: scrutiny-committee\npart_of: withdrawn-council\n",
        good: "name: North HOSC\nrole: scrutiny-committee\npart_of: kent-county-council\n",
    },
};

/// A tombstone with something beside it.
pub const WITHDRAWN_WITH_CONTENT: Code = Code {
    name: "withdrawn-with-content",
    severity: Severity::Error,
    summary: "The file of a withdrawn record still holds what the record said.",
    explain: "A record is withdrawn by putting `withdrawn:`, with the date and the reason, in the place of all that its \
              file held. What it said before stays in the history of the register, and can be read there by those who \
              keep it.",
    example: Example {
        path: "records/bodies/north-trust.yaml",
        bad: "name: North Trust\nrole: nhs-trust\nwithdrawn:\n  date: 2026-11-20\n  reason: It was recorded twice.\n",
        good: "withdrawn:\n  date: 2026-11-20\n  reason: It was recorded twice.\n",
    },
};

/// A reference to a record of another kind.
pub const WRONG_KIND_REFERENCE: Code = Code {
    name: "wrong-kind-reference",
    severity: Severity::Error,
    summary: "A record names another of the wrong kind.",
    explain: "A field that names a change cannot name a body. The message says which kind the id has and which is \
              expected.",
    example: Example {
        path: "records/bodies/north-hosc.yaml",
        bad: "name: North HOSC\nrole: scrutiny-committee\npart_of: all-age-mental-health-2025\n",
        good: "name: North HOSC\nrole: scrutiny-committee\npart_of: kent-county-council\n",
    },
};

/// A body with another role than the field asks for.
pub const WRONG_ROLE: Code = Code {
    name: "wrong-role",
    severity: Severity::Error,
    summary: "A record names a body whose role does not fit.",
    explain: "The law speaks of councils, of their committees and of NHS bodies, and they are not the same: a council \
              is consulted, its committee resolves. Name the body that the field asks for.",
    example: Example {
        path: "records/changes/2026/ward-move-2026.yaml",
        bad: "title: A ward moves\nsummary: A ward moves.\nkind: move\nauthorities:\n  - authority: kent-hosc\n",
        good: "title: A ward moves\nsummary: A ward moves.\nkind: move\nauthorities:\n  - authority: kent-county-council\n",
    },
};

pub(super) fn bad_file_name(at: Location, stem: &str, reason: &str, mended: &str) -> Diagnostic {
    let problem = Diagnostic::new(
        &BAD_ID,
        at,
        format!("`{}` cannot be the id of a record: {reason}", clip(stem)),
    );
    match RecordId::new(mended) {
        Ok(id) => problem.cure(format!("rename the file to {id}.yaml")),
        Err(_) => problem.cure("rename the file to a few words that say what it is, joined by hyphens"),
    }
}

pub(super) fn duplicate_id(at: Location, id: &RecordId, kind: Kind, first: SourceId) -> Diagnostic {
    let first = Location {
        source: first,
        span: Span::default(),
    };
    Diagnostic::new(
        &DUPLICATE_ID,
        at,
        format!("there are two files for the {kind} `{id}`"),
    )
    .label("this one is not read")
    .related(first, "the other is here")
    .cure("rename one of them, or delete it")
}

pub(super) fn misplaced(source: SourceId, path: &str) -> Diagnostic {
    let at = Location {
        source,
        span: Span::default(),
    };
    if is_left_behind(path) {
        return Diagnostic::new(
            &MISPLACED_FILE,
            at,
            "this is a copy that a program left here, and no part of the register",
        )
        .cure("delete it, if nothing in it is still needed; most editors can be told to keep their copies elsewhere");
    }
    let cure = if path.ends_with(".yml") || path.ends_with(".YAML") || path.ends_with(".yaml.txt") {
        "rename it so that it ends in .yaml"
    } else {
        "move it to the folder of its kind (bodies, changes, resolutions, determinations, duties, pages), or elsewhere"
    };
    Diagnostic::new(
        &MISPLACED_FILE,
        at,
        "this file is not read as part of the register",
    )
    .cure(cure)
}

/// Whether a file is named as editors and merges name the copies that they make.
fn is_left_behind(path: &str) -> bool {
    const ENDINGS: [&str; 7] = ["~", ".bak", ".orig", ".rej", ".swp", ".swo", ".tmp"];
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".#") || name.starts_with('#') || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

pub(super) fn no_heading(at: Location) -> Diagnostic {
    Diagnostic::new(&NO_HEADING, at, "this page does not begin with a heading")
        .cure("begin the file with a line `# Title`")
}

pub(super) fn no_register() -> Diagnostic {
    Diagnostic::new(
        &NO_REGISTER,
        Location::default(),
        "records/register.yaml is missing",
    )
    .label("this is the first of the files that are there")
    .cure("write one with `name:` and `publisher:`, or run `scrutiny init`")
}

pub(super) fn dangling(at: Location, link: &Link<'_>, meant: Option<&RecordId>) -> Diagnostic {
    let message = format!("there is no {} `{}` in the register", link.kind, link.id);
    let problem = Diagnostic::new(&DANGLING_REFERENCE, at, message);
    match meant {
        Some(meant) => problem.cure(format!("did you mean `{meant}`?")),
        None => problem.cure(format!(
            "add it with `scrutiny add {}`, or name {} that is there: `scrutiny list` shows them",
            link.kind, link.expected
        )),
    }
}

pub(super) fn renamed(at: Location, link: &Link<'_>, now: &RecordId) -> Diagnostic {
    let message = format!("the {} `{}` is now called `{now}`", link.kind, link.id);
    Diagnostic::new(&DANGLING_REFERENCE, at, message).cure(format!("write `{now}`"))
}

pub(crate) fn names_withdrawn(
    at: Location,
    kind: Kind,
    id: &RecordId,
    tombstone: &Entry<Tombstone>,
) -> Diagnostic {
    let message = format!("the {kind} `{id}` was withdrawn");
    let withdrawn = &tombstone.body.withdrawn;
    let problem = Diagnostic::new(&NAMES_WITHDRAWN, at, message)
        .related(tombstone.at(withdrawn.reason.span), "this is why");
    match withdrawn.see.as_ref().map(|see| &see.value) {
        Some(See::Record(kind, id)) => problem.cure(format!(
            "name `{id}` ({kind}), which its tombstone points to, or take the reference out"
        )),
        _ => problem.cure("name the record that took its place, or take the reference out"),
    }
}

pub(super) fn withdrawn_with_content(at: Location, kind: Kind, field: &str) -> Diagnostic {
    let message = format!(
        "this {kind} is withdrawn, and its file still holds `{}`",
        clip(field)
    );
    Diagnostic::new(&WITHDRAWN_WITH_CONTENT, at, message).cure(
        "leave only `withdrawn:` with its date and reason in the file; Git keeps what stood there before",
    )
}

pub(super) fn wrong_kind(at: Location, link: &Link<'_>, other: Kind) -> Diagnostic {
    let message = format!("`{}` is a {other}; {} is expected here", link.id, link.expected);
    Diagnostic::new(&WRONG_KIND_REFERENCE, at, message).cure(format!("name a {} instead", link.kind))
}

pub(super) fn wrong_role(
    at: Location,
    link: &Link<'_>,
    role: Role,
    instead: Option<&RecordId>,
) -> Diagnostic {
    let message = format!(
        "`{}` has the role {}; {} is expected here",
        link.id,
        role.word(),
        link.expected
    );
    let problem = Diagnostic::new(&WRONG_ROLE, at, message);
    match instead {
        Some(instead) => problem.cure(format!("did you mean `{instead}`, which it is part of?")),
        None => problem.cure("name a body with that role, or correct the role in its record"),
    }
}
