// Every type of page: at phone and desktop width, light and dark, without errors and without barriers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { PAGES, browser, host, register, scrutiny } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let chromium, site, folder;

before(async () => {
  folder = join(register(), "site");
  scrutiny(join(folder, ".."), "build");
  site = await host(folder);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  site?.stop();
});

for (const [name, path] of Object.entries(PAGES)) {
  describe(name, () => {
    for (const width of [320, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        test(`${width} px, ${colorScheme}: no barrier, no sideways scrolling`, async () => {
          // The page's own policy forbids the checker's script, so here it is set aside.
          const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
          const page = await context.newPage();
          await page.goto(`${site.address}/${path}`);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
          const told = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join("\n  ")}`);
          assert.deepEqual(told, []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
          await context.close();
        });
      }
    }

    test("obeys its own policy, asks nobody else for anything, and is styled, from a server and from a folder", async () => {
      for (const start of [site.address, pathToFileURL(folder).href]) {
        const context = await chromium.newContext();
        const page = await context.newPage();
        const errors = [];
        page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
        page.on("pageerror", (error) => errors.push(String(error)));
        page.on("request", (request) => request.url().startsWith(start) || errors.push(request.url()));
        await page.goto(`${start}/${path}`);
        assert.deepEqual(errors, []);
        assert.ok(await page.locator('meta[http-equiv="Content-Security-Policy"]').count(), "there is a policy");
        const margin = await page.evaluate(() => getComputedStyle(document.body).marginTop);
        assert.equal(margin, "0px", "the style sheet is applied");
        await context.close();
      }
    });
  });
}

test("the keyboard reaches the content first, then every link, and shows where it is", async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.address}/${PAGES.change}`);
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(skip, /^#/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement.closest("main") !== null);
  assert.ok(inside, "after the skip link the next stop is in the content");
  const outline = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join(" ");
  });
  assert.ok(!/^none 0px none rgba\(0, 0, 0, 0\)$/.test(outline), `focus is shown (${outline})`);
  await page.close();
});

test("the reasons are folded, and open with the keyboard", async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.address}/${PAGES.change}`);
  const why = page.locator("section[aria-labelledby=law] article.law > details").first();
  assert.equal(await why.evaluate((details) => details.open), false);
  await why.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  assert.equal(await why.evaluate((details) => details.open), true);
  assert.match(await why.innerText(), /is in force/);
  await page.close();
});

test("with every fold open there is still no barrier and no sideways scrolling", async () => {
  for (const path of [PAGES.change, PAGES.resolution, PAGES.provision]) {
    const context = await chromium.newContext({ viewport: { width: 320, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${site.address}/${path}`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px wider than the window`);
    await context.close();
  }
});

test("the first page answers which changes were judged substantial, and by whom", async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.address}/index.html`);
  const text = await page.locator("main").innerText();
  assert.match(text, /Judged not substantial/);
  assert.match(text, /No view recorded/);
  assert.match(text, /Kent/);
  assert.match(text, /Medway/);
  await page.close();
});
