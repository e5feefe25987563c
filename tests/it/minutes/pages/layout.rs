//! Layouts whose items are told by signs other than a rising number.

use super::opened;

#[test]
fn years_after_the_number_and_votes_are_told() {
    let found = opened(b"Agenda and minutes\nNo. Item\n\n11/29\n\nApologies\n\nMinutes:\n\nNone.\n\n12/29\n\nDental access\n\nMinutes:\n\nFOR 17\nAGAINST 28\n\nLost.\n");
    assert!(found.contains("[11/29] Apologies (apart)"), "{found}");
    assert!(
        found.contains("[12/29] Dental access (apart)\n  minutes: FOR 17\n  minutes: AGAINST 28\n"),
        "{found}"
    );
}

#[test]
fn minutes_after_an_agenda_list_are_the_items() {
    let found = opened("Care Panel - 4 June 2029\n\n1.  Apologies.\n\n2.  To take the minutes.\n\n601     MINUTES \u{2013} Resolved \u{2013} That they be signed.\n\n602     WINTER PLAN - The panel met.\n".as_bytes());
    assert!(found.contains("[601] MINUTES\n  minutes: Resolved \u{2013} That they be signed.\n[602] WINTER PLAN\n  minutes: The panel met."), "{found}");
}

#[test]
fn decisions_of_one_issue_share_its_title() {
    let found =
        opened(b"Issue - decisions\n\nStanding Orders\n\n05/09/2029 - Changes\n\nThat they be agreed.\n");
    assert!(found.starts_with("Issue"), "{found}");
    assert!(
        found.contains("[] Standing Orders\n  minutes: That they be agreed."),
        "{found}"
    );
}
