// Every sort of page, read in other ways: by keyboard, without script, in forced colours, on paper, without motion.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { cutOff, followFocus, openFolds, sideways, stops } from "./look.js";
import { TYPES, browser, sites } from "./site.js";
import { covered, sawPage } from "./told.js";

let chromium, all;

before(async () => {
  all = await sites();
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  all?.stop();
});

/** Opens a page in a context of its own, and closes that afterwards. */
async function open({ path, register }, options, look) {
  const context = await chromium.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(`${all[register].address}/${path}`);
    await look(page, context);
  } finally {
    await context.close();
  }
  sawPage(register, path);
}

for (const type of TYPES) {
  const { name, path, register } = type;

  test(`${name}: by keyboard`, async () => {
    // A desktop window enlarged four times: the smallest view in which focus must not be hidden.
    await open(type, { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, reducedMotion: "reduce" }, async (page) => {
      await openFolds(page);
      const expected = await stops(page);
      await followFocus(page);
      for (let press = 0; press < expected; press++) await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => globalThis.focused);
      assert.deepEqual(focused.map(({ stop }) => stop), [...Array(expected).keys()], "each is reached once and in order");
      assert.deepEqual(focused.filter(({ shown }) => !shown), [], "focus is always shown");
      assert.deepEqual(focused.filter(({ seen }) => !seen), [], "nothing covers what has focus");
      await page.keyboard.press("Tab");
      const left = await page.evaluate((last) => document.activeElement?.dataset.stop !== String(last), expected - 1);
      assert.ok(left, "the page lets go of the focus");
      covered("every link and every fold is reached once and in order with the keyboard, and the focus is shown and not covered", name);
    });
  });

  test(`${name}: the skip link and the folds, by keyboard`, async () => {
    await open(type, { viewport: { width: 1280, height: 800 } }, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const after = await page.evaluate(() => {
        const main = document.querySelector("main");
        return main.contains(document.activeElement) || !main.querySelector("a[href], summary");
      });
      assert.ok(after, "after the skip link the next stop is in the content");
      const folds = page.locator("details > summary");
      for (let number = 0; number < (await folds.count()); number++) {
        const fold = folds.nth(number);
        if (!(await fold.isVisible())) continue;
        const was = await fold.evaluate((summary) => summary.parentElement.open);
        await fold.press("Enter");
        assert.equal(await fold.evaluate((summary) => summary.parentElement.open), !was);
        if (was) await fold.press("Enter");
      }
      covered("the first stop of the keyboard leads past the header, and folds open with it", name);
    });
  });

  test(`${name}: without script`, async () => {
    let withScript;
    const text = (page) => page.evaluate(() => document.querySelector("main").innerText);
    await open(type, {}, async (page) => (withScript = await text(page)));
    await open(type, { javaScriptEnabled: false }, async (page) => {
      const without = await text(page);
      // Pages may say more without script, never less.
      const lost = withScript.split("\n").filter((line) => line.trim() && !without.includes(line.trim()));
      assert.deepEqual(lost, []);
      for (const fold of await page.locator("details:not([open]) > summary").all()) {
        if (!(await fold.isVisible())) continue;
        await fold.click();
        assert.notEqual(await fold.evaluate((summary) => summary.parentElement.getAttribute("open")), null);
      }
      covered("everything can be read, and every fold opens, where scripts are turned off", name);
    });
  });

  test(`${name}: in forced colours`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      await open(type, { viewport: { width: 1280, height: 900 }, colorScheme, forcedColors: "active" }, async (page) => {
        await openFolds(page);
        assert.deepEqual(await page.evaluate(vanished), [], colorScheme);
      });
    }
    covered("nothing vanishes where a reader forces colours of their own", name);
  });

  test(`${name}: on paper`, async () => {
    // The width of a sheet of A4 between margins of 15 mm.
    await open(type, { viewport: { width: 680, height: 960 } }, async (page) => {
      await page.emulateMedia({ media: "print" });
      const shown = await page.evaluate(() => [...document.querySelectorAll(".skip, header nav, .trail, .paging, .contents")].filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80)));
      assert.deepEqual(shown, [], "ways around the site are not printed");
      assert.deepEqual([...(await sideways(page)), ...(await cutOff(page))], []);
      const cut = await page.evaluate(() => [...document.querySelectorAll("main *")].filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1).map((element) => element.outerHTML.slice(0, 120)));
      assert.deepEqual(cut, [], "paper cannot be scrolled");
      covered("a page can be printed, without its navigation and with nothing cut off", name);
    });
  });

  test(`${name}: without motion, and in order`, async () => {
    await open(type, { reducedMotion: "reduce" }, async (page) => {
      const moves = await page.evaluate(() => {
        const moving = (style) => parseFloat(style.animationDuration) > 0 || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
        return [...document.querySelectorAll("*")].filter((element) => moving(getComputedStyle(element))).map((element) => element.outerHTML.slice(0, 80));
      });
      assert.deepEqual(moves, []);
      covered("nothing moves for readers who ask for less motion", name);

      const { language, titles, levels, landmarks, navigations } = await page.evaluate(() => ({
        language: document.documentElement.lang,
        titles: document.querySelectorAll("h1").length,
        levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => Number(heading.tagName[1])),
        landmarks: ["body > header", "main", "body > footer"].map((part) => document.querySelectorAll(part).length),
        navigations: [...document.querySelectorAll("nav")].map((part) => part.getAttribute("aria-label") ?? document.getElementById(part.getAttribute("aria-labelledby"))?.textContent),
      }));
      assert.equal(language, "en-GB");
      assert.equal(titles, 1);
      assert.equal(levels[0], 1);
      levels.reduce((before, level) => (assert.ok(level <= before + 1, `a heading of level ${level} follows one of level ${before}`), level));
      assert.deepEqual(landmarks, [1, 1, 1]);
      assert.equal(new Set(navigations).size, navigations.length, `navigations have names of their own: ${navigations}`);
      covered("each page names its language, has one main heading, headings in order, and named parts", name);
    });
  });

  test(`${name}: obeys its own policy and asks nobody else for anything, from a server and from a folder`, async () => {
    for (const start of [all[register].address, pathToFileURL(all[register].folder).href]) {
      const context = await chromium.newContext();
      const page = await context.newPage();
      const errors = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("request", (request) => request.url().startsWith(start) || errors.push(request.url()));
      await page.goto(`${start}/${path}`);
      // The page for addresses that lead nowhere names the published address, where one is known.
      assert.deepEqual(errors, []);
      assert.ok(await page.locator('meta[http-equiv="Content-Security-Policy"]').count(), "there is a policy");
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), "0px", "the style sheet is applied");
      await context.close();
    }
  });
}

/** In the page: texts and shapes that cannot be told from what lies behind them. */
function vanished() {
  const parse = (colour) => {
    const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return { r, g, b, a };
  };
  const light = ({ r, g, b }) => {
    const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const colour = parse(getComputedStyle(up).backgroundColor);
      if (colour.a > 0.5) return colour;
    }
    const probe = document.createElement("i");
    probe.setAttribute("hidden", "");
    document.body.append(probe);
    const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? { r: 0, g: 0, b: 0 } : { r: 255, g: 255, b: 255 };
    probe.remove();
    return canvas;
  };
  const lost = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    if (element instanceof SVGElement) {
      const drawn = element.matches("path, rect, circle, ellipse, line, polygon, polyline, text, tspan");
      const paints = [style.fill, style.stroke].filter((paint) => /^rgb/.test(paint)).map(parse).filter(({ a }) => a > 0.1);
      if (drawn && paints.length && !paints.some((paint) => contrast(paint, ground(element)) >= 3)) lost.push(element.outerHTML.slice(0, 120));
      continue;
    }
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (says && contrast(parse(style.color), ground(element)) < 4.5) lost.push(`${style.color}: ${element.outerHTML.slice(0, 120)}`);
    if (element.matches(".tag") && (style.borderTopStyle === "none" || getComputedStyle(element, "::before").content === "none")) lost.push(`no shape: ${element.outerHTML.slice(0, 120)}`);
  }
  return lost;
}
