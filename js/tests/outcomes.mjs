/**
 * `node outcomes.mjs jco|browser FOLDER` prints what every case of the folder comes to in that engine: one JSON
 * object, the cases' file names with their outcomes as text. The Rust tests compare it with the other engines'.
 *
 * A case is a YAML file whose first line says what is done with the whole of it:
 *
 *     #: render [FIELD=VALUE …]
 *     #: merge exposure=FILE
 *     #: validate [configuration=FILE] [cloud=CLOUD] [as=KIND] [exposure=FILE] [values=FILE,…] [previous=FILE,…] [levels=RULE:LEVEL,…] … [reports]
 *     #: fix [unsafe] …
 *     #: transform [exposure=FILE] [envelope=resource-list] [strict]
 */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ENGINES } from "./engines.mjs";

const DIRECTIVE = "#: ";
/** The formats of a report that every outcome has. */
const FORMATS = [{ human: { color: false, summary: true } }, "json"];
const VERBS = { render, merge, validate, fix, transform };

const [engine, folder] = process.argv.slice(2);
if (!Object.hasOwn(ENGINES, engine) || folder === undefined) {
  console.error("usage: node outcomes.mjs jco|browser FOLDER");
  process.exit(2);
}
const portico = await ENGINES[engine]();

const outcomes = {};
for (const name of (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort()) {
  const source = await read(name);
  if (!source.text.startsWith(DIRECTIVE)) continue;
  const directive = source.text.slice(DIRECTIVE.length).split("\n", 1)[0];
  const [verb, ...words] = directive.split(/\s+/).filter((word) => word !== "");
  if (!Object.hasOwn(VERBS, verb)) throw new Error(`${name}: there is no directive ${verb}`);
  outcomes[name] = await VERBS[verb](source, words.map(pair));
}
console.log(JSON.stringify(outcomes, null, 2));

function render(source, pairs) {
  const overrides = pairs.map(([field, value]) => ({ field, value, origin: `--${field}` }));
  const { files = [], report } = portico.render(source, { overrides, reportFormats: FORMATS });
  return files.map(({ name, text }) => `=== ${name}\n${text}`).join("") + reported(report);
}

async function merge(source, pairs) {
  const exposure = await read(Object.fromEntries(pairs).exposure);
  const { ok, edits, report } = portico.merge(source, exposure, { reportFormats: FORMATS });
  return (ok ? `=== text\n${splice(source.text, edits)}` : "") + reported(report);
}

async function validate(source, pairs) {
  const { sources, options, flags } = await asked(source, pairs);
  // A page's SARIF has no help, which is the rules' text.
  const all = engine === "browser" ? ["junit", "github"] : ["sarif", "junit", "github"];
  const others = flags.reports === undefined ? [] : all;
  const reportFormats = [...FORMATS, ...others];
  return reported(portico.validate(sources, { ...options, reportFormats }), others);
}

async function fix(source, pairs) {
  const { sources, options, flags } = await asked(source, pairs);
  const fixes = { unsafeFixes: "unsafe" in flags, partialFixes: "partial" in flags };
  const fixed = portico.fix(sources, { ...options, reportFormats: FORMATS }, fixes);
  const texts = fixed.sources.map(({ name, text }) => `=== ${name}\n${text}`).join("");
  const unreadable = fixed.unreadable.map((name) => `=== unreadable\n${name}\n`).join("");
  return texts + unreadable + reported(fixed.report);
}

/** What is judged, and what it is judged by. Where values are merged over the source's, it is values too. */
async function asked(source, pairs) {
  const flags = Object.fromEntries(pairs);
  const files = (names) => Promise.all((names ?? "").split(",").filter(Boolean).map(read));
  const fields = {
    cloud: flags.cloud,
    controller: flags.controller,
    readAs: flags.as,
    "targets.spaces": flags.spaces,
    "targets.kubernetes": flags.kubernetes,
    "targets.gatewayAPI": flags["gateway-api"],
  };
  const over = await files(flags.values);
  const values = over.length > 0 ? [source, ...over] : [];
  const previous = await files(flags.previous);
  const exposure = flags.exposure && (await read(flags.exposure));
  const configuration = flags.configuration && (await read(flags.configuration));
  const levels = (flags.levels ?? "")
    .split(",")
    .filter(Boolean)
    .map((word) => word.split(":"))
    .map(([rule, level]) => [`rules.${rule}`, level]);
  const overrides = [...Object.entries(fields), ...levels]
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => ({ field, value, origin: `--${field}` }));
  const options = { configuration, overrides, exposure, values, previous };
  return { sources: over.length > 0 ? [] : [source], options, flags };
}

async function transform(source, pairs) {
  const given = Object.fromEntries(pairs);
  const { exposure: file, envelope, strict } = given;
  const exposure = file && (await read(file));
  const spacesReleases = given["spaces-releases"]?.split(",").map(Number);
  const options = {
    envelope,
    strict: strict !== undefined,
    reportFormats: FORMATS,
    spacesReleases,
  };
  const { ok, edits, report } = portico.transform(source, exposure, options);
  return (ok ? `=== text\n${splice(source.text, edits)}` : "") + reported(report);
}

/** The texts of a report: the other formats, then those that every outcome has. */
function reported({ texts: [human, json, ...rest] }, others = []) {
  const reports = others.map((name, place) => `=== ${name}\n${rest[place]}`).join("");
  return `${reports}=== human\n${human}=== json\n${json}\n`;
}

/** The text with its edits made, whose offsets count bytes. */
function splice(text, edits) {
  const bytes = Buffer.from(text);
  const parts = [];
  let copied = 0;
  for (const { span, replacement } of edits) {
    parts.push(bytes.subarray(copied, span.start.offset), Buffer.from(replacement));
    copied = span.end.offset;
  }
  return Buffer.concat([...parts, bytes.subarray(copied)]).toString();
}

async function read(name) {
  return { name, text: await readFile(join(folder, name), "utf8") };
}

/** A directive's word, split at its first `=`. */
function pair(word) {
  const at = word.indexOf("=");
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}
