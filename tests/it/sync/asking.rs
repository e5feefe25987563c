//! A person at a terminal is asked about what both changed.
#![cfg(unix)]

use rexpect::session::{PtySession, spawn_command};

use super::shared::{Team, fake_git};

/// Both changed the same two fields.
fn parted() -> Team {
    let team = Team::new();
    for (who, name) in [("bea", "Kent Scrutiny"), ("ann", "The Kent HOSC")] {
        team.edit(who, "body/kent-hosc", &format!("short_name={name}"));
        team.edit(who, "body/medway-council", &format!("short_name=Medway of {who}"));
        if who == "bea" {
            team.sync("bea").ok();
        }
    }
    team
}

/// Ann gives the command at a terminal that can show lines only.
fn at_terminal(team: &Team, variables: &[(&str, &str)]) -> PtySession {
    let mut command = team.command(env!("CARGO_BIN_EXE_scrutiny"), "ann");
    command
        .arg("sync")
        .env("TERM", "dumb")
        .envs(variables.iter().copied());
    spawn_command(command, Some(60_000)).expect("the program starts")
}

fn answer(session: &mut PtySession, sees: &[&str], types: &str) {
    for words in sees {
        session.exp_string(words).expect(words);
    }
    session
        .exp_string("(? explains, < goes back)")
        .expect("a question");
    session.send_line(types).expect("an answer");
}

#[test]
fn each_is_shown_with_both_versions_and_settled() {
    let team = parted();
    let mut session = at_terminal(&team, &[]);
    let first = [
        "1 of 2: ",
        "before:",
        "mine:",
        "The Kent HOSC",
        "(Ann Hale",
        "theirs:",
        "Kent Scrutiny",
        "(Bea Hale",
    ];
    answer(&mut session, &first, "?");
    answer(&mut session, &["Keep mine leaves it as you have it"], "2");
    answer(&mut session, &["2 of 2: ", "Medway of ann", "Medway of bea"], "<");
    answer(&mut session, &["1 of 2: "], "2");
    answer(&mut session, &["2 of 2: "], "1");
    session.exp_eof().expect("it ends");
    team.sync("bea").ok();
    team.is_even();
    assert!(
        team.read("bea", "records/bodies/kent-hosc.yaml")
            .contains("Kent Scrutiny")
    );
    assert!(
        team.read("bea", "records/bodies/medway-council.yaml")
            .contains("Medway of ann")
    );
}

#[test]
fn who_stops_finds_all_as_it_was() {
    let team = parted();
    let (bytes, there) = (team.bytes("ann"), team.git("shared.git", &["rev-parse", "main"]));
    let mut session = at_terminal(&team, &[]);
    answer(&mut session, &["1 of 2: "], "2");
    answer(&mut session, &["2 of 2: ", "4 Stop: change nothing"], "4");
    session
        .exp_string("Nothing was changed, here or there.")
        .expect("the closing words");
    session.exp_eof().expect("it ends");
    assert!(team.bytes("ann") == bytes);
    assert_eq!(team.git("shared.git", &["rev-parse", "main"]), there);
}

#[test]
fn answers_are_kept_where_others_were_quicker() {
    let team = parted();
    team.join_in("cleo");
    let script = format!(
        "case \" $* \" in *' push '*) cd '{0}/cleo'; if [ ! -e '{0}/quick' ]; then touch '{0}/quick'; echo x > other.txt; \
         \"$real\" add other.txt; \"$real\" commit -q -m Cleo; \"$real\" push -q origin HEAD:main; fi; cd '{0}/ann';; esac",
        team.path("").display()
    );
    let path = fake_git(&team.path("quick-git"), &script);
    let mut session = at_terminal(&team, &[("PATH", &path)]);
    answer(&mut session, &["1 of 2: "], "2");
    answer(&mut session, &["2 of 2: "], "2");
    session.exp_string("Others were quicker").expect("a second round");
    let rest = session.exp_eof().expect("it ends without a further question");
    assert!(!rest.contains("Which shall it be?"), "{rest}");
    team.sync("bea").ok();
    team.is_even();
    assert!(team.has("bea", "other.txt"));
    assert!(
        team.read("bea", "records/bodies/medway-council.yaml")
            .contains("Medway of bea")
    );
}
