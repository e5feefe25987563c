//! What the codes are about: families, in the order in which a clerk meets them.

use crate::audit;
use crate::check::codes;
use crate::diagnostic::Code;

/// Codes that are about one thing.
#[derive(Debug)]
pub struct Family {
    /// Its name, as a page of the manual is called after it.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What is wrong where one of them is reported, in a sentence or two.
    pub about: &'static str,
    /// Which command reports them.
    pub told_by: &'static str,
    /// The codes.
    pub codes: Vec<&'static Code>,
}

/// Every code there is, by family.
pub fn families() -> Vec<Family> {
    let checked = codes::families().into_iter().map(|(name, codes)| {
        let (title, about) = of_records(name);
        Family {
            name,
            title,
            about,
            told_by: "check",
            codes,
        }
    });
    let audited = audit::codes::FAMILIES.iter().map(|(name, codes)| {
        let (title, about) = of_audit(name);
        Family {
            name,
            title,
            about,
            told_by: "verify",
            codes: codes.to_vec(),
        }
    });
    checked.chain(audited).collect()
}

/// The title of a family of `check`, and what it is about.
fn of_records(name: &str) -> (&'static str, &'static str) {
    match name {
        "files" => (
            "The file itself",
            "A record is a text file, written in YAML. What is told here is found before any field of it is looked at.",
        ),
        "fields" => (
            "Fields",
            "Each kind of record has its fields, and each field takes a text, a list, a yes or no, or one of a few words.",
        ),
        "values" => (
            "Values",
            "Days, web addresses, sums and colours are written in one way, so that everybody reads them alike.",
        ),
        "names" => (
            "Names, places and references",
            "The name of a file is the id of its record. Records name one another by id, and every such name leads somewhere.",
        ),
        "views" => (
            "Views and determinations",
            "Whether a change is substantial is what a body judged and recorded. These make sure that a recorded view is \
             one, says whose it is, and rests on words that were published.",
        ),
        "days" => (
            "Days",
            "What happened first has the earlier day, and what is recorded as done has happened.",
        ),
        "duties" => (
            "Duties",
            "A duty says why it is owed. Where it rests on law, it is compared with what the law requires as the records stand.",
        ),
        "wording" => (
            "Words",
            "Everything in a finished record can be read by anybody, so it is in plain words and holds nothing private.",
        ),
        "settings" => (
            "The register's settings",
            "What records/register.yaml says of how the site looks and who signs.",
        ),
        "provisions" => (
            "A register's own provisions",
            "Files in records/law/ add rules to those that the program knows: a local protocol, an agreement.",
        ),
        other => unreachable!("the family {other} has a title"),
    }
}

/// The title of a family of `verify`, and what it is about.
fn of_audit(name: &str) -> (&'static str, &'static str) {
    match name {
        "history" => (
            "How records were kept",
            "What `scrutiny verify` finds when it goes through every version of every record: what others rely on was \
             changed or taken away unsaid.",
        ),
        "signatures" => (
            "Signatures",
            "What `scrutiny verify` finds where `signing` in records/register.yaml requires that what is saved is signed.",
        ),
        "seen" => (
            "What others have seen",
            "What `scrutiny verify` finds when it compares the history with what was published or shared.",
        ),
        "published" => (
            "The published site",
            "What `scrutiny verify FOLDER` finds when it makes a published site again and compares the two.",
        ),
        other => unreachable!("the family {other} has a title"),
    }
}
