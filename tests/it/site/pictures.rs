//! Pictures and their twins: the same numbers, nothing lost unsaid; the order of a change's page; its notice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use scrutiny::history::History;
use scrutiny::law::Law;
use scrutiny::record::determination::View;
use scrutiny::register::Register;
use scrutiny::site::{self, Edition, Input, Output, Templates};
use scrutiny::source::{Source, Sources};

use super::{attribute, build, made, pages, text};
use crate::generated::generate;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

/// What stands between two marks, the first after `from`.
fn between<'p>(page: &'p str, from: &str, to: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(from)?;
    Some(rest.split_once(to)?.0)
}

/// The numbers in marks: `<text y="4">3</text>`, or `4–9`.
fn numbers(part: &str) -> Vec<usize> {
    let marks = part.split("<text y=\"4\">").skip(1);
    let marks = marks.filter_map(|rest| rest.split('<').next());
    let each = marks.flat_map(|words| {
        let (first, last) = words.split_once('–').unwrap_or((words, words));
        let number = |words: &str| words.parse::<usize>().expect("a number");
        number(first)..=number(last)
    });
    each.collect()
}

/// A register of some hundred records, and the site of it.
fn generated() -> &'static (Register, Output) {
    static SITE: LazyLock<(Register, Output)> = LazyLock::new(|| {
        let records = generate::register(400, 5)
            .into_iter()
            .map(|made| (made.path, made.text));
        let files = records.chain(generate::frame());
        let files = files.map(|(path, text)| Source::from_bytes(path, text.into_bytes()));
        let sources = Sources::new(files.collect());
        let register = Register::build(&sources).0.published();
        let law = Law::of(&sources);
        let history = History::default();
        let input = Input {
            register: &register,
            history: &history,
            law: &law,
            as_at: day("2026-03-31"),
            edition: Edition {
                commit: None,
                uncommitted: false,
                version: "0",
            },
        };
        let templates = Templates::new(&BTreeMap::new()).expect("our templates");
        let output = site::render(&site::plan(&input), &templates, &|_, _| {}).expect("a site");
        (register, output)
    });
    &SITE
}

fn changes(output: &Output) -> impl Iterator<Item = (&str, &str)> {
    pages(output).filter(|(path, _)| {
        path.starts_with("changes/") && !path.contains("/index") && !path.contains("/page")
    })
}

#[test]
fn a_timeline_and_its_list_have_the_same_numbers() {
    let mut drawn = 0;
    let own = build();
    for (path, html) in changes(&own).chain(changes(&generated().1)) {
        let Some(section) = between(html, "<h2 id=\"timeline\"", "</section>") else {
            continue;
        };
        let (_, list) = section.split_once("<ol class=\"timeline\">").expect("a list");
        let listed = numbers(list);
        assert_eq!(listed, (1..=listed.len()).collect::<Vec<_>>(), "{path}");
        assert!(!listed.is_empty(), "{path}");
        let Some(picture) = between(section, "<figure", "</svg>\n<figcaption") else {
            assert!(!list.contains("<time"), "{path} has dates and no picture");
            continue;
        };
        let marks: BTreeSet<usize> = numbers(picture).into_iter().collect();
        assert_eq!(marks.len(), numbers(picture).len(), "{path} draws a number twice");
        let left = listed.len() - marks.len();
        let said = match left {
            0 => !section.contains("in the list alone"),
            1 => section.contains("One moment has no room"),
            _ => section.contains(&format!("{left} moments have no room")),
        };
        assert!(
            said && marks.iter().all(|mark| listed.contains(mark)),
            "{path}: {left} left"
        );
        drawn += 1;
    }
    assert!(drawn > 50, "{drawn}");
}

#[test]
fn who_owes_what_to_whom_is_drawn_and_tabled_with_the_same_numbers() {
    let mut drawn = 0;
    for (path, html) in changes(&generated().1) {
        let Some(figure) = between(html, "<figure class=\"picture owing\">", "</details>") else {
            continue;
        };
        let (picture, table) = figure.split_once("<table>").expect("a table");
        let rows = table.split("<tr><td>").skip(1);
        let rows: Vec<usize> = rows
            .filter_map(|row| row.split('<').next()?.parse().ok())
            .collect();
        assert_eq!(numbers(picture), rows, "{path}");
        for address in attribute(table, "href") {
            let known = address
                .strip_prefix('#')
                .is_none_or(|id| html.contains(&format!("id=\"{id}\"")));
            assert!(known, "{path}: {address}");
        }
        drawn += 1;
    }
    assert!(drawn > 20, "{drawn}");
}

/// The rows of a chart's table: name, address where there is one, cells.
fn table(page: &str, id: &str) -> Option<Vec<(String, Option<String>, Vec<usize>)>> {
    let chart = between(page, &format!("id=\"{id}\""), "</figure>")?;
    let body = between(chart, "<tbody>", "</tbody>")?;
    let rows = body.split("<tr>").skip(1).map(|row| {
        let head = between(row, "<th scope=\"row\">", "</th>").expect("a head");
        let name = head
            .rsplit_once("\">")
            .map_or(head, |(_, name)| name.trim_end_matches("</a>"));
        let cells = row
            .split("<td>")
            .skip(1)
            .filter_map(|cell| cell.split('<').next());
        let cells = cells.map(|cell| cell.replace(',', "").parse().expect("a number"));
        (
            name.to_owned(),
            attribute(head, "href").into_iter().next(),
            cells.collect(),
        )
    });
    Some(rows.collect())
}

#[test]
fn charts_count_what_the_register_holds() {
    let (register, output) = generated();
    let replaced: BTreeSet<&str> = register
        .determinations
        .iter()
        .filter_map(|view| Some(view.body.supersedes.as_ref()?.id.as_str()))
        .collect();
    let mut by_council: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for view in register.determinations.iter() {
        let by = &register.bodies[&view.body.by].body;
        let which = match view.body.view.value {
            View::SubstantialVariation | View::SubstantialDevelopment => 0,
            View::NotSubstantial => 1,
            _ => continue,
        };
        if let Some(council) = &view.body.authority
            && by.role.speaks_for_council()
            && !replaced.contains(view.id.as_str())
        {
            by_council
                .entry(format!("bodies/{}.html", council.id))
                .or_default()[which] += 1;
        }
    }
    let home = text(output, "index.html");
    let years = table(home, "judged-by-year").expect("a chart by year");
    let sum = |column: usize| years.iter().map(|(_, _, cells)| cells[column]).sum::<usize>();
    let all = |which: usize| by_council.values().map(|views| views[which]).sum::<usize>();
    assert_eq!((sum(0), sum(1), sum(2)), (all(0), all(1), all(0) + all(1)));
    assert!(all(0) > 10 && all(1) > 10);
    let councils = table(home, "judged-by-council").expect("a chart by council");
    for (name, address, cells) in &councils {
        let views = by_council[address.as_ref().expect("a link")];
        assert_eq!(
            cells.as_slice(),
            [views[0], views[1], views[0] + views[1]],
            "{name}"
        );
    }
    assert!(
        councils.is_sorted_by(|one, other| one.2[2] >= other.2[2]),
        "those with most come first"
    );
    assert_eq!(councils.len(), by_council.len().min(10));
    let list = text(output, "changes/index.html");
    assert_eq!(
        table(list, "judged-by-year"),
        Some(years),
        "and the list of changes says the same"
    );
    // The duties that the list shows, over all of its pages.
    let stages = table(home, "duties-by-state").expect("a chart of duties");
    assert_eq!(
        table(text(output, "duties/index.html"), "duties-by-state").as_ref(),
        Some(&stages)
    );
    let whole: usize = stages.iter().map(|(_, _, cells)| cells[0]).sum();
    let lists =
        pages(output).filter(|(path, _)| path.starts_with("duties/index") || path.starts_with("duties/page"));
    let shown: usize = lists
        .map(|(_, html)| html.matches("<article class=\"card\">").count())
        .sum();
    assert_eq!(whole, shown);
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let home = text(&generated().1, "index.html");
    let rows = table(home, "duties-by-state").expect("a chart of duties");
    let most = rows.iter().map(|(_, _, cells)| cells[0]).max().expect("rows");
    let chart = between(home, "id=\"duties-by-state\"", "</svg>\n<p").expect("a picture");
    let widths: Vec<f64> = attribute(chart, "width")
        .iter()
        .filter(|width| *width != "100%")
        .map(|width| width.trim_end_matches('%').parse().expect("a share"))
        .collect();
    assert_eq!(widths.len(), rows.len());
    for (width, (name, _, cells)) in widths.iter().zip(&rows) {
        let wanted = 80.0 * cells[0] as f64 / most as f64;
        assert!((width - wanted).abs() <= 0.11, "{name}: {width} is not {wanted}");
    }
}

#[test]
fn very_little_has_no_chart() {
    // One view of a council; enough duties follow from it to be worth a chart.
    let output = build();
    for path in ["index.html", "changes/index.html", "duties/index.html"] {
        assert!(!text(&output, path).contains("judged-by"), "{path}");
    }
    assert!(table(text(&output, "index.html"), "duties-by-state").is_some());
    let empty = made(&FILES[..1], day("2026-02-10"));
    assert!(!text(&empty, "index.html").contains("class=\"charts\""));
}

const FILES: &[(&str, &str)] = &[
    (
        "register.yaml",
        "name: Shires\npublisher: Eastshire Council\nbase_address: https://register.example/\n",
    ),
    (
        "bodies/east.yaml",
        "name: Eastshire Council\nrole: local-authority\nwebsite: https://east.example/\n",
    ),
    (
        "bodies/west.yaml",
        "name: Westshire Council\nrole: local-authority\n",
    ),
    (
        "bodies/hosc.yaml",
        "name: Eastshire HOSC\nrole: scrutiny-committee\npart_of: east\nwebsite: https://hosc.example/\n",
    ),
    (
        "bodies/icb.yaml",
        "name: Shires ICB\nrole: icb\nwebsite: https://icb.example/\n",
    ),
    (
        "bodies/ccg.yaml",
        "name: Shires CCG\nrole: ccg\nactive: {from: 2013-04-01, until: 2022-06-30}\nsucceeded_by: [icb]\n",
    ),
    (
        "changes/ward.yaml",
        "title: A ward moves\nsummary: The ward moves to the new hospital.\nkind: move\nresponsible_person: icb\ncommissioners: [ccg]\nauthorities:\n  - {authority: east, \
         consultation: {began: 2026-01-10, comments_due: 2026-03-10, decision_due: 2026-05-01, published: 'https://icb.example/dates'}}\n  - authority: west\n\
         under_consideration_from: 2025\nkey_dates: [{date: 2025-11, what: Board paper}]\n",
    ),
    (
        "changes/later.yaml",
        "title: A ward closes\nkind: closure\nreplaces: [ward]\n",
    ),
    (
        "resolutions/item.yaml",
        "committee: hosc\nmeeting: 2025-12-02\nitem: The ward\nchanges: [ward]\nclauses: [{label: a, words: It is substantial., reads_as: determination}]\n",
    ),
    (
        "determinations/east.yaml",
        "change: ward\nby: hosc\nauthority: east\nview: substantial-variation\nscope: The ward alone\ndate: 2025-12-02\nresolution: {id: item, clause: a}\n",
    ),
    (
        "duties/involve.yaml",
        "title: Ask people\nchange: ward\nbasis: {undertaking: A promise}\nowed_by: icb\nowed_to: [public]\n\
         engagement: [{what: A public meeting, opens: 2026-02-01, closes: 2026-02-28, address: 'https://icb.example/meet'}]\n",
    ),
];

#[test]
fn a_page_of_a_change_has_its_parts_in_order() {
    let output = made(FILES, day("2026-02-10"));
    let html = text(&output, "changes/ward.html");
    let wanted = [
        "<section class=\"notice\"",
        "<h1>A ward moves</h1>",
        "class=\"verdict substantial\"",
        "<h2 id=\"glance\"",
        "<h2 id=\"substantial\"",
        "<h2 id=\"law\"",
        "class=\"picture owing\"",
        "<h2 id=\"say\"",
        "<h2 id=\"timeline\"",
        "class=\"timeline\"",
        "<h2 id=\"words\"",
        "<h2 id=\"documents\"",
        "<h2 id=\"about-page\"",
        "<h3>Cite this page</h3>",
    ];
    let places: Vec<usize> = wanted
        .iter()
        .map(|part| html.find(part).unwrap_or_else(|| panic!("no {part}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    for words in [
        "“A ward moves”, Shires. Eastshire Council. Record <code>changes/ward</code>. https://register.example/changes/ward.html",
        "<a href=\"../bodies/ccg.html\">Shires CCG</a> existed until 30 June 2022. After it came <a href=\"../bodies/icb.html\">Shires ICB</a>",
        "Another change took the place of this one: <a href=\"later.html\">A ward closes</a>",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let picture = between(html, "<h2 id=\"timeline\"", "</figure>").expect("a picture");
    for words in [
        "The change: Shires ICB",
        "Eastshire Council",
        "Westshire Council",
        "Nothing recorded",
        "class=\"lasts\"",
        "class=\"about-then\"",
    ] {
        assert!(picture.contains(words), "{words}");
    }
}

#[test]
fn whether_a_consultation_is_open_is_decided_by_the_day() {
    let on = |date: &str| {
        let output = made(FILES, day(date));
        let html = text(&output, "changes/ward.html");
        between(html, "<h2 id=\"say\"", "</section>")
            .expect("a section")
            .to_owned()
    };
    let none = "We hold no record of a consultation that is open.";
    let (before, within, between, after) = (
        on("2025-12-31"),
        on("2026-02-10"),
        on("2026-03-05"),
        on("2026-03-11"),
    );
    assert!(
        before.contains(none) && before.matches(">To come<").count() == 2,
        "{before}"
    );
    assert!(
        !within.contains(none) && within.matches(">Open<").count() == 2,
        "{within}"
    );
    assert!(
        within.contains("From 1 February 2026 to 28 February 2026.")
            && within.contains("https://icb.example/meet")
    );
    assert!(within.contains("https://hosc.example/") && within.contains("https://icb.example/\""));
    assert!(
        between.contains(">Open<") && between.contains(">Closed<"),
        "{between}"
    );
    assert!(
        after.contains(none) && after.matches(">Closed<").count() == 2,
        "{after}"
    );
}

#[test]
fn a_notice_says_what_the_page_says_and_is_no_page_of_its_own() {
    let output = made(FILES, day("2026-02-10"));
    let notice = |path: &str| {
        let html = text(&output, path);
        assert_eq!(html.matches("class=\"notice\"").count(), 1, "{path}");
        between(html, "<section class=\"notice\"", "</section>")
            .expect("a notice")
            .to_owned()
    };
    let change = notice("changes/ward.html");
    for words in [
        "Eastshire Council<br>Shires",
        "<b>Notice</b> of a change to a health service",
        "A ward moves",
        "The ward moves to the new hospital.",
        "Judged substantial by Eastshire Council",
        "<b>Eastshire Council:</b> Eastshire HOSC judged the change substantial on 2 December 2025. What it covers: The ward alone",
        "<b>Westshire Council:</b> We hold no record of a view.",
        "<b>Ask people:</b> Shires ICB. No date is stated.",
        "<b>A public meeting:</b> From 1 February 2026 to 28 February 2026. https://icb.example/meet",
        "<b>November 2025:</b> Board paper",
        "https://register.example/changes/ward.html",
    ] {
        assert!(change.contains(words), "{words}\n{change}");
    }
    assert!(
        !change.contains("<a ") && !change.contains("<h"),
        "on paper nothing can be followed"
    );
    let duty = notice("duties/involve.html");
    for words in [
        "Ask people",
        "<b>Who must do it:</b> Shires ICB",
        "<b>For whom:</b> the public",
        "A promise",
        "<b>By when:</b> No date is stated.",
        "A public meeting",
    ] {
        assert!(duty.contains(words), "{words}\n{duty}");
    }
    assert_eq!(
        output
            .keys()
            .filter(|path| path.starts_with("changes/ward"))
            .count(),
        2,
        "the page and its data"
    );
}
