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
    render: (exposure, { overrides = [] } = {}) =>
      settled(() => renderer.render(exposure, { overrides })),
    merge: (values, exposure, { overrides = [] } = {}) =>
      settled(() => renderer.merge(values, exposure, { overrides })),
    validate: (sources, options = {}) => validator.validate(sources, complete(options)),
    mend: (sources, options = {}, { unsafeFixes = false, partialFixes = false } = {}) =>
      validator.mend(sources, complete(options), { unsafeFixes, partialFixes }),
    summarize: (diagnostics) => validator.summarize(diagnostics),
    present: (sources, report, format) =>
      validator.present(
        sources,
        report,
        typeof format === "string"
          ? { tag: format }
          : { tag: "human", val: { color: false, summary: false, ...format.human } },
      ),
    transform: (objects, exposure, { envelope = "stream", strict = false } = {}) =>
      settled(() => transformer.transform(objects, exposure, { envelope, strict })),
  };
}

/** Options whose lists the WIT wants even where they are empty. */
function complete({ overrides = [], values = [], previous = [], ...options }) {
  return { ...options, overrides, values, previous };
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
    if (!Array.isArray(error.payload)) throw error;
    return { ok: false, diagnostics: error.payload };
  }
}
