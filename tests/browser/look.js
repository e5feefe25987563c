// Ways of looking at one page in the browser.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** The sets of rules that pages are held to. */
export const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
export const AXE_VERSION = require("axe-core/package.json").version;

/** Puts the checker into a page. The context has to set the page's own policy aside, which forbids it. */
export async function bringAxe(page) {
  await page.evaluate(source);
  return page.evaluate((tags) => globalThis.axe.getRules(tags).length, RULES);
}

/** What the checker finds, each finding as a text. */
export async function axe(page, options = {}) {
  return page.evaluate(
    async ([tags, options]) => {
      const { violations } = await globalThis.axe.run({ runOnly: tags, resultTypes: ["violations"], ...options });
      return violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => `${n.html}\n    ${n.failureSummary}`).join("\n  ")}`);
    },
    [RULES, options],
  );
}

/** Opens every fold of a page, and says how many there are. */
export function openFolds(page) {
  return page.evaluate(() => {
    const folds = [...document.querySelectorAll("details")];
    for (const fold of folds) fold.open = true;
    return folds.length;
  });
}

/** What makes a page wider than its window. */
export function sideways(page) {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return [];
    const scrolls = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX) && up !== document.body && up !== document.documentElement) return true;
      return false;
    };
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(element));
    return [`${over} px too wide`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))];
  });
}

/** Texts that are cut off: wider or higher than the box that hides what does not fit. */
export function cutOff(page) {
  return page.evaluate(() => {
    const cut = [];
    for (const element of document.querySelectorAll("body *")) {
      const style = getComputedStyle(element);
      if (element.matches(".hidden, .stack thead") || element.closest(".hidden, .stack thead") || !element.textContent.trim()) continue;
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) cut.push(element.outerHTML.slice(0, 160));
      else if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1) cut.push(element.outerHTML.slice(0, 160));
    }
    return cut;
  });
}

/** Figures that would break over two lines or stand beside the window, were they as long as a whole country's. */
export function brokenFigures(page) {
  return page.evaluate(() => {
    const broken = [];
    for (const figure of document.querySelectorAll(".number")) {
      const own = figure.textContent;
      figure.textContent = "123,456";
      const text = document.createRange();
      text.selectNodeContents(figure);
      const { scrollWidth, clientWidth } = document.documentElement;
      if (text.getClientRects().length > 1 || scrollWidth > clientWidth) broken.push(figure.parentElement.outerHTML.slice(0, 160));
      figure.textContent = own;
    }
    return broken;
  });
}

/** The style that a reader may force on a page (WCAG 1.4.12). */
export const SPACING =
  "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/** Everything that the Tab key has to reach, in the order of the page: a name for each. */
export function stops(page) {
  return page.evaluate(() => {
    const all = document.querySelectorAll("a[href], summary, input:not([type=hidden]), select, textarea, button, [tabindex='0']");
    return [...all].filter((element) => element.checkVisibility() && !element.disabled).map((element, number) => {
      element.dataset.stop = number;
      return number;
    }).length;
  });
}

/** Starts to write down, in the page, where the focus goes and whether it can be seen there. */
export function followFocus(page) {
  return page.evaluate(() => {
    globalThis.focused = [];
    document.addEventListener("focusin", ({ target }) => {
      const style = getComputedStyle(target);
      const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const rects = [...target.getClientRects()].filter((rect) => rect.width && rect.height);
      const seen = rects.some((rect) => {
        const x = Math.min(Math.max(rect.left + Math.min(rect.width / 2, 20), 0), innerWidth - 1);
        // Of what is taller than the window a part is in view.
        const [from, to] = [Math.max(rect.top, 0), Math.min(rect.bottom, innerHeight)];
        const top = from < to && document.elementFromPoint(x, from + Math.min((to - from) / 2, 20));
        return top && (top === target || target.contains(top) || top.contains(target));
      });
      globalThis.focused.push({ stop: target.dataset.stop === undefined ? null : Number(target.dataset.stop), shown, seen, html: target.outerHTML.slice(0, 160) });
    });
  });
}
