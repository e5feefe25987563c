//! Nothing of a draft, of what leans on one, or of a withdrawn record comes out anywhere in the site.
//!
//! Words that stand nowhere else are put into every place of such records, into the commits that made them and into their
//! ids; then the program builds the site, and every byte of every file, with its name, is searched for each of them.

use std::path::Path;

use crate::environment::{Environment, files};

/// Finished records, which the site shows.
const PUBLISHED: &[(&str, &str)] = &[
    (
        "bodies/harrowdale.yaml",
        "name: Harrowdale Council\nrole: local-authority\n",
    ),
    (
        "bodies/harrowdale-hosc.yaml",
        "name: Harrowdale Health Scrutiny\nrole: scrutiny-committee\npart_of: harrowdale\n",
    ),
    ("bodies/wexcombe-icb.yaml", "name: NHS Wexcombe\nrole: icb\n"),
    (
        "changes/2026/clinic-2026.yaml",
        "title: A clinic moves\nsummary: A clinic moves to another street.\nkind: move\n\
         authorities: [{authority: harrowdale}]\nresponsible_person: wexcombe-icb\naliases: [clinic-before]\n",
    ),
    (
        "resolutions/2026/harrowdale-2026-01-20.yaml",
        "committee: harrowdale-hosc\nmeeting: 2026-01-20\nitem: A clinic\nchanges: [clinic-2026]\n\
         clauses:\n  - {label: a, words: The Committee deems the move a substantial variation., reads_as: determination}\n",
    ),
    (
        "determinations/2026/harrowdale-clinic.yaml",
        "change: clinic-2026\nby: harrowdale-hosc\nauthority: harrowdale\nview: substantial-variation\n\
         date: 2026-01-20\nresolution: {id: harrowdale-2026-01-20, clause: a}\n",
    ),
    (
        "duties/2026/involve-clinic.yaml",
        "title: Ask people about the clinic\nchange: clinic-2026\nbasis: {undertaking: A promise}\n\
         owed_by: wexcombe-icb\nowed_to: [public]\n",
    ),
];

/// Where canaries sit: the number of a canary goes where `@` stands, in ids as in words.
const KEPT_OUT: &[(&str, &str)] = &[
    // Drafts of every kind, with every kind of field.
    (
        "bodies/canary@body.yaml",
        "name: Canary@ Trust\nshort_name: Canary@short\nrole: nhs-trust\narea: Canary@area\n\
         website: https://canary@.example/\ncodes: {ods: Canary@ods}\naliases: [canary@alias]\nstatus: draft\n",
    ),
    (
        "bodies/canary@hosc.yaml",
        "name: Canary@ Committee\nrole: scrutiny-committee\npart_of: harrowdale\nstatus: draft\n",
    ),
    (
        "changes/2026/canary@change.yaml",
        "title: Canary@ moves\nsummary: Canary@summary\nkind: move\nservices: [canary@service]\n\
         authorities: [{authority: harrowdale}]\nkey_dates: [{date: 2026-02-01, what: Canary@what}]\n\
         details: \"Canary@details [x](https://canary@.example/link)\"\nreplaces: [clinic-2026]\nstatus: draft\n\
         sources: [{title: Canary@source, address: 'https://canary@.example/'}]\n",
    ),
    (
        "resolutions/2026/canary@item.yaml",
        "committee: canary@hosc\nmeeting: 2026-02-10\nitem: Canary@item\nchanges: [clinic-2026]\ndiscussion: Canary@said\n\
         clauses:\n  - {label: a, words: Canary@words, reads_as: noted}\nstatus: draft\n",
    ),
    (
        "determinations/2026/canary@view.yaml",
        "change: clinic-2026\nby: wexcombe-icb\nauthority: harrowdale\nview: not-substantial\ndate: 2026-02-10\n\
         scope: Canary@covers\nreasons: Canary@reasons\nconditions: Canary@conditions\nsources: [{title: Canary@letter}]\nstatus: draft\n",
    ),
    (
        "duties/2026/canary@duty.yaml",
        "title: Canary@ duty\nchange: clinic-2026\nbasis: {undertaking: Canary@undertaking}\nowed_by: canary@body\n\
         owed_to: [public, canary@hosc]\nengagement: [{what: Canary@engagement}]\nstatus: draft\n",
    ),
    // A draft that leans on a draft.
    (
        "determinations/2026/canary@leans.yaml",
        "change: canary@change\nby: harrowdale-hosc\nauthority: harrowdale\nview: not-substantial\ndate: 2026-02-10\n\
         scope: Canary@leaning\nsources: [{title: A letter}]\nstatus: draft\n",
    ),
];

/// Records of which a tombstone is left. Their ids stay; all that they said goes.
const WITHDRAWN: &[(&str, &str)] = &[
    (
        "bodies/gone-body.yaml",
        "name: Canary@ Hospitals\nshort_name: Canary@known\nrole: nhs-trust\narea: Canary@where\naliases: [canary@once]\n",
    ),
    (
        "changes/2026/gone-change.yaml",
        "title: Canary@ closes\nsummary: Canary@why\nkind: closure\nauthorities: [{authority: harrowdale}]\n",
    ),
    (
        "resolutions/2026/gone-item.yaml",
        "committee: harrowdale-hosc\nmeeting: 2026-03-10\nitem: Canary@heading\nchanges: [gone-change]\n\
         clauses:\n  - {label: a, words: Canary@resolved, reads_as: noted}\n",
    ),
    (
        "determinations/2026/gone-view.yaml",
        "change: gone-change\nby: harrowdale-hosc\nauthority: harrowdale\nview: not-substantial\n\
         date: 2026-03-10\nscope: Canary@extent\nreasons: Canary@because\n",
    ),
    (
        "duties/2026/gone-duty.yaml",
        "title: Canary@ owes\nchange: gone-change\nbasis: {undertaking: Canary@term}\nowed_by: gone-body\nowed_to: [public]\n",
    ),
];

/// Gives each `@` of a text a number of its own and notes the word it makes.
fn hatch(text: &str, canaries: &mut Vec<String>, number: &mut usize) -> String {
    *number += 1;
    let filled = text.replace('@', &format!("q{number}z"));
    // From the letters before it to those after, in small letters: `canaryq7zscope`.
    let words = filled.split(|c: char| !c.is_ascii_alphanumeric());
    let found = words.filter(|word| word.contains(&format!("q{number}z")));
    canaries.extend(found.map(str::to_lowercase));
    filled
}

fn commit(environment: &Environment, message: &str) {
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", message]);
}

fn put(environment: &Environment, path: &str, text: &str) {
    environment.write(&format!("records/{path}"), text);
}

/// The register with its history, and every canary in it.
fn register() -> (Environment, Vec<String>) {
    let environment = Environment::with_register();
    let (mut canaries, mut number) = (Vec::new(), 0);
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    // In one commit with what stays, so that its words are about both.
    for (path, text) in PUBLISHED {
        put(&environment, path, text);
    }
    for (path, text) in WITHDRAWN {
        put(&environment, path, &hatch(text, &mut canaries, &mut number));
    }
    let message = hatch("Begin with Canary@together", &mut canaries, &mut number);
    commit(&environment, &message);
    // Each draft in a commit of its own, with a finished record touched beside every second one.
    let mut drafts = Vec::new();
    for (at, (path, text)) in KEPT_OUT.iter().enumerate() {
        // The names of one register must fit one another, so all drafts share a number.
        let place = |text: &str| text.replace('@', "q0z");
        let (path, text) = (place(path), place(text));
        let words = format!("{path} {text}").to_lowercase();
        let words = words.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        canaries.extend(words.filter(|word| word.contains("q0z")).map(str::to_owned));
        put(&environment, &path, &text);
        if at % 2 == 0 {
            let (path, text) = PUBLISHED[at % PUBLISHED.len()];
            put(&environment, path, &format!("{text}# {at}\n"));
        }
        let message = hatch("Add draft Canary@added", &mut canaries, &mut number);
        commit(&environment, &message);
        drafts.push(path);
    }
    for (path, _) in WITHDRAWN {
        put(
            &environment,
            path,
            "withdrawn:\n  date: 2026-03-20\n  reason: It should not have been recorded.\n",
        );
        let message = hatch("Withdraw Canary@taken", &mut canaries, &mut number);
        commit(&environment, &message);
    }
    // A draft that was thrown away, and one that changes what stays in the same breath.
    put(
        &environment,
        "bodies/thrown-away.yaml",
        "name: Thrown\nrole: icb\nstatus: draft\n",
    );
    let (path, text) = PUBLISHED[3];
    put(&environment, path, &format!("{text}# again\n"));
    let message = hatch(
        "Change the clinic, and begin Canary@begun",
        &mut canaries,
        &mut number,
    );
    commit(&environment, &message);
    std::fs::remove_file(environment.path().join("records/bodies/thrown-away.yaml")).unwrap();
    let message = hatch("Throw Canary@thrown away", &mut canaries, &mut number);
    commit(&environment, &message);
    canaries.sort();
    canaries.dedup();
    (environment, canaries)
}

/// Where each canary was found.
fn sightings(folder: &Path, canaries: &[String]) -> (usize, Vec<String>) {
    let found = files(folder);
    let mut sightings = Vec::new();
    for (name, bytes) in &found {
        let text = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
        // What is written for machines may be spelt otherwise; letters and digits are not.
        let seen = canaries.iter().filter(|canary| text.contains(canary.as_str()));
        sightings.extend(seen.map(|canary| format!("{canary} in {name}")));
    }
    (found.len(), sightings)
}

#[test]
#[expect(clippy::disallowed_macros, reason = "how much was looked at is told")]
fn drafts_and_withdrawn_records_appear_nowhere() {
    let (environment, canaries) = register();
    environment.run(&["build"]).ok();
    let (files, seen) = sightings(&environment.path().join("site"), &canaries);
    println!(
        "{} canaries sought in {files} files: {} found",
        canaries.len(),
        seen.len()
    );
    assert_eq!(seen, Vec::<String>::new());
    assert!(canaries.len() > 50 && files > 60, "{} in {files}", canaries.len());
    // The search finds what is there: what stays, and the words of commits that touched nothing else.
    let there = [
        "a clinic moves",
        "harrowdale-2026-01-20",
        "it should not have been recorded",
    ];
    let there = there.map(str::to_owned);
    let (_, seen) = sightings(&environment.path().join("site"), &there);
    for word in &there {
        assert!(
            seen.iter().any(|sighting| sighting.starts_with(word.as_str())),
            "{word}: {seen:?}"
        );
    }
    let updates = environment.read("site/updates/index.html");
    assert!(
        updates.contains("The note on this change is left out"),
        "{updates}"
    );
}

#[test]
fn without_what_keeps_them_out_the_canaries_are_found() {
    // The same register with the drafts finished: a test that could not find them would prove nothing.
    let (environment, canaries) = register();
    for (path, text) in KEPT_OUT {
        let place = |text: &str| text.replace('@', "q0z");
        put(
            &environment,
            &place(path),
            &place(text).replace("status: draft\n", ""),
        );
    }
    commit(&environment, "Finish them");
    environment.run(&["build"]).ok();
    let (_, seen) = sightings(&environment.path().join("site"), &canaries);
    let drafts: Vec<&String> = canaries.iter().filter(|canary| canary.contains("q0z")).collect();
    let missed: Vec<_> = drafts
        .iter()
        .filter(|canary| !seen.iter().any(|sighting| sighting.starts_with(canary.as_str())))
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}
