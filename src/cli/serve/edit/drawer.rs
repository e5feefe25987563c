//! The forms that are open, by number.

use std::collections::BTreeMap;

use crate::edit::page::Preview;
use crate::edit::sheet::Sheet;
use crate::site::Output;
use crate::value::hexadecimal;

/// So many forms are kept. Those that nobody typed into go first, then those that were saved, then the oldest.
const MOST: usize = 300;

/// A form, and the page that its record would have.
pub(super) struct Open {
    /// The form.
    pub(super) sheet: Sheet,
    /// What is said of the page.
    pub(super) preview: Preview,
    /// The page and what it is dressed with.
    pub(super) files: Output,
    /// The name that it is kept under on the disk.
    pub(super) kept: Option<String>,
    /// When it was last looked for: a count, no clock.
    used: u64,
}

/// The forms that are open.
#[derive(Default)]
pub(super) struct Drawer {
    forms: BTreeMap<String, Open>,
    count: u64,
}

impl Drawer {
    /// Puts a form in, and gives its number, which nobody can guess.
    pub(super) fn put(&mut self, sheet: Sheet) -> String {
        self.tidy();
        self.count += 1;
        let mut random = [0; 8];
        // The number is a name; what protects the form is the token. Counting alone would do.
        let _ = getrandom::fill(&mut random);
        let number = format!("{}{:x}", hexadecimal(&random), self.count);
        let open = Open {
            sheet,
            preview: Preview::default(),
            files: Output::new(),
            kept: None,
            used: self.count,
        };
        self.forms.insert(number.clone(), open);
        number
    }

    /// The form of this number.
    pub(super) fn get(&mut self, number: &str) -> Option<&mut Open> {
        self.count += 1;
        let open = self.forms.get_mut(number)?;
        open.used = self.count;
        Some(open)
    }

    /// Throws a form away.
    pub(super) fn discard(&mut self, number: &str) {
        self.forms.remove(number);
    }

    /// The forms that somebody typed into and nobody has saved, the newest first.
    pub(super) fn unfinished(&self) -> Vec<(&str, &Open)> {
        let mut all: Vec<(&String, &Open)> = self
            .forms
            .iter()
            .filter(|(_, open)| open.sheet.touched && open.sheet.saved.is_none())
            .collect();
        all.sort_by_key(|(_, open)| std::cmp::Reverse(open.used));
        all.into_iter()
            .map(|(number, open)| (number.as_str(), open))
            .collect()
    }

    /// The number of the open form that is kept under this name.
    pub(super) fn kept_as(&self, name: &str) -> Option<String> {
        let found = self
            .forms
            .iter()
            .find(|(_, open)| open.kept.as_deref() == Some(name));
        found.map(|(number, _)| number.clone())
    }

    fn tidy(&mut self) {
        while self.forms.len() >= MOST {
            let rank = |open: &Open| (open.sheet.touched, open.sheet.saved.is_none(), open.used);
            let least = self.forms.iter().min_by_key(|(_, open)| rank(open));
            let Some(number) = least.map(|(number, _)| number.clone()) else {
                return;
            };
            self.forms.remove(&number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    #[test]
    fn what_was_typed_is_kept_longest() {
        let mut drawer = Drawer::default();
        let mut typed = Sheet::new(Kind::Body);
        typed.touched = true;
        let number = drawer.put(typed);
        for _ in 0..MOST * 2 {
            drawer.put(Sheet::new(Kind::Change));
        }
        assert!(drawer.get(&number).is_some());
        assert!(drawer.forms.len() <= MOST);
        assert_eq!(drawer.unfinished().len(), 1);
        drawer.discard(&number);
        assert!(drawer.get(&number).is_none());
    }
}
