//! What others do meanwhile: a file that changes under an open editor, readers and folders that go away.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::environment::{Environment, Ran};
use crate::register::{ADD, Register};

#[test]
fn a_record_that_changes_under_an_open_editor_is_left_alone_and_the_clerks_text_is_kept() {
    let environment = Environment::with_register();
    environment.run(ADD).ok();
    let program = env!("CARGO_BIN_EXE_scrutiny");
    let script = format!(
        "#!/bin/sh\nsed -i 's/North Council/Council of the clerk/' \"$1\"\n\
         '{program}' edit north-council --set area=Elsewhere >/dev/null 2>&1\n"
    );
    let editor = environment.path().join(".git/editor");
    environment.write(".git/editor", &script);
    std::fs::set_permissions(&editor, PermissionsExt::from_mode(0o755)).unwrap();
    let mut command = environment.command(program);
    command
        .current_dir(environment.path())
        .env("EDITOR", &editor)
        .args(["edit", "north-council"]);
    let ran = Ran::of(&command.output().unwrap()).ended(3);
    assert!(
        ran.err
            .contains("records/bodies/north-council.yaml was changed meanwhile by someone else"),
        "{}",
        ran.err
    );
    let kept = ran
        .err
        .split("your text is kept in ")
        .nth(1)
        .expect(&ran.err)
        .trim();
    let text = std::fs::read_to_string(kept).expect(kept);
    assert!(
        text.ends_with("\nname: Council of the clerk\nrole: local-authority\n"),
        "{text}"
    );
    let now = environment.read("records/bodies/north-council.yaml");
    let says = "\nname: North Council\nrole: local-authority\narea: Elsewhere\n";
    assert!(now.ends_with(says), "{now}");
    let register = Register::of(environment);
    register.agrees("the other's change stands");
    std::fs::remove_dir_all(std::path::Path::new(kept).parent().unwrap()).unwrap();
}

#[test]
fn a_site_made_while_a_clerk_saves_is_that_of_the_commit_it_names() {
    let environment = Environment::with_demonstration();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                let name = format!("short_name=Name {number}");
                environment.run(&["edit", "kmpt", "--set", &name]).ok();
            }
        });
        for number in 0..12 {
            // Each to a folder of its own, so that all is read again and made.
            let folder = format!(
                "../{}-{number}",
                environment.path().file_name().unwrap().display()
            );
            let place = environment.path().join(&folder);
            let built = environment.run(&["build", "--to", &folder]);
            let ran = (built.code == 0).then(|| environment.run(&["verify", &folder]));
            std::fs::remove_dir_all(&place).ok();
            if built.code != 0 || ran.as_ref().is_none_or(|ran| ran.code != 0) {
                is_over.store(true, Ordering::Relaxed);
            }
            built.ok();
            ran.unwrap().ok();
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn readers_that_go_away_and_closed_streams_are_no_trouble() {
    let environment = Environment::with_demonstration();
    for line in [
        "\"$0\" list changes --format json | head -1 >/dev/null",
        "\"$0\" log --format csv | head -1 >/dev/null",
        "\"$0\" law list | head -1 >/dev/null",
        "\"$0\" schema change | head -1 >/dev/null",
        "\"$0\" check --format json | true",
        "\"$0\" list changes >&-",
        "\"$0\" list changes 2>&-",
        "\"$0\" list changes <&-",
        "\"$0\" add body --name \"Closed Council\" --role local-authority <&- >&- 2>&-",
        "\"$0\" build --quiet >&-",
    ] {
        let mut command = environment.command("sh");
        command
            .current_dir(environment.path())
            .args(["-c", line, env!("CARGO_BIN_EXE_scrutiny")]);
        let ran = Ran::of(&command.output().unwrap());
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        assert!(
            !ran.err.contains("panicked") && !ran.err.contains("roken pipe"),
            "{line}: {}",
            ran.err
        );
    }
    assert!(
        environment
            .read("records/bodies/closed-council.yaml")
            .contains("\nname: Closed Council\n")
    );
    environment.run(&["check"]).ok();
}

#[test]
fn a_register_that_is_deleted_while_it_is_served_is_told_in_the_page() {
    let environment = Environment::with_register();
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    command
        .current_dir(environment.path())
        .args(["serve", "--port", "0"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    let host = address
        .trim()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    assert!(page(&host).contains("Test register"), "it is served");
    for folder in ["records", ".git", "site"] {
        std::fs::remove_dir_all(environment.path().join(folder)).unwrap();
    }
    let start = Instant::now();
    while !page(&host).contains("there is no register in") {
        assert!(start.elapsed() < Duration::from_secs(20), "{}", page(&host));
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(child.try_wait().unwrap(), None, "it goes on");
    child.kill().unwrap();
    child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!said.contains("panicked"), "{said}");
}

/// The first page of a server on this machine.
fn page(host: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("the server is there");
    let ask = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
