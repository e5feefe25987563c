//! What is left out because it cannot be read, or leans on what cannot: lists, data and documents all say so.

use super::register::northmere;
use crate::environment::Environment;

const BROKEN: &str = "records/changes/2026/clinic-move.yaml";

/// A register of which one change cannot be read, with all that leans on it.
fn broken() -> Environment {
    let environment = northmere();
    environment.write(BROKEN, "title: [\n");
    environment
}

#[test]
fn data_that_lack_something_say_so_and_name_what_is_wrong() {
    let environment = broken();
    let commands: [&[&str]; 9] = [
        &[],
        &["due"],
        &["actions"],
        &["actions", "--report"],
        &["due", "--report"],
        &["summary"],
        &["list"],
        &["find", "northmere"],
        &["show", "northmere-hosc"],
    ];
    for command in commands {
        let args = [command, &["--format", "json", "--quiet"]].concat();
        let json = environment.run(&args).ended(1).json();
        assert_eq!(json["ok"], false, "{command:?}");
        let problem = &json["problems"][0];
        assert_eq!(problem["file"], BROKEN, "{command:?}");
        assert_eq!(problem["severity"], "error", "{command:?}");
        assert!(!json["data"].is_null(), "{command:?}");
    }
    // What leans on it is left out as well, and named where files are.
    let data = &environment.run(&["--format", "json"]).ended(1).json()["data"];
    let files: Vec<&str> = data["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|file| file.as_str())
        .collect();
    assert!(files.contains(&BROKEN) && files.len() > 2, "{files:?}");
}

#[test]
fn a_document_says_which_files_it_leaves_out() {
    let environment = broken();
    for command in [&["due"], &["actions"], &["summary"]] {
        for name in ["a.html", "a.md", "a.txt"] {
            let args = [command as &[&str], &["--output", name, "--replace"]].concat();
            let ran = environment.run(&args).ended(1);
            assert!(
                ran.err
                    .contains("There is 1 mistake; some records may be missing here"),
                "{}",
                ran.err
            );
            let text = environment.read(name);
            assert!(
                text.contains("This is not all that is recorded."),
                "{command:?} {name}\n{text}"
            );
            assert!(text.contains(BROKEN), "{command:?} {name}\n{text}");
        }
        let args = [command as &[&str], &["--output", "a.json", "--replace"]].concat();
        environment.run(&args).ended(1);
        let json: serde_json::Value = serde_json::from_str(&environment.read("a.json")).unwrap();
        assert!(
            json["left_out"]["files"]
                .as_array()
                .unwrap()
                .contains(&BROKEN.into()),
            "{json}"
        );
    }
}

#[test]
fn a_list_names_the_files_that_are_missing_in_it_however_quiet_it_is() {
    let environment = broken();
    for command in [&["due"], &["actions"], &["list"]] {
        let ran = environment
            .run(&[command as &[&str], &["--quiet"]].concat())
            .ended(1);
        assert!(ran.err.contains(BROKEN), "{}", ran.err);
    }
    let ran = environment.run(&[]).ended(1);
    assert!(
        ran.out.contains("Left out above, with what would follow: "),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(BROKEN), "{}", ran.out);
    let whole = northmere().run(&[]).ok();
    assert!(!whole.out.contains("Left out"), "{}", whole.out);
}
