//! The commands of docs/verify.md, run as they stand there.

use super::signatures::Signing;
use crate::environment::{Environment, Ran};
use crate::manual::shell;

/// Runs the guide in an empty folder, as somebody who knows two addresses and a file of keys.
fn follow(signing: &Signing) -> (Environment, Ran) {
    let auditor = Environment::new();
    let register = signing.path().display().to_string();
    let signers = format!("{register}/keys/allowed");
    // Git is set to the signers from the first step on, so that each step ends as it does for a register without signing.
    let variables = [
        ("REPOSITORY", format!("file://{register}")),
        ("ADDRESS", format!("file://{register}/site")),
        ("SIGNERS", signers.clone()),
        ("GIT_CONFIG_COUNT", "1".to_owned()),
        ("GIT_CONFIG_KEY_0", "gpg.ssh.allowedSignersFile".to_owned()),
        ("GIT_CONFIG_VALUE_0", signers),
    ];
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    // The day is the one of the site.
    let commands = format!(
        "unset SCRUTINY_AS_AT\n{}",
        shell::commands("docs/verify.md", None)
    );
    let ran = shell::follow(&auditor, &variables, &commands);
    (auditor, ran)
}

#[test]
#[cfg(unix)]
fn an_auditor_who_follows_the_guide_finds_an_honest_register_to_hold() {
    let signing = Signing::new();
    signing.build();
    let (auditor, ran) = follow(&signing);
    let ran = ran.ok();
    assert_eq!(
        ran.out.matches("All that was checked holds.").count(),
        5,
        "{}\n{}",
        ran.out,
        ran.err
    );
    assert!(auditor.read("report.md").contains("## What holds"));
    assert!(auditor.read("report.json").contains("\"holds\": true"));
    assert!(auditor.has("site/changes/medway-therapeutic-alliance-2025.html"));
}

#[test]
#[cfg(unix)]
fn an_auditor_who_follows_the_guide_finds_an_altered_page() {
    let signing = Signing::new();
    signing.build();
    let page = signing
        .path()
        .join("site/changes/medway-therapeutic-alliance-2025.html");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, text.replace("The same in Medway.", "Nothing in Medway.")).unwrap();
    let (_auditor, ran) = follow(&signing);
    assert_ne!(ran.code, 0);
    assert!(
        ran.out
            .contains("changes/medway-therapeutic-alliance-2025.html: FAILED"),
        "{}\n{}",
        ran.out,
        ran.err
    );
}
