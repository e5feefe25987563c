// Search without a server. The build writes the words of all pages as small files (docs/search.md); this asks for the few
// that a query needs, ranks what they name, and shows it. Titles and texts come from records and are never trusted: they
// become text, not HTML. Without this script, or from a folder, the page's lists name everything.
"use strict";
(() => {
  // What a query may cost its reader: so many files of words, and so many of documents for each ten results.
  const SHARDS = 6, PAIRS = 4, BLOCKS = 10, SHOWN = 10;
  const LONGEST_QUERY = 300, LONGEST_WORD = 40, MOST_PARTS = 4, SHORTEST_START = 3, EXCERPT = 240;

  // ---- Words: the rules of src/search/fold.rs and words.rs. tests/search/words.json holds the two together.

  const RUN = /(?:(?!\u02BC)[\p{Alphabetic}\p{N}\u0300-\u036F\u00AD\u200B-\u200D\u2060\uFEFF])+/gu;
  const SPELT = { "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ς": "σ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl" };

  const fold = (run) => run.toLowerCase()
    .replace(/[\u00C0-\u024F\u1E00-\u1EFF]/g, (letter) => letter.normalize("NFD"))
    .replace(/[\u0300-\u036F\u00AD\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/[æœøßłđðþħıςﬀﬁﬂﬃﬄ]/g, (letter) => SPELT[letter]);

  /** The words of a text with their places, joined ones in groups: "all-age" is one group of two. */
  function groups(text) {
    const all = [];
    let end = -1;
    for (const run of text.matchAll(RUN)) {
      const between = end < 0 ? "" : text.slice(end, run.index);
      const apostrophe = /^['\u2018\u2019\u02BC]$/.test(between);
      if (!apostrophe && !/^[-\u2010\u2011]$/.test(between)) all.push([]);
      end = run.index + run[0].length;
      const word = fold(run[0]);
      if (!word) continue;
      const group = all.at(-1), last = group.at(-1), short = apostrophe && [...word].length < 3;
      if (last && short) {
        // "council's" is found as "council", "don't" as "dont".
        if (word !== "s") [last.word, last.end] = [last.word + word, end];
      } else group.push({ word, start: run.index, end });
    }
    return all;
  }

  const clip = (word) => (word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join("") : word);
  const cut = (text) => groups(text).flat().map((found) => ({ ...found, word: clip(found.word) }));

  /** Other numbers of a word: those that a plural may have been made from, or made into. */
  function forms(word) {
    const found = [];
    if (word.length > 3 && word.endsWith("s") && !word.endsWith("ss")) found.push(word.slice(0, -1));
    if (word.length > 4 && word.endsWith("es")) found.push(word.slice(0, -2));
    if (word.length > 4 && word.endsWith("ies")) found.push(word.slice(0, -3) + "y");
    if (word.length > 3 && word.endsWith("y")) found.push(word.slice(0, -1) + "ies");
    if (word.length > 1) found.push(word + "s", word + "es");
    return found;
  }

  // ---- Numbers: the rules of src/search/code.rs.

  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = Object.fromEntries([...LETTERS].map((letter, value) => [letter, value]));

  /** Takes each run in a coded text: its value, and how many there are of it. */
  function runs(text, take) {
    let at = 0;
    const number = () => {
      for (let value = 0, shift = 0; ; shift += 5) {
        const six = VALUES[text[at++]];
        value += (six & 31) * 2 ** shift;
        if (!(six & 32)) return value;
      }
    };
    while (at < text.length) {
      const value = number();
      take(Math.floor(value / 2), value % 2 ? number() + 2 : 1);
    }
  }

  /** Takes each of some rising numbers. */
  function rising(text, take) {
    let next = 0;
    runs(text, (gap, length) => {
      next += gap;
      for (const last = next + length; next < last; next++) take(next);
    });
  }

  function repeated(text) {
    const all = [];
    runs(text, (value, length) => { for (let i = 0; i < length; i++) all.push(value); });
    return all;
  }

  // ---- Files.

  let index, kept = new Map();

  async function load(name, options) {
    const response = await fetch(name, options);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  }

  /** A file of the index, asked for once; its address changes with the build, so that no two builds are mixed. */
  function file(name) {
    if (!kept.has(name)) kept.set(name, load(`${name}.json?${index.edition}`));
    return kept.get(name);
  }

  /** What there is: asked for anew with each query, because the site may have been made anew. */
  async function open() {
    const now = await load("index.json", { cache: "no-cache" });
    if (index && now.edition === index.edition) return;
    [index, kept] = [now, new Map()];
    index.total = 0;
    index.ranges = now.kinds.map(([name, many, one, count]) => ({ name, many, one, first: index.total, end: (index.total += count) }));
    let first = 0;
    index.firsts = repeated(now.blocks).map((count) => (first += count) - count);
  }

  /** The last place whose start is not after a term: where it is, if it is anywhere. */
  function place(starts, term) {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  const kindOf = (number) => index.ranges.find((range) => number < range.end);
  const blockOf = (number) => place(index.firsts, number);

  async function documentOf(number) {
    const block = blockOf(number), { name, end } = kindOf(number);
    const after = end - (index.firsts[block + 1] ?? end);
    return (await file(`d-${name}-${after}`))[number - index.firsts[block]];
  }

  // ---- Queries.

  /** What is looked for: words, and phrases from quotation marks or hyphens. */
  function parse(query) {
    const items = [], seen = new Set();
    const add = (words, exact, joined) => {
      const name = `${exact} ${words.join(" ")}`;
      if (words.length && !seen.has(name)) items.push({ words, exact: exact || words.length > 1, joined });
      seen.add(name);
    };
    query.slice(0, LONGEST_QUERY).split(/["\u201C-\u201F\u00AB\u00BB]/).forEach((part, number) => {
      if (number % 2) return add(cut(part).map(({ word }) => word), true);
      for (const group of groups(part)) {
        const words = group.map(({ word }) => word), joined = words.join("");
        const whole = words.length > 1 && words.length <= MOST_PARTS && [...joined].length <= LONGEST_WORD;
        add(words.map(clip), false, whole ? joined : undefined);
      }
    });
    return items;
  }

  /** The pairs by which a phrase is found: its words, each once where that can be; of a long one, the first. */
  function pairs(words) {
    const found = [];
    for (let at = 0; at + 1 < words.length; at += 2) found.push(`${words[at]} ${words[at + 1]}`);
    if (words.length % 2) found.push(words.slice(-2).join(" "));
    return found.slice(0, PAIRS);
  }

  /** Decides which files to ask for, within what a query may cost, and what has to be left out because of that. */
  async function plan(items) {
    const files = new Set();
    const fits = (names) => new Set([...files, ...names]).size <= SHARDS && names.every((name) => files.add(name));
    const of = (kind, starts, term) => [place(starts, term)].filter((at) => at >= 0).map((at) => `${kind}-${at}`);
    const starts = items.some(({ words }) => words.length > 1) ? await file("phrases") : [];
    const left = [], short = [];
    const used = items.filter((item) => {
      const own = item.words.length > 1
        ? pairs(item.words).flatMap((pair) => of("p", starts, pair))
        : of("w", index.words, item.words[0]);
      return fits(own) || (left.push(item), false);
    });
    // Beginnings that few files hold come first, so that as many as can be are looked for.
    const begun = used.filter(({ exact, words }) => !exact && words[0].length >= SHORTEST_START).map((item) => {
      const to = place(index.words, `${item.words[0]}\uFFFF`), own = [];
      for (let at = Math.max(place(index.words, item.words[0]), 0); at <= to; at++) own.push(`w-${at}`);
      return { item, own };
    });
    begun.sort((one, other) => one.own.length - other.own.length);
    for (const { item, own } of begun) {
      item.starts = fits(own);
      if (!item.starts) short.push(item.words[0]);
    }
    for (const item of used) {
      const others = item.joined ? [item.joined] : item.exact ? [] : forms(item.words[0]);
      const fresh = others.filter((form) => !item.starts || !form.startsWith(item.words[0]));
      item.forms = fresh.filter((form) => fits(of("w", index.words, form)));
    }
    return { used, left, short, files: [...files] };
  }

  /** Whether a word of a text is one that is looked for: 2 for the word itself, 1 for another form or a longer word. */
  const matches = (item, word) =>
    word === item.words[0] ? 2 : item.forms.includes(word) || (item.starts && word.startsWith(item.words[0])) ? 1 : 0;

  /** For each document, how well it answers an item: in the title 3 or 4, elsewhere 1 or 2, not at all 0. */
  function answer(item, terms) {
    const best = new Uint8Array(index.total);
    const put = (lists, quality) => [2, 0].forEach((more, which) => lists && rising(lists[which], (number) => {
      best[number] = Math.max(best[number], quality + more);
    }));
    if (item.words.length > 1) {
      const each = pairs(item.words).map((pair) => {
        const own = new Uint8Array(index.total);
        [4, 2].forEach((quality, which) => terms.has(pair) && rising(terms.get(pair)[which], (number) => { own[number] = quality; }));
        return own;
      });
      for (let number = 0; number < index.total; number++) best[number] = Math.min(...each.map((own) => own[number]));
      item.forms.forEach((joined) => put(terms.get(joined), 2));
    } else {
      put(terms.get(item.words[0]), 2);
      item.forms.forEach((form) => put(terms.get(form), 1));
      if (item.starts) terms.forEach((lists, word) => word.startsWith(item.words[0]) && !word.includes(" ") && put(lists, 1));
    }
    return best;
  }

  /** The documents that answer every item, the best first; of equally good ones in their own order. */
  async function find(query) {
    await open();
    const asked = await plan(parse(query));
    const terms = new Map();
    for (const flat of await Promise.all(asked.files.map(file))) {
      for (let at = 0; at < flat.length; at += 3) terms.set(flat[at], [flat[at + 1], flat[at + 2]]);
    }
    const answers = asked.used.map((item) => answer(item, terms));
    const found = [];
    for (let number = 0; answers.length && number < index.total; number++) {
      let score = 0;
      if (answers.every((best) => (score += best[number], best[number]))) found.push({ number, score });
    }
    found.sort((one, other) => other.score - one.score || one.number - other.number);
    // Pairs find a phrase of two words. A longer one may be scattered over a text, so the text has the last word.
    const phrases = asked.used.filter(({ words }) => words.length > 2);
    const blocks = new Set(found.map(({ number }) => blockOf(number)));
    let sure = !phrases.length;
    let numbers = found.map(({ number }) => number);
    if (!sure && blocks.size <= BLOCKS) {
      const held = await Promise.all(numbers.map(async (number) => holds(await documentOf(number), phrases)));
      [numbers, sure] = [numbers.filter((_, at) => held[at]), true];
    }
    return { ...asked, numbers, phrases, sure };
  }

  /** Whether each phrase, or the one word it may be written as, stands in a document. */
  function holds(document, phrases) {
    const texts = [document.title, document.about, ...document.texts.map(textOf)].map(cut);
    return phrases.every((item) => document.cut || texts.some((words) => hits(words, [item]).length));
  }

  const textOf = (text) => (typeof text === "string" ? text : text[0]);

  /** Where items stand among the words of a text. */
  function hits(words, items) {
    const found = [];
    words.forEach(({ word, start, end }, at) => items.forEach((item, which) => {
      const long = item.words.length;
      if (long === 1 ? matches(item, word) : item.forms.includes(word)) found.push({ start, end, which });
      else if (long > 1 && item.words.every((own, next) => words[at + next]?.word === own)) {
        found.push({ start, end: words[at + long - 1].end, which });
      }
    }));
    return found;
  }

  // ---- What is shown.

  const form = document.querySelector("form.search");
  const [status, notes, facets, list, more] = ["status", "notes", "facets", "results", "more"].map((id) => document.getElementById(id));
  const title = document.title;
  let turn = 0;

  const grouped = (number) => number.toLocaleString("en-GB");
  const counted = (number, one, many) => `${grouped(number)} ${number === 1 ? one : many}`;

  function element(name, inside = [], attributes = {}) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    // Strings become text, whatever they hold.
    made.append(...[inside].flat());
    return made;
  }

  /** A text with its hits marked. */
  function marked(text, found, from = 0, to = text.length) {
    const parts = [];
    let at = from;
    for (const { start, end } of [...found].sort((one, other) => one.start - other.start)) {
      if (start < at || end > to) continue;
      parts.push(text.slice(at, start), element("mark", text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at, to)];
  }

  /** The part of a document's texts that answers best: most of what is looked for, close together. */
  function excerpt(document, items) {
    let best = { score: -1 };
    for (const text of document.texts) {
      const words = cut(textOf(text)), found = hits(words, items).slice(0, 200);
      for (const first of found.length ? found : [{ start: 0 }]) {
        const near = found.filter(({ start, end }) => start >= first.start && end <= first.start + EXCERPT);
        const score = new Set(near.map(({ which }) => which)).size;
        if (score > best.score) best = { score, text, words, found, start: first.start };
      }
    }
    if (best.score < 0) return undefined;
    const whole = textOf(best.text);
    const from = best.words.find(({ start }) => start >= best.start - EXCERPT / 4)?.start ?? 0;
    const last = best.words.findLast(({ start, end }) => start >= from && end <= from + EXCERPT * 1.25);
    const begin = from === best.words[0]?.start ? 0 : from;
    const to = last === undefined || last === best.words.at(-1) ? Math.min(whole.length, from + 2 * EXCERPT) : last.end;
    const shown = marked(whole, best.found, begin, to);
    return { shown: [begin > 0 ? "… " : "", ...shown, to < whole.length ? " …" : ""], label: best.text[1], place: best.text[2], plain: typeof best.text === "string" };
  }

  /** One result. Its own order of writing cannot spill over the rest of the line: that is what bdi is for. */
  function result(number, document, items) {
    const address = `../${document.address}`;
    const told = marked(document.title, hits(cut(document.title), items));
    const inside = [
      element("p", element("a", element("bdi", told), { href: address }), { class: "title" }),
      element("p", [element("span", kindOf(number).one, { class: "term" }), " ", element("bdi", document.about)], { class: "note" }),
    ];
    const part = excerpt(document, items);
    if (part) {
      const label = part.plain || !part.label ? [] : part.place
        ? [element("a", part.label, { href: `${address.split("#")[0]}#${part.place}` }), ": "]
        : [element("span", `${part.label}: `, { class: "term" })];
      inside.push(element("p", [...label, element("bdi", part.shown)], { class: "excerpt" }));
    }
    return element("li", inside);
  }

  function address(changes) {
    const parameters = new URLSearchParams(location.search);
    for (const [key, value] of Object.entries(changes)) value ? parameters.set(key, value) : parameters.delete(key);
    return `?${parameters}`;
  }

  /** Links that narrow what was found, each with how much it would leave. */
  function facet(heading, key, choices, chosen) {
    const link = ({ name, words, count }) => element("li", [
      element("a", words, { href: address({ [key]: name }), "data-key": `${key} ${name}`, ...(name === chosen && { "aria-current": "true" }) }),
      ` (${grouped(count)})`,
    ]);
    const known = choices.filter(({ name, count }) => count || name === chosen);
    const all = { name: "", words: "All", count: choices.all };
    const first = [all, ...known.slice(0, 10)], rest = known.slice(10);
    const open = rest.some(({ name }) => name === chosen) ? { open: "" } : {};
    return element("div", [
      element("h2", heading),
      element("ul", first.map(link)),
      ...(rest.length ? [element("details", [element("summary", `${grouped(rest.length)} more`), element("ul", rest.map(link))], open)] : []),
    ]);
  }

  /** What is left of what was found when it is narrowed, and the ways to narrow it. */
  async function narrow({ numbers }, { kind, council }) {
    const councils = await file("councils");
    const sets = councils.setOf ??= repeated(councils.of);
    const own = councils.councils.findIndex(([id]) => id === council);
    const inKind = (number) => !kind || kindOf(number).name === kind;
    const inCouncil = (number) => !council || councils.sets[sets[number]].includes(own);
    const kinds = index.ranges.map(({ name, many }) => ({ name, words: many, count: 0 }));
    const each = councils.councils.map(([name, words]) => ({ name, words, count: 0 }));
    [kinds.all, each.all] = [0, 0];
    for (const number of numbers) {
      if (inCouncil(number)) {
        kinds.all++;
        kinds[index.ranges.indexOf(kindOf(number))].count++;
      }
      if (inKind(number)) {
        each.all++;
        for (const one of councils.sets[sets[number]]) each[one].count++;
      }
    }
    each.sort((one, other) => other.count - one.count);
    return { numbers: numbers.filter((number) => inKind(number) && inCouncil(number)), kinds, councils: each };
  }

  function tell(found, count, sure, query, { kind, council }, left) {
    const clipped = query.length > 80 ? `${query.slice(0, 80)}…` : query;
    const quoted = /["\u201C-\u201F]/.test(query) ? clipped : `“${clipped}”`;
    const where = [index.ranges.find(({ name }) => name === kind)?.many, left.councils.find(({ name }) => name === council)?.words];
    const inside = where.filter(Boolean).map((words) => ` in ${words}`).join("");
    const many = sure ? counted(count, "result", "results") : `Up to ${counted(count, "result", "results")}`;
    status.textContent = count ? `${many} for ${quoted}${inside}`
      : `Nothing was found for ${quoted}${inside}. Check the spelling or try fewer words. That nothing is found does not mean that nothing happened.`;
    const said = [];
    const named = (items) => items.map((words) => `“${words}”`).join(", ");
    if (query.length > LONGEST_QUERY) said.push(`Only the first ${LONGEST_QUERY} letters were looked for.`);
    if (found.left.length) said.push(`Too many words for one search. These were left out: ${named(found.left.map(({ words }) => words.join(" ")))}.`);
    if (found.short.length) said.push(`Only the whole word was looked for, because too many words begin with ${named(found.short)}.`);
    if (!sure) said.push("Texts are looked through for the exact words as you go on, so there may be fewer.");
    notes.replaceChildren(...said.map((words) => element("p", words)));
  }

  /** Looks for what the address asks, and shows it. Of several that run at once, only the last is shown. */
  async function run(focus) {
    const mine = ++turn;
    const asked = Object.fromEntries(new URLSearchParams(location.search));
    const query = (asked.q ?? "").trim();
    form.elements.q.value = query;
    document.title = query ? `${query.slice(0, 80)} - ${title}` : title;
    if (!query) return clear("");
    status.textContent = "Looking…";
    try {
      const found = await find(query);
      if (mine !== turn) return;
      if (!found.used.length && !found.left.length) return clear("There is no word in that to look for. Type at least one letter or number.");
      const left = found.numbers.length ? await narrow(found, asked) : { numbers: [], kinds: [], councils: [] };
      if (mine !== turn) return;
      clear("");
      if (found.numbers.length) {
        facets.replaceChildren(facet("Kind", "kind", left.kinds, asked.kind ?? ""), ...(left.councils.some(({ count }) => count) ? [facet("Council", "council", left.councils, asked.council ?? "")] : []));
        facets.hidden = false;
        facets.querySelector(`[data-key="${CSS.escape(focus ?? "")}"]`)?.focus();
      }
      await page({ found, left, asked, query, at: 0, shown: 0, mine });
    } catch {
      if (mine === turn) clear("The index could not be read just now. Try again, or look through the lists below.");
    }
  }

  /** Shows the next results. A long phrase is looked for in each text before it is shown. */
  async function page(state) {
    const { found, left, asked, query, mine } = state;
    const fresh = [], blocks = new Set();
    while (fresh.length < SHOWN && state.at < left.numbers.length) {
      const number = left.numbers[state.at];
      if (blocks.add(blockOf(number)).size > BLOCKS) break;
      state.at++;
      const document = await documentOf(number);
      if (mine !== turn) return;
      if (found.sure || holds(document, found.phrases)) fresh.push(result(number, document, found.used));
    }
    list.append(...fresh);
    state.shown += fresh.length;
    const done = state.at === left.numbers.length;
    const count = done ? state.shown : left.numbers.length - (found.sure ? 0 : state.at - state.shown);
    tell(found, count, found.sure || done, query, asked, left);
    more.hidden = done;
    more.textContent = found.sure ? `Show ${Math.min(SHOWN, left.numbers.length - state.at)} more` : "Look further";
    more.onclick = async () => {
      const first = state.shown;
      more.onclick = null;
      await page(state).catch(() => clear("The index could not be read just now. Try again."));
      // The first new result, so that the keyboard goes on from there.
      list.children[first]?.querySelector("a").focus();
    };
  }

  function clear(words) {
    status.textContent = words;
    [notes, facets, list].forEach((own) => own.replaceChildren());
    facets.hidden = more.hidden = true;
  }

  function go(to, focus) {
    history.pushState(null, "", to);
    return run(focus);
  }

  if (location.protocol === "file:") {
    // A browser lets no page in a folder read the files beside it.
    form.hidden = true;
    status.textContent = "This site was opened from a folder, where a browser does not let a page read its index. Search works once the site is on a web server. The lists below name everything.";
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(`?${new URLSearchParams({ q: form.elements.q.value })}`);
  });
  facets.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href"), link.dataset.key);
  });
  addEventListener("popstate", () => run());
  run();
})();
