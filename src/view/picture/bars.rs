//! Numbers as bars that lie, one below another, each below its name; the parts of a bar differ in how they are filled.

use serde::Serialize;

use super::{Across, NARROW, width, wrapped};
use crate::view::words::grouped;

/// How long the longest bar is; its number has room beside it.
const LONGEST: i32 = 800;
/// The sizes of letters, and how high a row with its name is.
/// Names stand in bold letters of 13 pixels, which are as wide as others of 15.
const NAME: i32 = 15;
const SIZE: i32 = 12;
const ROW: i32 = 46;
/// Where in a row its name and its bar stand, and how high a bar is.
const NAMED: i32 = 14;
const BAR: i32 = 20;
/// How high a bar is.
pub const HIGH: i32 = 20;

/// One row to draw.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it counts.
    pub name: String,
    /// The parts, in the order of the legend.
    pub parts: Vec<usize>,
}

/// The picture.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    /// How high it is.
    pub height: i32,
    /// The rows.
    pub rows: Vec<Drawn>,
}

/// A row as it is drawn.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// Where its name stands.
    pub named: i32,
    /// Its name.
    pub name: String,
    /// The upper edge of its bar.
    pub y: i32,
    /// The parts that are not empty.
    pub parts: Vec<Part>,
    /// Where the bar ends.
    pub end: Across,
    /// How many there are in all.
    pub total: String,
}

/// A part of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Which of the legend.
    pub which: usize,
    /// Where it begins.
    pub x: Across,
    /// How wide it is.
    pub width: Across,
    /// Its middle.
    pub middle: Across,
    /// Its number, where that has room in it.
    pub number: Option<String>,
}

/// Draws rows, with the longest as wide as there is room.
pub fn draw(rows: &[Row]) -> Bars {
    let most = rows.iter().map(|row| row.parts.iter().sum::<usize>()).max();
    let most = most.unwrap_or(0).max(1) as i64;
    let rows: Vec<Drawn> = (0..)
        .zip(rows)
        .map(|(place, row)| {
            // The edges are reckoned from the sums, so that parts meet and the last ends where the bar does.
            let edge = |sum: usize| i32::try_from(sum as i64 * i64::from(LONGEST) / most).unwrap_or(LONGEST);
            let mut sum = 0;
            let parts = row.parts.iter().enumerate().filter_map(|(which, count)| {
                let (from, to) = (edge(sum), edge(sum + count));
                sum += count;
                let number = width(&grouped(*count), SIZE) + 4 <= Across(to - from).pixels() as i32;
                (*count > 0).then_some(Part {
                    which,
                    x: Across(from),
                    width: Across((to - from).max(1)),
                    middle: Across(i32::midpoint(from, to)),
                    number: number.then(|| grouped(*count)),
                })
            });
            let parts: Vec<Part> = parts.collect();
            Drawn {
                named: ROW * place + NAMED,
                name: wrapped(&row.name, NAME, NARROW, 1).join(""),
                y: ROW * place + BAR,
                end: parts
                    .last()
                    .map_or(Across(0), |part| Across(part.x.0 + part.width.0)),
                parts,
                total: grouped(row.parts.iter().sum()),
            }
        })
        .collect();
    Bars {
        height: ROW * i32::try_from(rows.len()).unwrap_or(1),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_follow_one_another_and_say_their_number_where_it_has_room() {
        let row = |name: &str, parts: &[usize]| Row {
            name: name.to_owned(),
            parts: parts.to_vec(),
        };
        let bars = draw(&[row("2024", &[30, 10]), row("2025", &[0, 1])]);
        let seen: Vec<(usize, i32, i32, Option<&str>)> = bars
            .rows
            .iter()
            .flat_map(|row| &row.parts)
            .map(|part| (part.which, part.x.0, part.width.0, part.number.as_deref()))
            .collect();
        assert_eq!(
            seen,
            [
                (0, 0, 600, Some("30")),
                (1, 600, 200, Some("10")),
                (1, 0, 20, None)
            ]
        );
        assert_eq!(bars.rows[1].total, "1", "and the number beside the bar says it");
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_numbers_have_room(
            rows in prop::collection::vec(("[A-Za-z ]{0,80}", prop::collection::vec(0usize..40_000, 2)), 0..12),
        ) {
            let rows: Vec<Row> = rows.into_iter().map(|(name, parts)| Row { name, parts }).collect();
            let bars = draw(&rows);
            prop_assert_eq!(bars.rows.len(), rows.len());
            for (drawn, row) in bars.rows.iter().zip(&rows) {
                prop_assert_eq!(&drawn.total, &grouped(row.parts.iter().sum::<usize>()));
                prop_assert!(width(&drawn.name, NAME) <= NARROW);
                prop_assert!(drawn.y + HIGH <= bars.height);
                let label = width(&drawn.total, SIZE) + 6;
                prop_assert!(drawn.end.pixels() as i32 + label <= NARROW, "{:?}", drawn);
                prop_assert_eq!(drawn.parts.len(), row.parts.iter().filter(|count| **count > 0).count());
                for pair in drawn.parts.windows(2) {
                    prop_assert!(pair[0].x.0 + pair[0].width.0 <= pair[1].x.0 + 1);
                }
                for part in &drawn.parts {
                    let count = grouped(row.parts[part.which]);
                    prop_assert_eq!(part.number.as_ref().unwrap_or(&count), &count);
                }
            }
        }
    }
}
