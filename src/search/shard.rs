//! Sorted terms cut into files of about one size, and where each begins.

use super::terms::{Written, words_of};
use super::words::order;

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
    pub(super) fn new(terms: &Written, files: usize) -> Self {
        let mut shards = Self {
            starts: Vec::new(),
            files: Vec::with_capacity(files),
        };
        let total = terms.len();
        let mut rest = terms.terms().peekable();
        let (mut taken, mut last) = (0, "");
        for number in 1..=files {
            let goal = total * number / files;
            let mut file = String::from("[");
            while let Some(term) = rest.peek() {
                // At least one; and a long term goes where most of it belongs.
                let is_first = file.len() == 1;
                if !is_first && taken + (term.len() - 1) / 2 >= goal {
                    break;
                }
                let words = words_of(term);
                if is_first {
                    shards.starts.push(between(last, words));
                }
                file.push_str(term);
                taken += term.len();
                last = words;
                rest.next();
            }
            // In the place of the comma after the last.
            file.truncate(file.len().max(2) - 1);
            file.push(']');
            file.shrink_to_fit();
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
