//! Who is let in: whoever knows the token, from a page of ours, on this machine.

use sha2::{Digest, Sha256};

use crate::value::hexadecimal;

/// What this server was started with, and nobody else knows.
pub struct Gate {
    token: String,
}

/// What a request says of where it comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sent<'a> {
    /// The `Host` that was asked.
    pub host: Option<&'a str>,
    /// The `Origin` of the page that asks.
    pub origin: Option<&'a str>,
    /// The `Sec-Fetch-Site`: how that page is related to us, as the browser sees it.
    pub site: Option<&'a str>,
}

impl Gate {
    /// How many random bytes the token is made of.
    pub const BYTES: usize = 24;

    /// A gate that opens to a token made of these random bytes.
    pub fn new(random: [u8; Self::BYTES]) -> Self {
        Self {
            token: hexadecimal(&random),
        }
    }

    /// The token, for the one address that is printed.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Whether this is the token. How long it takes does not tell how much of it is right.
    pub fn opens(&self, token: &str) -> bool {
        same(&self.token, token)
    }

    /// What a form has to send with its answers. It follows from the token, and does not tell it.
    pub fn seal(&self, form: &str) -> String {
        let mut sum = Sha256::new();
        sum.update(b"form\0");
        sum.update(self.token.as_bytes());
        sum.update(b"\0");
        sum.update(form.as_bytes());
        hexadecimal(&sum.finalize()[..16])
    }

    /// Whether a form sent what it was given.
    pub fn is_sealed(&self, form: &str, seal: &str) -> bool {
        same(&self.seal(form), seal)
    }
}

/// Whether what would change something comes from a page of this very server. A browser tells where it comes from; what does
/// not tell it is no browser.
pub fn is_own_page(sent: &Sent<'_>) -> bool {
    let related = sent.site.map(|site| site == "same-origin");
    if related == Some(false) {
        return false;
    }
    match (sent.origin, sent.host) {
        (Some("null") | None, _) => related == Some(true),
        (Some(origin), Some(host)) => origin.strip_prefix("http://") == Some(host),
        (Some(_), None) => false,
    }
}

/// Compares every byte, whatever the first ones are.
fn same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    let differ = pairs.fold(0, |all, (one, other)| all | (one ^ other));
    std::hint::black_box(differ) == 0 && one.len() == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(byte: u8) -> Gate {
        Gate::new([byte; Gate::BYTES])
    }

    #[test]
    fn only_the_token_opens() {
        let gate = gate(7);
        let token = gate.token().to_owned();
        assert_eq!(token.len(), 48);
        assert!(gate.opens(&token));
        for wrong in [
            "",
            "0",
            &token[1..],
            &format!("{token}0"),
            &token.replace('7', "8"),
            &token.to_uppercase().replace('0', "O"),
        ] {
            assert!(!gate.opens(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_seal_is_for_one_form_of_one_server() {
        let seal = gate(1).seal("a");
        assert!(gate(1).is_sealed("a", &seal));
        assert!(!gate(1).is_sealed("b", &seal));
        assert!(!gate(2).is_sealed("a", &seal));
        assert!(!gate(1).is_sealed("a", ""));
        assert!(!seal.contains(gate(1).token()) && !gate(1).token().contains(&seal));
    }

    #[test]
    fn only_pages_of_this_server_may_change_anything() {
        let host = Some("127.0.0.1:8017");
        let own = Some("http://127.0.0.1:8017");
        let cases = [
            (host, own, Some("same-origin"), true),
            (host, own, None, true),
            // A page without a referrer sends `null`, and the browser vouches for it.
            (host, Some("null"), Some("same-origin"), true),
            (host, None, Some("same-origin"), true),
            (host, Some("null"), None, false),
            (host, None, None, false),
            (host, Some("null"), Some("cross-site"), false),
            (host, own, Some("cross-site"), false),
            (host, own, Some("same-site"), false),
            (host, own, Some("none"), false),
            (host, Some("http://evil.example"), None, false),
            (host, Some("http://evil.example"), Some("same-origin"), false),
            (host, Some("https://127.0.0.1:8017"), None, false),
            (host, Some("http://127.0.0.1:9000"), Some("same-origin"), false),
            (host, Some("http://127.0.0.1:8017.evil.example"), None, false),
            (None, own, Some("same-origin"), false),
        ];
        for (host, origin, site, expected) in cases {
            let sent = Sent { host, origin, site };
            assert_eq!(is_own_page(&sent), expected, "{sent:?}");
        }
    }
}
