//! The JSON Schema of each kind of record, of the register's settings and of a register's own law.

use serde_json::{Value as Json, json};

use crate::law::provision::File as LawFile;
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

/// The schema of one of [`NAMES`], as a document of its own.
pub fn document(name: &str) -> Option<Json> {
    let schema = match (name, Kind::from_word(name)) {
        ("register", _) => Settings::schema(),
        ("law", _) => LawFile::schema(),
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
