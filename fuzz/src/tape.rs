//! Choices read from bytes, so that a fuzzer that changes bytes changes what is done, and in which order.

/// What is left of the bytes.
#[derive(Clone, Copy, Debug)]
pub struct Tape<'b>(&'b [u8]);

impl<'b> Tape<'b> {
    /// Reads choices from these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// The next byte; nought where there is none left.
    pub fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    /// One of so many, counted from 0. Places in a text need two bytes.
    pub fn below(&mut self, count: usize) -> usize {
        let number = match count {
            0..=256 => usize::from(self.byte()),
            _ => usize::from(self.byte()) << 8 | usize::from(self.byte()),
        };
        number % count.max(1)
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// Whether anything is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What stands before and after the first byte that no UTF-8 text holds, by which inputs of several parts are cut.
pub fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == 0xff) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}
