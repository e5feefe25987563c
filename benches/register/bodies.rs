//! The bodies of a generated register: for every three councils their committees, a joint one, and the NHS around them.

use chrono::NaiveDate;
use scrutiny::value::slug;
use serde_json::json;

use super::words::{PLACE_ENDS, PLACE_STARTS};
use super::{Fields, Made, Random};

/// Bodies of one area; those of the country come once.
const PER_AREA: usize = 20;
/// Bodies of the country.
const NATIONAL: usize = 2;
/// The fewest bodies a register can have.
pub(super) const FEWEST: usize = PER_AREA + NATIONAL;

/// A body as other records name it.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

/// An area: three councils that share NHS bodies.
pub(super) struct Area {
    pub(super) name: String,
    pub(super) places: [String; 3],
    pub(super) councils: Vec<Named>,
    pub(super) committees: Vec<Named>,
    pub(super) joint: Named,
    pub(super) board: Named,
    pub(super) groups: Vec<Named>,
    pub(super) trusts: Vec<Named>,
    pub(super) providers: Vec<Named>,
    healthwatch: Vec<Named>,
    region: Named,
}

/// All bodies.
pub(super) struct World {
    seed: u64,
    pub(super) areas: Vec<Area>,
    /// Providers beyond those every area has, to make up the number.
    more: Vec<Named>,
}

/// The name of a place, none twice.
fn place(number: usize) -> String {
    const SIDES: [&str; 5] = ["", "North ", "South ", "East ", "West "];
    let (starts, ends) = (PLACE_STARTS.len(), PLACE_ENDS.len());
    let side = SIDES.get(number / (starts * ends)).copied().unwrap_or("Great ");
    // Steps that share no factor with the lengths, so that neighbours do not sound alike.
    let start = PLACE_STARTS[number % starts];
    let end = PLACE_ENDS[(number / starts + number * 7) % ends];
    format!("{side}{start}{end}")
}

fn named(name: String) -> Named {
    Named {
        id: slug(&name),
        name,
    }
}

impl Area {
    fn new(number: usize) -> Self {
        let name = place(number * 4);
        let places = [1, 2, 3].map(|next| place(number * 4 + next));
        let councils = ["County Council", "Council", "Borough Council"];
        let councils = places
            .iter()
            .zip(councils)
            .map(|(place, rest)| format!("{place} {rest}"));
        let each = |rest: &str| {
            places
                .iter()
                .map(|place| named(format!("{place} {rest}")))
                .collect()
        };
        Self {
            councils: councils.map(named).collect(),
            committees: each("HOSC"),
            joint: named(format!("{name} Joint HOSC")),
            board: named(format!("NHS {name} Integrated Care Board")),
            groups: ["East", "West"]
                .map(|side| named(format!("NHS {name} {side} CCG")))
                .to_vec(),
            trusts: vec![
                named(format!("{} Hospitals NHS Trust", places[0])),
                named(format!("{name} Partnership NHS Foundation Trust")),
                named(format!("{name} Community Services")),
            ],
            providers: vec![
                named(format!("{} Health Limited", places[1])),
                named(format!("{} Care Group", places[2])),
                named(format!("{name} Hospice")),
            ],
            healthwatch: each("Healthwatch"),
            region: named(format!("NHS England {name} Region")),
            name,
            places,
        }
    }
}

impl World {
    pub(super) fn new(seed: u64, bodies: usize) -> Self {
        let areas = (bodies - NATIONAL) / PER_AREA;
        let more = (bodies - NATIONAL) % PER_AREA;
        let more = (0..more).map(|number| named(format!("{} Medical Practice", place(areas * 4 + number))));
        Self {
            seed,
            areas: (0..areas).map(Area::new).collect(),
            more: more.collect(),
        }
    }

    /// Every body as a record, those that others name first.
    pub(super) fn records(&self) -> Vec<Made> {
        let mut out = Bodies {
            seed: self.seed,
            made: Vec::new(),
        };
        out.add(&named("NHS England".to_owned()), "nhs-england", &[]);
        out.add(
            &named("Secretary of State for Health and Social Care".to_owned()),
            "secretary-of-state",
            &[],
        );
        for area in &self.areas {
            out.area(area);
        }
        for practice in &self.more {
            out.add(
                practice,
                "independent-provider",
                &[("area", practice.name.as_str().into())],
            );
        }
        out.made
    }
}

/// The records of bodies while they are made.
struct Bodies {
    seed: u64,
    made: Vec<Made>,
}

impl Bodies {
    fn area(&mut self, area: &Area) {
        let all = json!(format!(
            "{}, {} and {}",
            area.places[0], area.places[1], area.places[2]
        ));
        for (council, place) in area.councils.iter().zip(&area.places) {
            self.add(council, "local-authority", &[("area", place.as_str().into())]);
        }
        for ((committee, council), place) in area.committees.iter().zip(&area.councils).zip(&area.places) {
            let more = [("part_of", json!(council.id)), ("area", json!(place))];
            self.add(committee, "scrutiny-committee", &more);
        }
        let members: Vec<&str> = area.councils.iter().map(|council| council.id.as_str()).collect();
        self.add(
            &area.joint,
            "joint-scrutiny-committee",
            &[("members", json!(members)), ("area", all.clone())],
        );
        let since = json!({ "from": "2022-07-01" });
        self.add(&area.board, "icb", &[("area", all.clone()), ("active", since)]);
        for group in &area.groups {
            let active = json!({ "from": "2013-04-01", "until": "2022-06-30" });
            let next = json!([area.board.id]);
            self.add(
                group,
                "ccg",
                &[("area", all.clone()), ("active", active), ("succeeded_by", next)],
            );
        }
        self.add(&area.trusts[0], "nhs-trust", &[("area", all.clone())]);
        self.add(&area.trusts[1], "nhs-foundation-trust", &[("area", all.clone())]);
        let parent = json!(area.trusts[1].id);
        self.add(
            &area.trusts[2],
            "nhs-foundation-trust",
            &[("part_of", parent), ("area", all.clone())],
        );
        self.add(
            &area.region,
            "nhs-england",
            &[("part_of", json!("nhs-england")), ("area", all.clone())],
        );
        self.add(
            &area.providers[0],
            "independent-provider",
            &[("area", all.clone())],
        );
        self.add(
            &area.providers[1],
            "independent-provider",
            &[("area", all.clone())],
        );
        self.add(&area.providers[2], "voluntary-provider", &[("area", all)]);
        for (healthwatch, place) in area.healthwatch.iter().zip(&area.places) {
            self.add(healthwatch, "healthwatch", &[("area", place.as_str().into())]);
        }
    }

    fn add(&mut self, body: &Named, role: &str, more: &[(&'static str, serde_json::Value)]) {
        let number = self.made.len();
        let random = &mut Random::of(self.seed, "body", number);
        let day = NaiveDate::from_ymd_opt(2006, 1, 2).expect("a day");
        let mut fields = Fields::new();
        let full = body
            .name
            .replace("HOSC", "Health Overview and Scrutiny Committee");
        fields.put("name", full.as_str());
        if full != body.name {
            fields.put("short_name", body.name.as_str());
        }
        fields.put("role", role);
        for (name, value) in more {
            fields.put(name, value.clone());
        }
        fields.put("website", format!("https://{}.example/", body.id));
        match role {
            "local-authority" => {
                fields.put("codes", json!({ "gss": format!("E1{:07}", 1_000_000 + number) }));
            }
            "icb" | "ccg" | "nhs-trust" | "nhs-foundation-trust" => {
                fields.put("codes", json!({ "ods": format!("Q{number:04}") }));
            }
            _ => {}
        }
        let seen = random.after(day, 0, 300);
        let list = format!("List of bodies published on {}", seen.format("%-d %B %Y"));
        fields.put("sources", json!([super::source(random, &list, seen)]));
        self.made.push(fields.made("bodies", None, &body.id, &full, day));
    }
}
