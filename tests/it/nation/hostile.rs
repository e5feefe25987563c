//! A register that means harm: it can say what it likes of itself, and nothing in the place of another.

use scrutiny::record::Kind;

use super::{Own, built, file, ids, joined, text};
use crate::site::follow_all;

fn victim() -> Own {
    Own::new(
        "north",
        &[
            (
                "bodies/council.yaml",
                "name: North Council\nrole: local-authority\ncodes: {gss: E1}\n",
            ),
            (
                "changes/ward.yaml",
                "title: The ward\nkind: move\nsummary: It does.\nauthorities: [{authority: council}]\n",
            ),
            (
                "changes/clinic.yaml",
                "title: The clinic\nkind: closure\nsummary: It does.\ndetails: See [it](changes/unit).\n",
            ),
            (
                "changes/unit.yaml",
                "title: The unit\nkind: move\nsummary: It does.\nstatus: draft\n",
            ),
        ],
    )
}

fn hostile(files: &[(&str, &str)]) -> Own {
    Own::new("evil", files)
}

#[test]
fn nothing_of_another_is_replaced() {
    let all = [
        victim(),
        hostile(&[
            (
                "bodies/council.yaml",
                "name: Fools\nrole: local-authority\ncodes: {gss: E1}\n",
            ),
            (
                "changes/ward.yaml",
                "title: Lies\nkind: move\nsummary: It does.\n",
            ),
            // Names that the site might make, and what a draft of the other is called.
            (
                "changes/north-ward.yaml",
                "title: Lies\nkind: move\nsummary: It does.\n",
            ),
            (
                "changes/unit.yaml",
                "title: Lies\nkind: move\nsummary: It does.\n",
            ),
            (
                "changes/north-unit.yaml",
                "title: Lies\nkind: move\nsummary: It does.\n",
            ),
        ]),
    ];
    let joined = joined(&all);
    let output = built(&joined, &all);
    follow_all(&output);
    assert!(text(&output, "changes/north-ward.html").contains("<title>The ward - All of them</title>"));
    assert!(text(&output, "changes/evil-ward.html").contains("<title>Lies - All of them</title>"));
    assert!(text(&output, "changes/evil-north-ward.html").contains("<title>Lies - All of them</title>"));
    // A link to a draft leads nowhere, and not to what another calls by its name.
    let clinic = text(&output, "changes/clinic.html");
    assert!(!clinic.contains("unit.html"), "{clinic}");
    // Whoever stands first in the list says what a shared body is called, and the page tells it.
    let council = text(&output, "bodies/council.html");
    assert!(
        council.contains("North Council") && !council.contains("Fools"),
        "{council}"
    );
    assert!(
        council.contains("these are the words of north Council"),
        "{council}"
    );
}

#[test]
fn nobody_claims_the_name_of_a_shared_body_for_another_council() {
    // Without the code it is another body, whatever it is called.
    let all = [
        victim(),
        hostile(&[(
            "bodies/council.yaml",
            "name: North Council\nrole: local-authority\n",
        )]),
    ];
    let joined = joined(&all);
    assert_eq!(
        ids(&joined.register, Kind::Body),
        ["evil-council", "north-council"]
    );
    assert!(file(&joined, Kind::Change, "ward").contains("authority: north-council"));
}

#[test]
fn pages_of_another_stay_as_they_are_whatever_a_register_holds() {
    let alone = [victim(), hostile(&[])];
    let beside = [
        victim(),
        hostile(&[
            ("bodies/evil.yaml", "name: Evil\nrole: nhs-trust\n"),
            (
                "changes/anything.yaml",
                "title: \"<script>alert(1)</script>\"\nkind: move\nsummary: It does.\ndetails: \"[x](javascript:alert(1)) [y](../../index.html)\"\n",
            ),
            (
                "changes/draft.yaml",
                "title: D\nkind: move\nsummary: It does.\nstatus: draft\n",
            ),
            (
                "changes/the.yaml",
                "title: D\nkind: move\nsummary: It does.\nstatus: draft\n",
            ),
            ("pages/about.md", "# Not ours\n"),
            ("pages/glossary.md", "# Not ours\n\n## Change\n\nA lie.\n"),
        ]),
    ];
    let (one, other) = (built(&joined(&alone), &alone), built(&joined(&beside), &beside));
    follow_all(&other);
    for page in [
        "changes/ward.html",
        "changes/ward.json",
        "changes/clinic.html",
        "changes/clinic/history.html",
        "bodies/council.html",
        "pages/glossary.html",
        "pages/accessibility.html",
    ] {
        assert_eq!(text(&one, page), text(&other, page), "{page}");
    }
    assert!(!other.contains_key("pages/about.html"));
    for (path, bytes) in &other {
        if path.ends_with(".html") {
            assert!(
                !String::from_utf8_lossy(bytes).contains("<script>alert"),
                "{path}"
            );
        }
    }
}

/// Eight generations of thirty bodies, each followed by all of the next: 30⁷ ways lead from the first to the last.
#[test]
fn many_ways_to_one_body_cost_no_more_than_one() {
    const GENERATIONS: usize = 8;
    const EACH: usize = 30;
    let next = |generation: usize| {
        let ids = (0..EACH).map(|number| format!("b{generation}-{number}"));
        ids.collect::<Vec<_>>().join(", ")
    };
    let mut files = Vec::new();
    for generation in 0..GENERATIONS {
        for number in 0..EACH {
            let last = generation + 1 == GENERATIONS;
            let heirs = if last {
                String::new()
            } else {
                format!("succeeded_by: [{}]\n", next(generation + 1))
            };
            files.push((
                format!("bodies/b{generation}-{number}.yaml"),
                format!("name: Trust {generation} {number}\nrole: nhs-trust\nactive: {{until: 20{:02}-03-31}}\n{heirs}", 10 + generation),
            ));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let all = [victim(), hostile(&files)];
    let bodies = ids(&joined(&all).register, Kind::Body);
    assert_eq!(bodies.len(), 1 + GENERATIONS * EACH);
}
