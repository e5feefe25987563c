//! Names of files, and references to names that are not there.

use scrutiny::source::Source;

use super::reported;
use crate::fixture::{file, printed, problems, with};

#[test]
fn references_that_lead_nowhere_are_all_reported_soon() {
    let many = |from: usize, count: usize| -> String {
        let ids = (from..from + count).map(|id| format!("no-such-council-anywhere-{id}"));
        format!(
            "title: A\nsummary: A.\nkind: move\ncommissioners: [{}]\n",
            ids.collect::<Vec<_>>().join(", ")
        )
    };
    let change = |number: usize, text: String| file(&format!("records/changes/c{number}.yaml"), text);
    assert_eq!(reported(&with(vec![change(0, many(0, 30_000))])), ["too-complex"]);
    let mut files: Vec<Source> = (0..50)
        .map(|number| change(number, many(number * 1_000, 1_000)))
        .collect();
    files.extend((0..1_000).map(|number| {
        file(
            &format!("records/bodies/some-council-somewhere-{number}.yaml"),
            "name: Council\nrole: local-authority\n",
        )
    }));
    let found = reported(&with(files));
    assert_eq!(found.len(), 50_000);
    assert!(found.iter().all(|code| *code == "dangling-reference"));
}

#[test]
fn a_misspelt_reference_is_answered_with_the_id_that_is_meant_each_time() {
    let text = "title: A\nsummary: A.\nkind: move\ncommissioners: [kmtp, kmtp, nhs-kent-and-medwey]\n";
    let sources = with(vec![file("records/changes/a.yaml", text)]);
    let shown = printed(&problems(&sources), &sources);
    assert_eq!(shown.matches("did you mean `kmpt`?").count(), 2, "{shown}");
    assert_eq!(
        shown.matches("did you mean `nhs-kent-and-medway`?").count(),
        1,
        "{shown}"
    );
}

#[test]
fn names_of_files_that_are_no_ids_are_refused() {
    let long = "a".repeat(101);
    let most = "a".repeat(100);
    for stem in [
        "CON",
        "con",
        "aux",
        "nul",
        "com1",
        "lpt9",
        "Kent-HOSC",
        "a--b",
        "-a",
        "a-",
        "a b",
        "a_b",
        "a.b",
        "index",
        "unknown",
        "none",
        "page-2",
        "kent\u{2010}hosc",
        "k\u{435}nt",
        "ｋｅｎｔ",
        "caf\u{e9}",
        "",
        &long,
    ] {
        let path = format!("records/bodies/{stem}.yaml");
        let found = reported(&with(vec![file(&path, "name: North Trust\nrole: nhs-trust\n")]));
        assert_eq!(found, ["bad-id"], "{stem}");
    }
    for stem in [
        "conference",
        "nhs-111",
        "page",
        "page-two",
        "a",
        "1",
        "com10",
        &most,
    ] {
        let path = format!("records/bodies/{stem}.yaml");
        let found = reported(&with(vec![file(&path, "name: North Trust\nrole: nhs-trust\n")]));
        assert!(found.is_empty(), "{stem}: {found:?}");
    }
    let found = reported(&with(vec![file("records/pages/CON.md", "# Help\n")]));
    assert_eq!(found, ["bad-id"]);
}

#[test]
fn one_id_has_one_file_whatever_the_folder() {
    let text = "title: A ward moves\nsummary: A ward moves.\nkind: move\n";
    let sources = with(vec![
        file("records/changes/2025/ward-move.yaml", text),
        file("records/changes/2026/ward-move.yaml", text),
        file(
            "records/bodies/ward-move.yaml",
            "name: Ward Move Ltd\nrole: independent-provider\n",
        ),
    ]);
    assert_eq!(reported(&sources), ["duplicate-id"]);
    let shown = printed(&problems(&sources), &sources);
    assert!(
        shown.contains("2026/ward-move.yaml:1:1") && shown.contains("2025/ward-move.yaml:1:1"),
        "{shown}"
    );
}
