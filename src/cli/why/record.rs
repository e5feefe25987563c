//! The command that records what is missing, so that whoever reads that something cannot be told knows where to say it.

use crate::cli::paper::Line;
use crate::law::fact::Fact;
use crate::law::trace::{Ground, Step};
use crate::record::RecordId;

/// The commands that record what these steps lack of a change, each once.
pub(super) fn commands(missing: &[&Step], change: &RecordId) -> Vec<Line> {
    let mut commands: Vec<String> = Vec::new();
    for step in missing {
        let Ground::Fact(fact) = step.ground else { continue };
        let command = match setting(fact) {
            Some(setting) => format!("scrutiny edit change/{change} --set \"{setting}\""),
            None if fact == Fact::Substantial => view(change),
            None => continue,
        };
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    let line = |command| Line::command("add it", command);
    commands.into_iter().map(line).collect()
}

/// The command that records a view.
pub(super) fn view(change: &RecordId) -> String {
    format!("scrutiny add determination --change {change}")
}

/// The field of a change that answers a question, with what is to be written in capitals; none where it is no single field.
fn setting(fact: Fact) -> Option<&'static str> {
    Some(match fact {
        Fact::AffectsMannerOrRange => "affects_manner_or_range.answer=YES-OR-NO",
        Fact::ResponsiblePersonProposes | Fact::PublicAuthorityDecides => "responsible_person=BODY",
        Fact::NhsCommissions
        | Fact::SeveralNhsCommissioners
        | Fact::IcbCommissions
        | Fact::CcgCommissions
        | Fact::NhsEnglandCommissions => "commissioners=[BODY]",
        Fact::TrustProvides => "providers.current=[BODY]",
        Fact::ConsultationBegun => "authorities.COUNCIL.consultation.began=DATE",
        Fact::DecidedUrgently => "urgent.ground=WORD",
        Fact::JointCommitteeByChoice => "joint_committee.kind=WORD",
        Fact::ProviderSelection => "procurement.regime=WORD",
        Fact::BuyerIsRelevantAuthority => "procurement.buyer=BODY",
        Fact::DirectAwardA
        | Fact::DirectAwardB
        | Fact::DirectAwardC
        | Fact::MostSuitableProvider
        | Fact::Competitive
        | Fact::Framework
        | Fact::FrameworkCompetition => "procurement.process=WORD",
        Fact::RepresentationsReceived => "procurement.representations=YES-OR-NO",
        Fact::BegunByAnnouncement => "procurement.commenced=DATE",
        Fact::AbandonedInStandstill => "procurement.abandoned.in_standstill=YES-OR-NO",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;
    use crate::schema;

    #[test]
    fn each_setting_names_a_field_of_a_change() {
        let schema = schema::of(Kind::Change);
        let settings: Vec<&str> = Fact::ALL.iter().filter_map(|(fact, _)| setting(*fact)).collect();
        assert!(settings.len() > 10);
        for setting in settings {
            let (place, value) = setting.split_once('=').expect("a field and what to write");
            let path: Vec<&str> = place.split('.').collect();
            assert!(schema::at(&schema, &path).is_some(), "{place}");
            assert_eq!(value, value.to_uppercase());
        }
    }
}
