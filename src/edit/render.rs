//! The pages of the forms as HTML, with their own style sheet and script. None of it is part of the site, and a register
//! cannot replace it: whoever fills in a form must be able to trust it.

use serde::Serialize;
use tera::{Context, Tera};

use crate::markdown::escape_to;

macro_rules! own {
    ($($name:literal),+ $(,)?) => { [$(($name, include_str!(concat!("../../templates/edit/", $name)))),+] };
}

/// The style sheet: the site's colours and letters, then what forms need.
pub const STYLE: &str = concat!(
    include_str!("../../templates/style/colours.css"),
    include_str!("../../templates/style/base.css"),
    include_str!("../../templates/style/frame.css"),
    include_str!("../../templates/edit/form.css"),
);

/// The script: shows the page as it would be while one types. Everything works without it.
pub const SCRIPT: &str = include_str!("../../templates/edit/form.js");

/// What stands around a page of the forms.
#[derive(Clone, Debug, Serialize)]
pub struct Around {
    /// The title.
    pub title: String,
    /// Whether something on it is wrong.
    pub is_error: bool,
    /// The way from the page to the root of the forms: `../` for each folder.
    pub root: String,
    /// The name of the register.
    pub register: String,
}

/// The templates.
#[derive(Debug)]
pub struct Pages(Tera);

impl Pages {
    /// The templates, read.
    ///
    /// # Panics
    ///
    /// Where a template is not sound: they are compiled in, and a test makes every one of them.
    pub fn new() -> Self {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.set_escape_fn(escape_to);
        tera.add_raw_templates(own![
            "base.html",
            "parts.html",
            "form.html",
            "index.html",
            "saved.html",
            "told.html"
        ])
        .expect("the templates are compiled in and sound");
        Self(tera)
    }

    /// A page.
    ///
    /// # Panics
    ///
    /// Where a template names what its page does not hold.
    pub fn page(&self, template: &str, around: &Around, page: &impl Serialize) -> String {
        let mut context = Context::new();
        context.insert("around", around);
        context.insert("page", page);
        self.0
            .render(template, &context)
            .unwrap_or_else(|error| panic!("the template {template} fits its page: {error:?}"))
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_sound() {
        let around = Around {
            title: "<Not found>".to_owned(),
            is_error: true,
            root: "../".to_owned(),
            register: "A \"register\"".to_owned(),
        };
        let page = serde_json::json!({ "title": "<b>", "lines": ["&"], "links": [] });
        let html = Pages::new().page("told.html", &around, &page);
        assert!(
            html.contains("<title>Error: &lt;Not found&gt; - A &quot;register&quot;</title>"),
            "{html}"
        );
        assert!(html.contains("<h1>&lt;b&gt;</h1>"), "{html}");
    }
}
