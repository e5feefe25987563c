//! Who is let in.

use super::server::{Server, said};
use crate::environment::Environment;

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

#[test]
fn only_whoever_has_the_token_comes_to_the_forms() {
    let environment = Environment::with_register();
    let server = Server::start(&environment);
    let token = server.root.split('/').nth(2).unwrap().to_owned();
    assert!(token.len() >= 32, "128 bits or more: {token}");
    assert_eq!(server.page("").status, 200);
    let zeros = "0".repeat(token.len());
    let wrong = [
        &zeros,
        "",
        &token[1..],
        &format!("{token}0"),
        &token.to_uppercase(),
    ];
    for wrong in wrong.into_iter().filter(|wrong| *wrong != token) {
        for rest in ["", "add/body", "assets/form.css", "site/", "forms/x"] {
            let answer = server.get(&format!("/edit/{wrong}/{rest}"));
            assert_eq!(answer.status, 404, "{wrong} {rest}");
            assert!(!answer.body.contains("Record and change"), "{wrong}");
        }
        let posted = server.post(&format!("/edit/{wrong}/forms/x"), "seal=x");
        assert_eq!(posted.status, 405, "{wrong}");
    }
    // Without a slash at its end the address leads nowhere, and says nothing of what would.
    assert_eq!(server.get(server.root.trim_end_matches('/')).status, 404);
    for path in [
        "/",
        "/index.html",
        "/bodies/index.html",
        "/.scrutiny/reload.js",
        "/no-such-page",
    ] {
        let answer = server.get(path);
        assert!(
            !answer.body.contains(&token) && !answer.head.contains(&token),
            "{path}"
        );
        assert!(
            !answer.body.contains("/edit/") && !answer.body.contains("Edit this record"),
            "{path}"
        );
    }
    drop(server);
    assert!(!said(&environment).contains(&token));
}

#[test]
fn each_start_has_a_token_of_its_own_and_none_without_the_flag() {
    let environment = Environment::with_register();
    let (one, other) = (Server::start(&environment), Server::start(&environment));
    assert_ne!(one.root, other.root);
    assert_eq!(other.get(&one.root).status, 404);
    drop((one, other));
    said(&environment);
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "North Council",
            "--role",
            "local-authority",
        ])
        .ok();
    let refused = environment
        .run(&["serve", "--edit", "--port", "0", "--at", "HEAD"])
        .ended(2);
    assert!(
        refused.err.contains("records of a commit cannot be changed"),
        "{}",
        refused.err
    );
}

#[test]
fn pages_keep_other_pages_and_other_peoples_programs_away() {
    let environment = Environment::with_register();
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "North Council",
            "--role",
            "local-authority",
        ])
        .ok();
    let server = Server::start(&environment);
    for path in [
        "",
        "add/body",
        "records/body/north-council",
        "assets/form.js",
        "site/bodies/north-council.html",
    ] {
        let answer = server.page(path);
        let head = |name| {
            answer
                .header(name)
                .unwrap_or_else(|| panic!("{path}: no {name}\n{}", answer.head))
        };
        assert_eq!(head("cache-control"), "no-store");
        assert_eq!(head("referrer-policy"), "no-referrer");
        assert_eq!(head("x-frame-options"), "deny");
        assert_eq!(head("x-content-type-options"), "nosniff");
        let policy = head("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        assert!(!answer.head.contains("access-control-"), "{}", answer.head);
        assert!(!answer.head.contains("set-cookie"), "{}", answer.head);
        // Nothing in a page names the token: links are relative, so that a page that is passed on gives nothing away.
        assert!(!answer.body.contains(server.root.trim_matches('/')), "{path}");
    }
    let link = server.page("site/bodies/north-council.html");
    assert!(
        link.body
            .contains("<a href=\"../../records/body/north-council\">Edit this record</a>")
    );
    assert!(!server.page("site/index.html").body.contains("Edit this record"));
}

#[test]
fn only_a_page_of_this_server_can_change_anything() {
    let environment = Environment::with_register();
    let server = Server::start(&environment);
    let form = server
        .form("add/body")
        .with("name", "North Council")
        .with("role", "local-authority")
        .with("go", "save");
    let body = |form: &super::server::Form| {
        scrutiny::edit::wire::encode(
            form.fields
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        )
    };
    let sent = body(&form);
    let own = format!("http://{}", server.host);
    let port = server.host.split_once(':').unwrap().1;
    let (other_name, other_port) = (
        format!("http://localhost:{port}"),
        "http://127.0.0.1:1".to_owned(),
    );
    let from = |origin: Option<&str>, site: Option<&str>| {
        let mut headers = vec![FORM];
        headers.extend(origin.map(|origin| ("Origin", origin)));
        headers.extend(site.map(|site| ("Sec-Fetch-Site", site)));
        server.send("POST", &form.action, &headers, sent.as_bytes())
    };
    for (origin, site) in [
        (None, None),
        (Some("null"), None),
        (Some("http://evil.example"), None),
        (Some("http://evil.example"), Some("same-origin")),
        (Some(own.as_str()), Some("cross-site")),
        (Some(own.as_str()), Some("same-site")),
        (Some(own.as_str()), Some("none")),
        (Some(other_name.as_str()), None),
        (Some(other_port.as_str()), None),
        (Some("null"), Some("cross-site")),
        (Some("\u{ff}"), Some("same-origin")),
    ] {
        let answer = from(origin, site);
        assert_eq!(answer.status, 403, "{origin:?} {site:?} {}", answer.body);
    }
    let evil = server.send(
        "POST",
        &form.action,
        &[FORM, ("Host", "evil.example"), ("Origin", "http://evil.example")],
        sent.as_bytes(),
    );
    assert_eq!(evil.status, 403);
    // What would save is never done by GET, and nothing else is answered at all.
    assert_eq!(server.get(&format!("{}?{sent}", form.action)).status, 200);
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        assert_eq!(
            server.send(method, &form.action, &[], b"").status,
            405,
            "{method}"
        );
    }
    // The seal is of this form and of no other.
    let other = server.form("add/body");
    for seal in ["", "0", other.text("seal").unwrap()] {
        let answer = server.post(&form.action, &body(&form.clone().with("seal", seal)));
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert!(answer.body.contains("copy what you typed"), "{}", answer.body);
    }
    assert!(!environment.has("records/bodies/north-council.yaml"));
    let answer = from(Some("null"), Some("same-origin"));
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(environment.has("records/bodies/north-council.yaml"));
}

#[test]
fn only_forms_of_a_bearable_size_are_read() {
    let environment = Environment::with_register();
    let server = Server::start(&environment);
    let form = server.form("add/body");
    let origin = format!("http://{}", server.host);
    let own = [("Origin", origin.as_str()), ("Sec-Fetch-Site", "same-origin")];
    let send = |kind: Option<&str>, body: &[u8]| {
        let mut headers = own.to_vec();
        headers.extend(kind.map(|kind| ("Content-Type", kind)));
        server.send("POST", &form.action, &headers, body).status
    };
    for kind in [
        None,
        Some("text/plain"),
        Some("application/json"),
        Some("multipart/form-data; boundary=x"),
        Some("application/x-www-form-urlencoded; charset=latin1"),
    ] {
        assert_eq!(send(kind, b"a=b"), 415, "{kind:?}");
    }
    assert_eq!(send(Some(FORM.1), b"seal=%ff"), 400);
    assert_eq!(send(Some(FORM.1), "a=b&".repeat(30_000).as_bytes()), 400);
    let large = format!("seal={}&name={}", form.text("seal").unwrap(), "x".repeat(1 << 20));
    assert_eq!(send(Some(FORM.1), large.as_bytes()), 413);
    // The same in pieces, with no word of how much it will be.
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nContent-Type: {}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        form.action, server.host, FORM.1
    );
    let pieces = format!("{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
    assert_eq!(server.raw(&head, pieces.as_bytes()).status, 413);
    // The server goes on.
    assert_eq!(
        send(
            Some("application/x-www-form-urlencoded; charset=UTF-8"),
            format!("seal={}&name=x", form.text("seal").unwrap()).as_bytes()
        ),
        303
    );
}

#[test]
fn pages_that_there_are_not_are_told_in_plain_words() {
    let environment = Environment::with_register();
    let server = Server::start(&environment);
    for path in [
        "nothing",
        "add/nothing",
        "add/body/x",
        "records/body/nothing",
        "records/body/..%2f..",
        "forms/x",
        "recorded/x",
        "assets/x",
        "../x",
    ] {
        let answer = server.get(&format!("{}{path}", server.root));
        assert_eq!(answer.status, 404, "{path} {}", answer.body);
        assert_eq!(answer.texts("h1"), ["Not found"], "{path}");
    }
}
