/**
 * Portico in a browser.
 *
 * Importing this does nothing: it touches neither `window` nor `WebAssembly` nor `fetch`, and loads nothing before
 * `load` is called.
 */

import { facade } from "./facade.js";
import type { Load } from "./types.js";

export type * from "./types.js";

export const load: Load = async (wasm) => {
  const glue = await import("../dist/glue.js");
  await glue.default({ module_or_path: wasm || new URL("./portico.wasm", import.meta.url) });
  return facade(glue);
};
