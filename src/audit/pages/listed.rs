//! Reads lists of sums, in the form of `sha256sum`.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::MANIFEST;

/// A list of sums, as it was read.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) sums: BTreeMap<String, String>,
    /// Lines that are none, counted from 1, with what is wrong.
    pub(super) faults: Vec<(usize, &'static str)>,
}

impl Listed {
    /// Reads the form of `sha256sum`: a sum, two spaces or a space and a star, and a path or an address.
    pub(super) fn read(text: &[u8], base: Option<&str>) -> Self {
        let mut listed = Self::default();
        let mut taken = BTreeSet::new();
        let text = String::from_utf8_lossy(text);
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let mut fault = |what| listed.faults.push((number + 1, what));
            let Some((sum, name)) = line.split_once("  ").or_else(|| line.split_once(" *")) else {
                fault("is not a sum and a name");
                continue;
            };
            if sum.len() != 64 || !sum.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                fault("does not begin with a SHA-256 sum");
                continue;
            }
            let Some(path) = path_of(name.trim_end(), base) else {
                fault("names an address that is not below the register's own");
                continue;
            };
            if path == MANIFEST {
                continue;
            }
            if !taken.insert(path.clone()) {
                fault("names a file that another line names");
                continue;
            }
            listed.sums.insert(path, sum.to_ascii_lowercase());
        }
        listed
    }
}

/// The path below the site that a line names.
fn path_of(name: &str, base: Option<&str>) -> Option<String> {
    if !name.starts_with("https://") && !name.starts_with("http://") {
        return Some(name.trim_start_matches("./").to_owned());
    }
    let plain = |address: &str| {
        let (_, rest) = address.split_once("://")?;
        Some(rest.trim_end_matches('/').to_owned())
    };
    let name = name.split(['?', '#']).next()?;
    let (_, rest) = name.split_once("://")?;
    let below = rest.strip_prefix(plain(base?)?.as_str())?;
    let path = decoded(below.strip_prefix('/').unwrap_or(below));
    match below.starts_with('/') || below.is_empty() {
        true if path.is_empty() || path.ends_with('/') => Some(format!("{path}index.html")),
        true => Some(path),
        false => None,
    }
}

/// An address with its `%41` made letters again.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match byte.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
