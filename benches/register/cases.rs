//! Who proposes what, when, and where it is judged: laid down before a record is written, so that all links hold.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};
use scrutiny::value::{capital, slug};

use super::bodies::{Area, Named, World};
use super::words::{CHANGES, SERVICES};
use super::{Counts, Random};

/// A change as other records see it.
pub(super) struct Change {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) kind: &'static str,
    pub(super) service: &'static str,
    service_words: &'static str,
    /// Its area.
    pub(super) area: usize,
    /// The councils it affects, by their number in the area.
    pub(super) councils: Vec<usize>,
    pub(super) proposer: Named,
    site: String,
    other: String,
    place: String,
    pub(super) considered: NaiveDate,
}

/// An item of a meeting as other records see it.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) change: usize,
    /// A second change that the item was about.
    pub(super) also: Option<usize>,
    pub(super) committee: Named,
    pub(super) is_joint: bool,
    /// The council whose committee it is, or the first that appointed a joint one.
    pub(super) council: usize,
    pub(super) meeting: NaiveDate,
    /// Whether a determination rests on its first clause.
    pub(super) has_view: bool,
}

/// A determination as other records see it.
#[derive(Clone)]
pub(super) struct View {
    pub(super) id: String,
    pub(super) change: usize,
    pub(super) by: Named,
    pub(super) taken_by: &'static str,
    pub(super) council: usize,
    pub(super) date: NaiveDate,
    /// The item whose first clause holds it.
    pub(super) item: Option<usize>,
    pub(super) supersedes: Option<usize>,
}

/// All of them.
pub(super) struct Cases<'w> {
    pub(super) seed: u64,
    pub(super) world: &'w World,
    pub(super) changes: Vec<Change>,
    pub(super) items: Vec<Item>,
    pub(super) views: Vec<View>,
}

/// Days over which changes come up: from the first of 2006 to early 2025, so that all that follows is past by 2026.
const SPAN: usize = 6_970;

/// Ids that are taken.
#[derive(Default)]
struct Taken(HashSet<String>);

impl Taken {
    /// An id as near to this one as there is, short enough to have things put before it.
    fn id(&mut self, wanted: &str) -> String {
        let wanted = wanted.get(..80).unwrap_or(wanted).trim_end_matches('-');
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
        let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
        let free = ids.find(|id| !self.0.contains(id)).expect("numbers do not end");
        self.0.insert(free.clone());
        free
    }
}

impl<'w> Cases<'w> {
    pub(super) fn new(seed: u64, world: &'w World, counts: Counts) -> Self {
        let mut cases = Self {
            seed,
            world,
            changes: Vec::with_capacity(counts.changes),
            items: Vec::with_capacity(counts.resolutions),
            views: Vec::with_capacity(counts.determinations),
        };
        let mut taken = Taken::default();
        for number in 0..counts.changes {
            let change = cases.change(number, counts.changes, &mut taken);
            cases.changes.push(change);
        }
        taken.0.clear();
        for number in 0..counts.resolutions {
            let item = cases.item(number, counts.determinations, &mut taken);
            cases.items.push(item);
        }
        taken.0.clear();
        for number in 0..counts.determinations {
            let view = cases.view(number, &mut taken);
            cases.views.push(view);
        }
        cases
    }

    /// The area of a change.
    pub(super) fn area(&self, change: usize) -> &Area {
        &self.world.areas[self.changes[change].area]
    }

    /// An earlier change of the same area, so many back.
    pub(super) fn earlier(&self, change: usize, back: usize) -> Option<usize> {
        change.checked_sub(back * self.world.areas.len())
    }

    fn change(&self, number: usize, all: usize, taken: &mut Taken) -> Change {
        let random = &mut Random::of(self.seed, "change", number);
        let area_number = number % self.world.areas.len();
        let area = &self.world.areas[area_number];
        let start = NaiveDate::from_ymd_opt(2006, 1, 1).expect("a day");
        let considered = start + Days::new((number * SPAN / all + random.below(20)) as u64);
        let councils = match random.below(10) {
            0..=5 => vec![random.below(3)],
            6..=7 => vec![random.below(2), 2],
            _ => vec![0, 1, 2],
        };
        let (service, service_words) = SERVICES[random.below(SERVICES.len())];
        let (kind, title, summary) = CHANGES[random.below(CHANGES.len())];
        let hospital = |random: &mut Random| {
            let kinds = [
                "General Hospital",
                "Community Hospital",
                "Health Centre",
                "Infirmary",
            ];
            format!("{} {}", area.places[random.below(3)], random.pick(&kinds))
        };
        let site = hospital(random);
        let other = std::iter::repeat_with(|| hospital(random)).find(|other| *other != site);
        let proposer = match considered.year() {
            _ if random.chance(30) => &area.trusts[random.below(3)],
            ..2013 => &area.trusts[random.below(2)],
            2013..=2022 => &area.groups[random.below(2)],
            _ => &area.board,
        };
        let mut change = Change {
            id: String::new(),
            title: String::new(),
            summary: String::new(),
            kind,
            service,
            service_words,
            area: area_number,
            place: if councils.len() == 1 {
                area.places[councils[0]].clone()
            } else {
                area.name.clone()
            },
            councils,
            proposer: proposer.clone(),
            site,
            other: other.expect("there are several hospitals"),
            considered,
        };
        change.title = capital(&change.fill(title));
        change.summary = capital(&change.fill(summary));
        let words: Vec<&str> = change.title.split(' ').take(8).collect();
        change.id = taken.id(&format!("{}-{}", slug(&words.join(" ")), considered.year()));
        change
    }

    fn item(&self, number: usize, views: usize, taken: &mut Taken) -> Item {
        let random = &mut Random::of(self.seed, "item", number);
        let change_number = number % self.changes.len();
        let is_first = number < self.changes.len();
        let change = &self.changes[change_number];
        let area = self.area(change_number);
        let is_joint = change.councils.len() > 1 && random.chance(60);
        let council = change.councils[if is_joint {
            0
        } else {
            random.below(change.councils.len())
        }];
        let committee = if is_joint {
            &area.joint
        } else {
            &area.committees[council]
        };
        let round = number / self.changes.len();
        let meeting = random.after(change.considered + Days::new(round as u64 * 90), 30, 110);
        Item {
            id: taken.id(&format!("{}-{meeting}-{}", committee.id, change.service)),
            change: change_number,
            also: self.earlier(change_number, 1).filter(|_| random.chance(8)),
            committee: committee.clone(),
            is_joint,
            council,
            meeting,
            has_view: is_first && number < views && number % 10 < 8 && random.chance(70),
        }
    }

    /// Of ten views the ninth is another body's of the same change as the eighth, and the tenth takes its place.
    fn view(&self, number: usize, taken: &mut Taken) -> View {
        let random = &mut Random::of(self.seed, "view", number);
        let before = self.views.last();
        let mut view = match (number % 10, before) {
            (9, Some(before)) => View {
                date: random.after(before.date, 50, 90),
                supersedes: Some(number - 1),
                by: before.by.clone(),
                ..before.clone()
            },
            (8, Some(before)) => {
                let proposer = &self.changes[before.change].proposer;
                let is_other = before.by.id != proposer.id;
                let committees = &self.area(before.change).committees;
                View {
                    by: if is_other {
                        proposer
                    } else {
                        &committees[before.council]
                    }
                    .clone(),
                    taken_by: if is_other { "board" } else { "chair" },
                    date: random.after(before.date, 5, 50),
                    item: None,
                    ..before.clone()
                }
            }
            _ => self.first_view(number, random),
        };
        let service = self.changes[view.change].service;
        view.id = taken.id(&format!("{}-{}-{service}", view.by.id, view.date));
        view
    }

    fn first_view(&self, number: usize, random: &mut Random) -> View {
        let (change, item) = (&self.changes[number], &self.items[number]);
        let mut view = View {
            id: String::new(),
            change: number,
            by: item.committee.clone(),
            taken_by: if item.is_joint {
                "joint-committee"
            } else {
                "committee"
            },
            council: item.council,
            date: item.meeting,
            item: Some(number),
            supersedes: None,
        };
        if !item.has_view {
            view.item = None;
            view.date = random.after(change.considered, 20, 150);
            if random.chance(50) {
                view.by = change.proposer.clone();
                view.taken_by = "board";
            } else {
                view.taken_by = random.pick(&["chair", "officer"]);
            }
        }
        view
    }
}

impl Change {
    /// A template with its words filled in.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len() + 40);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, next) = after.split_once('}').expect("braces are closed");
            text.push_str(before);
            text.push_str(match name {
                "service" => self.service_words,
                "site" => &self.site,
                "other" => &self.other,
                "body" => &self.proposer.name,
                "area" => &self.place,
                _ => unreachable!("templates name what there is"),
            });
            rest = next;
        }
        text.push_str(rest);
        text
    }
}
