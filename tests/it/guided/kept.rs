//! Forms that are left, cut off and gone on with; records that are edited line by line.

use nix::sys::signal::Signal;

use super::*;
use crate::import::{commits, untouched};

#[test]
fn a_record_is_edited_line_by_line_and_only_that_line_changes() {
    let environment = register();
    let (path, before) = (
        "records/changes/2026/community-model-2026.yaml",
        commits(&environment),
    );
    let text = environment.read(path);
    let mut terminal = start(&environment, &["edit", "change/community-model-2026"]);
    terminal.reply("Is this right?", "Change a line\r");
    let told = terminal.screen.text();
    assert!(
        told.contains("Title: Community mental health moves to a new model"),
        "{told}"
    );
    terminal.reply("Which line would you like to change?", "summary\r");
    terminal.reply("How would you tell it", "?\r");
    terminal.reply("How would you tell it", ESCAPE);
    terminal.reply("Is this right?", "Change a line\r");
    terminal.reply("Which line would you like to change?", "title\r");
    terminal.reply("What changes?", " in Northmere\r");
    terminal.reply("Is this right?", CTRL_C);
    terminal.shows("scrutiny edit change/community-model-2026 goes on with them");
    terminal.ended();
    untouched(&environment, before);
    let mut terminal = start(&environment, &["edit", "community-model"]);
    terminal.reply("Is this right?", "Show\r");
    let told = terminal.screen.text();
    assert!(told.contains("You left this unfinished"), "{told}");
    assert!(
        told.contains("* Title: Community mental health moves to a new model in Northmere"),
        "{told}"
    );
    terminal.reply("Is this right?", "Save\r");
    terminal.shows("Next: scrutiny build");
    terminal.ended();
    let now = text.replace("to a new model\n", "to a new model in Northmere\n");
    assert_eq!(environment.read(path), now);
    assert_eq!(commits(&environment), before + 1);
    assert!(forms(&environment).is_empty());
}

#[test]
fn what_is_locked_is_put_right_with_the_reason() {
    let environment = register();
    let path = "records/resolutions/2026/wards.yaml";
    environment.write(
        path,
        "committee: northmere-hsc\nmeeting: 2026-02-10\nitem: Wards\nminutes: {status: confirmed}\nclauses:\n  - label: a\n    \
         words: The report be note.\n    reads_as: noted\n",
    );
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "Wards"]);
    let before = commits(&environment);
    let mut terminal = start(&environment, &["edit", "resolution/wards"]);
    terminal.reply("Is this right?", "Change a line\r");
    terminal.reply("Which line would you like to change?", "clause\r");
    terminal.reply("What was resolved?", "change clause\r");
    terminal.reply("What is its label?", "\r");
    terminal.reply("What are its exact words?", "\u{7f}d.\r");
    terminal.reply("What does it do?", "\r");
    terminal.reply("What was resolved?", "\r");
    terminal.reply("Is this right?", "Save\r");
    terminal.reply("Put it right with a correction", "\r");
    terminal.reply("Why is it put right?", "A letter was left out\r");
    terminal.shows("Corrected resolution/wards.");
    terminal.ended();
    assert_eq!(commits(&environment), before + 1);
    let text = environment.read(path);
    assert!(text.contains("corrections:"), "{text}");
    assert!(text.contains("words: The report be noted.\n"), "{text}");
    assert!(
        text.contains("The report be note."),
        "what stood there is kept\n{text}"
    );
}

#[test]
fn a_terminal_that_is_closed_or_killed_loses_no_answer() {
    for signal in [Signal::SIGHUP, Signal::SIGKILL, Signal::SIGTERM] {
        let environment = register();
        let before = commits(&environment);
        let mut terminal = alone(&environment, &["add", "body"]);
        terminal.reply("What is it called, in full?", "Wexcombe Council\r");
        terminal.reply("What is it in law?", "local-auth\r");
        terminal.shows("Which kind of council is it?");
        terminal.end(signal);
        untouched(&environment, before);
        assert_eq!(forms(&environment), ["add-body.json"]);
        let mut terminal = start(&environment, &["add", "body"]);
        terminal.reply("You began a body today: Wexcombe Council, local-authority.", "\r");
        terminal.reply("Which kind of council is it?", CTRL_C);
        terminal.ended();
    }
}

#[test]
fn the_end_of_the_input_leaves_and_keeps() {
    let environment = register();
    let mut terminal = start(&environment, &["add", "body", "--plain"]);
    terminal.line("What is it called, in full?", "Wexcombe Council");
    terminal.shows("What is it in law?");
    // The end of the input, as a closed terminal gives it.
    terminal.send("\u{4}");
    let text = terminal.ended();
    assert!(text.contains("Your answers are kept."), "{text}");
    assert_eq!(forms(&environment), ["add-body.json"]);
}

#[test]
fn several_forms_are_kept_and_one_is_thrown_away() {
    let environment = register();
    let mut terminal = start(&environment, &["add", "body"]);
    terminal.reply("What is it called, in full?", "Wexcombe Council\r");
    terminal.reply("What is it in law?", CTRL_C);
    terminal.ended();
    let mut terminal = start(&environment, &["add", "body", "--fresh"]);
    terminal.reply("What is it called, in full?", "Elmstead Council\r");
    terminal.reply("What is it in law?", CTRL_C);
    terminal.ended();
    assert_eq!(forms(&environment), ["add-body-2.json", "add-body.json"]);
    let mut terminal = start(&environment, &["add", "body"]);
    terminal.reply("You began more than one body.", "throw wexcombe\r");
    terminal.reply("You began a body today: Elmstead Council.", "throw it away\r");
    terminal.reply("What is it called, in full?", CTRL_C);
    let text = terminal.ended();
    assert!(text.contains("Nothing was saved."), "{text}");
    assert!(forms(&environment).is_empty());
}

#[test]
fn a_kept_form_that_cannot_be_read_is_told_and_left() {
    let environment = register();
    environment.write(".git/scrutiny/forms/add-body.json", "{");
    let mut terminal = start(&environment, &["add", "body"]);
    terminal.shows("cannot be gone on with");
    terminal.reply("What is it called, in full?", "Wexcombe Council\r");
    terminal.reply("What is it in law?", CTRL_C);
    terminal.ended();
    assert_eq!(environment.read(".git/scrutiny/forms/add-body.json"), "{");
    assert_eq!(forms(&environment), ["add-body-2.json", "add-body.json"]);
    environment.run(&[]).ok();
}

#[test]
fn a_register_outside_git_keeps_its_forms_beside_the_records() {
    let environment = Environment::new();
    environment.write("records/register.yaml", "name: R\npublisher: P\n");
    let mut terminal = start(&environment, &["add", "body"]);
    terminal.reply("What is it called, in full?", "Wexcombe Council\r");
    terminal.reply("What is it in law?", CTRL_C);
    terminal.ended();
    assert!(environment.has(".scrutiny-forms/add-body.json"));
    assert_eq!(environment.read(".scrutiny-forms/.gitignore"), "*\n");
    let mut terminal = start(&environment, &["add", "body", "--resume"]);
    terminal.reply("What is it in law?", "!\r");
    terminal.reply("What would you like to do?", "Throw\r");
    terminal.reply("Throw away what you answered?", "yes\r");
    terminal.ended();
    assert!(!environment.has(".scrutiny-forms"));
}

#[test]
fn off_a_terminal_nothing_is_asked() {
    let environment = register();
    let refused = environment.run(&["add", "body"]).ended(2);
    assert!(refused.err.contains("--name is not given"), "{}", refused.err);
    for flag in ["--guided", "--resume", "--fresh"] {
        let refused = environment.run(&["add", "body", flag]).ended(2);
        assert!(refused.err.contains("only at a terminal"), "{}", refused.err);
    }
    let help = environment.run(&["add"]).ended(2);
    assert!(help.err.contains("determination"), "{}", help.err);
    // At a terminal, what flags say whole is saved as ever; with --guided it is looked at first.
    let args = ["add", "body", "--name", "Elmstead Trust", "--role", "nhs-trust"];
    let mut terminal = start(&environment, &args);
    let text = terminal.ended();
    assert!(text.contains("Recorded the body `elmstead-trust`"), "{text}");
    let mut terminal = start(
        &environment,
        &["add", "body", "--name", "T", "--role", "nhs-trust", "--guided"],
    );
    terminal.reply("1 of 8  What name does it go by?", CTRL_C);
    terminal.ended();
    let mut terminal = start(&environment, &["add", "body", "--no-input"]);
    let text = terminal.ended();
    assert!(text.contains("--name is not given"), "{text}");
}
