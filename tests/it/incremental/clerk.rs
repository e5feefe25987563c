//! What else clerks and webmasters do to a register's files: names, references, days, words, pages, settings, templates.

use scrutiny::site::built_in;

use super::dice::Dice;
use super::edit::{self, Files};

/// A register's own law, taken from England's under other names.
const LAW: &str = include_str!("../../../src/law/england/gunning-criteria.yaml");
const OWN_LAW: &str = "records/law/own.yaml";
const SETTINGS: &str = "records/register.yaml";

/// Records that were taken out, and may come back.
pub(crate) type Gone = Vec<(String, String)>;

/// Changes something and says what.
pub(crate) fn change(files: &mut Files, gone: &mut Gone, dice: &mut Dice) -> String {
    match dice.below(20) {
        0..=4 => plain(files, gone, dice),
        5 => renamed(files, dice),
        6 => back_again(files, gone, dice),
        7 | 8 => in_record(files, dice, "a word more", |_, line, _| {
            is_words(line).then(|| format!("{line} anew"))
        }),
        9..=11 => in_record(files, dice, "another record named", other_reference),
        12 => in_record(files, dice, "another day", other_day),
        13 => in_record(files, dice, "a link more", link),
        14 => in_record(files, dice, "a list turned round", |_, line, _| turned(line)),
        15 => finished(files, dice),
        16 => page(files, dice),
        17 => settings(files, dice),
        18 => template(files, dice),
        _ => law(files, dice),
    }
}

/// An edit of the plain kind; what it takes out may come back.
fn plain(files: &mut Files, gone: &mut Gone, dice: &mut Dice) -> String {
    let before = files.clone();
    let path = edit::edit(files, dice);
    let is_there = files.contains_key(&path);
    if let Some(text) = before.get(&path).filter(|_| !is_there) {
        gone.push((path.clone(), text.clone()));
    }
    let what = if is_there { "edited" } else { "taken out" };
    format!("{path} {what}")
}

/// The paths of records.
fn records(files: &Files) -> Vec<String> {
    let is_record =
        |path: &&String| path.ends_with(".yaml") && path.matches('/').count() > 1 && *path != OWN_LAW;
    files.keys().filter(is_record).cloned().collect()
}

fn id(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.trim_end_matches(".yaml")
}

/// Another id, with the old one as an alias.
fn renamed(files: &mut Files, dice: &mut Dice) -> String {
    let all = records(files);
    let Some(path) = dice.pick(&all) else {
        return "nothing to rename".to_owned();
    };
    let text = files.remove(path).unwrap_or_default();
    let to = path.replace(".yaml", "-moved.yaml");
    files.insert(to.clone(), format!("{text}aliases: [{}]\n", id(path)));
    format!("{path} renamed to {}", id(&to))
}

/// A record that was taken out is back.
fn back_again(files: &mut Files, gone: &mut Gone, dice: &mut Dice) -> String {
    if gone.is_empty() {
        return "nothing to bring back".to_owned();
    }
    let (path, text) = gone.swap_remove(dice.below(gone.len()));
    files.insert(path.clone(), text);
    format!("{path} is back")
}

/// Changes the first line of a record, from one of its lines on, that can be changed so.
fn in_record(
    files: &mut Files,
    dice: &mut Dice,
    what: &str,
    change: impl Fn(&Files, &str, &mut Dice) -> Option<String>,
) -> String {
    let all = records(files);
    let Some(path) = dice.pick(&all) else {
        return "no record to change".to_owned();
    };
    let mut lines: Vec<String> = files[path].lines().map(str::to_owned).collect();
    let from = dice.below(lines.len().max(1));
    for step in 0..lines.len() {
        let at = (from + step) % lines.len();
        if let Some(changed) = change(files, &lines[at], dice) {
            lines[at] = changed;
            files.insert(path.clone(), lines.join("\n") + "\n");
            return format!("{path}:{}: {what}", at + 1);
        }
    }
    format!("{path}: no line for {what}")
}

/// Whether a line is one of running text, or a title or name.
fn is_words(line: &str) -> bool {
    let is_title = ["title: ", "name: ", "item: ", "short_name: "];
    let is_title = is_title.iter().any(|name| line.trim_start().starts_with(name));
    let is_text = !line.contains(": ") && !line.contains(['[', '{', '"', '#']) && line.trim().contains(' ');
    (is_title && !line.ends_with(['"', '\'', '-'])) || (is_text && !line.trim_start().starts_with("- "))
}

/// The first id in the line becomes that of another record in the same folder.
fn other_reference(files: &Files, line: &str, dice: &mut Dice) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let words = line
        .split(|letter| !is_part(letter))
        .filter(|word| word.len() > 6);
    let paths = records(files);
    for word in words {
        let Some(own) = paths.iter().find(|path| id(path) == word) else {
            continue;
        };
        let kind = own.split('/').nth(1)?;
        let same: Vec<&String> = paths
            .iter()
            .filter(|path| path.split('/').nth(1) == Some(kind))
            .collect();
        return Some(line.replacen(word, id(dice.pick(&same)?), 1));
    }
    None
}

/// The day that the line tells becomes another of the same year.
fn other_day(_: &Files, line: &str, dice: &mut Dice) -> Option<String> {
    let at = line.find(": 20")? + 2;
    let day = line.get(at..at + 10)?;
    let is_day = day.bytes().filter(u8::is_ascii_digit).count() == 8 && day.matches('-').count() == 2;
    let other = format!(
        "{}-{:02}-{:02}",
        &day[..4],
        1 + dice.below(12),
        1 + dice.below(28)
    );
    is_day.then(|| line.replacen(day, &other, 1))
}

/// Running text gets a link to another record.
fn link(files: &Files, line: &str, dice: &mut Dice) -> Option<String> {
    let paths = records(files);
    let to = dice.pick(&paths)?;
    let folder = to.split('/').nth(1)?;
    let is_text = is_words(line) && line.starts_with("  ");
    is_text.then(|| format!("{line} See [another]({folder}/{}).", id(to)))
}

/// A list of two and more on one line, its first two in turn.
fn turned(line: &str) -> Option<String> {
    let (head, rest) = line.split_once(": [")?;
    let (inside, tail) = rest.split_once(']')?;
    let mut parts: Vec<&str> = inside.split(", ").collect();
    (parts.len() > 1).then(|| {
        parts.swap(0, 1);
        format!("{head}: [{}]{tail}", parts.join(", "))
    })
}

/// A draft becomes a finished record.
fn finished(files: &mut Files, dice: &mut Dice) -> String {
    let drafts = records(files);
    let drafts: Vec<String> = drafts
        .into_iter()
        .filter(|path| files[path].contains("status: draft\n"))
        .collect();
    let Some(path) = dice.pick(&drafts) else {
        return in_record(files, dice, "a word more", |_, line, _| {
            is_words(line).then(|| format!("{line} again"))
        });
    };
    let text = files[path].replacen("status: draft\n", "", 1);
    files.insert(path.clone(), text);
    format!("{path} is finished")
}

/// One of the register's own pages is new, other or gone.
fn page(files: &mut Files, dice: &mut Dice) -> String {
    let pages: Vec<String> = files
        .keys()
        .filter(|path| path.starts_with("records/pages/"))
        .cloned()
        .collect();
    match (dice.below(4), dice.pick(&pages)) {
        (0, Some(path)) => {
            files.remove(path);
            format!("{path} taken out")
        }
        (1, Some(path)) => {
            let text = files[path].replacen("# ", "# New: ", 1);
            files.insert(path.clone(), text);
            format!("{path}: another title")
        }
        (2, Some(path)) => {
            let text = format!("{}\nOne paragraph more.\n", files[path]);
            files.insert(path.clone(), text);
            format!("{path}: a paragraph more")
        }
        _ => {
            let path = format!("records/pages/page-{}.md", dice.below(5));
            files.insert(path.clone(), format!("# Page {}\n\nWords.\n", dice.below(9)));
            format!("{path} written")
        }
    }
}

/// Something in `register.yaml` is other.
fn settings(files: &mut Files, dice: &mut Dice) -> String {
    let text = files.get(SETTINGS).cloned().unwrap_or_default();
    let look = "look:\n  brand: \"#5b2a86\"\n";
    let (what, changed) = match dice.below(6) {
        0 => ("name", text.replacen("name: Register", "name: Register anew", 1)),
        1 => (
            "publisher",
            text.replacen("publisher: Nobody", "publisher: Northmere", 1),
        ),
        2 if text.contains("register.example") => {
            ("address", text.replacen("register.example", "records.example", 1))
        }
        2 => ("address", text.replacen("records.example", "register.example", 1)),
        3 => ("about", text.replacen("Invented", "Wholly invented", 1)),
        4 => ("missing", text.replacen("Everything that", "All that", 1)),
        _ if text.contains(look) => ("colours gone", text.replacen(look, "", 1)),
        _ => ("colours", text.clone() + look),
    };
    files.insert(SETTINGS.to_owned(), changed);
    format!("{SETTINGS}: {what}")
}

/// A template of the register's own, an asset of its own, or neither any more.
fn template(files: &mut Files, dice: &mut Dice) -> String {
    let own: Vec<String> = files
        .keys()
        .filter(|path| path.starts_with("templates/"))
        .cloned()
        .collect();
    if let Some(path) = dice.pick(&own).filter(|_| dice.chance(40)) {
        files.remove(path);
        return format!("{path} taken out");
    }
    if dice.chance(40) {
        let path = format!("templates/assets/own-{}.svg", dice.below(3));
        let drawn = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><desc>{}</desc></svg>\n",
            dice.below(9)
        );
        files.insert(path.clone(), drawn);
        return format!("{path} written");
    }
    let pages: Vec<_> = built_in().filter(|(name, _)| name.ends_with(".html")).collect();
    let Some((name, text)) = dice.pick(&pages) else {
        return "no template".to_owned();
    };
    let path = format!("templates/{name}");
    files.insert(path.clone(), format!("{text}<!-- {} -->\n", dice.below(9)));
    format!("{path} written")
}

/// The register's own law is there, other, or gone.
fn law(files: &mut Files, dice: &mut Dice) -> String {
    let own = LAW.replace("cl-gunning", "own-gunning");
    let changed = own.replace("People must be asked", "Those concerned must be asked");
    match dice.below(3) {
        0 => drop(files.remove(OWN_LAW)),
        1 => drop(files.insert(OWN_LAW.to_owned(), own)),
        _ => drop(files.insert(OWN_LAW.to_owned(), changed)),
    }
    format!("{OWN_LAW} is other, or gone")
}
