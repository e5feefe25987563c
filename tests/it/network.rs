//! What `docs/it-department.md` promises, held against the source: who may reach the network or start a program, and which
//! variables of the environment are read.

use std::path::Path;

use crate::environment::{files, repository};

/// The files of the program, without their tests below the code.
fn sources() -> Vec<(String, String)> {
    let all = files(&repository().join("src")).into_iter();
    let rust = all.filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    rust.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or("")
            .to_owned();
        (path, code)
    })
    .collect()
}

/// The files in which one of these words stands outside comments.
fn holding(words: &[&str]) -> Vec<String> {
    let holds = |text: &str| {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        code.into_iter()
            .any(|line| words.iter().any(|word| line.contains(word)))
    };
    let mut found: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| holds(text))
        .map(|(path, _)| path)
        .collect();
    found.sort();
    found
}

#[test]
fn only_serve_listens_and_nothing_else_knows_the_network() {
    let words = [
        "std::net",
        "tokio::net",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "hyper",
        "ToSocketAddrs",
    ];
    let found = holding(&words);
    assert!(found.contains(&"cli/serve/http.rs".to_owned()), "{found:?}");
    let others: Vec<&String> = found
        .iter()
        .filter(|path| !path.starts_with("cli/serve"))
        .collect();
    assert!(others.is_empty(), "{others:?}");
    let listens = std::fs::read_to_string(repository().join("src/cli/serve/http.rs")).expect("it is there");
    assert!(
        listens.contains("Ipv4Addr::LOCALHOST"),
        "it listens to this machine only"
    );
    assert!(!listens.contains("UNSPECIFIED") && !listens.contains("0.0.0.0"));
    // The Git library is built without any way to another machine.
    let manifest = std::fs::read_to_string(repository().join("Cargo.toml")).expect("it is there");
    let git2 = manifest
        .lines()
        .find(|line| line.starts_with("git2 ="))
        .expect("it is used");
    assert!(git2.contains("default-features = false"), "{git2}");
    for feature in ["https", "ssh", "openssl"] {
        assert!(!git2.contains(feature), "{git2}");
    }
}

#[test]
fn only_two_places_start_a_program() {
    let found = holding(&["process::Command", "process::{Command"]);
    assert_eq!(found, ["cli/editor.rs", "git/program.rs"]);
}

#[test]
fn the_page_names_every_variable_that_is_read() {
    let page = std::fs::read_to_string(repository().join("docs/it-department.md")).expect("it is there");
    let mut names: Vec<String> = Vec::new();
    for (_, text) in sources() {
        for mark in ["var(\"", "var_os(\"", "env = \""] {
            for rest in text.split(mark).skip(1) {
                names.push(rest.split('"').next().unwrap_or("").to_owned());
            }
        }
    }
    for known in [
        "SCRUTINY_REGISTER",
        "SCRUTINY_AS_AT",
        "GIT_SSH_COMMAND",
        "PATHEXT",
    ] {
        assert!(names.iter().any(|name| name == known), "{known} {names:?}");
    }
    // Named by way of a list or a variable.
    names.extend(
        [
            "VISUAL",
            "EDITOR",
            "LANG",
            "LC_CTYPE",
            "GIT_AUTHOR_NAME",
            "OneDrive",
            "NO_COLOR",
        ]
        .map(str::to_owned),
    );
    for name in names {
        assert!(page.contains(&format!("`{name}")), "{name}");
    }
}
