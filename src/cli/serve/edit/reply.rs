//! What goes back to the browser.

/// An answer to a request.
#[derive(Debug)]
pub(in crate::cli::serve) struct Reply {
    /// The status.
    pub(in crate::cli::serve) status: u16,
    /// What it is.
    pub(in crate::cli::serve) media: &'static str,
    /// Where to go instead.
    pub(in crate::cli::serve) to: Option<String>,
    /// Whether it is shown within a page of ours, and so holds nothing that could act.
    pub(in crate::cli::serve) is_framed: bool,
    /// Whether the file is one of the site that has to be looked for there, as no other is at hand.
    pub(in crate::cli::serve) from_site: Option<String>,
    pub(in crate::cli::serve) body: Vec<u8>,
}

impl Reply {
    /// A file.
    pub(in crate::cli::serve) fn file(media: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            media,
            to: None,
            is_framed: false,
            from_site: None,
            body: body.into(),
        }
    }

    /// A page.
    pub(in crate::cli::serve) fn page(status: u16, html: String) -> Self {
        Self {
            status,
            ..Self::file("text/html; charset=utf-8", html)
        }
    }

    /// A sentence.
    pub(in crate::cli::serve) fn plain(status: u16, text: &str) -> Self {
        Self {
            status,
            ..Self::file("text/plain; charset=utf-8", format!("{text}\n"))
        }
    }

    /// On to another page.
    pub(in crate::cli::serve) fn to(place: String) -> Self {
        Self {
            to: Some(place),
            ..Self::plain(303, "Go on there.")
        }
    }

    /// A file of the site, to be shown within a page of ours.
    pub(in crate::cli::serve) fn of_site(path: &str) -> Self {
        Self {
            from_site: Some(path.to_owned()),
            is_framed: true,
            ..Self::plain(200, "")
        }
    }
}
