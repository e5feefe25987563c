//! Answers a browser on this machine, and nobody else.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::channel::Channel;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderValue, LOCATION,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use super::edit::{self, Edit, Reply};
use super::page;
use super::{Shown, Stage};
use crate::failure::{Exit, Failure};

type Body = BoxBody<Bytes, Infallible>;

/// How long the head of a request may take to arrive.
const LONGEST: Duration = Duration::from_secs(30);
/// How long to wait after a connection that could not be taken.
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Takes a port on this machine's own address.
pub(super) async fn listen(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| {
            Failure::with(Exit::Failed, format!("port {port} cannot be used"))
                .because(error)
                .cure("another `scrutiny serve` may be running; or take another port with --port")
        })
}

/// Answers until Ctrl-C.
pub(super) async fn serve(listener: TcpListener, stage: &Arc<Stage>) {
    let answering = async {
        loop {
            // A connection that cannot be taken is the browser's loss, not the server's end.
            let Ok((stream, _)) = listener.accept().await else {
                // Where too many are open already, none can be taken until one is closed.
                tokio::time::sleep(BETWEEN_TRIES).await;
                continue;
            };
            let stage = Arc::clone(stage);
            tokio::spawn(async move {
                let answer = service_fn(move |request| {
                    let stage = Arc::clone(&stage);
                    async move { Ok::<_, Infallible>(answer(request, &stage).await) }
                });
                let _ = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(LONGEST)
                    .serve_connection(TokioIo::new(stream), answer)
                    .await;
            });
        }
    };
    tokio::select! {
        () = answering => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn answer(request: Request<Incoming>, stage: &Stage) -> Response<Body> {
    if !is_own_host(request.headers().get(HOST)) {
        // Another site's page must not read the register by giving its own name this machine's address.
        return plain(
            StatusCode::FORBIDDEN,
            "text/plain",
            "This server answers only to localhost.\n",
        );
    }
    if let Some(edit) = &stage.edit
        && let Some(path) = edit::asked(edit, request.uri().path())
    {
        let path = path.to_owned();
        return edited(request, path, edit, stage).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "text/plain",
            "Only GET is answered.\n",
        );
        refused
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    match request.uri().path() {
        page::SCRIPT_PATH => plain(StatusCode::OK, "text/javascript", page::SCRIPT),
        page::EVENTS_PATH => events(stage),
        path => file(path, stage, Way::Plain),
    }
}

/// A page of the forms, or of the site for whoever may change it.
async fn edited(request: Request<Incoming>, path: String, edit: &Edit, stage: &Stage) -> Response<Body> {
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = match path.strip_prefix("site/").filter(|_| is_get) {
        Some(path) => guarded(file(path, stage, Way::ToEdit), SITE_POLICY),
        None => {
            let reply = edit::answer(request, path, edit).await;
            let policy = if reply.is_framed {
                FRAMED_POLICY
            } else {
                FORM_POLICY
            };
            guarded(sent(reply, stage), policy)
        }
    };
    response
        .headers_mut()
        .insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}

/// What the clerk answered.
fn sent(reply: Reply, stage: &Stage) -> Response<Body> {
    if let Some(path) = &reply.from_site {
        return file(path, stage, Way::Framed);
    }
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = match reply.is_framed && reply.media.starts_with("text/html") {
        true => page::without_policy(&reply.body).into_bytes(),
        false => reply.body,
    };
    let mut response = bytes(status, reply.media, body);
    if let Some(place) = reply.to.and_then(|place| HeaderValue::from_str(&place).ok()) {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

/// A page of our own forms: scripts and styles of ours alone, in nobody's frame.
const FORM_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
    frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page of the site beside the forms: as its own policy says, with the script that loads it again.
const SITE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page of the site within a form: it is looked at, and does nothing.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; \
    frame-ancestors 'self'; sandbox";

/// Adds what keeps other pages, and other people's programs in a page, away from the forms.
fn guarded(mut response: Response<Body>, policy: &'static str) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let frames = if policy == FRAMED_POLICY {
        "SAMEORIGIN"
    } else {
        "DENY"
    };
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static(frames));
    if policy != FRAMED_POLICY {
        // What is framed has no origin of its own, and so is a stranger to its own style sheet.
        headers.insert(
            "cross-origin-resource-policy",
            HeaderValue::from_static("same-origin"),
        );
    }
    headers.insert(
        "cross-origin-opener-policy",
        HeaderValue::from_static("same-origin"),
    );
    response
}

/// How a file of the site is served.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As it is, to whoever is on this machine.
    Plain,
    /// To who may change records: with the way to the form of the record.
    ToEdit,
    /// Within a form.
    Framed,
}

/// Whether the browser asked for this machine by a name of its own.
fn is_own_host(host: Option<&HeaderValue>) -> bool {
    let name = host.and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = name.rsplit_once(':').map_or(name, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1")
}

fn file(path: &str, stage: &Stage, way: Way) -> Response<Body> {
    let shown = stage
        .shown
        .read()
        .expect("no thread panics while it holds the lock");
    let files = match &*shown {
        Shown::Mistakes(html) => {
            let html = page::with_script(html.as_bytes());
            return bytes(
                StatusCode::INTERNAL_SERVER_ERROR,
                "text/html; charset=utf-8",
                html,
            );
        }
        Shown::Site(files, _) => files,
    };
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    let (status, path, body) = match (files.get(&path), files.get("404.html")) {
        (Some(body), _) => (StatusCode::OK, path.as_str(), body.clone()),
        (None, Some(body)) => (StatusCode::NOT_FOUND, "404.html", body.clone()),
        (None, None) => (StatusCode::NOT_FOUND, "404.html", b"Not found".to_vec()),
    };
    let is_page = path.ends_with(".html");
    let body = match way {
        _ if !is_page => body,
        Way::Plain => page::with_script(&body),
        Way::ToEdit => page::with_script(&page::with_edit(&body, path)),
        Way::Framed => page::without_policy(&body).into_bytes(),
    };
    bytes(status, content_type(path), body)
}

pub(super) fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "xml" => "application/xml; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

/// A stream that tells how often the site was made: once at the beginning and once a change.
fn events(stage: &Stage) -> Response<Body> {
    let mut made = stage.made.subscribe();
    let (mut tell, body) = Channel::<Bytes>::new(4);
    tokio::spawn(async move {
        loop {
            let event = format!("data: {}\n\n", *made.borrow_and_update());
            // Sending fails when the page is closed; changes end when the server does.
            if tell.send_data(Bytes::from(event)).await.is_err() || made.changed().await.is_err() {
                return;
            }
        }
    });
    let mut response = Response::new(body.boxed());
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn plain(status: StatusCode, kind: &'static str, text: &'static str) -> Response<Body> {
    bytes(status, kind, text.as_bytes().to_vec())
}

fn bytes(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Full::new(Bytes::from(body)).boxed());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
