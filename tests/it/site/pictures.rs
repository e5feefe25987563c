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

use super::{attribute, build, html_of, made, text};
use crate::generated::generate;

pub(super) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day")
}

/// What stands between two marks, the first after `from`.
pub(super) fn between<'p>(page: &'p str, from: &str, to: &str) -> Option<&'p str> {
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
                history: scrutiny::site::Telling::Whole,
                past: None,
            },
        };
        let templates = Templates::new(&BTreeMap::new()).expect("our templates");
        let output = site::render(&site::plan(&input), &templates, &|_, _| {}).expect("a site");
        (register, output)
    });
    &SITE
}

fn changes(output: &Output) -> impl Iterator<Item = (&str, &str)> {
    html_of(output).filter(|(path, _)| {
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

/// A row of a table: name, address where there is one, cells.
type Row = (String, Option<String>, Vec<usize>);

/// The rows of a chart's table.
fn table(page: &str, id: &str) -> Option<Vec<Row>> {
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
    let lists = html_of(output)
        .filter(|(path, _)| path.starts_with("duties/index") || path.starts_with("duties/page"));
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
    let empty = made(
        &[("register.yaml", "name: Shires\npublisher: A council\n")],
        day("2026-02-10"),
    );
    assert!(!text(&empty, "index.html").contains("class=\"charts\""));
}
