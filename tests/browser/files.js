// A built site as a folder of files: what each names, and where its places are. Pages are known to be well formed,
// because validators look at all of them; so their tags can be read without a browser.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, posix } from "node:path";

const TAG = /<([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", "#x27": "'" };

const plain = (text) => text.replace(/&([a-z]+|#x?[0-9a-f]+);/gi, (whole, name) => ENTITIES[name.toLowerCase()] ?? whole);

/** Every file of a site, by its path below the folder. */
export function files(folder) {
  const all = readdirSync(folder, { recursive: true }).map(String);
  return all.filter((path) => statSync(join(folder, path)).isFile()).map((path) => path.split("\\").join("/")).sort();
}

/** The tags of a page, or of any XML, each with its name and attributes. */
export function tags(text) {
  const bare = text.replace(/<!--[\s\S]*?-->/g, "");
  return [...bare.matchAll(TAG)].map(([, name, attributes]) => {
    const all = [...attributes.matchAll(ATTRIBUTE)].map(([, key, a, b, c]) => [key.toLowerCase(), plain(a ?? b ?? c ?? "")]);
    return { name: name.toLowerCase(), attributes: Object.fromEntries(all) };
  });
}

/** The names of the places of a page. */
export function ids(text) {
  return tags(text).flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
}

const NAMING = ["href", "src", "data", "action", "formaction", "poster", "cite", "xlink:href"];

/** The addresses that a page names. */
function inPage(text) {
  return tags(text).flatMap(({ name, attributes }) => {
    const found = NAMING.filter((key) => attributes[key] !== undefined && !(key === "data" && name !== "object")).map((key) => attributes[key]);
    if (attributes.srcset) found.push(...attributes.srcset.split(",").map((part) => part.trim().split(/\s+/)[0]));
    if (name === "meta" && /^og:(url|image)$/.test(attributes.property ?? "")) found.push(attributes.content);
    const refresh = name === "meta" && attributes["http-equiv"] === "refresh" && /url=(.*)$/i.exec(attributes.content ?? "");
    return refresh ? [...found, refresh[1].trim()] : found;
  });
}

/** The texts of a JSON value, deep. */
function texts(value) {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

/** A text in data that is the address of a file of this site: a path with a known ending, or below the site's address. */
const looksInternal = (base) => (text) =>
  (base && text.startsWith(base)) || /^(?:\.\.\/)*[a-z0-9][a-z0-9_.-]*(?:\/[A-Za-z0-9_.-]+)*\.(?:html|json|csv|atom|xml|ics|js|css|svg)(?:#\S*)?$/.test(text);

/** The addresses that a file names, whatever sort of file it is. */
export function named(path, text, base) {
  switch (extname(path)) {
    case ".html":
      return inPage(text);
    case ".svg":
      return inPage(text);
    case ".css":
      return [...text.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)/g)].map((match) => match[1] ?? match[2]);
    case ".json":
      return texts(JSON.parse(text)).filter(looksInternal(base));
    case ".atom":
    case ".xml": {
      const inside = [...text.matchAll(/<(?:loc|uri|link)>([^<]+)<\//g)].map(([, address]) => plain(address));
      // What an entry says is a page in itself, with its marks written as entities.
      const said = [...text.matchAll(/<(?:content|summary)[^>]*type="html"[^>]*>([^<]*)</g)].flatMap(([, html]) => inPage(plain(html)));
      return [...inPage(text), ...inside, ...said];
    }
    case ".ics":
      return [...text.replace(/\r?\n[ \t]/g, "").matchAll(/^(?:URL|ATTACH|SOURCE)[^:\r\n]*:(\S+)/gm)].map(([, address]) => address);
    case ".txt":
      return [...text.matchAll(/^Sitemap:\s*(\S+)/gm)].map(([, address]) => address);
    case ".csv":
      return base ? [...text.matchAll(/https?:\/\/[^\s",]+/g)].map(([address]) => address).filter((address) => address.startsWith(base)) : [];
    default:
      return [];
  }
}

/** What an address leads to from a file of the site: a path and a place, or nothing where it leads elsewhere. */
export function target(from, address, base) {
  let rest = address;
  // The script of the search reads addresses from the site's top.
  let start = /^search\/.*\.json$/.test(from) ? "" : posix.dirname(from);
  if (base && (rest === base || rest.startsWith(`${base.replace(/\/$/, "")}/`))) {
    rest = rest.slice(base.replace(/\/$/, "").length + 1);
    start = "";
  } else if (/^[a-z][a-z0-9+.-]*:/i.test(rest) || rest.startsWith("//")) {
    return null;
  }
  const [whole, place] = rest.split("#");
  const [file] = whole.split("?");
  const path = file === "" ? (start === "" && address.startsWith(base ?? "\0") ? "index.html" : from) : posix.normalize(posix.join(start, decodeURIComponent(file)));
  return { path: path.endsWith("/") ? `${path}index.html` : path, place: place && decodeURIComponent(place) };
}

/** The address a site says it is published at, if it says one. */
export function baseOf(folder) {
  return JSON.parse(readFileSync(join(folder, "register.json"), "utf8")).register?.base_address ?? null;
}

export const isThere = (folder, path) => existsSync(join(folder, path));
