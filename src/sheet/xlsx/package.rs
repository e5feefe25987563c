//! The parts of a packed workbook, and which part leads to which.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::damaged;
use super::xml::{Walk, attribute};
use crate::sheet::read::Unreadable;

/// The most that is unpacked of all parts together.
const LIMIT: u64 = 400 << 20;

/// Most parts that a workbook may have.
const PARTS: usize = 10_000;

/// A packed workbook.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

/// Where a part leads.
pub(super) struct Target {
    /// The last word of what it is: `worksheet`, `styles`.
    pub(super) kind: String,
    /// The part.
    pub(super) path: String,
}

/// Where a part leads, by id.
pub(super) struct Targets(BTreeMap<String, Target>);

impl Targets {
    pub(super) fn get(&self, id: &str) -> Option<&Target> {
        self.0.get(id)
    }

    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        let found = self.0.values().find(|target| target.kind == kind);
        found.map(|target| target.path.as_str())
    }
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > PARTS {
            return Err(damaged());
        }
        Ok(Self { archive, left: LIMIT })
    }

    fn holds(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    pub(super) fn has_macros(&self) -> bool {
        self.holds("xl/vbaProject.bin")
    }

    /// The part that the others are found from.
    pub(super) fn main(&mut self) -> Result<String, Unreadable> {
        const CURE: &str = "open it in the spreadsheet and save it as .xlsx or CSV";
        let found = self.targets("")?.of_kind("officeDocument").map(str::to_owned);
        if let Some(path) = found.filter(|path| path.starts_with("xl/") || path.contains("workbook")) {
            if path.ends_with(".bin") {
                return Err(Unreadable::new("it is a binary workbook (.xlsb)", CURE));
            }
            return Ok(path);
        }
        if self.holds("xl/workbook.xml") {
            return Ok("xl/workbook.xml".to_owned());
        }
        let what = match self.part("mimetype")?.as_deref().map(str::trim) {
            Some("application/vnd.oasis.opendocument.spreadsheet") => {
                "it is an OpenDocument spreadsheet (.ods)"
            }
            _ if self.holds("word/document.xml") => "it is a Word document and no table",
            _ => "it is a packed file, but no workbook",
        };
        Err(Unreadable::new(what, CURE))
    }

    /// One part as text; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Ok(file) = self.archive.by_name(name) else {
            return if self.archive.index_for_name(name).is_some() {
                Err(damaged())
            } else {
                Ok(None)
            };
        };
        let mut bytes = Vec::new();
        // The size that the file claims is not believed: what is unpacked is counted.
        let whole = file.take(self.left + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(Unreadable::new(
                "it unpacks to more than 400 MB",
                "delete the rows, columns and sheets that are not needed, and save it again",
            ));
        }
        self.left -= size;
        whole.map_err(|_| damaged())?;
        let (text, _, is_damaged) = encoding_rs::UTF_8.decode(&bytes);
        if is_damaged {
            return Err(damaged());
        }
        Ok(Some(text.into_owned()))
    }

    /// Where a part leads; the package as a whole for an empty name.
    pub(super) fn targets(&mut self, part: &str) -> Result<Targets, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = match folder {
            "" => format!("_rels/{file}.rels"),
            folder => format!("{folder}/_rels/{file}.rels"),
        };
        let text = self.part(&name)?.unwrap_or_default();
        let mut found = BTreeMap::new();
        let mut walk = Walk::new(&text);
        while let Some(step) = walk.next()? {
            let Some(element) = step
                .opened()
                .filter(|one| one.local_name().as_ref() == "Relationship")
            else {
                continue;
            };
            if attribute(element, "TargetMode").is_some_and(|mode| mode == "External") {
                continue;
            }
            let told = |name| attribute(element, name).ok_or_else(damaged);
            let (id, kind, target) = (told("Id")?, told("Type")?, told("Target")?);
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let path = joined(folder, &target);
            found.insert(id, Target { kind, path });
        }
        Ok(Targets(found))
    }
}

/// The name of a part that another names from its folder.
fn joined(folder: &str, target: &str) -> String {
    let (start, rest) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, target),
    };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
