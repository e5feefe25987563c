//! What leads to the site and its data from elsewhere: addresses, maps, the catalogue and what OParl readers see.

use serde_json::Value as Json;

use super::super::{attribute, follow, html_of};
use super::{BASE, json, site, text};

#[test]
fn pages_know_their_address_only_where_the_register_does() {
    let (with, without) = (site(Some(BASE)), site(None));
    for (path, html) in html_of(&with) {
        let canonical = format!("<link rel=\"canonical\" href=\"{BASE}/{path}\">");
        let home = format!("<link rel=\"canonical\" href=\"{BASE}/\">");
        match path {
            "404.html" => assert!(!html.contains("rel=\"canonical\"")),
            "index.html" => assert!(html.contains(&home)),
            _ => assert!(html.contains(&canonical), "{path}"),
        }
        for name in ["og:title", "og:type", "og:site_name", "og:locale"] {
            assert_eq!(
                html.matches(&format!("property=\"{name}\"")).count(),
                1,
                "{path}: {name}"
            );
        }
    }
    assert!(
        html_of(&without).all(|(_, html)| !html.contains("rel=\"canonical\"") && !html.contains("og:url"))
    );
    assert_eq!(
        text(&with, "robots.txt"),
        format!("User-agent: *\nAllow: /\n\nSitemap: {BASE}/sitemap.xml\n")
    );
    assert_eq!(text(&without, "robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(!without.contains_key("sitemap.xml") && !without.keys().any(|path| path.starts_with("oparl/")));
    let map = text(&with, "sitemap.xml");
    for path in with.keys().filter(|path| path.ends_with(".html")) {
        let public = if path == "index.html" { "" } else { path };
        let wanted = format!("<loc>{BASE}/{public}</loc>");
        assert_eq!(map.contains(&wanted), path != "404.html", "{path}");
    }
    assert!(map.contains(&format!(
        "<loc>{BASE}/changes/ward-move.html</loc><lastmod>2026-03-01</lastmod>"
    )));
    assert!(
        map.contains(&format!("<loc>{BASE}/law/index.html</loc></url>")),
        "no day is claimed"
    );
}

/// Every address that is an object's name, or leads to another, below the site's own.
fn addresses<'j>(value: &'j Json, found: &mut Vec<&'j str>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| addresses(item, found)),
        Json::Object(fields) => fields.values().for_each(|inner| addresses(inner, found)),
        Json::String(text) => found.extend(text.strip_prefix(BASE).map(|rest| rest.trim_start_matches('/'))),
        _ => {}
    }
}

#[test]
fn councils_meetings_and_items_are_told_in_the_manner_of_oparl() {
    let output = site(Some(BASE));
    for path in output.keys().filter(|path| path.starts_with("oparl/")) {
        let object = json(&output, path);
        let mut found = Vec::new();
        addresses(&object, &mut found);
        for address in found {
            assert!(
                address.is_empty() || address == "index.html" || output.contains_key(address),
                "{path}: {address}"
            );
        }
        if let Some(id) = object["id"].as_str() {
            assert_eq!(id, format!("{BASE}/{path}"), "an object stands at its name");
            let kind = object["type"].as_str().unwrap();
            assert!(kind.starts_with("https://schema.oparl.org/1.1/"), "{kind}");
        } else {
            assert!(
                object["data"].is_array() && object["pagination"].is_object() && object["links"].is_object()
            );
        }
    }
    let system = json(&output, "oparl/system.json");
    assert_eq!(system["body"], format!("{BASE}/oparl/bodies.json"));
    let bodies = json(&output, "oparl/bodies.json");
    assert_eq!(bodies["pagination"]["totalElements"], 2);
    for field in [
        "id",
        "type",
        "name",
        "organization",
        "person",
        "meeting",
        "paper",
        "agendaItem",
        "consultation",
        "file",
        "locationList",
        "legislativeTermList",
        "membership",
    ] {
        assert!(!bodies["data"][0][field].is_null(), "{field}");
    }
    let meeting = json(&output, "oparl/meeting/northmere-hosc.2026-01-20.json");
    assert_eq!(meeting["scrutiny:day"], "2026-01-20");
    assert!(meeting.get("start").is_none(), "no hour is claimed");
    let item = json(&output, "oparl/agendaitem/item.json");
    assert_eq!(item["number"], "7");
    assert_eq!(
        item["resolutionText"],
        "RESOLVED that:\na +44 beds \"be\" kept, please.\nb @All be told."
    );
    assert_eq!(item["modified"], "2026-02-01T00:00:00Z");
    assert!(
        !output.contains_key("oparl/agendaitem/other.json"),
        "a meeting whose day is not known stays out"
    );
}

/// Every name in the catalogue.
fn names<'j>(value: &'j Json, found: &mut Vec<&'j str>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| names(item, found)),
        Json::Object(fields) => {
            found.extend(fields.get("@id").and_then(Json::as_str));
            fields.values().for_each(|inner| names(inner, found));
        }
        _ => {}
    }
}

#[test]
fn the_catalogue_names_files_that_are_there() {
    for base in [None, Some(BASE)] {
        let output = site(base);
        let catalogue = json(&output, "data/catalog.jsonld");
        let mut all = Vec::new();
        names(&catalogue, &mut all);
        let mut own = 0;
        for name in all {
            let name = name.split('#').next().unwrap();
            let below = match base {
                Some(base) => name.strip_prefix(&format!("{base}/")).map(str::to_owned),
                None => (!name.starts_with("http")).then(|| follow("data/catalog.jsonld", name)),
            };
            if let Some(below) = below {
                assert!(below.is_empty() || output.contains_key(&below), "{name}");
                own += 1;
            }
        }
        assert!(own > 40, "{own}");
        let changes = &catalogue["dcat:dataset"][0];
        assert_eq!(changes["dct:identifier"], "changes");
        assert_eq!(changes["dct:issued"]["@value"], "2026-02-01");
        assert_eq!(changes["dct:modified"]["@value"], "2026-03-01");
        assert_eq!(changes["dct:license"]["@id"], "https://licence.example/cc0");
    }
}

#[test]
fn the_register_says_where_all_of_it_is_and_drafts_are_in_none() {
    let output = site(Some(BASE));
    let files = &json(&output, "register.json")["files"];
    for list in ["data", "schemas", "feeds", "calendars"] {
        let all = files[list].as_array().unwrap();
        assert!(all.len() > 1, "{list}");
        for path in all {
            assert!(output.contains_key(path.as_str().unwrap()), "{path}");
        }
    }
    assert!(output.contains_key(files["oparl"].as_str().unwrap()));
    for (path, bytes) in &output {
        assert!(!String::from_utf8_lossy(bytes).contains("Canary"), "{path}");
    }
    let html = text(&output, "index.html");
    let links = attribute(html, "href");
    for page in ["data/index.html", "follow/index.html"] {
        assert!(links.iter().any(|link| link == page), "{page}");
    }
}
