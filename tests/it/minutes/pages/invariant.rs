//! Whatever is handed in, no line is lost and none is in two places.

use proptest::prelude::*;
use scrutiny::minutes::page;

use super::covers;

/// Lines of every page there is, to be shuffled.
const LINES: [&str; 40] = [
    "Agenda and minutes",
    "Agenda item",
    "Decision details",
    "Items",
    "No. Item",
    "| No. | Item |",
    "| 4. | Dental access Minutes: It was noted. Decision: Agreed |",
    "||||",
    "|---|---|",
    "Care Panel - Friday, 22nd March, 2019 10.00 am",
    "Meeting: 05/07/2018 - Care Panel (Item 12)",
    "Meeting: 45/07/2018 - Care Panel",
    "12 Dental access",
    "1.",
    "2",
    "3.",
    "4. Dental access",
    "23. DENTAL ACCESS",
    "24. WORK PROGRAMME",
    "Dental Access",
    "Minutes:",
    "Decision:",
    "Minutes: Noted.",
    "Supporting documents:",
    "Additional documents:",
    "So it was noted.Supporting documents:The report",
    "Supporting documents: Minutes: The Panel met.",
    "RESOLVED that it be noted.",
    "(a) Notes the report; and",
    "1. Mr Sallow spoke.",
    "<AI1>",
    "</AI1>",
    "*",
    "Share this item",
    "Decision Maker: Care Panel",
    "Date of decision:",
    "Reasons for the decision: It was due.",
    "\u{a0}\u{2013} Caf\u{e9} \u{201c}Ash\u{201d}",
    "<p>Noted.</p>",
    "",
];

fn holds(bytes: &[u8]) {
    if let Ok(page) = page::open(bytes, None) {
        covers(&page);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_characters(text in "\\PC{0,200}(\\n\\PC{0,40}){0,6}") {
        holds(text.as_bytes());
    }

    #[test]
    fn of_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes);
    }

    #[test]
    fn of_lines_of_pages_in_any_order(picks in proptest::collection::vec(0..LINES.len(), 1..40), glue in 0_usize..40) {
        let mut text = String::new();
        for (at, pick) in picks.iter().enumerate() {
            text.push_str(LINES[*pick]);
            text.push_str(if at % 40 == glue { " " } else { "\n" });
        }
        holds(text.as_bytes());
        let html: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
        holds(format!("<html><body>{html}</body></html>").as_bytes());
    }

    #[test]
    fn of_markup_cut_anywhere(cut in 0_usize..600, class in 0_usize..5) {
        let class = ["mgItemNumberCell", "mgAiTitleTxt", "mgWordPara", "mgSubItemTitleTxt", "mgContent"][class];
        let page = format!(
            "<html><body><table class=\"mgItemTable\"><tr><td class=\"{class}\"><p>1.</p></td><td><p class=\"mgAiTitleTxt\">A \
             title</p><div class=\"{class}\"><ol><li>One<li>Two</ol><table><tr><td>a<td>b</table><p>Minutes:<br>So<p>it \
             was</div></td></tr></table><AI1><p>2. MORE</AI1></body></html>"
        );
        holds(&page.as_bytes()[..cut.min(page.len())]);
        let service = "<meeting><agendaitems><agendaitem><agendaitemtitle>A</agendaitemtitle><agendatext>&lt;p&gt;x&amp;y\
                       </agendatext><minutesnonemptyhtmlbody>m</minutesnonemptyhtmlbody></agendaitem></agendaitems></meeting>";
        holds(&service.as_bytes()[..cut.min(service.len())]);
    }
}
