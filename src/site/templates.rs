//! The templates and assets the pages are made with: built in, each of them replaceable by a register's own.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::path::PagePath;
use super::render::RenderError;
use super::{look, style};
use crate::markdown::escape_to;
use crate::portable;
use crate::record::look::{AssetName, Look};
use crate::source::without_returns;
use crate::value::hexadecimal;
use crate::view::frame::Dress;

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),+] };
}

/// Every template and asset that comes with the program.
const BUILT_IN: &[(&str, &str)] = built_in![
    "404.html",
    "accessibility.html",
    "actions.html",
    "base.html",
    "bodies.html",
    "body.html",
    "change.html",
    "changes.html",
    "choices.html",
    "coverage.html",
    "data.html",
    "duties.html",
    "duty.html",
    "follow.html",
    "glossary.html",
    "footer-slot.html",
    "header-slot.html",
    "home.html",
    "law-parts.html",
    "law.html",
    "list-parts.html",
    "meeting-year.html",
    "meetings.html",
    "moved.html",
    "notice.html",
    "own.html",
    "parts.html",
    "pictures.html",
    "provision.html",
    "registers.html",
    "resolution.html",
    "resolutions.html",
    "script/search.js",
    "search-list.html",
    "search.html",
    "several.html",
    "tombstone.html",
    "updates.html",
    "versions.html",
    "withdrawn.html",
    "assets/icon.svg",
];

const SEARCH: &str = "script/search.js";
/// Where the templates of `serve --edit` are, which no register can replace.
const FORMS: &str = "edit/";
/// The name and the text of every template, part of the style sheet and asset that comes with the program, each of which
/// a register may replace alone.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.iter().chain(style::PARTS).copied()
}

const ICON: &str = "assets/icon.svg";

/// Templates ready to use, and the assets that go with them.
#[derive(Debug)]
pub struct Templates {
    pub(super) tera: Tera,
    pub(super) assets: BTreeMap<PagePath, Vec<u8>>,
    pub(super) dress: Dress,
}

impl Templates {
    /// The built-in templates, with those of `overrides` in their place.
    ///
    /// Overrides go by name: `home.html` takes the place of the built-in one, other `.html` names can be extended or
    /// included, `style/` holds the parts of the style sheet, `script/search.js` is the script of the search, and everything below `assets/` is copied to the site.
    /// What stands below `edit/` is passed over.
    pub fn new(overrides: &BTreeMap<String, Vec<u8>>) -> Result<Self, RenderError> {
        Self::dressed(overrides, None)
    }

    /// The same, with the logo and colours that a register gives its site.
    pub fn dressed(overrides: &BTreeMap<String, Vec<u8>>, look: Option<&Look>) -> Result<Self, RenderError> {
        let overrides = &alike(overrides);
        let mut files: BTreeMap<&str, &[u8]> = BUILT_IN
            .iter()
            .map(|(name, text)| (*name, text.as_bytes()))
            .collect();
        files.extend(
            overrides
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
        );
        let mut assets = BTreeMap::new();
        let mut texts = Vec::new();
        let mut script = Vec::new();
        for (name, bytes) in files {
            if let Some(asset) = name.strip_prefix("assets/") {
                check_asset(name, asset)?;
                assets.insert(PagePath::asset(asset), bytes.to_vec());
            } else if style::is_part(name) {
                // Read as a whole below.
            } else if name.starts_with(FORMS) {
                // Those of the forms, which stand here in the project itself. They are no part of a site.
            } else if name == SEARCH {
                // A register's own is served as it is.
                script = match overrides.contains_key(name) {
                    true => bytes.to_vec(),
                    false => squeezed(text(name, bytes)?).into_bytes(),
                };
            } else if name.ends_with(".html") {
                texts.push((name, text(name, bytes)?));
            } else {
                return Err(RenderError::plain(
                    name,
                    "it is neither a template (a name ending in .html) nor below assets/ or style/",
                ));
            }
        }
        let mut style = style::sheet(overrides)?;
        let mut logo = None;
        if let Some(look) = look {
            style.push_str(&look::rules(look));
            logo = look::logo(look, &assets)?;
        }
        let style = style.into_bytes();
        let dress = Dress {
            style: by_content("style", "css", &style),
            icon: Some(PagePath::asset("icon.svg")),
            search: by_content("search", "js", &script),
            logo,
        };
        assets.insert(dress.search.clone(), script);
        assets.insert(dress.style.clone(), style);
        debug_assert!(
            assets.contains_key(&PagePath::asset(&ICON["assets/".len()..])),
            "the icon is built in"
        );
        Ok(Self {
            tera: engine(texts)?,
            assets,
            dress,
        })
    }

    /// The paths of the assets.
    pub fn assets(&self) -> impl Iterator<Item = &PagePath> {
        self.assets.keys()
    }
}

/// Texts with the same line ends on every system: Git may give a copy other ones than the commit has, and a site made from
/// either must be the same. Windows' mark before a text goes too: in a page it would stand in the midst.
fn alike(overrides: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    const TEXTS: [&str; 8] = ["html", "css", "js", "svg", "txt", "json", "xml", "webmanifest"];
    let each = overrides.iter().map(|(name, bytes)| {
        let is_text = name
            .rsplit_once('.')
            .is_some_and(|(_, ending)| TEXTS.contains(&ending));
        let bytes = match is_text {
            true => without_returns(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).collect(),
            false => bytes.clone(),
        };
        (name.clone(), bytes)
    });
    each.collect()
}

/// Filters are set before templates are read, because reading checks that every filter is known.
fn engine(texts: Vec<(&str, &str)>) -> Result<Tera, RenderError> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.set_escape_fn(escape_to);
    tera.register_filter("group_by", no_group_by);
    tera.add_raw_templates(texts)
        .map_err(|error| RenderError::of(&error, "base.html"))?;
    Ok(tera)
}

/// Tera's own `group_by` gives its groups in an order that differs from run to run.
fn no_group_by(_: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Err(tera::Error::message(
        "`group_by` is not available: it would put groups in another order each time",
    ))
}

/// A file's text; an error where it is none, with the line.
pub(super) fn text<'t>(name: &str, bytes: &'t [u8]) -> Result<&'t str, RenderError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        RenderError {
            line: Some(line),
            ..RenderError::plain(name, "it is not saved as UTF-8")
        }
    })
}

fn check_asset(name: &str, asset: &str) -> Result<(), RenderError> {
    if AssetName::is_sound(asset) {
        Ok(())
    } else {
        let why = match portable::trouble(asset) {
            Some(trouble) => trouble.to_string(),
            None => {
                "an asset's name is made of letters, digits, hyphens, underscores and full stops".to_owned()
            }
        };
        Err(RenderError {
            cure: "give the file another name, and the links to it",
            ..RenderError::plain(name, &why)
        })
    }
}

/// The script that comes with the program, without the comments and blanks its lines begin with. No text in it goes on
/// over a line's end, so nothing else can begin so.
fn squeezed(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/**"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A name that changes with the content, so that browsers may keep the file for good.
fn by_content(stem: &str, ending: &str, bytes: &[u8]) -> PagePath {
    let sum = hexadecimal(&Sha256::digest(bytes)[..4]);
    PagePath::asset(&format!("{stem}.{sum}.{ending}"))
}
