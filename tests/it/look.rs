//! The look that a register gives its site: its logo, its colours, and any one file of its own.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use scrutiny::check::check;
use scrutiny::history::{Commit, History, TextId, Texts, Touch};
use scrutiny::law::Law;
use scrutiny::site::{self, Edition, Input, Output, Templates, built_in};
use scrutiny::source::Sources;

use crate::environment::{Environment, repository};
use crate::fixture::{base, file, with};

/// The site of a register with these templates of its own.
fn made(sources: &Sources, overrides: &BTreeMap<String, Vec<u8>>) -> Result<Output, String> {
    let law = Law::of(sources);
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let register = check(sources, &law, today).0.published();
    let input = Input {
        register: &register,
        history: &told_twice(),
        law: &law,
        as_at: today,
        edition: Edition {
            commit: None,
            uncommitted: false,
            version: "0",
            history: scrutiny::site::Telling::Whole,
            past: None,
        },
    };
    let templates = Templates::new(overrides).map_err(|error| error.to_string())?;
    site::render(&site::plan(&input), &templates, &|_, _| {}).map_err(|error| error.to_string())
}

/// A history in which one record has two versions, so that there is a page on how its page changed.
fn told_twice() -> History {
    let commit = |id: &str| Commit {
        id: id.to_owned(),
        on: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
        by: "A Clerk".to_owned(),
        summary: "Save".to_owned(),
    };
    let name = "bodies/north-trust".to_owned();
    let text = |byte: u8| Some(TextId([byte; 20]));
    let (old, new) = (text(1), text(2));
    History {
        commits: vec![commit("bbbbbbbbbbbb"), commit("aaaaaaaaaaaa")],
        touches: BTreeMap::from([(name.clone(), vec![(0, Touch::Changed), (1, Touch::Added)])]),
        texts: BTreeMap::from([(name, vec![Texts { old, new }, Texts { old: None, new: old }])]),
        ..History::default()
    }
}

/// A register with a page of every type: the small one, with a tombstone, a former id and a page of its own.
fn every_type() -> Sources {
    base().with(vec![
        file("records/pages/about.md", "# About\n\nWords.\n"),
        file(
            "records/bodies/north-trust.yaml",
            "name: North Trust\nrole: nhs-trust\naliases: [north]\n",
        ),
        file(
            "records/duties/2026/come-back.yaml",
            "title: Come back\nchange: all-age-mental-health-2025\nbasis: {undertaking: A promise}\n\
             owed_by: nhs-kent-and-medway\nowed_to: [public]\n",
        ),
    ])
}

/// The file with a mark that shows in whatever is made with it.
fn marked(name: &str, text: &str) -> String {
    let mark = "SEEN-IN-THIS-FILE";
    if name.ends_with(".svg") {
        return text.replacen("<svg", &format!("<!--{mark}--><svg"), 1);
    }
    if name.ends_with(".css") {
        return format!("{text}\n.{mark}{{color:red}}\n");
    }
    if text.contains("{% component") {
        // In every component, whichever of them a page uses.
        let parts: Vec<String> = text
            .split_inclusive('\n')
            .map(|line| match line.starts_with("{% component") {
                true => line.replacen(") %}", &format!(") %}}{mark}"), 1),
                false => line.to_owned(),
            })
            .collect();
        return parts.concat();
    }
    let opening = "{% block main %}\n";
    match text.contains(opening) {
        true => text.replacen(opening, &format!("{opening}{mark}"), 1),
        false if text.contains("<body>") => text.replacen("<body>", &format!("<body>{mark}"), 1),
        false => format!("{text}{mark}"),
    }
}

#[test]
#[expect(clippy::disallowed_macros, reason = "how much was looked at is told")]
fn every_file_of_the_look_can_be_replaced_alone() {
    let sources = every_type();
    let mut replaced = 0;
    // Only a site of several registers has pages that are made with these: see tests/it/nation.
    let of_several = ["registers.html", "several.html"];
    for (name, text) in built_in().filter(|(name, _)| !of_several.contains(name)) {
        let own = marked(name, text);
        assert_ne!(own, text, "{name} is marked");
        let output = made(&sources, &BTreeMap::from([(name.to_owned(), own.into_bytes())]))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mark = b"SEEN-IN-THIS-FILE";
        let seen = output
            .values()
            .filter(|bytes| bytes.windows(mark.len()).any(|part| part == mark))
            .count();
        assert!(seen > 0, "{name} is used by no page");
        replaced += 1;
    }
    println!("{replaced} files replaced alone");
    // Every file there is in the folder is one of them.
    let mut names = Vec::new();
    let folder = repository().join("templates");
    for below in ["", "style/", "assets/"] {
        for entry in std::fs::read_dir(folder.join(below)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                names.push(format!("{below}{}", entry.file_name().to_string_lossy()));
            }
        }
    }
    let known: Vec<&str> = built_in().map(|(name, _)| name).collect();
    let forgotten: Vec<_> = names
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    assert!(forgotten.is_empty(), "{forgotten:?} cannot be replaced");
}

/// The files of a guide: each stands in a fence whose first line names it in a comment.
fn files_of(guide: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for fence in guide.split("\n```").skip(1).step_by(2) {
        let (_, text) = fence.split_once('\n').unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        let name = first.trim_matches(|c: char| " #/*<!->".contains(c));
        files.push((name.to_owned(), format!("{}\n", rest.trim_end_matches('\n'))));
    }
    files
}

#[test]
fn the_example_of_the_guide_is_a_site_that_looks_so() {
    let guide = std::fs::read_to_string(repository().join("docs/look.md")).unwrap();
    let environment = Environment::with_register();
    let files = files_of(&guide);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "records/register.yaml",
            "templates/assets/northmere.svg",
            "templates/header-slot.html",
            "templates/footer-slot.html",
            "templates/style/northmere.css",
        ]
    );
    for (name, text) in &files {
        environment.write(name, text);
    }
    environment.run(&["build"]).ok();
    let page = environment.read("site/changes/index.html");
    for part in [
        "<img class=\"logo\" src=\"../assets/northmere.svg\" width=\"96\" height=\"40\" alt=\"\">Northmere register",
        "Northmere Council</a></p></div>\n\n</header>",
        "How to reach us</a></p>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(environment.read("site/assets/northmere.svg").starts_with("<svg"));
    let sheet = page.split("href=\"../assets/style.").nth(1).unwrap();
    let sheet = environment.read(&format!("site/assets/style.{}", sheet.split('"').next().unwrap()));
    let end = "\n@media screen{:root{--brand:#5b2a86;--on-brand:#ffffff;--link:#6a1b9a;--link-hover:#451164}}\n\
               @media screen and (prefers-color-scheme: dark){:root{--brand:#5b2a86;--on-brand:#ffffff;--link:#d7b3ff;\
               --link-hover:#e5ceff}}\n";
    assert!(sheet.ends_with(end), "{}", &sheet[sheet.len() - 400..]);
    assert!(sheet.contains(".top .name{letter-spacing: .02em}"));
}

#[test]
fn a_bright_brand_gets_black_words() {
    let environment = Environment::with_register();
    environment.write(
        "records/register.yaml",
        "name: R\npublisher: P\nlook: {brand: 'ffd400', dark: {brand: '#222'}}\n",
    );
    environment.run(&["build"]).ok();
    let page = environment.read("site/index.html");
    let sheet = page
        .split("href=\"assets/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let sheet = environment.read(&format!("site/assets/{sheet}"));
    assert!(sheet.contains("{--brand:#ffd400;--on-brand:#000000}"), "{sheet}");
    assert!(sheet.contains("{--brand:#222222;--on-brand:#ffffff}"), "{sheet}");
}

#[test]
fn what_cannot_be_shown_is_told_with_its_place_and_its_cure() {
    let environment = Environment::with_register();
    let refused = |look: &str, parts: &[&str]| {
        environment.write(
            "records/register.yaml",
            &format!("name: R\npublisher: P\nlook:\n{look}\n"),
        );
        let ran = environment.run(&["build"]).ended(1);
        for part in parts {
            assert!(ran.err.contains(part), "{part}\n{}", ran.err);
        }
    };
    refused(
        "  link: \"#ff69b4\"",
        &[
            "register.yaml:4:9",
            "contrast of 2.3 to 1 on a light screen; 4.5 is needed",
            "\"#a",
        ],
    );
    refused(
        "  dark: {link: \"#334455\"}",
        &[
            "register.yaml:4:16",
            "on a dark screen",
            "the nearest colour that can be read is \"#",
        ],
    );
    refused(
        "  brand: #17443f",
        &[
            "register.yaml:4:3",
            "is taken for a comment",
            "put quotes around it",
        ],
    );
    refused("  brand: red", &["`red` is not a colour"]);
    refused("  brand: \"#fff;}body{display:none\"", &["is not a colour"]);
    refused("  logo: ../../secret.svg", &["is not the name of a logo's file"]);
    refused("  logo: crest.gif", &["an SVG or PNG"]);
    refused(
        "  logo: crest.svg",
        &[
            "the asset assets/crest.svg cannot be used",
            "records/register.yaml names it as the logo",
            "put a file of that name below templates/assets/",
        ],
    );
    environment.write("templates/assets/crest.svg", "<svg></svg>\n");
    refused("  logo: crest.svg", &["does not say how wide and high it is"]);
}

#[test]
fn a_cure_for_a_faint_link_cures_it() {
    let link = |colour: &str| {
        let text =
            format!("name: R\npublisher: P\nlook:\n  link: \"{colour}\"\n  dark: {{link: \"{colour}\"}}\n");
        let sources = with(vec![file("records/register.yaml", text)]);
        crate::fixture::problems(&sources)
    };
    for colour in ["#ff69b4", "#808080", "#00ff00", "#123456", "#fff", "#000"] {
        for problem in &link(colour) {
            let cure = problem.cure.as_deref().unwrap_or_default();
            let nearest = cure.split('"').nth(1).unwrap();
            let dark = problem.message.contains("dark");
            let left: Vec<_> = link(nearest)
                .iter()
                .filter(|left| left.message.contains("dark") == dark)
                .map(|left| left.message.clone())
                .collect();
            assert!(left.is_empty(), "{colour} to {nearest}: {left:?}");
        }
    }
}
