//! The catalogue of the data files (DCAT 3, as JSON-LD), for portals that gather such catalogues.
//!
//! Where the site knows its own address every name is whole; otherwise names are relative to the file, which JSON-LD
//! reads from where it was taken. The sizes of the files are left out: they are known only once all is made.

use serde_json::{Value as Json, json};

use super::base;
use super::tables::Sheet;
use crate::site::{Input, Journal, PagePath, link};
use crate::view::words;

/// Where it stands.
pub fn path() -> PagePath {
    PagePath::file("data/catalog.jsonld".to_owned())
}

/// The catalogue.
pub fn bytes(input: &Input<'_>, journal: &Journal<'_>) -> Vec<u8> {
    let register = input.register;
    let settings = register.settings.as_ref();
    let to = |page: &PagePath| match base(input) {
        Some(base) => format!("{base}/{}", page.as_public()),
        None => link(&path(), page),
    };
    let licence = settings.and_then(|settings| settings.licence.as_ref());
    let licence = licence.map(|licence| match &licence.address {
        Some(address) => json!({ "@id": &*address.value }),
        None => json!({ "@type": "dct:LicenseDocument", "dct:title": &*licence.name.value }),
    });
    let publisher =
        settings.map(|settings| json!({ "@type": "foaf:Agent", "foaf:name": &*settings.publisher.value }));
    let about = settings.and_then(|settings| settings.about.as_ref());
    let page = to(&PagePath::list("data", 1));
    let datasets: Vec<Json> = Sheet::ALL
        .into_iter()
        .map(|sheet| dataset(input, journal, sheet, &to, (licence.as_ref(), publisher.as_ref())))
        .collect();
    let mut catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": to(&path()),
        "@type": "dcat:Catalog",
        "dct:title": english(register.name()),
        "dct:description": english(about.map_or(register.name(), |about| about)),
        "dct:language": { "@id": "http://publications.europa.eu/resource/authority/language/ENG" },
        "foaf:homepage": { "@id": to(&PagePath::home()) },
        "dcat:landingPage": { "@id": page },
        "dcat:dataset": datasets,
    });
    beside(&mut catalogue, "dct:publisher", publisher);
    beside(&mut catalogue, "dct:license", licence);
    beside(&mut catalogue, "dct:modified", journal.latest().map(day));
    let mut out = format!("{catalogue:#}").into_bytes();
    out.push(b'\n');
    out
}

fn dataset(
    input: &Input<'_>,
    journal: &Journal<'_>,
    sheet: Sheet,
    to: &dyn Fn(&PagePath) -> String,
    (licence, publisher): (Option<&Json>, Option<&Json>),
) -> Json {
    let entries = input
        .register
        .entries()
        .filter(|entry| entry.kind == sheet.kind());
    let records: Vec<_> = entries.map(|entry| (entry.kind, entry.id)).collect();
    let issued = records.iter().filter_map(|record| journal.first(*record)).min();
    let modified = journal.revised(records.iter().copied()).on;
    let file = |ending: &str, media: &str| {
        let address = to(&sheet.path(ending));
        let mut file = json!({
            "@id": format!("{address}#file"),
            "@type": "dcat:Distribution",
            "dct:title": english(&format!("{} as {}", words::capital(sheet.name()), ending.to_uppercase())),
            "dcat:accessURL": { "@id": address },
            "dcat:downloadURL": { "@id": address },
            "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{media}") },
        });
        if ending == "json" {
            let schema = PagePath::file(format!("data/schema/{}.json", sheet.kind().word()));
            beside(&mut file, "dct:conformsTo", Some(json!({ "@id": to(&schema) })));
        }
        beside(&mut file, "dct:license", licence.cloned());
        file
    };
    let mut files = vec![file("csv", "text/csv")];
    if sheet.is_whole() {
        files.push(file("json", "application/json"));
    }
    let mut dataset = json!({
        "@id": format!("{}#{}", to(&path()), sheet.name()),
        "@type": "dcat:Dataset",
        "dct:identifier": sheet.name(),
        "dct:title": english(&words::capital(sheet.name())),
        "dct:description": english(sheet.about()),
        "dcat:landingPage": { "@id": to(&PagePath::list("data", 1)) },
        "dcat:distribution": files,
    });
    beside(&mut dataset, "dct:publisher", publisher.cloned());
    beside(&mut dataset, "dct:license", licence.cloned());
    beside(&mut dataset, "dct:issued", issued.map(day));
    beside(&mut dataset, "dct:modified", modified.map(day));
    dataset
}

fn english(text: &str) -> Json {
    json!({ "@value": text, "@language": "en" })
}

fn day(day: chrono::NaiveDate) -> Json {
    json!({ "@type": "xsd:date", "@value": day.to_string() })
}

/// Adds what is known; what is not stays out.
fn beside(object: &mut Json, name: &str, value: Option<Json>) {
    if let (Some(fields), Some(value)) = (object.as_object_mut(), value) {
        fields.insert(name.to_owned(), value);
    }
}
