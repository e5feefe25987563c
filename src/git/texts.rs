//! The texts of former versions, by the names that a history keeps of them.

use std::ops::Range;

use git2::{Odb, Oid};
use rustc_hash::FxHashMap;

use super::cores::WORTH;
use super::{Repo, cannot_read};
use crate::failure::Failure;
use crate::history::TextId;
use crate::source::Source;

impl Repo {
    /// The bytes of former versions, as their names were asked for; none for one that is missing here or larger than a record
    /// can be.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read.
    pub fn former_texts(&self, names: &[TextId]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let is_small = |odb: &Odb<'_>, id: Oid| {
            odb.read_header(id)
                .is_ok_and(|(length, _)| length as u64 <= Source::LIMIT)
        };
        let read = |odb: &Odb<'_>, id: Oid| is_small(odb, id).then(|| bytes(odb, id))?;
        self.texts(names, &self.as_held(names), &read)
    }

    /// The bytes of texts of any size, as their names were asked for; none for one that is missing here. To ask commit by commit
    /// is best, as Git holds texts much in that order.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`](crate::failure::Exit::Failed) where the repository cannot be read.
    pub fn past_texts(&self, names: &[TextId]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let order: Vec<usize> = (0..names.len()).collect();
        self.texts(names, &order, &bytes)
    }

    /// Reads texts in an order of the places of their names.
    fn texts(
        &self,
        names: &[TextId],
        order: &[usize],
        read: &(impl Fn(&Odb<'_>, Oid) -> Option<Vec<u8>> + Sync),
    ) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        let of = |odb: &Odb<'_>, place: usize| read(odb, Oid::from_bytes(&names[place].0).ok()?);
        let found = self.on_every_core(order.len(), |odb, own: Range<usize>| {
            Ok(order[own].iter().map(|place| (*place, of(odb, *place))).collect())
        });
        let mut texts = vec![None; names.len()];
        for (place, text) in found.map_err(|error| cannot_read(&error))? {
            texts[place] = text;
        }
        Ok(texts)
    }

    /// The places of names, in the order in which a pack holds what they name, as far as that is known. Git keeps a text as what
    /// differs from another, beside that other; read in any order, most would be put together from the beginning again.
    fn as_held(&self, names: &[TextId]) -> Vec<usize> {
        let mut order = Vec::with_capacity(names.len());
        let mut is_in = vec![false; names.len()];
        if names.len() >= WORTH {
            let mut waiting: FxHashMap<TextId, usize> = names.iter().copied().zip(0..).collect();
            let odb = self.repo.odb();
            // Where not all can be gone through, such as a pack that is being replaced, the rest is read as it was asked for.
            let _ = odb.and_then(|odb| {
                odb.foreach(|id| {
                    let name = id.as_bytes().try_into().map(TextId);
                    if let Some(place) = name.ok().and_then(|name| waiting.remove(&name)) {
                        order.push(place);
                        is_in[place] = true;
                    }
                    true
                })
            });
        }
        order.extend((0..names.len()).filter(|place| !is_in[*place]));
        order
    }
}

fn bytes(odb: &Odb<'_>, id: Oid) -> Option<Vec<u8>> {
    odb.read(id).ok().map(|object| object.data().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_stands_in_the_place_of_its_name_however_many_are_read() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let made = git2::Repository::init(folder.path()).expect("a repository can be made");
        let repo = Repo::open(folder.path())
            .expect("it can be opened")
            .expect("it is one");
        let held = (0..WORTH + 100).map(|number| {
            let text = format!("text {number}").into_bytes();
            let id = made.blob(&text).expect("a text can be kept");
            let name = TextId(id.as_bytes().try_into().expect("20 bytes"));
            (name, Some(text))
        });
        let mut held: Vec<(TextId, Option<Vec<u8>>)> = held.collect();
        held.insert(7, (TextId([0; 20]), None));
        held.push(held[3].clone());
        for count in [0, 1, 10, held.len()] {
            let (names, texts): (Vec<_>, Vec<_>) = held[..count].iter().cloned().unzip();
            assert_eq!(repo.former_texts(&names).expect("they can be read"), texts);
            assert_eq!(repo.past_texts(&names).expect("they can be read"), texts);
        }
    }
}
