//! Numbers and lists of numbers as short text: five bits a letter, and neighbours as one.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Adds a number: its lowest five bits first, each letter but the last marked by a sixth bit.
pub fn number(out: &mut String, mut number: u32) {
    loop {
        let low = (number & 31) as usize;
        number >>= 5;
        let more = if number > 0 { 32 } else { 0 };
        out.push(char::from(LETTERS[low | more]));
        if number == 0 {
            return;
        }
    }
}

/// Adds rising numbers: for each run of neighbours the gap before it, doubled, and one more where the run is longer
/// than one; then by how much it is longer than two.
pub fn rising(out: &mut String, numbers: impl IntoIterator<Item = u32>) {
    let mut next = 0;
    let mut run: Option<(u32, u32)> = None;
    for value in numbers {
        run = match run {
            Some((first, last)) if value == last + 1 => Some((first, value)),
            done => {
                if let Some((first, last)) = done {
                    put(out, first - next, last - first);
                    next = last + 1;
                }
                Some((value, value))
            }
        };
    }
    if let Some((first, last)) = run {
        put(out, first - next, last - first);
    }
}

/// Adds any numbers: each run of equal ones as the number, doubled, and one more where the run is longer than one; then
/// by how much it is longer than two.
pub fn repeated(out: &mut String, numbers: &[u32]) {
    for run in numbers.chunk_by(|one, other| one == other) {
        let more = u32::try_from(run.len() - 1).unwrap_or(u32::MAX);
        put(out, run[0], more);
    }
}

fn put(out: &mut String, value: u32, more: u32) {
    number(out, value * 2 + u32::from(more > 0));
    if more > 0 {
        number(out, more - 1);
    }
}
