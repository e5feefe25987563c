//! A report as an auditor reads it: as text, as Markdown, and as data.

use serde_json::{Value as Json, json};

use super::report::{Check, Finding, Report};
use crate::source::is_hidden;
use crate::view::words::counted;

/// Most findings that text shows; the data hold all.
const MOST: usize = 200;

/// How a report is laid out.
#[derive(Clone, Copy)]
struct Layout {
    heading: &'static str,
    item: &'static str,
    more: &'static str,
    is_markdown: bool,
}

const PLAIN: Layout = Layout {
    heading: "",
    item: "  ",
    more: "      ",
    is_markdown: false,
};

const MARKDOWN: Layout = Layout {
    heading: "## ",
    item: "- ",
    more: "  ",
    is_markdown: true,
};

/// The report as text.
pub fn text(report: &Report) -> String {
    lay_out(report, PLAIN)
}

/// One finding as text, as it stands in the report.
pub fn finding(finding: &Finding) -> String {
    tell(finding, PLAIN)
}

/// The report as Markdown, for an auditor's file.
pub fn markdown(report: &Report) -> String {
    format!("# Audit of a register\n\n{}", lay_out(report, MARKDOWN))
}

fn lay_out(report: &Report, layout: Layout) -> String {
    let mut out = String::new();
    let mut section = |title: &str, items: Vec<String>| {
        if items.is_empty() {
            return;
        }
        out.push_str(&format!("{}{title}\n\n", layout.heading));
        for item in items {
            let mut lines = item.lines();
            let first = lines.next().unwrap_or_default();
            out.push_str(&format!("{}{first}\n", layout.item));
            for line in lines {
                out.push_str(&format!("{}{line}\n", layout.more));
            }
        }
        out.push('\n');
    };
    let about = report.about.iter();
    let mut checked: Vec<String> = about
        .map(|(what, told)| format!("{what}: {}", safe(told, layout)))
        .collect();
    checked.extend(report.checks.iter().map(|check| check.looked_at.clone()));
    section("What was checked", checked);
    let sound = report.checks.iter().filter(|check| report.is_sound(check));
    section("What holds", sound.map(|check| check.holds.to_owned()).collect());
    section(
        &numbered("What does not hold", report.findings.len()),
        findings(&report.findings, layout),
    );
    section(
        &numbered(
            "What did not hold once and was put right since",
            report.mended.len(),
        ),
        findings(&report.mended, layout),
    );
    let unchecked = report.unchecked.iter();
    section(
        "What could not be checked",
        unchecked
            .map(|one| format!("{}\nhelp: {}", safe(&one.what, layout), one.cure))
            .collect(),
    );
    section("Result", vec![result(report)]);
    out
}

fn numbered(title: &str, number: usize) -> String {
    format!("{title} ({number})")
}

/// The outcome in a sentence.
fn result(report: &Report) -> String {
    let but = match report.unchecked.len() {
        0 => "",
        _ => " Some things could not be checked: see above.",
    };
    match report.findings.len() {
        0 => format!("All that was checked holds.{but}"),
        _ if report.holds() => format!("All that was checked holds; there is something to look at.{but}"),
        number => format!("{} against it.{but}", counted(number, "finding")),
    }
}

fn findings(findings: &[Finding], layout: Layout) -> Vec<String> {
    let mut told: Vec<String> = findings
        .iter()
        .take(MOST)
        .map(|finding| tell(finding, layout))
        .collect();
    if findings.len() > MOST {
        told.push(format!(
            "... and {} more: --format json holds all",
            findings.len() - MOST
        ));
    }
    told
}

fn tell(finding: &Finding, layout: Layout) -> String {
    let code = finding.code;
    let mut out = format!(
        "{}[{}]: {}",
        code.severity.word(),
        code.name,
        safe(&finding.message, layout)
    );
    if let Some(commit) = &finding.commit {
        out.push_str(&format!(
            "\ncommit {}, {}, {}: {}",
            &commit.id[..commit.id.len().min(12)],
            commit.on,
            safe(&commit.by, layout),
            safe(&commit.summary, layout)
        ));
    }
    for (name, words) in [("before", &finding.before), ("after", &finding.after)] {
        if let Some(words) = words {
            out.push_str(&format!("\n{name}: {}", safe(words, layout)));
        }
    }
    out.push_str(&format!("\nhelp: {}", finding.cure));
    out
}

/// Words from outside on one line: nothing in them can pass for a part of the report.
fn safe(words: &str, layout: Layout) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            _ if c.is_whitespace() || is_hidden(c) => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' if layout.is_markdown => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The report as data.
pub fn to_json(report: &Report) -> Json {
    let check = |check: &Check| {
        let codes: Vec<&str> = check.codes.iter().map(|code| code.name).collect();
        json!({ "holds": report.is_sound(check), "says": check.holds, "looked_at": check.looked_at, "codes": codes })
    };
    let about: serde_json::Map<String, Json> = report
        .about
        .iter()
        .map(|(name, told)| (name.replace(' ', "_"), told.as_str().into()))
        .collect();
    let unchecked = report.unchecked.iter();
    json!({
        "holds": report.holds(),
        "about": about,
        "checked": report.checks.iter().map(check).collect::<Vec<_>>(),
        "findings": report.findings.iter().map(finding_json).collect::<Vec<_>>(),
        "put_right_since": report.mended.iter().map(finding_json).collect::<Vec<_>>(),
        "unchecked": unchecked.map(|one| json!({ "what": one.what, "cure": one.cure })).collect::<Vec<_>>(),
    })
}

/// One finding as data.
fn finding_json(finding: &Finding) -> Json {
    json!({
        "code": finding.code.name,
        "severity": finding.code.severity,
        "message": finding.message,
        "commit": finding.commit,
        "record": finding.record,
        "clause": finding.clause,
        "page": finding.page,
        "before": finding.before,
        "after": finding.after,
        "cure": finding.cure,
    })
}
