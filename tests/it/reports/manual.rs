//! The examples of the manual run as they are printed.

use crate::environment::{Environment, repository};

#[test]
fn every_example_of_the_manual_runs() {
    let manual = std::fs::read_to_string(repository().join("docs/reports.md")).expect("the manual");
    let environment = Environment::with_demonstration();
    let blocks = manual.split("```sh\n").skip(1);
    let lines = blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines());
    let mut ran = 0;
    for line in lines {
        let line = line.split('#').next().unwrap_or_default();
        let command = line.split('>').next().unwrap_or_default().trim();
        let args: Vec<&str> = command
            .strip_prefix("scrutiny ")
            .expect(line)
            .split_whitespace()
            .collect();
        let out = environment.run(&args).ok().out;
        let written = args
            .iter()
            .position(|arg| *arg == "--output")
            .map(|at| args[at + 1]);
        match written {
            Some(path) => assert!(environment.has(path), "{line}"),
            None => assert!(!out.is_empty() || args.contains(&"--overdue"), "{line}"),
        }
        ran += 1;
    }
    assert_eq!(ran, 15, "examples of the manual");
    assert!(environment.git(&["status", "--porcelain", "records"]).is_empty());
}
