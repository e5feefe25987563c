//! Whether a change is a substantial variation for a council, on the views recorded; never on a view of ours.
//!
//! Where the body responsible has begun to consult the council under reg 23, it has itself treated the change as one.
//! Otherwise the two views on record are read together:
//!
//! | Own view of the body responsible | council: substantial | council: not | council: none, or put off |
//! |---|---|---|---|
//! | substantial | yes | yes | yes |
//! | not substantial | disputed | no | no, unconfirmed |
//! | goes by the council's view | yes | no | unknown |
//! | not recorded | yes, unconfirmed | no, unconfirmed | unknown |

use super::answer::{Answer, strongest};
use super::{Case, Subject, proposal};
use crate::law::fact::Fact;
use crate::law::trace::{Finding, Ground, Origin, Says, Step};
use crate::record::change::AffectedAuthority;
use crate::record::determination::{Determination, View};
use crate::record::{Entry, RecordId};

/// What one side has on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standpoint {
    /// Substantial.
    Substantial,
    /// Not substantial.
    NotSubstantial,
    /// It goes by the other's view.
    Accepts,
    /// Nothing, or the answer was put off.
    None,
}

/// What both sides have on record about one council, and what follows.
#[derive(Clone, Debug)]
pub struct Position<'r> {
    /// The council's view.
    pub council: Standpoint,
    /// The view of the body responsible.
    pub own: Standpoint,
    /// The determinations that count, the council's before the others.
    pub views: Vec<&'r Entry<Determination>>,
    /// Whether it is substantial for the council.
    pub finding: Finding,
    /// Whether a view that would count is not recorded.
    pub unconfirmed: bool,
}

/// The table above.
fn read(own: Standpoint, council: Standpoint) -> (Finding, bool) {
    use Standpoint::{Accepts, None, NotSubstantial, Substantial};
    match (own, council) {
        (Substantial, _) | (Accepts, Substantial) => (Finding::Yes, false),
        (NotSubstantial, Substantial) => (Finding::Disputed, false),
        (NotSubstantial | Accepts, NotSubstantial) => (Finding::No, false),
        (NotSubstantial, None | Accepts) => (Finding::No, true),
        (None, Substantial) => (Finding::Yes, true),
        (None, NotSubstantial) => (Finding::No, true),
        (None | Accepts, None | Accepts) => (Finding::Unknown, false),
    }
}

impl<'r> Case<'r> {
    /// What both sides have on record about a council. The view of a body counts for the one that took over from it, and
    /// that of a commissioner before that of the provider it acts for.
    pub fn position(&self, council: &AffectedAuthority) -> Position<'r> {
        let (mut of_council, mut own, mut of_provider) = (Vec::new(), Vec::new(), Vec::new());
        let all = &self.views;
        let (consulting, responsible) = (self.consulting(), self.responsible());
        for view in all.iter().copied().filter(|view| self.counts(view, all)) {
            let about = view.body.authority.as_ref();
            let other = match about {
                Some(about) => about.id != council.authority.id,
                None => self.is_of_another_council(&view.body.by.id, &council.authority.id),
            };
            if other {
                continue;
            }
            let by = self.standing_today(&view.body.by.id);
            if self.speaks_for_council(view) {
                of_council.push(view);
            } else if consulting.contains(&by) {
                own.push(view);
            } else if responsible.contains(&by) {
                of_provider.push(view);
            }
        }
        // Where commissioners act for a provider, what reg 23 says of it is said of them (reg 23(12)(b)): its own view
        // stands only for as long as they have none.
        if standpoint(&own) == Standpoint::None {
            own.append(&mut of_provider);
        }
        let (theirs, ours) = (standpoint(&of_council), standpoint(&own));
        let (finding, unconfirmed) = read(ours, theirs);
        of_council.append(&mut own);
        Position {
            council: theirs,
            own: ours,
            views: of_council,
            finding,
            unconfirmed,
        }
    }

    /// Whether a body is known to be a committee of other councils, so that what it says does not speak for this one.
    fn is_of_another_council(&self, body: &RecordId, council: &RecordId) -> bool {
        let Some(record) = self.register.bodies.get(body).map(|entry| &entry.body) else {
            return false;
        };
        let part_of = record.part_of.iter().map(|whole| &whole.id);
        let members = record.members.iter().map(|member| &member.id);
        let mut own = part_of.chain(members).peekable();
        let committee = record.role.value.speaks_for_council() && body != council;
        committee && own.peek().is_some() && own.all(|id| id != council)
    }

    fn speaks_for_council(&self, view: &Entry<Determination>) -> bool {
        self.register.bodies[&view.body.by].body.role.speaks_for_council()
    }

    /// Whether a view was taken by the day asked about, and none that was had taken its place.
    fn counts(&self, view: &Entry<Determination>, all: &[&Entry<Determination>]) -> bool {
        let taken = |view: &Entry<Determination>| {
            view.body
                .date
                .value
                .earliest()
                .is_none_or(|first| first <= self.as_at)
        };
        let replaced = all.iter().any(|later| {
            let supersedes = later.body.supersedes.as_ref();
            supersedes.is_some_and(|earlier| earlier.id == view.id) && taken(later)
        });
        taken(view) && !replaced
    }
}

/// What several views of one side amount to. Where they cover parts of a change and one part is substantial, there is
/// something to be consulted on.
fn standpoint(views: &[&Entry<Determination>]) -> Standpoint {
    let said = |wanted: &[View]| views.iter().any(|view| wanted.contains(&view.body.view.value));
    if said(&[View::SubstantialVariation, View::SubstantialDevelopment]) {
        Standpoint::Substantial
    } else if said(&[View::NotSubstantial]) {
        Standpoint::NotSubstantial
    } else if said(&[View::AcceptsAuthorityView]) {
        Standpoint::Accepts
    } else {
        Standpoint::None
    }
}

pub(super) fn answer(case: &Case<'_>, subject: Subject<'_>, fact: Fact) -> Option<Answer> {
    if fact != Fact::Substantial {
        return None;
    }
    Some(match subject.council() {
        Some(council) => of_council(case, council),
        None => strongest(
            case.councils().iter().map(|council| of_council(case, council)),
            "no affected council is recorded",
        ),
    })
}

fn of_council(case: &Case<'_>, council: &AffectedAuthority) -> Answer {
    let name = case.name(&council.authority.id);
    let position = case.position(council);
    let because = said(case, council, &position);
    if proposal::is_consulted(case, council) {
        let mut answer = proposal::consultation_begun(case, council);
        answer.says = format!(
            "{}, so the change is taken to be substantial for {name}",
            &*answer.says
        )
        .into();
        return answer;
    }
    let says = match (position.finding, position.unconfirmed) {
        (Finding::Yes, false) => format!("on the views recorded, the change is substantial for {name}"),
        (Finding::Yes, true) => {
            format!("on the council's view alone, the change is substantial for {name}")
        }
        (Finding::No, false) => format!("on the views recorded, the change is not substantial for {name}"),
        (Finding::No, true) => {
            format!("on the one view recorded, the change is not substantial for {name}")
        }
        (Finding::Disputed, _) => {
            format!(
                "the council and the body responsible differ on whether the change is substantial for {name}"
            )
        }
        (Finding::Unknown, _) => format!("no view is recorded whether the change is substantial for {name}"),
    };
    Answer {
        unconfirmed: position.unconfirmed,
        because,
        ..Answer::new(position.finding, says)
    }
}

/// Each side's view in a sentence, or that there is none.
fn said(case: &Case<'_>, council: &AffectedAuthority, position: &Position<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut push = |says: Says, from: Vec<Origin>| {
        steps.push(Step {
            finding: position.finding,
            unconfirmed: false,
            ground: Ground::View,
            says,
            from,
            because: Vec::new(),
        });
    };
    for view in &position.views {
        let by = case.name(&view.body.by.id);
        let when = view.body.date.value.placed();
        let clause = view.body.resolution.as_ref();
        let clause = clause.map_or_else(String::new, |held| {
            let label = case.register.resolutions[&held.id].body.label_of(&held.clause);
            format!(", clause {label}")
        });
        let says = match view.body.view.value {
            View::SubstantialVariation | View::SubstantialDevelopment => {
                format!("{by} judged the change substantial {when}{clause}")
            }
            View::NotSubstantial => format!("{by} judged the change not substantial {when}{clause}"),
            View::Deferred => format!("{by} put its answer off {when}{clause}"),
            View::AcceptsAuthorityView => format!("{by} said {when} that it goes by the council's view"),
        };
        let from = Origin {
            record: super::key(view),
            at: view.at(view.body.view.span),
        };
        push(says.into(), vec![from]);
    }
    if position.council == Standpoint::None
        && !position.views.iter().any(|view| case.speaks_for_council(view))
    {
        let name = case.name(&council.authority.id);
        push(
            format!("no view of {name} or a committee of it is recorded").into(),
            Vec::new(),
        );
    }
    if position.own == Standpoint::None {
        let who = case.consulting();
        let who = who.first().or(case.responsible().first()).map(|id| case.name(id));
        let who = who.unwrap_or("the body responsible");
        push(format!("{who}’s own view is not recorded").into(), Vec::new());
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_table() {
        use Finding::{Disputed, No, Unknown, Yes};
        use Standpoint::{Accepts, None as Silent, NotSubstantial, Substantial};
        let columns = [Substantial, NotSubstantial, Silent];
        for (own, row) in [
            (Substantial, [(Yes, false), (Yes, false), (Yes, false)]),
            (NotSubstantial, [(Disputed, false), (No, false), (No, true)]),
            (Accepts, [(Yes, false), (No, false), (Unknown, false)]),
            (Silent, [(Yes, true), (No, true), (Unknown, false)]),
        ] {
            assert_eq!(columns.map(|council| read(own, council)), row, "{own:?}");
        }
    }
}
