//! What can be wrong with a file before its fields are looked at.

use crate::diagnostic::{Code, Diagnostic, Example, Severity, clip};
use crate::source::{Location, SourceId, Span, first_not, is_hidden};

/// Every code of this file, for `explain`.
pub const CODES: &[&Code] = &[
    &ALIAS,
    &CONTROL_CHARACTER,
    &DUPLICATE_KEY,
    &FILE_TOO_LARGE,
    &MERGE_MARKS,
    &NOT_A_FILE,
    &NOT_UTF8,
    &SECOND_DOCUMENT,
    &TAB_INDENT,
    &TAG,
    &TOO_COMPLEX,
    &YAML_SYNTAX,
];

const PATH: &str = "records/bodies/north-trust.yaml";
const GOOD: &str = "name: North Trust\nrole: nhs-trust\n";

/// The file is not well-formed YAML.
pub const YAML_SYNTAX: Code = Code {
    name: "yaml-syntax",
    severity: Severity::Error,
    summary: "The file is not well-formed YAML.",
    explain: "A record is a list of `field: value` lines. The place shown is where reading had to stop; the cause may \
              stand a line above it: a quotation mark that is not closed, a colon followed by a space inside a value \
              without quotes, or a line that is not indented like its neighbours.",
    example: Example {
        path: PATH,
        bad: "name: \"North Trust\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// The marks of a merge that nobody has finished.
pub const MERGE_MARKS: Code = Code {
    name: "merge-marks",
    severity: Severity::Error,
    summary: "Two versions of some lines stand in the file, between the marks of a merge.",
    explain: "Where two people changed the same lines, Git writes both into the file, between lines that begin with \
              `<<<<<<<`, `=======` and `>>>>>>>`. Somebody has to choose: keep the lines of one version and delete the \
              other with the three marks, or take the whole merge back with `git merge --abort`. `scrutiny sync` asks \
              which of two versions is right, and leaves no marks behind.",
    example: Example {
        path: PATH,
        bad: "<<<<<<< HEAD\nname: North Trust\n=======\nname: Northern Trust\n>>>>>>> theirs\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// A tab stands where YAML wants spaces.
pub const TAB_INDENT: Code = Code {
    name: "tab-indent",
    severity: Severity::Error,
    summary: "A tab is used to indent.",
    explain: "YAML is indented with spaces only. Most editors can be set to write spaces when the Tab key is pressed.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nrole: nhs-trust\ncodes:\n\tods: RXX\n",
        good: "name: North Trust\nrole: nhs-trust\ncodes:\n  ods: RXX\n",
    },
};

/// A field is written twice.
pub const DUPLICATE_KEY: Code = Code {
    name: "duplicate-key",
    severity: Severity::Error,
    summary: "A field is written twice.",
    explain: "Of two values for one field a reader cannot know which is meant. Keep one and delete the other.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nrole: nhs-trust\nname: Northern Trust\n",
        good: GOOD,
    },
};

/// An anchor, alias or merge key.
pub const ALIAS: Code = Code {
    name: "alias",
    severity: Severity::Error,
    summary: "An anchor (&), alias (*) or merge key (<<) is used.",
    explain: "In a record every value stands where it is read, so that a person sees what the record says and a small \
              file cannot unfold into a huge one. Write the value out. A text that begins with & or * needs quotes.",
    example: Example {
        path: PATH,
        bad: "name: &name North Trust\nshort_name: *name\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// A YAML tag.
pub const TAG: Code = Code {
    name: "tag",
    severity: Severity::Error,
    summary: "A YAML tag (!) is used.",
    explain: "Tags ask a program to do something with a value; records hold plain text. Remove the word that begins \
              with an exclamation mark. A text that begins with one needs quotes.",
    example: Example {
        path: PATH,
        bad: "name: !name North Trust\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// A second document in one file.
pub const SECOND_DOCUMENT: Code = Code {
    name: "second-document",
    severity: Severity::Error,
    summary: "A second document begins in the file.",
    explain: "A file holds one record. A line of three hyphens begins another document; move what follows it to a file \
              of its own.",
    example: Example {
        path: PATH,
        bad: "name: North Trust\nrole: nhs-trust\n---\nname: South Trust\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// Nested too deep, or too many fields.
pub const TOO_COMPLEX: Code = Code {
    name: "too-complex",
    severity: Severity::Error,
    summary: "The file is nested deeper, or holds more, than any record.",
    explain: "At most 32 levels, 500 fields a level and 20,000 values a file are read. A record needs six levels, \
              thirty fields and a few hundred values, so something has been pasted that is not a record.",
    example: Example {
        path: PATH,
        bad: "name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[North Trust]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// A character that does not show, or that reorders what is shown.
pub const CONTROL_CHARACTER: Code = Code {
    name: "control-character",
    severity: Severity::Error,
    summary: "The text holds a character that cannot be seen or that changes the order of others.",
    explain: "Control characters, line separators and the marks that turn the direction of writing can make a record \
              read otherwise than it shows. They usually come with pasted text. Delete the character; if nothing can \
              be seen there, delete the space around it and type it again.",
    example: Example {
        path: PATH,
        bad: "name: North\u{202e} Trust\nrole: nhs-trust\n",
        good: GOOD,
    },
};

/// Not UTF-8.
pub const NOT_UTF8: Code = Code {
    name: "not-utf8",
    severity: Severity::Error,
    summary: "The file is not UTF-8 text.",
    explain: "Records are UTF-8 text, so that names with accents and curly quotation marks read the same everywhere. \
              Open the file in an editor and save it again with the encoding UTF-8.",
    example: Example {
        path: PATH,
        bad: "",
        good: GOOD,
    },
};

/// Larger than what is read.
pub const FILE_TOO_LARGE: Code = Code {
    name: "file-too-large",
    severity: Severity::Error,
    summary: "The file is larger than 1 MiB.",
    explain: "A record holds one item of one meeting. Link to long documents instead of pasting them.",
    example: Example {
        path: PATH,
        bad: "",
        good: GOOD,
    },
};

/// A link, folder or device in place of a file.
pub const NOT_A_FILE: Code = Code {
    name: "not-a-file",
    severity: Severity::Error,
    summary: "Something named like a record is not an ordinary file that can be read.",
    explain: "Links could lead out of the register, and folders and devices hold no record. Put the file itself here, \
              or give the folder a name without `.yaml`.",
    example: Example {
        path: PATH,
        bad: "",
        good: GOOD,
    },
};

/// The first character that cannot be seen or that changes the order of others, and its byte.
pub fn forbidden_character(text: &str) -> Option<(usize, char)> {
    // Nearly all of a text is told by its bytes alone; only what is left is looked at as characters.
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n');
    let mut at = 0;
    loop {
        at += first_not(&text.as_bytes()[at..], plain)?;
        let character = text[at..].chars().next()?;
        let is_forbidden = match character {
            // A line may end as on Windows, but not with a carriage return alone: what counts lines would be misled.
            '\r' => !text[at + 1..].starts_with('\n'),
            // Some editors put it before the first character of a file.
            '\u{feff}' => at > 0,
            other => is_hidden(other),
        };
        if is_forbidden {
            return Some((at, character));
        }
        at += character.len_utf8();
    }
}

/// The same in a value, which is no place for a byte-order mark.
pub(super) fn forbidden_in_value(text: &str) -> Option<char> {
    let mark = text.chars().next().filter(|first| *first == '\u{feff}');
    mark.or_else(|| forbidden_character(text).map(|(_, character)| character))
}

pub(super) fn forbidden(source: SourceId, (at, character): (usize, char)) -> Diagnostic {
    let place = Location {
        source,
        span: Span::new(at, at + character.len_utf8()),
    };
    forbidden_escape(place, character)
}

pub(crate) fn forbidden_escape(at: Location, character: char) -> Diagnostic {
    if character == '\r' {
        return Diagnostic::new(
            &CONTROL_CHARACTER,
            at,
            "this text holds a carriage return (U+000D) without a line feed",
        )
        .cure("save the file with the line ends of Unix or Windows");
    }
    let message = format!(
        "this text holds the character U+{:04X}, which cannot be seen",
        u32::from(character)
    );
    Diagnostic::new(&CONTROL_CHARACTER, at, message).cure("delete it; it usually comes with pasted text")
}

pub(super) fn alias(at: Location) -> Diagnostic {
    Diagnostic::new(
        &ALIAS,
        at,
        "`&`, `*` and `<<` have a meaning of their own in YAML, which records do not use",
    )
    .cure("write the value out, or put quotes around text that begins with & or *")
}

pub(super) fn tag(at: Location) -> Diagnostic {
    Diagnostic::new(
        &TAG,
        at,
        "a word that begins with `!` has a meaning of its own in YAML, which records do not use",
    )
    .cure("remove the word, or put quotes around text that begins with !")
}

pub(super) fn tab(at: Location) -> Diagnostic {
    Diagnostic::new(&TAB_INDENT, at, "a tab is used to indent here").cure("use spaces: two for each level")
}

pub(super) fn second_document(at: Location) -> Diagnostic {
    Diagnostic::new(
        &SECOND_DOCUMENT,
        at,
        "a second document begins here, and a file holds one record",
    )
    .cure("move what follows to a file of its own; if it belongs to this record, delete this line")
}

pub(super) fn too_deep(at: Location) -> Diagnostic {
    let message = format!("this is nested more than {} levels deep", super::DEPTH_LIMIT);
    Diagnostic::new(&TOO_COMPLEX, at, message)
        .cure("take out what was pasted here: no record is nested so deep")
}

pub(super) fn too_many_fields(at: Location) -> Diagnostic {
    let message = format!("there are more than {} fields here", super::FIELD_LIMIT);
    Diagnostic::new(&TOO_COMPLEX, at, message)
        .cure("take out what was pasted here: no record has so many fields")
}

pub(super) fn too_many_values(at: Location) -> Diagnostic {
    let message = format!("there are more than {} values in this file", super::NODE_LIMIT);
    Diagnostic::new(&TOO_COMPLEX, at, message)
        .cure("take out what was pasted here: no record has so many values")
}

pub(super) fn key_not_text(at: Location) -> Diagnostic {
    Diagnostic::new(
        &YAML_SYNTAX,
        at,
        "the name of a field must be plain text on one line",
    )
    .cure("write `field: value`, with the name of the field on the left")
}

pub(super) fn duplicate_key(source: SourceId, key: &str, first: Span, second: Span) -> Diagnostic {
    let at = |span| Location { source, span };
    Diagnostic::new(
        &DUPLICATE_KEY,
        at(second),
        format!("the field `{}` is written twice", clip(key)),
    )
    .label("and again here")
    .related(at(first), "first written here")
    .cure("keep one of the two and delete the other")
}

/// The tab in what indents the line a value begins in, or stands between it and its hyphen; other readers of YAML refuse it even where ours does not.
pub(super) fn tab_before(text: &str, span: Span, block: bool) -> Option<Span> {
    let (before, after) = text.as_bytes().split_at_checked(span.start as usize)?;
    let blank = before.iter().rev().take_while(|byte| b" \t".contains(byte));
    let start = before.len() - blank.count();
    let begins_line = start == 0 || b"\n-?".contains(&before[start - 1]);
    let tab = before[start..].iter().position(|byte| *byte == b'\t');
    let within = (block && after.first() == Some(&b'\t')).then_some(before.len());
    let tab = tab.filter(|_| begins_line).map(|at| start + at).or(within)?;
    Some(Span::new(tab, tab + 1))
}

/// The place of the anchor or tag that stands before a value, sought backwards from it on its line and the one above.
pub(super) fn property_before(text: &str, span: Span, mark: char) -> Span {
    let start = span.start as usize;
    let before = text.get(..start).unwrap_or("");
    match before.rfind(mark) {
        Some(at) if start - at < 200 => {
            let word = before[at..].split_whitespace().next().map_or(1, str::len);
            Span::new(at, at + word)
        }
        _ => span,
    }
}
