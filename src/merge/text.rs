//! The text that says the values that were decided, and keeps each clerk's hand.
//!
//! First what stands there already: the clean merge of the lines, or one of the sides. Then one side's text with what the other
//! changed laid in. Whatever comes of it is read again: it must say exactly what was decided, and hold the comments that either
//! side added.

use serde_json::Value as Json;

use super::three::{Side, Three};
use super::{Lines, comment, layin};
use crate::compare;
use crate::yaml;

/// Why there is no text: what of each side's comments could not be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Failed {
    /// The comments of ours that are not in the text from theirs.
    pub(super) ours: Option<String>,
    /// The comments of theirs that are not in the text from ours.
    pub(super) theirs: Option<String>,
    from_ours: Option<Vec<u8>>,
    from_theirs: Option<Vec<u8>>,
}

impl Failed {
    /// Whether no text says the values at all.
    pub(super) fn is_empty(&self) -> bool {
        self.from_ours.is_none() || self.from_theirs.is_none()
    }

    /// The text that keeps the comments of one side.
    pub(super) fn text(&self, side: Side) -> Vec<u8> {
        let text = match side {
            Side::Ours => &self.from_ours,
            Side::Theirs => &self.from_theirs,
        };
        text.clone().unwrap_or_default()
    }
}

/// The text of a file that says what was decided.
///
/// # Errors
///
/// No text keeps the comments of both sides.
pub(super) fn composed(
    three: &Three<&[u8]>,
    values: &Three<Json>,
    decided: &Json,
    lines: &Lines<'_>,
) -> Result<Vec<u8>, Failed> {
    let says = |bytes: &[u8]| yaml::values(bytes).is_some_and(|values| compare::same(&values, decided));
    let keeps = |bytes: &[u8]| comment::lost(three, bytes).is_empty();
    let merged = lines(three.base, three.ours, three.theirs);
    if let Some(merged) = merged.filter(|merged| says(merged) && keeps(merged)) {
        return Ok(merged);
    }
    // In an order that does not turn on which side is called ours.
    let mut sides = [Side::Ours, Side::Theirs];
    sides.sort_by_cached_key(|side| {
        let changes = compare::compare(values.of(*side), decided).len();
        (changes, three.of(*side).len(), three.of(*side).to_vec())
    });
    let mut failed = Failed::default();
    for side in sides {
        let Some(text) = layin::laid(three, values, side, decided) else {
            continue;
        };
        let lost = comment::lost(three, &text);
        if lost.is_empty() && says(&text) {
            return Ok(text);
        }
        let lost = Some(lost.join("\n")).filter(|lost| !lost.is_empty());
        match side {
            Side::Ours => (failed.theirs, failed.from_ours) = (lost, Some(text)),
            Side::Theirs => (failed.ours, failed.from_theirs) = (lost, Some(text)),
        }
    }
    Err(failed)
}
