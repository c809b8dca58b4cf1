/** What the tests ask of Portico, in Node and in a page alike. */

/** The page's AWS choice. */
export const EXPOSURE = {
  name: "exposure.yaml",
  text: `apiVersion: portico.dev/v1alpha1
kind: Exposure
metadata:
  name: spaces
spec:
  host: proxy.acme.dev
  method: LoadBalancer
  cloud: aws
  extras: none
`,
};

/** What the documentation's page has for that choice, which is all that the values hold beside their comments. */
export const PAGE_VALUES = `externalTLS:
  host: proxy.acme.dev
router:
  proxy:
    service:
      type: LoadBalancer
      annotations:
        service.beta.kubernetes.io/aws-load-balancer-type: external
        service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
        service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
`;

/** Values whose last line is wrong, after a character of four bytes and two UTF-16 code units. */
export const WRONG_VALUES = {
  name: "values.yaml",
  text: `externalTLS:
  host: proxy.acme.dev
ingress:
  provision: true
  annotations: { note: "🔓 open", nginx.ingress.kubernetes.io/ssl-passthrough: true }
`,
};

/** One of each of the facade's results. */
export function results(portico) {
  const reportFormats = [{ human: { summary: true } }, "json"];
  const report = portico.validate([WRONG_VALUES], { reportFormats });
  const rendered = portico.render(EXPOSURE);
  return {
    rendered,
    refused: portico.render({ name: "form", text: "" }),
    report,
    fixed: portico.fix([WRONG_VALUES]),
    transformed: portico.transform(WRONG_VALUES, EXPOSURE),
    rules: portico.rules(),
    clouds: portico.clouds(),
    controllers: portico.controllers(),
    documentKinds: portico.documentKinds(),
    exposureSchema: portico.exposureSchema(),
    version: portico.version(),
  };
}
