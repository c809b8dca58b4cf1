/**
 * The data that goes in and comes out: the types of `wit/`. An option that is left out is false,
 * empty or absent, unless its comment says otherwise.
 *
 * Made by `cargo xtask generate`.
 */

/** A text, with the name that diagnostics call it by. */
export interface Source {
  /** A file's path, `-` for standard input, or any name that the user will recognise. */
  name: string;
  /** The whole text, as it was read. */
  text: string;
}

/**
 * How bad a diagnostic is.
 *
 * - `error`: It will not work, or it breaks security.
 * - `warning`: It fails on some versions or under some load.
 * - `info`: Advice: it works as it is.
 */
export type Severity = "error" | "warning" | "info";

/** A place in a text. */
export interface Position {
  /** In bytes of UTF-8, from 0. */
  offset: number;
  /** In UTF-16 code units, from 0: an index of the JavaScript string. */
  utf16Offset: number;
  /** From 1. */
  line: number;
  /** In Unicode code points, from 1. */
  column: number;
}

/** A range of a text; its end is not part of it. */
export interface Span {
  start: Position;
  end: Position;
}

/**
 * One step of the way from a document's root to a value: a mapping's key, or a sequence's index
 * from 0.
 */
export type PathSegment = string | number;

/** A replacement of a range of a text. An empty range inserts. */
export interface Edit {
  span: Span;
  replacement: string;
}

/**
 * Whether a fix can be applied unseen.
 *
 * - `safe`: It means what the author meant.
 * - `unsafe`: It may mean something else: a person should look at it.
 */
export type Safety = "safe" | "unsafe";

/** Edits that together put right what a diagnostic found, in the diagnostic's source. */
export interface Fix {
  /** The effect of the edits, as an imperative sentence without a full stop. */
  title: string;
  safety: Safety;
  /** In the order of the text, without overlap. */
  edits: Edit[];
}

/** The document that a diagnostic is about. */
export interface Document {
  /** Its place in the source, from 0. */
  index: number;
  /** The chart's file that it was rendered from, where Helm says so. */
  template?: string;
  /** Absent where the document is no Kubernetes object, as are the three that follow. */
  apiVersion?: string;
  kind?: string;
  namespace?: string;
  name?: string;
}

/**
 * Something that is wrong, where it is, why it matters and what to do.
 *
 * Programs decide by `rule`, `severity` and `path`; the sentences are for people and may change.
 */
export interface Diagnostic {
  /** The name of the rule, in kebab case: what `explain` takes. */
  rule: string;
  severity: Severity;
  /** The fault in words. */
  message: string;
  /** Why it matters. */
  why: string;
  /** The way to put it right. */
  help: string;
  /** The name of the source. */
  source: string;
  document?: Document;
  /** The keys and indexes that lead to the value. */
  path: PathSegment[];
  /**
   * Absent where the value came from an override, or is missing from a text that has no place for
   * it.
   */
  span?: Span;
  fixes: Fix[];
  /** Addresses of pages to read. */
  references: string[];
}

/** How many documents were recognised as one kind. */
export interface Recognized {
  kind: string;
  count: number;
}

/**
 * The counts of a report. Only a validation fills in those from `suppressed` on, but for
 * `unreadable`.
 */
export interface Summary {
  errors: number;
  warnings: number;
  infos: number;
  /** How many findings were left out because the configuration says so, with a reason. */
  suppressed: number;
  /** Sorted by kind. */
  recognized: Recognized[];
  /** How many documents no rule has anything to say of. */
  ignored: number;
  /** How many documents could not be read. */
  unreadable: number;
  /** The versions that were assumed or given, as `name version`. */
  targets: string[];
}

/** Everything that was found. */
export interface Report {
  /** In the order of the sources, and of the text within each. */
  diagnostics: Diagnostic[];
  summary: Summary;
  /** The report as text: one for each format that was asked for, in that order. */
  texts: string[];
}

/** The look of a report for people. */
export interface HumanFormat {
  /** Whether to colour the text with ANSI escape sequences. */
  color?: boolean;
  /** Whether to end with the summary. */
  summary?: boolean;
}

/**
 * A format of a report as text.
 *
 * - `human`: Text for people: the line, a caret below the place, the reason and the fix.
 * - `json`: One JSON object.
 * - `sarif`: SARIF 2.1.0, for code scanning.
 * - `junit`: JUnit's XML, for test reports.
 * - `github`: Workflow commands of GitHub, which become annotations.
 */
export type ReportFormat = { human: HumanFormat } | "json" | "sarif" | "junit" | "github";

/**
 * A field of an Exposure or of a `portico.yaml` that is given beside the document, and wins over
 * it.
 */
export interface FieldOverride {
  /**
   * The field, its parts joined by dots: of an Exposure those below `spec`, such as `host` and
   * `targets.spaces`. `targets.gatewayAPI` takes the version and the channel in one word:
   * `1.5:experimental`.
   */
  field: string;
  /** The value, as text. */
  value: string;
  /**
   * The name that diagnostics give the place that it came from, such as a flag or a form field's
   * label.
   */
  origin: string;
}

/** The options of a rendering. */
export interface RenderOptions {
  /** In the order that they were given; the last of a field wins. */
  overrides?: readonly FieldOverride[];
  /**
   * The command that writes the files into a directory, word by word, as the user would type it:
   * `portico`, `render`, `-f`, `exposure.yaml`, `--output-dir`, `exposure`. The steps repeat it. On
   * a page there is none.
   */
  command?: readonly string[];
  /** The formats in which the report is written, too. */
  reportFormats?: readonly ReportFormat[];
}

/** One thing to do, in its turn. */
export interface Step {
  /** The task, as an imperative sentence without a full stop, in Markdown. */
  title: string;
  /** Why, and what to look for, in Markdown. */
  text: string;
  /** A POSIX shell command; absent where there is nothing to type. */
  command?: string;
}

/**
 * How a prerequisite is put in place.
 *
 * - `helm-values`: Helm values for the controller's own chart.
 * - `manifest`: A Kubernetes object.
 * - `json-patch`: A JSON patch of an object that others own.
 */
export type PrerequisiteForm = "helm-values" | "manifest" | "json-patch";

/** Something that must exist beside the release for the method to work, as a file of its own. */
export interface Prerequisite {
  /** The file's name, which the steps use. */
  file: string;
  /** Those who must see to it, such as `those who run Traefik`. */
  owner: string;
  /** A phrase that names it. */
  title: string;
  form: PrerequisiteForm;
  /** The file's text: commented YAML. */
  text: string;
}

/** A file to write. */
export interface OutputFile {
  /** Its name, without a folder. */
  name: string;
  text: string;
}

/** Everything that an Exposure gives. */
export interface Rendered {
  ok: true;
  /**
   * The Helm values for the Spaces chart, as commented YAML; absent for a backend of another chart.
   */
  values?: string;
  /** In the order in which they are put in place. */
  prerequisites: Prerequisite[];
  /**
   * The method as a stream of plain Kubernetes objects, in the API versions that the targets serve.
   */
  manifests: string;
  /** The steps as Markdown. */
  steps: string;
  /** The steps as data. */
  stepList: Step[];
  /** The traffic's path as a Mermaid flowchart. */
  diagram: string;
  /** The Exposure as it was understood: overrides and defaults written out, as YAML. */
  exposure: string;
  /** All of it as files, under the names that the steps use. */
  files: OutputFile[];
  /** Warnings and advice: an error gives no result. */
  report: Report;
}

/** The changes to a file of values. */
export interface Merged {
  ok: true;
  /** In the order of the text, without overlap; none at all where everything is so already. */
  edits: Edit[];
  /** Warnings and advice about the Exposure, and about the values as they will be. */
  report: Report;
}

/**
 * The options of a validation.
 *
 * A value that isn't understood, such as a cloud or a rule that isn't known, is an error in the
 * report, at its place in the configuration or at the origin of its override; nothing is judged
 * then.
 */
export interface ValidateOptions {
  /** A `portico.yaml`, of 128 KiB at most. */
  configuration?: Source;
  /**
   * Fields that are given beside it, and win: `cloud`, `controller`, `targets.spaces`,
   * `targets.kubernetes`, `targets.gatewayAPI` (`1.5:experimental`), the level of a rule as
   * `rules.controller-retired`, and `readAs`, one of `documentKinds`, as which every document is
   * read then. The last of a field counts.
   */
  overrides?: readonly FieldOverride[];
  /** The Exposure that the configuration serves. */
  exposure?: Source;
  /** Files of Spaces values, judged as Helm merges them: the last wins. */
  values?: readonly Source[];
  /** Sources in their earlier form. */
  previous?: readonly Source[];
  /** The formats in which the report is written, too. */
  reportFormats?: readonly ReportFormat[];
}

/** A fix that was applied. */
export interface AppliedFix {
  /** The rule whose finding it fixes. */
  rule: string;
  /** The fault in words. */
  message: string;
  /** Its effect, as an imperative sentence without a full stop. */
  title: string;
  safety: Safety;
  /** The name of the source. */
  source: string;
  /** The line that was wrong, from 1. */
  line: number;
}

/** The sources with their fixes applied. */
export interface Fixed {
  /** The sources that changed, whole. */
  sources: Source[];
  /** In the order in which they were applied. */
  applied: AppliedFix[];
  /** The findings in the sources: as they are now, or for a preview as they were. */
  report: Report;
  /**
   * The names of the sources in which a document can't be read. Without partial fixes they are left
   * as they are.
   */
  unreadable: string[];
}

/** The fixes that are applied beside the safe ones of sources that can be read to their end. */
export interface FixOptions {
  /** Also those that may mean something else. */
  unsafeFixes?: boolean;
  /**
   * Also those of a source in which a document can't be read: the document stays, and the others
   * are fixed.
   */
  partialFixes?: boolean;
  /** Whether the report is about the sources as they were, because nothing is written. */
  preview?: boolean;
}

/** A rule, with its documentation. */
export interface Rule {
  name: string;
  /** The severity of its gravest finding. */
  severity: Severity;
  /** One sentence. */
  summary: string;
  /**
   * The whole text, as Markdown under fixed headings. On a page it is only in the package's
   * `rules/NAME.md`.
   */
  documentation?: string;
  /** The version of Portico that brought it. */
  since: string;
  references: string[];
}

/**
 * The form in which the objects are wrapped.
 *
 * - `stream`: Documents one after the other, as Helm and KCL print them.
 * - `resource-list`: One `ResourceList`, as KRM functions and the Crossplane function exchange it.
 */
export type Envelope = "stream" | "resource-list";

/** The options of a transformation. */
export interface TransformOptions {
  /** `stream` unless given. */
  envelope?: Envelope;
  /** Whether a document that can't be read is an error and not a warning. */
  strict?: boolean;
  /** The formats in which the report is written, too. */
  reportFormats?: readonly ReportFormat[];
  /**
   * Indexes of items of a resource-list that are releases of the Spaces chart whatever their chart
   * is called; where any is named, no other one is.
   */
  spacesReleases?: readonly number[];
}

/** The changes to the text that was given. */
export interface Transformed {
  ok: true;
  /** In the order of the text, without overlap; none at all where nothing is to change. */
  edits: Edit[];
  /** Warnings and advice: an error gives no result. */
  report: Report;
}

/** One thing that is known, and how. */
export interface Fact {
  /** The subject of the fact, such as `IngressClass`. */
  about: string;
  /** The fact in words. */
  text: string;
  /** The versions that the fact holds for, such as `3.6.2 and newer`. */
  versions: string;
  /** The page or the repository that the fact comes from. */
  source: string;
  /** The month in which the source was read, such as `2026-08`. */
  read: string;
  /** The certainty: `high` or `medium`. */
  certainty: "high" | "medium";
}

/** A cloud whose load balancers are known. */
export interface Cloud {
  /** The cloud's identifier in an Exposure. */
  id: string;
  /** The cloud's name for people. */
  name: string;
  /** The kind of load balancer that a Service of type LoadBalancer gets. */
  loadBalancer: string;
  /** Whether it is known how a load balancer is made private. */
  private: boolean;
  /** Everything that is known. */
  facts: Fact[];
}

/** Whether a controller can serve a method. */
export interface Support {
  /** Whether an Exposure may choose it. */
  works: boolean;
  /** Why not, and what to choose instead; absent where it works. */
  refused?: string;
  /**
   * Its releases that can, such as `1.30 or newer`, the newest first; empty where they aren't
   * known.
   */
  releases: string[];
}

/** A controller that serves Ingresses or Gateways. */
export interface Controller {
  /** The controller's identifier in an Exposure. */
  id: string;
  /** The controller's name for people. */
  name: string;
  /** Whether it passes TLS through by an Ingress. */
  ingress: Support;
  /** Whether it passes TLS through by a Gateway. */
  gatewayAPI: Support;
  /** The only cloud that it runs on; absent where there is none. */
  cloud?: string;
  /** That its maintenance has ended, or soon will; absent where it goes on. */
  retired?: string;
  /** Everything that is known. */
  facts: Fact[];
}
