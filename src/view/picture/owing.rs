//! Who owes what to whom: those who owe at one side, those it is owed to at the other, a numbered line for each duty.

use serde::Serialize;

use super::{Across, MARK, NARROW, wrapped};

/// How many duties are drawn.
pub const LINES: usize = 10;
/// How many of those on one side of a duty are drawn by name; more are drawn as one, with their number.
const NAMED: usize = 3;
/// The edges of the two columns of names, and the middle between them.
const EDGES: [i32; 2] = [380, 620];
const MIDDLE: i32 = 500;
/// The size of the letters, how high a line of them is, and the margin of a box.
const SIZE: i32 = 12;
const LINE: i32 = 16;
const MARGIN: i32 = 6;
/// How far apart boxes, and numbers, stand.
const GAP: i32 = 12;
const ROW: i32 = MARK + 12;
/// Where the boxes begin, below the headings.
const TOP: i32 = 28;

/// Where a duty stands, as its line shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stroke {
    /// To be done.
    Open,
    /// One recorded view makes it a duty and another does not.
    Disputed,
    /// It cannot be told.
    Unknown,
    /// Done.
    Done,
}

impl Stroke {
    /// What the line stands for, in a sentence about the picture.
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "a solid line is to be done",
            Self::Disputed => "a line of dots and dashes is disputed",
            Self::Unknown => "a dashed line cannot be told yet",
            Self::Done => "a double line is done",
        }
    }
}

/// A duty to draw.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Those who owe it.
    pub who: Vec<String>,
    /// Those it is owed to.
    pub whom: Vec<String>,
    /// Where it stands.
    pub stroke: Stroke,
}

/// The picture.
#[derive(Clone, Debug, Serialize)]
pub struct Owing {
    /// How high it is.
    pub height: i32,
    /// Those at either side.
    pub boxes: Vec<Named>,
    /// The lines, from box to number and on.
    pub lines: Vec<Line>,
    /// The numbers.
    pub numbers: Vec<Number>,
}

/// One who owes or is owed.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// The left edge.
    pub x: Across,
    /// The upper edge.
    pub y: i32,
    /// The width.
    pub width: Across,
    /// The height.
    pub height: i32,
    /// The middle.
    pub middle: Across,
    /// The name, line by line, each with its place.
    pub lines: Vec<(i32, String)>,
}

/// A line.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Where it begins.
    pub from: (Across, i32),
    /// Where it ends.
    pub to: (Across, i32),
    /// How it is drawn.
    pub stroke: Stroke,
}

/// The number of a duty.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// The number.
    pub number: usize,
    /// Its middle.
    pub x: Across,
    /// Its middle.
    pub y: i32,
    /// How the duty stands.
    pub stroke: Stroke,
}

/// One side: its names in the order in which they come up, and for each duty which of them it touches.
struct Side {
    names: Vec<String>,
    touched: Vec<Vec<usize>>,
}

impl Side {
    fn of<'d>(duties: impl Iterator<Item = &'d Vec<String>>) -> Self {
        let (mut names, mut touched) = (Vec::<String>::new(), Vec::new());
        for own in duties {
            let own = gathered(own);
            let places = own.into_iter().map(|name| {
                names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                })
            });
            touched.push(places.collect());
        }
        Self { names, touched }
    }

    /// The boxes, evenly spread over a height, and how high they are together with the gaps between them.
    fn boxes(&self, x: i32, wide: i32) -> (Vec<Named>, i32) {
        let (mut y, mut boxes) = (0, Vec::new());
        for name in &self.names {
            let room = Across(wide).pixels() as i32 - 2 * MARGIN;
            let lines = wrapped(name, SIZE, room, 4);
            let height = LINE * i32::try_from(lines.len().max(1)).unwrap_or(1) + 2 * MARGIN;
            boxes.push(Named {
                x: Across(x),
                y,
                width: Across(wide),
                height,
                middle: Across(x + wide / 2),
                lines: (1..)
                    .zip(lines)
                    .map(|(line, words)| (LINE * line + MARGIN - 4, words))
                    .collect(),
            });
            y += height + GAP;
        }
        (boxes, y - GAP)
    }
}

/// Names, or the first of them and how many more where they are many.
fn gathered(names: &[String]) -> Vec<String> {
    match names {
        [] => vec!["Not recorded".to_owned()],
        [first, rest @ ..] if names.len() > NAMED => vec![format!("{first} and {} more", rest.len())],
        _ => names.to_vec(),
    }
}

/// Draws duties, numbered from 1 in their order. Those past [`LINES`] are not drawn.
pub fn draw(duties: &[Duty]) -> Option<Owing> {
    let duties = &duties[..duties.len().min(LINES)];
    if duties.is_empty() {
        return None;
    }
    let (left, right) = (
        Side::of(duties.iter().map(|duty| &duty.who)),
        Side::of(duties.iter().map(|duty| &duty.whom)),
    );
    let (mut owing, high) = left.boxes(0, EDGES[0]);
    let (mut owed, higher) = right.boxes(EDGES[1], 1000 - EDGES[1]);
    let rows = ROW * i32::try_from(duties.len()).unwrap_or(1);
    let height = high.max(higher).max(rows);
    spread(&mut owing, height - high);
    spread(&mut owed, height - higher);
    let first = TOP + (height - rows) / 2 + ROW / 2;
    let (mut lines, mut numbers) = (Vec::new(), Vec::new());
    for (number, duty) in duties.iter().enumerate() {
        let y = first + ROW * i32::try_from(number).unwrap_or(0);
        let middle = |boxed: &Named| boxed.y + boxed.height / 2;
        let hub = (Across(MIDDLE), y);
        let stroke = duty.stroke;
        lines.extend(left.touched[number].iter().map(|own| Line {
            from: (Across(EDGES[0]), middle(&owing[*own])),
            to: hub,
            stroke,
        }));
        lines.extend(right.touched[number].iter().map(|own| Line {
            from: hub,
            to: (Across(EDGES[1]), middle(&owed[*own])),
            stroke,
        }));
        numbers.push(Number {
            number: number + 1,
            x: hub.0,
            y,
            stroke,
        });
    }
    owing.extend(owed);
    Some(Owing {
        height: TOP + height + 2,
        boxes: owing,
        lines,
        numbers,
    })
}

/// Moves boxes apart by what room is left, and below the headings.
fn spread(boxes: &mut [Named], room: i32) {
    let shares = i32::try_from(boxes.len()).unwrap_or(1) * 2;
    for (number, one) in (0..).zip(boxes) {
        one.y += TOP + room * (2 * number + 1) / shares;
        for (y, _) in &mut one.lines {
            *y += one.y;
        }
    }
}

/// What all pictures are told by: the headings have room beside one another.
const _: () = assert!(NARROW * EDGES[0] / 1000 > 80);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::width;
    use super::*;

    fn duty(who: &[&str], whom: &[&str], stroke: Stroke) -> Duty {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Duty {
            who: owned(who),
            whom: owned(whom),
            stroke,
        }
    }

    fn holds(owing: &Owing, duties: usize) {
        let numbers: Vec<usize> = owing.numbers.iter().map(|number| number.number).collect();
        assert_eq!(numbers, (1..=duties).collect::<Vec<_>>());
        for boxed in &owing.boxes {
            assert!(
                boxed.y >= TOP && boxed.y + boxed.height <= owing.height,
                "{boxed:?}"
            );
            for (y, words) in &boxed.lines {
                assert!(boxed.y < *y && *y < boxed.y + boxed.height, "{boxed:?}");
                assert!(f64::from(width(words, SIZE)) <= boxed.width.pixels(), "{words}");
            }
        }
        for (at, one) in owing.boxes.iter().enumerate() {
            for other in owing.boxes[..at].iter().filter(|other| other.x == one.x) {
                assert!(other.y + other.height <= one.y, "{other:?} touches {one:?}");
            }
        }
        for number in &owing.numbers {
            assert!(
                number.y - MARK / 2 >= TOP && number.y + MARK / 2 <= owing.height,
                "{number:?}"
            );
            let here = (number.x, number.y);
            assert!(
                owing.lines.iter().any(|line| line.to == here),
                "somebody owes {number:?}"
            );
            assert!(
                owing.lines.iter().any(|line| line.from == here),
                "it is owed to somebody: {number:?}"
            );
        }
        for pair in owing.numbers.windows(2) {
            assert!(pair[1].y - pair[0].y >= MARK);
        }
    }

    #[test]
    fn each_stands_once_at_its_side_and_lines_say_how_a_duty_stands() {
        let duties = [
            duty(&["NHS Kent and Medway"], &["the public", "carers"], Stroke::Open),
            duty(&["KMPT"], &["the public"], Stroke::Done),
            duty(&["NHS Kent and Medway"], &[], Stroke::Unknown),
        ];
        let owing = draw(&duties).expect("there are duties");
        holds(&owing, 3);
        let names: Vec<String> = owing
            .boxes
            .iter()
            .map(|boxed| {
                boxed
                    .lines
                    .iter()
                    .map(|(_, words)| words.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        assert_eq!(
            names,
            [
                "NHS Kent and Medway",
                "KMPT",
                "the public",
                "carers",
                "Not recorded"
            ]
        );
        let strokes: Vec<Stroke> = owing.lines.iter().map(|line| line.stroke).collect();
        use Stroke::{Done, Open, Unknown};
        assert_eq!(strokes, [Open, Open, Open, Done, Done, Unknown, Unknown]);
        assert!(draw(&[]).is_none());
    }

    #[test]
    fn many_are_drawn_as_one_and_past_ten_duties_there_is_no_room() {
        let councils: Vec<String> = (0..150).map(|number| format!("Council {number}")).collect();
        let many = Duty {
            who: vec!["ICB".into()],
            whom: councils,
            stroke: Stroke::Open,
        };
        let owing = draw(&vec![many; 30]).expect("there are duties");
        holds(&owing, LINES);
        assert_eq!(owing.boxes.len(), 2);
        assert!(
            owing.boxes[1]
                .lines
                .iter()
                .any(|(_, words)| words.contains("149 more")),
            "{:?}",
            owing.boxes
        );
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_names_have_room(
            duties in prop::collection::vec(
                (prop::collection::vec("[a-zA-Z ]{1,90}", 0..6), prop::collection::vec("[a-zA-Z ]{1,90}", 0..6)),
                1..14,
            ),
        ) {
            let duties: Vec<Duty> = duties
                .into_iter()
                .map(|(who, whom)| Duty { who, whom, stroke: Stroke::Open })
                .collect();
            holds(&draw(&duties).expect("there are duties"), duties.len().min(LINES));
        }
    }
}
