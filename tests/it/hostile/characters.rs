//! Characters that cannot be seen, other encodings, other ends of lines.

use super::{body, line, place, reported};
use crate::fixture::{NORTH, codes, file, printed, problems, with};

#[test]
fn text_in_other_encodings_is_refused_at_its_first_strange_byte() {
    assert_eq!(body(b"name: Caf\xe9\nrole: nhs-trust\n"), ["not-utf8"]);
    assert_eq!(place(b"name: Caf\xe9\nrole: nhs-trust\n"), (1, 10));
    let wide: Vec<u8> = "name: x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(body(&wide), ["control-character"]);
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    assert_eq!(body(&marked), ["not-utf8"]);
    assert_eq!(place(&marked), (1, 1));
    assert_eq!(body(b"name: x\xf0\x9f\x98"), ["not-utf8"]);
    assert_eq!(body(b"name: \xc0\x80"), ["not-utf8"]);
}

#[test]
fn characters_that_cannot_be_seen_are_refused_raw_and_escaped() {
    let hidden = [
        '\0',
        '\u{7}',
        '\u{8}',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200e}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{feff}',
        '\u{e0041}',
    ];
    for character in hidden {
        let raw = format!("name: North{character} Trust\nrole: nhs-trust\n");
        assert_eq!(body(&raw), ["control-character"], "{character:?}");
        assert_eq!(place(&raw), (1, 12), "{character:?}");
        let escaped = format!(
            "name: \"\\U{:08X}North\"\nrole: nhs-trust\n",
            u32::from(character)
        );
        assert_eq!(body(&escaped), ["control-character"], "{escaped}");
        assert_eq!(place(&escaped), (1, 7), "{escaped}");
        let comment = format!("# {character}\nname: North\nrole: nhs-trust\n");
        assert_eq!(body(&comment), ["control-character"], "{character:?}");
        let page = file("records/pages/help.md", format!("# Help\n\n{character}\n"));
        assert_eq!(
            reported(&with(vec![page])),
            ["control-character"],
            "{character:?}"
        );
    }
    for escape in [
        "\\0", "\\a", "\\b", "\\e", "\\N", "\\L", "\\P", "\\x00", "\\u202E", "\\r",
    ] {
        assert_eq!(
            line(&format!("area: \"x{escape}y\"")),
            ["control-character"],
            "{escape}"
        );
    }
    for seen in ["\\t", "\\n", "\\_", "\\u00e9", "\\U0001F600", "\\/"] {
        assert!(line(&format!("area: \"x{seen}y\"")).is_empty(), "{seen}");
    }
    assert_eq!(line("area: \"\\ud800\""), ["yaml-syntax"]);
    assert_eq!(line("area: \"\\q\""), ["yaml-syntax"]);
}

#[test]
fn lines_end_as_on_unix_or_windows_and_places_do_not_shift() {
    assert_eq!(body("name: North\rrole: nhs-trust\r"), ["control-character"]);
    assert_eq!(place("name: North\rrole: nhs-trust\r"), (1, 12));
    assert!(body("\u{feff}name: North Trust\r\nrole: nhs-trust\r\nactive:\r\n  from: 2020\r\n").is_empty());
    let slips = "\u{feff}name: Nörth Trust\r\nrole: nhs-turst\r\nwebsight: x\r\n";
    assert_eq!(body(slips), ["unknown-word", "unknown-field"]);
    let sources = with(vec![file(NORTH, slips)]);
    let shown = printed(&problems(&sources), &sources);
    assert!(shown.contains("north-trust.yaml:2:7\n"), "{shown}");
    assert!(shown.contains("north-trust.yaml:3:1\n"), "{shown}");
    assert!(!shown.contains(['\r', '\u{feff}']), "{shown}");
    assert_eq!(place("\u{feff}nahme: x\r\nname: x\r\nrole: icb\r\n"), (1, 1));
    assert_eq!(body("\u{feff}\u{feff}name: x"), ["control-character"]);
}

#[test]
fn a_name_that_would_disturb_the_terminal_is_shown_without_harm() {
    let sources = with(vec![file(
        "records/bodies/\u{1b}[2J\nkent\u{202e}.yaml",
        "name: x\nrole: icb\n",
    )]);
    let found = problems(&sources);
    assert_eq!(codes(&found), ["bad-id"]);
    let shown = printed(&found, &sources);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    assert!(shown.lines().all(|line| !line.starts_with("kent")), "{shown:?}");
}
