//! What a sync refuses for safety, and that it leaves all as it was.

use super::shared::Team;

#[test]
fn work_done_by_hand_is_left_alone_or_keeps_the_merge_away() {
    for parted in [false, true] {
        let team = Team::new();
        team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
        team.save("bea", "notes/new.md", "from Bea\n");
        team.sync("bea").ok();
        if parted {
            team.edit("ann", "body/north-kent-mind", "short_name=Mind");
        }
        // Changed, staged and unknown files that nobody else touches stay as they are.
        team.write("ann", "records/bodies/medway-council.yaml", "name: by hand\n");
        team.write("ann", "staged.txt", "staged\n");
        team.git("ann", &["add", "staged.txt"]);
        team.write("ann", "unknown.txt", "unknown\n");
        let status = team.git("ann", &["status", "--porcelain"]);

        // In the way: a changed file, and one where a new one comes.
        let path = "records/bodies/kent-hosc.yaml";
        let text = team.read("ann", path);
        team.write("ann", path, &format!("{text}# mine\n"));
        team.write("ann", "notes/new.md", "from Ann\n");
        let (bytes, there) = (team.bytes("ann"), team.git("shared.git", &["rev-parse", "main"]));
        let ran = team.sync("ann").ended(3);
        assert!(
            ran.err.contains("changed here by hand and not saved"),
            "{}",
            ran.err
        );
        assert!(
            ran.err.contains(path) && ran.err.contains("notes/new.md"),
            "{}",
            ran.err
        );
        assert!(!ran.err.contains("medway-council"), "{}", ran.err);
        assert_eq!(team.bytes("ann"), bytes);
        assert_eq!(
            team.git("shared.git", &["rev-parse", "main"]),
            there,
            "nothing was sent"
        );

        team.write("ann", path, &text);
        std::fs::remove_file(team.path("ann/notes/new.md")).unwrap();
        let ran = team.sync("ann").ok();
        assert!(
            ran.err
                .contains("changed by hand and not saved, so they are not shared"),
            "{}",
            ran.err
        );
        assert_eq!(team.git("ann", &["status", "--porcelain"]), status);
        assert_eq!(
            team.read("ann", "records/bodies/medway-council.yaml"),
            "name: by hand\n"
        );
        assert_eq!(team.read("ann", "notes/new.md"), "from Bea\n");
    }
}

#[test]
fn what_is_staged_is_never_lost() {
    let team = Team::new();
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    let path = "records/bodies/kent-hosc.yaml";
    let text = team.read("ann", path);
    team.write("ann", path, &format!("{text}# staged\n"));
    team.git("ann", &["add", path]);
    team.write("ann", path, &text);
    let bytes = team.bytes("ann");
    team.sync("ann").ended(3);
    assert_eq!(team.bytes("ann"), bytes);
}

#[test]
fn a_shared_history_that_was_rewritten_is_refused_and_accepted_on_purpose() {
    let team = Team::new();
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.sync("ann").ok();
    let shared = team.head("ann");
    // Bea takes back what both had, by force.
    team.git("bea", &["reset", "--quiet", "--hard", "HEAD~1"]);
    team.save(
        "bea",
        "records/bodies/northmere.yaml",
        "name: Northmere Council\nrole: local-authority\n",
    );
    team.git("shared.git", &["config", "receive.denyNonFastForwards", "false"]);
    team.git("bea", &["push", "--quiet", "--force", "origin", "main"]);
    team.edit("ann", "body/medway-council", "short_name=Medway");
    let (mine, bytes) = (team.head("ann"), team.bytes("ann"));
    for _ in 0..2 {
        let ran = team.sync("ann").ended(3);
        assert!(ran.err.contains("was rewritten"), "{}", ran.err);
        assert!(ran.err.contains(&shared[..10]), "{}", ran.err);
        assert!(ran.err.contains("--accept-rewritten"), "{}", ran.err);
        assert_eq!(team.bytes("ann"), bytes);
    }
    let ran = team.run("ann", &["sync", "--accept-rewritten"]).ok();
    assert!(ran.err.contains("your history as it was is kept"), "{}", ran.err);
    // What was taken back stays taken back, what Ann had not shared is there, and nothing is lost.
    assert!(
        !team
            .read("ann", "records/bodies/kent-hosc.yaml")
            .contains("Kent Scrutiny")
    );
    assert!(
        team.read("ann", "records/bodies/medway-council.yaml")
            .contains("short_name: Medway")
    );
    assert!(team.has("ann", "records/bodies/northmere.yaml"));
    team.git("ann", &["cat-file", "-e", mine.trim()]);
    assert!(
        team.git("ann", &["for-each-ref", "refs/scrutiny/before"])
            .contains(mine.trim())
    );
    assert!(!team.git("ann", &["rev-list", "HEAD"]).contains(shared.trim()));
    team.run("bea", &["sync"]).ok();
    team.is_even();
}

/// What was shared is taken out of the shared place, by force, and nothing put in its stead.
#[test]
fn what_was_taken_out_of_the_shared_history_is_not_sent_back() {
    for has_more in [false, true] {
        let team = Team::new();
        team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
        team.sync("bea").ok();
        team.sync("ann").ok();
        let taken_out = team.head("ann");
        team.git("shared.git", &["update-ref", "refs/heads/main", "main~1"]);
        if has_more {
            team.edit("ann", "body/medway-council", "short_name=Medway");
        }
        let mine = team.head("ann");
        team.sync("ann").ended(3);
        let ran = team.run("ann", &["sync", "--accept-rewritten"]).ok();
        assert!(ran.err.contains("your history as it was is kept"), "{}", ran.err);
        for who in ["ann", "shared.git"] {
            let held = team.git(who, &["rev-list", "main"]);
            assert!(!held.contains(taken_out.trim()), "{who}");
        }
        let kent = team.read("ann", "records/bodies/kent-hosc.yaml");
        assert!(!kent.contains("Kent Scrutiny"));
        let medway = team.read("ann", "records/bodies/medway-council.yaml");
        assert_eq!(medway.contains("short_name: Medway"), has_more);
        let aside = team.git("ann", &["for-each-ref", "refs/scrutiny/before"]);
        assert!(aside.contains(mine.trim()));
        // What the others still had is theirs, until they too go on from what is there.
        team.run("bea", &["sync", "--accept-rewritten"]).ok();
        team.sync("ann").ok();
        team.is_even();
    }
}

#[test]
fn a_shared_place_that_was_emptied_is_told() {
    let team = Team::new();
    std::fs::remove_dir_all(team.path("shared.git")).unwrap();
    team.git(
        "",
        &["init", "--quiet", "--bare", "--initial-branch=main", "shared.git"],
    );
    let bytes = team.bytes("ann");
    let ran = team.sync("ann").ended(3);
    assert!(ran.err.contains("is empty, although"), "{}", ran.err);
    assert_eq!(team.bytes("ann"), bytes);
    team.run("ann", &["sync", "--accept-rewritten"]).ok();
    team.sync("bea").ok();
    team.is_even();
}

#[test]
fn registers_that_were_started_apart_are_not_mixed() {
    let team = Team::new();
    let other = Team::alone();
    let there = team.path("shared.git").display().to_string();
    other.save("ann", "own.md", "another start\n");
    other.git(
        "ann",
        &[
            "commit",
            "--quiet",
            "--amend",
            "--reset-author",
            "--message",
            "Other",
        ],
    );
    other.git("ann", &["checkout", "--quiet", "--orphan", "new"]);
    other.git("ann", &["commit", "--quiet", "--message", "Started apart"]);
    other.git("ann", &["branch", "--quiet", "--move", "--force", "main"]);
    let bytes = other.bytes("ann");
    let ran = other.run("ann", &["sync", "--with", &there]).ended(3);
    assert!(ran.err.contains("no common history"), "{}", ran.err);
    assert_eq!(other.bytes("ann"), bytes, "the place is not stored either");
}

#[test]
fn links_and_repositories_in_the_repository_are_refused() {
    let team = Team::new();
    let link = team.git("bea", &["rev-parse", "HEAD:records/register.yaml"]);
    for (mode, id) in [("120000", link.trim()), ("160000", team.head("bea").trim())] {
        let entry = format!("{mode},{id},aside");
        team.git("bea", &["update-index", "--add", "--cacheinfo", &entry]);
        team.git("bea", &["commit", "--quiet", "--message", "Odd"]);
        team.git("bea", &["push", "--quiet"]);
        let bytes = team.bytes("ann");
        let ran = team.sync("ann").ended(3);
        assert!(ran.err.contains("links and repositories within"), "{}", ran.err);
        assert!(ran.err.contains("aside"), "{}", ran.err);
        team.edit("ann", "body/medway-council", "short_name=Medway");
        team.sync("ann").ended(3);
        team.git("ann", &["reset", "--quiet", "--hard", "HEAD~1"]);
        assert_eq!(team.bytes("ann").len(), bytes.len() + 1, "but for ORIG_HEAD");
        std::fs::remove_file(team.path("ann/.git/ORIG_HEAD")).unwrap();
        team.git("bea", &["rm", "--quiet", "--cached", "aside"]);
        team.git("bea", &["commit", "--quiet", "--message", "Not odd"]);
    }
}

#[test]
fn a_file_here_and_a_folder_there_are_told() {
    let team = Team::new();
    team.save("bea", "notes/one.md", "one\n");
    team.sync("bea").ok();
    team.save("ann", "notes", "a file\n");
    let bytes = team.bytes("ann");
    let ran = team.sync("ann").ended(3);
    assert!(
        ran.err
            .contains("notes is a file on one side and a folder on the other"),
        "{}",
        ran.err
    );
    assert_eq!(team.bytes("ann"), bytes);
}

#[test]
fn places_that_cannot_be_shared_with_are_told_apart() {
    let team = Team::alone();
    let with = |place: &str, more: &[&str]| {
        let mut args = vec!["sync", "--with", place];
        args.extend(more);
        team.run("ann", &args)
    };
    assert!(team.sync("ann").ended(4).err.contains("scrutiny sync --with"));
    assert!(with("../nowhere.git", &[]).ended(4).err.contains("--new"));
    with("-x", &[]).ended(2);
    with("https://git.example/r.git", &["--new"]).ended(2);
    team.run("ann", &["sync", "--new"]).ended(2);
    team.git("", &["init", "--quiet", "working"]);
    assert!(
        with("../working", &[])
            .ended(3)
            .err
            .contains("somebody's working folder")
    );
    team.write("", "full/file", "x");
    assert!(
        with("../full", &["--new"])
            .ended(3)
            .err
            .contains("is there already")
    );
    with("../shared.git", &["--new"]).ok();
    with("../shared.git", &[]).ok();
    let ran = with("../other.git", &["--new"]).ended(3);
    assert!(
        ran.err.contains("is shared with") && ran.err.contains("git remote set-url"),
        "{}",
        ran.err
    );
    assert!(!team.has("", "other.git"));
}

#[test]
fn states_in_which_nothing_can_be_shared_are_named() {
    let team = Team::new();
    let refused = |words: &str| {
        let ran = team.sync("ann").ended(3);
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    };
    team.git("ann", &["checkout", "--quiet", "--detach"]);
    refused("a single commit and no branch");
    team.git("ann", &["checkout", "--quiet", "main"]);
    team.write("ann", ".git/MERGE_HEAD", &team.head("ann"));
    refused("a merge is under way");
    std::fs::remove_file(team.path("ann/.git/MERGE_HEAD")).unwrap();
    team.git("ann", &["remote", "add", "second", "../second.git"]);
    team.git("ann", &["remote", "rename", "origin", "first"]);
    team.git("ann", &["config", "--remove-section", "branch.main"]);
    assert!(
        team.sync("ann")
            .ended(2)
            .err
            .contains("git config branch.main.remote first")
    );
    assert!(team.run("shared.git", &["sync"]).ended(2).err.contains("--at"));

    let team = Team::alone();
    team.git("", &["init", "--quiet", "--initial-branch=main", "bea"]);
    team.write("bea", "records/register.yaml", "name: R\npublisher: P\n");
    let ran = team
        .run("bea", &["sync", "--with", "../shared.git", "--new"])
        .ended(3);
    assert!(ran.err.contains("nothing has been saved here yet"), "{}", ran.err);
    assert!(!team.has("", "shared.git"));
}

#[test]
fn another_branch_on_the_other_side_is_not_passed_over() {
    let team = Team::alone();
    team.git(
        "",
        &[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=master",
            "shared.git",
        ],
    );
    team.git("ann", &["push", "--quiet", "../shared.git", "main:master"]);
    let ran = team.run("ann", &["sync", "--with", "../shared.git"]).ended(3);
    assert!(
        ran.err.contains("holds no branch main, but: master"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("git config branch.main.merge refs/heads/master"),
        "{}",
        ran.err
    );
    assert_eq!(
        team.git("shared.git", &["branch", "--format=%(refname:short)"])
            .trim(),
        "master"
    );
}

#[test]
fn a_shallow_copy_shares_what_it_has() {
    let team = Team::new();
    team.edit("ann", "body/medway-council", "short_name=Medway");
    team.sync("ann").ok();
    let address = format!("file://{}", team.path("shared.git").display());
    team.git("", &["clone", "--quiet", "--depth=1", &address, "cleo"]);
    team.git("cleo", &["config", "user.name", "Cleo Hale"]);
    team.git("cleo", &["config", "user.email", "cleo@council.example"]);
    team.edit("cleo", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("cleo").ok();
    team.edit("ann", "body/medway-council", "short_name=Medway C");
    team.sync("ann").ok();
    team.sync("cleo").ok();
    team.sync("bea").ok();
    team.is_even();
    assert_eq!(team.head("cleo"), team.head("ann"));
}
