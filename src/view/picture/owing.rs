//! Who owes what to whom: those who owe at one side, those it is owed to at the other, numbered lines between them.
//!
//! Duties of the same people to the same people that stand alike share a line, so their numbers follow one another.

use serde::Serialize;

use super::{Across, MARK, width, wrapped};

/// How many duties are drawn.
pub const DUTIES: usize = 20;
/// How many lines are.
const LINES: usize = 8;
/// How many of those on one side of a duty are drawn by name; more are drawn as one, with their number.
const NAMED: usize = 3;
/// How many lines a name has.
const BROKEN: usize = 6;
/// The edges of the two columns of names, and the middle between them.
const EDGES: [i32; 2] = [380, 620];
const MIDDLE: i32 = 500;
/// The size of the letters, how high a line of them is, and the margin of a box.
const SIZE: i32 = 12;
const LINE: i32 = 16;
const MARGIN: i32 = 4;
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
    /// The numbers on them.
    pub numbers: Vec<Number>,
    /// The places of the duties that are drawn, in the order of their numbers.
    #[serde(skip)]
    pub order: Vec<usize>,
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

/// The numbers of duties on a line.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// The first and the last of them.
    pub numbers: (usize, usize),
    /// Half as wide as its frame.
    pub half: i32,
    /// As it is written: "3", or "4–9".
    pub words: String,
    /// Its middle.
    pub x: Across,
    /// Its middle.
    pub y: i32,
}

/// Duties that share a line.
struct Bundle {
    who: Vec<String>,
    whom: Vec<String>,
    stroke: Stroke,
    duties: Vec<usize>,
}

/// One side: its names in the order in which they come up, and for each line which of them it touches.
struct Side {
    names: Vec<String>,
    touched: Vec<Vec<usize>>,
}

impl Side {
    fn of<'d>(each: impl Iterator<Item = &'d Vec<String>>) -> Self {
        let (mut names, mut touched) = (Vec::<String>::new(), Vec::new());
        for own in each {
            let places = own.iter().map(|name| {
                names.iter().position(|known| known == name).unwrap_or_else(|| {
                    names.push(name.clone());
                    names.len() - 1
                })
            });
            touched.push(places.collect());
        }
        Self { names, touched }
    }

    /// The boxes, not yet in their places, and how high they are together with the gaps between them.
    fn boxes(&self, x: i32, wide: i32) -> (Vec<Named>, i32) {
        let room = Across(wide).pixels() as i32 - 2 * MARGIN;
        let boxes = self.names.iter().map(|name| {
            let lines = wrapped(name, SIZE, room, BROKEN);
            let height = LINE * i32::try_from(lines.len().max(1)).unwrap_or(1) + 2 * MARGIN;
            Named {
                x: Across(x),
                y: 0,
                width: Across(wide),
                height,
                middle: Across(x + wide / 2),
                lines: (1..)
                    .zip(lines)
                    .map(|(line, words)| (LINE * line + MARGIN - 4, words))
                    .collect(),
            }
        });
        let boxes: Vec<Named> = boxes.collect();
        let high = boxes.iter().map(|one| one.height + GAP).sum::<i32>() - GAP;
        (boxes, high)
    }

    /// Puts each box beside the lines that touch it, as far as the others leave room.
    fn place(&self, boxes: &mut [Named], rows: &[i32], height: i32) {
        let beside = |own: usize| {
            let touching = self
                .touched
                .iter()
                .zip(rows)
                .filter(|(touched, _)| touched.contains(&own));
            let rows: Vec<i32> = touching.map(|(_, row)| *row).collect();
            rows.iter().sum::<i32>() / i32::try_from(rows.len().max(1)).unwrap_or(1)
        };
        let mut order: Vec<(i32, usize)> = (0..boxes.len()).map(|own| (beside(own), own)).collect();
        order.sort_unstable();
        // Downwards, so that none touches the one above; then upwards, so that the last ends within the picture.
        let mut free = TOP;
        for (wanted, own) in &order {
            boxes[*own].y = free.max(wanted - boxes[*own].height / 2);
            free = boxes[*own].y + boxes[*own].height + GAP;
        }
        let mut end = TOP + height;
        for (_, own) in order.iter().rev() {
            let one = &mut boxes[*own];
            one.y = one.y.min(end - one.height);
            end = one.y - GAP;
            for (y, _) in &mut one.lines {
                *y += one.y;
            }
        }
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

/// Duties that share a line; what has no room is left out. Those of the same people stand together, so that their lines
/// do not cross those of others.
fn bundled(duties: &[Duty]) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    for (place, duty) in duties.iter().enumerate().take(DUTIES) {
        let (who, whom) = (gathered(&duty.who), gathered(&duty.whom));
        let same = |own: &&mut Bundle| own.who == who && own.whom == whom && own.stroke == duty.stroke;
        let room = bundles.len() < LINES;
        match bundles.iter_mut().find(same) {
            Some(own) => own.duties.push(place),
            None if room => bundles.push(Bundle {
                who,
                whom,
                stroke: duty.stroke,
                duties: vec![place],
            }),
            None => {}
        }
    }
    let who: Vec<Vec<String>> = bundles.iter().map(|own| own.who.clone()).collect();
    bundles.sort_by_key(|own| who.iter().position(|first| *first == own.who));
    bundles
}

/// Draws duties. [`Owing::order`] tells which are drawn and by which number.
pub fn draw(duties: &[Duty]) -> Option<Owing> {
    let bundles = bundled(duties);
    if bundles.is_empty() {
        return None;
    }
    let left = Side::of(bundles.iter().map(|own| &own.who));
    let right = Side::of(bundles.iter().map(|own| &own.whom));
    let (mut owing, high) = left.boxes(0, EDGES[0]);
    let (mut owed, higher) = right.boxes(EDGES[1], 1000 - EDGES[1]);
    let count = i32::try_from(bundles.len()).unwrap_or(1);
    let height = high.max(higher).max(ROW * count);
    let rows: Vec<i32> = (0..count)
        .map(|row| TOP + height * (2 * row + 1) / (2 * count))
        .collect();
    left.place(&mut owing, &rows, height);
    right.place(&mut owed, &rows, height);
    let middle = |boxed: &Named| boxed.y + boxed.height / 2;
    let (mut lines, mut numbers) = (Vec::new(), Vec::new());
    let mut next = 1;
    for (place, (bundle, y)) in bundles.iter().zip(&rows).enumerate() {
        let (hub, stroke) = ((Across(MIDDLE), *y), bundle.stroke);
        lines.extend(left.touched[place].iter().map(|own| Line {
            from: (Across(EDGES[0]), middle(&owing[*own])),
            to: hub,
            stroke,
        }));
        lines.extend(right.touched[place].iter().map(|own| Line {
            from: hub,
            to: (Across(EDGES[1]), middle(&owed[*own])),
            stroke,
        }));
        let last = next + bundle.duties.len() - 1;
        let words = match last == next {
            true => next.to_string(),
            false => format!("{next}–{last}"),
        };
        numbers.push(Number {
            numbers: (next, last),
            half: (MARK / 2).max(width(&words, SIZE) / 2 + 4),
            words,
            x: hub.0,
            y: hub.1,
        });
        next = last + 1;
    }
    owing.extend(owed);
    Some(Owing {
        height: TOP + height + 2,
        boxes: owing,
        lines,
        numbers,
        order: bundles.into_iter().flat_map(|own| own.duties).collect(),
    })
}

#[cfg(test)]
mod tests;
