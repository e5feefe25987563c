//! A version of a record from its text.

use serde_json::Value as Json;

use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};
use crate::yaml;

/// The tree of a version's text, without its places; none where it is not the YAML that records are read from.
pub fn tree(text: &[u8]) -> Option<Json> {
    let source = Source::from_bytes("version.yaml", text.to_vec());
    let mut problems = Diagnostics::new();
    let node = yaml::read(SourceId(0), &source, &mut problems)?;
    let tree = yaml::to_json(&node);
    tree.is_object().then_some(tree)
}

/// How a version stands to the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A finished record.
    Finished,
    /// Work that is not finished.
    Draft,
    /// A tombstone.
    Withdrawn,
}

/// How a version stands to the public.
pub fn state(tree: &Json) -> State {
    if tree.get("withdrawn").is_some() {
        State::Withdrawn
    } else if tree.get("status").is_some_and(|status| status == "draft") {
        State::Draft
    } else {
        State::Finished
    }
}

/// What a version is called: its title, name or item.
pub fn title(tree: &Json) -> Option<&str> {
    let fields = ["title", "name", "item"];
    fields.iter().find_map(|field| tree.get(field)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_with_its_title_and_its_state() {
        let read = |text: &str| tree(text.as_bytes()).expect(text);
        let draft = read("item: Ward 4\nstatus: draft\n");
        assert_eq!((title(&draft), state(&draft)), (Some("Ward 4"), State::Draft));
        let gone = read("withdrawn: {date: 2026-03-01, reason: Recorded twice.}\n");
        assert_eq!((title(&gone), state(&gone)), (None, State::Withdrawn));
        assert_eq!(state(&read("name: North\n")), State::Finished);
        assert_eq!(tree(b"name: [\n"), None);
        assert_eq!(tree(b"- one\n"), None);
    }
}
