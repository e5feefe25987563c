//! Sorted terms cut into files of about one size, and where each begins.

use super::terms::{Term, order};

/// Terms in files.
#[derive(Debug)]
pub(super) struct Shards {
    /// For each file, text that its first term does not come before and the last term of the file before does.
    pub(super) starts: Vec<String>,
    /// The files.
    pub(super) files: Vec<Vec<u8>>,
}

impl Shards {
    /// Cuts terms into so many files. Where there are fewer terms than files, the last files hold none.
    pub(super) fn new(terms: &[Term], files: usize) -> Self {
        let total: usize = terms.iter().map(|term| term.written.len() + 1).sum();
        let mut shards = Self {
            starts: Vec::new(),
            files: Vec::with_capacity(files),
        };
        let (mut taken, mut last) = (0, "");
        let mut rest = terms;
        for number in 1..=files {
            let goal = total * number / files;
            let mut file = String::from("[");
            let first = rest;
            while let Some((term, after)) = rest.split_first() {
                // At least one; and a long term goes where most of it belongs.
                if first.len() > rest.len() && taken + (term.written.len() / 2) >= goal {
                    break;
                }
                if first.len() > rest.len() {
                    file.push(',');
                } else {
                    shards.starts.push(between(last, &term.words));
                }
                file.push_str(&term.written);
                taken += term.written.len() + 1;
                last = &term.words;
                rest = after;
            }
            file.push(']');
            shards.files.push(file.into_bytes());
        }
        shards
    }
}

/// The shortest beginning of `after` that comes after `before`.
fn between(before: &str, after: &str) -> String {
    let shared = before.chars().zip(after.chars());
    let shared = shared.take_while(|(one, other)| one == other).count();
    let start: String = after.chars().take(shared + 1).collect();
    debug_assert!(
        before.is_empty() || order(before).lt(order(&start)),
        "terms are in order"
    );
    start
}
