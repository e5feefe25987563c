//! The commands of docs/verify.md, run as they stand there.

use super::signatures::Signing;
use crate::environment::{Environment, Ran, repository};

/// The shell commands of the guide, in its order.
fn commands() -> String {
    let guide = std::fs::read_to_string(repository().join("docs/verify.md")).unwrap();
    let blocks = guide.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

/// Runs the guide in an empty folder, as somebody who knows two addresses and a file of keys.
fn follow(signing: &Signing) -> (Environment, Ran) {
    let auditor = Environment::new();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_scrutiny"));
    let folder = program.parent().unwrap().display();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let register = signing.path();
    let mut shell = auditor.command("sh");
    shell
        .env("PATH", path)
        .env("REPOSITORY", format!("file://{}", register.display()))
        .env("ADDRESS", format!("file://{}/site", register.display()))
        .env("SIGNERS", register.join("keys/allowed"))
        .env_remove("SCRUTINY_AS_AT")
        .current_dir(auditor.path());
    // Git is set to the signers from the first step on, so that each step ends as it does for a register without signing.
    shell
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "gpg.ssh.allowedSignersFile");
    shell.env("GIT_CONFIG_VALUE_0", register.join("keys/allowed"));
    let output = shell.args(["-e", "-c", &commands()]).output().unwrap();
    let ran = Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
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
