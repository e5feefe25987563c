//! `scrutiny doctor` on machines and registers that are well, odd and broken; it changes none of them.

use crate::environment::{Environment, Ran, files};

/// The findings of a run, as topic, state, sentence and cure.
fn findings(ran: &Ran) -> Vec<(String, String, String, String)> {
    let json = ran.json();
    let all = json["data"]["findings"].as_array().expect("findings").clone();
    let text = |finding: &serde_json::Value, field: &str| finding[field].as_str().unwrap_or("").to_owned();
    all.iter()
        .map(|finding| {
            (
                text(finding, "topic"),
                text(finding, "state"),
                text(finding, "what"),
                text(finding, "cure"),
            )
        })
        .collect()
}

/// What a run says of one thing: its state, and the sentence with its cure.
fn of(ran: &Ran, topic: &str) -> (String, String) {
    let found = findings(ran).into_iter().find(|finding| finding.0 == topic);
    let (_, state, what, cure) =
        found.unwrap_or_else(|| panic!("nothing of {topic}\n{}\n{}", ran.out, ran.err));
    (state, format!("{what} | {cure}"))
}

fn examined(environment: &Environment) -> Ran {
    environment.run(&["doctor", "--format", "json"])
}

#[test]
fn a_register_that_is_well_is_told_so_and_left_as_it_is() {
    let environment = Environment::with_demonstration();
    let before = files(environment.path());
    let ran = environment.run(&["doctor"]).ok();
    assert!(!ran.out.contains("Wrong"), "{}", ran.out);
    assert!(ran.err.contains("A Clerk <clerk@council.example>"), "{}", ran.err);
    assert!(ran.err.contains("Next: "), "{}", ran.err);
    let json = examined(&environment).ok();
    assert_eq!(json.json()["ok"], true);
    assert_eq!(json.json()["data"]["wrong"], 0);
    assert_eq!(of(&json, "rights").0, "well");
    assert_eq!(of(&json, "git-program").0, "well");
    assert_eq!(of(&json, "sharing").0, "doubtful");
    let quiet = environment.run(&["doctor", "--quiet"]).ok();
    assert_eq!(quiet.err, "");
    assert!(quiet.out.starts_with("Doubtful\n  - "), "{}", quiet.out);
    let sheet = environment.run(&["doctor", "--format", "csv"]).ok().out;
    assert!(sheet.starts_with("topic,state,what,cure\r\n"), "{sheet}");
    assert_eq!(files(environment.path()), before);
}

#[test]
fn outside_a_register_it_says_how_to_begin() {
    let environment = Environment::new();
    let ran = examined(&environment).ok();
    let (state, told) = of(&ran, "register");
    assert_eq!(state, "doubtful");
    assert!(told.contains("scrutiny init"), "{told}");
    assert_eq!(of(&ran, "identity").0, "well");
    assert!(files(environment.path()).is_empty());
    let ran = environment.run(&["doctor", "--register", "nowhere", "--format", "json"]);
    assert_eq!(of(&ran.ok(), "register").0, "doubtful");
}

#[test]
fn without_a_name_nothing_can_be_saved_and_the_commands_are_told() {
    let environment = Environment::with_demonstration();
    let run = |kept: &[(&str, &str)]| {
        let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
        for name in ["AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"] {
            command.env_remove(format!("GIT_{name}"));
        }
        command.envs(kept.iter().copied());
        command
            .current_dir(environment.path())
            .args(["doctor", "--format", "json"]);
        Ran::of(&command.output().expect("the program starts"))
    };
    let (state, told) = of(&run(&[]).ended(1), "identity");
    assert_eq!(state, "wrong");
    assert!(told.contains("git config --global user.name"), "{told}");
    assert!(told.contains("without --global"), "{told}");
    environment.git(&["config", "user.name", "Ann"]);
    environment.git(&["config", "user.email", "ann@council.example"]);
    let (state, told) = of(&run(&[]).ok(), "identity");
    assert_eq!(state, "well");
    assert!(told.contains("Ann <ann@council.example>"), "{told}");
}

#[test]
fn what_stands_in_the_way_of_saving_is_wrong() {
    let environment = Environment::with_demonstration();
    environment.write(".git/index.lock", "");
    let (state, told) = of(&examined(&environment).ended(1), "locks");
    assert_eq!(state, "wrong");
    assert!(told.contains("index.lock"), "{told}");
    std::fs::remove_file(environment.path().join(".git/index.lock")).unwrap();
    environment.git(&["switch", "--quiet", "--detach"]);
    assert_eq!(of(&examined(&environment).ended(1), "branch").0, "wrong");
    environment.git(&["switch", "--quiet", "main"]);
    environment.write(".git/MERGE_HEAD", &environment.git(&["rev-parse", "HEAD"]));
    let (state, told) = of(&examined(&environment).ended(1), "under-way");
    assert_eq!(state, "wrong");
    assert!(told.contains("git merge --abort"), "{told}");
    std::fs::remove_file(environment.path().join(".git/MERGE_HEAD")).unwrap();
    examined(&environment).ok();
    environment.write(".git/refs/heads/main (1)", "");
    assert_eq!(of(&examined(&environment).ended(1), "git-copies").0, "wrong");
}

#[test]
fn a_journal_is_told_and_left_for_the_next_command() {
    let environment = Environment::with_register();
    environment.write(".git/scrutiny/journal", "cut off\n");
    let (state, told) = of(&examined(&environment).ok(), "journal");
    assert_eq!(state, "doubtful");
    assert!(told.contains("scrutiny list"), "{told}");
    assert_eq!(environment.read(".git/scrutiny/journal"), "cut off\n");
}

#[test]
fn files_that_other_systems_read_otherwise_are_told() {
    let environment = Environment::with_demonstration();
    let body = "name: North Council\nrole: local-authority\n";
    environment.write("records/bodies/north.yaml", &body.replace('\n', "\r\n"));
    environment.write("records/bodies/north (1).yaml", body);
    environment.write("records/bodies/con.yaml", body);
    environment.git(&["config", "core.autocrlf", "true"]);
    let ran = examined(&environment).ended(1);
    let all = findings(&ran);
    let has = |topic: &str, state: &str, words: &str| {
        assert!(
            all.iter()
                .any(|found| found.0 == topic && found.1 == state && found.2.contains(words)),
            "{topic} {words}\n{}",
            ran.out
        );
    };
    has("file-endings", "doubtful", "records/bodies/north.yaml");
    has("line-endings", "doubtful", "core.autocrlf=true");
    has("copies", "wrong", "records/bodies/north (1).yaml");
    has("names", "wrong", "records/bodies/con.yaml");
    has("records", "wrong", "mistake");
    // What is advised helps.
    environment.write(".gitattributes", "records/** -text\n");
    assert_eq!(of(&examined(&environment), "line-endings").0, "well");
}

#[test]
fn a_cut_history_and_a_register_without_git_are_doubtful() {
    let environment = Environment::with_demonstration();
    environment.write("records/pages/more.md", "# More\n");
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "More"]);
    let from = format!("file://{}", environment.path().display());
    environment.git(&["clone", "--quiet", "--depth", "1", &from, "cut"]);
    let ran = environment.run_in("cut", &["doctor", "--format", "json"]).ok();
    let (state, told) = of(&ran, "history");
    assert_eq!(state, "doubtful");
    assert!(told.contains("git fetch --unshallow"), "{told}");
    assert!(of(&ran, "sharing").1.contains("shared through file://"));
    let bare = Environment::new();
    bare.write(
        "records/register.yaml",
        "name: A register\npublisher: A council\n",
    );
    let (state, told) = of(&examined(&bare).ok(), "git");
    assert_eq!(state, "doubtful");
    assert!(told.contains("git init"), "{told}");
}

#[test]
fn a_repository_in_a_form_that_cannot_be_read_is_wrong_with_its_cure() {
    for form in ["--object-format=sha256", "--ref-format=reftable"] {
        let environment = Environment::new();
        let mut git = environment.command("git");
        git.current_dir(environment.path())
            .args(["init", "--quiet", form, "."]);
        if !git.output().expect("git starts").status.success() {
            continue;
        }
        environment.write(
            "records/register.yaml",
            "name: A register\npublisher: A council\n",
        );
        let (state, told) = of(&examined(&environment).ended(1), "git");
        assert_eq!(state, "wrong", "{form}");
        assert!(told.contains("not yet supported"), "{told}");
    }
}

#[test]
fn a_list_of_files_in_two_parts_is_wrong_with_its_cure() {
    let environment = Environment::with_demonstration();
    environment.git(&["update-index", "--split-index"]);
    let (state, told) = of(&examined(&environment).ended(1), "git-list");
    assert_eq!(state, "wrong");
    assert!(told.contains("git update-index --no-split-index"), "{told}");
    environment.git(&["update-index", "--no-split-index"]);
    examined(&environment).ok();
}

#[test]
fn a_damaged_repository_is_wrong_and_is_not_published_without_its_history() {
    let environment = Environment::with_demonstration();
    let head = environment.path().join(".git/objects");
    let object = environment.git(&["rev-parse", "HEAD:records/bodies"]);
    let (folder, file) = object.trim().split_at(2);
    std::fs::remove_file(head.join(folder).join(file)).expect("it is a file of its own");
    let (state, told) = of(&examined(&environment).ended(1), "damage");
    assert_eq!(state, "wrong");
    assert!(told.contains("git fsck"), "{told}");
    let environment = Environment::with_demonstration();
    std::fs::remove_file(environment.path().join(".git/HEAD")).expect("it is there");
    let (state, told) = of(&examined(&environment).ended(1), "git");
    assert_eq!(state, "wrong");
    assert!(told.contains("its HEAD is missing"), "{told}");
    let ran = environment.run(&["build"]).ended(6);
    assert!(
        ran.err.contains("git symbolic-ref HEAD refs/heads/main"),
        "{}",
        ran.err
    );
    assert!(!environment.has("site"));
    environment
        .run(&["edit", "kmpt", "--set", "short_name=X"])
        .ended(6);
}

#[test]
#[cfg(unix)]
fn a_folder_that_belongs_to_another_is_wrong_with_its_cure() {
    let environment = Environment::with_demonstration();
    for place in [".", ".git"] {
        let place = environment.path().join(place);
        // Only the administrator can give a folder away.
        if std::os::unix::fs::chown(place, Some(12_345), None).is_err() {
            return;
        }
    }
    let (state, told) = of(&examined(&environment).ended(1), "git");
    assert_eq!(state, "wrong");
    assert!(told.contains("safe.directory"), "{told}");
}

#[test]
fn a_synchronised_folder_an_editor_that_is_missing_and_signing_without_a_key_are_told() {
    let environment = Environment::with_demonstration();
    let settings = environment.read("records/register.yaml");
    environment.write(
        "records/register.yaml",
        &format!("{settings}signing: {{required_from: 2026-01-01}}\n"),
    );
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    command
        .env("OneDriveCommercial", environment.path())
        .env("VISUAL", "no-such-editor --wait")
        .current_dir(environment.path())
        .args(["doctor", "--format", "json"]);
    let ran = Ran::of(&command.output().expect("the program starts")).ended(1);
    assert!(of(&ran, "cloud").1.contains("OneDrive"));
    assert!(of(&ran, "editor").1.contains("named by VISUAL"));
    let (state, told) = of(&ran, "signing");
    assert_eq!(state, "wrong");
    assert!(told.contains("from 1 January 2026"), "{told}");
}
