//! A running server, and a browser that is only a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use scraper::{ElementRef, Html, Selector};
use scrutiny::edit::wire;

use crate::environment::Environment;

/// A server for the forms of a register.
pub(crate) struct Server {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub(crate) host: String,
    /// `/edit/TOKEN/`.
    pub(crate) root: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A form as a browser has it before it: where it is sent, and what stands in it.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// Where it is sent, from the root of the server.
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Server {
    pub(crate) fn start(environment: &Environment) -> Self {
        let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
        command
            .args(["serve", "--edit", "--port", "0"])
            .current_dir(environment.path());
        let log = std::fs::File::create(environment.path().join("../").join(log(environment))).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("http://").expect("an address");
        let (host, root) = address.split_once('/').expect("a path");
        Self {
            child,
            host: host.to_owned(),
            root: format!("/{root}"),
        }
    }

    /// Sends a request as it is given.
    pub(crate) fn raw(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses does not wait for the rest.
        let _ = stream.write_all(body);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let all = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = all.split_once("\r\n\r\n").unwrap_or((all.as_str(), ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or_default(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    /// Sends a request with these headers.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.raw(&format!("{head}\r\n"), body)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// A page below the root of the forms.
    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> Answer {
        let answer = self.get(&format!("{}{path}", self.root));
        assert_eq!(answer.status, 200, "{path}\n{}", answer.body);
        answer
    }

    /// The form on a page below the root of the forms.
    #[track_caller]
    pub(crate) fn form(&self, path: &str) -> Form {
        self.form_in(&self.page(path).body)
    }

    /// The form on a page.
    #[track_caller]
    pub(crate) fn form_in(&self, html: &str) -> Form {
        let page = Html::parse_document(html);
        let form = page
            .select(&selector("form[method=post]"))
            .next()
            .expect("a form");
        let action = form
            .value()
            .attr("action")
            .expect("an action")
            .trim_start_matches("../");
        let action = format!("{}{}", self.root, action.trim_start_matches("./"));
        let controls = selector("input, select, textarea");
        let fields = form.select(&controls).filter_map(sent);
        Form {
            action,
            fields: fields.collect(),
        }
    }

    /// Hands a form in as a browser does.
    pub(crate) fn submit(&self, form: &Form, go: &str) -> Answer {
        let mut fields: Vec<(&str, &str)> = form
            .fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        fields.push(("go", go));
        self.post(&form.action, &wire::encode(fields))
    }

    /// Sends a body as a form of ours would.
    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        let origin = format!("http://{}", self.host);
        let headers = [
            ("Origin", origin.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        self.send("POST", path, &headers, body.as_bytes())
    }

    /// Hands a form in and goes where it leads: the page, whatever its status.
    #[track_caller]
    pub(crate) fn follow(&self, form: &Form, go: &str) -> Answer {
        let answer = self.submit(form, go);
        assert_eq!(answer.status, 303, "{}", answer.body);
        self.get(&self.led(&form.action, &answer))
    }

    /// Where an answer leads.
    #[track_caller]
    pub(crate) fn led(&self, from: &str, answer: &Answer) -> String {
        let to = answer.header("location").expect("a place to go to");
        let to = to.split('#').next().unwrap_or_default();
        let mut steps: Vec<&str> = from.split('/').collect();
        steps.pop();
        for step in to.split('/') {
            match step {
                ".." => drop(steps.pop()),
                step => steps.push(step),
            }
        }
        steps.join("/")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The name of the file that takes what a server says.
pub(crate) fn log(environment: &Environment) -> String {
    let name = environment
        .path()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    format!("{name}.log")
}

/// All that a server said beside its address.
pub(crate) fn said(environment: &Environment) -> String {
    let path = environment.path().join("../").join(log(environment));
    let text = std::fs::read_to_string(&path).unwrap();
    let _ = std::fs::remove_file(path);
    text
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        // The values that matter here are in small letters, but for places; those are told by their name alone.
        let line = self
            .head
            .lines()
            .find(|line| line.starts_with(&format!("{name}: ")))?;
        Some(line[name.len() + 2..].trim().to_owned())
    }

    /// The texts of what a selector finds.
    pub(crate) fn texts(&self, find: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let find = selector(find);
        let found = page.select(&find).map(|element| {
            let text: String = element.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        found.collect()
    }
}

impl Form {
    /// The same with a field answered; a field that the page does not have is added.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        match self.fields.iter_mut().find(|(own, _)| own == name) {
            Some((_, old)) => text.clone_into(old),
            None => self.fields.push((name.to_owned(), text.to_owned())),
        }
        self
    }

    /// The text of a field.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(own, _)| own == name);
        found.map(|(_, text)| text.as_str())
    }
}

pub(crate) fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

/// What a control sends, if it sends anything.
fn sent(control: ElementRef<'_>) -> Option<(String, String)> {
    let element = control.value();
    let name = element.attr("name")?.to_owned();
    let text = match element.name() {
        "textarea" => control
            .text()
            .collect::<String>()
            .trim_start_matches('\n')
            .to_owned(),
        "select" => {
            let chosen = control.select(&selector("option[selected]")).next()?;
            chosen.value().attr("value").unwrap_or_default().to_owned()
        }
        _ if element.attr("type") == Some("radio") && element.attr("checked").is_none() => return None,
        _ => element.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, text))
}
