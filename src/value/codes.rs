//! What can be wrong with a single value.

use crate::diagnostic::{Code, Diagnostic, Example, Severity};
use crate::source::Location;

/// Every code of this file, for `explain`.
pub const CODES: &[&Code] = &[
    &BAD_ADDRESS,
    &BAD_COLOUR,
    &BAD_LOGO,
    &BAD_SLUG,
    &BAD_SUM,
    &IMPOSSIBLE_DATE,
    &UNCLEAR_DATE,
];

const BODY: &str = "records/bodies/north-trust.yaml";

/// Not a web address.
pub const BAD_ADDRESS: Code = Code {
    name: "bad-address",
    severity: Severity::Error,
    summary: "A web address is not one.",
    explain: "Addresses become links on the public site, so only whole `http` and `https` addresses are accepted.",
    example: Example {
        path: BODY,
        bad: "name: North Trust\nrole: nhs-trust\nwebsite: javascript:alert(1)\n",
        good: "name: North Trust\nrole: nhs-trust\nwebsite: https://north.example/\n",
    },
};

/// Not a colour.
pub const BAD_COLOUR: Code = Code {
    name: "bad-colour",
    severity: Severity::Error,
    summary: "A colour of the site's look is not written as one.",
    explain: "A colour is six hexadecimal digits after #, two each for red, green and blue. It stands in quotes, because \
              in these files a # after a space begins a comment.",
    example: Example {
        path: "records/register.yaml",
        bad: "name: Register\npublisher: A council\nlook:\n  brand: #17443f\n",
        good: "name: Register\npublisher: A council\nlook:\n  brand: \"#17443f\"\n",
    },
};

/// Not the name of a logo's file.
pub const BAD_LOGO: Code = Code {
    name: "bad-logo",
    severity: Severity::Error,
    summary: "The logo is not the name of an SVG or PNG below templates/assets/.",
    explain: "The file is copied to the site and shown beside the register's name. It must stand in the register's own \
              folder, because pages may show nothing from other sites.",
    example: Example {
        path: "records/register.yaml",
        bad: "name: Register\npublisher: A council\nlook:\n  logo: https://council.example/crest.svg\n",
        good: "name: Register\npublisher: A council\nlook:\n  logo: crest.svg\n",
    },
};

/// Not small letters, digits and hyphens.
pub const BAD_SLUG: Code = Code {
    name: "bad-slug",
    severity: Severity::Error,
    summary: "A name that becomes part of an address is not in small letters, digits and hyphens.",
    explain: "Services and ids are part of addresses on the site and of file names on every system.",
    example: Example {
        path: "records/changes/2026/ward-move-2026.yaml",
        bad: "title: A ward moves\nsummary: A ward moves to another building.\nkind: move\nservices: [Mental Health]\n",
        good: "title: A ward moves\nsummary: A ward moves to another building.\nkind: move\nservices: [mental-health]\n",
    },
};

/// Not a SHA-256 sum.
pub const BAD_SUM: Code = Code {
    name: "bad-sum",
    severity: Severity::Error,
    summary: "A SHA-256 sum is not 64 hexadecimal digits.",
    explain: "The sum proves that the minutes on the council's site are still those that were read. `sha256sum FILE` \
              prints it.",
    example: Example {
        path: "records/resolutions/2026/kent-hosc-2026-01-20-ward.yaml",
        bad: "committee: kent-hosc\nmeeting: 2026-01-20\nitem: A ward\nminutes:\n  status: confirmed\n  sha256: abc\n",
        good: "committee: kent-hosc\nmeeting: 2026-01-20\nitem: A ward\nminutes:\n  status: confirmed\n  sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n",
    },
};

/// There is no such day.
pub const IMPOSSIBLE_DATE: Code = Code {
    name: "impossible-date",
    severity: Severity::Error,
    summary: "There is no such day, or its year is out of all bounds.",
    explain: "Deadlines are reckoned from dates, so a date that does not exist cannot stand in a record. Check it \
              against the source; where the day is not known, write the month or the year alone, or `unknown`.",
    example: Example {
        path: BODY,
        bad: "name: North Trust\nrole: nhs-trust\nactive:\n  from: 2025-02-30\n",
        good: "name: North Trust\nrole: nhs-trust\nactive:\n  from: 2025-02\n",
    },
};

/// A date in another form, perhaps with two readings.
pub const UNCLEAR_DATE: Code = Code {
    name: "unclear-date",
    severity: Severity::Error,
    summary: "A date is not written as year, month and day.",
    explain: "09/10/2025 is the 9th of October to some and the 10th of September to others. Records write 2025-10-09, \
              and 2025-10, 2025 or unknown where less is known.",
    example: Example {
        path: BODY,
        bad: "name: North Trust\nrole: nhs-trust\nactive:\n  from: 09/10/2025\n",
        good: "name: North Trust\nrole: nhs-trust\nactive:\n  from: 2025-10-09\n",
    },
};

pub(crate) fn hidden_by_hash(at: Location) -> Diagnostic {
    Diagnostic::new(
        &BAD_COLOUR,
        at,
        "without quotes, what begins with # is taken for a comment",
    )
    .cure("put quotes around it: \"#17443f\"")
}
