//! A session that is asked line by line, and one that is left in the middle of a row.

use super::*;
use crate::import::commits;

#[test]
fn a_view_line_by_line_on_a_terminal_that_is_read_aloud() {
    let environment = register();
    let before = commits(&environment);
    let mut terminal = start(&environment, &["add", "determination", "--plain"]);
    let asked = terminal.line("1 of 12  Which change is it about?", "community");
    assert!(asked.contains("1 "), "{asked}");
    // Typing a part of the name leaves one line, which Enter takes.
    let asked = terminal.line("1 of 12  Which change is it about?", "");
    assert!(!asked.contains("stroke ward"), "{asked}");
    terminal.line("2 of 12  Which resolution holds it?", "");
    terminal.line("3 of 12  What was judged?", "");
    terminal.line("3 of 12  What was judged?", "?");
    let asked = terminal.line("3 of 12  What was judged?", "3");
    assert!(
        asked.contains("SI 2013/218 reg 23(1)(a): scrutiny law show hs-reg23-1a-consult"),
        "{asked}"
    );
    terminal.line("4 of 12  Whose view is it?", "<");
    terminal.line("3 of 12  What was judged?", "");
    terminal.line("4 of 12  Whose view is it?", "mental health trust");
    terminal.line("4 of 12  Whose view is it?", "");
    terminal.line("5 of 12  Which council's area is it about?", "");
    terminal.line("6 of 12  Who took it for the body?", "board");
    terminal.line("6 of 12  Who took it for the body?", "");
    terminal.line("7 of 12  What does it cover, and what not?", "-");
    terminal.line("8 of 12  On which day was it taken?", "soon");
    let asked = terminal.line("8 of 12  On which day was it taken?", "!");
    assert!(asked.contains("`soon` is not a date"), "{asked}");
    terminal.line("What would you like to do?", "3");
    let text = terminal.ended();
    assert!(text.contains("Your answers are kept."), "{text}");
    let mut terminal = start(&environment, &["add", "determination", "--plain", "--resume"]);
    terminal.line("8 of 12  On which day was it taken?", "3 February 2026");
    let asked = terminal.line("Which reasons were given?", "Write");
    assert!(asked.contains("Tuesday 3 February 2026."), "{asked}");
    terminal.line("Which reasons were given?", "");
    terminal.shows("a line with only a full stop ends it");
    terminal
        .session
        .send_line("It is the same service.")
        .expect("it is taken");
    terminal.session.send_line(".").expect("it is taken");
    terminal.line("What was it made subject to?", "");
    terminal.line("Which earlier view", "");
    terminal.line("Where does this come from?", "");
    // What is wrong stands at its line, and the line is a number away.
    let asked = terminal.line("Is this right?", "1");
    assert!(
        asked.contains("! Nothing shows where this view was taken"),
        "{asked}"
    );
    terminal.line("Which line would you like to change?", "source");
    terminal.line("Which line would you like to change?", "");
    terminal.line("Where does this come from?", "2");
    terminal.line("Source 1: What is it called?", "Minutes of the board");
    terminal.line("Source 1: Where can it be read?", "");
    terminal.line("Where does this come from?", "");
    let asked = terminal.line("Is this right?", "1");
    assert!(asked.contains("1 Save it"), "{asked}");
    assert!(asked.contains("View: not-substantial"), "{asked}");
    terminal.ended();
    assert_eq!(commits(&environment), before + 1);
    let view = environment.git(&["show", "HEAD"]);
    assert!(view.contains("It is the same service."), "{view}");
    assert!(view.contains("+taken_by: board"), "{view}");
}

#[test]
fn a_duty_as_a_draft_record() {
    let environment = register();
    let before = commits(&environment);
    let mut terminal = start(&environment, &["add", "duty"]);
    terminal.reply("What must be done?", "Ask the people of Northmere\r");
    terminal.reply("From which change does it arise?", "stroke\r");
    terminal.reply("On which provision of law does it rest?", "?\r");
    terminal.reply("On which provision of law does it rest?", "14Z45 planning\r");
    terminal.reply("Which body owes it?", ESCAPE);
    // What was answered before is what Enter takes.
    terminal.reply("On which provision of law does it rest?", "\r");
    terminal.reply("Which body owes it?", "harrow\r");
    terminal.reply("To whom is it owed?", "users\r");
    terminal.reply("To whom is it owed?", "carers\r");
    terminal.reply("To whom is it owed?", "take out users\r");
    terminal.reply("To whom is it owed?", "\r");
    terminal.reply("By when?", "unknown\r");
    terminal.reply("What was done, or is planned?", "add\r");
    terminal.reply("Engagement 1: What is it?", "A survey\r");
    terminal.reply("Engagement 1: When does it begin?", "1 May 2026\r");
    terminal.reply("Engagement 1: When does it end?", CTRL_C);
    terminal.ended();
    let mut terminal = start(&environment, &["add", "duty"]);
    terminal.reply("You began a duty", "\r");
    terminal.reply("Engagement 1: When does it end?", "31/5/2026\r");
    terminal.reply("Engagement 1: Where can people take part?", "\r");
    terminal.reply("What was done, or is planned?", "\r");
    terminal.reply("What else should be known of it?", "\r");
    terminal.reply("Where does this come from?", "\r");
    terminal.reply("Is this right?", "as a draft\r");
    let text = terminal.ended();
    assert!(text.contains("Next: "), "{text}");
    assert_eq!(commits(&environment), before + 1);
    let duty = environment.git(&["show", "HEAD"]);
    for line in [
        "+status: draft",
        "+owed_to: [carers]",
        "+    closes: 2026-05-31",
        "+due: unknown",
    ] {
        assert!(duty.contains(line), "{line}\n{duty}");
    }
}
