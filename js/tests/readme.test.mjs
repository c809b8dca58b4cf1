import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import test from "node:test";

const readme = new URL("../../README.md", import.meta.url);
// Inside of the package, so that it finds the package by its name.
const example = new URL("../dist/readme-example.mjs", import.meta.url);

test("the example of the repository's README runs", async () => {
  const [, code] = (await readFile(readme, "utf8")).match(/```js\n([^]*?)```/);
  await writeFile(example, code);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(example)]);
    assert.match(stdout, /^ {6}type: LoadBalancer$/m);
  } finally {
    await rm(example);
  }
});
