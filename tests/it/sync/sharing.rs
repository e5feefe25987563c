//! Work goes to and fro, whole.

use super::shared::Team;

#[test]
fn a_register_is_shared_on_a_drive_and_work_goes_both_ways() {
    let team = Team::alone();
    let ran = team
        .run("ann", &["sync", "--with", "../shared.git", "--new"])
        .ok();
    assert!(ran.out.starts_with("Went out: "), "{}", ran.out);
    assert!(ran.err.contains("Next: "), "{}", ran.err);
    team.join_in("bea");
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.run(
        "bea",
        &[
            "add",
            "body",
            "--name",
            "Northmere Council",
            "--role",
            "local-authority",
        ],
    )
    .ok();
    let ran = team.sync("bea").ok();
    assert!(ran.out.contains("Went out: 2 records"), "{}", ran.out);
    assert!(
        ran.out
            .contains("added     Northmere Council (bodies/northmere-council), by Bea Hale"),
        "{}",
        ran.out
    );
    let ran = team.sync("ann").ok();
    assert!(ran.out.contains("Came in: 2 records"), "{}", ran.out);
    assert!(!ran.out.contains("Went out"), "{}", ran.out);
    team.is_even();
    let ran = team.sync("ann").ok();
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("Nothing new"), "{}", ran.err);
}

#[test]
fn a_withdrawal_and_a_new_id_are_told_as_such() {
    let team = Team::new();
    for name in ["Northmere Council", "Southmere Council"] {
        let add = ["add", "body", "--name", name, "--role", "local-authority"];
        team.run("bea", &add).ok();
    }
    team.sync("bea").ok();
    team.sync("ann").ok();
    team.run("bea", &["rename", "body/northmere-council", "northmere"])
        .ok();
    team.run(
        "bea",
        &[
            "withdraw",
            "body/southmere-council",
            "--reason",
            "It was recorded twice.",
        ],
    )
    .ok();
    let lines = [
        "\n  renamed   Northmere Council (bodies/northmere), before bodies/northmere-council, by Bea Hale, ",
        "\n  withdrawn bodies/southmere-council, by Bea Hale, ",
    ];
    let ran = team.sync("bea").ok();
    assert!(ran.out.starts_with("Went out: 2 records\n"), "{}", ran.out);
    assert!(lines.iter().all(|line| ran.out.contains(line)), "{}", ran.out);
    let told = team.run("ann", &["sync", "--format", "json"]).ok().json();
    let came = &told["data"]["came_in"];
    assert_eq!(came[0]["what"], "renamed");
    assert_eq!(came[0]["renamed_from"], "bodies/northmere-council");
    assert_eq!(came[1]["what"], "withdrawn");
    assert_eq!(came.as_array().map(Vec::len), Some(2));
}

#[test]
fn what_both_did_elsewhere_is_joined_by_a_commit_that_holds_both() {
    let team = Team::new();
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.run(
        "ann",
        &[
            "add",
            "body",
            "--name",
            "Wexcombe Council",
            "--role",
            "local-authority",
        ],
    )
    .ok();
    let (anns, beas) = (team.head("ann"), team.head("bea"));
    let ran = team.sync("ann").ok();
    assert!(ran.out.contains("Came in: 1 record\n"), "{}", ran.out);
    assert!(ran.out.contains("Went out: 1 record\n"), "{}", ran.out);
    let parents = team.git("ann", &["log", "-1", "--format=%P"]);
    assert_eq!(parents.trim(), format!("{} {}", anns.trim(), beas.trim()));
    let message = team.git("ann", &["log", "-1", "--format=%s"]);
    assert_eq!(message.trim(), "Bring together with the work of Bea Hale");
    team.sync("bea").ok();
    team.is_even();
    assert!(
        team.read("ann", "records/bodies/kent-hosc.yaml")
            .contains("Kent Scrutiny")
    );
    assert!(team.has("bea", "records/bodies/wexcombe-council.yaml"));
}

#[test]
#[cfg(unix)]
fn files_beside_the_records_come_through_with_all_that_git_keeps_of_them() {
    use std::os::unix::fs::PermissionsExt;
    let team = Team::new();
    team.save("bea", "tools/send.sh", "#!/bin/sh\n");
    team.save("bea", "docs/old/one.md", "one\n");
    team.save("bea", "docs/old/two.md", "two\n");
    team.save("bea", "notes", "a file\n");
    team.save("bea", "templates/page.html", "<p>\n");
    team.sync("bea").ok();
    team.sync("ann").ok();
    team.is_even();

    // Renamed, removed, made a program, and a folder in the place of a file; meanwhile Ann works elsewhere.
    team.git("bea", &["update-index", "--chmod=+x", "tools/send.sh"]);
    let send = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(team.path("bea/tools/send.sh"), send).unwrap();
    team.git("bea", &["mv", "docs/old", "docs/new"]);
    team.git("bea", &["rm", "--quiet", "notes", "templates/page.html"]);
    team.write("bea", "notes/first.md", "in a folder\n");
    team.git("bea", &["add", "notes"]);
    team.git("bea", &["commit", "--quiet", "--message", "Tidy up"]);
    team.sync("bea").ok();
    team.edit("ann", "body/kent-hosc", "short_name=Kent Scrutiny");
    let ran = team.sync("ann").ok();
    assert!(
        ran.out
            .contains("Came in: 0 records, and 1 commit beside the records"),
        "{}",
        ran.out
    );
    team.sync("bea").ok();
    team.is_even();
    let mode = std::fs::metadata(team.path("ann/tools/send.sh"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0o111, "{mode:o}");
    assert_eq!(team.read("ann", "docs/new/two.md"), "two\n");
    assert_eq!(team.read("ann", "notes/first.md"), "in a folder\n");
    for gone in ["docs/old", "templates"] {
        assert!(!team.has("ann", gone), "{gone}");
    }
    assert!(team.has("ann", "records/bodies"));
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let team = Team::alone();
    let bytes = team.bytes("ann");
    team.run("ann", &["sync", "--with", "../shared.git", "--new", "--dry-run"])
        .ok();
    assert!(!team.has("", "shared.git"));
    assert_eq!(team.bytes("ann"), bytes);
    team.run("ann", &["sync", "--with", "../shared.git", "--new"])
        .ok();
    team.join_in("bea");
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.edit("ann", "body/medway-council", "short_name=Medway");
    let (bytes, there) = (team.bytes("ann"), team.git("shared.git", &["rev-parse", "main"]));
    let ran = team.run("ann", &["sync", "--dry-run"]).ok();
    assert!(ran.out.contains("Would come in: 1 record"), "{}", ran.out);
    assert!(ran.out.contains("Would go out: 1 record"), "{}", ran.out);
    assert_eq!(team.bytes("ann"), bytes);
    assert_eq!(team.git("shared.git", &["rev-parse", "main"]), there);
    let told = team
        .run("ann", &["sync", "--dry-run", "--format", "json"])
        .ok()
        .json();
    assert_eq!(told["data"]["state"], "joined");
    assert_eq!(told["data"]["came_in"][0]["record"], "bodies/kent-hosc");
    assert_eq!(told["data"]["came_in"][0]["by"][0], "Bea Hale");
    assert_eq!(told["data"]["went_out"][0]["what"], "changed");
    assert_eq!(told["data"]["sent"], false);
}

#[test]
fn work_may_be_taken_in_and_nothing_sent() {
    let team = Team::new();
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.edit("ann", "body/medway-council", "short_name=Medway");
    let there = team.git("shared.git", &["rev-parse", "main"]);
    let ran = team.run("ann", &["sync", "--no-push"]).ok();
    assert!(ran.out.contains("Not yet sent: 1 record"), "{}", ran.out);
    assert_eq!(team.git("shared.git", &["rev-parse", "main"]), there);
    assert!(
        team.read("ann", "records/bodies/kent-hosc.yaml")
            .contains("Kent Scrutiny")
    );
    team.is_clean("ann");
    team.sync("ann").ok();
    team.sync("bea").ok();
    team.is_even();
}

#[test]
fn a_register_below_the_repository_s_folder_and_an_address_are_shared_alike() {
    let team = Team::alone();
    std::fs::create_dir(team.path("deep")).unwrap();
    std::fs::rename(team.path("ann/records"), team.path("deep/records")).unwrap();
    std::fs::rename(team.path("deep"), team.path("ann/kent")).unwrap();
    team.git("ann", &["add", "--all"]);
    team.git("ann", &["commit", "--quiet", "--message", "Below"]);
    team.git(
        "",
        &["init", "--quiet", "--bare", "--initial-branch=main", "shared.git"],
    );
    let address = format!("file://{}", team.path("shared.git").display());
    team.run("ann/kent", &["sync", "--with", &address]).ok();
    team.join_in("bea");
    team.edit("bea/kent", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea/kent").ok();
    team.edit("ann/kent", "body/medway-council", "short_name=Medway");
    let ran = team.sync("ann/kent").ok();
    assert!(ran.out.contains("(bodies/kent-hosc), by Bea Hale"), "{}", ran.out);
    team.sync("bea/kent").ok();
    assert_eq!(team.head("ann"), team.head("bea"));
    assert_eq!(team.git("ann", &["status", "--porcelain"]), "");
}

#[test]
fn line_ends_are_as_each_copy_is_set() {
    let team = Team::new();
    team.git("ann", &["config", "core.autocrlf", "true"]);
    team.git("ann", &["rm", "--quiet", "--cached", "-r", "."]);
    team.git("ann", &["reset", "--quiet", "--hard"]);
    assert!(team.read("ann", "records/bodies/kent-hosc.yaml").contains("\r\n"));
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.run(
        "bea",
        &[
            "add",
            "body",
            "--name",
            "Northmere Council",
            "--role",
            "local-authority",
        ],
    )
    .ok();
    team.sync("bea").ok();
    team.edit("ann", "body/medway-council", "short_name=Medway");
    team.sync("ann").ok();
    for path in [
        "records/bodies/kent-hosc.yaml",
        "records/bodies/northmere-council.yaml",
    ] {
        let text = team.read("ann", path);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{path}");
    }
    team.sync("bea").ok();
    assert!(
        !team
            .read("bea", "records/bodies/medway-council.yaml")
            .contains('\r')
    );
    team.is_even();
}

#[test]
fn a_merge_is_signed_where_git_is_set_to_sign() {
    let team = Team::new();
    let key = team.path("key").display().to_string();
    let mut keygen = team.command("ssh-keygen", "");
    let made = keygen
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f", &key])
        .status();
    if !made.is_ok_and(|status| status.success()) {
        // Without the program that signs there is nothing to see here.
        return;
    }
    for (name, value) in [
        ("gpg.format", "ssh"),
        ("user.signingkey", &key),
        ("commit.gpgsign", "true"),
    ] {
        team.git("ann", &["config", name, value]);
    }
    team.edit("bea", "body/kent-hosc", "short_name=Kent Scrutiny");
    team.sync("bea").ok();
    team.edit("ann", "body/medway-council", "short_name=Medway");
    team.sync("ann").ok();
    let commit = team.git("ann", &["cat-file", "commit", "HEAD"]);
    assert_eq!(commit.matches("\nparent ").count(), 2, "{commit}");
    assert!(
        commit.contains("\ngpgsig -----BEGIN SSH SIGNATURE-----"),
        "{commit}"
    );
}
