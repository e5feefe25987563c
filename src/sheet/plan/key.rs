//! What tells two records of a kind apart where a row names no id.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::record::{Kind, RecordId};
use crate::sheet::flat;
use crate::source::Sources;
use crate::value::fold;
use crate::yaml;

/// The records of a kind by what tells them apart.
pub(super) struct Keys<'s> {
    kind: Kind,
    sources: &'s Sources,
    found: Option<BTreeMap<Vec<String>, Vec<RecordId>>>,
}

impl<'s> Keys<'s> {
    pub(super) fn new(kind: Kind, sources: &'s Sources) -> Self {
        Self {
            kind,
            sources,
            found: None,
        }
    }

    /// The records that say the same in what tells records of the kind apart.
    pub(super) fn like(&mut self, record: &Json) -> &[RecordId] {
        let Some(key) = of(self.kind, record) else {
            return &[];
        };
        let (kind, sources) = (self.kind, self.sources);
        let found = self.found.get_or_insert_with(|| gathered(kind, sources));
        found.get(&key).map_or(&[], Vec::as_slice)
    }
}

fn gathered(kind: Kind, sources: &Sources) -> BTreeMap<Vec<String>, Vec<RecordId>> {
    let mut found: BTreeMap<Vec<String>, Vec<RecordId>> = BTreeMap::new();
    let folder = format!("records/{}/", kind.folder());
    for (_, source) in sources
        .iter()
        .filter(|(_, source)| source.path.starts_with(&folder))
    {
        let name = source
            .path
            .rsplit('/')
            .next()
            .and_then(|file| file.strip_suffix(".yaml"));
        let id = name.and_then(|name| RecordId::new(name).ok());
        let key = yaml::json(&source.text).and_then(|record| of(kind, &record));
        if let (Some(id), Some(key)) = (id, key) {
            found.entry(key).or_default().push(id);
        }
    }
    found
}

/// The fields that tell records of a kind apart; the last may be empty.
pub(super) fn fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Body => &["name", "role"],
        Kind::Change => &["title"],
        Kind::Resolution => &["committee", "meeting", "item"],
        Kind::Determination => &["change", "by", "date", "authority"],
        Kind::Duty => &["title", "owed_by", "change"],
    }
}

/// What tells a record apart from others of its kind; none where it does not say enough.
pub(super) fn of(kind: Kind, record: &Json) -> Option<Vec<String>> {
    let text = |path: &&str| {
        let text = flat::get(record, path).and_then(Json::as_str)?;
        Some(fold(text).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let fields = fields(kind);
    let may_lack = usize::from(kind == Kind::Determination);
    let (must, may) = fields.split_at(fields.len() - may_lack);
    let mut key = must.iter().map(text).collect::<Option<Vec<_>>>()?;
    key.extend(may.iter().map(|path| text(path).unwrap_or_default()));
    Some(key)
}
