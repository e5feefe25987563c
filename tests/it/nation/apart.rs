//! Which record is which: ids that several registers hold, and bodies that several record.

use std::collections::BTreeSet;

use scrutiny::nation::{Reason, join};
use scrutiny::record::Kind;

use super::{Own, built, file, id, ids, joined, left, listing, text};
use crate::site::follow_all;

const COUNCIL: &str = "name: Northmere Council\nrole: local-authority\ncodes: {gss: E10000099}\n";
const ICB: &str = "name: NHS Northmere\nrole: icb\ncodes: {ods: QX9}\n";

/// A register in which everything names something.
fn full(prefix: &'static str) -> Own {
    Own::new(
        prefix,
        &[
            ("bodies/council.yaml", "name: A Council\nrole: local-authority\n"),
            (
                "bodies/hosc.yaml",
                "name: A Committee\nrole: scrutiny-committee\npart_of: council\naliases: [old-hosc]\n",
            ),
            ("bodies/icb.yaml", ICB),
            (
                "changes/ward.yaml",
                "title: A ward moves\nkind: move\nsummary: It does.\nresponsible_person: icb\nauthorities: [{authority: council}]\ndetails: |\n  See [what was said](resolutions/item.html#clause-a), [the other](changes/clinic), [its view](determinations/view) and\n  [more](pages/about). Not changes/wards.\n\n  [the draft](changes/secret)\n",
            ),
            (
                "changes/clinic.yaml",
                "title: A clinic\nkind: new-service\nsummary: It does.\nreplaces: ['ward']\n",
            ),
            (
                "changes/secret.yaml",
                "title: Not told\nkind: move\nsummary: It does.\nstatus: draft\n",
            ),
            (
                "resolutions/item.yaml",
                "committee: hosc\nmeeting: 2025-10-09\nitem: The ward\nminutes: {status: confirmed}\nchanges: [ward]\nclauses:\n  - {label: a, words: It is substantial., reads_as: determination}\n",
            ),
            (
                "determinations/view.yaml",
                "change: ward\nby: hosc\nauthority: council\nview: substantial-variation\ndate: 2025-10-09\nresolution: {id: item, clause: a}\n",
            ),
            (
                "duties/come.yaml",
                "title: Come back\nchange: ward\nbasis: {clause: {id: item, clause: a}}\nowed_by: icb\nowed_to: [council]\n",
            ),
            (
                "changes/gone.yaml",
                "withdrawn: {date: 2026-01-05, reason: Recorded twice., see: changes/ward}\n",
            ),
            (
                "changes/gone-too.yaml",
                "withdrawn: {date: 2026-01-05, reason: Recorded twice., see: changes/secret}\n",
            ),
            ("pages/about.md", "# About\n\nOurs.\n"),
        ],
    )
}

#[test]
fn what_several_hold_is_told_apart_with_all_that_names_it() {
    let all = [full("north"), full("west")];
    let joined = joined(&all);
    let register = &joined.register;
    assert_eq!(
        ids(register, Kind::Change),
        ["north-clinic", "north-ward", "west-clinic", "west-ward"]
    );
    assert_eq!(ids(register, Kind::Determination), ["north-view", "west-view"]);
    assert_eq!(
        ids(register, Kind::Body),
        ["icb", "north-council", "north-hosc", "west-council", "west-hosc"]
    );
    let ward = file(&joined, Kind::Change, "west-ward");
    assert!(ward.contains("resolutions/west-item.html#clause-a"), "{ward}");
    assert!(
        ward.contains("(changes/west-clinic)") && ward.contains("(determinations/west-view)"),
        "{ward}"
    );
    assert!(ward.contains("(https://west.example/pages/about.html)"), "{ward}");
    assert!(
        ward.contains("Not changes/wards.") && ward.contains("(west/changes/secret)"),
        "{ward}"
    );
    assert!(
        ward.contains("responsible_person: icb\n"),
        "the body is one: {ward}"
    );
    assert!(file(&joined, Kind::Change, "west-clinic").contains("replaces: ['west-ward']"));
    let duty = file(&joined, Kind::Duty, "north-come");
    assert!(
        duty.contains("change: north-ward") && duty.contains("id: north-item"),
        "{duty}"
    );
    assert!(file(&joined, Kind::Body, "north-hosc").contains("aliases: [north-old-hosc]"));
    assert_eq!(
        register.renamed(Kind::Body, &id("north-old-hosc")),
        Some(&id("north-hosc"))
    );
    assert!(file(&joined, Kind::Change, "west-gone").contains("see: changes/west-ward"));
    assert!(!file(&joined, Kind::Change, "west-gone-too").contains("see:"));
    let output = built(&joined, &all);
    assert!(follow_all(&output) > 500);
    let plain = text(&output, "changes/ward.html");
    assert!(
        plain.contains("href=\"north-ward.html\"") && plain.contains("href=\"west-ward.html\""),
        "{plain}"
    );
    assert!(text(&output, "changes/ward.json").contains("\"west-ward\""));
    for path in [
        "bodies/old-hosc.html",
        "changes/gone.html",
        "determinations/view.json",
        "duties/come.html",
    ] {
        assert!(output.contains_key(path), "{path}");
    }
    for bytes in output.values() {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("Not told"), "a draft is told");
    }
    assert!(!output.contains_key("changes/secret.html") && !output.contains_key("changes/north-secret.html"));
}

#[test]
fn each_page_tells_whose_it_is() {
    let all = [full("north"), full("west")];
    let output = built(&joined(&all), &all);
    let ward = text(&output, "changes/west-ward.html");
    assert!(
        ward.contains("From the register of <a href=\"../registers/index.html#west\">west Council</a>."),
        "{ward}"
    );
    assert!(
        ward.contains("href=\"https://west.example/changes/ward.html\""),
        "{ward}"
    );
    assert!(ward.contains("by A Clerk, west Council"), "{ward}");
    assert!(text(&output, "changes/west-ward.json").contains("\"registers\":[\"west\"]"));
    let icb = text(&output, "bodies/icb.html");
    assert!(
        icb.contains("From the registers of") && icb.contains("these are the words of north Council"),
        "{icb}"
    );
    assert!(text(&output, "changes/index.html").contains("Recorded by north Council"));
    let registers = text(&output, "registers/index.html");
    assert!(
        registers.contains("2 changes, 1 recorded view, 1 resolution, 1 duty and 3 bodies"),
        "{registers}"
    );
    assert!(text(&output, "index.html").contains("href=\"registers/index.html\">2 registers</a>"));
    // A story stands under the new id, and its texts hold it, so that nothing seems to have changed.
    let story = text(&output, "duties/north-come/history.html");
    assert!(story.contains("Nothing that it says differs."), "{story}");
}

#[test]
fn a_register_alone_stays_as_it_is() {
    let all = [full("north")];
    let joined = joined(&all);
    assert_eq!(ids(&joined.register, Kind::Change), ["clinic", "ward"]);
    assert!(file(&joined, Kind::Change, "ward").contains("(north/changes/secret)"));
    assert!(follow_all(&built(&joined, &all)) > 300);
}

fn body(prefix: &'static str, path: &str, text: &str) -> Own {
    Own::new(prefix, &[(path, text)])
}

#[test]
fn a_body_is_one_by_its_code_and_never_by_its_name() {
    let longer = format!("{COUNCIL}area: All of Northmere\n");
    let one = |one: &str, other: &str| {
        let all = [
            body("north", "bodies/x.yaml", one),
            body("west", "bodies/x.yaml", other),
        ];
        ids(&joined(&all).register, Kind::Body) == ["x"]
    };
    assert!(one(COUNCIL, &longer), "the same code");
    assert!(
        !one(COUNCIL, &COUNCIL.replace("E10000099", "E10000098")),
        "another code"
    );
    assert!(
        !one(COUNCIL, "name: Northmere Council\nrole: local-authority\n"),
        "no code"
    );
    let bare = "name: Northmere Council\nrole: local-authority\n";
    assert!(!one(bare, bare), "a council without a code may be any");
    let trust = "name: A Trust\nrole: nhs-trust\n";
    assert!(
        one(trust, "# Ours.\nrole: nhs-trust\nname: A Trust\n"),
        "an NHS body of which both say the same"
    );
    assert!(
        !one(trust, &format!("{trust}area: Here\n")),
        "an NHS body of which they do not"
    );
    assert!(one(
        "name: NHS England\nrole: nhs-england\n",
        "name: NHS E\nrole: nhs-england\n"
    ));
    assert!(
        !one(ICB, &ICB.replace("role: icb", "role: nhs-trust")),
        "another role"
    );
}

#[test]
fn a_committee_is_that_of_the_same_council() {
    let own = |prefix, council: &str| {
        Own::new(
            prefix,
            &[
                ("bodies/council.yaml", council),
                (
                    "bodies/hosc.yaml",
                    "name: HOSC\nrole: scrutiny-committee\npart_of: council\n",
                ),
                (
                    "bodies/joint.yaml",
                    "name: Joint\nrole: joint-scrutiny-committee\nmembers: [council]\n",
                ),
            ],
        )
    };
    let same = [own("north", COUNCIL), own("west", COUNCIL)];
    assert_eq!(
        ids(&joined(&same).register, Kind::Body),
        ["council", "hosc", "joint"]
    );
    let other = [own("north", COUNCIL), own("west", &COUNCIL.replace("99", "98"))];
    assert_eq!(ids(&joined(&other).register, Kind::Body).len(), 6);
}

#[test]
fn the_words_of_a_shared_body_are_those_of_whoever_speaks_for_it_and_its_former_ids_are_kept() {
    let of = |area: &str| format!("{COUNCIL}area: {area}\naliases: [was-{area}]\n");
    let north = || body("north", "bodies/council.yaml", &of("north"));
    let west = || body("west", "bodies/council.yaml", &of("west"));
    let shown = |all: &[Own]| file(&joined(all), Kind::Body, "council").to_owned();
    assert!(
        shown(&[north(), west()]).contains("area: north"),
        "the first of the list"
    );
    assert!(
        shown(&[west(), north()]).contains("area: west"),
        "the first of the list"
    );
    let speaks = shown(&[north(), west().listed("speaks_for: [council]")]);
    assert!(speaks.contains("area: west"), "{speaks}");
    let joined = joined(&[north(), west()]);
    for alias in ["was-north", "was-west"] {
        assert_eq!(
            joined.register.renamed(Kind::Body, &id(alias)),
            Some(&id("council"))
        );
    }
}

#[test]
fn the_order_of_the_list_changes_no_id_and_no_page() {
    // Whose words of a shared body are shown turns on it only where nobody speaks for the body.
    let west = || full("west").listed("speaks_for: [icb]");
    let all = [full("north"), west(), full("east")];
    let turned = [west(), full("east"), full("north")];
    let one = built(&joined(&all), &all);
    let other = built(&joined(&turned), &turned);
    let differ: Vec<&String> = one
        .iter()
        .filter(|(path, bytes)| other.get(*path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
}

#[test]
fn what_is_left_out_is_told_without_the_place_where_it_was_looked_for() {
    let all = [full("north"), full("west")];
    let joined = join(
        &listing(&all),
        vec![Ok(all[0].delivered()), Err(left(1, "west", Reason::Mistakes(2)))],
        &BTreeSet::new(),
    );
    let output = built(&joined, &all);
    for page in ["index.html", "registers/index.html", "registers/index.json"] {
        let page = text(&output, page);
        assert!(page.contains("There are 2 mistakes in its records"), "{page}");
        assert!(!page.contains("/secret/place"), "{page}");
    }
    assert!(
        output.contains_key("changes/ward.html"),
        "its neighbour keeps its addresses"
    );
}
