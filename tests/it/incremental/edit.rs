//! Edits of a register's files, such as a clerk might make: all in memory, some of them mistakes.

use std::collections::BTreeMap;

use super::dice::Dice;

/// A register's files: path and text.
pub(crate) type Files = BTreeMap<String, String>;

/// One edit such as a clerk might make: of one record, or the taking out or addition of one.
pub(crate) fn edit(files: &mut Files, dice: &mut Dice) -> String {
    let paths: Vec<String> = files
        .keys()
        .filter(|path| path.ends_with(".yaml"))
        .cloned()
        .collect();
    let path = paths[dice.below(paths.len())].clone();
    let text = files[&path].clone();
    let lines: Vec<&str> = text.lines().collect();
    match dice.below(8) {
        0 => drop(files.remove(&path)),
        1 => {
            let copy = path.replace(".yaml", "-again.yaml");
            files.insert(copy, text);
        }
        2 => {
            let line = dice.below(lines.len());
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != line)
                .map(|(_, line)| *line)
                .collect();
            files.insert(path.clone(), kept.join("\n") + "\n");
        }
        3 => drop(files.insert(path.clone(), format!("{text}status: draft\n"))),
        6 => {
            let tombstone = "withdrawn: {date: 2026-03-01, reason: Twice.}\n";
            files.insert(path.clone(), tombstone.to_owned());
        }
        7 => {
            let (_, name) = path.rsplit_once('/').expect("records are in folders");
            let alias = name.replace(".yaml", "-before");
            files.insert(path.clone(), format!("{text}aliases: [{alias}]\n"));
        }
        4 => {
            // A name: what it is called stands on the pages of many others.
            let named = ["name: ", "title: ", "item: ", "short_name: "];
            let line = lines
                .iter()
                .find(|line| named.iter().any(|name| line.starts_with(name)));
            let changed = line.map_or_else(
                || text.clone(),
                |line| text.replacen(line, &format!("{line} anew"), 1),
            );
            files.insert(path.clone(), changed);
        }
        _ => {
            let words = [
                "not-substantial",
                "substantial-variation",
                "noted",
                "unknown",
                "confirmed",
                "2025-",
            ];
            let (from, to) = (words[dice.below(words.len())], words[dice.below(words.len())]);
            files.insert(path.clone(), text.replacen(from, to, 1));
        }
    }
    path
}
