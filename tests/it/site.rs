//! A small register built whole: every page well formed, every link followed.

mod change;
mod data;
mod follow;
mod law;
mod listed;
mod lists;
mod pictures;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use scrutiny::history::{Commit, History, Touch};
use scrutiny::law::Law;
use scrutiny::register::Register;
use scrutiny::site::{self, Edition, Input, Output, Templates};
use scrutiny::source::{Source, Sources};

const HOSTILE: &str = "<script>alert('x')</script> \\\" onload=x {{ 7 * 7 }} {% raw %}";

fn sources() -> Sources {
    let hostile = format!("title: \"{HOSTILE}\"\nkind: closure\nsummary: \"{HOSTILE}\"\nauthorities: []\n");
    let files: &[(&str, &str)] = &[
        (
            "register.yaml",
            "name: Register of Change & Scrutiny\npublisher: A council\nmissing: [Minutes before 2025]\nlicence: {name: OGL, address: 'https://licence.example/'}\ncontact: https://contact.example/\n",
        ),
        (
            "bodies/kent.yaml",
            "name: Kent County Council\nrole: local-authority\nwebsite: https://kent.example/?a=1&b=2\n",
        ),
        (
            "bodies/medway.yaml",
            "name: Medway Council\nrole: local-authority\n",
        ),
        (
            "bodies/hosc.yaml",
            "name: Kent Health Overview and Scrutiny Committee\nshort_name: Kent HOSC\nrole: scrutiny-committee\npart_of: kent\n",
        ),
        ("bodies/icb.yaml", "name: NHS Kent and Medway\nrole: icb\n"),
        (
            "bodies/secret.yaml",
            "name: Secret body\nrole: icb\nstatus: draft\n",
        ),
        (
            "changes/all-age.yaml",
            "title: One contract\nkind: contract-award\nresponsible_person: icb\nauthorities: [{authority: kent}, {authority: medway, consultation: {began: 2025-11}}]\nkey_dates: [{date: 2026-04-01, what: It begins}]\ndetails: \"See [the other](changes/alliance), [its view](determinations/view), [no draft](changes/draft) and [x](javascript:x).\"\n",
        ),
        (
            "changes/alliance.yaml",
            "title: Another contract\nkind: contract-award\nauthorities: [{authority: kent}]\nreplaces: [all-age]\n",
        ),
        ("changes/hostile.yaml", &hostile),
        (
            "changes/draft.yaml",
            "title: Draft proposal\nkind: move\nstatus: draft\n",
        ),
        (
            "resolutions/2025/item.yaml",
            "committee: hosc\nmeeting: 2025-10-09\nitem: Update\nminutes: {status: draft, source: 'https://minutes.example/'}\nchanges: [all-age, alliance]\ndiscussion: \"# Said\\n\\n|a|b|\\n|-|-|\\n|1|2|\\n\"\nclauses:\n  - {label: a, words: he Committee deems it not substantial., reads_as: determination}\n  - {label: '(b)', words: NHS be invited., reads_as: invited, action: {owner: hosc, concerning: [icb]}}\n",
        ),
        (
            "determinations/view.yaml",
            "change: all-age\nby: hosc\nauthority: kent\ntaken_by: committee\nview: not-substantial\nscope: The model only\ndate: 2025-10-09\nresolution: {id: item, clause: a}\nreasons: Because.\n",
        ),
        (
            "determinations/older.yaml",
            "change: all-age\nby: icb\nauthority: kent\nview: substantial-variation\ndate: 2025-09\n",
        ),
        (
            "determinations/draft.yaml",
            "change: alliance\nby: hosc\nauthority: kent\nview: substantial-variation\ndate: 2025-10-09\nstatus: draft\n",
        ),
        (
            "duties/protocols.yaml",
            "title: Follow the protocols\nchange: all-age\nbasis: {undertaking: A term of the contract}\nowed_by: icb\nowed_to: [public, kent]\nengagement: [{what: A meeting, opens: 2025-12-01, address: 'https://meet.example/'}]\n",
        ),
        (
            "duties/minutes.yaml",
            "title: Come back\nchange: all-age\nbasis: {clause: {id: item, clause: '(b)'}}\nowed_by: icb\nowed_to: [kent]\ndue: 2025-10-31\ndischarged: {date: 2025-11-02, evidence: Report}\n",
        ),
        (
            "pages/about.md",
            "# About & more\n\n## Who\n\n[One](changes/all-age.html#timeline) [two](#who) [gone](changes/nothing) <b>raw</b>\n",
        ),
    ];
    files_of(files)
}

fn history() -> History {
    let commit = |id: &str, day: (i32, u32, u32), summary: &str| Commit {
        id: id.repeat(40),
        on: NaiveDate::from_ymd_opt(day.0, day.1, day.2).expect("a day"),
        by: "A Clerk".to_owned(),
        summary: summary.to_owned(),
    };
    let touches = [
        ("bodies/secret", vec![(0, Touch::Added)]),
        ("changes/all-age", vec![(1, Touch::Changed), (2, Touch::Added)]),
        ("determinations/view", vec![(2, Touch::Added)]),
        ("pages/about", vec![(2, Touch::Added)]),
        ("changes/gone", vec![(1, Touch::Removed)]),
    ];
    History {
        head: Some("a".repeat(40)),
        commits: vec![
            commit("c", (2025, 12, 1), "Add a secret body"),
            commit("b", (2025, 11, 3), "Mend <the> title"),
            commit("a", (2025, 10, 10), "Record the meeting"),
        ],
        touches: touches
            .into_iter()
            .map(|(name, list)| (name.to_owned(), list))
            .collect(),
        cut_short: false,
        ..History::default()
    }
}

fn build() -> Output {
    let day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    rendered(&sources(), &history(), day)
}

/// The site of some records without a history.
fn made(files: &[(&str, &str)], as_at: NaiveDate) -> Output {
    rendered(&files_of(files), &History::default(), as_at)
}

fn files_of(files: &[(&str, &str)]) -> Sources {
    let files = files
        .iter()
        .map(|(path, text)| Source::from_bytes(format!("records/{path}"), text.as_bytes().to_vec()));
    Sources::new(files.collect())
}

fn rendered(sources: &Sources, history: &History, as_at: NaiveDate) -> Output {
    let (register, problems) = Register::build(sources);
    assert!(problems.is_empty(), "{problems:?}");
    let register = register.published();
    let input = Input {
        register: &register,
        history,
        law: &Law::of(sources),
        as_at,
        edition: Edition {
            commit: history.head.clone(),
            uncommitted: false,
            version: "0.0.0",
            history: scrutiny::site::Telling::Whole,
            past: None,
        },
    };
    let templates = Templates::new(&BTreeMap::new()).unwrap_or_else(|error| panic!("{error}"));
    site::render(&site::plan(&input), &templates, &|_, _| {}).unwrap_or_else(|error| panic!("{error}"))
}

fn text<'o>(output: &'o Output, path: &str) -> &'o str {
    let bytes = output
        .get(path)
        .unwrap_or_else(|| panic!("{path} is not among {:?}", output.keys()));
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

fn html_of(output: &Output) -> impl Iterator<Item = (&str, &str)> {
    let html = output.keys().filter(|path| path.ends_with(".html"));
    html.map(|path| (path.as_str(), text(output, path)))
}

/// The values of an attribute, in order; entities are those our own escaping makes.
fn attribute(html: &str, name: &str) -> Vec<String> {
    let open = format!(" {name}=\"");
    let values = html
        .split(&open)
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    values.map(|value| value.replace("&amp;", "&")).collect()
}

/// The path a link leads to, from the page it stands on.
fn follow(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{to} leads out of the site from {from}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_somewhere() {
    let followed = follow_all(&build());
    assert!(followed > 200, "{followed}");
}

/// Follows every link between pages, to its place on the page; tells how many there are.
pub(crate) fn follow_all(output: &Output) -> usize {
    let ids = html_of(output).map(|(path, html)| (path, attribute(html, "id").into_iter().collect()));
    let ids: BTreeMap<&str, BTreeSet<String>> = ids.collect();
    let mut followed = 0;
    for (path, html) in html_of(output) {
        for link in attribute(html, "href") {
            assert!(!link.contains("javascript"), "{link} on {path}");
            if link.starts_with("https://") {
                continue;
            }
            assert!(!link.contains(':') && !link.starts_with('/'), "{link} on {path}");
            let (page, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let target = if page.is_empty() {
                path.to_owned()
            } else {
                follow(path, page)
            };
            assert!(
                output.contains_key(&target),
                "{path} links {link}, and there is no {target}"
            );
            assert!(
                fragment.is_empty() || ids[target.as_str()].contains(fragment),
                "{path} links {link}: no such place"
            );
            followed += 1;
        }
    }
    followed
}

#[test]
fn every_page_is_well_formed() {
    const VOID: [&str; 5] = ["meta", "link", "br", "hr", "input"];
    let output = build();
    for (path, html) in html_of(&output) {
        let ids = attribute(html, "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "an id is used twice on {path}: {ids:?}");
        for name in attribute(html, "aria-labelledby") {
            assert!(
                unique.contains(&name),
                "{path} is labelled by {name}, which is not there"
            );
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        // One page asks for a script, a file of the site's own.
        let scripts = html.matches("<script").count();
        assert_eq!(
            scripts,
            html.matches("<script src=\"../assets/search.").count(),
            "{path}"
        );
        assert_eq!(scripts, usize::from(path == "search/index.html"), "{path}");
        assert!(!html.contains(" style=") && !html.contains("<style"), "{path}");
        assert!(
            html.starts_with("<!doctype html>\n<html lang=\"en-GB\">"),
            "{path}"
        );
        let mut open: Vec<&str> = Vec::new();
        let mut level = 0;
        for tag in html.split('<').skip(1) {
            let name = tag
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '/')
                .next()
                .unwrap_or("");
            if let Some(name) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "tags of {path} do not close in order");
            } else if !name.is_empty() && !VOID.contains(&name) {
                open.push(name);
            }
            if let Some(own) = name.strip_prefix('h').and_then(|digit| digit.parse::<u8>().ok()) {
                assert!(own <= level + 1, "{path} goes from h{level} to h{own}");
                level = own;
            }
        }
        assert!(open.is_empty(), "{path} leaves {open:?} open");
    }
}

#[test]
fn hostile_words_are_only_words() {
    let output = build();
    let html = text(&output, "changes/hostile.html");
    assert!(
        html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; \\&quot; onload=x {{ 7 * 7 }}")
            || html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot; onload=x {{ 7 * 7 }}"),
        "{html}"
    );
    assert!(text(&output, "pages/about.html").contains("&lt;b&gt;raw&lt;/b&gt;"));
    assert!(text(&output, "updates/index.html").contains("Mend &lt;the&gt; title"));
}

#[test]
fn drafts_and_what_is_gone_leave_no_trace() {
    let output = build();
    for (path, bytes) in &output {
        let text = String::from_utf8_lossy(bytes);
        for word in [
            "Draft proposal",
            "Secret body",
            "bodies/secret",
            "changes/draft.",
            "determination-draft",
            "changes/gone",
        ] {
            assert!(!text.contains(word) && !path.contains(word), "{word} in {path}");
        }
    }
    assert!(
        !output.contains_key("updates/2025-12.html"),
        "a month in which only a draft changed"
    );
    assert!(output.contains_key("updates/2025-10.html") && output.contains_key("updates/2025-11.html"));
}

#[test]
fn the_same_bytes_on_one_thread_and_on_two() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        pool.install(build)
    };
    assert!(on(1) == on(2));
}

#[test]
fn a_view_is_said_with_its_scope_and_never_for_another_council() {
    let output = build();
    let html = text(&output, "changes/all-age.html");
    for words in [
        "Judged not substantial by Kent County Council",
        "No view is recorded for Medway Council.",
        "The model only",
        "This does not mean the change is minor, or approved.",
        "We hold no record of a view by Medway Council or its committee.",
        "Draft - may change",
        "he Committee deems it not substantial.",
        "The NHS’s own view",
        "date not known",
        "No date is stated",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(text(&output, "changes/alliance.html").contains("Clause a is about another change"));
    assert!(text(&output, "resolutions/item.html").contains("id=\"clause--2\""));
}

#[test]
fn a_commit_is_named_on_the_home_page_and_in_the_data_alone() {
    let output = build();
    let naming: Vec<&str> = output
        .iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("aaaaaaaaaa"))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(naming, ["index.html", "register.json"]);
}

#[test]
fn a_faulty_template_is_named_with_its_line() {
    let with = |name: &str, text: &str| {
        Templates::new(&BTreeMap::from([(name.to_owned(), text.as_bytes().to_vec())]))
    };
    let fault = |name, text| with(name, text).expect_err("it is faulty").to_string();
    assert!(fault("home.html", "{% block main %}\n{% if %}").starts_with("the template home.html, line 2,"));
    assert!(fault("home.html", "{{ page | no_such }}").contains("home.html"));
    assert!(fault("home.html", "{% extends \"nothing.html\" %}").contains("nothing.html"));
    assert!(fault("home.htm", "x").contains("home.htm"));
    assert!(fault("assets/../x", "x").contains("leads to another folder"));
    assert!(with("mine.html", "{% extends \"base.html\" %}").is_ok());
    let logo = with("assets/logo.png", "x").expect("assets are copied");
    drop(logo);
}
