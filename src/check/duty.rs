//! A duty rests on exactly one basis, and a provision it cites is one the program knows.

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity, clip};
use crate::law::provision::ProvisionId;
use crate::shape::nearest;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &BASIS_UNCLEAR,
        check: basis_unclear,
    },
    Rule {
        code: &UNKNOWN_PROVISION,
        check: unknown_provision,
    },
];

const PATH: &str = "records/duties/2026/involve.yaml";
const GOOD: &str = "\
title: Involve people in planning
change: all-age-mental-health-2025
basis: {provision: nhsa-14Z45-involve-planning}
owed_by: nhs-kent-and-medway
owed_to: [users]
";

/// None or several bases.
const BASIS_UNCLEAR: Code = Code {
    name: "basis-unclear",
    severity: Severity::Error,
    summary: "A duty gives no basis, or more than one.",
    explain: "\"Must\" needs a reason: a provision of law, a clause of a resolution, or an undertaking somebody gave. \
              Where two apply, record two duties, because each is owed and met on its own.",
    example: Example {
        path: PATH,
        bad: "\
title: Involve people in planning
change: all-age-mental-health-2025
basis: {}
owed_by: nhs-kent-and-medway
owed_to: [users]
",
        good: GOOD,
    },
};

/// No provision of that name.
const UNKNOWN_PROVISION: Code = Code {
    name: "unknown-provision",
    severity: Severity::Error,
    summary: "A duty cites a provision that the program does not know.",
    explain: "Provisions of law are known by ids, such as hs-reg23-1a-consult for regulation 23(1)(a) of the health \
              scrutiny regulations. A duty that rests on anything else is an undertaking.",
    example: Example {
        path: PATH,
        bad: "\
title: Involve people in planning
change: all-age-mental-health-2025
basis: {provision: nhsa-14Z45-involve-planing}
owed_by: nhs-kent-and-medway
owed_to: [users]
",
        good: GOOD,
    },
};

fn basis_unclear(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.duties.iter() {
        let basis = &entry.body.basis;
        let given = [
            basis.provision.is_some(),
            basis.clause.is_some(),
            basis.undertaking.is_some(),
        ];
        let count = given.into_iter().filter(|given| *given).count();
        if count != 1 {
            let message = if count == 0 {
                "this duty gives no basis"
            } else {
                "this duty gives more than one basis"
            };
            problems.push(
                Diagnostic::new(&BASIS_UNCLEAR, entry.at(entry.body.title.span), message)
                    .cure("under `basis`, give one of `provision`, `clause` or `undertaking`"),
            );
        }
    }
}

fn unknown_provision(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.duties.iter() {
        let Some(cited) = &entry.body.basis.provision else {
            continue;
        };
        if case.law.get(cited).is_some() {
            continue;
        }
        let ids = case
            .law
            .provisions()
            .iter()
            .map(|provision| ProvisionId::as_str(&provision.id));
        let cure = match nearest(cited, ids) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                "name one of the provisions the program knows, or record it as an `undertaking`".to_owned()
            }
        };
        let message = format!("there is no provision `{}`", clip(cited));
        problems.push(Diagnostic::new(&UNKNOWN_PROVISION, entry.at(cited.span), message).cure(cure));
    }
}
