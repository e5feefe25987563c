//! What every file of every site obeys, whatever stands in the records: no script, style or picture from within a page or
//! from another site, the policy on each page, and links elsewhere that give nothing away.

use scraper::{Html, Selector};

use crate::environment::{Environment, files};

/// Attributes that fetch something.
const FETCHING: [&str; 8] = [
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "action",
    "formaction",
    "ping",
];

fn faults(name: &str, text: &str) -> Vec<String> {
    let page = Html::parse_document(text);
    let all = Selector::parse("*").unwrap();
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{name}: {what}"));
    let policy = Selector::parse("head > meta[http-equiv='Content-Security-Policy']").unwrap();
    let first = page.select(&Selector::parse("head > *").unwrap()).next();
    let policies: Vec<_> = page.select(&policy).collect();
    if policies.len() != 1 || first != policies.first().copied() {
        fault("the policy is not the first thing on the page".to_owned());
    }
    let rules = policies
        .first()
        .and_then(|policy| policy.attr("content"))
        .unwrap_or("");
    for rule in ["default-src 'none'", "base-uri 'none'"] {
        if !rules.split("; ").any(|own| own == rule) {
            fault(format!("the policy lacks {rule}"));
        }
    }
    for word in ["unsafe-inline", "unsafe-eval", "data:", "http:", "https:", "*"] {
        if rules.contains(word) {
            fault(format!("the policy allows {word}"));
        }
    }
    for element in page.select(&all) {
        let tag = element.value().name();
        if matches!(
            tag,
            "iframe" | "object" | "embed" | "base" | "applet" | "frame" | "style"
        ) {
            fault(format!("an element {tag}"));
        }
        if tag == "script" && (element.attr("src").is_none() || !element.inner_html().is_empty()) {
            fault("a script within the page".to_owned());
        }
        for (attribute, value) in element.value().attrs() {
            if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
                fault(format!("an attribute {attribute} on {tag}"));
            }
            let fetches = FETCHING.contains(&attribute) || (tag == "link" && attribute == "href");
            // The address of the page itself is told, and not fetched.
            let told = tag == "link" && matches!(element.attr("rel"), Some("canonical" | "license"));
            if fetches && !told && (value.contains(':') || value.starts_with("//")) {
                fault(format!("{tag} {attribute}={value} is from elsewhere"));
            }
            if tag == "a" && attribute == "href" {
                let scheme = value.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
                let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
                let rel = element.attr("rel").unwrap_or("");
                if is_web && !rel.split(' ').any(|word| word == "noopener") {
                    fault(format!("a link to {value} without rel=noopener"));
                }
                let known = is_web || matches!(scheme.as_deref(), None | Some("mailto"));
                if !known || value.starts_with("//") {
                    fault(format!("a link to {value}"));
                }
            }
        }
    }
    faults
}

#[test]
#[expect(clippy::disallowed_macros, reason = "how much was looked at is told")]
fn every_page_obeys() {
    let environment = Environment::with_demonstration();
    environment.write(
        "records/register.yaml",
        "name: A register\npublisher: A council\ncontact: https://contact.example/\nlook: {logo: crest.svg, brand: 'fe0'}\n\
         licence: {name: A licence, address: 'https://licence.example/'}\nmissing: ['<script>alert(1)</script>']\n",
    );
    environment.write("templates/assets/crest.svg", "<svg viewBox=\"0 0 4 3\"/>\n");
    environment.write(
        "records/changes/2026/other-2026.yaml",
        "withdrawn: {date: 2026-03-01, reason: '<b onclick=x>Twice</b>', see: 'https://council.example/'}\n",
    );
    environment.write(
        "records/changes/2026/hostile-2026.yaml",
        "title: '\"><script>alert(1)</script><a href=\"javascript:x\" onload=x style=x>'\nkind: move\naliases: [once-2026]\n\
         summary: '<img src=//x.example/ onerror=x>'\ndetails: '[x](https://x.example/) <https://y.example/> ![z](https://z.example/a.png)'\n\
         key_dates: [{date: 2026-02-01, what: It begins}]\nsources: [{title: A paper, address: 'https://paper.example/'}]\n",
    );
    environment.run(&["build"]).ok();
    let found = files(&environment.path().join("site")).into_iter();
    let found = found.filter(|(name, _)| name.ends_with(".html"));
    let found: Vec<_> = found
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("a page is UTF-8")))
        .collect();
    assert!(found.iter().any(|(name, _)| name == "changes/once-2026.html"));
    assert!(found.iter().any(|(name, _)| name == "withdrawn/index.html"));
    let faults: Vec<String> = found.iter().flat_map(|(name, text)| faults(name, text)).collect();
    println!("{} pages looked at", found.len());
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_look_over_pages_sees_what_it_should() {
    let policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; base-uri 'none'\">";
    let page = |inside: &str| {
        format!("<!doctype html><html><head>{policy}<title>x</title></head><body>{inside}</body></html>")
    };
    assert_eq!(faults("fine", &page("<a href=x>x</a>")), Vec::<String>::new());
    for inside in [
        "<script>x</script>",
        "<a href=https://x.example/>x</a>",
        "<a href=javascript:x>x</a>",
        "<p onclick=x>",
        "<p style=x>",
        "<img src=https://x.example/>",
        "<img src=//x.example/>",
        "<iframe></iframe>",
        "<a href=//x.example/>x</a>",
        "<style></style>",
        "<form action=https://x.example/></form>",
    ] {
        assert_eq!(faults("wrong", &page(inside)).len(), 1, "{inside}");
    }
    assert!(!faults("none", "<!doctype html><html><head></head><body></body></html>").is_empty());
}
