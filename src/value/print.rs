//! Numbers that stand for what something is made from: while the number stays the same, so does what is made.

use sha2::{Digest, Sha256};

/// The first 128 bits of a SHA-256 sum.
pub type Fingerprint = [u8; 16];

/// One number for several parts, each with its length, so that no two lists of parts run together alike.
pub fn sum<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Fingerprint {
    let mut digest = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    let whole = digest.finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&whole[..16]);
    short
}
