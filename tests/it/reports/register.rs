//! A small register of invented councils, in which what committees asked for stands in every way it can.

use crate::environment::Environment;

const FILES: &[(&str, &str)] = &[
    (
        "records/register.yaml",
        "\
name: Northmere and Wexcombe register
publisher: Northmere Council
base_address: https://scrutiny.northmere.example/
contact: https://northmere.example/contact
",
    ),
    (
        "records/bodies/northmere.yaml",
        "name: Northmere Council\nshort_name: Northmere\nrole: local-authority\n",
    ),
    (
        "records/bodies/wexcombe.yaml",
        "name: Wexcombe Council\nshort_name: Wexcombe\nrole: local-authority\n",
    ),
    (
        "records/bodies/northmere-hosc.yaml",
        "\
name: Northmere Health Scrutiny Committee
short_name: Northmere HOSC
role: scrutiny-committee
part_of: northmere
website: https://northmere.example/hosc
",
    ),
    (
        "records/bodies/wexcombe-panel.yaml",
        "name: Wexcombe Health Panel\nrole: scrutiny-committee\npart_of: wexcombe\n",
    ),
    (
        "records/bodies/harrowdale-icb.yaml",
        "\
name: NHS Harrowdale Integrated Care Board
short_name: Harrowdale ICB
role: icb
website: https://icb.harrowdale.example/
",
    ),
    (
        "records/bodies/harrowdale-trust.yaml",
        "name: Harrowdale Hospitals NHS Trust\nshort_name: Harrowdale Trust\nrole: nhs-trust\n",
    ),
    (
        "records/changes/2026/clinic-move.yaml",
        "\
title: The day clinic moves to Harrowdale General
summary: Day patients would be seen at the General instead of the old clinic.
kind: move
services: [day-surgery]
responsible_person: harrowdale-icb
commissioners: [harrowdale-icb]
affects_manner_or_range: {answer: \"yes\", asserted_by: harrowdale-icb}
under_consideration_from: 2025-11-03
authorities:
  - authority: northmere
    consultation:
      began: 2026-03-02
      comments_due: 2026-04-20
      decision_due: 2026-06-30
      published: https://icb.harrowdale.example/clinic
  - authority: wexcombe
key_dates:
  - {date: 2026-07-01, what: The old clinic is to close}
",
    ),
    (
        "records/resolutions/2024/northmere-hosc-2024-11-05.yaml",
        "\
committee: northmere-hosc
meeting: 2024-11-05
item: Winter plans
minutes: {status: confirmed, confirmed_on: 2025-01-14}
clauses:
  - label: \"1\"
    words: The Trust report back on winter plans.
    reads_as: requested-information
    action:
      concerning: [harrowdale-trust]
      due: 2025-01
      done: {date: 2025-01-14, evidence: A report to the meeting of 14 January 2025.}
",
    ),
    (
        "records/resolutions/2026/northmere-hosc-2026-01-13.yaml",
        "\
committee: northmere-hosc
meeting: 2026-01-13
item: The day clinic
minutes:
  status: confirmed
  confirmed_on: 2026-03-10
  source: https://northmere.example/minutes/2026-01-13
changes: [clinic-move]
stem: \"RESOLVED: that\"
clauses:
  - label: a
    words: the move be regarded as a substantial variation;
    reads_as: determination
  - label: b
    words: \"the Board be asked for its travel study by the end of February;\"
    reads_as: requested-information
    action: {owner: northmere-hosc, concerning: [harrowdale-icb], due: 2026-02-27}
  - label: c
    words: the Trust be invited to a later meeting; and
    reads_as: invited
    action: {concerning: [harrowdale-trust], due: unknown}
  - label: d
    words: the Chair write to the Board.
    reads_as: requested-action
    action:
      owner: northmere-hosc
      due: 2026-02
      done:
        date: 2026-02-10
        evidence: Letter of 10 February 2026.
        address: https://northmere.example/letter
",
    ),
    (
        "records/resolutions/2026/wexcombe-panel-2026-03-03.yaml",
        "\
committee: wexcombe-panel
meeting: 2026-03-03
item: Moves of clinics
minutes: {status: draft, source: https://wexcombe.example/minutes}
changes: [clinic-move]
labels: ours
clauses:
  - label: \"1\"
    words: The Panel asks the Board to come back before the summer.
    reads_as: [requested-information, invited]
    action: {concerning: [harrowdale-icb, harrowdale-trust], due: 2026-05}
",
    ),
    // Still being written: it must not come out in anything that is meant to be published.
    (
        "records/resolutions/2026/wexcombe-panel-2026-03-24.yaml",
        "\
committee: wexcombe-panel
meeting: 2026-03-24
item: The secret matter
changes: [clinic-move]
status: draft
clauses:
  - label: a
    words: The secret be asked for.
    reads_as: requested-action
    action: {concerning: [harrowdale-icb], due: unknown}
",
    ),
    (
        "records/determinations/2026/northmere-hosc-clinic-move.yaml",
        "\
change: clinic-move
by: northmere-hosc
authority: northmere
taken_by: committee
view: substantial-variation
date: 2026-01-13
resolution: {id: northmere-hosc-2026-01-13, clause: a}
",
    ),
    (
        "records/duties/2026/bring-the-travel-study.yaml",
        "\
title: Bring the travel study to the committee
change: clinic-move
basis: {clause: {id: northmere-hosc-2026-01-13, clause: b}}
owed_by: harrowdale-icb
owed_to: [northmere-hosc]
due: 2026-02-27
",
    ),
];

/// The register, in Git: the older records were saved on 1 December 2025, the others on 12 March 2026.
pub(super) fn northmere() -> Environment {
    with(&[])
}

/// The same with other files in it.
pub(super) fn with(others: &[(&str, &str)]) -> Environment {
    let environment = Environment::new();
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    let is_old =
        |path: &str| path.contains("bodies/") || path.contains("2024") || path.ends_with("register.yaml");
    let (old, new): (Vec<_>, Vec<_>) = FILES.iter().chain(others).partition(|(path, _)| is_old(path));
    for (files, day) in [(old, "2025-12-01T12:00:00Z"), (new, "2026-03-12T12:00:00Z")] {
        for (path, text) in files {
            environment.write(path, text);
        }
        environment.git(&["add", "--all"]);
        let mut commit = environment.command("git");
        let message = format!("Records of {}", &day[..10]);
        commit
            .current_dir(environment.path())
            .env("GIT_AUTHOR_DATE", day)
            .env("GIT_COMMITTER_DATE", day)
            .args(["commit", "--quiet", "--message", &message]);
        assert!(commit.status().expect("git starts").success());
    }
    environment
}

#[test]
fn the_register_is_sound() {
    northmere().run(&["check"]).ok();
}
