//! Pages that were saved.

use super::{check, opened};

fn meeting() -> String {
    let row = |number: &str, title: &str, rest: &str| {
        format!(
            "<tr><td class=\"mgItemNumberCell \"><p class=\"mgAiTitleTxt \"><a name=\"AI1\"></a>{number}</p></td><td>\
             <p class=\"mgAiTitleTxt \"><a class=\"mgAiTitleLnk\" href=\"x\">{title}</a> \
             <span class=\"mgFileSize\">PDF 500 KB</span></p>{rest}</td></tr>"
        )
    };
    let text = |words: &str| {
        format!(
            "<div class=\"mgWordPara\"><div class=\"WordSection1\"><p class=\"MsoNormal\">{words}</p></div></div>"
        )
    };
    let head = |words: &str| format!("<p class=\"mgSubItemTitleTxt \">{words}</p>");
    let rows = [
        row(
            "1.",
            "Apologies",
            &format!("{}{}", head("Minutes:"), text("None.")),
        ),
        row(
            "2.",
            "Dental&nbsp;access",
            &format!(
                "{}<ul class=\"mgBulletList\"><li><a>Report PDF 200 KB</a></li></ul>{}{}{}{}",
                text("To consider\nthe report. RESOLVED that the public leave."),
                head("Decision:"),
                text("(a)&nbsp;&nbsp; Notes\nthe report; and</p><p>3. Another Heading"),
                head("Minutes:"),
                text(
                    "The Panel<br>met.</p><ol type=\"a\"><li><p>asked</p></li><li>agreed</li></ol><ul><li>why</li></ul><p>End."
                ),
            ),
        ),
    ];
    format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0040)https://x.example/ieListDocuments.aspx?MId=1 -->\n<html><head>\
         <title>Agenda for Care Panel on Friday, 22nd March, 2019, 10.00 am</title><style>p {{}}</style></head><body>\
         <nav>Menu</nav><div>Banner</div><div class=\"mgContent \"><h1>Agenda and draft minutes</h1>\
         <table class=\"mgItemTable \"><tbody>{}</tbody></table><p>Below</p></div><footer>Foot</footer></body></html>",
        rows.concat()
    )
}

#[test]
fn the_page_of_a_whole_meeting() {
    check(
        meeting(),
        "
Meeting | Care Panel | 2019-03-22 | Draft
from https://x.example/ieListDocuments.aspx?MId=1
[1] Apologies (apart)
  minutes: None.
[2] Dental access (apart)
  agenda: To consider the report. RESOLVED that the public leave.
  decision: (a) Notes the report; and
  decision: 3. Another Heading
  minutes: The Panel
  minutes: met.
  minutes: a. asked
  minutes: b. agreed
  minutes: \u{b7} why
  minutes: End.
  (Documents: Report PDF 200 KB)
(Furniture: https://x.example/ieListDocuments.aspx?MId=1)
(Meeting: Agenda for Care Panel on Friday, 22nd March, 2019, 10.00 am)
(Furniture: Banner)
(Meeting: Agenda and draft minutes)
(Furniture: Below)
(Furniture: Foot)",
    );
}

#[test]
fn the_page_of_one_item() {
    check(
        "<html><head><link rel=\"canonical\" href=\"https://x.example/mgAi.aspx?ID=7\"></head><body><div>Top</div>\
         <div class=\"mgContent\"><h1>Agenda item</h1><h2>Dental access</h2><div class=\"mgWordPara\"><p>To note it.</p></div>\
         <h3>Decision:</h3><div class=\"mgWordPara\"><p>RESOLVED:</p><p>a. That it be noted.</p></div>\
         <h3 class=\"mgSubItemTitleTxt\">Minutes:</h3><div class=\"mgWordPara\"><p>4. Some Heading</p><p>It met.</p></div>\
         <p>Supporting documents:</p><ul class=\"mgBulletList\"><li>Report</li></ul></div></body></html>",
        "
Item | Unknown
from https://x.example/mgAi.aspx?ID=7
[] Dental access (apart)
  agenda: To note it.
  decision: RESOLVED:
  decision: a. That it be noted.
  minutes: 4. Some Heading
  minutes: It met.
  (Documents: Report)
(Furniture: https://x.example/mgAi.aspx?ID=7)
(Furniture: Top)
(Furniture: Agenda item)",
    );
}

#[test]
fn printed_minutes_without_classes() {
    check(
        "<html><body><p>Care Panel - 9th October 2024</p><ai1><p>29. EXCLUSION OF THE PRESS</p><p>RESOLVED: that they\n leave.\
         </p></ai1><table><tr><td><p>Name</p></td><td>Role</td></tr><tr><td>Ms Elm</td><td></td></tr></table></body></html>",
        "
Meeting | Care Panel | 2024-10-09 | Unknown
[29] EXCLUSION OF THE PRESS
  minutes: RESOLVED: that they leave.
  minutes: Name | Role
  minutes: Ms Elm
  (Furniture: </AI1>)
(Meeting: Care Panel - 9th October 2024)
(Furniture: <AI1>)",
    );
}

#[test]
fn minutes_that_word_saved_as_a_page() {
    check(
        "<html><body><div class=WordSection1><p class=MsoNormal>Care Panel<br>9th October 2024</p><p class=MsoNormal><b>29.&nbsp;&nbsp; \
         DENTAL\nACCESS</b></p><p class=MsoListParagraph>(1)<span>&nbsp;&nbsp; </span>The Panel met.</p></div></body></html>",
        "
Html | Care Panel | 2024-10-09 | Unknown
[29] DENTAL ACCESS
  minutes: (1) The Panel met.
(Meeting: Care Panel)
(Meeting: 9th October 2024)",
    );
}

#[test]
fn headings_in_the_text_of_an_agenda_are_no_headings_of_its_parts() {
    check(
        "<html><body><table class=mgItemTable><tr><td class=mgItemNumberCell><p>4.</p></td><td><p class=mgAiTitleTxt>Dental access\
         </p><div class=mgWordPara><p>Decision: for the Panel.</p><p>Minutes: attached.</p></div><p class=mgSubItemTitleTxt>Minutes:\
         </p><div class=mgWordPara><p>It met.</p><p>Decision:</p><p>a) Noted.</p></div></td></tr></table></body></html>",
        "
Meeting | Unknown
[4] Dental access (apart)
  agenda: Decision: for the Panel.
  agenda: Minutes: attached.
  decision: a) Noted.
  minutes: It met.",
    );
}

#[test]
fn tables_that_only_lay_out_text_are_lines() {
    let long = "It was asked why so few dentists would come to Wexcombe. ".repeat(5);
    let long = long.trim();
    check(
        format!(
            "<html><body><table><tr><td>23.</td><td><p>DENTAL ACCESS</p><p>{long}</p><p>Noted.</p></td></tr>\
             <tr><td>24.</td><td><p>WORK PROGRAMME</p><p>Agreed.</p></td></tr></table></body></html>"
        ),
        &format!(
            "
Html | Unknown
[23] DENTAL ACCESS
  minutes: {long}
  minutes: Noted.
[24] WORK PROGRAMME
  minutes: Agreed."
        ),
    );
}

#[test]
fn windows_letters_are_read_as_declared_and_as_guessed() {
    for head in ["<html><meta charset=windows-1252>", "<html>"] {
        let mut bytes = head.as_bytes().to_vec();
        bytes.extend_from_slice(b"<body><p>Minutes:</p><p>The panel\x92s view \x96 noted.</p></body></html>");
        assert!(opened(&bytes).contains("minutes: The panel\u{2019}s view \u{2013} noted."));
    }
}

#[test]
fn a_page_nested_without_end_is_read() {
    let page = format!(
        "<html><body>{}</body></html>",
        "<div><p>RESOLVED that it be noted.".repeat(20_000)
    );
    let page = scrutiny::minutes::page::open(page.as_bytes(), None).expect("readable");
    let lines: usize = page.items.iter().map(|item| item.minutes.len()).sum();
    assert_eq!(lines, 20_000);
}

#[test]
fn a_piece_of_a_page_is_one_item() {
    let piece = b"<div class=\"mgWordPara\"><p>RESOLVED that it be noted.</p></div>";
    assert!(opened(piece).contains("  minutes: RESOLVED that it be noted."));
}
