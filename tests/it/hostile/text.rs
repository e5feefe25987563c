//! Texts made to be slow, and texts full of faults.

use scrutiny::source::Source;

use super::reported;
use crate::fixture::{codes, file, printed, problems, with};

/// The body of a change with a text in Markdown, indented as a block.
fn details(text: &str) -> Source {
    let mut record = "title: A ward moves\nsummary: A ward moves.\nkind: move\ndetails: |\n".to_owned();
    for line in text.lines() {
        record.push_str("  ");
        record.push_str(line);
        record.push('\n');
    }
    file("records/changes/2026/ward-move-2026.yaml", record)
}

#[test]
fn markdown_made_to_be_slow_is_not() {
    let whole = |piece: &str, count: usize| -> Vec<&'static str> {
        reported(&with(vec![details(&piece.repeat(count))]))
    };
    assert!(whole(">", 50_000).is_empty());
    assert!(whole("[", 20_000).is_empty());
    assert!(whole("[", 125_000).is_empty());
    assert!(whole("![", 50_000).is_empty());
    assert!(whole("[a](", 50_000).is_empty());
    assert!(whole("[a](<b", 25_000).is_empty());
    assert!(whole("*a ", 75_000).is_empty());
    assert!(whole("_a*b", 50_000).is_empty());
    assert!(whole("`a ``b ", 25_000).is_empty());
    assert!(whole("<a ", 75_000).is_empty());
    assert!(whole("<!--", 50_000).is_empty());
    assert!(whole("<?", 100_000).is_empty());
    assert!(whole("<![CDATA[", 25_000).is_empty());
    assert!(whole("&amp", 50_000).is_empty());
    assert!(whole("[a]: b\n", 25_000).is_empty());
    assert!(whole("> - ", 50_000).is_empty());
    assert!(whole("- ", 100_000).is_empty());
    assert!(whole("* a\n", 25_000).is_empty());
    assert!(whole("|a", 100_000).is_empty());
    assert!(whole("a|b\n-|-\n", 20_000).is_empty());
    let stairs: String = (0..1_000)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    assert!(reported(&with(vec![details(&stairs)])).is_empty());
    let quotes: String = (1..1_000)
        .map(|depth| format!("{} a\n", ">".repeat(depth)))
        .collect();
    assert!(reported(&with(vec![details(&quotes)])).is_empty());
}

#[test]
fn a_text_full_of_faults_is_gone_through_once() {
    let links: String = (0..10_000).map(|number| format!("[a](x/b{number}) \n")).collect();
    let found = reported(&with(vec![details(&links)]));
    assert_eq!(found, vec!["broken-link"; 100]);
    let nested = format!("{}x{}", "[".repeat(5_000), "](y/z)".repeat(5_000));
    assert_eq!(reported(&with(vec![details(&nested)])), ["broken-link"]);
    let addresses: String = (0..10_000)
        .map(|number| format!("a{number}@north.example\n"))
        .collect();
    let found = reported(&with(vec![details(&addresses)]));
    assert_eq!(found.len(), 10_000);
    let escaped: String = (0..10_000)
        .map(|number| format!("a{number}\\u0040north.example "))
        .collect();
    let text = format!("title: A\nsummary: \"{escaped}\"\nkind: move\n");
    let found = reported(&with(vec![file("records/changes/a.yaml", text)]));
    assert_eq!(found.len(), 10_000);
    assert!(reported(&with(vec![details(&"@".repeat(250_000))])).is_empty());
    assert!(reported(&with(vec![details(&"1 ".repeat(410_000))])).is_empty());
    let numbers: String = (0..10_000).map(|_| "01632 960 001, \n").collect();
    assert_eq!(reported(&with(vec![details(&numbers)])).len(), 10_000);
}

#[test]
fn an_address_that_comes_twice_is_reported_at_both_places() {
    let text = "Write to a@north.example, I say\nto a@north.example.\n\nOr [here](mailto:a@north.example), <a@north.example>.";
    let sources = with(vec![details(text)]);
    let found = problems(&sources);
    assert_eq!(
        codes(&found),
        vec!["personal-email"; 4],
        "{}",
        printed(&found, &sources)
    );
    let page = file(
        "records/pages/help.md",
        "# Help\n\nWrite to a@north.example or a@north.example.\n",
    );
    assert_eq!(reported(&with(vec![page])), vec!["personal-email"; 2]);
}
