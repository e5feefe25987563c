//! The registers of a joint site as data.

use serde_json::{Value as Json, json};

use super::FOLDER;
use crate::register::{Key, Nation, Reason, Trust};
use crate::site::PagePath;
use crate::view::data;

/// Where the data file is.
pub fn data_path() -> PagePath {
    PagePath::file(format!("{FOLDER}/index.json"))
}

/// The registers as data.
pub fn as_json(nation: &Nation) -> Json {
    let parts = nation.parts.iter().map(|part| {
        let [bodies, changes, resolutions, determinations, duties] = part.counts;
        let signed = match part.trust {
            Trust::NotAsked => Json::Null,
            Trust::Signed(commits) => commits.into(),
        };
        json!({
            "prefix": part.prefix, "name": part.name, "title": part.title, "address": part.address,
            "licence": part.licence, "commit": part.commit, "changed": part.changed.map(|day| day.to_string()),
            "signed_commits": signed, "own_provisions_left_out": part.own_law,
            "counts": {
                "bodies": bodies, "changes": changes, "resolutions": resolutions,
                "determinations": determinations, "duties": duties,
            },
        })
    });
    let left_out = nation.left_out.iter().map(|left| {
        let mut told = json!({
            "prefix": left.prefix, "name": left.name, "reason": left.reason.word(),
            "why": left.reason.sentence(), "cure": left.reason.cure(),
        });
        if let Reason::Mistakes(mistakes) = left.reason {
            told["mistakes"] = mistakes.into();
        }
        told
    });
    let several = nation
        .several
        .keys()
        .map(|key| json!({ "kind": key.0.word(), "id": key.1, "held_as": held_as(nation, key) }));
    let shared = nation.shared.iter();
    let shared = shared.map(|(id, parts)| json!({ "id": id, "registers": prefixes(nation, parts) }));
    json!({
        "schema_version": data::SCHEMA_VERSION,
        "registers": parts.collect::<Vec<_>>(), "left_out": left_out.collect::<Vec<_>>(),
        "held_by_several": several.collect::<Vec<_>>(), "bodies_of_several": shared.collect::<Vec<_>>(),
    })
}

/// The records that a name stands for, each with the registers that hold it.
pub(super) fn held_as(nation: &Nation, key: &Key) -> Vec<Json> {
    let held = nation.several.get(key).into_iter().flatten();
    let told = held.map(|(id, parts)| json!({ "id": id, "registers": prefixes(nation, parts) }));
    told.collect()
}

fn prefixes<'n>(nation: &'n Nation, parts: &[usize]) -> Vec<&'n str> {
    let parts = parts.iter();
    parts.map(|at| nation.parts[*at].prefix.as_str()).collect()
}
