//! Changes between brackets.

use serde_json::Value as Json;

use super::{Hold, Page, Spot, lay};
use crate::yaml::{Field, Node};

impl Page<'_> {
    pub(super) fn set_in_flow(&self, spot: &Spot<'_>, value: &Json) -> Option<String> {
        let new = lay::inline(value);
        let range = spot.value.span.range();
        let end = self.end(spot.value)?;
        if range.start < end {
            return Some(self.spliced(range.start..end, &new));
        }
        let Hold::Field(key, _) = spot.hold else {
            return None;
        };
        let (at, new) = match self.colon(key) {
            Some(colon) => (colon + 1, format!(" {new}")),
            None => (key.span.range().end, format!(": {new}")),
        };
        Some(self.spliced(at..at, &new))
    }

    pub(super) fn remove_in_flow(&self, spot: &Spot<'_>) -> Option<String> {
        let (number, ranges) = match spot.hold {
            Hold::Root => return None,
            Hold::Field(own, fields) => {
                let number = fields.iter().position(|(key, _)| key.span == own.span)?;
                (number, self.fields(fields)?)
            }
            Hold::Item(number, items) => (number, self.items(items)?),
        };
        let range = match (number, ranges.len()) {
            (_, 1) => self.to_bracket(ranges[0].clone())?,
            (0, _) => ranges[0].start..ranges[1].start,
            _ => ranges[number - 1].end..ranges[number].end,
        };
        Some(self.spliced(range, ""))
    }

    /// A stretch with the comma after it, if any.
    fn to_bracket(&self, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
        let rest = &self.text[range.end..];
        let blank = rest.len() - rest.trim_start().len();
        let comma = usize::from(rest[blank..].starts_with(','));
        Some(range.start..range.end + if comma > 0 { blank + comma } else { 0 })
    }

    pub(super) fn add_field_in_flow(
        &self,
        fields: &[Field<'_>],
        after: usize,
        name: &str,
        value: &Json,
    ) -> Option<String> {
        let (key, held) = fields.get(after)?;
        let at = self.field_end(key, held)?;
        let name = lay::inline(&Json::from(name));
        Some(self.spliced(at..at, &format!(", {name}: {}", lay::inline(value))))
    }

    pub(super) fn add_item_in_flow(&self, items: &[Node], number: usize, value: &Json) -> Option<String> {
        let new = lay::inline(value);
        if number == 0 {
            let at = items.first()?.span.range().start;
            return Some(self.spliced(at..at, &format!("{new}, ")));
        }
        let at = self.end(&items[number.min(items.len()) - 1])?;
        Some(self.spliced(at..at, &format!(", {new}")))
    }

    pub(super) fn order_in_flow(&self, items: &[Node], order: &[usize]) -> Option<String> {
        let ranges = self.items(items)?;
        let mut text = self.text[..ranges.first()?.start].to_owned();
        for (at, number) in order.iter().enumerate() {
            text.push_str(&self.text[ranges[*number].clone()]);
            let gap = ranges[at].end..ranges.get(at + 1).map_or(ranges[at].end, |next| next.start);
            text.push_str(&self.text[gap]);
        }
        text.push_str(&self.text[ranges.last()?.end..]);
        Some(text)
    }

    fn items(&self, items: &[Node]) -> Option<Vec<std::ops::Range<usize>>> {
        let range = |item: &Node| Some(item.span.range().start..self.end(item)?);
        items.iter().map(range).collect()
    }

    fn fields(&self, fields: &[Field<'_>]) -> Option<Vec<std::ops::Range<usize>>> {
        let range = |(key, value): &Field<'_>| Some(key.span.range().start..self.field_end(key, value)?);
        fields.iter().map(range).collect()
    }
}
