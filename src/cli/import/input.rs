//! Where the minutes come from: a file, standard input, or what is pasted at a terminal. Nothing is fetched.

use std::io::{BufRead, IsTerminal, Read};
use std::path::Path;

use crate::cli::desk::Desk;
use crate::disk;
use crate::failure::{Exit, Failure};

/// Most bytes that are taken in (32 MiB); the longest minutes of a whole meeting are a tenth of this.
pub(super) const LIMIT: u64 = 32 << 20;

/// Longest line that a terminal hands on whole; it drops the rest of a longer one without a word.
const LINE: usize = if cfg!(target_os = "macos") { 1023 } else { 4095 };

/// The bytes of a document, and the name of its file.
#[derive(Debug)]
pub(super) struct Input {
    /// The bytes.
    pub(super) bytes: Vec<u8>,
    /// The name.
    pub(super) name: Option<String>,
}

/// Reads the document: a file, standard input (`-`), or at a terminal what is pasted.
///
/// # Errors
///
/// [`Exit::NotFound`] where there is no such file, [`Exit::Usage`] where nothing is named and nobody can paste.
pub(super) fn take(file: Option<&Path>, desk: &Desk<'_>) -> Result<Input, Failure> {
    let terminal = std::io::stdin().is_terminal();
    match file.filter(|file| *file != Path::new("-")) {
        Some(file) => Ok(Input {
            bytes: disk::read_document(file, LIMIT)?,
            name: file.file_name().map(|name| name.to_string_lossy().into_owned()),
        }),
        None if terminal && desk.may_ask => pasted(desk),
        None if file.is_some() => standard_input(),
        None => Err(Failure::with(Exit::Usage, "no minutes were named")
            .cure("name a file, or - for standard input; at a terminal they can be pasted")),
    }
}

fn standard_input() -> Result<Input, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new("standard input could not be read").because(error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(disk::too_long("standard input", LIMIT));
    }
    Ok(Input { bytes, name: None })
}

/// What is pasted, up to a line with only a full stop, or the end of input.
fn pasted(desk: &Desk<'_>) -> Result<Input, Failure> {
    desk.output
        .say("Paste the minutes, then a line with only a full stop (or Ctrl-D):");
    let mut bytes = Vec::new();
    let mut line = Vec::new();
    let mut stdin = std::io::stdin().lock();
    loop {
        line.clear();
        let read = stdin.read_until(b'\n', &mut line);
        read.map_err(|error| Failure::new("what was pasted could not be read").because(error))?;
        if line.is_empty() || line.trim_ascii() == b"." {
            break;
        }
        if line.len() >= LINE {
            let what = "a line is too long to be pasted: the terminal keeps only its beginning";
            return Err(Failure::with(Exit::Refused, what)
                .cure("save the minutes in a file, and name that: scrutiny import minutes FILE"));
        }
        bytes.extend_from_slice(&line);
        if bytes.len() as u64 > LIMIT {
            return Err(disk::too_long("what was pasted", LIMIT));
        }
    }
    Ok(Input { bytes, name: None })
}
