// Hostile texts in every field of a register: in a real browser none of them does anything, with the pages' own policy
// and, so that it is not the policy alone that holds them, without it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build as make, everything, folder, known, payloads, provisions, settings, taken, yaml } from "./hostile.js";
import { browser, host, register, scrutiny } from "./site.js";
import { count } from "./told.js";

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

/** What is wrong with a page, as it stands in the browser; none of it may be made by anything but a template. */
function look(view, known) {
  const { document, location } = view;
  const faults = [];
  if (view.__hit) faults.push(`something ran (${view.__hit})`);
  if (/HITPRODUCT49.*49HIT|HITLOOPHITLOOP|>49</.test(document.documentElement.innerHTML)) faults.push("a template ran");
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
  return { href: location.href, faults, words: [...new Set(words)] };
}

/** The page that holds the frames. */
const BENCH = "bench-of-the-test";

/** Opens pages in frames, many at a time, and looks at each. Runs in the browser. */
async function bench(paths, vocabulary, look) {
  const known = vocabulary && new Set(vocabulary);
  const frames = paths.map((path) => {
    const frame = document.createElement("iframe");
    const loaded = new Promise((done) => (frame.onload = done));
    frame.src = `/${path.split("/").map(encodeURIComponent).join("/")}`;
    document.body.append(frame);
    return { frame, loaded };
  });
  await Promise.all(frames.map(({ loaded }) => loaded));
  // What waits for a focus, an animation or a moment has had it.
  await new Promise((done) => setTimeout(done, 100));
  const seen = frames.map(({ frame }) => look(frame.contentWindow, known));
  if (window.__hit) seen[0].faults.push(`something ran in the page around (${window.__hit})`);
  frames.forEach(({ frame }) => frame.remove());
  return seen;
}

/** Opens pages and gathers what is wrong with any. `moved` are those that lead on, which are looked at as they stand. */
async function open(site, paths, { bypassCSP, vocabulary, moved = [] }) {
  const instead = { [BENCH]: "<!doctype html><title>x</title><link rel=icon href=#><body>" };
  for (const path of moved) instead[path] = readFileSync(join(site, path), "utf8").replace(/<meta http-equiv="refresh" content="0; url=[a-z0-9-]+\.html">/, "");
  // Sent by the server: where a test answers requests itself the browser keeps nothing, and asks for the style sheet on each page.
  const server = await host(site, instead);
  const context = await chromium.newContext({ bypassCSP });
  try {
    await context.addInitScript(watch);
    const page = await context.newPage();
    const faults = [];
    const words = new Set();
    const fault = (what) => faults.push(what.slice(0, 400));
    page.on("dialog", (dialog) => (fault(`a dialog: ${dialog.message()}`), dialog.dismiss()));
    page.on("popup", () => fault("a new window"));
    page.on("console", (message) => message.type() === "error" && fault(`${message.location().url}: ${message.text()}`));
    page.on("pageerror", (error) => fault(String(error)));
    page.on("request", (request) => request.url().startsWith(server.address) || fault(`${request.frame().url()}: a request to ${request.url()}`));
    await page.goto(`${server.address}/${BENCH}`);
    for (let at = 0; at < paths.length; at += 25) {
      const some = paths.slice(at, at + 25);
      const seen = await page.evaluate(`(${bench})(${JSON.stringify(some)}, ${JSON.stringify(vocabulary && [...vocabulary])}, ${look})`);
      seen.forEach((one, place) => {
        one.faults.forEach((what) => fault(`${some[place]}: ${what}`));
        one.words.forEach((word) => words.add(word));
        const expected = `${server.address}/${some[place]}`;
        if (decodeURI(one.href) !== decodeURI(expected)) fault(`${some[place]}: it went to ${one.href}`);
      });
    }
    return { faults, words };
  } finally {
    await context.close();
    server.stop();
  }
}

/** The elements and attributes that templates make, and those that Markdown may. */
async function vocabulary() {
  const root = register();
  scrutiny(root, "build");
  const plain = "# One\n\n## Two\n\n- a\n\n1. b\n3. c\n\n> d\n\n|e|f|\n|-|-|\n|g|h|\n\n*i* **j** `k`\n\n    l\n\n***\n\n[m](https://m.example/) [n](#two)\n\nx  \ny\n\n```x\ny\n```\n\n3. z\n";
  const more = folder({
    "records/register.yaml": yaml({ name: "R", publisher: "P", about: "A.", contact: "https://c.example/", licence: { name: "L", address: "https://l.example/" }, areas: ["A"], missing: ["M"], look: { logo: "logo.svg", brand: "fff" } }),
    "records/pages/all.md": plain,
    "records/changes/a.yaml": yaml({ title: "T", summary: "S.", kind: "move", details: plain }),
    "records/changes/gone.yaml": yaml({ withdrawn: { date: "2026-01-01", reason: "R.", see: "https://w.example/" } }),
    "templates/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>\n",
  });
  scrutiny(more, "build");
  const words = new Set();
  for (const site of [join(root, "site"), join(more, "site")]) {
    const some = pages(site).filter((path) => !/^law\/(?!index|hs-reg2)/.test(path));
    const seen = await open(site, some, { bypassCSP: false });
    assert.deepEqual(seen.faults, []);
    seen.words.forEach((word) => words.add(word));
  }
  // Headings in Markdown come below the one they stand under, however deep that is.
  // Charts are drawn only of more than these registers hold.
  return words.add("h5").add("h6").add("svg aria-labelledby");
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
  let visits = 0;
  const faults = [];
  const build = async (root, wanted, moved) => {
    const site = make(root);
    const paths = pages(site).filter(wanted);
    opened += paths.length;
    for (const bypassCSP of [false, true]) {
      // Without the policy every page is opened; with it lists, all changes, and of the others every fourth.
      const some = paths.filter((path, number) => bypassCSP || number % 4 === 0 || /index|page-|^changes\//.test(path));
      visits += some.length;
      const seen = await open(site, some, { bypassCSP, vocabulary: words, moved });
      faults.push(...seen.faults.map((fault) => `${bypassCSP ? "without" : "with"} the policy, ${fault}`));
    }
    faults.push(...(await formed(site)));
  };
  const whole = everything(sorts);
  const moved = sorts.id.taken.map((number) => `changes/${payloads[number][1]}.html`);
  await build(whole.root, (path) => !path.startsWith("law/"), moved);
  const law = provisions(sorts);
  await build(law.root, (path) => /^(law\/(index|own-|chunk-)|changes\/)/.test(path));
  for (const { filler } of [whole, law]) {
    filler.fields.forEach((field) => fields.add(field));
    placed += filler.placed;
  }
  for (const own of settings(sorts)) {
    await build(own.root, (path) => /^index\.html$|^(changes|updates|data|follow|coverage|search)\/index\.html$/.test(path));
    own.fields.forEach((field) => fields.add(field));
    placed += own.placed;
  }
  const unseen = payloads.filter((_, number) => !whole.filler.seen.has(number) && sorts.text.taken.includes(number));
  assert.deepEqual(unseen, [], "every payload that any field takes stands in some");
  // Provisions are named by a closed list, so no text of theirs reaches a page; `see` takes only addresses and ids.
  const closed = new Set(["duties.basis.provision", "bodies.withdrawn.see", "bodies.withdrawn.reason"]);
  for (const kind of ["resolutions", "determinations", "duties"]) ["see", "reason"].forEach((name) => closed.add(`${kind}.withdrawn.${name}`));
  const forgotten = [...known()].filter((field) => !fields.has(field) && !closed.has(field));
  assert.deepEqual(forgotten, [], "every field holds the payloads");
  for (const [sort, { taken, refused }] of Object.entries(sorts)) console.log(`as ${sort}: ${taken.length} taken, ${refused} refused`);
  console.log(`${payloads.length} payloads in ${fields.size} fields (${placed} places) on ${opened} pages (${visits} visits, with the policy and without): ${faults.length} executed`);
  count("payloads executed", faults.length);
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
  const words = new Set(["html", "html lang", "link", "link rel", "link href", "head", "meta", "meta http-equiv", "meta content", "title", "body", "main", "p", "p id", "p style", "a", "a href", "img", "img src", "img onerror", "script", "iframe", "iframe srcdoc"]);
  const { faults } = await open(site, Object.keys(cases), { bypassCSP: true, vocabulary: words });
  for (const name of Object.keys(cases)) assert.ok(faults.some((fault) => fault.includes(name)), `${name} is seen: ${faults.join("\n")}`);
  const plain = folder({ "plain.html": `${policy}<p id=a>x</p>` });
  assert.deepEqual((await open(plain, ["plain.html"], { bypassCSP: true, vocabulary: words })).faults, []);
});
