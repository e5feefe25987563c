//! What a clerk sees.

use crate::fixture::{NORTH, codes, file, printed, problems, with};

#[test]
fn ten_mistakes() {
    let sources = with(ten());
    let found = problems(&sources);
    println!("{:?}\n{}", codes(&found), printed(&found, &sources));
}

fn ten() -> Vec<scrutiny::source::Source> {
    let edit = |path: &str, changes: &[(&str, &str)]| {
        let (_, text) = crate::fixture::BASE
            .iter()
            .find(|(own, _)| *own == path)
            .expect(path);
        let mut text = (*text).to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{path} holds {from}");
            text = text.replace(from, to);
        }
        file(path, text)
    };
    vec![
        edit(
            "records/bodies/kmpt.yaml",
            &[("role: nhs-trust", "role: nhs-turst")],
        ),
        edit(
            "records/bodies/medway-council.yaml",
            &[("role:", "web_site: https://medway.example\nrole:")],
        ),
        edit(
            "records/changes/2025/kent-therapeutic-alliance-2025.yaml",
            &[
                ("authority: kent-county-council", "authority: kent-county-counsel"),
                (
                    "kind: contract-award",
                    "kind: contract-award\nunder_consideration_from: 09/10/2025",
                ),
            ],
        ),
        edit(
            "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml",
            &[
                ("meeting: 2025-10-09", "meeting: 2025-10-32"),
                ("item: Mental health", "item: Mental health: a report"),
            ],
        ),
        edit(
            "records/resolutions/2025/medway-cyp-therapeutic-alliance.yaml",
            &[
                ("label: a", "label: no"),
                ("meeting: 2025-09", "meeting: 2031-09"),
            ],
        ),
        edit(
            "records/duties/2025/report-to-hosc.yaml",
            &[
                ("owed_by: nhs-kent-and-medway\n", ""),
                (
                    "title: Report the outcome to the committee",
                    "title: Report to clerk@kent.example",
                ),
            ],
        ),
        edit("records/pages/about.md", &[("changes/all-age", "changes/al-age")]),
        file(NORTH, "name: North Trust\n\trole: nhs-trust\n"),
    ]
}

#[test]
fn spans() {
    use scrutiny::diagnostic::*;
    use scrutiny::source::*;
    let long = format!("name: {}\nrole: nhs-trust\n", "x".repeat(100_000));
    let texts = [
        "",
        "a",
        "\u{feff}né: x\r\n\tb: ü\r\n",
        "日本語: ☃\nb",
        &long,
        "a\n",
        "\n\n\n",
    ];
    for text in texts {
        let sources = Sources::new(vec![file(NORTH, text), file("records/a.yaml", "name: a\n")]);
        let id = SourceId(1);
        for (s, e) in [
            (0, 0),
            (0, 1),
            (1, 2),
            (3, 4),
            (4, 6),
            (7, 9),
            (text.len().min(50_000), text.len()),
            (text.len(), text.len()),
            (text.len() + 5, text.len() + 9),
        ] {
            let span = Span::new(s, e);
            let at = Location { source: id, span };
            let d = Diagnostic::new(&scrutiny::yaml::codes::TAG, at, "message")
                .label("label")
                .related(
                    Location {
                        source: SourceId(0),
                        span: Span::new(2, 3),
                    },
                    "other",
                )
                .related(at, "")
                .cure("cure");
            println!("{s} {e}\n{}\n", render(&d, &sources, Style::Plain));
        }
    }
    let sources = Sources::new(vec![file("records/\u{1b}[2Jx\ny\u{202e}.yaml", "name: a\n")]);
    let d = Diagnostic::new(
        &scrutiny::yaml::codes::TAG,
        Location::default(),
        "message\nsecond \u{1b}[31m line",
    )
    .label("lab\nel")
    .cure("cu\nre");
    println!("{}\n", render(&d, &sources, Style::Plain));
    println!("{}\n", render(&d, &sources, Style::Coloured));
}
