//! Plain words for the closed lists of the records, and small rules of grammar.

use crate::record::body::Role;
use crate::record::change::{ChangeKind, Process};
use crate::record::determination::{TakenBy, View};
use crate::record::duty::People;
use crate::record::resolution::{MinutesStatus, Reading};
use crate::value::Truth;
pub use crate::value::capital;

/// Names in a sentence: "Kent, Medway and Surrey".
pub fn several<T: AsRef<str>>(names: &[T], joiner: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {joiner} {}", first.join(", "), last.as_ref())
        }
    }
}

/// A number with the right form of a noun: "1 change", "3 changes".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// The same of a noun whose form for several follows the rule: "1 duty", "2 duties".
pub fn counted(number: usize, noun: &str) -> String {
    let several = match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    };
    count(number, noun, &several)
}

/// A number with commas: "10,000".
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Text with its first letter made small, to stand within a sentence; a word all in capitals stays.
pub fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let name = letters.clone().next().is_none_or(|second| !second.is_lowercase());
    match first {
        Some(first) if !name => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// A slug as words: "mental-health" is "Mental health".
pub fn from_slug(slug: &str) -> String {
    capital(&slug.replace('-', " "))
}

/// The heading of a list of bodies of one role.
pub fn roles(role: Role) -> &'static str {
    match role {
        Role::LocalAuthority => "Councils",
        Role::ScrutinyCommittee => "Scrutiny committees",
        Role::JointScrutinyCommittee => "Joint scrutiny committees",
        Role::Icb => "Integrated care boards",
        Role::Ccg => "Clinical commissioning groups (until 30 June 2022)",
        Role::NhsEngland => "NHS England",
        Role::NhsTrust => "NHS trusts",
        Role::NhsFoundationTrust => "NHS foundation trusts",
        Role::IndependentProvider => "Companies and other independent providers",
        Role::VoluntaryProvider => "Charities and other voluntary providers",
        Role::Healthwatch => "Healthwatch",
        Role::SecretaryOfState => "Secretary of State",
    }
}

/// What one body of a role is.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::LocalAuthority => "Council",
        Role::ScrutinyCommittee => "Scrutiny committee of a council",
        Role::JointScrutinyCommittee => "Joint scrutiny committee of several councils",
        Role::Icb => "Integrated care board: the NHS body that plans and buys services for an area",
        Role::Ccg => "Clinical commissioning group: the NHS body that bought services until 30 June 2022",
        Role::NhsEngland => "NHS England",
        Role::NhsTrust => "NHS trust",
        Role::NhsFoundationTrust => "NHS foundation trust",
        Role::IndependentProvider => "Company or other independent provider of services",
        Role::VoluntaryProvider => "Charity or other voluntary provider of services",
        Role::Healthwatch => "Healthwatch: speaks for people who use services",
        Role::SecretaryOfState => "Secretary of State for Health and Social Care",
    }
}

/// What sort of change it is.
pub fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Move => "A service moves",
        ChangeKind::Closure => "A service or site closes",
        ChangeKind::Reduction => "A service is reduced",
        ChangeKind::NewService => "A new service",
        ChangeKind::NewModel => "A new way of providing a service",
        ChangeKind::Merger => "Services or sites are brought together",
        ChangeKind::Temporary => "A temporary change",
        ChangeKind::Urgent => "An urgent change",
        ChangeKind::ContractAward => "A contract is awarded",
        ChangeKind::Review => "A matter a council looks into",
        ChangeKind::Other => "Another sort of change",
    }
}

/// How a provider is chosen.
pub fn process(process: Process) -> &'static str {
    match process {
        Process::DirectAwardA => "Direct award process A",
        Process::DirectAwardB => "Direct award process B",
        Process::DirectAwardC => "Direct award process C",
        Process::DirectAward => "Direct award",
        Process::MostSuitableProvider => "Most suitable provider process",
        Process::Competitive => "Competitive process",
        Process::Framework => "Award under a framework agreement, without competition",
        Process::FrameworkCompetition => "Competition among the providers of a framework agreement",
        Process::Urgent => "Urgent award",
        Process::Other => "Another process",
    }
}

/// Our reading of a clause.
pub fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Determination => "A view on whether the change is substantial",
        Reading::Noted => "Noted: not a view on whether the change is substantial",
        Reading::Agreed => "Agreed",
        Reading::Recommended => "A recommendation",
        Reading::RequestedInformation => "A request for information",
        Reading::RequestedResponse => "A request for a response",
        Reading::RequestedAction => "A request to act",
        Reading::RequiresAttendance => "A requirement to attend",
        Reading::Invited => "An invitation: not a requirement, and not a view",
        Reading::Referred => "A referral",
        Reading::CallInRequest => "A request that the Secretary of State call the proposal in",
        Reading::CallIn => "A call-in of a decision of the council's executive",
        Reading::JointCommittee => "A joint committee is appointed or agreed to",
        Reading::Delegated => "A decision is handed to somebody else",
        Reading::WorkingGroup => "A working group is set up",
        Reading::Deferred => "Put off to a later meeting: not a view",
        Reading::Rejected => "Refused or not accepted",
        Reading::Appointed => "An appointment",
        Reading::PublicExcluded => "The public is excluded",
        Reading::Other => "Something else",
    }
}

/// Our readings of one clause. Beside a view, that another part of the clause is none would read as if the view were none.
pub fn readings(all: &[Reading]) -> Vec<&'static str> {
    let views = all.contains(&Reading::Determination);
    let told = |one: &Reading| match reading(*one).split_once(':') {
        Some((short, _)) if views => short,
        _ => reading(*one),
    };
    all.iter().map(told).collect()
}

/// How far minutes can be relied on: words for a tag, and the name of its shape.
pub fn minutes(status: MinutesStatus) -> (&'static str, &'static str) {
    match status {
        MinutesStatus::Confirmed => ("Confirmed minutes", "done"),
        MinutesStatus::Draft => ("Draft - may change", "draft"),
        MinutesStatus::Unknown => ("Minutes not known to be confirmed", "unsure"),
    }
}

/// Who took a view for a body.
pub fn taken_by(taken_by: TakenBy) -> &'static str {
    match taken_by {
        TakenBy::Committee => "the committee itself, in a meeting",
        TakenBy::JointCommittee => "a joint committee",
        TakenBy::Chair => "its chair, not the committee in a meeting",
        TakenBy::Officer => "an officer, not the committee in a meeting",
        TakenBy::Board => "its board",
    }
}

/// The exact sort of view.
pub fn view(view: View) -> &'static str {
    match view {
        View::SubstantialVariation => "A substantial variation of the service",
        View::SubstantialDevelopment => "A substantial development of the service",
        View::NotSubstantial => "Not a substantial variation or development",
        View::Deferred => "The answer was put off",
        View::AcceptsAuthorityView => "It goes by whatever the council concludes",
    }
}

/// Those a duty is owed to.
pub fn people(people: People) -> &'static str {
    match people {
        People::Public => "the public",
        People::Users => "people who use the service",
        People::Carers => "carers",
        People::Representatives => "those who speak for people who use the service",
        People::Suppliers => "providers",
        People::Staff => "staff",
    }
}

/// A recorded fact.
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "Yes",
        Truth::No => "No",
        Truth::Unknown => "Not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_with_a_view_is_not_said_to_hold_none() {
        assert_eq!(
            readings(&[Reading::Determination, Reading::Noted]),
            ["A view on whether the change is substantial", "Noted"]
        );
        assert_eq!(readings(&[Reading::Noted]), [reading(Reading::Noted)]);
    }

    #[test]
    fn grammar_is_right() {
        assert_eq!(several(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(count(1, "change", "changes"), "1 change");
        assert_eq!(count(1_234_567, "change", "changes"), "1,234,567 changes");
        assert_eq!(from_slug("mental-health"), "Mental health");
    }
}
