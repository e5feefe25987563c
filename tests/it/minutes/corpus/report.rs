//! A measure as a table and a list.

use std::fmt;

use super::measure::Measure;

/// The part of a whole; all of nothing is nothing wrong.
pub(super) fn part(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    count(part) / count(whole)
}

impl Measure {
    pub(super) fn clause_f1(&self) -> f64 {
        let right = 2 * self.clauses_right;
        part(right, self.clauses + self.clauses_found)
    }

    pub(super) fn kind_accuracy(&self) -> f64 {
        part(self.kinds_right, self.clauses_right)
    }

    pub(super) fn determination_precision(&self) -> f64 {
        part(self.determinations_right, self.determinations_found)
    }

    pub(super) fn determination_recall(&self) -> f64 {
        part(self.determinations_right, self.determinations)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            to,
            "{:<16}{:>9}{:>7}{:>7}{:>11}{:>8}",
            "", "labelled", "found", "right", "precision", "recall"
        )?;
        let read = self.texts - self.unreadable;
        let rows = [
            ("texts", self.texts, read, read),
            (
                "items",
                self.items,
                self.items_found,
                self.items_found.min(self.items),
            ),
            ("titles", self.titles, self.titles, self.titles_right),
            ("clauses", self.clauses, self.clauses_found, self.clauses_right),
            ("kinds", self.clauses_right, self.clauses_right, self.kinds_right),
            ("further kinds", self.also, self.also, self.also_right),
            (
                "labels",
                self.clauses_right,
                self.clauses_right,
                self.labels_right,
            ),
            (
                "determinations",
                self.determinations,
                self.determinations_found,
                self.determinations_right,
            ),
            ("scopes", self.scopes, self.scopes, self.scopes_right),
        ];
        for (what, labelled, found, right) in rows {
            let (precision, recall) = (part(right, found), part(right, labelled));
            writeln!(
                to,
                "{what:<16}{labelled:>9}{found:>7}{right:>7}{precision:>11.3}{recall:>8.3}"
            )?;
        }
        writeln!(to, "F1 of clauses {:.3}", self.clause_f1())?;
        writeln!(to, "decoys {}, wrongly read {}", self.decoys, self.decoys_read)?;
        writeln!(to, "doubts {}, raised {}", self.doubts, self.doubts_raised)?;
        writeln!(to, "misses {}", self.misses.len())?;
        for miss in &self.misses {
            writeln!(to, "- {miss}")?;
        }
        Ok(())
    }
}
