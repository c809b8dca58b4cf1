/** Portico in the two forms that the package has, behind one face: its facade's. */

import { readFile } from "node:fs/promises";

/** The engines by the names that tests ask for them. */
export const ENGINES = { browser, jco };

/** The facade over the page's wasm. */
async function browser() {
  const { load } = await import("../dist/node.js");
  return load();
}

/** The component, transpiled: what the facade's functions are in its interfaces. */
async function jco() {
  const { renderer, validator, transformer } = await component();
  return {
    render: (exposure, options) => settled(() => renderer.render(exposure, ofRender(options))),
    merge: (values, exposure, options) =>
      settled(() => renderer.merge(values, exposure, ofRender(options))),
    validate: (sources, options) => validator.validate([sources], ofValidate(options)),
    fix: (sources, options, fixes = {}) => {
      const { unsafeFixes = false, partialFixes = false, preview = false } = fixes;
      return validator.fix([sources], ofValidate(options), { unsafeFixes, partialFixes, preview });
    },
    transform: (objects, exposure, given = {}) => {
      const { envelope = "stream", strict = false, reportFormats, spacesReleases = [] } = given;
      const options = { envelope, strict, reportFormats: tagged(reportFormats), spacesReleases };
      return settled(() => transformer.transform(objects, exposure, options));
    },
  };
}

/** Options of a rendering, whose lists the WIT wants even where they are empty. */
function ofRender({ overrides = [], command = [], reportFormats } = {}) {
  return { overrides, command, reportFormats: tagged(reportFormats) };
}

/** Options of a validation, whose lists the WIT wants even where they are empty. */
function ofValidate({
  overrides = [],
  values = [],
  previous = [],
  reportFormats,
  ...options
} = {}) {
  return { ...options, overrides, values, previous, reportFormats: tagged(reportFormats) };
}

/** Formats as a variant of the WIT. */
function tagged(formats = []) {
  return formats.map((format) =>
    typeof format === "string"
      ? { tag: format }
      : { tag: "human", val: { color: false, summary: false, ...format.human } },
  );
}

/** The transpiled component itself, instantiated without a single import. */
export async function component() {
  const folder = new URL("../dist/component/", import.meta.url);
  const { instantiate } = await import(new URL("portico.js", folder));
  const core = async (name) => WebAssembly.compile(await readFile(new URL(name, folder)));
  return instantiate(core, {});
}

/** The facade's form of a WIT result, whose error arrives as an exception with a payload. */
function settled(call) {
  try {
    return { ok: true, ...call() };
  } catch (error) {
    if (error.payload?.diagnostics === undefined) throw error;
    return { ok: false, report: error.payload };
  }
}
