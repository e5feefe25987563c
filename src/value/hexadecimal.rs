//! Bytes as text: two digits of base 16 each.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Bytes in hexadecimal, two small digits each.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    push_hexadecimal(&mut text, bytes);
    text
}

/// The same at the end of a text.
pub(crate) fn push_hexadecimal(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

/// So many bytes in hexadecimal, small digits or capital ones; none where the text is anything else.
pub(crate) fn from_hexadecimal<const BYTES: usize>(text: &str) -> Option<[u8; BYTES]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * BYTES {
        return None;
    }
    let value = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    let mut bytes = [0; BYTES];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_read_back_as_written() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = hexadecimal(&bytes);
        assert!(text.starts_with("000102") && text.ends_with("fdfeff"), "{text}");
        assert_eq!(
            from_hexadecimal::<256>(&text).as_ref().map(<[u8; 256]>::as_slice),
            Some(&bytes[..])
        );
        assert_eq!(from_hexadecimal("0aF0"), Some([0x0a, 0xf0]));
    }

    #[test]
    fn what_is_no_number_of_that_length_is_none() {
        for text in ["", "0", "000", "00000", "0g", "+1", " 1", "é"] {
            assert_eq!(from_hexadecimal::<2>(text), None, "{text:?}");
        }
        assert_eq!(from_hexadecimal::<1>("+1"), None);
        assert_eq!(from_hexadecimal::<1>("é"), None);
    }
}
