//! `scrutiny import minutes`: from invented minutes to records, unattended and step by step.

mod again;
#[cfg(unix)]
mod guided;
mod unattended;

use crate::environment::Environment;

/// The minutes of one item, in the manner of a council that letters its clauses. The slip in clause a is meant.
pub(crate) const MINUTES: &str = "\
Community mental health services in Northmere
Minutes:
1. The officer from Harrow Vale Integrated Care Board introduced the paper. The new community model would begin on 1 April 2026.
2. In answer to a question, the officer said that Northmere Mental Health Trust would keep its clinics open.
RESOLVED:
a. he Committee deems that the proposal relating to the new community model is not a substantial variation of service.
b. Northmere Mental Health Trust be invited to attend this Committee and present an update at an appropriate time.
";

/// The same, confirmed, with the slip put right.
pub(crate) fn confirmed() -> String {
    MINUTES.replace("a. he Committee", "a. The Committee")
}

/// The flags that settle all the minutes leave open.
pub(crate) const SETTLED: &[&str] = &[
    "--committee",
    "northmere-hsc",
    "--meeting",
    "12/03/2026",
    "--title",
    "Community mental health services in Northmere",
    "--change",
    "community-model-2026",
    "--no-input",
];

/// A register with a council, its committee, a board, a trust and two changes; the minutes beside it.
pub(crate) fn northmere() -> Environment {
    let environment = Environment::with_register();
    let files = [
        (
            "records/bodies/northmere-council.yaml",
            "name: Northmere Council\nrole: local-authority\nwebsite: https://northmere.example/\n",
        ),
        (
            "records/bodies/northmere-hsc.yaml",
            "name: Northmere Health Scrutiny Committee\nshort_name: Northmere HSC\nrole: scrutiny-committee\n\
             part_of: northmere-council\n",
        ),
        (
            "records/bodies/harrow-vale-icb.yaml",
            "name: Harrow Vale Integrated Care Board\nrole: icb\n",
        ),
        (
            "records/bodies/northmere-trust.yaml",
            "name: Northmere Mental Health Trust\nrole: nhs-trust\n",
        ),
        (
            "records/changes/2026/community-model-2026.yaml",
            "# Kept by the clerk.\ntitle: Community mental health moves to a new model\n\
             summary: People are seen near home.\nkind: new-model\nservices: [mental-health]\n\
             responsible_person: harrow-vale-icb\nproviders:\n  proposed: [northmere-trust]\n\
             authorities:\n  - authority: northmere-council\n",
        ),
        (
            "records/changes/2026/stroke-ward-2026.yaml",
            "title: The stroke ward moves to the General\nsummary: Stroke patients go to the General.\nkind: move\n\
             responsible_person: harrow-vale-icb\nauthorities:\n  - authority: northmere-council\n",
        ),
    ];
    for (path, text) in files {
        environment.write(path, text);
    }
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "The records"]);
    environment.write("minutes.txt", MINUTES);
    environment
}

/// Runs the import of a file with the settled flags and some more.
pub(crate) fn import(environment: &Environment, file: &str, more: &[&str]) -> crate::environment::Ran {
    let mut args = vec!["import", "minutes", file];
    args.extend(SETTLED);
    args.extend(more);
    environment.run(&args)
}

/// How many commits there are.
pub(crate) fn commits(environment: &Environment) -> u32 {
    let count = environment.git(&["rev-list", "--count", "HEAD"]);
    count.trim().parse().unwrap()
}

/// Nothing but the files beside the register is new or changed.
#[track_caller]
pub(crate) fn untouched(environment: &Environment, before: u32) {
    assert_eq!(commits(environment), before, "no commit was made");
    let changed = environment.git(&["status", "--porcelain", "records"]);
    assert_eq!(changed, "", "no record was touched");
}
