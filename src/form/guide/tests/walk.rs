//! Walks through the form: straight ones reach every question, and random ones end in the same record.

use std::collections::BTreeSet;

use super::*;

/// What a record is to say in the end, by kind; together they lead to every question.
fn wanted() -> Vec<(Kind, Answers)> {
    let source = |mut answers: Answers| {
        let row = Answers::new()
            .with("title", "A paper")
            .with("address", "https://northmere.example/paper");
        answers.set_rows("source", vec![row]);
        answers
    };
    let mut council = Answers::new()
        .with("name", "Elmstead Council")
        .with("role", "local-authority")
        .with("council-kind", "county")
        .with("until", "2026-03");
    council.set(
        "succeeded-by",
        vec!["northmere".to_owned(), "wexcombe".to_owned()],
    );
    let mut joint = Answers::new()
        .with("name", "Joint HOSC")
        .with("role", "joint-scrutiny-committee");
    joint.set("member", vec!["northmere".to_owned(), "wexcombe".to_owned()]);
    let trust = Answers::new()
        .with("name", "Elmstead Trust")
        .with("role", "nhs-trust")
        .with("ods", "RX1");
    let mut change = Answers::new()
        .with("title", "The clinic closes")
        .with("summary", "It closes.")
        .with("kind", "closure")
        .with("responsible-person", "trust")
        .with("affects-manner-or-range", "yes")
        .with("asserted-by", "board");
    change.set("service", vec!["cancer".to_owned(), "stroke".to_owned()]);
    change.set("commissioner", vec!["board".to_owned()]);
    let day = |date: &str, what: &str| Answers::new().with("date", date).with("what", what);
    change.set_rows(
        "key-date",
        vec![day("2026-04-01", "It closes"), day("2026-05", "A review")],
    );
    change.set_rows("authority", vec![Answers::new().with("authority", "wexcombe")]);
    let mut resolution = Answers::new()
        .with("committee", "northmere-hosc")
        .with("meeting", "2026-03-12")
        .with("item", "The clinic")
        .with("minutes", "confirmed")
        .with("confirmed-on", "2026-03-30")
        .with("discussion", "Members asked.\n\nThey were told.");
    let clause = |label: &str, words: &str, reads: &[&str]| {
        let mut row = Answers::new().with("label", label).with("words", words);
        row.set("reads-as", reads.iter().map(|read| (*read).to_owned()).collect());
        row
    };
    let invited = clause("b", "That the Trust return.", &["noted", "invited"])
        .with("owner", "northmere-hosc")
        .with("due", "unknown")
        .with("concerning", "trust");
    resolution.set_rows(
        "clause",
        vec![clause("a", "The report be noted.", &["noted"]), invited],
    );
    resolution.set("change", vec!["ward".to_owned()]);
    let view = Answers::new()
        .with("change", "ward")
        .with("view", "not-substantial");
    let held = view
        .clone()
        .with("resolution", "wards")
        .with("clause", "a")
        .with("by", "northmere-hosc")
        .with("authority", "northmere")
        .with("taken-by", "committee")
        .with("date", "2026-01-20");
    let own = view
        .with("by", "trust")
        .with("date", "2026-02-01")
        .with("supersedes", "early");
    let duty = Answers::new()
        .with("title", "Involve people")
        .with("change", "ward")
        .with("owed-by", "trust")
        .with("owed-to", "public");
    let mut clause_of = duty.clone();
    clause_of.set_rows(
        "clause",
        vec![Answers::new().with("resolution", "wards").with("clause", "a")],
    );
    let mut engaged = duty.clone().with("undertaking", "A promise");
    engaged.set_rows(
        "engagement",
        vec![Answers::new().with("what", "A survey").with("opens", "2026-01")],
    );
    let by_law = duty.with("provision", "nhsa-14Z45-involve-planning");
    vec![
        (Kind::Body, source(council)),
        (Kind::Body, joint),
        (Kind::Body, trust),
        (Kind::Change, source(change)),
        (Kind::Resolution, source(resolution)),
        (Kind::Determination, held),
        (Kind::Determination, source(own)),
        (Kind::Duty, by_law),
        (Kind::Duty, source(engaged)),
        (Kind::Duty, clause_of),
    ]
}

/// The reply that brings the answer at a question nearer to what is wanted.
fn reply(table: &Table, wanted: &Answers) -> Reply {
    let spot = table.guide.open().at.expect("a question is asked");
    let (asked, _) = table.guide.at(spot);
    if spot
        .within
        .is_some_and(|(row, _)| row >= wanted.rows(spot.name).len())
    {
        // There is no such row: back to the list, where it is taken out.
        return Reply::Back;
    }
    let beside = match spot.within {
        Some((row, _)) => wanted.rows(spot.name).get(row).cloned().unwrap_or_default(),
        None => wanted.clone(),
    };
    let texts = beside.texts(asked.name);
    if matches!(asked.answer, Answer::Row(_)) {
        return rows(table, asked, wanted);
    }
    let Some(deeds) = table.guide.deeds(spot, &table.known()) else {
        return Reply::Wrote(texts.first().cloned().unwrap_or_default());
    };
    if table.guide.over == Over::Typing {
        let chosen = table.guide.beside_of(spot).texts(asked.name).to_vec();
        let missing = texts.iter().find(|text| !chosen.contains(text));
        return missing.map_or(Reply::Back, |text| Reply::Wrote(text.clone()));
    }
    let chosen = table.guide.beside_of(spot).texts(asked.name).to_vec();
    let is_listed = |deed: &Deed| deeds.list.iter().any(|(_, one)| one == deed);
    let deed = if !asked.many {
        match texts {
            [] => Deed::Nothing,
            texts => Deed::Take(texts.to_vec()),
        }
    } else if chosen == texts {
        if chosen.is_empty() {
            Deed::Nothing
        } else {
            Deed::Enough
        }
    } else if let Some(wrong) = (0..chosen.len()).find(|at| texts.get(*at) != chosen.get(*at)) {
        Deed::Remove(wrong)
    } else {
        let next = Deed::Add(texts[chosen.len()].clone());
        if is_listed(&next) { next } else { Deed::Type }
    };
    picked(&deeds, &deed)
}

fn rows(table: &Table, asked: &'static crate::form::Question, wanted: &Answers) -> Reply {
    let (now, want) = (table.guide.settled(), wanted.rows(asked.name));
    let now = now.rows(asked.name);
    let begun = table.guide.open().answers.rows(asked.name).len();
    let deed = if begun > want.len() {
        Deed::RemoveRow(begun - 1)
    } else if let Some(wrong) = (0..begun).find(|at| now.get(*at) != want.get(*at)) {
        Deed::Row(wrong)
    } else if begun < want.len() {
        Deed::Row(begun)
    } else if want.is_empty() {
        Deed::Nothing
    } else {
        Deed::Enough
    };
    picked(&table.guide.row_deeds(asked, &table.known()), &deed)
}

fn picked(deeds: &super::super::deed::Deeds, wanted: &Deed) -> Reply {
    let at = deeds.list.iter().position(|(_, deed)| deed == wanted);
    Reply::Picked(at.unwrap_or_else(|| panic!("{wanted:?} is not among {:#?}", deeds.list)))
}

/// Goes on until the review is reached, with a guard against going round for ever.
fn straight(table: &mut Table, wanted: &Answers, asked: &mut BTreeSet<(Kind, String)>) {
    for _ in 0..400 {
        if table.guide.is_in_review() {
            return;
        }
        let spot = table.guide.open().at.expect("a question is asked");
        let part = spot.within.and_then(|(_, part)| part).unwrap_or_default();
        asked.insert((table.guide.kind(), format!("{}/{part}", spot.name)));
        let reply = reply(table, wanted);
        table.answer(&reply);
    }
    panic!("the form does not end: {:#?}", table.prompt());
}

#[test]
fn every_question_of_every_kind_is_reached_and_the_answers_are_the_record() {
    let mut asked = BTreeSet::new();
    for (kind, wanted) in wanted() {
        let mut table = Table::add(kind);
        straight(&mut table, &wanted, &mut asked);
        assert_eq!(table.guide.settled(), wanted);
        let verdict = table.verdict();
        let errors: Vec<_> = verdict.said.iter().filter(|said| said.is_error).collect();
        // Some of these records do not fit one another; each can be made.
        assert!(verdict.made.is_some(), "{errors:#?}");
    }
    for kind in Kind::ALL {
        for question in questions(kind)
            .iter()
            .filter(|question| question.name != "labels")
        {
            let name = |part: &str| (kind, format!("{}/{part}", question.name));
            assert!(
                asked.contains(&name("")),
                "{} of {kind} is never asked",
                question.name
            );
            for part in question.parts() {
                let name = name(part.name);
                assert!(asked.contains(&name), "{} of {kind} is never asked", name.1);
            }
        }
    }
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

/// Anything that a person might do who is not at the point.
fn stray(table: &mut Table, chance: &mut Chance) {
    let reply = match (chance.below(6), table.prompt().entry) {
        (0 | 1, _) => Reply::Back,
        (2, _) => Reply::More,
        (3, _) => {
            let kept = table.guide.keep().to_json();
            let kept = Unfinished::from_json(&kept).expect("it can be read");
            assert!(kept.unknown().is_empty());
            table.guide = Guide::resume(kept, None);
            return;
        }
        (_, Entry::Pick(lines, _)) => Reply::Picked(chance.below(lines.len() + 1)),
        (4, _) => Reply::Wrote(String::new()),
        (_, _) => {
            Reply::Wrote(["2026-02-03", "Something else", "unknown", "5/13/2026"][chance.below(4)].to_owned())
        }
    };
    table.answer(&reply);
}

/// Out of whatever a stray step has led into, back to the questions of the record.
fn home(table: &mut Table) {
    for _ in 0..60 {
        if table.guide.over != Over::Nothing {
            table.answer(&Reply::Back);
        } else if table.guide.sheets.len() > 1 {
            match table.guide.open().at {
                Some(_) => table.answer(&Reply::Back),
                None => table.pick("Back to the"),
            };
        } else {
            return;
        }
    }
    panic!("there is no way back: {:#?}", table.prompt());
}

#[test]
fn whatever_happens_on_the_way_the_same_answers_make_the_same_record() {
    for (number, (kind, wanted)) in wanted().into_iter().enumerate() {
        let mut plain = Table::add(kind);
        straight(&mut plain, &wanted, &mut BTreeSet::new());
        let plain = plain.guide.made(&plain.known(), false).expect("it is whole");
        for seed in 0..6 {
            let mut chance = Chance(seed * 1000 + number as u64);
            let mut table = Table::add(kind);
            for _ in 0..120 {
                match chance.below(3) {
                    0 => stray(&mut table, &mut chance),
                    _ if table.guide.over == Over::Nothing
                        && table.guide.sheets.len() == 1
                        && !table.guide.is_in_review() =>
                    {
                        let reply = reply(&table, &wanted);
                        table.answer(&reply);
                    }
                    _ => home(&mut table),
                }
            }
            finish(&mut table, &wanted);
            let made = table.guide.made(&table.known(), false);
            assert_eq!(
                made.map(|made| made.text).as_deref(),
                Ok(plain.text.as_str()),
                "seed {seed} of {kind}"
            );
        }
    }
}

/// Through the questions that are left, then each line of the review that is not as it should be.
fn finish(table: &mut Table, wanted: &Answers) {
    home(table);
    for _ in 0..60 {
        straight(table, wanted, &mut BTreeSet::new());
        let settled = table.guide.settled();
        let kind = table.guide.kind();
        let wrong = questions(kind)
            .iter()
            .find(|question| settled.given(question.name) != wanted.given(question.name));
        match wrong {
            _ if table.guide.open().reached.is_some() => {
                table.pick("Go on with the questions");
            }
            Some(wrong) => {
                table.pick("Change a line");
                let Entry::Pick(lines, _) = table.prompt().entry else {
                    panic!("the lines are listed")
                };
                let at = lines.iter().position(|line| line.also == wrong.name);
                table.answer(&Reply::Picked(
                    at.unwrap_or_else(|| panic!("{} has no line", wrong.name)),
                ));
            }
            None => {
                // An id that was typed on a stray way is no answer.
                table.guide.open_mut().id = None;
                return;
            }
        }
    }
    panic!("it does not come to what is wanted: {:#?}", table.prompt());
}
