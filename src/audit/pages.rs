//! Whether what is published is what its commit gives, file by file.

mod differ;
mod listed;

use chrono::NaiveDate;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use differ::first_difference;
use listed::Listed;

use super::codes;
use super::report::{Check, Finding, Report, Unchecked};
use crate::site::MANIFEST;
use crate::view::words::counted;

/// What a site says of itself, in its `register.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The commit it was made from.
    pub commit: Option<String>,
    /// Whether the records differed from that commit.
    pub uncommitted: bool,
    /// The version of the program that made it.
    pub version: Option<String>,
    /// The day it was made for, as it is written there.
    pub as_at: Option<String>,
    /// How much of the history it tells: see [`Edition`](crate::site::Edition).
    pub history: Option<String>,
    /// The day of an earlier state that every page says it shows; none where they do not.
    pub past: Option<NaiveDate>,
}

/// A file of a published folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A plain file, with the sum of its bytes.
    Sum(String),
    /// Something else, such as a link; holds what.
    Other(&'static str),
}

/// What the commit gives: each file's sum, and the list of them all as it belongs in the folder.
#[derive(Clone, Debug, Default)]
pub struct Rebuilt {
    /// Each file's sum.
    pub sums: BTreeMap<String, String>,
    /// The list of sums, as text.
    pub manifest: String,
}

/// Gives the bytes of a file, to show where two differ: of what the commit gives, and of what is published.
pub struct Bytes<'b> {
    /// Of what the commit gives.
    pub rebuilt: &'b dyn Fn(&str) -> Option<Vec<u8>>,
    /// Of what is published; none where only a list of sums is there.
    pub published: &'b dyn Fn(&str) -> Option<Vec<u8>>,
}

/// The codes of what can be found in published files.
const CODES: &[&crate::diagnostic::Code] = &[
    &codes::PAGE_DIFFERS,
    &codes::PAGE_MISSING,
    &codes::PAGE_UNLISTED,
    &codes::MANIFEST_DIFFERS,
    &codes::SITE_UNCOMMITTED,
];

impl Stated {
    /// Reads what `register.json` says; none where it is no such file.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let json: Json = serde_json::from_slice(bytes).ok()?;
        let edition = json.get("edition")?;
        let text = |value: &Json, name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
        Some(Self {
            commit: text(edition, "commit"),
            uncommitted: edition
                .get("uncommitted")
                .and_then(Json::as_bool)
                .unwrap_or(false),
            version: text(edition, "version"),
            as_at: text(&json, "as_at"),
            history: text(edition, "history"),
            past: edition
                .get("past")
                .and_then(|past| text(past, "day")?.parse().ok()),
        })
    }
}

/// Compares a published folder with what its commit gives.
pub fn folder(rebuilt: &Rebuilt, held: &BTreeMap<String, Held>, bytes: &Bytes<'_>) -> Report {
    let mut report = Report::default();
    let published = (bytes.published)(MANIFEST).map(|bytes| Listed::read(&bytes, None));
    let listed = published.unwrap_or_default();
    for (path, sum) in &rebuilt.sums {
        let finding = match held.get(path) {
            None => {
                let message = format!("{path} is not in the published folder");
                Finding::new(&codes::PAGE_MISSING, message, codes::PAGE_MISSING.example.good)
            }
            Some(Held::Other(what)) => {
                let message = format!("{path} is {what} in the published folder, and not a file");
                Finding::new(&codes::PAGE_DIFFERS, message, codes::PAGE_DIFFERS.example.good)
            }
            Some(Held::Sum(own)) if own == sum => continue,
            Some(Held::Sum(own)) => differs(path, own, &listed, bytes),
        };
        report.findings.push(finding.on(path));
    }
    let extra = held
        .keys()
        .filter(|path| !rebuilt.sums.contains_key(*path) && *path != MANIFEST);
    report.findings.extend(extra.map(|path| {
        let message = match listed.sums.contains_key(path) {
            true => {
                format!("{path} is published and listed in {MANIFEST}, and the commit gives no such file")
            }
            false => format!("{path} is published, and the commit gives no such file"),
        };
        Finding::new(&codes::PAGE_UNLISTED, message, codes::PAGE_UNLISTED.example.good).on(path)
    }));
    report.findings.extend(manifest_file(rebuilt, held, bytes));
    report.checks.push(Check {
        holds: "Every published file is what the commit gives, byte for byte, and nothing else is published.",
        looked_at: format!(
            "{} in the published folder, {} that the commit gives",
            counted(held.len(), "file"),
            counted(rebuilt.sums.len() + 1, "file")
        ),
        codes: CODES,
    });
    report
}

fn differs(path: &str, own: &str, listed: &Listed, bytes: &Bytes<'_>) -> Finding {
    let in_list = match listed.sums.get(path) {
        Some(sum) if sum == own => format!("; its line in {MANIFEST} was made to fit"),
        Some(_) => format!("; {MANIFEST} still holds another sum"),
        None => format!("; {MANIFEST} does not list it"),
    };
    let message = format!("{path} is not what the commit gives{in_list}");
    let (before, after) = match ((bytes.rebuilt)(path), (bytes.published)(path)) {
        (Some(before), Some(after)) => first_difference(&before, &after),
        _ => (None, None),
    };
    Finding::new(&codes::PAGE_DIFFERS, message, codes::PAGE_DIFFERS.example.good).words(before, after)
}

/// The list of sums itself.
fn manifest_file(rebuilt: &Rebuilt, held: &BTreeMap<String, Held>, bytes: &Bytes<'_>) -> Option<Finding> {
    let Some(Held::Sum(_)) = held.get(MANIFEST) else {
        let message = format!("{MANIFEST} is not in the published folder");
        let cure = codes::PAGE_MISSING.example.good;
        return Some(Finding::new(&codes::PAGE_MISSING, message, cure).on(MANIFEST));
    };
    let published = (bytes.published)(MANIFEST)?;
    if published == rebuilt.manifest.as_bytes() {
        return None;
    }
    let (before, after) = first_difference(rebuilt.manifest.as_bytes(), &published);
    let message = format!("{MANIFEST} is not the list that the commit gives");
    let finding = Finding::new(
        &codes::MANIFEST_DIFFERS,
        message,
        codes::MANIFEST_DIFFERS.example.good,
    );
    Some(finding.words(before, after).on(MANIFEST))
}

/// Compares a list of sums alone with what the commit gives. `base` is the address that the register is published at, below
/// which its lines may name whole addresses.
pub fn list(rebuilt: &Rebuilt, text: &[u8], base: Option<&str>) -> Report {
    let mut report = Report::default();
    let listed = Listed::read(text, base);
    for (path, sum) in &rebuilt.sums {
        let finding = match listed.sums.get(path) {
            Some(own) if own == sum => continue,
            Some(own) => {
                let message = format!("the sum of {path} is not that of the file that the commit gives");
                let finding = Finding::new(&codes::PAGE_DIFFERS, message, codes::PAGE_DIFFERS.example.good);
                finding.words(Some(sum.clone()), Some(own.clone()))
            }
            None => {
                let message = format!("{path} is not in the list");
                Finding::new(&codes::PAGE_MISSING, message, codes::PAGE_MISSING.example.good)
            }
        };
        report.findings.push(finding.on(path));
    }
    let extra = listed
        .sums
        .keys()
        .filter(|path| !rebuilt.sums.contains_key(*path));
    report.findings.extend(extra.map(|path| {
        let message = format!("{path} is in the list, and the commit gives no such file");
        Finding::new(&codes::PAGE_UNLISTED, message, codes::PAGE_UNLISTED.example.good).on(path)
    }));
    report.findings.extend(listed.faults.iter().map(|(line, fault)| {
        let message = format!("line {line} of the list {fault}");
        Finding::new(
            &codes::MANIFEST_DIFFERS,
            message,
            codes::MANIFEST_DIFFERS.example.good,
        )
    }));
    report.checks.push(Check {
        holds: "Every line of the list is the sum of a file that the commit gives, and none is missing.",
        looked_at: format!(
            "{} of the list, {} that the commit gives",
            counted(listed.sums.len() + listed.faults.len(), "line"),
            counted(rebuilt.sums.len(), "file")
        ),
        codes: CODES,
    });
    report
}

/// That a site was made from something that is in no commit.
pub fn uncommitted() -> Report {
    let mut report = Report::default();
    let message = "the site says that it was made from records that differed from the commit it names";
    report.findings.push(Finding::new(
        &codes::SITE_UNCOMMITTED,
        message,
        codes::SITE_UNCOMMITTED.example.good,
    ));
    report.checks.push(Check {
        holds: "The published site can be made again from its commit.",
        looked_at: "what the published site says of itself".to_owned(),
        codes: &[&codes::SITE_UNCOMMITTED],
    });
    report
}

/// What a reader must know where files differ and the site may have been made otherwise than here.
pub fn otherwise(stated: &Stated, version: &str, is_cut_here: bool) -> Vec<Unchecked> {
    let mut told = Vec::new();
    if let Some(made) = stated.version.as_deref().filter(|made| *made != version) {
        told.push(Unchecked {
            what: format!("The site was made by scrutiny {made}, and this is {version}: what differs may come from that alone."),
            cure: format!("verify it with scrutiny {made}"),
        });
    }
    let cut_there = stated.history.as_deref() == Some("cut short");
    if cut_there || is_cut_here {
        let whose = if cut_there {
            "The site was made in"
        } else {
            "This is"
        };
        told.push(Unchecked {
            what: format!("{whose} a copy without old commits: pages that tell what happened to a record may differ from that alone."),
            cure: "make and verify the site in a whole copy: git fetch --unshallow".to_owned(),
        });
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    fn rebuilt() -> Rebuilt {
        let sums = BTreeMap::from([
            ("a.html".to_owned(), sum('1')),
            ("b/index.html".to_owned(), sum('2')),
        ]);
        Rebuilt {
            sums,
            manifest: String::new(),
        }
    }

    fn found(text: &str, base: Option<&str>) -> Vec<String> {
        let report = list(&rebuilt(), text.as_bytes(), base);
        let each = report.findings.iter();
        each.map(|finding| format!("{}: {}", finding.code.name, finding.message))
            .collect()
    }

    #[test]
    fn a_list_may_name_paths_or_addresses() {
        let (one, two) = (sum('1'), sum('2').to_uppercase());
        assert!(found(&format!("{one}  a.html\n{two} *./b/index.html\n"), None).is_empty());
        let base = Some("https://register.example/health/");
        let addresses = format!(
            "{one}  https://register.example/health/%61.html\n{two}  http://register.example/health/b/\n"
        );
        assert!(
            found(&addresses, base).is_empty(),
            "{:?}",
            found(&addresses, base)
        );
        let elsewhere = format!("{one}  https://register.example/healthy/a.html\n");
        let faults = found(&elsewhere, base);
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("line 1 of the list names an address")),
            "{faults:?}"
        );
    }

    #[test]
    fn what_is_no_line_or_comes_twice_is_told_by_its_number() {
        let text = format!(
            "nonsense\n{}  a.html\nxyz  b/index.html\n{}  a.html\n",
            sum('1'),
            sum('9')
        );
        let faults = found(&text, None);
        assert_eq!(
            faults,
            [
                "page-missing: b/index.html is not in the list",
                "manifest-differs: line 1 of the list is not a sum and a name",
                "manifest-differs: line 3 of the list does not begin with a SHA-256 sum",
                "manifest-differs: line 4 of the list names a file that another line names",
            ]
        );
    }
}
