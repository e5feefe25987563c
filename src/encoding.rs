//! Which letters bytes stand for, where neither a mark nor a declaration says: what people's programs save on machines in
//! England.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at to tell text of two bytes a character.
const HEAD: usize = 4096;

/// How many bytes a guess rests on at most.
const ENOUGH: usize = 1 << 20;

/// Text of two bytes a character without a mark has a zero in every other byte.
pub fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |skip: usize| {
        let every_other = head.iter().skip(skip).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 4 / 5;
    match () {
        () if head.len() < 4 => None,
        () if odd > most && even == 0 => Some(UTF_16LE),
        () if even > most && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// The encoding of bytes that are no UTF-8. English texts are windows-1252 wherever they are not Unicode; any other guess rests
/// on too few letters.
pub fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(ENOUGH)], true);
    match detector.guess(Some(b"uk"), Utf8Detection::Deny) {
        encoding if encoding.is_single_byte() => encoding,
        _ => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_two_bytes_are_told_from_others() {
        assert_eq!(wide(b"i\0d\0;\0"), Some(UTF_16LE));
        assert_eq!(wide(b"\0i\0d\0;"), Some(UTF_16BE));
        assert_eq!(wide(b"id;title"), None);
        assert_eq!(wide(b"i"), None);
        assert_eq!(guessed(b"caf\xe9 \x93x\x94"), WINDOWS_1252);
    }
}
