//! The registers that the benchmark makes are such as a clerk might keep: nothing is wrong in them.

#[allow(dead_code, reason = "the benchmark uses more of it")]
#[path = "../../benches/register/generate.rs"]
pub(crate) mod generate;

use chrono::NaiveDate;
use scrutiny::check;
use scrutiny::law::Law;
use scrutiny::record::Kind;
use scrutiny::source::{Source, Sources};

const RECORDS: usize = 300;

fn sources(seed: u64) -> Sources {
    let records = generate::register(RECORDS, seed).into_iter();
    let records = records.map(|made| (made.path, made.text));
    let files = records.chain(generate::frame());
    Sources::new(
        files
            .map(|(path, text)| Source::from_bytes(path, text.into_bytes()))
            .collect(),
    )
}

#[test]
fn generated_registers_hold_no_mistake() {
    let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    for seed in [1, 2] {
        let sources = sources(seed);
        let (register, problems) = check::check(&sources, &Law::of(&sources), today);
        // Duties and titles are dealt out by chance, so that duties and the law need not agree, and a ward may close twice.
        let told: Vec<String> = problems
            .iter()
            .filter(|problem| {
                ![
                    "duties-not-recorded",
                    "duty-not-required",
                    "duty-of-another",
                    "done-not-discharged",
                    "recorded-twice",
                ]
                .contains(&problem.code.name)
            })
            .map(|problem| {
                let path = &sources.get(problem.primary.at.source).path;
                format!("{path}: {}: {}", problem.code.name, problem.message)
            })
            .collect();
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(register.entries().count(), RECORDS);
        let shares = Kind::ALL.map(|kind| register.entries().filter(|entry| entry.kind == kind).count());
        assert!(shares.into_iter().all(|share| share >= 20), "{shares:?}");
    }
}

#[test]
fn generated_registers_are_the_same_each_time_and_as_long_as_real_ones() {
    let (one, two) = (generate::register(RECORDS, 7), generate::register(RECORDS, 7));
    let same = one.iter().zip(&two);
    assert!(
        same.clone()
            .all(|(one, two)| one.path == two.path && one.text == two.text)
    );
    let other = generate::register(RECORDS, 8);
    assert!(one.iter().zip(&other).any(|(one, other)| one.text != other.text));
    let bytes: usize = one.iter().map(|made| made.text.len()).sum();
    let average = bytes / one.len();
    assert!((2_000..2_600).contains(&average), "{average} bytes a record");
    assert!(one.iter().all(|made| !made.title.is_empty()));
    assert!(
        one.windows(2).all(|pair| pair[0].day <= pair[1].day),
        "records come in order of their days"
    );
}
