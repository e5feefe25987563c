//! A new record, from what its row says and what follows from that.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::Ground;
use super::draft::Draft;
use super::written::gapless;
use crate::form::{self, NewRecord};
use crate::record::{Kind, RecordId};
use crate::schema;
use crate::sheet::fault::Fault;
use crate::sheet::field::{Field, pattern};
use crate::sheet::flat::{self, flat};
use crate::sheet::intake::Row;
use crate::sheet::value;
use crate::value::slug;
use crate::yaml;

/// What becomes of a new record.
#[derive(Debug)]
pub(super) struct Fresh {
    /// What it is called and where it is filed.
    named: NewRecord,
    /// What it says, with what follows from it.
    pub(super) record: Json,
}

impl Fresh {
    /// The record that these texts make.
    pub(super) fn of(
        kind: Kind,
        wishes: &BTreeMap<String, Option<String>>,
        row: &Row,
        ground: &Ground<'_>,
    ) -> Result<Self, Vec<Fault>> {
        let fields = &ground.fields[&kind];
        let mut record = Json::Null;
        for (path, text) in wishes {
            let text = text.as_deref().unwrap_or_default();
            let value = flat::field(fields, path).and_then(|field| value::value(text, field, true));
            flat::set(&mut record, path, value);
        }
        gapless(&record, "", &row.cells)?;
        let mut record = flat::pruned(record).unwrap_or_else(|| Json::Object(Map::new()));
        implied(kind, &mut record, row, ground);
        let record = form::arranged(record, &schema::of(kind));
        let named = form::from_values(
            kind,
            &record,
            &form::Ground {
                register: &ground.register,
                today: ground.today,
            },
        );
        Ok(Self { named, record })
    }

    /// Where it is kept under an id.
    pub(super) fn path(&self, id: &RecordId) -> String {
        self.named.path(id)
    }

    /// The id that is made for it.
    pub(super) fn made_id(&self, row: &Row, ground: &Ground<'_>) -> Result<RecordId, Vec<Fault>> {
        let kind = self.named.kind;
        let told = |what: String, cure: &str| vec![Fault::row(row.place, what, cure)];
        if super::key::of(kind, &self.record).is_none() {
            let missing = super::key::fields(kind);
            return Err(told(
                format!(
                    "the row has no id, and too little to make one from ({})",
                    missing.join(", ")
                ),
                "fill these columns; or write the id in the column `id` where the record is there already",
            ));
        }
        free(kind, &slug(&self.named.name), ground).map_err(|what| {
            let cure = "write an id for it in the column `id`: small letters, digits and hyphens";
            told(what, cure)
        })
    }

    /// The text of its file, and what that says. Actions that came after the row are in the wishes of the draft.
    pub(super) fn finished(&self, draft: &Draft, fields: &[Field]) -> Result<(String, Json), Vec<Fault>> {
        let mut record = self.record.clone();
        for (path, text) in &draft.wishes {
            let text = text.as_deref().unwrap_or_default();
            let value = flat::field(fields, path).and_then(|field| value::value(text, field, true));
            flat::set(&mut record, path, value);
        }
        let record = flat::pruned(record).unwrap_or_else(|| Json::Object(Map::new()));
        let record = form::arranged(record, &schema::of(draft.kind));
        let group = record.as_object().cloned().unwrap_or_default();
        let fields: Vec<(&str, Json)> = group
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        Ok((
            schema::headed(&self.path(&draft.id), &yaml::write(&fields)),
            record,
        ))
    }
}

/// An id that can be had.
fn free(kind: Kind, made: &str, ground: &Ground<'_>) -> Result<RecordId, String> {
    let id = RecordId::new(made).map_err(|why| format!("no id can be made from what the row says: {why}"))?;
    if ground.files.contains_key(&(kind, id.clone())) {
        return Err(format!("the id made from what the row says is taken: `{id}`"));
    }
    match ground.register.renamed(kind, &id) {
        Some(now) => Err(format!(
            "the id made from what the row says, `{id}`, was that of the {kind} now called `{now}`"
        )),
        None => Ok(id),
    }
}

/// Adds what follows from what the row says, as `add` does: what the record must have, and what the sheet has no column for.
/// An empty cell in a column that is there is an answer as well.
fn implied(kind: Kind, record: &mut Json, row: &Row, ground: &Ground<'_>) {
    let fields = &ground.fields[&kind];
    let given = form::recall(kind, record);
    let all = form::implied(kind, &given, &ground.register);
    let mut added: Vec<(String, String)> = Vec::new();
    for question in form::questions(kind) {
        if question.parts().is_empty() {
            if let (false, Some(text)) = (given.has(question.name), all.text(question.name)) {
                added.push((question.place.to_owned(), text.to_owned()));
            }
            continue;
        }
        let rows = given.rows(question.name).iter().zip(all.rows(question.name));
        for (number, (own, all)) in rows.enumerate() {
            for part in question.parts() {
                if let (false, Some(text)) = (own.has(part.name), all.text(part.name)) {
                    added.push((
                        format!("{}.{}.{}", question.place, number + 1, part.place),
                        text.to_owned(),
                    ));
                }
            }
        }
    }
    let before = flat(record, fields).unwrap_or_default();
    for (path, text) in added {
        let Some(field) = flat::field(fields, &path) else {
            continue;
        };
        let has_column = row.cells.keys().any(|own| pattern(own) == field.path);
        // A group that the row leaves out as a whole need not have what such a group must have.
        let group = path.rsplit_once('.').map_or("", |(group, _)| group);
        let is_begun = group.is_empty()
            || before
                .keys()
                .any(|own| own.strip_prefix(group).is_some_and(|rest| rest.starts_with('.')));
        if !has_column || (field.is_needed && is_begun) {
            flat::set(record, &path, value::value(&text, field, true));
        }
    }
}
