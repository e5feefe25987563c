//! The pages that every register's site has, and to which a register may add its own words.

use super::{Page, PagePath};
use crate::record::RecordId;
use crate::register::{Register, STANDING_PAGES};

/// A page that every register's site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// How the pages were tested, and whom to tell of a barrier.
    Accessibility,
    /// The words of the law and of committees, explained.
    Glossary,
}

impl Standing {
    /// All of them, in the order in which they are named.
    pub const ALL: [Self; 2] = [Self::Accessibility, Self::Glossary];

    /// Its name below `pages/`, which is also that of the register's own file.
    pub fn name(self) -> &'static str {
        STANDING_PAGES[self as usize]
    }

    /// Whether a page of this name is one of them.
    pub fn is(id: &RecordId) -> bool {
        STANDING_PAGES.contains(&id.as_str())
    }

    /// What it is called: by the register's own heading, where it has one.
    pub fn title(self, register: &Register) -> &str {
        let own = register.pages.iter().find(|(id, _)| id.as_str() == self.name());
        own.map_or(
            match self {
                Self::Accessibility => "Accessibility",
                Self::Glossary => "Glossary",
            },
            |(_, page)| &page.title,
        )
    }
}

/// Which pages there are of this kind: always all of them.
pub(super) fn plan<'r>() -> impl Iterator<Item = (PagePath, Page<'r>)> {
    Standing::ALL
        .into_iter()
        .map(|page| (PagePath::standing(page), Page::Standing(page)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_own_name() {
        assert_eq!(Standing::Accessibility.name(), "accessibility");
        assert_eq!(Standing::Glossary.name(), "glossary");
    }
}
