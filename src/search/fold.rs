//! Letters as they are compared: small, without accents, without what cannot be seen.
//!
//! `templates/script/search.js` does the same to what a reader types: whoever changes one changes both. A table of cases,
//! `tests/search/words.json`, holds them together.

use std::sync::LazyLock;

/// U+00C0 to U+024F and U+1E00 to U+1EFF: each letter small and without its accents, as Unicode takes them apart.
const LATIN: [(u32, &str); 2] = [
    (
        0xC0,
        "aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþyaaaaaaccccccccdd\
     đđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssss\
     ssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈu\
     uʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææøø\
     aaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ",
    ),
    (
        0x1E00,
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo\
     oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyẚſẜẝßẟ\
     aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu\
     uuyyyyyyyyỻỻỽỽỿỿ",
    ),
];

static TABLES: LazyLock<[(u32, Vec<char>); 2]> =
    LazyLock::new(|| LATIN.map(|(start, letters)| (start, letters.chars().collect())));

/// Whether a letter is part of a word. Accents that stand by themselves are, and what joins or parts letters unseen.
pub(super) fn is_of_word(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    letter != '\u{2BC}' && (letter.is_alphanumeric() || is_accent(letter) || is_unseen(letter))
}

/// Where the first run of letters begins in a text. Most letters are a byte, and looked at as such.
pub(super) fn run_starts(text: &str) -> Option<usize> {
    let plain = text
        .bytes()
        .position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    let rest = &text[plain..];
    Some(plain + rest.find(is_of_word)?)
}

/// Where the run of letters ends that a text begins with.
pub(super) fn run_ends(text: &str) -> usize {
    let plain = text.bytes().position(|byte| !byte.is_ascii_alphanumeric());
    let Some(plain) = plain else { return text.len() };
    let rest = &text[plain..];
    plain + rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len())
}

fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&letter)
}

/// Soft hyphens, joiners and marks of byte order, as pasted pages have them.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Adds a letter to a word in the form in which words are compared.
pub(super) fn push(out: &mut String, letter: char) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for small in letter.to_lowercase() {
        match plain(small) {
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            // What word processors draw as one sign.
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            other if is_accent(other) || is_unseen(other) => {}
            other => out.push(other),
        }
    }
}

fn plain(letter: char) -> char {
    let code = u32::from(letter);
    let found = TABLES.iter().find_map(|(start, letters)| {
        let at = code.checked_sub(*start)?;
        letters.get(usize::try_from(at).ok()?)
    });
    found.copied().unwrap_or(letter)
}
