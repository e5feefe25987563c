//! What a commit holds of a register, to tell whether files that were read are the same: by their texts, since Git's own
//! view of the folder leaves out what it was told to ignore, or not to look at.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid};
use rayon::prelude::*;

use super::Repo;
use super::read::{Found, Kind};
use crate::disk::intake;
use crate::failure::Failure;
use crate::source::{Refusal, Source, Sources};

/// The files of a commit below `records/` and `templates/`, by name.
pub struct Contents {
    records: Vec<Found>,
    templates: Vec<Found>,
}

impl Repo {
    /// What a commit holds of the register; `rev` as in [`Repo::read`]. No text is read.
    ///
    /// # Errors
    ///
    /// [`Exit::NotFound`](crate::failure::Exit::NotFound) where there is no such commit,
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where it cannot be read.
    pub fn contents(&self, rev: &str) -> Result<Contents, Failure> {
        let commit = self.resolve(rev)?;
        let below = |folder: &str| -> Result<Vec<Found>, Failure> {
            let mut found = self.list(commit, folder)?.unwrap_or_default();
            found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
            Ok(found)
        };
        Ok(Contents {
            records: below("records")?,
            templates: below("templates")?,
        })
    }
}

impl Contents {
    /// The names of all files, with those of their texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, Oid)> {
        let all = self.records.iter().chain(&self.templates);
        let files = all.filter(|found| matches!(found.kind, Kind::File));
        files.map(|found| (found.path.as_str(), found.id))
    }

    /// Whether these are the files of the commit, all of them and no other. Every core takes part.
    pub fn are(&self, sources: &Sources, templates: &BTreeMap<String, Vec<u8>>) -> bool {
        if self.records.len() != sources.len() {
            return false;
        }
        let sources: Vec<&Source> = sources.iter().map(|(_, source)| source).collect();
        // A folder may have any name among templates, and holds nothing itself.
        let own = self
            .templates
            .iter()
            .filter(|one| !matches!(one.kind, Kind::Folder));
        let own: Vec<&Found> = own.collect();
        let same = |(found, (name, bytes)): (&&Found, (&String, &Vec<u8>))| {
            found.path.strip_prefix("templates/") == Some(name.as_str()) && is_text_of(found.id, bytes)
        };
        own.len() == templates.len()
            && own.iter().zip(templates).all(same)
            && self
                .records
                .par_iter()
                .zip(sources)
                .all(|(found, source)| is(found, source))
    }
}

/// Whether a file is that of the commit.
fn is(found: &Found, source: &Source) -> bool {
    if found.path != source.path {
        return false;
    }
    match (&found.kind, &source.refusal) {
        // Of other files only their names are taken in.
        (Kind::File, None) => !intake::is_text(&found.path) || is_text_of(found.id, source.text.as_bytes()),
        (Kind::Link, Some(Refusal::Link))
        | (Kind::Folder, Some(Refusal::Folder))
        | (Kind::Special, Some(Refusal::Special)) => true,
        _ => false,
    }
}

/// Whether Git knows these bytes by this name, or does so with the line ends of Unix: the same site is made of both.
fn is_text_of(id: Oid, bytes: &[u8]) -> bool {
    let named = |bytes: &[u8]| Oid::hash_object(ObjectType::Blob, bytes).is_ok_and(|own| own == id);
    named(bytes) || (bytes.contains(&b'\r') && named(&with_plain_ends(bytes)))
}

fn with_plain_ends(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}
