//! How to cite the page of a record.

use serde::Serialize;

use crate::record::{Kind, RecordId};
use crate::site::PagePath;
use crate::value::PartialDate;

use super::Here;

/// What is needed to find a page again.
#[derive(Clone, Debug, Serialize)]
pub struct Cite {
    title: String,
    /// The register.
    pub register: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The record, as `changes/ID`.
    pub record: String,
    /// The day of the last change to it, where a history tells.
    changed: Option<String>,
    /// Its address, where the register knows its own.
    pub address: Option<String>,
}

impl Cite {
    /// How to cite the page of a record.
    pub fn of(here: Here<'_, '_>, kind: Kind, id: &RecordId, title: &str) -> Self {
        let settings = here.register().settings.as_ref();
        let record = format!("{}/{id}", kind.folder());
        let changed = here.input.history.of(&record).next();
        let base = settings.and_then(|settings| settings.base_address.as_ref());
        Self {
            title: title.to_owned(),
            register: here.register().name().to_owned(),
            publisher: settings.map(|settings| settings.publisher.to_string()),
            changed: changed.map(|revision| PartialDate::Day(revision.commit.on).spoken()),
            address: base
                .map(|base| format!("{}/{}", base.trim_end_matches('/'), PagePath::record(kind, id))),
            record,
        }
    }
}
