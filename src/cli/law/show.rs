//! `scrutiny law show`.

use clap::Args;
use serde_json::{Value as Json, json};

use super::{find, in_force, tree};
use crate::cli::desk::{Desk, Read};
use crate::cli::help::{self, Examples};
use crate::cli::output::Format;
use crate::cli::paper::{Entry, Line, Paper, Section};
use crate::cli::why::standing;
use crate::failure::{Exit, Failure};
use crate::law::account::{Account, Teller};
use crate::law::derive::{Derivation, Derived, State};
use crate::law::{Enacted, Law};
use crate::record::change::Change;
use crate::record::{Entry as Held, RecordId};

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny law show hs-reg23-1a-consult",
        "what it says, when it applies, and where it has",
    ),
    (
        "scrutiny law show nhsa-sch10A-2",
        "the beginning will do where only one has it",
    ),
    (
        "scrutiny law show hs-reg23-1a-consult --format md",
        "for a report",
    ),
];

/// Show one provision: what it says, when it applies, how it was checked, and where it has applied.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Show {
    /// The provision, by its id or the beginning of it
    provision: String,
}

/// A recorded change in which a provision applies, or may.
struct Applied {
    change: RecordId,
    title: String,
    account: Account,
    words: String,
}

impl Show {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output.only(&[Format::Table, Format::Json, Format::Md])?;
        let (law, read) = super::open(desk)?;
        let provision = find(&law, &self.provision)?;
        let applied = read.as_ref().map(|read| applied(desk, read, provision));
        if desk.output.is_json() {
            desk.output.json(&to_json(&law, provision, applied.as_deref()));
            return Ok(Exit::Fine);
        }
        let paper = Paper {
            title: provision.title.to_string(),
            under: format!("{} [{}]", provision.citation(), provision.id.value),
            sections: sections(&law, provision, applied.as_deref()),
        };
        paper.print(desk.output);
        Ok(Exit::Fine)
    }
}

/// Where it applies in the register, as at the day asked about, or may apply.
fn applied(desk: &Desk<'_>, read: &Read, provision: &Enacted) -> Vec<Applied> {
    let teller = Teller {
        register: &read.register,
        sources: None,
    };
    let of_change = |change: &Held<Change>, derivation: Derivation<'_>| -> Vec<Applied> {
        let fits = |one: &&Derived<'_>| {
            one.provision.id.value == provision.id.value && one.state != State::NotRequired
        };
        let applied = |one: &Derived<'_>| {
            let account = teller.one(one);
            Applied {
                change: change.id.clone(),
                title: change.body.title.to_string(),
                words: standing(one, &account),
                account,
            }
        };
        derivation.derived.iter().filter(fits).map(applied).collect()
    };
    let found = read.law.over_register(&read.register, desk.today, of_change);
    found.into_iter().flatten().collect()
}

/// All that came before a provision or took its place, itself included, the oldest first.
fn versions<'l>(law: &'l Law, provision: &'l Enacted) -> Vec<&'l Enacted> {
    let follows = |one: &Enacted, next: &Enacted| one.replaced_by.iter().any(|id| id.value == next.id.value);
    let mut found = vec![provision];
    let mut looked_at = 0;
    while let Some(one) = found.get(looked_at).copied() {
        looked_at += 1;
        for other in law.provisions() {
            let known = found.iter().any(|known| known.id.value == other.id.value);
            if !known && (follows(one, other) || follows(other, one)) {
                found.push(other);
            }
        }
    }
    found.sort_by_key(|one| one.in_force.from());
    found
}

fn to_json(law: &Law, provision: &Enacted, applied: Option<&[Applied]>) -> Json {
    let versions: Vec<Json> = versions(law, provision)
        .into_iter()
        .map(|one| {
            json!({ "id": one.id.value, "citation": one.citation(), "title": *one.title, "in_force": one.in_force })
        })
        .collect();
    let applied: Option<Vec<Json>> = applied.map(|all| {
        let each = all.iter().map(|one| {
            json!({
                "change": one.change, "title": one.title, "state": one.account.state, "subject": one.account.subject,
                "bearers": one.account.bearers, "due": one.account.due,
            })
        });
        each.collect()
    });
    json!({ "provision": provision, "versions": versions, "applied": applied })
}

fn sections(law: &Law, provision: &Enacted, applied: Option<&[Applied]>) -> Vec<Section> {
    let about = Section {
        heading: "What it says",
        says: vec![provision.summary.to_string()],
        entries: vec![Entry {
            lines: facts(law, provision),
            ..Entry::default()
        }],
        ..Section::default()
    };
    let mut sections = vec![about, when(law, provision)];
    let points = |heading, points: Vec<String>| Section {
        heading,
        points,
        ..Section::default()
    };
    let texts = |texts: &[crate::source::Spanned<crate::value::Text>]| {
        texts.iter().map(|text| text.to_string()).collect::<Vec<_>>()
    };
    sections.push(points("What is not settled", texts(&provision.open_questions)));
    sections.push(points("What else to know", texts(&provision.notes)));
    let mut checked = vec![provision.verified.value.sentence().to_owned()];
    checked.extend(provision.sources_seen.iter().map(|source| source.to_string()));
    sections.push(points("How it was checked", checked));
    sections.extend(applied.map(where_applied));
    sections
}

/// Whom it binds, since when, by when, and what came before and after it.
fn facts(law: &Law, provision: &Enacted) -> Vec<Line> {
    let mut lines = vec![
        Line::new(
            "kind",
            match &provision.verb {
                Some(verb) => format!("{}: {}", provision.effect.value.word(), verb.value.plain()),
                None => provision.effect.value.word().to_owned(),
            },
        ),
        Line::new(
            "who",
            format!("{}, for {}", provision.bearer.value, provision.owed_to.value),
        ),
        Line::new("once for", format!("each {}", provision.once_for.value.plain())),
        Line::new("in force", in_force(&provision.in_force)),
    ];
    if let Some(deadline) = &provision.deadline {
        lines.push(Line::new("by", deadline.words.to_string()));
    } else if provision.verb.is_some() {
        lines.push(Line::new("by", "the law states no number of days"));
    }
    lines.extend(
        provision
            .discharged_by
            .as_ref()
            .map(|shown| Line::new("shown by", shown.to_string())),
    );
    lines.extend(provision.read_at().map(|address| Line::new("read it", address)));
    lines.push(Line::new(
        "stands in",
        format!("{} ({})", provision.instrument.title, provision.instrument.short),
    ));
    for other in versions(law, provision) {
        if other.id.value == provision.id.value {
            continue;
        }
        let is_later = provision.replaced_by.iter().any(|id| id.value == other.id.value);
        let is_earlier = other.replaced_by.iter().any(|id| id.value == provision.id.value);
        let label = match (is_later, is_earlier) {
            (true, _) => "replaced by",
            (_, true) => "it replaced",
            _ => "see also",
        };
        let says = format!(
            "{} [{}], {}",
            other.citation(),
            other.id.value,
            in_force(&other.in_force)
        );
        lines.push(Line::new(label, says));
    }
    lines
}

/// The circumstances, in words and as a tree of facts, and what lifts it.
fn when(law: &Law, provision: &Enacted) -> Section {
    let mut says = vec![provision.applies_when.to_string()];
    let tree = tree::lines(law, &provision.when);
    let mut lines: Vec<Line> = tree.into_iter().map(|line| Line::branch("if", line)).collect();
    if lines.is_empty() {
        lines.push(Line::new("if", "nothing more is asked than that it arises"));
    }
    let named = |id: &str| match law.get(id) {
        Some(other) => format!("“{}” applies: {} [{id}]", *other.title, other.citation()),
        None => id.to_owned(),
    };
    lines.extend(
        provision
            .unless
            .iter()
            .map(|id| Line::new("unless", named(id.as_str()))),
    );
    lines.extend(
        provision
            .saved_by
            .iter()
            .map(|id| Line::new("kept alive where", named(id.as_str()))),
    );
    if let Some(id) = &provision.passes_to_joint_committee_by {
        lines.push(Line::new(
            "passes to the joint committee where",
            named(id.as_str()),
        ));
    }
    says.retain(|text| !text.is_empty());
    Section {
        heading: "When it applies",
        says,
        entries: vec![Entry {
            lines,
            ..Entry::default()
        }],
        ..Section::default()
    }
}

fn where_applied(applied: &[Applied]) -> Section {
    let point = |one: &Applied| {
        let council = one.account.subject["authority"]["name"].as_str();
        let council = council.map_or_else(String::new, |name| format!(", {name}"));
        format!("{} ({}{council}): {}", one.title, one.change, one.words)
    };
    let mut points: Vec<String> = applied.iter().map(point).collect();
    points.dedup();
    Section {
        heading: "Where it applies in this register",
        says: match points.is_empty() {
            true => vec!["We hold no record of a change to which it applies on this day.".to_owned()],
            false => Vec::new(),
        },
        points,
        ..Section::default()
    }
}
