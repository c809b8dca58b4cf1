/** What a page loads, and the component, stay within their budgets. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("the page's wasm and JavaScript and the component are within their budgets", () => {
  const size = fileURLToPath(new URL("../build/size.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [size], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
