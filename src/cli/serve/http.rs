//! Answers a browser on this machine, and nobody else.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;

use http_body_util::channel::Channel;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::page;
use super::{Shown, Stage};
use crate::failure::{Exit, Failure};

type Body = BoxBody<Bytes, Infallible>;

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
                continue;
            };
            let stage = Arc::clone(stage);
            tokio::spawn(async move {
                let answer = service_fn(move |request| {
                    let answer = answer(&request, &stage);
                    async move { Ok::<_, Infallible>(answer) }
                });
                let _ = hyper::server::conn::http1::Builder::new()
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

fn answer(request: &Request<Incoming>, stage: &Stage) -> Response<Body> {
    if !is_own_host(request.headers().get(HOST)) {
        // Another site's page must not read the register by giving its own name this machine's address.
        return plain(
            StatusCode::FORBIDDEN,
            "text/plain",
            "This server answers only to localhost.\n",
        );
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
        path => file(path, stage),
    }
}

/// Whether the browser asked for this machine by a name of its own.
fn is_own_host(host: Option<&HeaderValue>) -> bool {
    let name = host.and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = name.rsplit_once(':').map_or(name, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1")
}

fn file(path: &str, stage: &Stage) -> Response<Body> {
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
    let body = if path.ends_with(".html") {
        page::with_script(&body)
    } else {
        body
    };
    bytes(status, content_type(path), body)
}

fn content_type(path: &str) -> &'static str {
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
