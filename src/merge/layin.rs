//! One side's text with what the other side changed laid in, place by place.

use serde_json::Value as Json;

use super::three::{Side, Three};
use crate::compare;

/// The text of one side made to say the values; none where that cannot be done safely.
pub(super) fn laid(
    three: &Three<&[u8]>,
    values: &Three<Json>,
    side: Side,
    decided: &Json,
) -> Option<Vec<u8>> {
    compare::same(values.of(side), decided).then(|| three.of(side).to_vec())
}
