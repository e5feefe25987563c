//! The door: lets a request in that has the token, comes from a page of ours, and is of a size and form that ours have.

use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, ORIGIN};
use hyper::{HeaderMap, Method, Request};
use tokio::sync::oneshot;

use super::reply::Reply;
use super::{Edit, Job};
use crate::edit::gate::{Sent, is_own_page};
use crate::edit::wire;

/// The largest form that is taken, in bytes. A record may have a mebibyte.
const LARGEST: usize = 1 << 20;

/// How long a form may take to arrive.
const LONGEST: Duration = Duration::from_secs(20);

/// The path below the root of the forms, where a request names the token; none where it does not.
pub(in crate::cli::serve) fn asked<'p>(edit: &Edit, path: &'p str) -> Option<&'p str> {
    let (token, rest) = path.strip_prefix("/edit/")?.split_once('/')?;
    edit.gate.opens(token).then_some(rest)
}

/// Answers a request for the forms, which knows the token.
pub(in crate::cli::serve) async fn answer(request: Request<Incoming>, path: String, edit: &Edit) -> Reply {
    let is_post = request.method() == Method::POST;
    if !is_post && !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Reply::plain(405, "Only GET and POST are answered.");
    }
    let query = wire::decode(request.uri().query().unwrap_or_default().as_bytes());
    let sent = match is_post {
        true => sent(request, &path, edit).await,
        false => Ok(Vec::new()),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(reply) => return reply,
    };
    let (reply, answered) = oneshot::channel();
    let job = Job {
        is_post,
        path,
        query: query.unwrap_or_default(),
        sent,
        reply,
    };
    let gone = || {
        Reply::plain(
            503,
            "The server is about to end. What you typed is still in the page you came from.",
        )
    };
    if edit.jobs.send(job).is_err() {
        return gone();
    }
    answered.await.unwrap_or_else(|_| gone())
}

/// What a form sent, if it is one of ours.
async fn sent(request: Request<Incoming>, path: &str, edit: &Edit) -> Result<Vec<(String, String)>, Reply> {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let from = Sent {
        host: text(HOST.as_str()),
        origin: text(ORIGIN.as_str()),
        site: text("sec-fetch-site"),
    };
    // A header that is there and cannot be read is not one that is missing.
    let unreadable = [ORIGIN.as_str(), "sec-fetch-site"]
        .iter()
        .any(|name| headers.get(*name).is_some() && text(name).is_none());
    if unreadable || !is_own_page(&from) {
        return Err(Reply::plain(
            403,
            "Only the pages of this server may send a form to it. Nothing was saved.",
        ));
    }
    if !is_form(headers) {
        return Err(Reply::plain(
            415,
            "Only forms are taken: application/x-www-form-urlencoded in UTF-8.",
        ));
    }
    let too_large = || {
        Reply::plain(
            413,
            "This form is larger than a record may be (1 MiB). Nothing was saved.",
        )
    };
    let length = text(CONTENT_LENGTH.as_str()).and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > LARGEST) {
        return Err(too_large());
    }
    let body = Limited::new(request.into_body(), LARGEST).collect();
    let body = match tokio::time::timeout(LONGEST, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return Err(too_large()),
        Err(_) => {
            return Err(Reply::plain(
                408,
                "The form took too long to arrive. Nothing was saved.",
            ));
        }
    };
    let sent = wire::decode(&body).map_err(|_| {
        Reply::plain(
            400,
            "The form is not text in UTF-8, or has too many fields. Nothing was saved.",
        )
    })?;
    let seal = sent
        .iter()
        .find(|(name, _)| name == "seal")
        .map_or("", |(_, text)| text);
    if !edit.gate.is_sealed(number(path), seal) {
        return Err(Reply::plain(
            403,
            "This form was not made by this server as it runs now. Go back, copy what you typed, and open the form anew.",
        ));
    }
    Ok(sent)
}

/// The number of the form that a path is about.
fn number(path: &str) -> &str {
    path.split('/').nth(1).unwrap_or_default()
}

fn is_form(headers: &HeaderMap) -> bool {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let text = text.unwrap_or_default().to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    parts.next() == Some("application/x-www-form-urlencoded")
        && parts.all(|part| !part.starts_with("charset=") || part.trim_matches('"') == "charset=utf-8")
}
