// What the tests share: the demonstration site, built once, and a browser to look at it with.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const repository = resolve(import.meta.dirname, "../..");
const program = resolve(repository, process.env.CARGO_TARGET_DIR ?? "target", "debug", "scrutiny");

/** A copy of the demonstration register in a Git repository of its own. */
export function register() {
  const folder = mkdtempSync(join(tmpdir(), "scrutiny-browser-"));
  cpSync(join(repository, "records"), join(folder, "records"), { recursive: true });
  const git = (...args) => execFileSync("git", ["-c", "user.name=A Clerk", "-c", "user.email=clerk@council.example", ...args], { cwd: folder });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The demonstration register");
  return folder;
}

/** Runs the program in a register. */
export function scrutiny(folder, ...args) {
  return execFileSync(program, ["--quiet", ...args], { cwd: folder, encoding: "utf8" });
}

/** Starts the program in a register and gives the address that it prints. */
export async function serve(folder) {
  const child = spawn(program, ["serve", "--port", "0"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data).trim()));
    child.once("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
  return { address, stop: () => child.kill() };
}

/** Serves a folder as any web server would. */
export async function host(folder) {
  const types = { ".html": "text/html", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    try {
      const body = readFileSync(join(folder, path.endsWith("/") ? `${path}index.html` : path));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html" }).end(body);
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

/** One page of each type of the demonstration site. */
export const PAGES = {
  home: "index.html",
  changes: "changes/index.html",
  change: "changes/all-age-mental-health-2025.html",
  "change without a view": "changes/medway-therapeutic-alliance-2025.html",
  resolutions: "resolutions/index.html",
  resolution: "resolutions/kent-hosc-2025-10-09-all-age-mental-health.html",
  bodies: "bodies/index.html",
  body: "bodies/nhs-kent-and-medway.html",
  duties: "duties/index.html",
  duty: "duties/kmpt-2025-10-09-service-change-protocols.html",
  law: "law/index.html",
  provision: "law/hs-reg23-1a-consult.html",
  "provision not checked": "law/cl-gunning-1-formative.html",
  updates: "updates/index.html",
  search: "search/index.html",
  "search list": "search/resolutions.html",
  "own page": "pages/glossary.html",
  "not found": "404.html",
};
