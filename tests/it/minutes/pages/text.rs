//! Text that was selected on a page and pasted.

use super::{check, opened};

#[test]
fn one_item_from_its_minutes_on() {
    check(
        "Minutes:\n1. Mr Sallow introduced the paper. It was long.\n2. Members asked:\n\u{b7} when it began\n\nRESOLVED:\n\
         a. he Panel deems the move is not a substantial variation.\nb. NHS officers be invited back.\nSupporting documents:",
        "
Text | Unknown
[]  (apart)
  minutes: 1. Mr Sallow introduced the paper. It was long.
  minutes: 2. Members asked:
  minutes: \u{b7} when it began
  minutes: RESOLVED:
  minutes: a. he Panel deems the move is not a substantial variation.
  minutes: b. NHS officers be invited back.",
    );
}

#[test]
fn two_items_pasted_one_below_the_other_with_no_break_between() {
    check(
        "Minutes:\nRESOLVED: that it be noted.Supporting documents:This report gives members an update on dentists.\n\
         Minutes:\nDiscussion:\nMembers asked when.\nDecision:\na) The Panel noted it.\nSupporting documents:\nPlan PDF 90 KB",
        "
Text | Unknown
[]  (apart)
  minutes: RESOLVED: that it be noted.
[]  (apart)
  agenda: This report gives members an update on dentists.
  decision: a) The Panel noted it.
  minutes: Discussion:
  minutes: Members asked when.
  (Documents: Plan PDF 90 KB)",
    );
}

#[test]
fn the_page_of_one_item() {
    check(
        "Skip to main content\nHome\nAgenda item\nDental access pdf icon PDF 144 KB\nTo consider the report.\n\
         RESOLVED \u{2013} That the public leave.\nDecision:\nResolved: that it be noted.\nMinutes:\n1.1 The Panel met.\n\
         Supporting documents:\nReport , item 4. PDF 144 KB\nAnnex\nShare this item",
        "
Item | Unknown
[] Dental access (apart)
  agenda: To consider the report.
  agenda: RESOLVED \u{2013} That the public leave.
  decision: Resolved: that it be noted.
  minutes: 1.1 The Panel met.
  (Documents: Report , item 4. PDF 144 KB)
  (Documents: Annex)
(Furniture: Skip to main content)
(Furniture: Home)
(Furniture: Agenda item)
(Furniture: Share this item)",
    );
}

const MEETING: &str = "\
This is a default template, your custom branding appears to be missing.
Agenda and draft minutes
Care Scrutiny Panel - Friday, 22nd March, 2019 10.00 am
Venue: Town Hall
Contact: A Clerk
Items
No. Item
1.
Apologies
Minutes:
None.
2.
Minutes of the meeting held on 5 February 2019 pdf icon PDF 144 KB
To confirm the minutes.
Additional documents:
Minutes of 5 February , item 2. PDF 200 KB
Minutes:
RESOLVED that the minutes are a correct record.
3.
Exclusion of the Public
To pass the following resolution: RESOLVED \u{2013} That the public leave.
4.
Dental access
view the full minutes text for item 4.
Decision:
1.
That the report be noted
2.
That a letter be sent
Minutes:
8.01pm - Councillor Ash moved it.
1. The Panel asked about dentists.
5. The Panel asked about nurses.
*
5.
To confirm the dates of later meetings.
Minutes:
Noted.
";

#[test]
fn the_page_of_a_whole_meeting() {
    check(
        MEETING,
        "
Meeting | Care Scrutiny Panel | 2019-03-22 | Draft
[1] Apologies (apart)
  minutes: None.
[2] Minutes of the meeting held on 5 February 2019 (apart)
  agenda: To confirm the minutes.
  minutes: RESOLVED that the minutes are a correct record.
  (Documents: Minutes of 5 February , item 2. PDF 200 KB)
[3] Exclusion of the Public (apart)
  agenda: To pass the following resolution: RESOLVED \u{2013} That the public leave.
[4] Dental access (apart)
  decision: 1.
  decision: That the report be noted
  decision: 2.
  decision: That a letter be sent
  minutes: 8.01pm - Councillor Ash moved it.
  minutes: 1. The Panel asked about dentists.
  minutes: 5. The Panel asked about nurses.
  (Furniture: view the full minutes text for item 4.)
  (Furniture: *)
[5] To confirm the dates of later meetings. (apart)
  minutes: Noted.
(Furniture: This is a default template, your custom branding appears to be missing.)
(Meeting: Agenda and draft minutes)
(Meeting: Care Scrutiny Panel - Friday, 22nd March, 2019 10.00 am)
(Meeting: Venue: Town Hall)
(Meeting: Contact: A Clerk)
(Meeting: Items)
(Meeting: No. Item)",
    );
}

#[test]
fn a_meeting_whose_numbers_were_lost() {
    check(
        "Agenda and minutes\nCare Panel - 04/09/2025\nItems\nApologies\nMinutes:\nThere were none.\nDental access\n\
         Report of the Director\nMinutes:\nRESOLVED that it be noted.",
        "
Meeting | Care Panel | 2025-09-04 | Unknown
[] Apologies (apart)
  minutes: There were none.
[] Dental access (apart)
  agenda: Report of the Director
  minutes: RESOLVED that it be noted.
(Meeting: Agenda and minutes)
(Meeting: Care Panel - 04/09/2025)
(Meeting: Items)",
    );
}

#[test]
fn a_meeting_pasted_as_a_table() {
    check(
        "Agenda and minutes\n\nCare Panel - Tuesday 15 July 2025 6.30 pm\n\n| No. | Item |\n| --- | --- |\n||||\n\
         | 1. | Apologies Minutes: None were sent. |\n\
         | Dental access Additional documents: Report PDF 200 KB Minutes: RESOLVED that it be noted. |\n\
         | 3. | Work programme Decision: Agreed. Minutes: The Panel agreed it. |",
        "
Meeting | Care Panel | 2025-07-15 | Unknown
[1] Apologies (apart)
  minutes: None were sent.
[] Dental access (apart)
  minutes: RESOLVED that it be noted.
  (Documents: Report PDF 200 KB)
[3] Work programme (apart)
  decision: Agreed.
  minutes: The Panel agreed it.
(Meeting: Agenda and minutes)
(Meeting: Care Panel - Tuesday 15 July 2025 6.30 pm)
(Furniture: | No. | Item |)
(Furniture: | --- | --- |)
(Furniture: ||||)",
    );
}

#[test]
fn an_issue_through_two_meetings() {
    check(
        "Issue - meetings\nDental access\nMeeting: 05/07/2018 - Care Panel (Item 12)\n12 Dental access in Wexcombe\n\
         To consider the report.\nMinutes:\nAgreed that it be noted.\nMeeting: 05/09/2018 - Health Board (Item 4a)\n\
         4a Dental access pdf icon PDF 90 KB\nMinutes:\n1. It came back.",
        "
Issue | Unknown
[12] Dental access in Wexcombe (apart)
  at Care Panel | 2018-07-05
  agenda: To consider the report.
  minutes: Agreed that it be noted.
[4a] Dental access (apart)
  at Health Board | 2018-09-05
  minutes: 1. It came back.
(Meeting: Issue - meetings)
(Meeting: Dental access)",
    );
}

#[test]
fn the_page_of_one_decision() {
    check(
        "Decision details\nDental access protocol\nDecision Maker: Care Panel\nDecision status: Recommendations approved\n\
         Is Key decision?: No\nPurpose: To agree it.\nDecisions:\nRESOLVED: That the protocol be approved.\n\
         Reasons for the decision: It was due.\nDate of decision: 10/06/2014\nPublication date: 12/06/2014",
        "
Decision | Care Panel | 2014-06-10 | Unknown
[] Dental access protocol (apart)
  agenda: To agree it.
  decision: RESOLVED: That the protocol be approved.
  (Meeting: Decision Maker: Care Panel)
  (Meeting: Decision status: Recommendations approved)
  (Meeting: Is Key decision?: No)
  (Note: It was due.)
  (Meeting: Date of decision: 10/06/2014)
  (Meeting: Publication date: 12/06/2014)
(Furniture: Decision details)",
    );
}

#[test]
fn printed_minutes_are_cut_at_numbered_headings_and_not_at_numbered_paragraphs() {
    check(
        "HARROWDALE COUNTY COUNCIL\nHEALTH SCRUTINY COMMITTEE\nMINUTES of a meeting of the Health Scrutiny Committee held at \
         County Hall on Friday, 6 June, 2025.\nPRESENT: Councillors Ash and Birch\n\n23. APOLOGIES FOR ABSENCE\n\
         1. None were sent.\n24 DENTAL ACCESS\n(1) Ms Ellery introduced the report.\n7.2 The Committee asked why.\n\
         25. The Committee asked for more\n(a) first\nRESOLVED that it be noted.\n25. WORK PROGRAMME\nNoted.",
        "
Text | Health Scrutiny Committee | 2025-06-06 | Unknown
[23] APOLOGIES FOR ABSENCE
  minutes: 1. None were sent.
[24] DENTAL ACCESS
  minutes: (1) Ms Ellery introduced the report.
  minutes: 7.2 The Committee asked why.
  minutes: 25. The Committee asked for more
  minutes: (a) first
  minutes: RESOLVED that it be noted.
[25] WORK PROGRAMME
  minutes: Noted.
(Meeting: HARROWDALE COUNTY COUNCIL)
(Meeting: HEALTH SCRUTINY COMMITTEE)
(Meeting: MINUTES of a meeting of the Health Scrutiny Committee held at County Hall on Friday, 6 June, 2025.)
(Meeting: PRESENT: Councillors Ash and Birch)",
    );
}

#[test]
fn printed_minutes_with_markers_around_their_items() {
    check(
        "Care Panel\n9th October 2024\n<AI1>\n29\nExclusion of Press and Public\nRESOLVED: that they leave.\n</AI1>\n<AI2>\n\
         30 Dental access\nIt was noted.\n</AI2>",
        "
Meeting | Care Panel | 2024-10-09 | Unknown
[29] Exclusion of Press and Public
  minutes: RESOLVED: that they leave.
  (Furniture: </AI1>)
  (Furniture: <AI2>)
[30] Dental access
  minutes: It was noted.
(Meeting: Care Panel)
(Meeting: 9th October 2024)
(Furniture: <AI1>)
(Furniture: </AI2>)",
    );
}

#[test]
fn a_discussion_by_itself_is_one_item() {
    check(
        "1. Mr Sallow spoke.\n2. Members thanked him\n3. The Chair Closed\nRESOLVED that it be noted.",
        "
Text | Unknown
[] 
  minutes: 1. Mr Sallow spoke.
  minutes: 2. Members thanked him
  minutes: 3. The Chair Closed
  minutes: RESOLVED that it be noted.",
    );
}

#[test]
fn an_item_with_its_number_title_and_the_heading_of_its_meeting() {
    check(
        "https://example.org/mgAi.aspx?ID=7\nCare Panel\nTuesday 15 July 2025\n4. Dental access\nTo note the report.\nMinutes:\n\
         It was noted.",
        "
Text | Care Panel | 2025-07-15 | Unknown
from https://example.org/mgAi.aspx?ID=7
[4] Dental access (apart)
  agenda: To note the report.
  minutes: It was noted.
(Meeting: https://example.org/mgAi.aspx?ID=7)
(Meeting: Care Panel)
(Meeting: Tuesday 15 July 2025)",
    );
}

#[test]
fn numbers_of_paragraphs_do_not_take_the_place_of_items() {
    check(
        "Agenda and minutes\nItems\n1. Apologies\nMinutes:\n1. None were sent.\n2. Members thanked the clerk\n2. Dental access\n\
         Minutes:\nIt met.\n3. Exclusion of the public\nRESOLVED \u{2013} That the public leave.\n4. Work programme\nMinutes:\n\
         Asked.\n5. The vote\nDecision:\nNoted.",
        "
Meeting | Unknown
[1] Apologies (apart)
  minutes: 1. None were sent.
  minutes: 2. Members thanked the clerk
[2] Dental access (apart)
  minutes: It met.
[3] Exclusion of the public (apart)
  agenda: RESOLVED \u{2013} That the public leave.
[4] Work programme (apart)
  minutes: Asked.
[5] The vote (apart)
  decision: Noted.
(Meeting: Agenda and minutes)
(Meeting: Items)",
    );
}

#[test]
fn a_heading_for_the_decision_alone_tells_no_agenda_outside_moderngov() {
    check(
        "12. DENTAL ACCESS\nDiscussion:\nMembers asked why.\nDecision:\na) It was noted.\n13. WORK PROGRAMME\nIt was read.\n\
         Decision:\nAgreed.",
        "
Text | Unknown
[12] DENTAL ACCESS
  decision: a) It was noted.
  minutes: Discussion:
  minutes: Members asked why.
[13] WORK PROGRAMME
  decision: Agreed.
  minutes: It was read.",
    );
    check(
        "Agenda and decisions\nItems\n12.\nDental access\nTo note the report.\nDecision:\nNoted.",
        "
Meeting | Unknown
[12] Dental access (apart)
  agenda: To note the report.
  decision: Noted.
(Meeting: Agenda and decisions)
(Meeting: Items)",
    );
}

#[test]
fn what_was_lost_is_not_guessed() {
    check(
        "Agenda item\nDental access\nTo consider the report.\n\nThe Panel met. It was moved by Councillor Ash and\nThat the report \
         be noted.",
        "
Item | Unknown
[] Dental access
  minutes: To consider the report.
  minutes: The Panel met. It was moved by Councillor Ash and
  minutes: That the report be noted.
(Furniture: Agenda item)",
    );
}

#[test]
fn minute_numbers_with_letters_and_years() {
    check(
        "HEA9 DENTAL ACCESS\nNoted.\nHEA10 WORK PROGRAMME\nNHS 111 was asked about.\nAgreed.",
        "
Text | Unknown
[HEA9] DENTAL ACCESS
  minutes: Noted.
[HEA10] WORK PROGRAMME
  minutes: NHS 111 was asked about.
  minutes: Agreed.",
    );
    check(
        "25/32 Dental Access\nNoted.\n25/33 Work Programme\nAgreed.",
        "
Text | Unknown
[25/32] Dental Access
  minutes: Noted.
[25/33] Work Programme
  minutes: Agreed.",
    );
}

#[test]
fn every_line_break_and_a_byte_order_mark_give_the_same_items() {
    let plain = opened(MEETING.as_bytes());
    let other = format!("\u{feff}{}", MEETING.replace('\n', "\r\n"));
    assert_eq!(opened(other.as_bytes()), plain);
    let wide: Vec<u8> = other.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(opened(&wide), plain);
}

#[test]
fn titles_without_capitals_are_told_by_what_is_decided_below_each() {
    check(
        "A Health Overview and Scrutiny Committee\nMonday, 12th October, 2026\n\n5. Walk-in centre hours\n\n\
         RESOLVED: That the report be noted.\n\n6. Birth unit\n\nRESOLVED: That the Trust be asked to return.\n",
        "
Text | Health Overview and Scrutiny Committee | 2026-10-12 | Unknown
[5] Walk-in centre hours
  minutes: RESOLVED: That the report be noted.
[6] Birth unit
  minutes: RESOLVED: That the Trust be asked to return.
(Meeting: A Health Overview and Scrutiny Committee)
(Meeting: Monday, 12th October, 2026)",
    );
    // Under the points of a list nothing is decided.
    let list = "RESOLVED that these be looked at:\n\n1. Walk-in centre hours\n\n2. Birth unit\n\n\
                RESOLVED: That the Trust be asked to return.\n";
    assert!(!opened(list.as_bytes()).contains("[1]"));
}

#[test]
fn a_day_is_no_number_and_title_of_an_item() {
    let minutes =
        "A Health Overview and Scrutiny Committee\n12 October 2026\n\nRESOLVED: That it be noted.\n";
    assert!(!opened(minutes.as_bytes()).contains("[12]"));
}
