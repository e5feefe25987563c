//! A record as a row wants it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::key::Keys;
use super::{Change, Ground, Planned, fresh, written};
use crate::diagnostic::clip;
use crate::lock::rewritten;
use crate::record::{Kind, RecordId};
use crate::sheet::book::{Cell, Place};
use crate::sheet::fault::Fault;
use crate::sheet::field::Field;
use crate::sheet::flat::{self, Flat, flat};
use crate::sheet::intake::{Given, Row};
use crate::sheet::{csv, value};
use crate::yaml;

/// What shall be otherwise, by the way to the field; none where it shall be taken away.
pub(super) type Wishes = BTreeMap<String, Option<String>>;

/// A record as it is, and what rows want of it.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) id: RecordId,
    /// The record as it is; none for a new one.
    pub(super) base: Option<Base>,
    /// What shall be otherwise, by the way to the field; none where it shall be taken away.
    pub(super) wishes: Wishes,
    /// Every cell of its row.
    pub(super) cells: BTreeMap<String, Given>,
    pub(super) row: Place,
    /// Of a new record: what it says, with what follows from it.
    pub(super) fresh: Option<fresh::Fresh>,
}

/// A record as it is.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) json: Json,
    pub(super) flat: Flat,
}

/// A row as a draft, or what is wrong with it.
pub(super) type Read = Result<Draft, Vec<Fault>>;

impl Draft {
    /// What a row wants.
    pub(super) fn of(row: &Row, ground: &Ground<'_>, keys: &mut Keys<'_>, notes: &mut Vec<String>) -> Read {
        let kind = row.table.kind();
        let Some((name, place)) = &row.id else {
            return Self::without_id(row, ground, keys, notes);
        };
        let wrong = |what: String, cure: String| vec![Fault::at(*place, "id", name, what, cure)];
        let id = RecordId::new(name).map_err(|why| {
            let mended = crate::value::slug(name);
            let cure = match RecordId::new(&mended) {
                Ok(_) => format!("write `{mended}`, or leave the cell empty: then one is made"),
                Err(_) => "leave the cell empty: then one is made".to_owned(),
            };
            wrong(format!("`{}` cannot be an id: {why}", clip(name)), cure)
        })?;
        if ground.files.contains_key(&(kind, id.clone())) {
            return Self::existing(kind, id, row, ground);
        }
        if let Some(now) = ground.register.renamed(kind, &id) {
            return Err(wrong(
                format!("the {kind} `{id}` is now called `{now}`"),
                format!("write `{now}`"),
            ));
        }
        let (wishes, fresh) = Self::read_new(kind, row, ground)?;
        match keys.like(&fresh.record).first() {
            Some(other) => Err(wrong(
                format!("there is no {kind} `{id}`, but `{other}` says the same"),
                format!("write `{other}` to change that record"),
            )),
            None => Ok(Self::made(id, wishes, fresh, row)),
        }
    }

    /// A row without an id: a record that is there already, by what tells records apart, or a new one.
    fn without_id(row: &Row, ground: &Ground<'_>, keys: &mut Keys<'_>, notes: &mut Vec<String>) -> Read {
        let kind = row.table.kind();
        let (wishes, fresh) = Self::read_new(kind, row, ground)?;
        match keys.like(&fresh.record) {
            [] => Ok(Self::made(fresh.made_id(row, ground)?, wishes, fresh, row)),
            [id] => {
                notes.push(format!(
                    "{} has no id and is taken for the {kind} `{id}`, which says the same ({}).",
                    capital_row(row.place),
                    super::key::fields(kind).join(", ")
                ));
                Self::existing(kind, id.clone(), row, ground)
            }
            several => {
                let names: Vec<String> = several.iter().map(|id| format!("`{id}`")).collect();
                Err(vec![Fault::row(
                    row.place,
                    format!("the row has no id, and {} say the same", names.join(" and ")),
                    "write the id of the one that is meant in the column `id`",
                )])
            }
        }
    }

    fn read_new(kind: Kind, row: &Row, ground: &Ground<'_>) -> Result<(Wishes, fresh::Fresh), Vec<Fault>> {
        let fields = &ground.fields[&kind];
        let (mut wishes, mut faults) = (BTreeMap::new(), Vec::new());
        for (path, given) in &row.cells {
            if given.cell.is_blank() {
                continue;
            }
            match converted(path, given, fields) {
                Ok(text) if text.is_empty() => {}
                Ok(text) => {
                    wishes.insert(path.clone(), Some(text));
                }
                Err(fault) => faults.push(*fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let fresh = fresh::Fresh::of(kind, &wishes, row, ground)?;
        Ok((wishes, fresh))
    }

    fn made(id: RecordId, wishes: Wishes, fresh: fresh::Fresh, row: &Row) -> Self {
        Self {
            kind: row.table.kind(),
            id,
            base: None,
            wishes,
            cells: row.cells.clone(),
            row: row.place,
            fresh: Some(fresh),
        }
    }

    fn existing(kind: Kind, id: RecordId, row: &Row, ground: &Ground<'_>) -> Read {
        let fields = &ground.fields[&kind];
        let base =
            Base::of(kind, &id, ground).map_err(|(what, cure)| vec![Fault::row(row.place, what, cure)])?;
        let (mut wishes, mut faults) = (BTreeMap::new(), Vec::new());
        for (path, given) in &row.cells {
            match wish(path, given, &base.flat, fields, ground.options.empty_clears) {
                Ok(Some(wish)) => {
                    wishes.insert(path.clone(), wish);
                }
                Ok(None) => {}
                Err(fault) => faults.push(*fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            kind,
            id,
            base: Some(base),
            wishes,
            cells: row.cells.clone(),
            row: row.place,
            fresh: None,
        })
    }

    /// An existing record that no row wants anything of yet.
    pub(super) fn untouched(kind: Kind, id: RecordId, base: Base, row: Place) -> Self {
        Self {
            kind,
            id,
            base: Some(base),
            wishes: BTreeMap::new(),
            cells: BTreeMap::new(),
            row,
            fresh: None,
        }
    }

    /// What would be written; none where the record stays as it is.
    pub(super) fn planned(self, ground: &Ground<'_>) -> Result<Option<Planned>, Vec<Fault>> {
        let fields = &ground.fields[&self.kind];
        let (text, record) = match (&self.base, &self.fresh) {
            (Some(_), _) if self.wishes.is_empty() => return Ok(None),
            (Some(base), _) => {
                let wanted = written::wanted(&self, base, fields)?;
                (written::text(&self, base, &wanted)?, wanted)
            }
            (None, Some(fresh)) => fresh.finished(&self, fields)?,
            (None, None) => return Ok(None),
        };
        if let Some(base) = &self.base {
            if text == base.text {
                return Ok(None);
            }
            self.unlocked(base, &record, fields)?;
        }
        let empty = Flat::new();
        let was = self.base.as_ref().map_or(&empty, |base| &base.flat);
        let then = flat(&record, fields).unwrap_or_default();
        let mut changes = Vec::new();
        for path in was
            .keys()
            .chain(then.keys().filter(|path| !was.contains_key(*path)))
        {
            let (was, then) = (was.get(path), then.get(path));
            if was.map(|text| text.trim_end()) != then.map(|text| text.trim_end()) {
                changes.push(Change {
                    path: path.clone(),
                    was: was.cloned(),
                    then: then.cloned(),
                });
            }
        }
        let place = |change: &Change| {
            let pattern = crate::sheet::field::pattern(&change.path);
            let at = fields.iter().position(|field| field.path == pattern);
            (at, change.path.clone())
        };
        changes.sort_by_cached_key(place);
        let title = crate::compare::text::title(&record)
            .unwrap_or_default()
            .to_owned();
        Ok(Some(Planned {
            kind: self.kind,
            title,
            path: self.base.as_ref().map_or_else(
                || {
                    self.fresh
                        .as_ref()
                        .map(|fresh| fresh.path(&self.id))
                        .unwrap_or_default()
                },
                |base| base.path.clone(),
            ),
            before: self.base.map(|base| base.text),
            text,
            row: self.row,
            changes,
            cells: self
                .cells
                .iter()
                .map(|(path, given)| (path.clone(), given.told()))
                .collect(),
            id: self.id,
        }))
    }

    /// Makes sure that nothing changes that is locked.
    fn unlocked(&self, base: &Base, record: &Json, fields: &[Field]) -> Result<(), Vec<Fault>> {
        let locked = |record: &Json| rewritten(self.kind, &base.json, record, &|_, _| false);
        let all = locked(record);
        if all.is_empty() {
            return Ok(());
        }
        let name = format!("{}/{}", self.kind, self.id);
        let fault = |place: Place, head: &str, value: &str, found: Vec<crate::lock::Rewrite>| {
            let each: Vec<String> = found
                .iter()
                .map(|one| format!("{} ({})", one.what, one.lock.reason()))
                .collect();
            let what = format!("this changes what is locked in {name}: {}", each.join("; "));
            Fault {
                locked: Some(Box::new((name.clone(), found))),
                ..Fault::at(place, head, value, what, "")
            }
        };
        // Each cell is tried alone, so that the message can say which one it is.
        let mut faults = Vec::new();
        for (path, wish) in &self.wishes {
            let mut one = base.json.clone();
            let value = flat::field(fields, path)
                .and_then(|field| value::value(wish.as_deref().unwrap_or_default(), field, false));
            flat::set(&mut one, path, value);
            let found = locked(&flat::pruned(one).unwrap_or_default());
            if let (false, Some(given)) = (found.is_empty(), self.cells.get(path)) {
                faults.push(fault(given.place, &given.head, &given.cell.shown(), found));
            }
        }
        if faults.is_empty() {
            faults.push(fault(self.row, "", "", all));
        }
        Err(faults)
    }
}

impl Base {
    /// A record as it is; the error says what is wrong with it and the cure.
    pub(super) fn of(kind: Kind, id: &RecordId, ground: &Ground<'_>) -> Result<Self, (String, String)> {
        let source = ground.files.get(&(kind, id.clone()));
        let unreadable = || {
            let cure = format!("mend it first: scrutiny check, then scrutiny edit {kind}/{id}");
            (format!("the {kind} `{id}` cannot be read as it stands"), cure)
        };
        let source = source.ok_or_else(unreadable)?;
        let json = yaml::json(&source.text)
            .filter(Json::is_object)
            .ok_or_else(unreadable)?;
        if json.get("withdrawn").is_some() {
            let cure = "record it anew under another id, or take the row out".to_owned();
            return Err((
                format!("the {kind} `{id}` was withdrawn; its id is never given again"),
                cure,
            ));
        }
        let flat = flat(&json, &ground.fields[&kind]).map_err(|_| unreadable())?;
        Ok(Self {
            path: source.path.clone(),
            text: source.text.clone(),
            json,
            flat,
        })
    }
}

/// What a cell wants of a field: nothing, another text, or that it be taken away.
pub(super) fn wish(
    path: &str,
    given: &Given,
    was: &Flat,
    fields: &[Field],
    empty_clears: bool,
) -> Result<Option<Option<String>>, Box<Fault>> {
    let was = was.get(path).map_or("", String::as_str);
    if given.cell.is_blank() {
        return Ok((empty_clears && !was.is_empty()).then_some(None));
    }
    if is_same(&given.cell, was) {
        return Ok(None);
    }
    let text = converted(path, given, fields)?;
    Ok((!is_alike(&text, was)).then_some(Some(text).filter(|text| !text.is_empty())))
}

/// Whether a cell says what the record says already, whatever it would be read as.
fn is_same(cell: &Cell, was: &str) -> bool {
    match cell {
        Cell::Text(text) | Cell::Number(text) => {
            // A sheet that came from CSV may still hold the mark before what looks like a formula.
            is_alike(text, was) || (csv::is_marked(text) && is_alike(&text[1..], was))
        }
        Cell::Day(day) => day.to_string() == was,
        Cell::Odd(..) => false,
    }
}

/// Whether two texts differ in nothing but line breaks and the space around them.
fn is_alike(one: &str, other: &str) -> bool {
    one == other || one.replace("\r\n", "\n").trim() == other.replace("\r\n", "\n").trim()
}

/// The text that a cell holds, as the record would hold it.
pub(super) fn converted(path: &str, given: &Given, fields: &[Field]) -> Result<String, Box<Fault>> {
    let fault = |what: String, cure: String| {
        Box::new(Fault::at(
            given.place,
            &given.head,
            &given.cell.shown(),
            what,
            cure,
        ))
    };
    let field =
        flat::field(fields, path).ok_or_else(|| fault("there is no such field".to_owned(), String::new()))?;
    value::read(&given.cell, field, given.order).map_err(|(what, cure)| fault(what, cure))
}

/// Adds a draft to the others, unless a row before it is about the same record.
pub(super) fn join(draft: Read, drafts: &mut Vec<Draft>, faults: &mut Vec<Fault>) {
    match draft {
        Err(mut wrong) => faults.append(&mut wrong),
        Ok(draft) => match drafts.iter().find(|other| other.id == draft.id) {
            None => drafts.push(draft),
            Some(other) => faults.push(Fault::row(
                draft.row,
                format!(
                    "the row is about the {} `{}`, as row {} is",
                    draft.kind, draft.id, other.row.row
                ),
                "keep one of the two rows; or, where they are two records, write an id of its own for each",
            )),
        },
    }
}

fn capital_row(place: Place) -> String {
    crate::value::capital(&place.name())
}
