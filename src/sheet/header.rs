//! Which field the head of a column means, however it is written.

use super::field::{Field, fields};
use super::table::Table;
use crate::form::{self, Question};
use crate::shape::nearest;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// The ids of the records.
    Id,
    /// The field that this way leads to.
    Field(String),
    /// Nothing that is read.
    Nothing,
}

/// The names that the columns of a table may go by.
pub struct Names {
    table: Table,
    /// Each name in words, with how near to the field's own name it is, and the field's path.
    names: Vec<(Vec<String>, u8, String)>,
    fields: Vec<Field>,
}

/// Largest number of an item that a head may name; no list of a record is a tenth as long.
const MOST: u32 = 2000;

impl Names {
    /// Those of a table.
    pub fn of(table: Table) -> Self {
        let fields = fields(table);
        let mut names = Vec::new();
        for field in &fields {
            names.push((words(&field.path), 0, field.path.clone()));
            let parts: Vec<&str> = field.path.split('.').collect();
            for start in 1..parts.len() {
                names.push((words(&parts[start..].join(".")), 2, field.path.clone()));
            }
        }
        if let Table::Records(kind) = table {
            for question in form::questions(kind) {
                asked(question, &mut names);
            }
        }
        Self { table, names, fields }
    }

    /// The fields of the table.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What a head means.
    ///
    /// # Errors
    ///
    /// How to mend a head that means nothing, or more than one thing.
    pub fn means(&self, head: &str) -> Result<Means, String> {
        let head = head.trim();
        if head.is_empty() || head.starts_with('#') {
            return Ok(Means::Nothing);
        }
        let (words, numbers) = numbered(words(head));
        if self.table != Table::Actions && (words == ["id"] || words == [self.table.kind().word(), "id"]) {
            return Ok(Means::Id);
        }
        for nearness in 0..4 {
            let mut paths: Vec<&str> = Vec::new();
            for (name, own, path) in &self.names {
                let fits = *own == nearness && (*name == words || without_numbers(name) == words);
                if fits && !paths.contains(&path.as_str()) {
                    paths.push(path);
                }
            }
            match paths.as_slice() {
                [] => {}
                [path] => return self.numbered(path, &numbers),
                several => {
                    return Err(format!(
                        "it may mean {}; write one of these",
                        several.join(" or ").replace('#', "1")
                    ));
                }
            }
        }
        Err(self.cure(head))
    }

    /// The way to a field with the numbers that a head names.
    fn numbered(&self, path: &str, numbers: &[u32]) -> Result<Means, String> {
        let places = path.matches('#').count();
        let mut numbers = match numbers.len() {
            0 => vec![1; places],
            count if count == places => numbers.to_vec(),
            _ => return Err(format!("write it as {}", path.replace('#', "1"))),
        };
        if numbers.iter().any(|number| !(1..=MOST).contains(number)) {
            return Err(format!("items are counted from 1: {}", path.replace('#', "1")));
        }
        numbers.reverse();
        let parts = path.split('.').map(|part| match part {
            "#" => numbers.pop().unwrap_or(1).to_string(),
            part => part.to_owned(),
        });
        Ok(Means::Field(parts.collect::<Vec<_>>().join(".")))
    }

    fn cure(&self, head: &str) -> String {
        let small = head.to_lowercase().replace(' ', "_");
        let shown: Vec<String> = self
            .fields
            .iter()
            .map(|field| field.path.replace('#', "1"))
            .collect();
        let mut known: Vec<&str> = shown.iter().map(String::as_str).collect();
        // A misspelt last part is meant as well, where only one field ends so.
        known.extend(shown.iter().filter_map(|path| path.rsplit('.').next()));
        known.push("id");
        let ignore = "to leave the column out, empty its head or begin it with #";
        match nearest(&small, known) {
            Some(meant) => format!("did you mean `{meant}`? Otherwise, {ignore}"),
            None => format!(
                "the sheet \u{201c}Read me\u{201d} of `scrutiny export` lists the columns of {}; {ignore}",
                self.table.word()
            ),
        }
    }
}

/// The names that a question gives to the field of its answer.
fn asked(question: &Question, names: &mut Vec<(Vec<String>, u8, String)>) {
    let lone = question.parts().len() == 1;
    if question.parts().is_empty() {
        add(question, question.place.to_owned(), names);
    }
    for part in question.parts() {
        let number = if question.many { ".#" } else { "" };
        let path = format!("{}{number}.{}", question.place, part.place);
        let both = format!("{} {number} {}", question.name, part.name);
        names.push((words(&both), 1, path.clone()));
        if lone {
            names.push((words(question.name), 1, path.clone()));
            names.push((words(&format!("{} {number}", question.name)), 1, path));
        }
    }
}

fn add(question: &Question, path: String, names: &mut Vec<(Vec<String>, u8, String)>) {
    names.push((words(question.name), 1, path.clone()));
    names.push((words(question.asks), 3, path.clone()));
    let about = question.about.split(" [").next().unwrap_or_default();
    names.push((words(about), 3, path));
}

/// The words of a name, in small letters, without what joins them.
fn words(name: &str) -> Vec<String> {
    let small = crate::value::fold(name);
    let each = small.split(|letter: char| !letter.is_alphanumeric() && letter != '#' && letter != '\'');
    each.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of a head with `#` for each number, and the numbers.
fn numbered(words: Vec<String>) -> (Vec<String>, Vec<u32>) {
    let mut numbers = Vec::new();
    let words = words.into_iter().map(|word| match word.parse::<u32>() {
        Ok(number) => {
            numbers.push(number);
            "#".to_owned()
        }
        Err(_) => word,
    });
    (words.collect(), numbers)
}

fn without_numbers(words: &[String]) -> Vec<String> {
    words.iter().filter(|word| *word != "#").cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    fn means(kind: Kind, head: &str) -> Result<String, String> {
        Names::of(Table::Records(kind))
            .means(head)
            .map(|means| match means {
                Means::Id => "(id)".to_owned(),
                Means::Field(path) => path,
                Means::Nothing => "(nothing)".to_owned(),
            })
    }

    #[test]
    fn heads_are_taken_as_people_write_them() {
        for (kind, head, path) in [
            (Kind::Change, "ID", "(id)"),
            (Kind::Change, "Change id", "(id)"),
            (Kind::Change, "Providers current", "providers.current"),
            (Kind::Change, "provider-now", "providers.current"),
            (Kind::Change, "PROVIDER NOW", "providers.current"),
            (Kind::Change, "Who provides it now?", "providers.current"),
            (Kind::Change, "key_dates.2.date", "key_dates.2.date"),
            (Kind::Change, "Key dates 2 what", "key_dates.2.what"),
            (Kind::Change, "key date what", "key_dates.1.what"),
            (Kind::Change, "authority 3", "authorities.3.authority"),
            (Kind::Change, "Authority", "authorities.1.authority"),
            (
                Kind::Change,
                "authorities.2.consultation.date_changes.3.was",
                "authorities.2.consultation.date_changes.3.was",
            ),
            (Kind::Change, "asserted by", "affects_manner_or_range.asserted_by"),
            (Kind::Body, "ODS", "codes.ods"),
            (Kind::Body, "until", "active.until"),
            (Kind::Body, "Its full name", "name"),
            (Kind::Body, "# our own notes", "(nothing)"),
            (Kind::Body, " ", "(nothing)"),
            (Kind::Resolution, "clause 2 reads-as", "clauses.2.reads_as"),
            (Kind::Determination, "clause", "resolution.clause"),
            (Kind::Determination, "resolution", "resolution.id"),
            (Kind::Duty, "provision", "basis.provision"),
        ] {
            assert_eq!(means(kind, head).as_deref(), Ok(path), "{head}");
        }
    }

    #[test]
    fn heads_that_mean_nothing_or_too_much_say_what_to_write() {
        let told = |kind, head| means(kind, head).expect_err(head);
        assert!(
            told(Kind::Body, "Nmae").contains("did you mean `name`?"),
            "{}",
            told(Kind::Body, "Nmae")
        );
        assert!(told(Kind::Body, "colour").contains("begin it with #"));
        assert!(told(Kind::Change, "weather forecast").contains("Read me"));
        assert!(
            told(Kind::Change, "told").contains(" or "),
            "{}",
            told(Kind::Change, "told")
        );
        assert!(told(Kind::Change, "key_dates.0.date").contains("from 1"));
        assert!(told(Kind::Change, "key_dates.999999.date").contains("from 1"));
    }
}
