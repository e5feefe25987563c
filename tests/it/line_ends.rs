//! Registers whose lines end as on Windows, with the mark that Notepad puts before a text: everything works, nothing is
//! told as changed that was not, and each file keeps its line ends.

use std::collections::BTreeMap;

use crate::environment::{Environment, copy, files, repository};

const MARK: &str = "\u{feff}";
const ITEM: &str = "resolution/kent-hosc-2025-10-09-all-age-mental-health";
const DUTY: &str = "duty/kmpt-involve-all-age-mental-health-2025";

fn windows(text: &str) -> String {
    format!("{MARK}{}", text.replace('\n', "\r\n"))
}

/// Makes every text of a folder one of Windows.
fn convert(environment: &Environment, folder: &str) {
    for (path, bytes) in files(&environment.path().join(folder)) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        environment.write(&format!("{folder}/{path}"), &windows(&text));
    }
}

/// The demonstration register, with these line ends, in Git.
fn register() -> Environment {
    let environment = Environment::new();
    copy(&repository().join("records"), &environment.path().join("records"));
    convert(&environment, "records");
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    environment.git(&["config", "core.autocrlf", "false"]);
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "The register"]);
    environment
}

/// Each file below `records/` has the ends of one system throughout, and those that were there have kept theirs.
#[track_caller]
fn kept(environment: &Environment, new: &[&str], told: &str) {
    for (path, bytes) in files(&environment.path().join("records")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let is_new = new.iter().any(|name| path.contains(name));
        if is_new {
            assert!(
                !text.contains('\r') && !text.contains(MARK),
                "{told}: {path}: {text:?}"
            );
        } else {
            assert!(text.starts_with(MARK), "{told}: {path} lost its mark: {text:?}");
            assert_eq!(text.matches(MARK).count(), 1, "{told}: {path}: {text:?}");
            assert!(
                !text.replace("\r\n", "").contains(['\n', '\r']),
                "{told}: {path}: {text:?}"
            );
        }
    }
}

/// The fields that the last commit changed, as `diff` tells them.
fn changed(environment: &Environment) -> BTreeMap<String, usize> {
    let told = environment
        .run(&["diff", "HEAD~1", "HEAD", "--format", "json"])
        .ok()
        .json();
    let records = told["data"]["records"].as_array().expect("records").clone();
    let each = records.iter().map(|record| {
        let changes = record["changes"].as_array().map_or(0, Vec::len);
        (record["record"].as_str().unwrap_or_default().to_owned(), changes)
    });
    each.collect()
}

#[test]
fn the_site_is_the_same_byte_by_byte() {
    let site = |convert_it: bool| {
        let environment = Environment::new();
        copy(&repository().join("records"), &environment.path().join("records"));
        environment.write("templates/style/own.css", ".own {\n  color: #112233;\n}\n");
        environment.write(
            "templates/assets/mark.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'>\n</svg>\n",
        );
        let footer = std::fs::read_to_string(repository().join("templates/404.html")).expect("a template");
        environment.write("templates/404.html", &footer);
        if convert_it {
            convert(&environment, "records");
            convert(&environment, "templates");
        }
        environment.run(&["build"]).ok();
        let site = files(&environment.path().join("site"))
            .into_iter()
            .collect::<BTreeMap<_, _>>();
        assert!(site.len() > 100, "{}", site.len());
        site
    };
    let (unix, windows) = (site(false), site(true));
    assert_eq!(
        unix.keys().collect::<Vec<_>>(),
        windows.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &unix {
        assert_eq!(
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&windows[path]),
            "{path}"
        );
    }
}

#[test]
fn every_command_keeps_the_line_ends_of_each_file() {
    let environment = register();
    environment.run(&["check", "--strict"]).ok();
    let set = ["edit", "kmpt", "--set", "short_name=The trust"];
    environment.run(&set).ok();
    kept(&environment, &[], "edit");
    assert_eq!(changed(&environment).values().copied().collect::<Vec<_>>(), [1]);
    environment.run(&["confirm", ITEM, "--on", "27/11/2025"]).ok();
    kept(&environment, &[], "confirm");
    let words = "The Committee deems that the proposal relating to the new Integrated All-Age Mental Health Services \
                 model is not a substantial variation of service.";
    environment
        .run(&[
            "correct",
            ITEM,
            "--clause",
            "a",
            "--words",
            words,
            "--reason",
            "A letter was left out.",
        ])
        .ok();
    kept(&environment, &[], "correct");
    environment
        .run(&[
            "done",
            DUTY,
            "--on",
            "12/03/2026",
            "--evidence",
            "A report",
            "--address",
            "https://kmpt.example/",
        ])
        .ok();
    kept(&environment, &[], "done");
    environment.run(&["rename", "salus-cic", "salus"]).ok();
    kept(&environment, &[], "rename");
    environment.run(&["undo", "--yes"]).ok();
    kept(&environment, &[], "undo");
    environment.run(&["redo", "--yes"]).ok();
    kept(&environment, &[], "redo");
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "Wexcombe Council",
            "--role",
            "local-authority",
        ])
        .ok();
    kept(&environment, &["wexcombe"], "add");
    let withdraw = [
        "withdraw",
        "body/wexcombe-council",
        "--reason",
        "It was entered twice.",
        "--yes",
    ];
    environment.run(&withdraw).ok();
    kept(&environment, &["wexcombe"], "withdraw");
    environment.run(&["check"]).ok();
    environment.run(&["build"]).ok();
    let report = environment.run(&["verify", "site"]);
    assert_eq!(report.code, 0, "{}{}", report.out, report.err);
}

#[test]
fn new_line_ends_alone_are_no_change_and_confirmed_words_stay_the_same() {
    let environment = Environment::with_demonstration();
    environment.run(&["confirm", ITEM, "--on", "27/11/2025"]).ok();
    environment.git(&["config", "core.autocrlf", "false"]);
    convert(&environment, "records");
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "Saved with Notepad"]);
    assert!(
        changed(&environment).values().all(|changes| *changes == 0),
        "{:?}",
        changed(&environment)
    );
    let told = environment.run(&["diff", "HEAD~1", "HEAD"]).ok();
    assert!(
        !told.out.contains("was") && !told.out.contains("words"),
        "{}",
        told.out
    );
    environment.run(&["verify"]).ok();
    // And back.
    for (path, bytes) in files(&environment.path().join("records")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        environment.write(
            &format!("records/{path}"),
            &text.replace("\r\n", "\n").replace(MARK, ""),
        );
    }
    environment.git(&["commit", "--quiet", "--all", "--message", "And back"]);
    environment.run(&["verify"]).ok();
    // Words that were changed are found all the same.
    let path = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
    let text = environment
        .read(path)
        .replace("is not a substantial", "is a substantial");
    environment.write(path, &windows(&text));
    environment.git(&["commit", "--quiet", "--all", "--message", "Notepad again"]);
    let ran = environment.run(&["verify"]).ended(1);
    assert!(ran.out.contains("is a substantial"), "{}", ran.out);
}

#[test]
fn git_may_change_line_ends_between_folder_and_commit() {
    let environment = Environment::with_demonstration();
    environment.git(&["config", "core.autocrlf", "true"]);
    environment.git(&["rm", "--quiet", "--cached", "-r", "."]);
    environment.git(&["reset", "--quiet", "--hard"]);
    let path = "records/bodies/kmpt.yaml";
    assert!(
        environment.read(path).contains("\r\n"),
        "Git gave it these line ends"
    );
    environment
        .run(&["edit", "kmpt", "--set", "short_name=The trust"])
        .ok();
    assert!(!environment.read(path).replace("\r\n", "").contains('\n'));
    let stored = environment.git(&["cat-file", "blob", &format!("HEAD:{path}")]);
    assert!(!stored.contains('\r'), "{stored:?}");
    assert_eq!(environment.git(&["status", "--porcelain", "records"]), "");
    environment.run(&["undo", "--yes"]).ok();
    assert!(!environment.read(path).replace("\r\n", "").contains('\n'));
    environment.run(&["redo", "--yes"]).ok();
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "Wexcombe Council",
            "--role",
            "local-authority",
        ])
        .ok();
    assert_eq!(environment.git(&["status", "--porcelain", "records"]), "");
    environment.run(&["build"]).ok();
    let report = environment.run(&["verify", "site"]);
    assert_eq!(report.code, 0, "{}{}", report.out, report.err);
}

#[test]
fn minutes_with_these_line_ends_are_read_alike() {
    use crate::import::{MINUTES, import, northmere};
    let records = |environment: &Environment| {
        let mut records = files(&environment.path().join("records"));
        records.sort();
        let sum = |line: &&str| !line.trim_start().starts_with("sha256:");
        let texts = records.into_iter().map(|(path, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            (path, text.lines().filter(sum).collect::<Vec<_>>().join("\n"))
        });
        texts.collect::<Vec<_>>()
    };
    let (unix, other) = (northmere(), northmere());
    other.write("minutes.txt", &windows(MINUTES));
    import(&unix, "minutes.txt", &["--minutes", "draft"]).ok();
    import(&other, "minutes.txt", &["--minutes", "draft"]).ok();
    assert_eq!(records(&unix), records(&other));
    // The same minutes again, confirmed, into a register of Windows.
    convert(&other, "records");
    other.git(&["config", "core.autocrlf", "false"]);
    other.git(&["add", "records"]);
    other.git(&["commit", "--quiet", "--message", "Saved with Notepad"]);
    other.write("confirmed.txt", &windows(&crate::import::confirmed()));
    import(
        &other,
        "confirmed.txt",
        &[
            "--minutes",
            "confirmed",
            "--confirmed-on",
            "14/05/2026",
            "--update",
        ],
    )
    .ok();
    kept(&other, &[], "import");
}

#[test]
fn two_clerks_with_different_line_ends_share_a_register() {
    use crate::sync::shared::Team;
    let team = Team::new();
    let path = team.path("bea/records/bodies/kmpt.yaml");
    team.git("bea", &["config", "core.autocrlf", "false"]);
    let text = std::fs::read_to_string(&path).expect("a record");
    std::fs::write(&path, windows(&text)).expect("the record");
    team.git(
        "bea",
        &["commit", "--quiet", "--all", "--message", "Saved with Notepad"],
    );
    team.run("ann", &["edit", "kmpt", "--set", "area=Kent and Medway"])
        .ok();
    team.run("bea", &["edit", "kmpt", "--set", "short_name=The trust"])
        .ok();
    team.run("ann", &["sync"]).ok();
    team.run("bea", &["sync"]).ok();
    team.run("ann", &["sync"]).ok();
    for who in ["ann", "bea"] {
        let text =
            std::fs::read_to_string(team.path(&format!("{who}/records/bodies/kmpt.yaml"))).expect("a record");
        assert!(
            text.contains("area: Kent and Medway") && text.contains("short_name: The trust"),
            "{who}: {text:?}"
        );
        assert!(
            !text.replace("\r\n", "").contains(['\r', '\n']),
            "{who}: {text:?}"
        );
        assert!(text.starts_with(MARK), "{who}: {text:?}");
        team.run(who, &["check"]).ok();
    }
}
