//! What the help of `add` and of its kinds shows first.

use clap::Command;

use crate::cli::help::{Examples, first};

const ADD: Examples = [
    (
        "scrutiny add body --name \"Northmere Council\" --role local-authority",
        "a council",
    ),
    (
        "scrutiny add change --help",
        "what it takes to record a change, with examples",
    ),
    (
        "scrutiny add resolution --help",
        "what it takes to record what a committee resolved",
    ),
];

const BODY: Examples = [
    (
        "scrutiny add body --name \"Northmere Council\" --role local-authority",
        "a council",
    ),
    (
        "scrutiny add body --name \"Kent Scrutiny Committee\" --role scrutiny-committee --part-of kent-county-council",
        "a committee of a council that is recorded",
    ),
    (
        "scrutiny add body --name \"Wexcombe NHS Trust\" --role nhs-trust --website https://trust.example/ --dry-run",
        "the file that would be written",
    ),
];

const CHANGE: Examples = [
    (
        "scrutiny add change --title \"The stroke ward moves\" --summary \"It moves to the other hospital.\" --kind move --authority kent-county-council",
        "with the council whose area is affected",
    ),
    (
        "scrutiny add change --title \"The clinic closes\" --summary \"Patients go to Northmere.\" --kind closure --draft",
        "kept out of the site until it is finished",
    ),
    (
        "scrutiny add change --title \"One contract\" --summary \"One body runs all.\" --kind contract-award --key-date \"2026-04-01 = new contract begins\" --dry-run",
        "the file that would be written",
    ),
];

const RESOLUTION: Examples = [
    (
        "scrutiny add resolution --committee kent-hosc --meeting 20/01/2026 --item \"Mental health\" --change all-age-mental-health-2025 --clause \"a = noted: The report be noted.\"",
        "one clause, in its exact words",
    ),
    (
        "scrutiny add resolution --committee kent-hosc --meeting 20/01/2026 --item \"Wards\" --clause \"a = noted: The report be noted.\" --minutes confirmed --confirmed-on 10/03/2026",
        "from minutes that are confirmed",
    ),
    (
        "scrutiny add resolution --committee kent-hosc --meeting 20/01/2026 --item \"Wards\" --clause \"a = noted: The report be noted.\" --dry-run",
        "the file that would be written",
    ),
];

const DETERMINATION: Examples = [
    (
        "scrutiny add determination --change all-age-mental-health-2025 --view not-substantial --by nhs-kent-and-medway --authority kent-county-council --taken-by board --date 04/09/2025 --scope \"The whole model.\" --source \"Paper for the board\"",
        "the NHS body's own view",
    ),
    (
        "scrutiny add determination --change kent-therapeutic-alliance-2025 --view deferred --resolution kent-hosc-2025-10-09-all-age-mental-health --clause a --scope \"The alliance.\"",
        "a committee's view, from a clause of its resolution",
    ),
    (
        "scrutiny add determination --change medway-therapeutic-alliance-2025 --view not-substantial --by medway-cyp-overview-and-scrutiny --taken-by committee --date 04/09/2025 --scope \"The contract.\" --source \"A letter\" --dry-run",
        "the file that would be written",
    ),
];

const DUTY: Examples = [
    (
        "scrutiny add duty --title \"Consult on the model\" --change all-age-mental-health-2025 --owed-by nhs-kent-and-medway --owed-to users --undertaking \"A promise in the paper for the committee\"",
        "an undertaking",
    ),
    (
        "scrutiny add duty --title \"Report back\" --change all-age-mental-health-2025 --owed-by kmpt --owed-to kent-hosc --clause \"kent-hosc-2025-10-09-all-age-mental-health # b\"",
        "what a clause asks for",
    ),
    (
        "scrutiny duty adopt all-age-mental-health-2025 --dry-run",
        "those that follow from the law need not be typed",
    ),
];

/// The command with its examples, and each kind with its own.
pub(in crate::cli) fn lay_in(add: Command) -> Command {
    let add = add.before_help(first(&ADD));
    add.mut_subcommands(|kind| {
        let own = match kind.get_name() {
            "body" => &BODY,
            "change" => &CHANGE,
            "resolution" => &RESOLUTION,
            "determination" => &DETERMINATION,
            "duty" => &DUTY,
            _ => return kind,
        };
        kind.before_help(first(own))
    })
}
