//! Random numbers that are the same on every machine and in every year: splitmix64, by Steele, Lea and Flood.

use chrono::{Days, NaiveDate};

/// A line of random numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The line of numbers that belongs to one thing: what one record says does not depend on how many there are.
    pub(crate) fn of(seed: u64, kind: &str, number: usize) -> Self {
        let name = kind.bytes().fold(seed ^ 0x5157_1A7E, |sum, byte| {
            sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)
        });
        let mut line = Self(name ^ (number as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        line.next();
        line
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit that is not 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("it is below a usize")
    }

    /// A number from one to another, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in so many cases of a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub(crate) fn pick<'l, T: ?Sized>(&mut self, list: &[&'l T]) -> &'l T {
        list[self.below(list.len())]
    }

    /// Some of a list, in its order, none twice.
    pub(crate) fn some<'l, T: ?Sized>(&mut self, list: &[&'l T], count: usize) -> Vec<&'l T> {
        let mut places: Vec<usize> = (0..list.len()).collect();
        for place in 0..count.min(list.len()) {
            let other = self.between(place, list.len() - 1);
            places.swap(place, other);
        }
        places.truncate(count);
        places.into_iter().map(|place| list[place]).collect()
    }

    /// A day so many days after another.
    pub(crate) fn after(&mut self, day: NaiveDate, low: usize, high: usize) -> NaiveDate {
        day + Days::new(self.between(low, high) as u64)
    }

    /// A day as a clerk knows it: mostly whole, sometimes the month or year alone, sometimes not at all.
    pub(crate) fn known(&mut self, day: NaiveDate) -> String {
        match self.below(100) {
            0..=1 => "unknown".to_owned(),
            2..=4 => day.format("%Y").to_string(),
            5..=11 => day.format("%Y-%m").to_string(),
            _ => day.to_string(),
        }
    }

    /// A sum in hexadecimal, of nothing in particular.
    pub(crate) fn sum(&mut self) -> String {
        let parts: Vec<String> = (0..4).map(|_| format!("{:016x}", self.next())).collect();
        parts.concat()
    }
}
