//! One item of one meeting, logged as a clerk would: by hand, by paste, by sheet and by a form in the browser. The records
//! are equal, and so are they to those that the demonstration register holds.

use serde_json::{Value as Json, json};

use crate::environment::Environment;
use crate::serve_edit::server::{Form, Server};

const ITEM: &str =
    "Integrated all-age mental health services, and the Therapeutic Alliance contract for Kent";
const SOURCE: &str = "https://democracy.kent.gov.uk/mgAi.aspx?ID=68907";
const CHANGES: [&str; 2] = ["all-age-mental-health-2025", "kent-therapeutic-alliance-2025"];
const FIRST: &str = "he Committee deems that the proposal relating to the new Integrated All-Age Mental Health Services model \
                     is not a substantial variation of service.";
const SECOND: &str =
    "NHS representatives be invited to attend this Committee and present an update at an appropriate time.";
const SCOPE: &str =
    "The all-age model only; not the Therapeutic Alliance contract discussed under the same item.";

const RESOLUTION: &str = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
const VIEW: &str = "records/determinations/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";

/// The demonstration register before the committee met.
fn before() -> Environment {
    let environment = Environment::with_demonstration();
    for path in [RESOLUTION, VIEW] {
        std::fs::remove_file(environment.path().join(path)).unwrap();
    }
    environment.git(&["add", "-A"]);
    environment.git(&["commit", "-qm", "Before the meeting"]);
    environment.run(&["check"]).ok();
    environment
}

/// What the register holds of the meeting, without what only the bytes of a document can tell, or nobody but the writer of the
/// summary.
fn logged(environment: &Environment) -> (Json, Json) {
    let one = |kind: &str, mark: &str| {
        let folder = environment.path().join(format!("records/{kind}/2025"));
        let mut found = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let path = found.find(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            text.contains(mark)
        });
        let text = std::fs::read_to_string(path.expect("it was logged")).unwrap();
        scrutiny::yaml::json(&text).expect("it can be read")
    };
    let mut resolution = one("resolutions", "committee: kent-hosc\nmeeting: 2025-10-09");
    let mut view = one("determinations", "by: kent-hosc");
    resolution["minutes"]
        .as_object_mut()
        .expect("minutes")
        .remove("sha256");
    resolution.as_object_mut().expect("fields").remove("discussion");
    // The ids are made from the title; that of the demonstration was chosen.
    view["resolution"]["id"] = json!("the resolution");
    environment.run(&["check"]).ok();
    (resolution, view)
}

fn by_hand() -> Environment {
    let environment = before();
    let (first, second) = (
        format!("a = determination: {FIRST}"),
        format!("b = invited of nhs-kent-and-medway: {SECOND}"),
    );
    let resolution = [
        "add",
        "resolution",
        "--id",
        "the-item",
        "--committee",
        "kent-hosc",
        "--meeting",
        "9 October 2025",
        "--item",
        ITEM,
        "--minutes-source",
        SOURCE,
        "--change",
        CHANGES[0],
        "--change",
        CHANGES[1],
        "--clause",
        &first,
        "--clause",
        &second,
    ];
    environment.run(&resolution).ok();
    let view = [
        "add",
        "determination",
        "--resolution",
        "the-item",
        "--clause",
        "a",
        "--change",
        CHANGES[0],
        "--view",
        "not-substantial",
        "--scope",
        SCOPE,
    ];
    environment.run(&view).ok();
    environment
}

fn by_paste() -> Environment {
    let environment = before();
    environment.write(
        "pasted.txt",
        &format!("{ITEM}\n\nRESOLVED that:\n\na) {FIRST}\n\nb) {SECOND}\n"),
    );
    let (about, scope) = (format!("a = {}", CHANGES[0]), format!("a = {SCOPE}"));
    let pasted = [
        "import",
        "minutes",
        "pasted.txt",
        "--committee",
        "kent-hosc",
        "--meeting",
        "9 October 2025",
        "--title",
        ITEM,
        "--source",
        SOURCE,
        "--minutes",
        "unknown",
        "--change",
        CHANGES[0],
        "--change",
        CHANGES[1],
        "--determination",
        &about,
        "--view",
        "a = not-substantial",
        "--scope",
        &scope,
        "--no-input",
    ];
    environment.run(&pasted).ok();
    // Minutes that say "NHS representatives" name nobody: whom that means is the clerk's to say.
    environment
        .run(&[
            "edit",
            "resolution/kent-hosc-2025-10-09",
            "--set",
            "clauses.b.action.concerning=[nhs-kent-and-medway]",
        ])
        .ok();
    environment
}

fn by_sheet() -> Environment {
    let environment = before();
    let row = |cells: &[&str]| {
        let quoted: Vec<String> = cells
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        quoted.join(",") + "\r\n"
    };
    let head = [
        "id",
        "committee",
        "meeting",
        "item",
        "minutes.status",
        "minutes.source",
        "changes",
        "clauses.1.label",
        "clauses.1.words",
        "clauses.1.reads_as",
        "clauses.2.label",
        "clauses.2.words",
        "clauses.2.reads_as",
        "clauses.2.action.owner",
        "clauses.2.action.concerning",
        "clauses.2.action.due",
    ];
    let changes = CHANGES.join("; ");
    let item = [
        "the-item",
        "kent-hosc",
        "2025-10-09",
        ITEM,
        "unknown",
        SOURCE,
        &changes,
        "a",
        FIRST,
        "determination",
        "b",
        SECOND,
        "invited",
        "kent-hosc",
        "nhs-kent-and-medway",
        "unknown",
    ];
    environment.write("resolutions.csv", &(row(&head) + &row(&item)));
    environment.run(&["import", "sheet", "resolutions.csv"]).ok();
    let head = [
        "change",
        "by",
        "authority",
        "taken_by",
        "view",
        "scope",
        "date",
        "resolution.id",
        "resolution.clause",
    ];
    let view = [
        CHANGES[0],
        "kent-hosc",
        "kent-county-council",
        "committee",
        "not-substantial",
        SCOPE,
        "2025-10-09",
        "the-item",
        "a",
    ];
    environment.write("determinations.csv", &(row(&head) + &row(&view)));
    environment.run(&["import", "sheet", "determinations.csv"]).ok();
    environment
}

fn by_browser() -> Environment {
    let environment = before();
    let server = Server::start(&environment);
    let mut form = server.form("add/resolution");
    for (name, text) in [
        ("committee", "kent-hosc"),
        ("meeting", "9 October 2025"),
        ("item", ITEM),
        ("minutes-source", SOURCE),
        ("change", CHANGES[0]),
        ("clause.0.label", "a"),
        ("clause.0.words", FIRST),
        ("clause.0.reads-as", "determination"),
        ("clause.1.label", "b"),
        ("clause.1.words", SECOND),
        ("clause.1.reads-as", "invited"),
        ("clause.1.concerning", "nhs-kent-and-medway"),
    ] {
        set(&mut form, name, text);
    }
    // A second answer to the same question.
    form.fields.push(("change".to_owned(), CHANGES[1].to_owned()));
    let page = server.follow(&form, "save");
    assert_eq!(page.status, 200, "{}", page.body);
    let ran = environment.run(&["list", "resolutions", "--format", "json"]).ok();
    let resolutions = ran.json()["data"].clone();
    let own = resolutions
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["title"] == ITEM || one["item"] == ITEM);
    let id = own.unwrap_or_else(|| panic!("{resolutions}"))["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let mut form = server.form("add/determination");
    for (name, text) in [
        ("change", CHANGES[0]),
        ("resolution", id.as_str()),
        ("clause", "a"),
        ("view", "not-substantial"),
        ("scope", SCOPE),
    ] {
        set(&mut form, name, text);
    }
    let page = server.follow(&form, "save");
    assert_eq!(page.status, 200, "{}", page.body);
    drop(server);
    environment
}

/// Fills a field in, whether it is on the page already or not.
fn set(form: &mut Form, name: &str, text: &str) {
    form.fields.retain(|(own, _)| own != name);
    form.fields.push((name.to_owned(), text.to_owned()));
}

#[test]
fn an_item_logged_in_four_ways_is_one_and_the_same() {
    let wanted = logged(&Environment::with_demonstration());
    for (way, environment) in [
        ("by hand", by_hand()),
        ("by paste", by_paste()),
        ("by sheet", by_sheet()),
        ("by browser", by_browser()),
    ] {
        let (resolution, view) = logged(&environment);
        assert_eq!(resolution, wanted.0, "{way}");
        assert_eq!(view, wanted.1, "{way}");
    }
}
