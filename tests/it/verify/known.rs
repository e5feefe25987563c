//! History that was rewritten after others had seen it.

use super::{CHANGE, Kept};

#[test]
fn a_commit_amended_after_it_was_published_is_found_by_what_is_published() {
    let kept = Kept::new();
    kept.edit(CHANGE, "The same in Medway.", "Much the same in Medway.");
    let published = kept.commit("Change");
    kept.run(&["build", "--quiet"]).ok();
    kept.verify(&["site"]).holds();
    kept.verify(&["--published", &published]).holds();
    kept.edit(CHANGE, "Much the same", "Something else");
    kept.environment.git(&["add", "records"]);
    kept.environment
        .git(&["commit", "--quiet", "--amend", "--message", "Change"]);
    let verified = kept.verify(&["--published", &published]);
    assert_eq!(verified.codes(), ["history-rewritten"], "{:#}", verified.data);
    let message = verified.list("findings")[0]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        message.contains(&published[..12]) && message.contains("no longer part of the history"),
        "{message}"
    );
    // The site is still what its commit gives: only the history has left it.
    let verified = kept.verify(&["site"]);
    assert_eq!(verified.codes(), ["history-rewritten"], "{:#}", verified.data);
}

#[test]
fn a_commit_that_is_not_there_at_all_is_told_apart() {
    let kept = Kept::new();
    let gone = "0123456789012345678901234567890123456789";
    let verified = kept.verify(&["--published", gone]);
    assert_eq!(verified.codes(), ["commit-missing"], "{:#}", verified.data);
    kept.edit(CHANGE, "The same in Medway.", "Much the same in Medway.");
    kept.commit("Two");
    let address = format!("file://{}", kept.environment.path().display());
    kept.environment
        .git(&["clone", "--quiet", "--depth", "1", &address, "shallow"]);
    let ran = kept
        .environment
        .run_in("shallow", &["verify", "--published", gone])
        .ok();
    assert!(ran.out.contains("old commits were left out"), "{}", ran.out);
}

#[test]
fn a_forced_push_is_found_by_where_the_branch_once_stood() {
    let kept = Kept::new();
    let git = |args: &[&str]| kept.environment.git(args);
    git(&["init", "--quiet", "--bare", "server.git"]);
    git(&["config", "core.excludesFile", "ignored"]);
    kept.environment.write("ignored", "server.git\nignored\n");
    git(&["remote", "add", "origin", "server.git"]);
    kept.edit(CHANGE, "The same in Medway.", "Much the same in Medway.");
    let shared = kept.commit("Change");
    git(&["push", "--quiet", "origin", "main"]);
    kept.verify(&[]).holds();
    // Two at work: each side has a commit of its own, and nobody did anything wrong.
    let other = kept.head();
    kept.edit(CHANGE, "Much the same", "All the same");
    kept.commit("Ours");
    git(&["branch", "theirs", &other]);
    git(&["switch", "--quiet", "theirs"]);
    kept.environment
        .write("records/bodies/east.yaml", "name: East\nrole: nhs-trust\n");
    kept.commit("Theirs");
    git(&["push", "--quiet", "origin", "theirs:main"]);
    git(&["switch", "--quiet", "main"]);
    let verified = kept.verify(&[]);
    assert_eq!(verified.holds().list("unchecked").len(), 1, "{:#}", verified.data);
    git(&["merge", "--quiet", "--no-edit", "theirs"]);
    git(&["push", "--quiet", "origin", "main"]);
    kept.verify(&[]).holds();
    // And now one of them rewrites what was shared.
    git(&["reset", "--quiet", "--hard", &format!("{shared}~1")]);
    kept.environment
        .write("records/bodies/west.yaml", "name: West\nrole: nhs-trust\n");
    kept.commit("As if nothing had been");
    git(&["push", "--quiet", "--force", "origin", "main"]);
    let verified = kept.verify(&[]);
    assert!(
        verified.codes().contains(&"history-rewritten"),
        "{:#}",
        verified.data
    );
    assert!(verified.codes().iter().all(|code| *code == "history-rewritten"));
}

#[test]
fn what_was_shared_by_sync_must_still_be_part_of_the_history() {
    let kept = Kept::new();
    kept.edit(CHANGE, "The same in Medway.", "Much the same in Medway.");
    let shared = kept.commit("Change");
    kept.environment
        .git(&["update-ref", "refs/scrutiny/shared/origin/main", &shared]);
    kept.verify(&[]).holds();
    kept.environment.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let verified = kept.verify(&[]);
    assert_eq!(verified.codes(), ["history-rewritten"], "{:#}", verified.data);
    let message = verified.list("findings")[0]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        message.contains("was shared with origin") && message.contains("ends before it"),
        "{message}"
    );
}

#[test]
fn replaced_commits_and_grafts_are_told_and_not_believed() {
    let kept = Kept::new();
    kept.edit(super::MINUTES, "is not a", "is a");
    let changed = kept.commit("Tidy up");
    let first = format!("{changed}~1");
    // With the replacement Git shows the first commit in the place of the second, and nothing was ever changed.
    kept.environment.git(&["replace", &changed, &first]);
    kept.environment
        .write(".git/info/grafts", &format!("{changed}\n"));
    let verified = kept.verify(&[]);
    assert_eq!(
        verified.codes(),
        [
            "clause-changed-uncorrected",
            "history-replaced",
            "history-replaced"
        ]
    );
    // By itself it is something to look at, and no more.
    let kept = Kept::new();
    kept.environment
        .git(&["commit", "--quiet", "--allow-empty", "--message", "Two"]);
    kept.environment.git(&["replace", "HEAD", "HEAD~1"]);
    let verified = kept.verify(&[]);
    assert_eq!(
        (verified.codes(), verified.ran.code),
        (vec!["history-replaced"], 0)
    );
}
