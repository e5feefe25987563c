//! Small charts of the register as a whole: judgements by year and by council, duties by where they stand.
//!
//! All of it is counted once a build. A chart of very little says less than the sentence beside it, so there is none.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::site::PagePath;

use super::duties::{Listed, Stage};
use super::judgement::{self, Standing};
use super::picture::bars::{self, Bars};
use super::piece::{Linked, Said, Tag};
use super::{Here, known_as, words};

/// How many there are at least in a chart, and in how many rows: fewer are told by the numbers above it.
const FEWEST: usize = 5;
/// How many councils are drawn.
const COUNCILS: usize = 10;
/// How many years have a row of their own; those before them share one.
const YEARS: i32 = 12;

/// Views that say substantial, and views that say not substantial.
type Views = [usize; 2];

/// What there is to draw.
#[derive(Clone, Debug, Default)]
pub struct Charts {
    /// By year, the latest last; first what is older, and last what has no date.
    years: Vec<(String, Views)>,
    /// The councils with most judgements, with their names.
    councils: Vec<(RecordId, String, Views)>,
    /// How many councils there are with a judgement.
    judging: usize,
    /// Where duties stand.
    stages: Vec<(Stage, usize)>,
}

/// A chart, and the same as a table.
#[derive(Debug, Serialize)]
pub struct Chart {
    id: &'static str,
    title: &'static str,
    /// What is counted.
    note: &'static str,
    /// The parts of each bar; none where a bar has one part.
    legend: Vec<Tag>,
    /// How each part is filled.
    fills: &'static [&'static str],
    bars: Bars,
    /// What the rows of the table are, and its other columns.
    head: Vec<&'static str>,
    rows: Vec<Row>,
    more: Option<Linked>,
}

/// A row of the table.
#[derive(Debug, Serialize)]
struct Row {
    name: Said,
    cells: Vec<String>,
}

impl Charts {
    /// Counts views that count, each where its council and its year are, and duties.
    pub fn of(register: &Register, duties: &[Listed<'_>]) -> Self {
        let mut years: BTreeMap<Option<i32>, Views> = BTreeMap::new();
        let mut councils: BTreeMap<&RecordId, Views> = BTreeMap::new();
        for view in register.determinations.iter() {
            let (standing, council) = (judgement::standing_of(view.body.view.value), &view.body.authority);
            let which = match standing {
                Standing::Substantial => 0,
                Standing::NotSubstantial => 1,
                _ => continue,
            };
            let by = &register.bodies[&view.body.by].body;
            let Some(council) = council.as_ref().filter(|_| by.role.speaks_for_council()) else {
                continue;
            };
            if judgement::is_replaced(register, view) {
                continue;
            }
            years.entry(view.body.date.value.year()).or_default()[which] += 1;
            councils.entry(&council.id).or_default()[which] += 1;
        }
        let judging = councils.len();
        let mut councils: Vec<_> = councils
            .into_iter()
            .map(|(id, views)| {
                let name = register.bodies.get(id).map_or(id.as_str(), known_as);
                (id.clone(), name.to_owned(), views)
            })
            .collect();
        councils.sort_by(|(_, one, views), (_, other, others)| {
            let most = |views: &Views| std::cmp::Reverse(views[0] + views[1]);
            most(views).cmp(&most(others)).then_with(|| one.cmp(other))
        });
        councils.truncate(COUNCILS);
        let stages = Stage::ALL.map(|stage| {
            let count = duties.iter().filter(|listed| listed.stage() == stage).count();
            (stage, count)
        });
        Self {
            years: by_year(&years),
            councils,
            judging,
            stages: stages.into(),
        }
    }

    /// The charts that stand on a page; none on most.
    pub fn on(&self, here: Here<'_, '_>) -> Vec<Chart> {
        let home = *here.path == PagePath::home();
        let mut charts = Vec::new();
        if home || *here.path == PagePath::list("changes", 1) {
            charts.extend(self.by_year());
            charts.extend(self.by_council(here));
        }
        if home || *here.path == PagePath::list("duties", 1) {
            charts.extend(self.by_stage());
        }
        charts
    }

    fn by_year(&self) -> Option<Chart> {
        let rows = self
            .years
            .iter()
            .map(|(year, views)| (Said::plain(year.as_str()), views.to_vec()));
        Chart::new(VIEWS, rows.collect()).map(|chart| Chart {
            id: "judged-by-year",
            title: "Judgements by year",
            head: vec!["Year", "Judged substantial", "Judged not substantial", "Together"],
            ..chart
        })
    }

    fn by_council(&self, here: Here<'_, '_>) -> Option<Chart> {
        let rows = self.councils.iter().map(|(id, name, views)| {
            let address = here.to(&PagePath::record(Kind::Body, id));
            (
                Linked {
                    words: name.clone(),
                    address,
                }
                .into(),
                views.to_vec(),
            )
        });
        let more = self.judging > self.councils.len();
        Chart::new(VIEWS, rows.collect()).map(|chart| Chart {
            id: "judged-by-council",
            title: "Judgements by council",
            head: vec![
                "Council",
                "Judged substantial",
                "Judged not substantial",
                "Together",
            ],
            more: more.then(|| Linked {
                words: format!(
                    "The {} with most of {}; all councils",
                    COUNCILS,
                    words::grouped(self.judging)
                ),
                address: here.to(&PagePath::list("bodies", 1)),
            }),
            ..chart
        })
    }

    fn by_stage(&self) -> Option<Chart> {
        let rows = self.stages.iter().filter(|(_, count)| *count > 0);
        let rows = rows.map(|(stage, count)| (Said::plain(stage.words()), vec![*count]));
        Chart::new(DUTIES, rows.collect()).map(|chart| Chart {
            id: "duties-by-state",
            title: "Duties by where they stand",
            head: vec!["Where they stand", "Duties"],
            ..chart
        })
    }
}

/// What a chart shows: a note, the legend, and the fills of the parts.
type Kindred = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const VIEWS: Kindred = (
    "Views of councils that count: not those that a later view took the place of, answers put off, or the NHS’s own.",
    &[
        ("Judged substantial", "substantial"),
        ("Judged not substantial", "not-substantial"),
    ],
    &["solid", "hollow"],
);
const DUTIES: Kindred = (
    "What follows from the law, and what rests on a resolution or an undertaking, as on the list of duties.",
    &[],
    &["plain"],
);

impl Chart {
    fn new((note, legend, fills): Kindred, rows: Vec<(Said, Vec<usize>)>) -> Option<Self> {
        let whole: usize = rows.iter().flat_map(|(_, parts)| parts).sum();
        if rows.len() < 2 || whole < FEWEST {
            return None;
        }
        let drawn = rows.iter().map(|(name, parts)| bars::Row {
            name: name.words.clone(),
            parts: parts.clone(),
        });
        let bars = bars::draw(&drawn.collect::<Vec<_>>());
        let rows = rows.into_iter().map(|(name, parts)| {
            let together = (parts.len() > 1).then(|| parts.iter().sum());
            let cells = parts.into_iter().chain(together).map(words::grouped);
            Row {
                name,
                cells: cells.collect(),
            }
        });
        Some(Self {
            id: "",
            title: "",
            note,
            legend: legend
                .iter()
                .map(|(words, shape)| Tag::new(*words, shape))
                .collect(),
            fills,
            bars,
            head: Vec::new(),
            rows: rows.collect(),
            more: None,
        })
    }
}

/// A row for each year, also those without a judgement between two with one.
fn by_year(counts: &BTreeMap<Option<i32>, Views>) -> Vec<(String, Views)> {
    let known = || counts.iter().filter_map(|(year, views)| Some(((*year)?, views)));
    let mut rows = Vec::new();
    if let (Some((first, _)), Some((last, _))) = (known().next(), known().next_back()) {
        let from = first.max(last - YEARS + 1);
        let older: Views = known()
            .filter(|(year, _)| *year < from)
            .fold([0, 0], |sum, (_, views)| [sum[0] + views[0], sum[1] + views[1]]);
        if older != [0, 0] {
            rows.push((format!("Before {from}"), older));
        }
        rows.extend((from..=last).map(|year| {
            let views = counts.get(&Some(year)).copied().unwrap_or_default();
            (year.to_string(), views)
        }));
    }
    rows.extend(
        counts
            .get(&None)
            .map(|views| ("Date not known".to_owned(), *views)),
    );
    rows
}
