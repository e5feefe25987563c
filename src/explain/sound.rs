//! A small sound register, into which every example is put: `explain` shows what its checks say of it, and tests hold to it.

use chrono::NaiveDate;

use crate::source::{Source, Sources};

/// The day it is in every example: 21 November 2026.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default()
}

/// The sound register.
pub fn register() -> Sources {
    let files = SOUND.iter();
    Sources::new(
        files
            .map(|(path, text)| Source::from_bytes(*path, text.as_bytes().to_vec()))
            .collect(),
    )
}

/// What a file of the sound register holds.
pub(super) fn text_of(path: &str) -> &'static str {
    let file = SOUND.iter().find(|(own, _)| *own == path);
    file.map_or("", |(_, text)| text)
}

/// The files of the sound register: where each stands, and what it holds.
pub const SOUND: &[(&str, &str)] = &[
    (
        "records/register.yaml",
        "name: Register of service change\npublisher: A council\n",
    ),
    (
        "records/bodies/draft-council.yaml",
        "name: Draft Council\nrole: local-authority\nstatus: draft\n",
    ),
    (
        "records/bodies/withdrawn-council.yaml",
        "withdrawn:\n  date: 2026-11-02\n  reason: It was recorded twice.\n  see: bodies/kent-county-council\n",
    ),
    (
        "records/bodies/kent-county-council.yaml",
        "name: Kent County Council\nrole: local-authority\ncodes: {gss: E10000016}\n",
    ),
    (
        "records/bodies/medway-council.yaml",
        "name: Medway Council\nrole: local-authority\n",
    ),
    (
        "records/bodies/kent-hosc.yaml",
        "\
name: Kent Health Overview and Scrutiny Committee
short_name: Kent HOSC
role: scrutiny-committee
part_of: kent-county-council
",
    ),
    (
        "records/bodies/medway-cyp-overview-and-scrutiny.yaml",
        "\
name: Medway Children and Young People Overview and Scrutiny Committee
role: scrutiny-committee
part_of: medway-council
",
    ),
    (
        "records/bodies/nhs-kent-and-medway.yaml",
        "name: NHS Kent and Medway\nrole: icb\nwebsite: https://icb.example/\n",
    ),
    (
        "records/bodies/kmpt.yaml",
        "name: Kent and Medway Mental Health NHS Trust\nrole: nhs-trust\n",
    ),
    (
        "records/changes/2025/all-age-mental-health-2025.yaml",
        "\
# What the whole register turns on.
title: One mental health service for all ages
summary: Children and adults are seen by one service instead of two.
kind: new-model
services: [mental-health]
responsible_person: nhs-kent-and-medway
commissioners: [nhs-kent-and-medway]
providers:
  current: [kmpt]
  proposed: [kmpt]
authorities:
  - authority: kent-county-council
    consultation:
      began: 2025-07-01
      comments_due: 2025-09-01
      decision_due: 2025-12
  - authority: medway-council
under_consideration_from: 2025-03
details: |
  The plan was shown to [Kent HOSC](bodies/kent-hosc).

  See also the [other plan](changes/kent-therapeutic-alliance-2025).
sources:
  - title: Case for change
    address: https://icb.example/case
    dated: 2025-06-30
",
    ),
    (
        "records/changes/2025/kent-therapeutic-alliance-2025.yaml",
        "\
title: A therapeutic alliance in Kent
summary: >-
  Several charities provide counselling together under
  one contract: \u{201c}one front door\u{201d}.
kind: contract-award
authorities:
  - authority: kent-county-council
",
    ),
    (
        "records/changes/2025/medway-therapeutic-alliance-2025.yaml",
        "\
title: A therapeutic alliance in Medway
summary: The same in Medway.
kind: contract-award
authorities:
  - authority: medway-council
",
    ),
    (
        "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml",
        "\
committee: kent-hosc
meeting: 2025-10-09
item: Mental health
minutes:
  status: confirmed
  confirmed_on: 2025-11-27
changes: [all-age-mental-health-2025, kent-therapeutic-alliance-2025]
stem: \"RESOLVED that:\"
clauses:
  - label: a
    words: The Committee deems that the change is not a substantial variation of service;
    reads_as: determination
  - label: b
    words: The Trust be invited to a later meeting.
    reads_as: [invited, requested-information]
    action: {owner: kmpt, due: unknown}
",
    ),
    (
        "records/resolutions/2025/medway-cyp-therapeutic-alliance-award.yaml",
        "\
committee: medway-cyp-overview-and-scrutiny
meeting: 2025-09
item: Therapeutic alliance
changes: [medway-therapeutic-alliance-2025]
clauses:
  - label: a
    words: The Committee noted the report.
    reads_as: noted
",
    ),
    (
        "records/determinations/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml",
        "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
taken_by: committee
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
    ),
    (
        "records/duties/2025/all-age-involve-in-planning.yaml",
        "\
title: Involve people in planning the one service
change: all-age-mental-health-2025
basis: {provision: nhsa-14Z45-involve-planning}
owed_by: nhs-kent-and-medway
owed_to: [users, carers, representatives]
",
    ),
    (
        "records/duties/2025/all-age-involve-by-trust.yaml",
        "\
title: Involve people in the change
change: all-age-mental-health-2025
basis: {provision: nhsa-242-involve}
owed_by: kmpt
owed_to: [users, representatives]
",
    ),
    (
        "records/duties/2025/all-age-publish-dates.yaml",
        "\
title: Publish the dates
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1d-publish-dates}
owed_by: nhs-kent-and-medway
owed_to: [public]
",
    ),
    (
        "records/duties/2025/report-to-hosc.yaml",
        "\
title: Report the outcome to the committee
change: all-age-mental-health-2025
basis: {clause: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: b}}
owed_by: nhs-kent-and-medway
owed_to: [kent-hosc, public]
engagement:
  - what: A paper for the meeting
    opens: 2026-01-20
",
    ),
    (
        "records/pages/about.md",
        "# About\n\nWhat this is: a register. See [the change](changes/all-age-mental-health-2025).\n",
    ),
];
