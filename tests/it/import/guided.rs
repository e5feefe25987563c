//! The guided form at a terminal, from minutes to a page; the session that `docs/minutes.md` shows.

use super::{commits, northmere, untouched};
use crate::terminal::{Terminal, documented, normal};

#[test]
fn a_clerk_comes_from_minutes_to_a_page() {
    let environment = northmere();
    // So that the session tells of the minutes, and not of duties that are still to be recorded.
    for change in ["community-model-2026", "stroke-ward-2026"] {
        environment.run(&["duty", "adopt", change]).ok();
    }
    let before = commits(&environment);
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    terminal.answer("Which committee?", "\r");
    terminal.answer("The day of the meeting?", "12/03/2026\r");
    terminal.answer("The title of the item?", "\r");
    terminal.answer("Which change was the item about?", "\r");
    terminal.answer("Clause a: is this right?", "\r");
    terminal.answer("Clause b: is this right?", "\u{1b}");
    terminal.answer("Clause a: is this right?", "covers\r");
    terminal.answer("What does the view cover, and what not?", " only\r");
    terminal.answer("Clause a: is this right?", "\r");
    terminal.answer("Clause b: is this right?", "\r");
    terminal.answer("Record 1 April 2026 with the change?", "yes\r");
    terminal.answer("What happens on 1 April 2026?", "The model begins\r");
    terminal.answer("Save this?", "\r");
    terminal.answer("Build the site now?", "\r");
    terminal.shows("Next: open ");
    assert_eq!(commits(&environment), before + 1);
    let files = environment.git(&["show", "--name-only", "--format=", "HEAD"]);
    assert_eq!(files.lines().count(), 3, "{files}");
    let view = files
        .lines()
        .find(|path| path.contains("/determinations/"))
        .unwrap();
    let view = environment.read(view);
    assert!(
        view.contains("scope: The proposal relating to the new community model only\n"),
        "{view}"
    );
    let page = environment.read("site/changes/community-model-2026.html");
    assert!(page.contains("Judged not substantial"), "{page}");
    assert!(page.contains("he Committee deems that the proposal"), "{page}");
    let mut session = String::from("$ scrutiny import minutes minutes.txt --no-colour\n");
    session.push_str(&normal(&environment, &terminal.screen.text()));
    documented("docs/minutes.md", &session);
}

#[test]
fn whoever_leaves_has_written_nothing() {
    let environment = northmere();
    let before = commits(&environment);
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    terminal.answer("Which committee?", "\r");
    terminal.answer("The day of the meeting?", "\u{3}");
    terminal.shows("Nothing was written.");
    untouched(&environment, before);
}

#[test]
fn a_record_that_changes_under_the_open_form_is_left_alone_and_what_was_entered_is_kept() {
    let environment = northmere();
    let path = "records/changes/2026/community-model-2026.yaml";
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    for (question, keys) in [
        ("Which committee?", "\r"),
        ("The day of the meeting?", "12/03/2026\r"),
        ("The title of the item?", "\r"),
        ("Which change was the item about?", "\r"),
        ("Clause a: is this right?", "\r"),
        ("Clause b: is this right?", "\r"),
        ("Record 1 April 2026 with the change?", "yes\r"),
        ("What happens on 1 April 2026?", "The model begins\r"),
    ] {
        terminal.answer(question, keys);
    }
    terminal.shows("Save this?");
    environment
        .run(&[
            "edit",
            "change/community-model-2026",
            "--set",
            "title=Another title",
        ])
        .ok();
    let (before, text) = (commits(&environment), environment.read(path));
    terminal.answer("Save this?", "\r");
    terminal.shows("what you entered is kept");
    terminal.session.process().wait().expect("it ends");
    terminal.shows("/scrutiny-");
    // The terminal's lines end where they may.
    let said = terminal.screen.text();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let refused = format!("{path} was changed meanwhile by someone else");
    assert!(said.contains(&refused), "{said}");
    untouched(&environment, before);
    assert_eq!(environment.read(path), text, "the other's change stands");
    let kept = said.rsplit("is kept as files in ").next().unwrap_or("").trim();
    let entered = std::fs::read_to_string(std::path::Path::new(kept).join(path)).expect(kept);
    assert!(entered.contains("The model begins"), "{entered}");
    std::fs::remove_dir_all(kept).expect("the folder is ours");
}

#[test]
fn a_terminal_that_is_closed_in_the_midst_of_the_form_leaves_all_as_it_was() {
    let environment = northmere();
    let before = commits(&environment);
    let args = ["import", "minutes", "minutes.txt", "--no-colour"];
    let mut terminal = Terminal::start(&environment, "xterm", &args);
    terminal.answer("Which committee?", "\r");
    terminal.shows("The day of the meeting?");
    let closed = terminal
        .session
        .process_mut()
        .signal(nix::sys::signal::Signal::SIGHUP);
    closed.expect("it is told");
    terminal.session.process().wait().expect("it ends");
    untouched(&environment, before);
}

#[test]
fn a_terminal_without_a_cursor_is_asked_line_by_line() {
    let environment = northmere();
    let before = commits(&environment);
    let mut terminal = Terminal::start(&environment, "dumb", &["import", "minutes"]);
    terminal.shows("Paste the minutes");
    for line in super::MINUTES.lines() {
        terminal.session.send_line(line).expect("the line is taken");
    }
    terminal.session.send_line(".").expect("the line is taken");
    let questions = [
        ("Which committee?", ""),
        ("The day of the meeting?", "?"),
        ("it can be added later", "12 March 2026"),
        ("The title of the item?", "Community services"),
        ("Which change was the item about?", "1"),
        ("Clause a: is this right?", ""),
        ("Clause b: is this right?", "<"),
        ("Clause a: is this right?", ""),
        ("Clause b: is this right?", ""),
        ("Record 1 April 2026 with the change?", ""),
        ("Save this?", ""),
        ("Build the site now?", "2"),
    ];
    for (question, keys) in questions {
        terminal.shows(question);
        terminal.shows("(? explains, < goes back)");
        terminal.session.send_line(keys).expect("the line is taken");
        // The next question stands below: what is above counts no more.
        terminal.screen.lines.clear();
        (terminal.screen.row, terminal.screen.column) = (0, 0);
    }
    terminal.session.process().wait().expect("it ends");
    assert_eq!(commits(&environment), before + 1);
}
