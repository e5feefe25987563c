//! A session for each kind of record, with help, going back, leaving, going on, and the review.

use super::*;
use crate::import::{commits, untouched};
use crate::terminal::{documented, normal};

#[test]
fn a_resolution_with_a_new_change_and_its_view() {
    let environment = register();
    let before = commits(&environment);
    let mut terminal = start(&environment, &["add", "resolution"]);
    terminal.reply("1 of 12  Which committee resolved it?", "\r");
    terminal.reply("2 of 12  When did it meet?", "12/3/26\r");
    let asked = terminal.screen.text();
    assert!(!asked.contains("Thursday"), "{asked}");
    terminal.reply("2 of 12  When did it meet?", "12/3/2026\r");
    terminal.reply("3 of 12  What was the item called?", "The eye clinic\r");
    assert!(
        terminal
            .screen
            .text()
            .contains("When did it meet? Thursday 12 March 2026.")
    );
    terminal.reply("4 of 12  Which number did it have on the agenda?", ESCAPE);
    terminal.reply("3 of 12  What was the item called?", " at Harrow\r");
    terminal.reply("4 of 12  Which number did it have on the agenda?", "7\r");
    terminal.reply("5 of 12  How far can the minutes be relied on?", "?\r");
    terminal.reply("5 of 12  How far can the minutes be relied on?", "draft\r");
    terminal.reply("6 of 12  Where are the minutes published?", "\r");
    terminal.reply("7 of 12  Which changes was the item about?", "new change\r");
    terminal.reply("1 of 13  What changes?", "The eye clinic moves to Harrow\r");
    terminal.reply(
        "2 of 13  How would you tell it",
        "It moves from the General to Harrow.\r",
    );
    terminal.reply("3 of 13  What sort of change is it?", "another place\r");
    terminal.reply("4 of 13  Which services does it touch?", "not listed\r");
    terminal.reply(
        "Which services does it touch? One that is not listed:",
        "Eye care\r",
    );
    terminal.reply("4 of 13  Which services does it touch?", "\r");
    terminal.reply("5 of 13  Which NHS body or provider is responsible", "\r");
    terminal.reply("6 of 13  Which bodies buy the service?", "\r");
    terminal.reply("7 of 13  Who provides it now?", "\r");
    terminal.reply("8 of 13  Who shall provide it?", "\r");
    terminal.reply("9 of 13  Which councils' areas are affected?", "\r");
    terminal.reply("10 of 13  Does it affect how services", "\r");
    terminal.reply("11 of 13  Since when", "\r");
    terminal.reply("12 of 13  Which dates matter?", "add\r");
    terminal.reply("12 of 13  Date 1: Which day?", "1 April 2026\r");
    terminal.reply("12 of 13  Date 1: What happens then?", "It opens at Harrow\r");
    terminal.reply("12 of 13  Date 1: Where is this stated?", "\r");
    terminal.reply("12 of 13  Which dates matter?", "\r");
    terminal.reply("13 of 13  Where does this come from?", "\r");
    terminal.reply("Is this right?", "Use it\r");
    terminal.reply("7 of 12  Which changes was the item about?", "\r");
    // Away from the desk; the answers are kept.
    terminal.reply("8 of 12  What was discussed?", "!\r");
    terminal.reply("What would you like to do?", "Leave\r");
    terminal.shows("scrutiny add resolution goes on with them");
    let mut session = format!(
        "$ scrutiny add resolution --no-colour\n{}\n\n",
        normal(&environment, &terminal.ended())
    );
    untouched(&environment, before);
    assert_eq!(forms(&environment), ["add-resolution.json"]);
    let mut terminal = start(&environment, &["add", "resolution"]);
    let asked = terminal.reply("You began a resolution", "\r");
    let name = "Northmere HSC, Thursday 12 March 2026, The eye clinic at Harrow. Go on with it?";
    assert!(asked.replace('\n', "").contains(name), "{asked}");
    terminal.reply("8 of 12  What was discussed?", "Write it here\r");
    terminal.shows("goes back.");
    terminal.send("Members asked about buses.\r\rThey were told of a shuttle.\r.\r");
    terminal.reply(
        "9 of 12  Which words stand before the first clause?",
        "RESOLVED that\r",
    );
    terminal.reply("10 of 12  What was resolved?", "\r");
    terminal.reply("10 of 12  Clause 1: What is its label?", "\r");
    terminal.reply(
        "10 of 12  Clause a: What are its exact words?",
        "the move is not a substantial variation;\r",
    );
    terminal.reply("10 of 12  Clause a: What does it do?", "determination\r");
    terminal.reply("10 of 12  Clause a: What does it do?", "\r");
    terminal.reply("10 of 12  What was resolved?", "another\r");
    terminal.reply("10 of 12  Clause 2: What is its label?", "\r");
    terminal.reply(
        "10 of 12  Clause b: What are its exact words?",
        "the Trust be invited to return.\r",
    );
    terminal.reply("10 of 12  Clause b: What does it do?", "invited\r");
    terminal.reply("10 of 12  Clause b: What does it do?", "\r");
    terminal.reply("10 of 12  Clause b: Who is to see to it?", "\r");
    terminal.reply(
        "10 of 12  Clause b: Of whom is it asked?",
        "mental health trust\r",
    );
    terminal.reply("10 of 12  Clause b: Of whom is it asked?", "\r");
    terminal.reply("10 of 12  Clause b: By when?", "\r");
    terminal.reply("10 of 12  What was resolved?", "\r");
    terminal.reply("11 of 12  How did the committee vote?", "\r");
    terminal.reply("12 of 12  Where does this come from?", "\r");
    terminal.reply("Is this right?", "Change a line\r");
    terminal.reply("Which line would you like to change?", "item:\r");
    terminal.reply("What was the item called?", " General\r");
    terminal.reply("Is this right?", "\r");
    terminal.reply("Clause a says whether a change is substantial.", "\r");
    assert_eq!(commits(&environment), before + 1, "one commit holds both");
    let summary = "Add resolution: Northmere HSC, 12 March 2026: The eye clinic at Harrow General (with change the-eye-clinic-moves-to-harrow-2026)";
    assert!(last(&environment).starts_with(summary), "{}", last(&environment));
    assert_eq!(last(&environment).matches(".yaml").count(), 2);
    assert!(forms(&environment).is_empty());
    terminal.reply("1 of 10  What was judged?", "not-sub\r");
    for question in [
        "Whose view is it?",
        "Which council's area",
        "Who took it",
        "What does it cover",
        "On which day",
    ] {
        terminal.reply(question, "\r");
    }
    for question in [
        "Which reasons",
        "subject to?",
        "Which earlier view",
        "Where does this come from?",
    ] {
        terminal.reply(question, "\r");
    }
    terminal.reply("Is this right?", "\r");
    terminal.shows("Next: ");
    session.push_str("$ scrutiny add resolution --no-colour\n");
    session.push_str(&normal(&environment, &terminal.ended()));
    assert_eq!(commits(&environment), before + 2);
    let view = environment.git(&["show", "HEAD"]);
    for line in [
        "+by: northmere-hsc",
        "+view: not-substantial",
        "+date: 2026-03-12",
        "+  clause: a",
        "+taken_by: committee",
    ] {
        assert!(view.contains(line), "{line}\n{view}");
    }
    let resolution = environment
        .read("records/resolutions/2026/northmere-hsc-2026-03-12-the-eye-clinic-at-harrow-general.yaml");
    assert!(
        resolution.contains("Members asked about buses.\n\n  They were told"),
        "{resolution}"
    );
    assert!(
        resolution.contains("concerning: [northmere-trust]"),
        "{resolution}"
    );
    documented("docs/forms.md", &session);
}

#[test]
fn a_council_and_at_once_its_committee() {
    let environment = register();
    let before = commits(&environment);
    let mut terminal = start(&environment, &["add"]);
    terminal.reply("What would you like to record?", "a body\r");
    terminal.reply("What is it called, in full?", "\r");
    terminal.reply("What is it called, in full?", "Wexcombe Council\r");
    let text = terminal.screen.text();
    assert!(text.contains("This one is needed."), "{text}");
    terminal.reply("What is it in law?", "?\r");
    terminal.reply("What is it in law?", "local-auth\r");
    assert!(
        terminal
            .screen
            .text()
            .contains("The law treats each sort of body")
    );
    terminal.reply("Which kind of council is it?", "unitary\r");
    terminal.reply("How is it governed?", ESCAPE);
    terminal.reply("Which kind of council is it?", "county\r");
    terminal.reply("How is it governed?", "\r");
    terminal.reply("What name does it go by?", "!\r");
    terminal.reply("What would you like to do?", "everything\r");
    terminal.reply("This is what there is so far.", "Go on\r");
    terminal.reply("What name does it go by?", "\r");
    for question in [
        "Where does it serve?",
        "Where is its website?",
        "national statistics",
        "From when",
        "Until when",
    ] {
        terminal.reply(question, "\r");
    }
    terminal.reply("Where does this come from?", "\r");
    terminal.reply("Is this right?", "Show the file\r");
    terminal.reply("Is this right?", "Change a line\r");
    terminal.reply("Which line would you like to change?", "area\r");
    terminal.reply("Where does it serve?", "Wexcombe and around\r");
    terminal.reply("Is this right?", "\r");
    terminal.reply("Record its health scrutiny committee now?", "\r");
    assert_eq!(commits(&environment), before + 1);
    terminal.reply(
        "1 of 7  What is it called, in full?",
        "Wexcombe Health Scrutiny Committee\r",
    );
    terminal.reply("2 of 7  What name does it go by?", "Wexcombe HSC\r");
    for question in [
        "Where does it serve?",
        "website",
        "From when",
        "Until when",
        "come from?",
    ] {
        terminal.reply(question, "\r");
    }
    terminal.reply("Is this right?", "\r");
    let text = terminal.ended();
    assert!(text.contains("Next: scrutiny add change"), "{text}");
    assert_eq!(commits(&environment), before + 2);
    let council = environment.read("records/bodies/wexcombe-council.yaml");
    assert_eq!(
        council
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect::<Vec<_>>()
            .join("\n"),
        "name: Wexcombe Council\nrole: local-authority\ncouncil_kind: county\narea: Wexcombe and around"
    );
    let committee = environment.read("records/bodies/wexcombe-hsc.yaml");
    assert!(committee.contains("part_of: wexcombe-council"), "{committee}");
}

#[test]
fn a_change_with_what_the_last_one_said() {
    let environment = register();
    let before = commits(&environment);
    // What flags say is not asked; what they leave out is.
    let mut terminal = start(
        &environment,
        &["add", "change", "--kind", "closure", "--summary", "It closes."],
    );
    terminal.reply("1 of 11  What changes?", "The ward closes\r");
    terminal.reply("2 of 11  Which services does it touch?", "\r");
    terminal.reply("3 of 11  Which NHS body or provider is responsible", "\r");
    terminal.reply("4 of 11  Which bodies buy the service?", "harrow vale\r");
    assert!(
        terminal
            .screen
            .text()
            .contains("responsible for it? Harrow Vale Integrated Care Board")
    );
    terminal.reply("4 of 11  Which bodies buy the service?", CTRL_C);
    terminal.shows("Your answers are kept.");
    terminal.ended();
    untouched(&environment, before);
    let told = environment.run(&[]).ok().out;
    assert!(told.contains("Forms begun and not saved: 1"), "{told}");
    assert!(told.contains("scrutiny add change --resume"), "{told}");
    let mut terminal = start(&environment, &["add", "change", "--resume"]);
    let asked = terminal.reply("4 of 11  Which bodies buy the service?", "\r");
    assert!(asked.contains("That is all: go on"), "{asked}");
    terminal.reply("5 of 11  Who provides it now?", "new body\r");
    terminal.reply("1 of 10  What is it called, in full?", "<\r");
    // Back to the question that it was begun from.
    terminal.reply("5 of 11  Who provides it now?", "mental health trust\r");
    terminal.reply("5 of 11  Who provides it now?", "\r");
    terminal.reply("6 of 11  Who shall provide it?", "\r");
    terminal.reply("7 of 11  Which councils' areas are affected?", "As last time\r");
    terminal.reply("8 of 11  Does it affect how services", "yes\r");
    terminal.reply("9 of 12  Who says so?", "northmere mental\r");
    terminal.reply("10 of 12  Since when", "March 2026\r");
    let text = terminal.screen.text();
    terminal.reply("11 of 12  Which dates matter?", "\r");
    assert!(!text.contains("is not a date"), "{text}");
    terminal.reply("12 of 12  Where does this come from?", "add\r");
    terminal.reply("12 of 12  Source 1: What is it called?", "Board paper\r");
    terminal.reply("12 of 12  Source 1: Where can it be read?", "northmere\r");
    terminal.reply("12 of 12  Where does this come from?", "\r");
    // The mistake stands at its line, and is mended there.
    let review = terminal.reply("Is this right?", "Change a line\r");
    assert!(!review.contains("Save it"), "{review}");
    let text = terminal.screen.text();
    assert!(text.contains("    ! "), "{text}");
    terminal.reply("Which line would you like to change?", "source\r");
    terminal.reply("Where does this come from?", "change source\r");
    terminal.reply("Source 1: What is it called?", "\r");
    terminal.reply(
        "Source 1: Where can it be read?",
        &format!("{}https://northmere.example/paper\r", "\u{7f}".repeat(9)),
    );
    terminal.reply("Where does this come from?", "\r");
    terminal.reply("Is this right?", "\r");
    terminal.ended();
    assert_eq!(commits(&environment), before + 1);
    let change = environment.read("records/changes/2026/the-ward-closes-2026.yaml");
    for line in [
        "kind: closure\n",
        "commissioners: [harrow-vale-icb]\n",
        "current: [northmere-trust]\n",
        "under_consideration_from: 2026-03\n",
        "address: https://northmere.example/paper",
        "answer: \"yes\"\n",
    ] {
        assert!(change.contains(line), "{line}\n{change}");
    }
}
