//! Hostile texts in every field: they come back as text, and as nothing else.

use scraper::Html;
use scrutiny::form::{Answer, Question, questions};
use scrutiny::record::Kind;

use super::server::{Server, said, selector};
use crate::environment::{Environment, repository};

/// Every field of a form, rows too.
fn names(kind: Kind) -> Vec<String> {
    let own = |question: &Question| match question.answer {
        Answer::Row(row) => row
            .parts
            .iter()
            .map(|part| format!("{}.0.{}", question.name, part.name))
            .collect(),
        _ => vec![question.name.to_owned()],
    };
    let mut all: Vec<String> = questions(kind).iter().flat_map(own).collect();
    all.extend(["record-id".to_owned(), "record-reason".to_owned()]);
    all
}

#[test]
fn hostile_texts_come_back_as_they_were_typed_and_do_nothing() {
    let text = std::fs::read_to_string(repository().join("tests/browser/payloads.json")).unwrap();
    let payloads: Vec<(String, String)> = serde_json::from_str(&text).unwrap();
    assert!(payloads.len() > 50);
    let environment = Environment::with_demonstration();
    let server = Server::start(&environment);
    for (number, (name, payload)) in payloads.iter().enumerate() {
        let kind = Kind::ALL[number % Kind::ALL.len()];
        let payload = payload.replace("\r\n", "\n").replace('\r', "\n");
        if payload.trim().is_empty() {
            continue;
        }
        let blank = server.form(&format!("add/{kind}"));
        let form = names(kind)
            .iter()
            .fold(blank, |form, name| form.with(name, &payload));
        let answer = server.follow(&form, "check");
        assert_eq!(answer.status, 422, "{name} in a {kind}");
        let page = Html::parse_document(&answer.body);
        let scripts: Vec<_> = page
            .select(&selector("script"))
            .map(|script| script.value().attr("src"))
            .collect();
        assert_eq!(scripts, [Some("../assets/form.js")], "{name}");
        for element in page.select(&selector("*")) {
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on"), "{name}: {attribute}");
                let leads = ["href", "src", "action", "formaction"].contains(&attribute);
                let own = value.starts_with("../") || value.starts_with('#');
                assert!(!leads || own, "{name}: {attribute}={value}");
            }
        }
        let stray = "form form, object, embed, meta[http-equiv], base, svg, math, img, link[rel=import], style, template";
        assert_eq!(page.select(&selector(stray)).count(), 0, "{name}");
        let back = server.form_in(&answer.body);
        for field in names(kind).iter().filter(|field| *field != "record-reason") {
            let expected = if field == "record-id" {
                payload.trim()
            } else {
                payload.as_str()
            };
            // What a line cannot hold a browser takes out of it: breaks of the line.
            let kept = back
                .fields
                .iter()
                .find(|(own, _)| own == field)
                .map(|(_, text)| text.as_str());
            // No page can hold the character 0; the checks refuse it.
            if let Some(kept) = kept.filter(|_| !payload.contains('\0')) {
                assert_eq!(
                    kept.trim_start_matches('\n'),
                    expected.trim_start_matches('\n'),
                    "{name} in {field}"
                );
            }
        }
    }
    drop(server);
    said(&environment);
}

#[test]
fn hostile_addresses_fill_a_form_in_and_do_nothing() {
    let environment = Environment::with_demonstration();
    let server = Server::start(&environment);
    let answer = server.page(
        "add/body?name=%3Cscript%3Ealert(1)%3C/script%3E&role=%22%3E%3Cimg%20src=x%3E&nothing=x&go=save",
    );
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
    assert!(!answer.body.contains("<img"), "{}", answer.body);
    assert_eq!(
        server.form_in(&answer.body).text("name"),
        Some("<script>alert(1)</script>")
    );
    let answer = server.page("?q=%3Cscript%3E%22%27");
    assert!(!answer.body.contains("<script>"), "{}", answer.body);
}
