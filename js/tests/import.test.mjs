/** Importing the page's module does nothing yet: bundlers evaluate it on servers that lack what it needs later. */

import assert from "node:assert/strict";
import { test } from "node:test";

test("nothing is needed before it is loaded", async () => {
  const later = ["WebAssembly", "fetch", "TextDecoder", "TextEncoder", "URL", "window", "document"];
  const kept = later.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const name of later) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => assert.fail(`${name} was touched`),
    });
  }
  try {
    const { load } = await import("../dist/index.js");
    assert.equal(typeof load, "function");
  } finally {
    for (const [name, property] of kept) {
      if (property) Object.defineProperty(globalThis, name, property);
      else delete globalThis[name];
    }
  }
});
