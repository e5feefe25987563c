// Every sort of page, at phone and desktop width, by day and by night, with its folds closed and open: no barrier that
// a program can find, nothing cut off, nothing beside the window.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AXE_VERSION, RULES, SPACING, axe, bringAxe, brokenFigures, cutOff, openFolds, sideways } from "./look.js";
import { TYPES, browser, sites } from "./site.js";
import { count, covered, fact, sawPage } from "./told.js";

const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];

let chromium, all;

before(async () => {
  all = await sites();
  chromium = await browser();
  count("axe violations", 0);
  fact("axe", { version: AXE_VERSION, tags: RULES, widths: WIDTHS, schemes: SCHEMES });
});

after(async () => {
  await chromium?.close();
  all?.stop();
});

/** Looks with the checker at these widths and in these schemes, and says what it finds. */
async function barriers(page, when, widths = WIDTHS, schemes = SCHEMES) {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await axe(page)).map((barrier) => `${width} px, ${colorScheme}, ${when}: ${barrier}`));
    }
    found.push(...(await sideways(page)).map((what) => `${width} px, ${when}: ${what}`));
  }
  return found;
}

for (const { name, path, register } of TYPES) {
  test(`${name}: no barrier, nothing cut off`, async () => {
    // The page's own policy forbids the checker's script, so here it is set aside.
    const context = await chromium.newContext({ viewport: { width: 320, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${all[register].address}/${path}`);
    fact("rules", await bringAxe(page));
    // What is to be seen of a page with its folds closed is to be seen with them open too, but for the closed folds.
    const found = await barriers(page, "folds as they come", [320], ["light"]);
    await openFolds(page);
    found.push(...(await barriers(page, "folds open")));
    count("axe violations", found.length);
    assert.deepEqual(found, []);

    await page.setViewportSize({ width: 320, height: 256 });
    assert.deepEqual([...(await sideways(page)), ...(await brokenFigures(page))], []);
    covered("a page can be enlarged to 400 % in a window of 1280 pixels without being scrolled sideways", name);

    await page.addStyleTag({ content: SPACING });
    assert.deepEqual([...(await sideways(page)), ...(await cutOff(page))], []);
    covered("nothing is lost where a reader sets wider spaces between lines, words and letters", name);
    sawPage(register, path);
    await context.close();
  });
}
