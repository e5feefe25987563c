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

/** Opens a context, looks at pages in it, and closes it. */
async function within(options, look) {
  const context = await chromium.newContext(options);
  try {
    await look(await context.newPage());
  } finally {
    await context.close();
  }
}

for (const { name, path, register } of TYPES) {
  const address = () => `${all[register].address}/${path}`;
  const file = () => `${pathToFileURL(all[register].folder).href}/${path}`;

  test(`${name}: by keyboard`, async () => {
    // A desktop window enlarged four times: the smallest view in which focus must not be hidden.
    await within({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, reducedMotion: "reduce" }, async (page) => {
      await page.goto(address());
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(inContent), "after the skip link the next stop is in the content");
      const folds = await page.evaluate(() => document.querySelectorAll("details").length);
      for (let number = 0; number < folds; number++) {
        // A fold inside another is there only once that is open, which it is by then.
        const was = await page.evaluate(focusFold, number);
        await page.keyboard.press(was.open ? "Tab" : number % 2 ? "Enter" : "Space");
        assert.ok(await page.evaluate((number) => document.querySelectorAll("details")[number].open, number), `fold ${number} opens`);
      }
      covered("the first stop of the keyboard leads past the header, and folds open with it", name);

      await page.goto(address());
      await openFolds(page);
      const expected = await stops(page);
      await followFocus(page);
      for (let press = 0; press < expected; press++) await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => globalThis.focused);
      assert.deepEqual(focused.filter(({ stop }) => stop === null), [], "nothing else takes the focus");
      assert.deepEqual(focused.map(({ stop }) => stop), [...Array(expected).keys()], "each is reached once and in order");
      assert.deepEqual(focused.filter(({ shown }) => !shown), [], "focus is always shown");
      assert.deepEqual(focused.filter(({ seen }) => !seen), [], "nothing covers what has focus");
      await page.keyboard.press("Tab");
      const left = await page.evaluate((last) => document.activeElement?.dataset.stop !== String(last), expected - 1);
      assert.ok(left, "the page lets go of the focus");
      covered("every link and every fold is reached once and in order with the keyboard, and the focus is shown and not covered", name);
    });
  });

  let withScript;

  test(`${name}: from a server and from a folder, by its own policy, in order`, async () => {
    await within({ viewport: { width: 1280, height: 900 } }, async (page) => {
      for (const from of [file(), address()]) {
        const own = from.slice(0, -path.length);
        const errors = [];
        const heard = (message) => message.type() === "error" && errors.push(message.text());
        const failed = (error) => errors.push(String(error));
        const asked = (request) => request.url().startsWith(own) || errors.push(request.url());
        page.on("console", heard).on("pageerror", failed).on("request", asked);
        await page.goto(from);
        page.off("console", heard).off("pageerror", failed).off("request", asked);
        assert.deepEqual(errors, []);
        assert.ok(await page.locator('meta[http-equiv="Content-Security-Policy"]').count(), "there is a policy");
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), "0px", "the style sheet is applied");
      }
      withScript = await page.evaluate(() => document.querySelector("main").innerText);
      const { language, titles, levels, landmarks, navigations } = await page.evaluate(structure);
      assert.equal(language, "en-GB");
      assert.equal(titles, 1);
      assert.equal(levels[0], 1);
      levels.reduce((before, level) => (assert.ok(level <= before + 1, `a heading of level ${level} follows one of level ${before}`), level));
      assert.deepEqual(landmarks, [1, 1, 1]);
      assert.ok(navigations.every(Boolean), "every navigation has a name");
      assert.equal(new Set(navigations).size, navigations.length, `and one of its own: ${navigations}`);
      covered("each page names its language, has one main heading, headings in order, and named parts", name);

      await page.emulateMedia({ reducedMotion: "reduce" });
      assert.deepEqual(await page.evaluate(moving), []);
      covered("nothing moves for readers who ask for less motion", name);

      await openFolds(page);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, forcedColors: "active" });
        assert.deepEqual(await page.evaluate(vanished), [], colorScheme);
      }
      covered("nothing vanishes where a reader forces colours of their own", name);

      // The width of a sheet of A4 between margins of 15 mm.
      await page.setViewportSize({ width: 680, height: 960 });
      await page.emulateMedia({ media: "print", forcedColors: "none", colorScheme: "light" });
      assert.deepEqual(await page.evaluate(ways), [], "ways around the site are not printed");
      assert.deepEqual([...(await sideways(page)), ...(await cutOff(page)), ...(await page.evaluate(scrolled))], []);
      covered("a page can be printed, without its navigation and with nothing cut off", name);
    });
  });

  test(`${name}: without script`, async () => {
    await within({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }, async (page) => {
      await page.goto(address());
      const without = await page.evaluate(() => document.querySelector("main").innerText);
      // Pages may say more without script, never less.
      const lost = withScript.split("\n").filter((line) => line.trim() && !without.includes(line.trim()));
      assert.deepEqual(lost, []);
      const stuck = await page.evaluate(() => {
        const closed = [...document.querySelectorAll("details:not([open])")];
        for (const fold of closed) fold.querySelector("summary").click();
        return closed.filter((fold) => !fold.open).length;
      });
      assert.equal(stuck, 0, "every fold opens");
      covered("everything can be read, and every fold opens, where scripts are turned off", name);
    });
    sawPage(register, path);
  });
}

/** In the page: whether the focus is in the content, or there is nothing there that could have it. */
function inContent() {
  const main = document.querySelector("main");
  return main.contains(document.activeElement) || !main.querySelector("a[href], summary");
}

/** In the page: brings the focus to the summary of a fold, and says whether the fold is open. */
function focusFold(number) {
  const fold = document.querySelectorAll("details")[number];
  fold.querySelector("summary").focus();
  return { open: fold.open };
}

/** In the page: its language, headings, parts and the names of its navigations. */
function structure() {
  const named = (part) => part.getAttribute("aria-label") ?? document.getElementById(part.getAttribute("aria-labelledby"))?.textContent;
  return {
    language: document.documentElement.lang,
    titles: document.querySelectorAll("h1").length,
    levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => Number(heading.tagName[1])),
    landmarks: ["body > header", "main", "body > footer"].map((part) => document.querySelectorAll(part).length),
    navigations: [...document.querySelectorAll("nav")].map(named),
  };
}

/** In the page: what moves. */
function moving() {
  const moves = (style) => parseFloat(style.animationDuration) > 0 || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
  return [...document.querySelectorAll("*")].filter((element) => moves(getComputedStyle(element))).map((element) => element.outerHTML.slice(0, 80));
}

/** In the page: ways around the site that are shown. */
function ways() {
  const all = document.querySelectorAll(".skip, header nav, .trail, .paging, .contents");
  return [...all].filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80));
}

/** In the page: what would have to be scrolled to be read. */
function scrolled() {
  const hides = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
  return [...document.querySelectorAll("main *")].filter(hides).map((element) => element.outerHTML.slice(0, 120));
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
    // A number stands on the mark that is drawn before it.
    const mark = element.matches("text") && element.previousElementSibling?.matches("use, rect") && parse(getComputedStyle(element.previousElementSibling).fill);
    if (mark && mark.a > 0.5) return mark;
    for (let up = element; up; up = up.parentElement) {
      const colour = parse(getComputedStyle(up).backgroundColor);
      if (colour.a > 0.5) return colour;
    }
    const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? { r: 0, g: 0, b: 0 } : { r: 255, g: 255, b: 255 };
    return canvas;
  };
  const lost = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    if (element instanceof SVGElement) {
      // What stands in <defs> is drawn where it is used; a gap parts two lines that cross, in the colour of the ground.
      const drawn = !element.closest("defs, .gap") && element.matches("path, rect, circle, ellipse, line, polygon, polyline, text, tspan");
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
