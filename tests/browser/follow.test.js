// What programs take: every feed and calendar is read by a parser that somebody else wrote, and the pages that tell of
// them are without barriers.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseFeed } from "feedsmith";
import ICAL from "ical.js";
import { browser, host, register, scrutiny } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BASE = "https://register.example/kent";

let folder, site, chromium;

before(async () => {
  const root = register();
  folder = join(root, "site");
  appendFileSync(join(root, "records/register.yaml"), `base_address: ${BASE}/\n`);
  // The day is one on which a duty with a last day is still to come.
  scrutiny(root, "build", "--as-at", "2026-02-01");
  site = await host(folder);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  site?.stop();
});

/** The files with an ending, each with its text. */
function files(ending) {
  const all = readdirSync(folder, { recursive: true }).map(String).filter((path) => path.endsWith(ending));
  return all.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]);
}

/** Whether an address of the site leads to a page, and to its place there. */
function leads(address) {
  assert.ok(address.startsWith(`${BASE}/`), address);
  const [path, place] = address.slice(BASE.length + 1).split("#");
  const html = readFileSync(join(folder, path), "utf8");
  assert.ok(!place || html.includes(` id="${place}"`), address);
}

test("every feed is read as Atom, and its entries lead to pages", () => {
  const feeds = files(".atom");
  assert.ok(feeds.length > 12, `${feeds.length} feeds`);
  let entries = 0;
  for (const [path, text] of feeds) {
    const { format, feed } = parseFeed(text);
    assert.equal(format, "atom", path);
    assert.match(feed.id, /^tag:register\.example,2026:/, path);
    assert.ok(feed.title && feed.updated && feed.authors?.[0]?.name, path);
    const self = feed.links.find((link) => link.rel === "self");
    assert.equal(self?.href, `${BASE}/${path}`);
    const ids = (feed.entries ?? []).map((entry) => entry.id);
    assert.equal(new Set(ids).size, ids.length, `${path}: an id is used twice`);
    for (const entry of feed.entries ?? []) {
      assert.ok(entry.title && entry.summary, `${path}: ${entry.id}`);
      assert.ok(!Number.isNaN(Date.parse(entry.updated)), `${path}: ${entry.updated}`);
      leads(entry.links.find((link) => link.rel === "alternate").href);
      entries += 1;
    }
  }
  assert.ok(entries > 30, `${entries} entries`);
});

test("the feed of everything tells the view in plain words", () => {
  const { feed } = parseFeed(readFileSync(join(folder, "updates/feed.atom"), "utf8"));
  const titles = feed.entries.map((entry) => entry.title.value ?? entry.title);
  assert.ok(titles.some((title) => title.startsWith("Kent HOSC judged the change not substantial: ")), titles.join("\n"));
});

test("every calendar is read, and its events lead to pages", () => {
  const calendars = files(".ics");
  assert.ok(calendars.length > 12, `${calendars.length} calendars`);
  let events = 0;
  for (const [path, text] of calendars) {
    const calendar = new ICAL.Component(ICAL.parse(text));
    assert.equal(calendar.getFirstPropertyValue("version"), "2.0", path);
    const seen = new Set();
    for (const component of calendar.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(component);
      assert.ok(event.uid.endsWith("@register.example"), event.uid);
      assert.ok(!seen.has(event.uid), `${path}: ${event.uid} stands twice`);
      seen.add(event.uid);
      assert.ok(event.startDate.isDate, `${path}: ${event.uid} is a whole day`);
      assert.ok(event.summary && event.description, `${path}: ${event.uid}`);
      assert.ok(["CONFIRMED", "TENTATIVE", "CANCELLED"].includes(component.getFirstPropertyValue("status")));
      assert.ok(Number.isInteger(event.sequence) && event.sequence > 0, `${path}: ${event.sequence}`);
      assert.equal(component.getFirstPropertyValue("dtstamp").toString(), component.getFirstPropertyValue("last-modified").toString());
      leads(component.getFirstPropertyValue("url"));
      events += 1;
    }
  }
  assert.ok(events > 5, `${events} events`);
});

test("every data file is read as JSON", () => {
  const all = [...files(".json"), ...files(".jsonld")];
  assert.ok(all.length > 150, `${all.length} files`);
  for (const [path, text] of all) assert.doesNotThrow(() => JSON.parse(text), path);
});

test("the browser reads the sitemap as XML, and each address is a page", async () => {
  const page = await chromium.newPage();
  await page.goto(site.address);
  const text = readFileSync(join(folder, "sitemap.xml"), "utf8");
  const { faults, places } = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    return {
      faults: document.getElementsByTagName("parsererror").length,
      places: [...document.getElementsByTagName("loc")].map((loc) => loc.textContent),
    };
  }, text);
  assert.equal(faults, 0);
  assert.ok(places.includes(`${BASE}/`));
  for (const place of places.filter((place) => place !== `${BASE}/`)) leads(place);
  await page.close();
});

for (const [name, path] of Object.entries({ follow: "follow/index.html", data: "data/index.html" })) {
  describe(name, () => {
    for (const width of [320, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        test(`${width} px, ${colorScheme}: no barrier, no sideways scrolling`, async () => {
          const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
          const page = await context.newPage();
          await page.goto(`${site.address}/${path}`);
          for (const fold of await page.locator("details > summary").all()) await fold.click();
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
          const told = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join("\n  ")}`);
          assert.deepEqual(told, []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
          const small = await page.evaluate(() => [...document.querySelectorAll(".get a")].filter((link) => link.getBoundingClientRect().height < 24).length);
          assert.equal(small, 0, "what is to be tapped is at least 24 px high");
          await context.close();
        });
      }
    }
  });
}

test("each page names its feed and leads to its feed and calendar", async () => {
  const page = await chromium.newPage();
  for (const path of ["changes/all-age-mental-health-2025.html", "bodies/kent-hosc.html"]) {
    await page.goto(`${site.address}/${path}`);
    assert.equal(await page.locator('link[rel="alternate"][type="application/atom+xml"]').count(), 1, path);
    for (const ending of ["atom", "ics"]) {
      const link = page.locator(`.tools a[href$=".${ending}"]`);
      assert.equal(await link.count(), 1, `${path}: ${ending}`);
      const answer = await page.request.get(new URL(await link.getAttribute("href"), page.url()).href);
      assert.ok(answer.ok(), `${path}: ${ending}`);
    }
  }
  await page.close();
});
