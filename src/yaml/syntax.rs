//! What the reader of YAML stopped at, in a clerk's words.

use granit_parser::{ErrorKind, ScanError};

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::source::{Location, SourceId, Span};

/// What the reader stopped at, as a problem. All before the byte `read` was read without one.
pub(super) fn problem(source: SourceId, text: &str, read: usize, error: &ScanError) -> Diagnostic {
    let shift = text.len() - text.trim_start_matches('\u{feff}').len();
    let offset = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(0) + shift);
    let width = text[offset..].chars().next().map_or(0, char::len_utf8);
    let at = |start, end| Location {
        source,
        span: Span::new(start, end),
    };
    if let Some(tab) = tab_indent(text, offset, error.kind()) {
        return codes::tab(at(tab, tab + 1));
    }
    if let Some(quote) = unclosed_quote(text, read, offset, error.kind()) {
        return Diagnostic::new(
            &codes::YAML_SYNTAX,
            at(quote, quote + 1),
            "a quotation mark opened here is not closed where it should be",
        )
        .cure("close the quotation mark, or write a quotation mark inside quotes twice");
    }
    let at = at(offset, offset + width);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => codes::too_deep(at),
        ErrorKind::UnknownAnchor => codes::alias(at),
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag => codes::tag(at),
        ErrorKind::BomInsideDocument => codes::forbidden_escape(at, '\u{feff}'),
        kind => {
            let (message, cure) = plain_words(kind);
            let message =
                message.map_or_else(|| format!("this is not well-formed YAML: {kind}"), str::to_owned);
            Diagnostic::new(&codes::YAML_SYNTAX, at, message).cure(cure)
        }
    }
}

/// The tab at fault, when the line reading stopped at, or the one after it, is indented with one.
fn tab_indent(text: &str, offset: usize, kind: &ErrorKind) -> Option<usize> {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let told = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::InvalidMappingValueWhitespace
            | ErrorKind::InvalidBlockEntryWhitespace
    );
    let mut begin = start;
    for line in text[start..]
        .split_inclusive('\n')
        .take(if told { usize::MAX } else { 1 })
    {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(begin + tab);
        }
        begin += line.len();
    }
    told.then(|| text[start..].find('\t').map(|at| start + at))
        .flatten()
}

/// The quotation mark that is not closed, when that is what the reader stopped for: the first after what was read
/// that begins a value and has no partner before the place of the error.
fn unclosed_quote(text: &str, read: usize, offset: usize, kind: &ErrorKind) -> Option<usize> {
    let told = matches!(
        kind,
        ErrorKind::UnclosedQuotedScalar
            | ErrorKind::UnexpectedEof
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
    );
    let bytes = text.get(..offset).filter(|_| told)?.as_bytes();
    let opens = |at: usize| at == 0 || b" \t\n[{,".contains(&bytes[at - 1]);
    let mut at = read;
    while at < bytes.len() {
        let quote = bytes[at];
        if matches!(quote, b'"' | b'\'') && opens(at) {
            let mut end = at + 1;
            while bytes.get(end).is_some_and(|byte| *byte != quote) {
                end += if quote == b'"' && bytes[end] == b'\\' {
                    2
                } else {
                    1
                };
            }
            if end >= bytes.len() {
                return Some(at);
            }
            at = end;
        }
        at += 1;
    }
    None
}

/// The commonest slips in plain words; the rest keep the reader's own.
fn plain_words(kind: &ErrorKind) -> (Option<&'static str>, &'static str) {
    let (message, cure) = match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::UnexpectedEof
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => (
            "a quotation mark opened before this place is not closed where it should be",
            "close the quotation mark, or write a quotation mark inside quotes twice",
        ),
        ErrorKind::InvalidBlockScalarHeader => (
            "nothing may follow > or | on its line",
            "begin the text on the next line, indented, or put quotes around it",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "there is text after the closing quotation mark",
            "put quotes around the whole value; inside single quotes, write an apostrophe twice",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (
            "a backslash inside double quotes begins a code, and this is none",
            "write the backslash twice, or use single quotes",
        ),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "a colon followed by a space is not allowed here",
            "put quotes around the whole value, or check that the line is indented like its neighbours",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a bracket opened before this place is not closed",
            "close the bracket, or put quotes around text that begins with one",
        ),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => (
            "this closes a bracket that was not opened",
            "open the bracket, or put quotes around text that holds one",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "this line has no colon after the name of a field",
            "write `field: value`; text that goes on over several lines is indented below its field",
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::BlockSequenceEntryNotAllowed => (
            "this line is not indented like its neighbours",
            "begin it in the column in which the other fields or hyphens of its group begin",
        ),
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MissingAnchorOrAliasName => (
            "a value cannot begin with this character",
            "put quotes around the value",
        ),
        ErrorKind::DirectiveDisallowed => (
            "a line that begins with % is an order to the reader, and records give none",
            "delete the line, or put quotes around text that begins with %",
        ),
        ErrorKind::ExpectedDocumentStart | ErrorKind::InvalidDocumentEnd => (
            "the record ended before this line",
            "delete this line, or indent it like the fields it belongs to",
        ),
        _ => {
            return (
                None,
                "check that this line is indented like its neighbours and that quotes and brackets are closed",
            );
        }
    };
    (Some(message), cure)
}
