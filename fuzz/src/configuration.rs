//! What sets up a register and the program: `records/register.yaml`, provisions of its own (`records/law/`), its pages, and
//! forms that were left unfinished.

use scrutiny::check::check;
use scrutiny::explain::today;
use scrutiny::form::Unfinished;
use scrutiny::law::Law;
use scrutiny::register::Register;
use scrutiny::source::{Source, Sources};
use scrutiny::value::Colour;
use scrutiny::yaml;

use super::drawable;

/// Where the file stands, by the first byte; the last is no file of a register.
const PATHS: [&str; 5] = [
    "records/register.yaml",
    "records/register.yaml",
    "records/law/own.yaml",
    "records/pages/glossary.md",
    "",
];

/// Reads bytes as one of these.
pub fn hold(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    if path.is_empty() {
        return unfinished(rest);
    }
    let sources = Sources::new(vec![Source::from_bytes(path, rest.to_vec())]);
    let law = if path.starts_with("records/law/") {
        Law::of(&sources)
    } else {
        Law::england()
    };
    let (register, mut problems) = Register::build(&sources);
    if !problems.any_error() {
        problems = check(&sources, &law, today()).1;
    }
    drawable::hold(&problems, &sources);
    drawable::hold(law.problems(), &sources);
    if path == "records/register.yaml" {
        settings(&register, &sources);
    }
    for page in register.pages.values() {
        let text = &sources.get(page.source).text;
        assert_eq!(text.get(page.offset..), Some(page.text.as_str()), "{page:?}");
    }
}

/// What was read of the settings is what stands there, and nothing in it can lead a page astray.
fn settings(register: &Register, sources: &Sources) {
    let Some(settings) = &register.settings else {
        return assert_eq!(register.name(), "Register");
    };
    let text = &sources.find("records/register.yaml").expect("the file").text;
    // Where a field is written twice there is no telling which was meant; that is reported.
    if let Some(says) = yaml::json(text) {
        assert_eq!(says["name"].as_str(), Some(register.name()));
    }
    if let Some(address) = register.address() {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        assert!(is_web && !address.ends_with('/'), "{address:?}");
        assert!(
            !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c)),
            "{address:?}"
        );
    }
    let Some(look) = &settings.look else { return };
    for colour in [&look.brand, &look.link].into_iter().flatten() {
        let shown = colour.value.to_string();
        assert_eq!(Colour::parse(&shown), Some(colour.value), "{shown}");
        assert!(colour.value.contrast(colour.value.text()) >= 4.5, "{shown}");
    }
    if let Some(logo) = &look.logo {
        assert!(
            !logo.value.starts_with('/') && logo.value.split('/').all(|part| part != ".."),
            "{:?}",
            &*logo.value
        );
    }
}

/// A form that was left unfinished and kept: read or refused in words, and the same when it is kept again.
fn unfinished(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match Unfinished::from_json(text) {
        Ok(form) => {
            let again = Unfinished::from_json(&form.to_json());
            assert_eq!(again.as_ref(), Ok(&form));
            let _ = (form.unknown(), form.kind(), form.answers());
        }
        Err(why) => assert!(!why.is_empty()),
    }
}
