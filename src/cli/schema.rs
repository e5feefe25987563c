//! `scrutiny schema`: the shape of a kind of record, as editors read it.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::law::provision::File as LawFile;
use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::settings::Settings;
use crate::record::{Kind, Record};
use crate::shape::Shape;

/// Print the JSON Schema of a kind of record, for editors.
///
/// Each field is described; save it to a file and name that in your editor's YAML settings to have fields
/// completed and explained as you type.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// body, change, resolution, determination, duty, register for records/register.yaml, or law for records/law/
    kind: String,
}

impl Schema {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let (title, schema) = match (self.kind.as_str(), Kind::from_word(&self.kind)) {
            ("register", _) => ("register", Settings::schema()),
            ("law", _) => ("law", LawFile::schema()),
            (_, Some(kind)) => (kind.word(), of(kind)),
            _ => {
                let what = format!("there is no kind of record `{}`", self.kind);
                return Err(Failure::with(Exit::Usage, what)
                    .cure("name one of: body, change, resolution, determination, duty, register, law"));
            }
        };
        desk.output.data(&format!("{:#}", document(title, schema)));
        Ok(Exit::Fine)
    }
}

/// The schema of a kind of record.
fn of(kind: Kind) -> Json {
    match kind {
        Kind::Body => Body::file_schema(),
        Kind::Change => Change::file_schema(),
        Kind::Resolution => Resolution::file_schema(),
        Kind::Determination => Determination::file_schema(),
        Kind::Duty => Duty::file_schema(),
    }
}

fn document(title: &str, schema: Json) -> Json {
    let mut document = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title });
    if let (Some(document), Json::Object(fields)) = (document.as_object_mut(), schema) {
        document.extend(fields);
    }
    document
}
