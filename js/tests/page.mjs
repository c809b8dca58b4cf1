/** What the bare page does: loads Portico and writes down its results. */

import { load } from "/dist/index.js";
import { results } from "/tests/samples.mjs";

const output = document.querySelector("output");
output.textContent = JSON.stringify(results(await load()));
output.id = "done";
