//! Answers of the web service.

use scrutiny::minutes::page::open;

use super::check;

fn escaped(html: &str, times: usize) -> String {
    (0..times).fold(html.to_owned(), |text, _| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    })
}

fn answer(times: usize) -> String {
    let body = |html: &str| escaped(html, times);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<meeting>\n<meetingid>1</meetingid><meetingdate>10/02/2026</meetingdate>\
         <meetingstatus>Confirmed</meetingstatus><meetingtime>10.00 am</meetingtime><meetinglocation>Town Hall</meetinglocation>\
         <agendaitems><agendaitem><agendaitemtitle>Dental &amp; eye care</agendaitemtitle><agendatext>{}</agendatext>\
         <fulldisplaynumberformat>9.</fulldisplaynumberformat><minutesnonemptyhtmlbody>{}</minutesnonemptyhtmlbody>\
         <decisionnonemptyhtmlbody>{}</decisionnonemptyhtmlbody><isrestricted>False</isrestricted><meetingdate>01/01/2020\
         </meetingdate><linkeddocuments><linkeddoc><title>Report</title><committeetitle>Care Panel</committeetitle></linkeddoc>\
         </linkeddocuments></agendaitem><agendaitem><agendaitemtitle>Exempt matters</agendaitemtitle>\
         <minutesnonemptyhtmlbody>{}</minutesnonemptyhtmlbody><isrestricted>True</isrestricted></agendaitem></agendaitems>\
         <attendees><attendee name=\"Councillor Ash\" roledescription=\"Chair\" attendance=\"Present\"></attendee></attendees>\
         </meeting>",
        body("<div><p>To note\nthe report.</p></div>"),
        body("<p>The Panel&#8217;s view &amp; more.</p><ol><li>Asked</li></ol>"),
        body("<p>Noted.</p>"),
        body("<p>Secret.</p>"),
    )
}

const EXPECTED: &str = "
WebService | Care Panel | 2026-02-10 | Unknown
[9] Dental & eye care (apart)
  agenda: To note the report.
  decision: Noted.
  minutes: The Panel\u{2019}s view & more.
  minutes: 1. Asked
  (Documents: Report)
[] Exempt matters (apart)
  (Furniture: Secret.)
(Meeting: Care Panel)
(Meeting: 10/02/2026)
(Meeting: 10.00 am)
(Meeting: Venue: Town Hall)
(Meeting: Councillor Ash, Chair (Present))";

#[test]
fn bodies_escaped_once_and_twice_are_the_same() {
    check(answer(1), EXPECTED);
    check(answer(2), EXPECTED);
}

#[test]
fn an_answer_that_breaks_off_keeps_what_it_holds_and_says_so() {
    let whole = answer(1);
    let at = whole.find("view").unwrap();
    let found = super::opened(&whole.as_bytes()[..at]);
    assert!(found.contains("agenda: To note the report."), "{found}");
    assert!(found.contains("minutes: The Panel"), "{found}");
    assert!(
        found.contains("(Unread: The file breaks off or is damaged here:)"),
        "{found}"
    );
}

#[test]
fn other_answers_are_refused_with_what_to_ask_for() {
    for xml in [
        "<getmeetings><committee><committeemeetings><meeting><meetingid>1</meetingid></meeting></committeemeetings>\
         </committee></getmeetings>",
        "<?xml version=\"1.0\"?><meeting><meetingid>1</meetingid></meeting>",
    ] {
        let refusal = open(xml.as_bytes(), None).expect_err("no items");
        assert!(refusal.cure.contains("GetMeeting for one meeting"), "{refusal:?}");
    }
    assert!(open(b"<?xml version=\"1.0\"?><feed><entry/></feed>", None).is_err());
    assert!(
        open(b"<?xml version=\"1.0\"?><a><b", None)
            .expect_err("broken")
            .what
            .contains("damaged")
    );
}
