//! Networks, hosts and programs that fail: the register is as before or as after, and the words tell what to do.
#![cfg(unix)]

use super::shared::{Team, fake_git, program};

/// Bea has shared something, Ann has saved something else.
fn parted() -> Team {
    let team = Team::new();
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.edit("ann", "body/medway-council", "short_name=Medway");
    team
}

#[test]
fn without_a_git_program_nothing_is_shared_and_the_cure_is_told() {
    let team = parted();
    let empty = team.path("empty");
    std::fs::create_dir(&empty).unwrap();
    let bytes = team.bytes("ann");
    let ran = team
        .run_with("ann", &["sync"], &[("PATH", empty.to_str().unwrap())])
        .ended(6);
    assert!(ran.err.contains("there is no git program"), "{}", ran.err);
    assert!(
        ran.err
            .contains("install Git from git-scm.com, or ask your IT department"),
        "{}",
        ran.err
    );
    assert_eq!(team.bytes("ann"), bytes);
    let path = fake_git(
        &team.path("old"),
        "if [ \"$1\" = --version ]; then echo git version 1.8.3; exit; fi",
    );
    let ran = team.run_with("ann", &["sync"], &[("PATH", &path)]).ended(6);
    assert!(ran.err.contains("Git 1.8 is installed here"), "{}", ran.err);
}

#[test]
fn a_host_that_is_not_reached_costs_nothing() {
    let team = parted();
    for address in [
        "ssh://clerk@127.0.0.1:1/register.git",
        "https://127.0.0.1:1/register.git",
    ] {
        team.git("ann", &["remote", "set-url", "origin", address]);
        let bytes = team.bytes("ann");
        let ran = team.run("ann", &["sync", "--no-input"]).ended(6);
        for words in [
            "was not reached",
            "git says: ",
            "your work is saved here and not yet shared",
            "network",
        ] {
            assert!(ran.err.contains(words), "{words}\n{}", ran.err);
        }
        assert_eq!(team.bytes("ann"), bytes);
        let told = team
            .run("ann", &["sync", "--no-input", "--format", "json"])
            .ended(6)
            .json();
        assert_eq!(told["ok"], false);
    }
}

#[test]
fn a_password_in_an_address_is_never_shown() {
    let team = parted();
    let address = "https://ann:secret@127.0.0.1:1/register.git";
    team.git("ann", &["remote", "set-url", "origin", address]);
    for format in ["table", "json"] {
        let ran = team
            .run("ann", &["sync", "--no-input", "--format", format])
            .ended(6);
        assert!(
            !ran.err.contains("secret") && !ran.out.contains("secret"),
            "{}{}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn a_network_that_goes_while_sending_loses_nothing_of_either_side() {
    // Before the other side has it, and after it has it but could not say so.
    for sends in ["", "\"$real\" \"$@\" > /dev/null 2>&1;"] {
        let team = parted();
        let script = format!(
            "case \" $* \" in *' push '*) {sends} echo 'fatal: the remote end hung up unexpectedly' >&2; exit 128;; esac"
        );
        let path = fake_git(&team.path("broken"), &script);
        let ran = team.run_with("ann", &["sync"], &[("PATH", &path)]).ended(6);
        for words in [
            "What others have shared is taken in",
            "your work is saved here and not yet shared",
            "network is back",
        ] {
            assert!(ran.err.contains(words), "{words}\n{}", ran.err);
        }
        team.is_clean("ann");
        assert!(
            team.read("ann", "records/bodies/kent-hosc.yaml")
                .contains("Kent Scrutiny")
        );
        assert!(
            team.read("ann", "records/bodies/medway-council.yaml")
                .contains("short_name: Medway")
        );
        team.sync("ann").ok();
        team.sync("bea").ok();
        team.is_even();
        assert!(
            team.read("bea", "records/bodies/medway-council.yaml")
                .contains("short_name: Medway")
        );
    }
}

#[test]
fn others_who_are_quicker_are_waited_for() {
    let team = parted();
    team.join_in("cleo");
    // While Ann sends, Cleo sends first; three times over.
    let script = format!(
        "case \" $* \" in *' push '*) cd '{0}/cleo'; n=$(ls '{0}'/quick.* 2>/dev/null | wc -l); \
         if [ $n -lt 3 ]; then touch '{0}'/quick.$n; echo \"$n\" > other.txt; \"$real\" add other.txt; \
         \"$real\" commit -q -m \"Cleo $n\"; \"$real\" push -q origin HEAD:main; fi; cd '{0}/ann';; esac",
        team.path("").display()
    );
    let path = fake_git(&team.path("quick"), &script);
    let ran = team.run_with("ann", &["sync"], &[("PATH", &path)]).ok();
    assert_eq!(ran.err.matches("Others were quicker").count(), 3, "{}", ran.err);
    team.sync("bea").ok();
    team.is_even();
    assert_eq!(team.read("bea", "other.txt"), "2\n");
    let merges = team.git("ann", &["rev-list", "--merges", "--count", "HEAD"]);
    assert_eq!(merges.trim(), "1", "whoever was too late leaves no merge behind");
}

#[test]
fn others_who_are_always_quicker_end_it() {
    let team = parted();
    let path = fake_git(
        &team.path("never"),
        "case \" $* \" in *' push '*) printf '!\\ta:b\\t[rejected] (fetch first)\\n'; exit 1;; esac",
    );
    let bytes = team.bytes("ann");
    let ran = team.run_with("ann", &["sync"], &[("PATH", &path)]).ended(6);
    assert!(ran.err.contains("others keep being quicker"), "{}", ran.err);
    assert_eq!(team.bytes("ann"), bytes);
}

#[test]
fn what_guards_the_shared_register_is_heard() {
    let team = parted();
    let hook = team.path("shared.git/hooks/pre-receive");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    program(&hook, "#!/bin/sh\necho 'only on weekdays' >&2\nexit 1\n");
    let ran = team.sync("ann").ended(6);
    for words in [
        "a check that guards the shared register said no",
        "only on weekdays",
        "not yet shared",
    ] {
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    }
    team.is_clean("ann");
    std::fs::remove_file(&hook).unwrap();
    team.sync("ann").ok();
    team.sync("bea").ok();
    team.is_even();
}

#[test]
fn somebody_s_working_folder_takes_nothing() {
    let team = Team::alone();
    team.git("", &["clone", "--quiet", "ann", "bea"]);
    team.git("bea", &["config", "user.name", "Bea Hale"]);
    team.git("bea", &["config", "user.email", "bea@council.example"]);
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    let bytes = team.bytes("ann");
    let ran = team.sync("bea").ended(6);
    assert!(ran.err.contains("somebody's own working folder"), "{}", ran.err);
    assert!(ran.err.contains("--with FOLDER --new"), "{}", ran.err);
    assert_eq!(team.bytes("ann"), bytes);
}

#[test]
fn questions_are_not_asked_where_they_are_forbidden() {
    let team = parted();
    let seen = team.path("seen");
    let script = format!(
        "echo \"$GIT_TERMINAL_PROMPT|$GIT_SSH_COMMAND|${{GIT_ASKPASS-unset}}|${{LC_ALL-unset}}|$LC_MESSAGES\" >> '{}'",
        seen.display()
    );
    let path = fake_git(&team.path("telling"), &script);
    let variables = [
        ("PATH", path.as_str()),
        ("LC_ALL", "cy_GB.UTF-8"),
        ("GIT_ASKPASS", "asker"),
    ];
    let last = || {
        std::fs::read_to_string(&seen)
            .unwrap()
            .lines()
            .last()
            .unwrap()
            .to_owned()
    };
    team.run_with("ann", &["sync", "--dry-run"], &variables).ok();
    assert_eq!(last(), "0|ssh -o BatchMode=yes||unset|C", "there is no terminal");
    for (flags, wanted) in [
        (&["sync", "--dry-run"][..], "||asker|unset|C"),
        (
            &["sync", "--dry-run", "--no-input"][..],
            "0|ssh -o BatchMode=yes||unset|C",
        ),
    ] {
        let mut command = team.command(env!("CARGO_BIN_EXE_scrutiny"), "ann");
        command.args(flags).envs(variables);
        let mut session = rexpect::session::spawn_command(command, Some(60_000)).unwrap();
        session.exp_eof().unwrap();
        assert_eq!(last(), wanted);
    }
}

#[test]
fn a_shared_folder_that_is_gone_is_told() {
    let team = parted();
    std::fs::rename(team.path("shared.git"), team.path("moved.git")).unwrap();
    let ran = team.sync("ann").ended(6);
    assert!(
        ran.err.contains("there is no repository at that address"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("git remote -v"), "{}", ran.err);
}
