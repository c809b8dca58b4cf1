/** The component, transpiled for engines that know no components. */

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { component, ENGINES } from "./engines.mjs";
import { EXPOSURE, results, WRONG_VALUES } from "./samples.mjs";

const FOLDER = new URL("../dist/component/", import.meta.url);

test("the core module and the module around it import nothing", async () => {
  const files = await readdir(FOLDER);
  const modules = files.filter((name) => name.endsWith(".wasm"));
  assert.deepEqual(modules, ["portico.core.wasm"]);
  const core = await WebAssembly.compile(await readFile(new URL(modules[0], FOLDER)));
  assert.deepEqual(WebAssembly.Module.imports(core), []);
  const source = await readFile(new URL("portico.js", FOLDER), "utf8");
  assert.doesNotMatch(source, /\bimport\s*[({"'*]|\brequire\s*\(/);
});

test("gives what the page's wasm gives", async () => {
  const [jco, browser] = await Promise.all([ENGINES.jco(), ENGINES.browser()]);
  assert.equal(jco.render(EXPOSURE).values, browser.render(EXPOSURE).values);
  assert.equal(jco.render({ name: "form", text: "" }).ok, false);
  const reportFormats = ["json", { human: { summary: true } }];
  const [ours, theirs] = [jco, browser].map(
    (portico) => portico.validate([WRONG_VALUES], { reportFormats }).texts,
  );
  assert.equal(ours.length, 2);
  assert.deepEqual(ours, theirs);
});

test("exports every interface of the WIT", async () => {
  const portico = await component();
  for (const name of ["catalogue", "renderer", "transformer", "validator"]) {
    assert.equal(typeof portico[name], "object", name);
  }
  assert.equal(portico.catalogue.version(), results(await ENGINES.browser()).version);
});
