// What the tests share: two registers, their sites, the sorts of page to look at, and a browser to look with.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { BUSY_AS_AT, BUSY_COMMITS, addSmallRecords } from "./busy.js";

export const repository = resolve(import.meta.dirname, "../..");
export const program = resolve(repository, process.env.CARGO_TARGET_DIR ?? "target", "debug", "scrutiny");

const commit = (folder, day, message, paths) => {
  const git = (...args) =>
    execFileSync("git", ["-c", "user.name=A Clerk", "-c", "user.email=clerk@council.example", "-c", "commit.gpgsign=false", ...args], {
      cwd: folder,
      env: { ...process.env, GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` },
    });
  git("add", "--all", ...paths);
  git("commit", "--quiet", "--message", message);
};

const start = (records) => {
  const folder = mkdtempSync(join(tmpdir(), "scrutiny-browser-"));
  cpSync(records, join(folder, "records"), { recursive: true });
  execFileSync("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  return folder;
};

/** A copy of the demonstration register in a Git repository of its own. */
export function register() {
  const folder = start(join(repository, "records"));
  commit(folder, "2026-05-18", "The demonstration register", ["."]);
  return folder;
}

/** The invented register that holds every state of a page, in a Git repository of its own. */
export function busyRegister() {
  const folder = start(join(import.meta.dirname, "busy/records"));
  addSmallRecords(folder);
  for (const { day, says, paths, then } of BUSY_COMMITS) {
    const place = then && join(folder, then.path);
    const now = then && readFileSync(place, "utf8");
    if (then) writeFileSync(place, then.was(now));
    commit(folder, day, says, paths);
    if (then) writeFileSync(place, now);
  }
  return folder;
}

/** The registers by name: how each is made, the day its site is made for, and the day whose records it shows if that is past. */
const REGISTERS = {
  demonstration: { make: register, asAt: "2026-06-15" },
  busy: { make: busyRegister, asAt: BUSY_AS_AT },
  then: { make: busyRegister, asAt: "2026-03-31", at: "2026-03-31" },
};

/** Builds the site of a register afresh and gives its folder. */
export function build(name = "demonstration") {
  const { make, asAt, at } = REGISTERS[name];
  const folder = make();
  scrutiny(folder, "build", "--as-at", asAt, ...(at ? ["--at", at, "--to", join(folder, "site")] : []));
  return join(folder, "site");
}

/** Runs the program in a register. */
export function scrutiny(folder, ...args) {
  return execFileSync(program, ["--quiet", ...args], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts the program in a register and gives the address that it prints. */
export async function serve(folder, ...args) {
  const child = spawn(program, ["serve", "--port", "0", ...args], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data).trim()));
    child.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
  return { address, stop: () => child.kill() };
}

const MEDIA = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".atom": "application/atom+xml",
  ".ics": "text/calendar",
  ".csv": "text/csv",
  ".txt": "text/plain",
};

/** Serves a folder as any web server would. `instead` are texts by path that are sent in place of files, or beside them. */
export async function host(folder, instead = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    try {
      const body = instead[path.slice(1)] ?? readFileSync(join(folder, path.endsWith("/") ? `${path}index.html` : path));
      response.writeHead(200, { "content-type": MEDIA[extname(path)] ?? "text/html", "cache-control": "max-age=3600" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Every sort of page, one line each: what it is called, an example of it, and the register that holds the example. */
export const TYPES = [
  ["home", "index.html", "demonstration"],
  ["home of a full register", "index.html", "busy"],
  ["changes", "changes/index.html", "demonstration"],
  ["changes, a later page", "changes/page-2.html", "busy"],
  ["change", "changes/all-age-mental-health-2025.html", "demonstration"],
  ["change without a view", "changes/medway-therapeutic-alliance-2025.html", "demonstration"],
  ["change on which councils differ", "changes/stroke-unit-2026.html", "busy"],
  ["change with a view that was replaced", "changes/maternity-2026.html", "busy"],
  ["change decided urgently", "changes/night-cover-2026.html", "busy"],
  ["change that was given up", "changes/library-clinic-2026.html", "busy"],
  ["change whose view was put off", "changes/dialysis-2026.html", "busy"],
  ["change that is a contract", "changes/talking-therapies-2026.html", "busy"],
  ["change of which little is known", "changes/pharmacy-hours-2026.html", "busy"],
  ["change that is a review", "changes/waiting-times-review.html", "busy"],
  ["change under older law", "changes/stroke-review-2019.html", "busy"],
  ["how a page changed", "changes/stroke-unit-2026/history.html", "busy"],
  ["page of an earlier state", "changes/stroke-unit-2026.html", "then"],
  ["resolutions", "resolutions/index.html", "demonstration"],
  ["resolutions, a later page", "resolutions/page-2.html", "busy"],
  ["resolution", "resolutions/kent-hosc-2025-10-09-all-age-mental-health.html", "demonstration"],
  ["resolution with votes and actions", "resolutions/northmere-hosc-2025-11-20-stroke.html", "busy"],
  ["resolution with a correction", "resolutions/wexcombe-2026-01-13-stroke.html", "busy"],
  ["resolution without a view", "resolutions/northmere-hosc-2025-09-18-births.html", "busy"],
  ["meeting to come", "resolutions/northmere-hosc-2026-07-09-stroke.html", "busy"],
  ["bodies", "bodies/index.html", "demonstration"],
  ["body", "bodies/nhs-kent-and-medway.html", "demonstration"],
  ["council", "bodies/northmere-council.html", "busy"],
  ["committee with a long name", "bodies/harrowdale-panel.html", "busy"],
  ["joint committee", "bodies/joint-committee.html", "busy"],
  ["body that has ended", "bodies/northmere-ccg.html", "busy"],
  ["duties", "duties/index.html", "demonstration"],
  ["duties of a full register", "duties/index.html", "busy"],
  ["duty", "duties/kmpt-2025-10-09-service-change-protocols.html", "demonstration"],
  ["duty with consultations", "duties/births-consultation.html", "busy"],
  ["duty that was met", "duties/stroke-consultation.html", "busy"],
  ["duty no longer owed", "duties/library-clinic-leaflets.html", "busy"],
  ["law", "law/index.html", "demonstration"],
  ["provision", "law/hs-reg23-1a-consult.html", "demonstration"],
  ["provision not checked", "law/cl-gunning-1-formative.html", "demonstration"],
  ["provision applied often", "law/hs-reg23-1a-consult.html", "busy"],
  ["updates", "updates/index.html", "demonstration"],
  ["updates of a month", "updates/2026-01.html", "busy"],
  ["own page", "pages/about.html", "demonstration"],
  ["own page with a wide table", "pages/about.html", "busy"],
  ["glossary", "pages/glossary.html", "demonstration"],
  ["accessibility page", "pages/accessibility.html", "demonstration"],
  ["accessibility page without own words", "pages/accessibility.html", "busy"],
  ["changes of a council", "changes/council/kent-county-council/index.html", "demonstration"],
  ["changes by what is due", "changes/duty/index.html", "busy"],
  ["all councils", "changes/council/index.html", "busy"],
  ["meetings", "meetings/index.html", "busy"],
  ["actions", "actions/index.html", "busy"],
  ["coverage", "coverage/index.html", "demonstration"],
  ["search", "search/index.html", "demonstration"],
  ["list of everything", "search/resolutions.html", "demonstration"],
  ["follow", "follow/index.html", "busy"],
  ["data", "data/index.html", "busy"],
  ["not found", "404.html", "demonstration"],
].map(([name, path, register]) => ({ name, path, register }));

/** The pages of the demonstration site among them, by name. */
export const PAGES = Object.fromEntries(TYPES.filter(({ register }) => register === "demonstration").map(({ name, path }) => [name, path]));

/** Builds and serves the sites of both registers. */
export async function sites() {
  const all = {};
  for (const name of Object.keys(REGISTERS)) {
    const folder = build(name);
    all[name] = { folder, ...(await host(folder)) };
  }
  return { ...all, stop: () => Object.values(all).forEach((site) => site.stop()) };
}
