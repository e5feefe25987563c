//! What is offered before anybody has typed: what follows from the answers so far, and otherwise what the last record of the
//! kind said where records of one register tend to say the same. Never titles, words, views or the days of events.

use std::cmp::Reverse;

use super::{Answer, Answers, Given, Known, Question, implied};
use crate::history::History;
use crate::record::{Entry, Kind, Record};

/// What a question is answered with by Enter alone: the answer it has, or what follows from others, or what is usual; none
/// where nothing is.
pub fn offered(
    kind: Kind,
    question: &Question,
    answers: &Answers,
    known: &Known<'_>,
    history: Option<&History>,
) -> Option<Given> {
    let own = answers.given(question.name).cloned();
    let follows = implied(kind, answers, known.register);
    let follows = follows.given(question.name).cloned();
    // That something is unknown follows from nothing: it is what stands where nobody says more.
    let says = |given: &Given| !matches!(given, Given::Texts(texts) if *texts == ["unknown"]);
    own.or_else(|| follows.clone().filter(says))
        .or_else(|| usual(kind, answers, known, history).given(question.name).cloned())
        .or(follows)
}

/// The same for a question within a row: `rows` are the rows of `outer`, and the one meant may only have begun.
pub fn offered_in_row(
    kind: Kind,
    outer: &Question,
    row: usize,
    part: &Question,
    answers: &Answers,
    known: &Known<'_>,
) -> Option<Given> {
    let rows = answers.rows(outer.name);
    if let Some(own) = rows.get(row).and_then(|row| row.given(part.name)) {
        return Some(own.clone());
    }
    let follows = implied(kind, answers, known.register);
    let follows = follows
        .rows(outer.name)
        .get(row)
        .and_then(|row| row.given(part.name));
    follows.cloned().or_else(|| {
        let is_label = part.name == "label" && matches!(part.answer, Answer::Line);
        let before = row
            .checked_sub(1)
            .and_then(|before| rows.get(before)?.text("label"));
        let next = match before {
            Some(before) => after(before)?,
            None if row == 0 => "a".to_owned(),
            None => return None,
        };
        is_label.then(|| Given::Texts(vec![next]))
    })
}

/// The label that comes after one: b after a, 2 after 1.
fn after(label: &str) -> Option<String> {
    if let Ok(number) = label.parse::<u32>() {
        return Some((number + 1).to_string());
    }
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ ('a'..='y' | 'A'..='Y')), None) => {
            char::from_u32(u32::from(letter) + 1).map(|next| next.to_string())
        }
        _ => None,
    }
}

/// What the last record of the kind said. Of a resolution it is the last one of the committee that was answered.
pub fn usual(kind: Kind, answers: &Answers, known: &Known<'_>, history: Option<&History>) -> Answers {
    match kind {
        Kind::Body | Kind::Determination => Answers::new(),
        Kind::Change => change(known, history),
        Kind::Resolution => resolution(answers, known, history),
        Kind::Duty => duty(known, history),
    }
}

/// The record of a table that was made last: by the history where there is one, otherwise by the year and the day it is filed
/// under.
fn last<'r, T: Record>(
    entries: impl Iterator<Item = &'r Entry<T>>,
    history: Option<&History>,
    day: impl Fn(&T) -> Option<chrono::NaiveDate>,
) -> Option<&'r Entry<T>> {
    let told = history.filter(|history| !history.commits.is_empty());
    let rank = |entry: &&Entry<T>| {
        // The newest commit has the number 0; what is not saved yet is newer still.
        let touches = told.and_then(|history| {
            let touches = history.touches.get(&format!("{}/{}", T::KIND.folder(), entry.id));
            touches
                .and_then(|touches| touches.last())
                .map(|(commit, _)| *commit)
        });
        let year = entry
            .path
            .split('/')
            .nth(2)
            .and_then(|year| year.parse::<i32>().ok());
        (
            Reverse(touches.filter(|_| told.is_some())),
            day(&entry.body)
                .map(|day| (chrono::Datelike::year(&day), Some(day)))
                .or(year.map(|year| (year, None))),
            entry.id.clone(),
        )
    };
    entries.max_by_key(rank)
}

fn change(known: &Known<'_>, history: Option<&History>) -> Answers {
    let mut usual = Answers::new();
    let table = &known.register.changes;
    let Some(entry) = last(table.iter(), history, |one| {
        one.under_consideration_from.earliest()
    }) else {
        return usual;
    };
    let body = &entry.body;
    usual.set(
        "service",
        body.services.iter().map(|one| one.to_string()).collect(),
    );
    usual.set_one(
        "responsible-person",
        body.responsible_person.as_ref().map(|one| one.id.as_str()),
    );
    usual.set(
        "commissioner",
        body.commissioners.iter().map(|one| one.id.to_string()).collect(),
    );
    let councils = body.authorities.iter();
    let councils = councils.map(|one| Answers::new().with("authority", one.authority.id.as_str()));
    usual.set_rows("authority", councils.collect());
    usual
}

fn resolution(answers: &Answers, known: &Known<'_>, history: Option<&History>) -> Answers {
    let mut usual = Answers::new();
    let table = &known.register.resolutions;
    let committee = answers.text("committee");
    let own = table
        .iter()
        .filter(|entry| committee.is_none_or(|committee| entry.body.committee.id.as_str() == committee));
    let Some(entry) = last(own, history, |one| one.meeting.earliest()) else {
        return usual;
    };
    let body = &entry.body;
    usual.set_one("committee", Some(body.committee.id.as_str()));
    usual.set_one(
        "minutes",
        body.minutes.as_ref().map(|minutes| minutes.status.word()),
    );
    usual.set_one("stem", body.stem.as_ref().map(|stem| &***stem));
    usual
}

fn duty(known: &Known<'_>, history: Option<&History>) -> Answers {
    let mut usual = Answers::new();
    let table = &known.register.duties;
    let day = |one: &crate::record::duty::Duty| one.due.as_ref().and_then(|due| due.earliest());
    let Some(entry) = last(table.iter(), history, day) else {
        return usual;
    };
    usual.set_one("change", Some(entry.body.change.id.as_str()));
    usual.set_one("owed-by", Some(entry.body.owed_by.id.as_str()));
    usual
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::question;
    use crate::history::{Commit, Touch};
    use crate::law::Law;
    use crate::register::Register;
    use crate::source::{Source, Sources};

    const HOSC: &str = "committee: north-hosc\nmeeting: 2026-01-20\nitem: Wards\nstem: RESOLVED that\nminutes: {status: draft}\nclauses: [{label: a, words: Noted., reads_as: noted}]\n";

    fn register() -> Register {
        let file = |path: &str, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
        let south = HOSC
            .replace("north-hosc", "south-hosc")
            .replace("2026-01-20", "2026-02-20")
            .replace("draft", "confirmed");
        Register::build(&Sources::new(vec![
            file("records/bodies/north.yaml", "name: North Council\nrole: local-authority\n"),
            file("records/bodies/north-hosc.yaml", "name: North HOSC\nrole: scrutiny-committee\npart_of: north\n"),
            file("records/bodies/south-hosc.yaml", "name: South HOSC\nrole: scrutiny-committee\npart_of: north\n"),
            file("records/bodies/trust.yaml", "name: A Trust\nrole: nhs-trust\n"),
            file("records/resolutions/2026/north.yaml", HOSC),
            file("records/resolutions/2026/south.yaml", &south),
            file(
                "records/changes/2026/ward.yaml",
                "title: The ward moves\nkind: move\nservices: [stroke]\nresponsible_person: trust\nauthorities: [{authority: north}]\n",
            ),
        ]))
        .0
    }

    fn with<T>(ask: impl FnOnce(&Known<'_>) -> T) -> T {
        let (register, law) = (register(), Law::england());
        let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day");
        ask(&Known {
            register: &register,
            law: &law,
            today,
        })
    }

    fn offer(kind: Kind, name: &str, answers: &Answers) -> Option<String> {
        let question = question(kind, name).expect("a question");
        with(|known| match offered(kind, question, answers, known, None) {
            Some(Given::Texts(texts)) => Some(texts.join(", ")),
            Some(Given::Rows(rows)) => rows[0].text("authority").map(str::to_owned),
            None => None,
        })
    }

    #[test]
    fn the_last_record_is_offered_where_records_tend_to_be_alike() {
        let none = Answers::new();
        assert_eq!(
            offer(Kind::Resolution, "committee", &none).as_deref(),
            Some("south-hosc")
        );
        let north = Answers::new().with("committee", "north-hosc");
        assert_eq!(
            offer(Kind::Resolution, "minutes", &none).as_deref(),
            Some("confirmed")
        );
        assert_eq!(
            offer(Kind::Resolution, "stem", &north).as_deref(),
            Some("RESOLVED that")
        );
        assert_eq!(offer(Kind::Resolution, "item", &north), None);
        assert_eq!(offer(Kind::Resolution, "meeting", &north), None);
        assert_eq!(
            offer(Kind::Change, "responsible-person", &none).as_deref(),
            Some("trust")
        );
        assert_eq!(offer(Kind::Change, "authority", &none).as_deref(), Some("north"));
        assert_eq!(offer(Kind::Change, "title", &none), None);
        let own = Answers::new().with("responsible-person", "other");
        assert_eq!(
            offer(Kind::Change, "responsible-person", &own).as_deref(),
            Some("other")
        );
    }

    #[test]
    fn what_follows_goes_before_what_is_usual() {
        let view = Answers::new().with("resolution", "north").with("clause", "a");
        assert_eq!(
            offer(Kind::Determination, "by", &view).as_deref(),
            Some("north-hosc")
        );
        assert_eq!(
            offer(Kind::Determination, "date", &view).as_deref(),
            Some("2026-01-20")
        );
        assert_eq!(
            offer(Kind::Determination, "authority", &view).as_deref(),
            Some("north")
        );
        assert_eq!(offer(Kind::Determination, "view", &view), None);
    }

    #[test]
    fn the_history_says_which_record_was_last() {
        let commit = |id: &str| Commit {
            id: id.to_owned(),
            on: chrono::NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"),
            by: "A Clerk".to_owned(),
            summary: "Add".to_owned(),
        };
        let mut history = History {
            commits: vec![commit("new"), commit("old")],
            ..History::default()
        };
        let made = |at| vec![(at, Touch::Added)];
        history.touches.insert("resolutions/north".to_owned(), made(0));
        history.touches.insert("resolutions/south".to_owned(), made(1));
        let usual = with(|known| usual(Kind::Resolution, &Answers::new(), known, Some(&history)));
        assert_eq!(usual.text("committee"), Some("north-hosc"));
    }

    #[test]
    fn labels_go_on_and_what_is_asked_for_is_seen_to_by_the_committee() {
        let clause = question(Kind::Resolution, "clause").expect("a question");
        let part = |name: &str| {
            clause
                .parts()
                .iter()
                .find(|part| part.name == name)
                .expect("a part")
        };
        let mut answers = Answers::new().with("committee", "north-hosc");
        let row = Answers::new().with("label", "b").with("reads-as", "invited");
        answers.set_rows("clause", vec![row]);
        with(|known| {
            let offer =
                |row, name| offered_in_row(Kind::Resolution, clause, row, part(name), &answers, known);
            let texts = |text: &str| Some(Given::Texts(vec![text.to_owned()]));
            assert_eq!(offer(1, "label"), texts("c"));
            assert_eq!(offer(0, "owner"), texts("north-hosc"));
            assert_eq!(offer(0, "due"), texts("unknown"));
            assert_eq!(offer(0, "words"), None);
        });
        assert_eq!(
            (after("9"), after("B"), after("z")),
            (Some("10".to_owned()), Some("C".to_owned()), None)
        );
    }
}
