//! Whoever owes whatever to whomever: every name has room, and every duty that is drawn has one number.

use proptest::prelude::*;

use super::super::NARROW;
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
    let numbers = owing.numbers.iter().flat_map(|own| own.numbers.0..=own.numbers.1);
    let numbers: Vec<usize> = numbers.collect();
    assert_eq!(numbers, (1..=owing.order.len()).collect::<Vec<_>>());
    let mut order = owing.order.clone();
    order.sort_unstable();
    order.dedup();
    assert_eq!(order.len(), owing.order.len(), "none stands twice");
    assert!(order.iter().all(|place| *place < duties));
    let between = Across(EDGES[1] - EDGES[0]).pixels();
    assert!(
        owing
            .numbers
            .iter()
            .all(|own| f64::from(2 * own.half) < between && own.x.pixels() < f64::from(NARROW))
    );
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
            let apart = other.y + other.height <= one.y || one.y + one.height <= other.y;
            assert!(apart, "{other:?} touches {one:?}");
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
        duty(&["NHS Kent and Medway"], &["the public", "carers"], Stroke::Open),
    ];
    let owing = draw(&duties).expect("there are duties");
    holds(&owing, 4);
    assert_eq!(
        owing.order,
        [0, 3, 2, 1],
        "what is alike shares a line, and what one body owes stands together"
    );
    let words: Vec<&str> = owing.numbers.iter().map(|own| own.words.as_str()).collect();
    assert_eq!(words, ["1–2", "3", "4"]);
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
    assert_eq!(strokes, [Open, Open, Open, Unknown, Unknown, Done, Done]);
    assert!(draw(&[]).is_none());
}

#[test]
fn many_are_drawn_as_one_and_what_has_no_room_is_left_out() {
    let councils: Vec<String> = (0..150).map(|number| format!("Council {number}")).collect();
    let many = Duty {
        who: vec!["ICB".into()],
        whom: councils,
        stroke: Stroke::Open,
    };
    let owing = draw(&vec![many; 30]).expect("there are duties");
    holds(&owing, 30);
    assert_eq!(
        (owing.boxes.len(), owing.numbers.len(), owing.order.len()),
        (2, 1, DUTIES)
    );
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
        holds(&draw(&duties).expect("there are duties"), duties.len());
    }
}
