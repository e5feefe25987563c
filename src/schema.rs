//! The JSON Schema of each kind of record, of the register's settings and of a register's own law; and how an editor finds it.

use serde_json::{Value as Json, json};

use crate::law::provision::File as LawFile;
use crate::nation::Listing;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::settings::Settings;
use crate::record::{Kind, Record};
use crate::shape::Shape;

/// What there are schemas of.
pub const NAMES: [&str; 7] = [
    "body",
    "change",
    "resolution",
    "determination",
    "duty",
    "register",
    "law",
];

/// The schema of a list of registers, which is no file of a register.
pub const NATION: &str = "nation";

/// Where a register keeps the schemas for editors: beside the records, so that the way there is short and the same on every
/// machine; hidden, so that nothing takes them for records.
pub const FOLDER: &str = "records/.schema";

/// The files of [`FOLDER`], each with its text. They are this program's and not the register's: the first keeps Git from them, also from
/// those that a killed program left half written.
pub fn files() -> Vec<(String, String)> {
    let schemas = NAMES.into_iter().map(|name| {
        let text = document(name).map(|schema| format!("{schema:#}\n"));
        (format!("{name}.json"), text.unwrap_or_default())
    });
    let ignored = "# Written by `scrutiny schema --write`, for editors; each clone has its own.\n*\n";
    std::iter::once((".gitignore".to_owned(), ignored.to_owned()))
        .chain(schemas)
        .collect()
}

/// A new file of the register, with a first line that tells editors where its schema is.
pub fn headed(path: &str, text: &str) -> String {
    match first_line(path) {
        Some(line) => format!("{line}\n{text}"),
        None => text.to_owned(),
    }
}

/// What tells an editor the schema of a file: a comment that it knows, with the way there from the file's own folder. None of
/// a file that has none.
pub fn first_line(path: &str) -> Option<String> {
    let below = path.strip_prefix("records/")?;
    let name = match below.split_once('/') {
        None if below == "register.yaml" => "register",
        None => return None,
        Some(("law", _)) => "law",
        Some((folder, _)) => Kind::ALL.into_iter().find(|kind| kind.folder() == folder)?.word(),
    };
    let up = "../".repeat(below.matches('/').count());
    Some(format!("# yaml-language-server: $schema={up}.schema/{name}.json"))
}

/// The schema of one of [`NAMES`], as a document of its own.
pub fn document(name: &str) -> Option<Json> {
    let schema = match (name, Kind::from_word(name)) {
        ("register", _) => Settings::schema(),
        ("law", _) => LawFile::schema(),
        (NATION, _) => Listing::schema(),
        (_, Some(kind)) => file(kind),
        _ => return None,
    };
    let kind = Kind::from_word(name);
    let title = kind.map_or(name, |kind| kind.word());
    let mut document = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title });
    if let (Some(document), Json::Object(fields)) = (document.as_object_mut(), schema) {
        document.extend(fields);
    }
    Some(document)
}

/// The schema of a kind of record, as such.
pub fn of(kind: Kind) -> Json {
    match kind {
        Kind::Body => Body::schema(),
        Kind::Change => Change::schema(),
        Kind::Resolution => Resolution::schema(),
        Kind::Determination => Determination::schema(),
        Kind::Duty => Duty::schema(),
    }
}

/// The schema of a value that is there, where it may also be left out.
pub fn present(schema: &Json) -> &Json {
    let Some(any) = schema.get("anyOf").and_then(Json::as_array) else {
        return schema;
    };
    let null = |one: &&Json| one.get("type").and_then(Json::as_str) != Some("null");
    let mut some = any.iter().filter(null);
    match (some.next(), some.next()) {
        // Two that are both there, such as a word or a list of words, are told alike.
        (Some(only), None) => present(only),
        _ => schema,
    }
}

/// The schema of what stands at a place, named by the steps that lead there; none where no field is.
pub fn at<'s>(schema: &'s Json, path: &[&str]) -> Option<&'s Json> {
    path.iter().try_fold(present(schema), |schema, step| {
        let inner = match schema.get("items") {
            Some(items) => items,
            None => schema.get("properties")?.get(step)?,
        };
        Some(present(inner))
    })
}

/// Whether it is the schema of a date as far as it is known.
pub fn is_date(schema: &Json) -> bool {
    schema["pattern"]
        .as_str()
        .is_some_and(|pattern| pattern.starts_with("^(unknown|"))
}

/// The schema of a file of a kind: the record, or what stands in the place of one that was withdrawn.
fn file(kind: Kind) -> Json {
    match kind {
        Kind::Body => Body::file_schema(),
        Kind::Change => Change::file_schema(),
        Kind::Resolution => Resolution::file_schema(),
        Kind::Determination => Determination::file_schema(),
        Kind::Duty => Duty::file_schema(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_leads_from_the_files_folder_to_its_schema() {
        for (path, wanted) in [
            ("records/register.yaml", Some(".schema/register.json")),
            ("records/bodies/kent-hosc.yaml", Some("../.schema/body.json")),
            (
                "records/changes/2025/ward.yaml",
                Some("../../.schema/change.json"),
            ),
            (
                "records/duties/2025/a/ward.yaml",
                Some("../../../.schema/duty.json"),
            ),
            ("records/law/own.yaml", Some("../.schema/law.json")),
            ("records/pages/about.md", None),
            ("records/other.yaml", None),
            ("templates/page.html", None),
        ] {
            let line = first_line(path);
            let told = line
                .as_deref()
                .and_then(|line| line.split_once("$schema="))
                .map(|(_, way)| way);
            assert_eq!(told, wanted, "{path}");
            if let Some(way) = wanted {
                let name = way.rsplit('/').next().unwrap();
                assert!(files().iter().any(|(file, _)| file == name), "{name}");
            }
        }
    }

    #[test]
    fn a_headed_file_says_the_same() {
        let text = "name: Kent\n";
        let headed = headed("records/bodies/kent.yaml", text);
        assert_eq!(
            headed,
            "# yaml-language-server: $schema=../.schema/body.json\nname: Kent\n"
        );
        assert_eq!(super::headed("records/pages/a.md", text), text);
    }

    /// Whether a schema, or one of those it chooses among, says what it is.
    fn describes(schema: &Json) -> bool {
        schema["description"]
            .as_str()
            .is_some_and(|text| text.trim().len() > 3)
    }

    fn look(schema: &Json, place: &str, faults: &mut Vec<String>) {
        if let Some(fields) = schema["properties"].as_object() {
            for (name, field) in fields {
                let place = format!("{place}.{name}");
                if !describes(field) {
                    faults.push(place.clone());
                }
                look(field, &place, faults);
            }
        }
        for each in ["anyOf", "oneOf", "allOf"] {
            for choice in schema[each].as_array().into_iter().flatten() {
                if choice.get("const").is_some_and(Json::is_string) && !describes(choice) {
                    faults.push(format!("{place} = {}", choice["const"]));
                }
                look(choice, place, faults);
            }
        }
        if schema.get("items").is_some() {
            look(&schema["items"], place, faults);
        }
        if schema
            .get("enum")
            .is_some_and(|all| all.as_array().is_some_and(|all| all.iter().any(Json::is_string)))
        {
            faults.push(format!("{place} lists words without their meaning"));
        }
    }

    #[test]
    fn every_field_and_every_word_says_what_it_means() {
        let mut faults = Vec::new();
        for name in NAMES.into_iter().chain([NATION]) {
            look(&document(name).unwrap(), name, &mut faults);
        }
        assert_eq!(faults, Vec::<String>::new());
    }
}
