// Search: what is typed is found, shown safely, linked, narrowed, and cheap; and without script the lists name everything.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { browser, host, register, repository, scrutiny } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_TRANSFER = 48 * 1024;
// Marks, a script that would tell of itself, and a place for a sign that turns the order of writing round: records may
// not hold that one, so it is put into the built files.
const HOSTILE = `Wexcombe <img src=x onerror=window.ran=1> </script><script>window.ran=1</script> TURN deppilf {{ 7*7 }} &amp; "quoted"`;

let chromium, site, folder;

before(async () => {
  const root = register();
  folder = join(root, "site");
  const change = (name, text) => writeFileSync(join(root, "records/changes/2025", `${name}.yaml`), text);
  change("hostile", `title: ${JSON.stringify(HOSTILE)}\nsummary: ${JSON.stringify(`Summary: ${HOSTILE}`)}\nkind: closure\nauthorities: [{authority: medway-council}]\n`);
  change("obrien", "title: O’Brien Café moves to Tŷ Gwyn\nsummary: A council’s review of five clinics, and of no hospital.\nkind: move\nauthorities: [{authority: kent-county-council}]\n");
  // Enough of one kind for a second page of results.
  for (let i = 0; i < 14; i++) change(`ward-${i}`, `title: Harrowdale ward ${i} moves\nsummary: It moves.\nkind: move\nauthorities: [{authority: medway-council}]\n`);
  change("scattered", "title: Not a small thing\nsummary: It is a substantial one. A variation of it may follow, and the substantial variation after that.\nkind: other\nauthorities: []\n");
  scrutiny(root, "build");
  for (const name of readdirSync(join(folder, "search")).filter((name) => name.startsWith("d-"))) {
    const path = join(folder, "search", name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("TURN", "\u202E"));
  }
  site = await host(folder);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  site?.stop();
});

/** Opens the page of the search and waits until it has answered. */
async function ask(query, options = {}) {
  const context = await chromium.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${site.address}/search/index.html${query === undefined ? "" : `?${new URLSearchParams(query)}`}`);
  if (query !== undefined) await answered(page);
  return { page, errors, close: () => context.close() };
}

const answered = (page) => page.waitForFunction(() => !/^(Looking…)?$/.test(document.getElementById("status").textContent));
const status = (page) => page.locator("#status").innerText();
const titles = (page) => page.locator("#results .title").allInnerTexts();
const marks = (page) => page.locator("#results mark").allInnerTexts();
const number = async (page) => Number((await status(page)).match(/^([\d,]+)/)?.[1]?.replace(",", "") ?? 0);

/** The rules of the script that need no page, with files read from the site's folder. */
function engine() {
  const source = readFileSync(join(repository, "templates/script/search.js"), "utf8");
  const rules = source.slice(source.indexOf("(() => {") + 8, source.indexOf("  // ---- What is shown."));
  const fetched = [];
  const fetch = async (name) => {
    const path = join(folder, "search", name.split("?")[0]);
    const bytes = readFileSync(path);
    fetched.push(bytes);
    return { ok: true, json: async () => JSON.parse(bytes) };
  };
  const made = new Function("fetch", `"use strict"; ${rules} return { cut, groups, parse, find, MOST_PARTS, LONGEST_WORD };`)(fetch);
  return { ...made, fetched };
}

test("what is typed is found, counted, marked and linked", async () => {
  const { page, errors, close } = await ask();
  await page.getByRole("searchbox").fill("mental health");
  await page.keyboard.press("Enter");
  await answered(page);
  assert.match(await status(page), /^9 results for “mental health”$/);
  assert.equal((await titles(page))[0], "All-age mental health services move to one provider");
  assert.ok((await marks(page)).every((mark) => /^(mental|health)$/i.test(mark)));
  assert.match(page.url(), /\?q=mental\+health$/);
  const clause = page.locator("#results").getByRole("link", { name: "Clause a", exact: true }).first();
  await clause.click();
  await page.waitForURL(/resolutions\/kent-hosc-2025-10-09-all-age-mental-health\.html#clause-a$/);
  assert.ok(await page.locator("#clause-a").count());
  assert.deepEqual(errors, []);
  await close();
});

test("beginnings, plurals, accents, apostrophes and hyphens find what is meant", async () => {
  const finds = async (q, title) => {
    const { page, close } = await ask({ q });
    const all = await titles(page);
    assert.ok(all.some((own) => own.includes(title)), `${q}: ${all.join("; ")}`);
    const marked = await marks(page);
    await close();
    return marked;
  };
  const obrien = "O’Brien Café moves";
  assert.ok((await finds("clinic", obrien)).includes("clinics"));
  assert.ok((await finds("hospitals", obrien)).includes("hospital"));
  assert.ok((await finds("council review", obrien)).some((mark) => mark.startsWith("council")));
  assert.ok((await finds("therap", "Kent Therapeutic Alliance")).includes("Therapeutic"));
  for (const q of ["O'Brien", "o’brien", "OBrien", "brien", "cafe", "CAFÉ", "ty gwyn", "Tŷ"]) await finds(q, obrien);
  for (const q of ["all-age", "all age", "allage", "\"all age\""]) await finds(q, "All-age mental health services move");
});

test("a phrase is found only where its words stand in a row", async () => {
  const { page, close } = await ask({ q: "\"a substantial variation\"" });
  const all = await titles(page);
  assert.ok(all.includes("Integrated all-age mental health services, and the Therapeutic Alliance contract for Kent"));
  assert.ok(!all.includes("Not a small thing"), "its pairs are all there, and the phrase is not");
  assert.ok((await marks(page)).every((mark) => /^a substantial variation$/i.test(mark)));
  await close();
  const loose = await ask({ q: "a substantial variation" });
  assert.ok((await number(loose.page)) > all.length, "without the marks any order will do");
  await loose.close();
});

test("facets say how much each leaves, narrow, and can be taken back", async () => {
  const { page, close } = await ask({ q: "health" });
  const all = await number(page);
  const read = async () => Object.fromEntries(await page.locator("#facets li").evaluateAll((items) =>
    items.map((item) => [item.querySelector("a").dataset.key, Number(item.textContent.match(/\(([\d,]+)\)$/)[1])])));
  const before = await read();
  assert.equal(before["kind "], all);
  const kinds = Object.entries(before).filter(([key]) => /^kind ./.test(key));
  assert.equal(kinds.reduce((sum, [, count]) => sum + count, 0), all, "each document is of one kind");
  assert.ok(kinds.length > 3);
  for (const key of ["kind resolutions", "council kent-county-council"]) {
    await page.locator(`#facets a[data-key="${key}"]`).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(key.replace(" ", "=")));
    await answered(page);
    assert.equal(await number(page), before[key], key);
    const focused = await page.evaluate(() => [document.activeElement.dataset.key, document.activeElement.getAttribute("aria-current")]);
    assert.deepEqual(focused, [key, "true"], "the keyboard stays where it was");
    const shown = await page.locator("#results > li").count();
    assert.equal(shown, Math.min(10, before[key]));
    await page.goBack();
    await page.waitForFunction((words) => document.getElementById("status").textContent === words, `${all} results for “health”`);
  }
  await close();
});

test("the address alone brings a search back, and the back button the one before", async () => {
  const { page, close } = await ask({ q: "harrowdale", kind: "changes", council: "medway-council" });
  assert.equal(await status(page), "14 results for “harrowdale” in Changes in Medway Council");
  assert.match(await page.title(), /^harrowdale - Search/);
  assert.equal(await page.getByRole("searchbox").inputValue(), "harrowdale");
  await page.getByRole("searchbox").fill("obrien");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("1 result "));
  await page.goBack();
  await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("14 results "));
  assert.equal(await page.getByRole("searchbox").inputValue(), "harrowdale");
  await close();
});

test("ten results at a time, and the keyboard goes on at the first new one", async () => {
  const { page, close } = await ask({ q: "harrowdale" });
  assert.equal(await page.locator("#results > li").count(), 10);
  const more = page.getByRole("button", { name: "Show 4 more" });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#results > li").length === 14);
  await page.waitForFunction(() => document.activeElement === document.querySelectorAll("#results a")[10]);
  assert.equal(await more.count(), 0);
  await close();
});

test("what cannot be found, or is no question, is answered in plain words", async () => {
  const said = {
    "zzzyx": /^Nothing was found for “zzzyx”\. .*does not mean that nothing happened\.$/,
    "?!": /^There is no word in that/,
    ".* [a-z]+ (": /result|Nothing/,
    "the of and a": /\d+ results? for/,
    "\"unclosed phrase": /^Nothing was found for "unclosed phrase/,
    "constructor __proto__ toString": /^Nothing was found/,
  };
  for (const [q, words] of Object.entries(said)) {
    const { page, errors, close } = await ask({ q });
    assert.match(await status(page), words, q);
    assert.deepEqual(errors, [], q);
    await close();
  }
  for (const q of ["x".repeat(10_000), "word ".repeat(2_000), "a b c d e f g h i j k l m n o p", "\"".repeat(500), "-'".repeat(300)]) {
    const start = Date.now();
    const { page, errors, close } = await ask({ q: q.slice(0, 10_000) });
    assert.ok((await status(page)).length < 400);
    assert.ok(Date.now() - start < 8_000, `${q.slice(0, 20)} took ${Date.now() - start} ms`);
    assert.deepEqual(errors, []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0);
    await close();
  }
});

test("hostile titles are text, and marks in a query are too", async () => {
  const { page, errors, close } = await ask({ q: "wexcombe deppilf" });
  assert.deepEqual(await page.locator("#results .title").allTextContents(), [HOSTILE.replace("TURN", "\u202E")]);
  assert.equal(await page.locator("#results .title bdi").count(), 1, "what is turned round does not spill over");
  assert.equal(await page.locator("#results img, #results script").count(), 0);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(errors, []);
  await close();
  const other = await ask({ q: "<img src=x onerror=window.ran=1>", kind: "\"><script>", council: "__proto__" });
  assert.equal(await other.page.locator("main img").count(), 0);
  assert.equal(await other.page.evaluate(() => window.ran), undefined);
  assert.deepEqual(other.errors, []);
  await other.close();
});

test("when a file cannot be fetched it says so, and the lists are still there", async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.route("**/search/w-*.json*", (route) => route.abort());
  await page.goto(`${site.address}/search/index.html?q=health`);
  await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("The index could not be read"));
  assert.ok(await page.getByRole("link", { name: "All resolutions" }).isVisible());
  await context.close();
});

test("without script, and from a folder, the page says what to do and lists everything", async () => {
  for (const [start, options, words] of [
    [site.address, { javaScriptEnabled: false }, /Searching needs JavaScript/],
    [pathToFileURL(folder).href, { javaScriptEnabled: false }, /Searching needs JavaScript/],
    [pathToFileURL(folder).href, {}, /opened from a folder/],
  ]) {
    const context = await chromium.newContext(options);
    const page = await context.newPage();
    const errors = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${start}/search/index.html?q=health`);
    assert.match(await page.locator("main").innerText(), words);
    await page.getByRole("link", { name: "All resolutions" }).click();
    await page.getByRole("link", { name: /^Integrated all-age/ }).click();
    await page.waitForURL(/resolutions\/kent-hosc-2025-10-09/);
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("the home page asks too", async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`${site.address}/index.html`);
  await page.getByRole("searchbox").fill("therapeutic");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/index\.html\?q=therapeutic$/);
  await answered(page);
  assert.ok((await number(page)) >= 3);
  await context.close();
});

test("with results shown there is no barrier and no sideways scrolling, by day and by night", async () => {
  for (const width of [320, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const q of ["substantial", "wexcombe", "zzzyx"]) {
        const { page, close } = await ask({ q }, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`), [], `${width} ${colorScheme} ${q}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${q}: the page is ${wide} px wider than the window`);
        await close();
      }
    }
  }
});

test("the status is told to those who cannot see it, and every target is large enough", async () => {
  const { page, close } = await ask({ q: "health" }, { viewport: { width: 320, height: 900 } });
  assert.equal(await page.getByRole("status").innerText(), await status(page));
  const small = await page.locator("#facets a, main button, main input").evaluateAll((all) =>
    all.filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML));
  assert.deepEqual(small, []);
  await close();
});

test("a query costs its reader little, and the script is small", async () => {
  for (const q of ["health", "mental health kent", "\"substantial variation\"", "the committee of a council", "con"]) {
    const context = await chromium.newContext();
    const page = await context.newPage();
    const bodies = [];
    page.on("response", (response) => response.url().includes(".json") && bodies.push(response.body()));
    await page.goto(`${site.address}/search/index.html?${new URLSearchParams({ q })}`);
    await answered(page);
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(all > 0 && all <= MOST_TRANSFER, `${q}: ${all} bytes in ${sizes.length} files`);
    await context.close();
  }
  const script = readdirSync(join(folder, "assets")).find((name) => /^search\.[0-9a-f]{8}\.js$/.test(name));
  const text = readFileSync(join(folder, "assets", script), "utf8");
  assert.ok(text.length < 20_000, `${text.length} bytes`);
  assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
});

test("the script cuts words by the rules of the index", () => {
  const { groups, MOST_PARTS, LONGEST_WORD } = engine();
  const clip = (word) => [...word].slice(0, LONGEST_WORD).join("");
  for (const [text, expected] of JSON.parse(readFileSync(join(repository, "tests/search/words.json"), "utf8"))) {
    const found = groups(text).flatMap((group) => {
      const words = group.map(({ word }) => word), joined = words.join("");
      const whole = words.length > 1 && words.length <= MOST_PARTS && [...joined].length <= LONGEST_WORD;
      return [...words.map(clip), ...(whole ? [joined] : [])];
    });
    assert.deepEqual(found, expected, text);
  }
});

test("the script finds what a walk over all texts finds", async () => {
  const { cut, parse, find } = engine();
  const read = (name) => JSON.parse(readFileSync(join(folder, "search", `${name}.json`)));
  // Files of documents are named by how many of their kind come after them.
  const files = readdirSync(join(folder, "search")).map((name) => name.match(/^(d-([a-z]+)-(\d+))\.json$/)).filter(Boolean);
  const documents = read("index").kinds.flatMap(([kind]) =>
    files.filter(([, , own]) => own === kind).sort((one, other) => other[3] - one[3]).flatMap(([, name]) => read(name)));
  const texts = documents.map(({ title, about, texts }) => [title, about, ...texts.map((text) => (typeof text === "string" ? text : text[0]))]);
  const holds = (words, row) => words.some((_, at) => row.every((own, next) => words[at + next] === own));
  let found = 0;
  const queries = texts.flatMap(([title], at) => (at % 7 ? [] : [`"${title}"`, title.split(" ").slice(0, 2).join(" "), title.split(" ").at(-1)]));
  for (const query of [...queries, "\"health service\"", "\"not a\"", "consult", "bodies"]) {
    const answer = await find(query);
    if (!answer.sure) continue;
    const items = answer.used;
    const expected = texts.flatMap((own, number) => {
      const words = own.map((text) => cut(text).map(({ word }) => word));
      const all = items.every((item) => words.some((row) => item.words.length > 1 ? holds(row, item.words)
        : row.some((word) => word === item.words[0] || item.forms.includes(word) || (item.starts && word.startsWith(item.words[0])))));
      return all ? [number] : [];
    });
    assert.ok(parse(query).length >= items.length);
    const missing = expected.filter((number) => !answer.numbers.includes(number));
    assert.deepEqual(missing, [], query);
    found += expected.length;
  }
  assert.ok(found > 300, String(found));
});
