//! Sorted terms cut into files of about one size, and where each begins.

use super::terms::{Written, order, words_of};

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
        let (text, ends) = terms.parts();
        let mut shards = Self {
            starts: Vec::new(),
            files: Vec::with_capacity(files),
        };
        let (mut rest, mut taken, mut last) = (ends, 0, "");
        for number in 1..=files {
            let goal = text.len() * number / files;
            let first = taken;
            while let Some((end, after)) = rest.split_first() {
                // At least one; and a long term goes where most of it belongs.
                if taken > first && taken + (end - 1 - taken) / 2 >= goal {
                    break;
                }
                let words = words_of(&text[taken..*end]);
                if taken == first {
                    shards.starts.push(between(last, words));
                }
                (last, taken, rest) = (words, *end, after);
            }
            // Without the comma after the last.
            let held = text[first..taken].trim_end_matches(',');
            shards.files.push(format!("[{held}]").into_bytes());
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
