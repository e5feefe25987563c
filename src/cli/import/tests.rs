//! Matching and planning, on drafts made by hand.

use super::answers::{About, Answers, labels};
use super::matching::{bodies_in, committees};
use super::plan::{self, Material};
use super::{about, choose};
use crate::minutes::{ClauseDraft, DeterminationDraft, Form, Item, ItemDraft, Minutes, Page};
use crate::record::RecordId;
use crate::record::determination::View;
use crate::record::resolution::{MinutesStatus, Reading};
use crate::register::Register;
use crate::source::{Source, Sources, Span, Spanned};
use crate::value::PartialDate;

fn register() -> Register {
    let files = [
        ("register.yaml", "name: R\npublisher: P\n"),
        (
            "bodies/northmere.yaml",
            "name: Northmere County Council\nrole: local-authority\nwebsite: https://www.northmere.example/\n",
        ),
        (
            "bodies/wexcombe.yaml",
            "name: Wexcombe Council\nrole: local-authority\nwebsite: https://wexcombe.example/\n",
        ),
        (
            "bodies/northmere-hosc.yaml",
            "name: Northmere Health Overview and Scrutiny Committee\nshort_name: Northmere HOSC\n\
             role: scrutiny-committee\npart_of: northmere\n",
        ),
        (
            "bodies/wexcombe-hosc.yaml",
            "name: Wexcombe Health Overview and Scrutiny Committee\nrole: scrutiny-committee\npart_of: wexcombe\n",
        ),
        (
            "bodies/joint.yaml",
            "name: Northmere and Wexcombe Joint Committee\nrole: joint-scrutiny-committee\n\
             members: [northmere, wexcombe]\n",
        ),
        (
            "bodies/trust.yaml",
            "name: Northmere Hospitals Trust\nshort_name: NHT\nrole: nhs-trust\n",
        ),
        (
            "bodies/charity.yaml",
            "name: Northmere Hospitals Trust Charity\nrole: voluntary-provider\n",
        ),
        (
            "changes/ward.yaml",
            "title: The stroke ward moves to the General\nkind: move\nproviders: {current: [trust]}\n\
             authorities:\n  - authority: northmere\n  - authority: wexcombe\n\
             key_dates:\n  - {date: 2026-04-01, what: The ward moves}\n",
        ),
        (
            "changes/dental.yaml",
            "title: Dental contracts end\nkind: closure\nauthorities:\n  - authority: northmere\n",
        ),
    ];
    let file =
        |(path, text): &(&str, &str)| Source::from_bytes(format!("records/{path}"), text.as_bytes().to_vec());
    Register::build(&Sources::new(files.iter().map(file).collect())).0
}

/// Clauses, each a line of the page: label (or none), words, and the view it holds.
fn minutes(clauses: &[(Option<&str>, &str, Option<View>)]) -> Minutes {
    let mut page = Page {
        form: Form::Text,
        text: "".into(),
        committee: None,
        meeting: None,
        status: MinutesStatus::Unknown,
        source: None,
        items: Vec::new(),
        aside: Vec::new(),
    };
    let (mut text, mut draft) = (String::new(), ItemDraft::default());
    draft.item.title = Some(Spanned::new("The stroke ward".into(), Span::default()));
    for (at, (label, words, view)) in clauses.iter().enumerate() {
        let span = Span::new(text.len(), text.len() + words.len());
        text.push_str(&format!("{words}\n"));
        let kind = view.map_or(Reading::Noted, |_| Reading::Determination);
        draft.clauses.push(ClauseDraft {
            label: label.map(|label| Spanned::new(label.into(), span)),
            words: Spanned::new((*words).into(), span),
            stem: None,
            kinds: vec![Spanned::new(kind, span)],
            action: None,
        });
        draft.determinations.extend(view.map(|view| DeterminationDraft {
            clause: at,
            view,
            says: span,
            scope: None,
            conditions: None,
        }));
    }
    page.text = text.into();
    Minutes {
        page,
        items: vec![draft],
    }
}

fn id(text: &str) -> RecordId {
    RecordId::new(text).expect(text)
}

fn material<'m>(minutes: &'m Minutes, register: &'m Register) -> Material<'m> {
    Material {
        page: &minutes.page,
        item: &minutes.items[0],
        items: minutes.items.len(),
        register,
        sum: "0",
    }
}

fn settled(committee: &str) -> Answers {
    Answers {
        committee: Some(id(committee)),
        meeting: Some(PartialDate::parse("2026-01-20").expect("a day")),
        changes: Some(vec![id("ward")]),
        ..Answers::default()
    }
}

#[test]
fn a_committee_is_certain_only_by_its_own_name_or_on_its_own_website() {
    let register = register();
    let found = |named: Option<&str>, source: Option<&str>| {
        let all = committees(&register, named, source);
        let first = all.first().map(|one| (one.id.to_string(), one.certain));
        first.unwrap_or_default()
    };
    let sure = |id: &str| (id.to_owned(), true);
    for named in [
        "Northmere Health Overview and Scrutiny Committee",
        "NORTHMERE HOSC",
        "Northmere County Council - Health Overview & Scrutiny Committee",
    ] {
        assert_eq!(found(Some(named), None), sure("northmere-hosc"), "{named}");
    }
    // Every council has one of that name: where it stands decides, and otherwise a person.
    let common = "Health Overview and Scrutiny Committee";
    assert!(!found(Some(common), None).1);
    assert_eq!(
        found(Some(common), Some("https://wexcombe.example/mgAi.aspx?ID=3")),
        sure("wexcombe-hosc")
    );
    assert!(!found(Some(common), Some("https://elsewhere.example/")).1);
    let (proposed, certain) = found(None, Some("https://northmere.example/x"));
    assert_eq!((proposed.as_str(), certain), ("northmere-hosc", false));
    assert_eq!(
        found(Some("Harrowdale Planning Committee"), None),
        (String::new(), false)
    );
}

#[test]
fn bodies_are_found_by_whole_names_the_longest_first() {
    let register = register();
    let found = |text| bodies_in(&register, text, &id("northmere-hosc"));
    assert_eq!(
        found("the Northmere Hospitals Trust\u{2019}s officers"),
        [id("trust")]
    );
    assert_eq!(found("the Northmere Hospitals Trust Charity"), [id("charity")]);
    assert_eq!(found("NHT and NHTs"), [id("trust")]);
    assert_eq!(found("NHS representatives"), []);
}

#[test]
fn changes_are_ranked_with_what_speaks_for_them() {
    let register = register();
    let mut minutes = minutes(&[(Some("a"), "That the move of the stroke ward be noted.", None)]);
    let day = PartialDate::parse("2026-04-01").expect("a day");
    minutes.items[0].dates.push(Spanned::new(day, Span::default()));
    let all = about::changes(
        &register,
        &minutes.page,
        &minutes.items[0],
        Some(&id("northmere-hosc")),
    );
    assert_eq!(all.len(), 1, "nothing speaks for the other");
    assert_eq!(all[0].id, id("ward"));
    assert_eq!(
        all[0].reason,
        "both speak of stroke, ward; both have 1 April 2026"
    );
    assert!(!all[0].certain, "a change is never chosen for anybody");
}

#[test]
fn labels_are_ours_where_one_is_missing_or_repeated() {
    let told = |clauses: &[Option<&str>]| {
        let each: Vec<_> = clauses.iter().map(|label| (*label, "noted", None)).collect();
        labels(&minutes(&each).items[0])
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(told(&[Some("a"), Some("b")]), (names(&["a", "b"]), false));
    assert_eq!(told(&[Some("a"), None]), (names(&["1", "2"]), true));
    assert_eq!(told(&[Some("a"), Some("a")]), (names(&["1", "2"]), true));
    assert_eq!(told(&[None]), (names(&["1"]), true));
}

#[test]
fn a_joint_committee_speaks_for_each_council_that_the_change_affects() {
    let register = register();
    let minutes = minutes(&[(
        Some("1"),
        "That it is substantial.",
        Some(View::SubstantialVariation),
    )]);
    let material = material(&minutes, &register);
    let plan = plan::plan(&material, &settled("joint")).expect("all is settled");
    let areas: Vec<&str> = plan.views.iter().map(|view| view.authority.as_str()).collect();
    assert_eq!(areas, ["northmere", "wexcombe"]);
    let mut answers = settled("joint");
    answers.changes = Some(vec![id("dental")]);
    let plan = plan::plan(&material, &answers).expect("all is settled");
    assert_eq!(plan.views.len(), 1, "the other council is not affected");
}

#[test]
fn two_views_need_to_be_told_apart_even_with_one_change() {
    let register = register();
    let minutes = minutes(&[
        (
            Some("a"),
            "That the ward is substantial.",
            Some(View::SubstantialVariation),
        ),
        (
            Some("b"),
            "That the clinic is not substantial.",
            Some(View::NotSubstantial),
        ),
    ]);
    let material = material(&minutes, &register);
    let lacks = plan::plan(&material, &settled("northmere-hosc")).expect_err("two views, one change");
    assert_eq!(lacks.len(), 2);
    assert!(
        lacks[1].flag.starts_with("--determination \"b = CHANGE\""),
        "{}",
        lacks[1].flag
    );
    let mut answers = settled("northmere-hosc");
    answers.clause(0).view(0).about = Some(About::Change(id("ward")));
    answers.clause(1).view(0).about = Some(About::NoView);
    let plan = plan::plan(&material, &answers).expect("each is settled");
    assert_eq!(plan.views.len(), 1);
    assert_eq!(plan.clauses[1].readings, [Reading::Other]);
}

#[test]
fn a_stem_is_kept_once_or_with_each_clause() {
    let mut minutes = minutes(&[(Some("a"), "notes it;", None), (Some("b"), "thanks them.", None)]);
    let stem = |words: &str| Some(Spanned::new(words.into(), Span::default()));
    for clause in &mut minutes.items[0].clauses {
        clause.stem = stem("That the Committee");
    }
    let draft = &minutes.items[0];
    assert_eq!(plan::stem(draft).as_deref(), Some("That the Committee"));
    assert_eq!(plan::words(draft), ["notes it;", "thanks them."]);
    minutes.items[0].clauses[1].stem = stem("And further that it");
    let draft = &minutes.items[0];
    assert_eq!(plan::stem(draft), None);
    assert_eq!(
        plan::words(draft),
        ["That the Committee notes it;", "And further that it thanks them."]
    );
}

#[test]
fn an_item_is_named_by_number_or_words_of_its_title() {
    let titled = |number: &str, title: &str, clauses: usize| {
        let clause = (Some("a"), "noted", None);
        let mut draft = minutes(&vec![clause; clauses]).items.remove(0);
        draft.item = Item {
            number: Some(Spanned::new(number.into(), Span::default())),
            title: Some(Spanned::new(title.into(), Span::default())),
            ..Item::default()
        };
        draft
    };
    let mut all = minutes(&[]);
    all.items = vec![
        titled("7", "Stroke services in Northmere", 2),
        titled("8", "Dental services in Northmere", 1),
        titled("9", "Work programme", 0),
    ];
    let found = |said: &str| choose::item(&all, Some(said));
    assert_eq!(found("8."), Ok(Some(1)));
    assert_eq!(found("stroke"), Ok(Some(0)));
    let several = found("services in Northmere").expect_err("two are so called");
    assert!(
        several
            .cure
            .is_some_and(|cure| cure.contains("7. Stroke services in Northmere (2 clauses)"))
    );
    assert!(found("cardiology").is_err());
    assert_eq!(choose::item(&all, None), Ok(None), "two hold clauses");
    all.items.remove(0);
    assert_eq!(choose::item(&all, None), Ok(Some(0)), "one does");
}
