//! Signatures, by keys that are made for the test.

use std::process::Command;

use super::Kept;
use crate::environment::Ran;

const RULE: &str = "publisher: A council\nsigning:\n  required_from: 2026-01-01\n";

/// A register that requires signatures from 2026 on, and a clerk who has a key.
pub(super) struct Signing(Kept);

impl Signing {
    pub(super) fn new() -> Self {
        let signing = Self(Kept::new());
        signing.key("clerk");
        let kept = &signing.0;
        kept.environment.write(".git/info/exclude", "keys\n");
        signing.config("gpg.format", "ssh");
        signing.config("user.signingkey", &signing.place("clerk.pub"));
        signing.allow("clerk");
        kept.edit("records/register.yaml", "publisher: A council\n", RULE);
        signing.commit(true, "2026-01-05", "Require signatures");
        signing
    }

    pub(super) fn path(&self) -> &std::path::Path {
        self.0.environment.path()
    }

    /// Makes the site.
    pub(super) fn build(&self) {
        self.0.environment.write(".git/info/exclude", "keys\nsite\n");
        self.0.run(&["build", "--quiet"]).ok();
    }

    fn place(&self, name: &str) -> String {
        self.0
            .environment
            .path()
            .join("keys")
            .join(name)
            .display()
            .to_string()
    }

    fn key(&self, name: &str) {
        std::fs::create_dir_all(self.0.environment.path().join("keys")).unwrap();
        let mut command = Command::new("ssh-keygen");
        let ran = command.args([
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            name,
            "-f",
            &self.place(name),
        ]);
        assert!(ran.status().expect("ssh-keygen starts").success());
    }

    /// Lets a key sign.
    fn allow(&self, name: &str) {
        let key = self.0.environment.read(&format!("keys/{name}.pub"));
        let line = format!("clerk@council.example namespaces=\"git\" {key}");
        self.0.environment.write("keys/allowed", &line);
        self.config("gpg.ssh.allowedSignersFile", &self.place("allowed"));
    }

    fn config(&self, name: &str, value: &str) {
        self.0.environment.git(&["config", name, value]);
    }

    /// Commits all that is in the folder on a day, signed or not.
    fn commit(&self, signed: bool, day: &str, message: &str) -> String {
        let environment = &self.0.environment;
        environment.git(&["add", "--all"]);
        let mut command = environment.command("git");
        let time = format!("{day}T12:00:00 +0000");
        command
            .env("GIT_AUTHOR_DATE", &time)
            .env("GIT_COMMITTER_DATE", &time);
        let sign = if signed { "--gpg-sign" } else { "--no-gpg-sign" };
        command.current_dir(environment.path());
        command.args(["commit", "--quiet", "--allow-empty", sign, "--message", message]);
        let output = command.output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        self.0.head()
    }

    fn only(&self, code: &str, commit: &str) {
        let verified = self.0.verify(&[]);
        assert_eq!(
            (verified.codes(), verified.ran.code),
            (vec![code], 1),
            "{:#}",
            verified.data
        );
        assert_eq!(verified.list("findings")[0]["commit"]["id"], commit);
    }
}

#[test]
fn good_signatures_hold_and_one_that_is_missing_is_found() {
    let signing = Signing::new();
    signing.commit(true, "2026-02-01", "Signed");
    let verified = signing.0.verify(&[]);
    let said = verified
        .holds()
        .list("checked")
        .iter()
        .map(|check| check["looked_at"].to_string())
        .collect::<String>();
    assert!(said.contains("2 commits that had to be signed"), "{said}");
    let bare = signing.commit(false, "2026-02-02", "Not signed");
    signing.only("unsigned", &bare);
}

#[test]
fn the_rule_cannot_be_dropped_in_a_commit_that_is_not_signed() {
    let signing = Signing::new();
    signing
        .0
        .edit("records/register.yaml", RULE, "publisher: A council\n");
    let dropped = signing.commit(false, "2026-02-01", "Simplify");
    signing.commit(false, "2026-02-02", "Go on without");
    signing.only("unsigned", &dropped);

    let signing = Signing::new();
    signing
        .0
        .edit("records/register.yaml", "2026-01-01", "2199-01-01");
    let moved = signing.commit(false, "2026-02-01", "Put it off");
    signing.only("unsigned", &moved);

    // In a signed commit it may be: whoever signs, decides.
    let signing = Signing::new();
    signing
        .0
        .edit("records/register.yaml", RULE, "publisher: A council\n");
    signing.commit(true, "2026-02-01", "Decide to do without");
    signing.commit(false, "2026-02-02", "Go on without");
    signing.0.verify(&[]).holds();
}

#[test]
fn a_clock_set_back_does_not_lead_past_the_rule() {
    let signing = Signing::new();
    let back = signing.commit(false, "2024-06-01", "As if it were two years ago");
    signing.only("unsigned", &back);
}

#[test]
fn a_signature_that_does_not_fit_is_bad_and_a_strangers_is_unknown() {
    let signing = Signing::new();
    let signed = signing.commit(true, "2026-02-01", "Signed");
    // The same signature on another commit.
    let environment = &signing.0.environment;
    let text = environment
        .git(&["cat-file", "commit", &signed])
        .replace("\n\nSigned", "\n\nSigned by another");
    environment.write(".git/forged", &text);
    let forged = environment
        .git(&["hash-object", "-t", "commit", "-w", ".git/forged"])
        .trim()
        .to_owned();
    environment.git(&["reset", "--quiet", "--hard", &forged]);
    signing.only("bad-signature", &forged);

    let signing = Signing::new();
    signing.key("stranger");
    signing.config("user.signingkey", &signing.place("stranger.pub"));
    let strange = signing.commit(true, "2026-02-01", "Signed by a stranger");
    signing.only("unknown-signer", &strange);
}

#[test]
fn without_the_file_of_allowed_signers_nothing_is_taken_on_trust() {
    let signing = Signing::new();
    signing.commit(true, "2026-02-01", "Signed");
    signing
        .0
        .environment
        .git(&["config", "--unset", "gpg.ssh.allowedSignersFile"]);
    let verified = signing.0.verify(&[]);
    assert_eq!(
        (verified.codes(), verified.ran.code),
        (vec!["signature-unchecked"], 1),
        "{:#}",
        verified.data
    );
    let finding = verified.list("findings")[0];
    let message = finding["message"].as_str().unwrap();
    assert!(
        message.contains("2 signatures") && message.contains("no file of allowed signers"),
        "{message}"
    );
    assert!(finding["cure"].as_str().unwrap().contains("--signers FILE"));
    signing.0.verify(&["--signers", "keys/allowed"]).holds();
}

#[cfg(unix)]
#[test]
fn a_signature_by_gpg_is_weighed_by_the_keys_that_are_here() {
    let signing = Signing(Kept::new());
    let kept = &signing.0;
    let home = tempfile::Builder::new().prefix("g").tempdir_in("/tmp").unwrap();
    let gpg = |args: &[&str]| {
        let output = Command::new("gpg")
            .env("GNUPGHOME", home.path())
            .args(["--batch", "--quiet"])
            .args(args)
            .output();
        output.ok().filter(|output| output.status.success())
    };
    std::os::unix::fs::PermissionsExt::set_mode(
        &mut std::fs::metadata(home.path()).unwrap().permissions(),
        0o700,
    );
    let made = gpg(&[
        "--passphrase",
        "",
        "--quick-generate-key",
        "Clerk <clerk@council.example>",
        "ed25519",
        "sign",
        "never",
    ]);
    assert!(made.is_some(), "gpg makes a key");
    kept.edit("records/register.yaml", "publisher: A council\n", RULE);
    kept.environment.git(&["add", "--all"]);
    let with_home = |program: &str, args: &[&str], home: &std::path::Path| {
        let mut command = kept.environment.command(program);
        let output = command
            .current_dir(kept.environment.path())
            .env("GNUPGHOME", home)
            .args(args)
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    };
    with_home(
        "git",
        &[
            "commit",
            "--quiet",
            "--gpg-sign=clerk@council.example",
            "--message",
            "Sign",
        ],
        home.path(),
    )
    .ok();
    let verify = |home: &std::path::Path| with_home(env!("CARGO_BIN_EXE_scrutiny"), &["verify"], home);
    verify(home.path()).ok();
    let empty = tempfile::Builder::new().prefix("g").tempdir_in("/tmp").unwrap();
    let ran = verify(empty.path()).ended(1);
    assert!(ran.out.contains("error[signature-unchecked]"), "{}", ran.out);
    assert!(ran.out.contains("gpg --import"), "{}", ran.out);
    let _ = Command::new("gpgconf")
        .env("GNUPGHOME", home.path())
        .args(["--kill", "all"])
        .status();
}

#[test]
fn saving_in_such_a_register_signs_and_refuses_where_it_cannot() {
    let signing = Signing::new();
    let add = |name: &str| {
        signing
            .0
            .run(&["add", "body", "--name", name, "--role", "nhs-trust"])
    };
    add("East Trust").ok();
    let raw = signing.0.environment.git(&["cat-file", "commit", "HEAD"]);
    assert!(raw.contains("gpgsig"), "{raw}");
    signing.0.verify(&[]).holds();
    signing.config("user.signingkey", &signing.place("no-such-key.pub"));
    let before = signing.0.head();
    let ran = add("West Trust").ended(6);
    assert!(
        ran.err.contains("`signing` in records/register.yaml asks"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("user.signingkey"), "{}", ran.err);
    assert_eq!(signing.0.head(), before);
    assert!(!signing.0.environment.has("records/bodies/west-trust.yaml"));
}
