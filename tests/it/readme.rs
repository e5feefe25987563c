//! What README prints is run as it is printed.

use crate::environment::{Environment, Ran};
use crate::manual::shell::{commands, follow};

/// Runs the commands of one section in a folder, stopping at the first that fails.
fn run(environment: &Environment, section: &str) -> Ran {
    follow(environment, &[], &commands("README.md", Some(section)))
}

#[test]
#[cfg(unix)]
fn the_clerks_tour_ends_in_a_site_that_shows_the_view() {
    let environment = Environment::new();
    run(&environment, "Five minutes for a clerk").ok();
    let page = environment.read("my-register/site/changes/ward-move-2026.html");
    assert!(page.contains("Judged substantial"), "{page}");
    assert!(
        page.contains("That the move be regarded as a substantial variation."),
        "{page}"
    );
    let read = "my-register/records/resolutions/2026/our-hosc-2026-03-12-stroke-rehabilitation.yaml";
    let resolution = environment.read(read);
    assert!(resolution.contains("reads_as: invited\n"), "{resolution}");
    assert!(page.contains("The Committee noted the report."), "{page}");
    assert_eq!(environment.run_in("my-register", &["check"]).ok().out, "");
}

#[test]
#[cfg(unix)]
fn the_officers_tour_answers() {
    let environment = Environment::with_demonstration();
    let ran = run(&environment, "Five minutes for an NHS officer").ok();
    assert!(ran.out.contains("all-age-mental-health-2025"), "{}", ran.out);
    assert!(
        ran.out.contains("kmpt-2025-10-09-service-change-protocols"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("nhsa-14Z45-involve-planning"), "{}", ran.out);
    let clean = environment.git(&["status", "--porcelain"]);
    assert_eq!(clean, "", "a dry run writes nothing");
}

#[test]
#[cfg(unix)]
fn the_tour_of_the_law_answers() {
    let environment = Environment::with_demonstration();
    let ran = run(&environment, "What does the law ask?").ok();
    for answer in [
        "Consult the council about a substantial change",
        "not required, on recorded views",
        "NHS Act 2006 s.14Z45(2)(a)",
        "What became law",
    ] {
        assert!(ran.out.contains(answer), "{answer}\n{}", ran.out);
    }
    assert!(ran.err.contains("Nothing to adopt"), "{}", ran.err);
    assert!(environment.read("duties.ics").starts_with("BEGIN:VCALENDAR\r\n"));
    let changed = environment.git(&["status", "--porcelain"]);
    assert_eq!(changed, "?? duties.ics\n", "a dry run writes nothing");
}
