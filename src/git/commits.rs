//! The commits of a history, each read once, in order: children before parents, the newer first.

use std::borrow::Cow;
use std::collections::{BinaryHeap, HashMap, HashSet};

use chrono::NaiveDate;
use git2::{Odb, Oid};

use super::read::day;
use super::{Repo, failed};
use crate::disk;
use crate::failure::Failure;
use crate::history::Commit;
use crate::source::is_hidden;

/// A commit as the walk needs it.
pub(super) struct Node {
    /// What is told of it.
    pub(super) commit: Commit,
    /// Its whole tree.
    pub(super) tree: Oid,
    /// Its parents, as places in the same list.
    pub(super) parents: Vec<usize>,
    /// Whether it has parents that are not in the list: then what it did cannot be told.
    pub(super) is_cut: bool,
    /// The day it was committed.
    pub(super) committed: Option<NaiveDate>,
    /// Whether it holds a signature.
    pub(super) is_signed: bool,
    /// When it was committed, in seconds since 1970.
    time: i64,
}

/// A commit's own text, taken apart.
struct Parsed {
    node: Node,
    parents: Vec<Oid>,
}

impl Repo {
    /// Every commit from `head` back, down to those in `stop`, which are given as if they had no parents.
    pub(super) fn commits(&self, head: Oid, stop: &HashSet<Oid>) -> Result<Vec<Node>, Failure> {
        let odb = self.odb()?;
        let mut places = HashMap::from([(head, 0)]);
        let mut parsed = vec![parse(&odb, head, stop)?];
        let mut next = 0;
        while next < parsed.len() {
            let parents = std::mem::take(&mut parsed[next].parents);
            for id in parents {
                let place = match places.get(&id) {
                    Some(place) => *place,
                    None => {
                        let place = parsed.len();
                        places.insert(id, place);
                        parsed.push(parse(&odb, id, stop)?);
                        place
                    }
                };
                parsed[next].node.parents.push(place);
            }
            next += 1;
        }
        Ok(in_order(parsed.into_iter().map(|parsed| parsed.node).collect()))
    }

    /// What is told of one commit.
    pub(super) fn told(&self, id: Oid) -> Result<Commit, Failure> {
        Ok(parse(&self.odb()?, id, &HashSet::new())?.node.commit)
    }

    /// Where a shallow clone ends, as Git lists it; empty where it is whole. With the last commit it settles the history.
    ///
    /// # Errors
    ///
    /// Where the list cannot be read.
    pub fn shallow_end(&self) -> Result<String, Failure> {
        Ok(self.shallow()?.1)
    }

    /// The commits whose parents were left out of a shallow clone, and the file that lists them, as it stands.
    pub(super) fn shallow(&self) -> Result<(HashSet<Oid>, String), Failure> {
        let bytes = disk::load(&self.repo.commondir().join("shallow"))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let ids = text.lines().filter_map(|line| Oid::from_str(line.trim()).ok());
        Ok((ids.collect(), text))
    }
}

/// Children before parents; where both orders would do, the later committed first.
fn in_order(nodes: Vec<Node>) -> Vec<Node> {
    let mut waiting = vec![0_u32; nodes.len()];
    for parent in nodes.iter().flat_map(|node| &node.parents) {
        waiting[*parent] += 1;
    }
    // The heap gives the greatest: the latest, and of those the first found.
    let rank = |place: usize, nodes: &[Node]| (nodes[place].time, std::cmp::Reverse(place));
    let mut ready = BinaryHeap::from([rank(0, &nodes)]);
    let mut order = Vec::with_capacity(nodes.len());
    while let Some((_, std::cmp::Reverse(place))) = ready.pop() {
        order.push(place);
        for parent in &nodes[place].parents {
            waiting[*parent] -= 1;
            if waiting[*parent] == 0 {
                ready.push(rank(*parent, &nodes));
            }
        }
    }
    let mut moved_to = vec![0; nodes.len()];
    for (now, before) in order.iter().enumerate() {
        moved_to[*before] = now;
    }
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let sorted = order.iter().filter_map(|place| nodes[*place].take());
    sorted
        .map(|mut node| {
            for parent in &mut node.parents {
                *parent = moved_to[*parent];
            }
            node
        })
        .collect()
}

fn parse(odb: &Odb<'_>, id: Oid, stop: &HashSet<Oid>) -> Result<Parsed, Failure> {
    let broken = || {
        Failure::new(format!("commit {id} could not be read"))
            .cure("look what is wrong with the repository: git fsck")
    };
    let object = odb.read(id).map_err(|error| {
        failed(&format!("commit {id} is missing"), &error).cure("fetch it again: git fetch --refetch")
    })?;
    let data = object.data();
    let split = data.windows(2).position(|pair| pair == b"\n\n");
    let (header, message) = split.map_or((data, &[][..]), |at| (&data[..at], &data[at + 2..]));
    let (mut tree, mut parents, mut by, mut on, mut time) = (None, Vec::new(), "", None, 0);
    let (mut author_bytes, mut is_latin) = (&[][..], false);
    let (mut committed, mut is_signed) = (None, false);
    for line in header.split(|byte| *byte == b'\n') {
        let Some(space) = line.iter().position(|byte| *byte == b' ') else {
            continue;
        };
        let (name, value) = (&line[..space], &line[space + 1..]);
        match name {
            b"tree" => tree = hexadecimal(value),
            b"parent" => parents.extend(hexadecimal(value)),
            b"author" => author_bytes = value,
            b"committer" => {
                let (seconds, minutes) = moment(value).unwrap_or((0, 0));
                time = seconds;
                committed = day(seconds, minutes);
            }
            b"gpgsig" | b"gpgsig-sha256" => is_signed = true,
            b"encoding" => {
                is_latin = value.eq_ignore_ascii_case(b"iso-8859-1") || value.eq_ignore_ascii_case(b"latin1");
            }
            _ => {}
        }
    }
    let author = text(author_bytes, is_latin);
    if let Some((name, _)) = author.split_once('<') {
        by = name.trim();
    }
    if let Some((seconds, minutes)) = moment(author_bytes) {
        on = day(seconds, minutes);
    }
    let first = message
        .split(|byte| *byte == b'\n')
        .find(|line| !line.trim_ascii().is_empty());
    let is_cut = stop.contains(&id) && !parents.is_empty();
    if is_cut {
        parents.clear();
    }
    let node = Node {
        commit: Commit {
            id: id.to_string(),
            on: on.unwrap_or(NaiveDate::default()),
            by: by.to_owned(),
            summary: text(first.unwrap_or_default(), is_latin).trim().to_owned(),
        },
        tree: tree.ok_or_else(broken)?,
        parents: Vec::new(),
        is_cut,
        committed,
        is_signed,
        time,
    };
    Ok(Parsed { node, parents })
}

/// Text in one of the two encodings that old registers hold, fit to be shown. This is the one way by which the words of a
/// commit come in, so pages, feeds and lists need not look at them again.
fn text(bytes: &[u8], is_latin: bool) -> String {
    let text = if is_latin {
        Cow::Owned(bytes.iter().copied().map(char::from).collect())
    } else {
        String::from_utf8_lossy(bytes)
    };
    if !text.chars().any(is_hidden) {
        return text.into_owned();
    }
    // Anybody's Git puts anything there: what turns the order of letters round would make a line say what it does not, and
    // what controls a terminal would do so.
    let shown = text.chars().map(|letter| match letter {
        letter if !is_hidden(letter) => letter,
        letter if letter.is_whitespace() => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    });
    shown.collect()
}

fn hexadecimal(bytes: &[u8]) -> Option<Oid> {
    Oid::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

/// The seconds since 1970 and the minutes ahead of Greenwich at the end of an author's line.
fn moment(line: &[u8]) -> Option<(i64, i32)> {
    let end = line.iter().rposition(|byte| *byte == b'>')?;
    let mut parts = std::str::from_utf8(&line[end + 1..]).ok()?.split_whitespace();
    let seconds = parts.next()?.parse().ok()?;
    let zone: i32 = parts.next().and_then(|zone| zone.parse().ok()).unwrap_or(0);
    Some((seconds, zone / 100 * 60 + zone % 100))
}
