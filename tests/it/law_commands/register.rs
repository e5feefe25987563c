//! A small register in which every state of a duty occurs.

use crate::environment::Environment;

const FILES: &[(&str, &str)] = &[
    (
        "records/register.yaml",
        "name: Shires register\npublisher: Eastshire County Council\nbase_address: https://scrutiny.eastshire.example/\n",
    ),
    (
        "records/bodies/eastshire.yaml",
        "name: Eastshire County Council\nshort_name: Eastshire\nrole: local-authority\n",
    ),
    (
        "records/bodies/westshire.yaml",
        "name: Westshire Council\nshort_name: Westshire\nrole: local-authority\n",
    ),
    (
        "records/bodies/eastshire-hosc.yaml",
        "name: Eastshire Health Scrutiny Committee\nshort_name: Eastshire HOSC\nrole: scrutiny-committee\npart_of: eastshire\n",
    ),
    (
        "records/bodies/shires-icb.yaml",
        "name: NHS Shires Integrated Care Board\nshort_name: Shires ICB\nrole: icb\n",
    ),
    (
        "records/bodies/shires-trust.yaml",
        "name: Shires Hospitals NHS Trust\nshort_name: Shires Trust\nrole: nhs-trust\n",
    ),
    // The council and the board differ for Eastshire; nothing is recorded for Westshire; a report waits for an answer.
    (
        "records/changes/2026/ward-move.yaml",
        "\
title: The stroke ward moves to the General
summary: Stroke patients would be treated at the General.
kind: move
services: [stroke]
responsible_person: shires-icb
commissioners: [shires-icb]
affects_manner_or_range: {answer: \"yes\", asserted_by: shires-icb}
under_consideration_from: 2025-11-03
authorities:
  - authority: eastshire
    reports:
      - made: 2026-01-05
        response_requested: 2026-01-05
  - authority: westshire
",
    ),
    (
        "records/determinations/2026/eastshire-hosc-ward-move.yaml",
        "\
change: ward-move
by: eastshire-hosc
authority: eastshire
taken_by: committee
view: substantial-variation
date: 2026-01-20
sources: [{title: Minutes of 20 January 2026}]
",
    ),
    (
        "records/determinations/2026/shires-icb-ward-move.yaml",
        "\
change: ward-move
by: shires-icb
authority: eastshire
taken_by: board
view: not-substantial
date: 2026-02-02
sources: [{title: Board paper of 2 February 2026}]
",
    ),
    // Nothing has to be consulted on; a contract is awarded, and the notice of it is late.
    (
        "records/changes/2026/clinic-contract.yaml",
        "\
title: A new contract for the walk-in clinics
summary: One provider runs the walk-in clinics.
kind: contract-award
services: [urgent-care]
responsible_person: shires-icb
commissioners: [shires-icb]
affects_manner_or_range: {answer: \"no\", asserted_by: shires-icb}
procurement:
  buyer: shires-icb
  regime: provider-selection
  process: direct-award-a
  commenced: 2025-11-03
  awarded: 2026-01-05
  award_notice: 2026-03-02
authorities:
  - authority: eastshire
",
    ),
    (
        "records/determinations/2026/eastshire-hosc-clinic-contract.yaml",
        "\
change: clinic-contract
by: eastshire-hosc
authority: eastshire
taken_by: committee
view: not-substantial
date: 2026-01-20
sources: [{title: Minutes of 20 January 2026}]
",
    ),
    (
        "records/duties/2026/tell-the-committee.yaml",
        "\
title: Bring the figures to the committee; as promised, in full
change: clinic-contract
basis: {undertaking: A promise given at the meeting of 20 January 2026.}
owed_by: shires-icb
owed_to: [eastshire-hosc]
due: 2026-04-15
",
    ),
    // A duty on record that the law does not require.
    (
        "records/duties/2026/notify-the-secretary-of-state.yaml",
        "\
title: Notify the Secretary of State
change: clinic-contract
basis: {provision: nhsa-sch10A-2-notify}
owed_by: shires-icb
owed_to: [public]
",
    ),
    // Both sides say that it is substantial, and the board consults.
    (
        "records/changes/2026/maternity.yaml",
        "\
title: Births move to the new unit
summary: The old unit closes.
kind: closure
services: [maternity]
responsible_person: shires-icb
commissioners: [shires-icb]
affects_manner_or_range: {answer: \"yes\", asserted_by: shires-icb}
under_consideration_from: 2025-09-01
authorities:
  - authority: eastshire
    consultation:
      began: 2026-02-02
      comments_due: 2026-04-20
      decision_due: 2026-06-30
",
    ),
    (
        "records/resolutions/2026/eastshire-hosc-maternity.yaml",
        "\
committee: eastshire-hosc
meeting: 2026-01-20
item: Maternity services
minutes: {status: confirmed, confirmed_on: 2026-03-10}
changes: [maternity]
clauses:
  - {label: a, words: That the proposal is a substantial variation., reads_as: determination}
",
    ),
    (
        "records/determinations/2026/eastshire-hosc-maternity.yaml",
        "\
change: maternity
by: eastshire-hosc
authority: eastshire
taken_by: committee
view: substantial-variation
date: 2026-01-20
resolution: {id: eastshire-hosc-maternity, clause: a}
",
    ),
];

/// The register, in Git.
pub(super) fn shires() -> Environment {
    let environment = Environment::new();
    for (path, text) in FILES {
        environment.write(path, text);
    }
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "The Shires register"]);
    environment
}

#[test]
fn the_register_is_sound() {
    shires().run(&["check"]).ok();
}
