//! Sites of earlier states, and the pages that tell how a page changed.

use super::{dated, put};
use crate::environment::{Environment, files};

#[test]
fn a_site_of_an_earlier_state_says_so_on_every_page_and_cannot_be_followed() {
    let environment = dated();
    environment.write(
        "records/register.yaml",
        "name: Test register\npublisher: Test council\nbase_address: https://register.example/\n",
    );
    put(&environment, "2026-03-12", "Address", &[]);
    environment.run(&["build"]).ok();
    let today = environment.read("site/index.html");
    assert!(
        !today.contains("noindex") && !today.contains("not as the register is now"),
        "{today}"
    );
    let refused = environment.run(&["build", "--at", "2026-03-12~1"]);
    assert_ne!(refused.code, 0);
    let refused = environment.run(&["build", "--at", "2026-03-11"]).ended(3);
    assert!(
        refused.err.contains("not written to site/") && refused.err.contains("--to FOLDER"),
        "{}",
        refused.err
    );
    assert_eq!(environment.read("site/index.html"), today);

    put(
        &environment,
        "2026-03-14",
        "Later",
        &[("records/bodies/late.yaml", "name: Late\nrole: icb\n")],
    );
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    command
        .env_remove("SCRUTINY_AS_AT")
        .current_dir(environment.path());
    let output = command
        .args(["build", "--at", "2026-03-13", "--to", "then"])
        .output()
        .expect("the program starts");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("The law is judged as at 13 March 2026"));
    let then = files(&environment.path().join("then"));
    let pages: Vec<&(String, Vec<u8>)> = then.iter().filter(|(name, _)| name.ends_with(".html")).collect();
    assert!(pages.len() > 20, "{}", pages.len());
    let names: Vec<&str> = then.iter().map(|(name, _)| name.as_str()).collect();
    for (name, bytes) in &pages {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            text.contains("It shows what was recorded by the end of 13 March 2026 (commit <code>"),
            "{name}"
        );
        assert!(
            text.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{name}"
        );
        assert!(!text.contains("rel=\"canonical\""), "{name}");
        let today = match name.as_str() {
            "404.html" | "index.html" => "href=\"https://register.example/\"".to_owned(),
            name => format!("href=\"https://register.example/{name}\""),
        };
        assert!(text.contains(&today), "{name}");
        // Every link to a page of the site leads to one.
        for link in text
            .split(" href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let link = link.split('#').next().unwrap_or("");
            if link.is_empty() || link.contains(':') || name == "404.html" {
                continue;
            }
            let mut parts: Vec<&str> = name.split('/').collect();
            parts.pop();
            for part in link.split('/') {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(part);
                }
            }
            assert!(
                names.contains(&parts.join("/").as_str()),
                "{name} leads to {link}"
            );
        }
    }
    let feeds = [".atom", ".ics", ".xml"];
    let live: Vec<&&str> = names
        .iter()
        .filter(|name| feeds.iter().any(|end| name.ends_with(end)) || **name == "robots.txt")
        .collect();
    assert!(live.is_empty(), "{live:?}");
    assert!(
        environment
            .read("then/register.json")
            .contains("\"day\": \"2026-03-13\"")
    );
    environment.run(&["verify", "then"]).ok();
    // Without the notice it is, byte for byte, what was published then.
    environment
        .run(&[
            "build",
            "--at",
            "2026-03-13",
            "--unmarked",
            "--to",
            "unmarked",
            "--as-at",
            "2026-03-31",
        ])
        .ok();
    assert_eq!(environment.read("unmarked/index.html"), today);
    // The last commit is no earlier state.
    environment.run(&["build", "--at", "main"]).ok();
    assert!(!environment.read("site/index.html").contains("noindex"));
}

/// The page that tells how a body's page changed.
fn story(environment: &Environment, id: &str) -> String {
    environment.run(&["build"]).ok();
    environment.read(&format!("site/bodies/{id}/history.html"))
}

#[test]
fn a_page_tells_how_it_changed_with_what_stood_there_before() {
    let environment = dated();
    let text = "name: Northmere Council\nrole: local-authority\nshort_name: Northmere\n";
    let path = "records/bodies/northmere.yaml";
    put(
        &environment,
        "2026-03-12",
        "Rename",
        &[(path, &text.replace("Northmere Council", "Northmere <Borough>"))],
    );
    let page = story(&environment, "northmere");
    let places: Vec<usize> = [
        "12 March 2026",
        "“Northmere Council”",
        "“Northmere &lt;Borough&gt;”",
        "10 March 2026",
        "Short name",
        "5 March 2026",
        "It was recorded here for the first time.",
    ]
    .iter()
    .map(|words| page.find(words).unwrap_or_else(|| panic!("{words}\n{page}")))
    .collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{page}");
    assert!(page.contains("noindex"), "{page}");
    assert!(
        environment
            .read("site/bodies/northmere.html")
            .contains("href=\"northmere/history.html\"")
    );
    // One version is no story, and without history there is none.
    put(
        &environment,
        "2026-03-13",
        "Add",
        &[("records/bodies/late.yaml", "name: Late\nrole: icb\n")],
    );
    environment.run(&["build"]).ok();
    assert!(!environment.has("site/bodies/late/history.html"));
    assert!(!environment.read("site/bodies/late.html").contains("history.html"));
    let quick = files(&environment.path().join("site"));
    environment.run(&["build", "--whole", "--to", "again"]).ok();
    let mut again = files(&environment.path().join("again"));
    let mut quick = quick;
    quick.sort();
    again.sort();
    let differ = quick.iter().zip(&again).find(|(one, other)| one != other);
    let differ = differ.map(|(one, other)| (&one.0, &other.0));
    assert_eq!(differ, None, "a quick build makes the same files");
    assert_eq!(quick.len(), again.len());
    environment.run(&["build", "--no-history"]).ok();
    assert!(!environment.has("site/bodies/northmere/history.html"));
    assert!(
        !environment
            .read("site/bodies/northmere.html")
            .contains("history.html")
    );
}

/// A body of which a correction keeps words back, a draft that was finished later, and one that was withdrawn and is back.
fn kept_back() -> Environment {
    let environment = dated();
    let save = |day: &str, files: &[(&str, &str)]| {
        put(&environment, day, &format!("Note canarynote on {day}"), files);
    };
    let secret = "records/bodies/secret.yaml";
    let drafted = "records/bodies/drafted.yaml";
    let back = "records/bodies/back.yaml";
    let naming = "records/bodies/naming.yaml";
    let hidden = "records/bodies/canaryhidden.yaml";
    save(
        "2026-03-11",
        &[
            (
                secret,
                "name: Secret Trust\nrole: nhs-trust\narea: canarywithheld\n",
            ),
            (drafted, "name: canarydraft\nrole: nhs-trust\nstatus: draft\n"),
            (back, "name: canarywithdrawn\nrole: icb\n"),
            (hidden, "name: Hidden\nrole: icb\n"),
            (
                naming,
                "name: Naming\nrole: nhs-trust\npart_of: northmere\nsucceeded_by: [canaryhidden]\n",
            ),
        ],
    );
    save(
        "2026-03-12",
        &[
            (
                secret,
                "name: Secret Trust\nrole: nhs-trust\narea: canarywithheld too\n",
            ),
            (drafted, "name: canarydrafted\nrole: nhs-trust\nstatus: draft\n"),
            (back, "withdrawn:\n  date: 2026-03-12\n  reason: A mistake.\n"),
            (naming, "name: Naming\nrole: nhs-trust\n"),
        ],
    );
    let corrected = "name: Secret Trust\nrole: nhs-trust\narea: North\ncorrections:\n  - date: 2026-03-13\n    field: area\n    \
                     what: put right\n    withheld: 'yes'\n    why: It named a person.\n";
    save(
        "2026-03-13",
        &[
            (secret, corrected),
            (drafted, "name: Drafted Trust\nrole: nhs-trust\n"),
            (back, "name: Back\nrole: icb\n"),
            (hidden, "name: Hidden\nrole: icb\nstatus: draft\n"),
        ],
    );
    save(
        "2026-03-14",
        &[
            (secret, &format!("{corrected}website: https://secret.example/\n")),
            (drafted, "name: Drafted Trust\nrole: nhs-trust\narea: South\n"),
            (back, "name: Back again\nrole: icb\n"),
        ],
    );
    environment
}

#[test]
fn nothing_that_was_not_public_or_is_kept_back_is_told() {
    let environment = kept_back();
    environment.run(&["build"]).ok();
    let page = |id: &str| environment.read(&format!("site/bodies/{id}/history.html"));
    assert!(
        page("secret").contains("What stood there is kept back"),
        "{}",
        page("secret")
    );
    assert!(
        page("secret").contains("https://secret.example/"),
        "{}",
        page("secret")
    );
    for id in ["drafted", "back"] {
        assert!(
            page(id).contains("This is the first version that is told here."),
            "{}",
            page(id)
        );
        assert!(
            page(id).contains("14 March 2026") && !page(id).contains("12 March 2026"),
            "{}",
            page(id)
        );
    }
    assert!(
        page("naming").contains("it names a record that is not published here"),
        "{}",
        page("naming")
    );
    let mut looked = 0;
    for (name, bytes) in files(&environment.path().join("site")) {
        let text = format!("{name} {}", String::from_utf8_lossy(&bytes)).to_lowercase();
        looked += 1;
        assert!(
            !text.contains("canary"),
            "{name}: {}",
            text.split("canary").nth(1).unwrap_or("").get(..80).unwrap_or("")
        );
    }
    assert!(looked > 60, "{looked}");
}

#[test]
fn without_what_keeps_them_back_the_words_are_found() {
    // The same pages with the reasons to keep quiet taken away: a test that could not find them would prove nothing.
    let environment = kept_back();
    put(
        &environment,
        "2026-03-15",
        "Open",
        &[
            ("records/bodies/canaryhidden.yaml", "name: Hidden\nrole: icb\n"),
            (
                "records/bodies/secret.yaml",
                "name: Secret Trust\nrole: nhs-trust\narea: North\n",
            ),
        ],
    );
    // The first correction stays in the history, so the old words stay withheld; the id may be named again.
    environment.run(&["build"]).ok();
    let page = |id: &str| environment.read(&format!("site/bodies/{id}/history.html"));
    assert!(
        page("naming").contains("canaryhidden") || page("naming").contains("Hidden"),
        "{}",
        page("naming")
    );
    assert!(!page("secret").contains("canarywithheld"), "{}", page("secret"));
    let other = dated();
    put(
        &other,
        "2026-03-11",
        "One",
        &[(
            "records/bodies/open.yaml",
            "name: Open\nrole: icb\narea: canaryopen\n",
        )],
    );
    put(
        &other,
        "2026-03-12",
        "Two",
        &[("records/bodies/open.yaml", "name: Open\nrole: icb\narea: North\n")],
    );
    other.run(&["build"]).ok();
    assert!(other.read("site/bodies/open/history.html").contains("canaryopen"));
}
