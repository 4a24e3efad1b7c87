// Peers of benchmarks/cleaning.py that run in node: node peers.mjs NODE_MODULES readability|defuddle
// A line {"html", "url"} in, a line {"found", "error", "seconds"} out; seconds are processor time.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, library] = process.argv.slice(2);

// Packages lie in a folder of the caller's, where import does not look by itself.
async function load(name, entry) {
  const about = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8"));
  const exported = about.exports?.[entry];
  const file = exported?.import?.default ?? exported?.import ?? exported ?? about.module ?? about.main ?? "index.js";
  return import(pathToFileURL(join(folder, name, file)).href);
}

// Libraries write warnings to the console; stdout is for answers.
console.log = console.info = console.warn = console.error = () => {};

async function readability() {
  const module = await load("@mozilla/readability", ".");
  const Readability = module.Readability ?? module.default.Readability;
  const parse = await documents();
  return async (html, url) => {
    const found = new Readability(parse(html, url)).parse();
    return { html: found?.content, title: found?.title, author: found?.byline, date: found?.publishedTime };
  };
}

// jsdom is what Readability names; on linkedom it fails on some pages.
async function documents() {
  try {
    const module = await load("jsdom", ".");
    const { JSDOM, VirtualConsole } = module.JSDOM ? module : module.default;
    return (html, url) => new JSDOM(html, { url, virtualConsole: new VirtualConsole() }).window.document;
  } catch {
    const { parseHTML } = await load("linkedom", ".");
    return (html) => parseHTML(html).document;
  }
}

async function defuddle() {
  const { parseHTML } = await load("linkedom", ".");
  const module = await load("defuddle", "./node");
  const Defuddle = module.Defuddle ?? module.default.Defuddle;
  return async (html, url) => {
    const found = await Defuddle(parseHTML(html).document, url, { useAsync: false });
    return { html: found.content, title: found.title, author: found.author, date: found.published, image: found.image };
  };
}

const extract = await (library === "defuddle" ? defuddle() : readability());
for await (const line of createInterface({ input: process.stdin })) {
  const { html, url } = JSON.parse(line);
  const before = process.cpuUsage();
  let found = {};
  let error = "";
  try {
    found = await extract(html, url);
  } catch (problem) {
    error = String(problem?.message ?? problem) || "failed";
  }
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(JSON.stringify({ found, error, seconds: (user + system) / 1e6 }) + "\n");
}
