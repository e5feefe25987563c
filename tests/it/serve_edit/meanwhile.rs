//! Several tabs, two clerks, and what is locked: nothing is saved twice, nothing over another's work, nothing unsaid.

use super::server::Server;
use crate::environment::Environment;

fn register() -> Environment {
    let environment = Environment::with_register();
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "Northmere Council",
            "--role",
            "local-authority",
        ])
        .ok();
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "Northmere HOSC",
            "--role",
            "scrutiny-committee",
            "--part-of",
            "northmere-council",
        ])
        .ok();
    environment
}

fn commits(environment: &Environment) -> usize {
    environment
        .git(&["rev-list", "--count", "HEAD"])
        .trim()
        .parse()
        .unwrap()
}

#[test]
fn a_form_that_is_sent_twice_is_saved_once() {
    let environment = register();
    let server = Server::start(&environment);
    let before = commits(&environment);
    let form = server
        .form("add/body")
        .with("name", "Wexcombe Council")
        .with("role", "local-authority");
    let answers = std::thread::scope(|scope| {
        let sent: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| server.submit(&form, "save")))
            .collect();
        sent.into_iter()
            .map(|sent| sent.join().unwrap())
            .collect::<Vec<_>>()
    });
    let places: Vec<_> = answers
        .iter()
        .map(|answer| server.led(&form.action, answer))
        .collect();
    assert!(
        places
            .iter()
            .all(|place| *place == places[0] && place.contains("/recorded/")),
        "{places:?}"
    );
    // Back, changed, and sent again: what was saved is told, and nothing is saved beside it.
    let again = server.follow(&form.clone().with("name", "Wexcombe Council two"), "save");
    assert!(again.body.contains("wexcombe-council"), "{}", again.body);
    assert_eq!(server.get(&form.action).status, 303);
    assert_eq!(commits(&environment), before + 1);
    // The same answers in another form are another record, whose id is taken.
    let other = server
        .form("add/body")
        .with("name", "Wexcombe Council")
        .with("role", "local-authority");
    let answer = server.follow(&other, "save");
    assert_eq!(answer.status, 422);
    assert!(
        answer.texts("#error-record-id")[0].contains("already a body"),
        "{:?}",
        answer.texts(".wrong")
    );
    let named = server
        .form_in(&answer.body)
        .with("record-id", "wexcombe-council-2");
    assert_eq!(server.follow(&named, "save").texts("h1"), ["Recorded"]);
}

#[test]
fn what_somebody_else_changed_meanwhile_is_shown_and_neither_is_lost() {
    for (press, area) in [("mine", "North"), ("theirs", "South")] {
        let environment = register();
        let server = Server::start(&environment);
        let form = server.form("records/body/northmere-hosc");
        environment
            .run(&[
                "edit",
                "northmere-hosc",
                "--set",
                "area=South",
                "--set",
                "website=https://theirs.example/",
            ])
            .ok();
        let form = form.with("area", "North").with("short-name", "NHOSC");
        let answer = server.follow(&form, "save");
        assert_eq!(answer.status, 409);
        assert!(
            answer.texts("h2")[0].contains("Somebody else changed"),
            "{:?}",
            answer.texts("h2")
        );
        let row = answer.texts("#errors tbody tr");
        assert_eq!(row.len(), 1, "{row:?}");
        assert_eq!(row[0], "Where does it serve?no answerSouthNorth");
        let back = server.form_in(&answer.body);
        assert_eq!(back.text("area"), Some("North"));
        assert_eq!(back.text("short-name"), Some("NHOSC"));
        let answer = server.follow(&back, press);
        let answer = match press {
            "mine" => answer,
            _ => {
                let joined = server.form_in(&answer.body);
                assert_eq!(joined.text("area"), Some("South"));
                assert_eq!(joined.text("website"), Some("https://theirs.example/"));
                server.follow(&joined, "save")
            }
        };
        assert_eq!(answer.texts("h1"), ["Recorded"], "{}", answer.body);
        let text = environment.read("records/bodies/northmere-hosc.yaml");
        for line in [
            format!("area: {area}\n"),
            "website: https://theirs.example/\n".to_owned(),
            "short_name: NHOSC\n".to_owned(),
        ] {
            assert!(text.contains(&line), "{press}: {line} {text}");
        }
    }
}

#[test]
fn two_tabs_on_one_record_do_not_undo_one_another() {
    let environment = register();
    let server = Server::start(&environment);
    let (one, other) = (
        server.form("records/body/northmere-hosc"),
        server.form("records/body/northmere-hosc"),
    );
    assert_eq!(
        server.follow(&one.with("area", "North"), "save").texts("h1"),
        ["Recorded"]
    );
    let answer = server.follow(&other.with("website", "https://n.example/"), "save");
    assert_eq!(answer.status, 409);
    assert!(
        answer.body.contains("You and they changed different things"),
        "{}",
        answer.body
    );
    assert_eq!(
        server.follow(&server.form_in(&answer.body), "mine").texts("h1"),
        ["Recorded"]
    );
    let text = environment.read("records/bodies/northmere-hosc.yaml");
    assert!(
        text.contains("area: North\n") && text.contains("website: https://n.example/\n"),
        "{text}"
    );
}

#[test]
fn a_record_that_is_gone_is_not_made_again() {
    let environment = register();
    let server = Server::start(&environment);
    let form = server.form("records/body/northmere-hosc");
    environment
        .run(&["rename", "northmere-hosc", "northmere-panel"])
        .ok();
    let answer = server.follow(&form.with("area", "North"), "save");
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains("renamed or moved meanwhile"),
        "{}",
        answer.body
    );
    assert_eq!(server.form_in(&answer.body).text("area"), Some("North"));
    assert!(!environment.has("records/bodies/northmere-hosc.yaml"));
}

const CONFIRMED: &str = "\
committee: northmere-hosc
meeting: 2026-01-20
item: Ward move
minutes: {status: confirmed, confirmed_on: 2026-03-12}
clauses:
  - label: a
    words: he report be noted.
    reads_as: noted
";

#[test]
fn locked_words_are_put_right_with_a_reason_as_correct_does() {
    let id = "northmere-hosc-2026-01-20-ward-move";
    let path = format!("records/resolutions/2026/{id}.yaml");
    let (by_hand, by_form) = (register(), register());
    for environment in [&by_hand, &by_form] {
        environment.write(&path, CONFIRMED);
        environment.git(&["add", "--all"]);
        environment.git(&["commit", "--quiet", "--message", "confirmed"]);
    }
    by_hand
        .run(&[
            "correct",
            id,
            "--reason",
            "A letter was left out.",
            "--clause",
            "a",
            "--words",
            "The report be noted.",
        ])
        .ok();
    let server = Server::start(&by_form);
    let form = server
        .form(&format!("records/resolution/{id}"))
        .with("clause.0.words", "The report be noted.");
    let answer = server.follow(&form, "save");
    assert_eq!(answer.status, 423);
    assert!(
        answer.texts("#errors")[0].contains("the committee has confirmed these minutes"),
        "{:?}",
        answer.texts("#errors")
    );
    assert_eq!(by_form.read(&path), CONFIRMED);
    let back = server.form_in(&answer.body);
    assert_eq!(back.text("clause.0.words"), Some("The report be noted."));
    let answer = server.follow(&back, "correct");
    assert_eq!(answer.status, 423);
    assert!(
        answer.body.contains("A correction needs its reason."),
        "{}",
        answer.body
    );
    let back = server
        .form_in(&answer.body)
        .with("record-reason", "A letter was left out.");
    assert_eq!(server.follow(&back, "correct").texts("h1"), ["Recorded"]);
    assert_eq!(by_form.read(&path), by_hand.read(&path));
    let message = |environment: &Environment| environment.git(&["log", "-1", "--format=%B"]);
    assert_eq!(message(&by_form), message(&by_hand));
}

#[test]
fn what_was_saved_is_taken_back_as_undo_does_as_long_as_it_is_the_last() {
    let environment = register();
    let server = Server::start(&environment);
    let before = commits(&environment);
    let form = server
        .form("add/body")
        .with("name", "Wexcombe Council")
        .with("role", "local-authority");
    let saved = server.submit(&form, "save");
    let place = server.led(&form.action, &saved);
    let undo = server.form_in(&server.get(&place).body);
    for _ in 0..2 {
        let answer = server.follow(&undo, "undo");
        assert_eq!(answer.texts("h1"), ["Taken back"], "{}", answer.body);
        assert!(!environment.has("records/bodies/wexcombe-council.yaml"));
        assert_eq!(commits(&environment), before);
    }
    environment.run(&["redo", "--yes"]).ok();
    assert!(environment.has("records/bodies/wexcombe-council.yaml"));
    // Where something else was saved since, it is not that which is taken back.
    let form = server
        .form("add/body")
        .with("name", "Harrowdale Council")
        .with("role", "local-authority");
    let place = server.led(&form.action, &server.submit(&form, "save"));
    let undo = server.form_in(&server.get(&place).body);
    environment
        .run(&["edit", "northmere-hosc", "--set", "area=South"])
        .ok();
    let answer = server.submit(&undo, "undo");
    assert_eq!(answer.status, 409);
    assert!(
        answer.body.contains("Something else was saved since"),
        "{}",
        answer.body
    );
    assert!(environment.has("records/bodies/harrowdale-council.yaml"));
}

#[test]
fn a_form_is_left_and_gone_on_with_or_thrown_away() {
    let environment = register();
    let server = Server::start(&environment);
    let form = server.form("add/body").with("name", "Half a name");
    let index = server.follow(&form, "leave");
    assert!(
        index.body.contains("Forms you have not finished"),
        "{}",
        index.body
    );
    assert!(index.body.contains("Half a name"), "{}", index.body);
    let back = server.form_in(&server.get(&form.action).body);
    assert_eq!(back.text("name"), Some("Half a name"));
    let index = server.follow(&back, "discard");
    assert!(!index.body.contains("Half a name"), "{}", index.body);
    assert_eq!(server.get(&form.action).status, 404);
    assert_eq!(server.submit(&back, "save").status, 404);
}

#[test]
fn what_was_typed_outlives_the_server_and_is_gone_on_with() {
    let environment = register();
    let server = Server::start(&environment);
    let form = server.form("add/body").with("name", "Half a name");
    let typed: Vec<(&str, &str)> = form
        .fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    // Not even handed in: the script tells of it while somebody types.
    let told = server.post(
        &format!("{}/preview", form.action),
        &scrutiny::edit::wire::encode(typed),
    );
    assert_eq!(told.status, 200, "{}", told.body);
    drop(server);
    let today = environment.run(&[]).ok();
    assert!(today.out.contains("scrutiny add body --resume"), "{}", today.out);
    let server = Server::start(&environment);
    let index = server.page("");
    assert!(index.body.contains("Half a name"), "{}", index.body);
    let kept = server.get(&format!("{}kept?name=body", server.root));
    let place = server.led(&format!("{}kept", server.root), &kept);
    let back = server.form_in(&server.get(&place).body);
    assert_eq!(back.text("name"), Some("Half a name"));
    let again = server.get(&format!("{}kept?name=body", server.root));
    assert_eq!(server.led(&format!("{}kept", server.root), &again), place);
    let answer = server.follow(&back.with("role", "local-authority"), "save");
    assert_eq!(answer.texts("h1"), ["Recorded"], "{}", answer.body);
    assert!(!environment.has(".git/scrutiny/forms/body.json"));
    for name in ["", "nothing", "../../config", "%2e%2e/x"] {
        assert_eq!(
            server.get(&format!("{}kept?name={name}", server.root)).status,
            404,
            "{name}"
        );
    }
}
