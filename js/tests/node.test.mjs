/** The facade in Node. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "../dist/node.js";
import { EXPOSURE, PAGE_VALUES, WRONG_VALUES } from "./samples.mjs";

const portico = await load();

test("renders the page's choice for AWS", () => {
  const rendered = portico.render(EXPOSURE);
  assert.ok(rendered.ok);
  assert.equal(withoutComments(rendered.values), PAGE_VALUES);
  assert.match(rendered.steps, /helm upgrade/);
  assert.ok(rendered.stepList.every(({ title, text }) => title !== "" && text !== ""));
  assert.deepEqual(rendered.report.diagnostics, []);
});

test("renders from overrides alone", () => {
  const values = {
    host: "proxy.acme.dev",
    method: "LoadBalancer",
    cloud: "aws",
    extras: "none",
  };
  const overrides = Object.entries(values).map(([field, value]) => ({
    field,
    value,
    origin: field,
  }));
  const rendered = portico.render({ name: "form", text: "" }, { overrides });
  assert.equal(withoutComments(rendered.values), PAGE_VALUES);
});

test("an Exposure that is wrong gives diagnostics and no result", () => {
  const text = EXPOSURE.text.replace("LoadBalancer", "Loadbalancer-🔓");
  const result = portico.render({ name: "exposure.yaml", text });
  assert.equal(result.ok, false);
  assert.equal("values" in result, false);
  const [{ severity, path, span }] = result.report.diagnostics;
  assert.equal(severity, "error");
  assert.deepEqual(path, ["spec", "method"]);
  assert.equal(text.slice(span.start.utf16Offset, span.end.utf16Offset), "Loadbalancer-🔓");
});

test("a configuration that isn't understood is an error, and nothing is judged", () => {
  const configuration = { name: "portico.yaml", text: "# 🔓\ncloud: cumulus\n" };
  const overrides = [
    { field: "readAs", value: "poem", origin: "a form" },
    { field: "rules.nothing", value: "ignore", origin: "rules.nothing" },
  ];
  const options = { configuration, overrides };
  const { diagnostics, summary } = portico.validate([WRONG_VALUES], options);
  const places = diagnostics.map(({ source, severity, path }) => [source, severity, path]);
  assert.deepEqual(places, [
    ["a form", "error", ["readAs"]],
    ["portico.yaml", "error", ["cloud"]],
    ["rules.nothing", "error", ["rules", "nothing"]],
  ]);
  assert.equal(diagnostics[1].span.start.utf16Offset, configuration.text.indexOf("cumulus"));
  assert.deepEqual([summary.errors, summary.recognized], [3, []]);
  assert.deepEqual(portico.fix([WRONG_VALUES], options).sources, []);
});

test("an option that there isn't is an exception", () => {
  const options = { gatewayAPI: "1.5" };
  assert.throws(() => portico.validate([WRONG_VALUES], options), /overrides, .*not gatewayAPI/);
  assert.throws(() => portico.render(EXPOSURE, { override: [] }), /not override/);
});

test("a mistake is found at its line, column and offsets", () => {
  const { name, text } = WRONG_VALUES;
  const { diagnostics, summary } = portico.validate([WRONG_VALUES]);
  const found = diagnostics.find(({ rule }) => rule === "non-string-metadata-value");
  assert.equal(found.severity, "error");
  assert.equal(found.source, name);
  assert.deepEqual(found.path, [
    "ingress",
    "annotations",
    "nginx.ingress.kubernetes.io/ssl-passthrough",
  ]);

  const at = text.lastIndexOf("true");
  const before = text.slice(0, at);
  assert.deepEqual(found.span.start, {
    offset: Buffer.byteLength(before),
    utf16Offset: at,
    line: 5,
    column: [...before.split("\n").at(-1)].length + 1,
  });
  assert.equal(found.span.start.offset - found.span.start.utf16Offset, 2);
  assert.equal(found.span.end.utf16Offset, at + "true".length);
  assert.deepEqual(summary.recognized, [{ kind: "Spaces values", count: 1 }]);
  assert.ok(summary.errors >= 1);

  const [{ edits }] = found.fixes;
  const [{ span, replacement }] = edits;
  const { start, end } = span;
  const fixed = text.slice(0, start.utf16Offset) + replacement + text.slice(end.utf16Offset);
  const rules = portico.validate([{ name, text: fixed }]).diagnostics.map(({ rule }) => rule);
  assert.ok(!rules.includes("non-string-metadata-value"));
});

test("a report has the texts that are asked for, in their order", () => {
  const reportFormats = [{ human: { summary: true } }, "json"];
  const report = portico.validate([WRONG_VALUES], { reportFormats });
  const [human, json] = report.texts;
  assert.match(human, /values\.yaml:5:\d+/);
  assert.equal(JSON.parse(json).diagnostics.length, report.diagnostics.length);
  assert.deepEqual(portico.validate([WRONG_VALUES]).texts, []);

  const refused = portico.render({ name: "form", text: "" }, { reportFormats });
  assert.match(refused.report.texts[0], /^error\[/);
  assert.equal(refused.report.summary.errors, refused.report.diagnostics.length);
});

test("what is certain is fixed, and what is left has its place in the new text", () => {
  const text = `${WRONG_VALUES.text}  host: Proxy.acme.dev # 🔓\n`;
  const fixed = portico.fix([{ name: "values.yaml", text }]);
  const [{ name, text: now }] = fixed.sources;
  assert.equal(name, "values.yaml");
  assert.equal(now, text.replace("true }", '"true" }'));
  assert.deepEqual(
    fixed.applied.map(({ rule, safety, line }) => ({ rule, safety, line })),
    [{ rule: "non-string-metadata-value", safety: "safe", line: 5 }],
  );
  const left = fixed.report.diagnostics.find(({ rule }) => rule === "host-is-not-a-domain-name");
  const { start, end } = left.span;
  assert.equal(now.slice(start.utf16Offset, end.utf16Offset), "Proxy.acme.dev");

  const preview = portico.fix([{ name: "values.yaml", text }], {}, { preview: true });
  assert.deepEqual(preview.sources, fixed.sources);
  assert.deepEqual(preview.report, portico.validate([{ name: "values.yaml", text }]));

  const again = portico.fix(fixed.sources);
  assert.deepEqual(again.sources, []);
  const all = portico.fix([{ name: "values.yaml", text }], {}, { unsafeFixes: true });
  assert.match(all.sources[0].text, /host: proxy\.acme\.dev/);
});

test("values are judged as Helm merges them, for the target that is stated", () => {
  const values = [
    { name: "values.yaml", text: "ingress: { provision: true, ingressClassName: alb }\n" },
    { name: "over.yaml", text: "# 🔓\ningress: { ingressClassName: contour }\n" },
  ];
  const configuration = { name: "portico.yaml", text: 'targets: { spaces: "1.17" }\n' };
  const { diagnostics } = portico.validate([], { values, configuration });
  const [{ source, span }] = diagnostics.filter(({ severity }) => severity === "error");
  assert.equal(source, "over.yaml");
  const { start, end } = span;
  assert.equal(values[1].text.slice(start.utf16Offset, end.utf16Offset), "contour");

  const overrides = diagnostics
    .map(({ rule }) => `rules.${rule}`)
    .map((field) => ({ field, value: "ignore", origin: field }));
  assert.deepEqual(portico.validate([], { values, configuration, overrides }).diagnostics, []);
});

test("edits of a stream have the offsets of its string", () => {
  const text = `# 🔓
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
spec:
  type: ClusterIP # 🔓
  ports: [{ port: 443, targetPort: 8443 }]
`;
  const { ok, edits } = portico.transform({ name: "-", text }, EXPOSURE);
  assert.ok(ok);
  assert.ok(edits.length > 0);
  for (const { span } of edits) {
    for (const { offset, utf16Offset } of [span.start, span.end]) {
      assert.equal(Buffer.byteLength(text.slice(0, utf16Offset)), offset);
    }
  }
});

test("knows its rules, clouds, controllers, kinds, schema and version", async () => {
  const rules = portico.rules();
  assert.ok(rules.length > 0);
  assert.deepEqual(portico.explain(rules[0].name), rules[0]);
  assert.equal(portico.explain("no-such-rule"), undefined);
  assert.ok(portico.clouds().some(({ id }) => id === "aws"));
  assert.ok(portico.controllers().some(({ ingress }) => ingress.refused));
  assert.ok(portico.documentKinds().includes("spaces-values"));
  assert.equal(typeof portico.exposureSchema(), "object");
  const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url)));
  assert.equal(portico.version(), version);
});

test("a call that isn't one is an exception, and what follows works", () => {
  assert.throws(() => portico.render(), Error);
  assert.throws(() => portico.render({ name: 1, text: EXPOSURE }), Error);
  assert.throws(() => portico.validate("values.yaml"), Error);
  assert.throws(
    () => portico.validate([], { reportFormats: ["xml"] }),
    /reportFormats: .*not xml|expected/,
  );
  assert.ok(portico.render(EXPOSURE).ok);
});

test("loading again gives the same Portico", async () => {
  const path = new URL("../dist/portico.wasm", import.meta.url);
  for (const again of await Promise.all([
    load(),
    load(path),
    load(String(path)),
    load(path.pathname),
  ])) {
    assert.deepEqual(again.render(EXPOSURE), portico.render(EXPOSURE));
  }
});

/** The lines of a YAML text that say anything. */
function withoutComments(text) {
  return text.replaceAll(/^ *#.*\n|^\n| +#.*$/gm, "");
}
