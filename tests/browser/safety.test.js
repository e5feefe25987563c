// Hostile texts in every field of a register: in a real browser none of them does anything, with the pages' own policy
// and, so that it is not the policy alone that holds them, without it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { everything, folder, known, payloads, provisions, settings, taken, yaml } from "./hostile.js";
import { browser, host, register, scrutiny } from "./site.js";

let chromium;
before(async () => (chromium = await browser()));
after(() => chromium?.close());

/** Every file of a site, by its path. */
const files = (site) => readdirSync(site, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name).slice(site.length + 1)).sort();
const pages = (site) => files(site).filter((file) => file.endsWith(".html"));

/** What runs before any page: whatever a payload would call is noted. */
function watch() {
  window.__hit = 0;
  for (const name of ["alert", "confirm", "prompt", "open", "fetch"]) window[name] = () => (window.__hit = name);
}

/** What a page holds, as it stands in the browser. */
function look(vocabulary) {
  const faults = [];
  if (window.__hit) faults.push(`something ran (${window.__hit})`);
  if (/HITPRODUCT49.*49HIT|HITLOOPHITLOOP|>49</.test(document.documentElement.innerHTML)) faults.push("a template ran");
  const known = vocabulary && new Set(vocabulary);
  const words = [];
  const ids = new Set();
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName.toLowerCase();
    words.push(tag);
    for (const { name, value } of element.attributes) {
      words.push(`${tag} ${name}`);
      if (/^on|^style$|^srcdoc$/i.test(name)) faults.push(`${tag} has ${name}=${value.slice(0, 80)}`);
      if (name === "id") {
        if (ids.has(value)) faults.push(`two elements have the id ${value.slice(0, 80)}`);
        ids.add(value);
        if (/[\s"'<>&]/.test(value)) faults.push(`the id ${value.slice(0, 80)}`);
      }
    }
    if (/^(iframe|object|embed|base|applet|frame|frameset|portal|style|template)$/.test(tag)) faults.push(`an element ${tag}`);
    if (tag === "script" && (!element.src || element.textContent)) faults.push("a script within the page");
    if (/^(img|form|iframe|object|embed)$/.test(tag) && (element.name || element.id) && element.closest("main")) faults.push(`${tag} is named ${element.name || element.id}`);
    for (const name of ["href", "src", "action", "xlink:href"]) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const { protocol } = new URL(value, location.href);
      if (!/^(https?|file|mailto):$/.test(protocol)) faults.push(`${tag} ${name} is ${value.slice(0, 80)}`);
      const elsewhere = /^https?:$/.test(protocol) && !element.href?.startsWith?.(location.origin);
      if (tag === "a" && elsewhere && !/\bnoopener\b/.test(element.rel)) faults.push(`${value.slice(0, 80)} without noopener`);
    }
  }
  if (known) for (const word of new Set(words)) if (!known.has(word)) faults.push(`no template makes <${word}>`);
  const [policy, ...others] = document.querySelectorAll("meta[http-equiv]");
  if (policy?.httpEquiv !== "Content-Security-Policy" || policy.parentElement !== document.head || others.length) faults.push("not one policy");
  return { faults, words: [...new Set(words)] };
}

/** Opens pages, several at a time, and gathers what is wrong with any. */
async function open(site, paths, { bypassCSP, vocabulary }) {
  const server = await host(site);
  const context = await chromium.newContext({ bypassCSP });
  try {
    await context.addInitScript(watch);
    const seen = { faults: [], words: new Set() };
    const queue = [...paths];
    const known = vocabulary && [...vocabulary];
    await Promise.all(Array.from({ length: 3 }, () => visit(context, server.address, queue, known, seen)));
    return seen;
  } finally {
    await context.close();
    server.stop();
  }
}

/** Opens one page after another. */
async function visit(context, start, queue, known, seen) {
  const page = await context.newPage();
  let path;
  const fault = (what) => seen.faults.push(`${path}: ${what}`);
  page.on("dialog", (dialog) => (fault(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", () => fault("a new window"));
  page.on("console", (message) => message.type() === "error" && fault(message.text()));
  page.on("pageerror", (error) => fault(String(error)));
  page.on("request", (request) => request.url().startsWith(start) || fault(`a request to ${request.url().slice(0, 120)}`));
  while ((path = queue.pop())) {
    const address = `${start}/${path.split("/").map(encodeURIComponent).join("/")}`;
    // A former address leads on to the record's page, which is looked at as any other.
    const leads = await page.goto(address, { waitUntil: "load" }).then(() => page.locator("head > meta[http-equiv=refresh]").count(), () => 1);
    if (leads) {
      await page.waitForURL((url) => url.href !== address);
      continue;
    }
    const { faults, words } = await page.evaluate(look, known);
    faults.forEach(fault);
    words.forEach((word) => seen.words.add(word));
    if (decodeURI(page.url()) !== decodeURI(address)) fault(`it went to ${page.url()}`);
  }
  await page.close();
}

/** The elements and attributes that templates make, and those that Markdown may. */
async function vocabulary() {
  const root = register();
  scrutiny(root, "build");
  const plain = "# One\n\n## Two\n\n- a\n\n1. b\n3. c\n\n> d\n\n|e|f|\n|-|-|\n|g|h|\n\n*i* **j** `k`\n\n    l\n\n***\n\n[m](https://m.example/) [n](#two)\n\nx  \ny\n\n```x\ny\n```\n\n3. z\n";
  const more = folder({
    "records/register.yaml": yaml({ name: "R", publisher: "P", about: "A.", base_address: "https://r.example/", contact: "https://c.example/", licence: { name: "L", address: "https://l.example/" }, areas: ["A"], missing: ["M"], look: { logo: "logo.svg", brand: "fff" } }),
    "records/pages/all.md": plain,
    "records/changes/a.yaml": yaml({ title: "T", summary: "S.", kind: "move", details: plain }),
    "records/changes/gone.yaml": yaml({ withdrawn: { date: "2026-01-01", reason: "R.", see: "https://w.example/" } }),
    "templates/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>\n",
  });
  scrutiny(more, "build");
  const words = new Set();
  for (const site of [join(root, "site"), join(more, "site")]) {
    const seen = await open(site, pages(site), { bypassCSP: false });
    assert.deepEqual(seen.faults, []);
    seen.words.forEach((word) => words.add(word));
  }
  return words;
}

/** Data files and feeds keep their form whatever the texts are. */
async function formed(site) {
  const faults = [];
  const page = await chromium.newPage();
  for (const file of files(site)) {
    const text = readFileSync(join(site, file), "utf8");
    const fault = (what) => faults.push(`${file}: ${what}`);
    if (file.endsWith(".json")) {
      try {
        JSON.parse(text);
      } catch (error) {
        fault(String(error));
      }
    } else if (/\.(xml|atom|rss)$/.test(file)) {
      const wrong = await page.evaluate((text) => new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror")?.textContent, text);
      if (wrong) fault(wrong);
      if (/<title>injected<\/title>/.test(text)) fault("an entry that nobody made");
    } else if (file.endsWith(".ics")) {
      if (/^X-INJECT|^SUMMARY:injected/m.test(text)) fault("a line that nobody made");
    } else if (file.endsWith(".csv")) {
      if (/(^|,)"?[=+@-]?(=|\+|-|@)HIT/m.test(text)) fault("a cell that a spreadsheet would run");
    }
  }
  await page.close();
  return faults;
}

test("no hostile text does anything, in any field, with the policy and without it", async () => {
  assert.ok(payloads.length >= 200, "enough payloads");
  const sorts = taken();
  const words = await vocabulary();
  const fields = new Set();
  let placed = 0;
  let opened = 0;
  const faults = [];
  const look = async (root, wanted) => {
    scrutiny(root, "build");
    const site = join(root, "site");
    const paths = pages(site).filter(wanted);
    opened += paths.length;
    for (const bypassCSP of [false, true]) {
      const seen = await open(site, paths, { bypassCSP, vocabulary: words });
      faults.push(...seen.faults.map((fault) => `${bypassCSP ? "without" : "with"} the policy, ${fault}`));
    }
    faults.push(...(await formed(site)));
  };
  const whole = everything(sorts);
  await look(whole.root, (path) => !path.startsWith("law/"));
  const law = provisions(sorts);
  await look(law.root, (path) => /^(law\/(index|own-|chunk-)|changes\/)/.test(path));
  for (const { filler } of [whole, law]) {
    filler.fields.forEach((field) => fields.add(field));
    placed += filler.placed;
  }
  for (const own of settings(sorts)) {
    await look(own.root, (path) => /^(index|404)\.html$|^(changes|updates|data|follow|coverage|search)\/index\.html$/.test(path));
    own.fields.forEach((field) => fields.add(field));
    placed += own.placed;
  }
  // Provisions are named by a closed list, so no text of theirs reaches a page; `see` takes only addresses and ids.
  const closed = new Set(["duties.basis.provision", "bodies.withdrawn.see", "bodies.withdrawn.reason"]);
  for (const kind of ["resolutions", "determinations", "duties"]) ["see", "reason"].forEach((name) => closed.add(`${kind}.withdrawn.${name}`));
  const forgotten = [...known()].filter((field) => !fields.has(field) && !closed.has(field));
  assert.deepEqual(forgotten, [], "every field holds the payloads");
  for (const [sort, { taken, refused }] of Object.entries(sorts)) console.log(`as ${sort}: ${taken.length} taken, ${refused} refused`);
  console.log(`${payloads.length} payloads in ${fields.size} fields (${placed} places) on ${opened} pages: ${faults.length} executed`);
  assert.deepEqual(faults.slice(0, 20), []);
});

test("the look at a page sees what it should", async () => {
  const policy = `<!doctype html><html lang=en><head><meta http-equiv="Content-Security-Policy" content="default-src *"><title>x</title><link rel=icon href=#></head><body><main>`;
  const cases = {
    "script.html": "<script>window.__hit=1</script>", "handler.html": "<img src=x onerror=window.__hit=1>", "link.html": "<a href=javascript:x>x</a>",
    "element.html": "<xss>x</xss>", "frame.html": "<iframe srcdoc=x></iframe>", "elsewhere.html": "<img src=//evil.example/x>", "twice.html": "<p id=a><p id=a>",
    "style.html": "<p style=color:red>x</p>", "refresh.html": `<meta http-equiv="refresh" content="9;url=x">`.replace("refresh", "set-cookie"), "noopener.html": "<a href=https://x.example/>x</a>",
  };
  const site = folder(Object.fromEntries(Object.entries(cases).map(([name, inside]) => [name, policy + inside])));
  const words = ["html", "html lang", "link", "link rel", "link href", "head", "meta", "meta http-equiv", "meta content", "title", "body", "main", "p", "p id", "p style", "a", "a href", "img", "img src", "img onerror", "script", "iframe", "iframe srcdoc"];
  const { faults } = await open(site, Object.keys(cases), { bypassCSP: true, vocabulary: words });
  for (const name of Object.keys(cases)) assert.ok(faults.some((fault) => fault.startsWith(name)), `${name} is seen: ${faults.join("\n")}`);
  const plain = folder({ "plain.html": `${policy}<p id=a>x</p>` });
  assert.deepEqual((await open(plain, ["plain.html"], { bypassCSP: true, vocabulary: words })).faults, []);
});
