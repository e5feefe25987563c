//! The commands that tell what the law asks: `why`, `due`, `law` and `duty adopt`, over a small register.

mod adopt;
mod due;
mod look;
mod register;
mod why;

use std::path::Path;

use crate::environment::Environment;

/// Compares what was printed with a file beside the tests; `SNAPSHOTS=overwrite` writes the file anew.
#[track_caller]
fn same(name: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/law_commands")
        .join(name);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, printed).expect("the file can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == expected,
        "{name} differs; SNAPSHOTS=overwrite writes it anew\n--- printed\n{printed}"
    );
}

/// The examples that a command shows in its help.
fn examples(environment: &Environment, command: &[&str]) -> Vec<Vec<String>> {
    let help = environment.run(&[command, &["--help"]].concat()).ok().out;
    let shown = help.split("Examples:\n").nth(1).expect("there are examples");
    let lines = shown
        .lines()
        .filter_map(|line| line.trim().strip_prefix("scrutiny "));
    let words = |line: &str| {
        // What the example is for stands after two spaces; what follows `>` is the shell's.
        let line = line.split("  ").next().unwrap_or(line);
        let line = line.split(" >").next().unwrap_or(line);
        line.split_whitespace().map(str::to_owned).collect()
    };
    lines.map(words).collect()
}

#[test]
fn three_examples_stand_in_the_help_of_each_command_and_they_run() {
    let demonstration = Environment::with_demonstration();
    for command in [
        vec!["why"],
        vec!["due"],
        vec!["law"],
        vec!["law", "list"],
        vec!["law", "show"],
        vec!["law", "diff"],
        vec!["duty", "adopt"],
    ] {
        let shown = examples(&demonstration, &command);
        assert_eq!(shown.len(), 3, "{command:?}");
        for example in shown {
            let mut args: Vec<&str> = example.iter().map(String::as_str).collect();
            // The examples of `duty adopt` speak of the change in README's first tour.
            if command.contains(&"adopt") {
                args[2] = "all-age-mental-health-2025";
                args.push("--dry-run");
                args.dedup();
            }
            demonstration.run(&args).ok();
        }
    }
}
