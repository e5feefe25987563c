//! Text kept in the repository's own folder between commands, to save time: it can be deleted at any moment.

use sha2::{Digest, Sha256};

use super::Repo;
use crate::disk;

impl Repo {
    /// What was last kept under a name, if it was kept about the same thing and is undamaged.
    pub fn kept(&self, name: &str, about: &str) -> Option<String> {
        let bytes = disk::load(&self.own_file(name)).ok()??;
        // It begins with the sum of the rest, so that what is read is what was written.
        let (sum, rest) = bytes.split_at_checked(Sha256::output_size())?;
        if sum != Sha256::digest(rest).as_slice() {
            return None;
        }
        let (first, rest) = std::str::from_utf8(rest).ok()?.split_once('\n')?;
        (first == about).then(|| rest.to_owned())
    }

    /// Keeps text under a name, part after part. `about` says on one line what it was made from; it must hold no line feed.
    pub fn keep(&self, name: &str, about: &str, parts: &[&str]) {
        debug_assert!(!about.contains('\n'), "what it is about stands on one line");
        let head = Sha256::output_size();
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let mut bytes = Vec::with_capacity(head + about.len() + 1 + length);
        bytes.resize(head, 0);
        for part in [about, "\n"].iter().chain(parts) {
            bytes.extend_from_slice(part.as_bytes());
        }
        let sum = Sha256::digest(&bytes[head..]);
        bytes[..head].copy_from_slice(&sum);
        // A folder that cannot be written costs time, nothing else.
        let _ = disk::write_cache(&self.own_file(name), &bytes);
    }
}
