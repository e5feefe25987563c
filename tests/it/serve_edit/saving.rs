//! What a form saves is what the command line saves.

use super::server::{Form, Server};
use crate::environment::Environment;

/// A register with a council, its committee, an NHS body and a change.
pub(super) fn register() -> Environment {
    let environment = Environment::with_register();
    for args in BASE {
        environment.run(args).ok();
    }
    environment
}

const BASE: &[&[&str]] = &[
    &[
        "add",
        "body",
        "--name",
        "Northmere Council",
        "--role",
        "local-authority",
    ],
    &[
        "add",
        "body",
        "--name",
        "Northmere HOSC",
        "--role",
        "scrutiny-committee",
        "--part-of",
        "northmere-council",
    ],
    &["add", "body", "--name", "NHS Northmere", "--role", "icb"],
    &[
        "add",
        "change",
        "--id",
        "ward-move",
        "--title",
        "The ward moves",
        "--summary",
        "It moves to the General.",
        "--kind",
        "move",
        "--authority",
        "northmere-council",
        "--responsible-person",
        "nhs-northmere",
    ],
];

/// A kind, the flags of `add`, and the same as the fields of a form.
type Twin = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

const TWINS: &[Twin] = &[
    (
        "body",
        &[
            "--name",
            "Wexcombe “Trust” & Co: a body",
            "--role",
            "nhs-trust",
            "--area",
            "Wexcombe",
            "--from",
            "1 april 2013",
            "--source",
            "Order | https://wexcombe.example/a?b=c&d",
        ],
        &[
            ("name", "Wexcombe “Trust” & Co: a body"),
            ("role", "nhs-trust"),
            ("area", "Wexcombe"),
            ("from", "1 april 2013"),
            ("source.0.title", "Order"),
            ("source.0.address", "https://wexcombe.example/a?b=c&d"),
        ],
    ),
    (
        "change",
        &[
            "--title",
            "Clinic: a new one",
            "--summary",
            "It opens.",
            "--kind",
            "new-service",
            "--service",
            "Mental Health",
            "--service",
            "dialysis",
            "--authority",
            "northmere-council",
            "--commissioner",
            "nhs-northmere",
            "--affects-manner-or-range",
            "yes",
            "--asserted-by",
            "nhs-northmere",
            "--key-date",
            "01/04/2026 = it opens | the notice",
            "--key-date",
            "2026-05 = first report",
        ],
        &[
            ("title", "Clinic: a new one"),
            ("summary", "It opens."),
            ("kind", "new-service"),
            ("service", "Mental Health"),
            ("service", "dialysis"),
            ("authority.0.authority", "northmere-council"),
            ("commissioner", "nhs-northmere"),
            ("affects-manner-or-range", "yes"),
            ("asserted-by", "nhs-northmere"),
            ("key-date.0.date", "01/04/2026"),
            ("key-date.0.what", "it opens"),
            ("key-date.0.source", "the notice"),
            ("key-date.1.date", "2026-05"),
            ("key-date.1.what", "first report"),
        ],
    ),
    (
        "resolution",
        &[
            "--committee",
            "northmere-hosc",
            "--meeting",
            "yesterday",
            "--item",
            "Ward: a move",
            "--change",
            "ward-move",
            "--minutes",
            "draft",
            "--stem",
            "RESOLVED that",
            "--clause",
            "a = noted: The report be noted.",
            "--clause",
            "b = invited + requested-information: The NHS be invited, \"soon\".",
        ],
        &[
            ("committee", "northmere-hosc"),
            ("meeting", "yesterday"),
            ("item", "Ward: a move"),
            ("change", "ward-move"),
            ("minutes", "draft"),
            ("stem", "RESOLVED that"),
            ("clause.0.label", "a"),
            ("clause.0.words", "The report be noted."),
            ("clause.0.reads-as", "noted"),
            ("clause.1.label", "b"),
            ("clause.1.words", "The NHS be invited, \"soon\"."),
            ("clause.1.reads-as", "invited"),
            ("clause.1.reads-as", "requested-information"),
        ],
    ),
    (
        "determination",
        &[
            "--change",
            "ward-move",
            "--view",
            "not-substantial",
            "--by",
            "northmere-hosc",
            "--date",
            "2026-03-12",
            "--reasons",
            "First.\n\nSecond: *so*.",
            "--scope",
            "The ward only.",
            "--source",
            "Letter",
        ],
        &[
            ("change", "ward-move"),
            ("view", "not-substantial"),
            ("by", "northmere-hosc"),
            ("date", "2026-03-12"),
            ("reasons", "First.\r\n\r\nSecond: *so*."),
            ("scope", "The ward only."),
            ("source.0.title", "Letter"),
        ],
    ),
    (
        "duty",
        &[
            "--title",
            "Involve people",
            "--change",
            "ward-move",
            "--provision",
            "nhsa-14Z45-involve-planning",
            "--owed-by",
            "nhs-northmere",
            "--owed-to",
            "public",
            "--owed-to",
            "northmere-council",
            "--due",
            "unknown",
            "--engagement",
            "Survey, 2026-01-05 to 2026-03-30 | https://nhs.example/survey",
        ],
        &[
            ("title", "Involve people"),
            ("change", "ward-move"),
            ("provision", "nhsa-14Z45-involve-planning"),
            ("owed-by", "nhs-northmere"),
            ("owed-to", "public"),
            ("owed-to", "northmere-council"),
            ("due", "unknown"),
            ("engagement.0.what", "Survey"),
            ("engagement.0.opens", "2026-01-05"),
            ("engagement.0.closes", "2026-03-30"),
            ("engagement.0.address", "https://nhs.example/survey"),
        ],
    ),
];

/// A form with these fields, several of one name too.
pub(super) fn filled(form: Form, fields: &[(&str, &str)]) -> Form {
    let mut form = form;
    form.fields
        .retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
    form.fields.extend(
        fields
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned())),
    );
    form
}

#[test]
fn every_kind_is_saved_as_the_command_line_saves_it() {
    for (kind, flags, fields) in TWINS {
        let (by_hand, by_form) = (register(), register());
        let added = [&["add", kind], *flags].concat();
        by_hand.run(&added).ok();
        let server = Server::start(&by_form);
        let form = filled(server.form(&format!("add/{kind}")), fields);
        let answer = server.follow(&form, "save");
        assert_eq!(answer.texts("h1"), ["Recorded"], "{kind}\n{}", answer.body);
        let last =
            |environment: &Environment| environment.git(&["log", "-1", "--format=%B", "--name-status", "-p"]);
        let strip = |text: String| {
            text.lines()
                .filter(|line| !line.starts_with("index "))
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(strip(last(&by_form)), strip(last(&by_hand)), "{kind}");
        assert_eq!(
            by_form.git(&["rev-list", "--count", "HEAD"]),
            by_hand.git(&["rev-list", "--count", "HEAD"])
        );
        assert_eq!(by_form.git(&["status", "--porcelain"]), "");
    }
}

#[test]
fn names_do_for_ids_and_a_form_opened_for_a_record_says_what_it_says() {
    let environment = register();
    let server = Server::start(&environment);
    let form = filled(
        server.form("add/resolution?change=ward-move"),
        &[
            ("committee", "Northmere HOSC"),
            ("meeting", "12 March 2026"),
            ("item", "Ward move"),
        ],
    );
    assert_eq!(form.text("change"), Some("ward-move"));
    server.follow(&form, "save");
    let path = "records/resolutions/2026/northmere-hosc-2026-03-12-ward-move.yaml";
    assert!(environment.read(path).contains("committee: northmere-hosc\n"));
    let opened = server.form("records/resolution/northmere-hosc-2026-03-12-ward-move");
    assert_eq!(opened.text("meeting"), Some("2026-03-12"));
    assert_eq!(opened.text("committee"), Some("northmere-hosc"));
}

#[test]
fn a_change_touches_what_was_answered_otherwise_and_nothing_else() {
    let environment = register();
    let text = "# Kept by the clerk.\nname: Northmere HOSC   # as printed\nrole: scrutiny-committee\npart_of: northmere-council\n";
    environment.write("records/bodies/northmere-hosc.yaml", text);
    environment.git(&["commit", "--all", "--quiet", "--message", "by hand"]);
    let server = Server::start(&environment);
    let form = server
        .form("records/body/northmere-hosc")
        .with("website", "https://northmere.example/");
    let answer = server.follow(&form, "save");
    assert_eq!(answer.texts("h1"), ["Recorded"], "{}", answer.body);
    let after = environment.read("records/bodies/northmere-hosc.yaml");
    assert_eq!(after, format!("{text}website: https://northmere.example/\n"));
    assert_eq!(
        environment.git(&["log", "-1", "--format=%B"]).trim_end(),
        "Edit body: northmere-hosc\n\nRecord: bodies/northmere-hosc\nKind: body"
    );
    // Nothing answered otherwise is nothing saved.
    let form = server.form("records/body/northmere-hosc");
    let answer = server.follow(&form, "save");
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains("There is nothing to save"),
        "{}",
        answer.body
    );
    assert_eq!(environment.git(&["rev-list", "--count", "HEAD"]).trim(), "7");
}

#[test]
fn a_draft_is_kept_back_and_finished_later() {
    let environment = register();
    let server = Server::start(&environment);
    let form = filled(
        server.form("add/body"),
        &[("name", "Harrowdale Council"), ("role", "local-authority")],
    );
    server.follow(&form, "draft");
    let path = "records/bodies/harrowdale-council.yaml";
    assert!(environment.read(path).contains("status: draft\n"));
    assert!(server.page("").texts("h2").contains(&"Drafts".to_owned()));
    let form = server
        .form("records/body/harrowdale-council")
        .with("area", "Harrowdale");
    server.follow(&form, "draft");
    assert!(environment.read(path).contains("status: draft\n"));
    server.follow(&server.form("records/body/harrowdale-council"), "save");
    assert!(
        environment.read(path).contains("status: recorded\n"),
        "{}",
        environment.read(path)
    );
}
