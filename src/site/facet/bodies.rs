//! What to look at bodies by.

use super::{Dimension, Gather, Named, Shape};
use crate::record::Entry;
use crate::record::body::{Body, Role};
use crate::view::words;

const ROLE: Shape = Shape {
    word: "role",
    heading: "What they are",
    about: "What each body is in law.",
    all: "All sorts of body",
    frequent: false,
    dated: false,
};

pub(super) fn dimensions(rows: &[&Entry<Body>]) -> Vec<Dimension> {
    let mut roles = Gather::default();
    for (row, entry) in rows.iter().enumerate() {
        let role = entry.body.role.value;
        let name = words::roles(role);
        let tail = format!("listed under “{name}”");
        let rank = Role::ALL
            .iter()
            .position(|(own, _)| *own == role)
            .unwrap_or(Role::ALL.len());
        roles.put(row, Named::fixed(rank, role.word(), name, &tail));
    }
    let roles = roles.finish(ROLE);
    roles.into_iter().collect()
}
