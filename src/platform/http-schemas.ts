// What enters and leaves by HTTP is held against its TypeBox schema; each schema is compiled at its first use, so that
// starting does not wait for it.
import { createRequire } from "node:module";
import type { TSchema } from "typebox";
import type * as Compiler from "typebox/compile";
import type { FieldFault } from "./problem.ts";

// Loading the compiler takes some 50 ms: it comes in with the first request that has a schema.
const load = createRequire(import.meta.url);
type Compiled = ReturnType<typeof Compiler.Compile>;

function compile(schema: TSchema): Compiled {
  const { Compile } = load("typebox/compile") as typeof Compiler;
  return Compile(schema);
}

/** Loads the compiler ahead of the first request. */
export function prepareSchemas(): void {
  load("typebox/compile");
}

/** The faults of a request, in the words of who filled it in. */
export class RequestInvalid extends Error {
  readonly fields: readonly FieldFault[];
  /** "body", "query string", "address" or "headers". */
  readonly part: string;
  constructor(part: string, fields: readonly FieldFault[]) {
    super("request does not fit its schema");
    this.name = "RequestInvalid";
    this.part = part;
    this.fields = fields;
  }
}

const partNames: Readonly<Record<string, string>> = {
  body: "body",
  querystring: "query string",
  params: "address",
  headers: "headers",
};

/** Checks incoming values. Texts of the address, query and headers are read as numbers or booleans where those are wanted; a body is taken as it is. */
export function requestChecker({ schema, httpPart }: { schema: TSchema; httpPart?: string }) {
  let compiled: Compiled | undefined;
  const part = partNames[httpPart ?? "body"] ?? "request";
  return (value: unknown): { value: unknown } | { error: Error } => {
    compiled ??= compile(schema);
    const wanted = httpPart === "body" || httpPart === undefined ? value : compiled.Convert(value);
    if (compiled.Check(wanted)) {
      const unfit = unkeepable(wanted, "");
      return unfit.length === 0 ? { value: wanted } : { error: new RequestInvalid(part, unfit) };
    }
    return { error: new RequestInvalid(part, faultsOf(compiled.Errors(wanted))) };
  };
}

/** The texts that PostgreSQL cannot keep: with U+0000, or with half of a surrogate pair. */
function unkeepable(value: unknown, path: string): FieldFault[] {
  if (typeof value === "string") {
    if (!value.includes("\u0000") && value.isWellFormed()) return [];
    const text = "holds a character that cannot be kept (U+0000 or half a character): leave it out";
    return [{ field: fieldName(path), text }];
  }
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => unkeepable(inner, `${path}/${name}`));
}

/** An answer of ours that is not what its schema declares: a defect, never sent. */
class AnswerInvalid extends Error {
  constructor(fields: readonly FieldFault[]) {
    super(`answer does not fit its schema: ${sentence(fields)}`);
    this.name = "AnswerInvalid";
  }
}

/**
 * Writes outgoing values. A field that the schema does not declare is cut out and `onCut` told, so that nothing leaves
 * by oversight; a value that then still does not fit is not sent (throws AnswerInvalid).
 */
export function answerWriter(schema: TSchema, onCut: (fields: readonly FieldFault[]) => void) {
  let compiled: Compiled | undefined;
  return (value: unknown): string => {
    compiled ??= compile(schema);
    if (compiled.Check(value)) return JSON.stringify(value);
    const faults = faultsOf(compiled.Errors(value));
    const cleaned = compiled.Clean(structuredClone(value));
    if (!compiled.Check(cleaned)) throw new AnswerInvalid(faultsOf(compiled.Errors(cleaned)));
    onCut(faults);
    return JSON.stringify(cleaned);
  };
}

type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
};

/** One fault a field, at most 20; of a union only the summary. Values are never repeated. */
function faultsOf(errors: readonly SchemaError[]): FieldFault[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf").map(({ instancePath }) => instancePath);
  const faults = new Map<string, string>();
  for (const error of errors) {
    if (error.keyword === "boolean") continue;
    const inUnion = unions.some((path) => error.instancePath.startsWith(path));
    if (inUnion && error.keyword !== "anyOf") continue;
    for (const [field, text] of wordsFor(error, errors)) {
      if (!faults.has(field) && faults.size < 20) faults.set(field, text);
    }
  }
  return [...faults].map(([field, text]) => ({ field, text }));
}

function wordsFor(error: SchemaError, all: readonly SchemaError[]): [string, string][] {
  const here = fieldName(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  const names = (key: string): string[] => {
    const list = params[key];
    return Array.isArray(list) ? list.map((name) => fieldName(`${error.instancePath}/${String(name)}`)) : [];
  };
  switch (error.keyword) {
    case "required":
      return names("requiredProperties").map((name) => [name, "is missing: give it"]);
    case "additionalProperties":
      return names("additionalProperties").map((name) => [name, "is not known here: leave it out"]);
    case "enum":
    case "const": {
      const allowed: unknown = params["allowedValues"] ?? [params["allowedValue"]];
      return [[here, `must be one of: ${Array.isArray(allowed) ? allowed.join(", ") : ""}`]];
    }
    case "pattern":
      return [[here, `has not the form that is wanted here (${String(params["pattern"])})`]];
    case "anyOf":
      return [[here, choices(all.filter(({ instancePath }) => instancePath === error.instancePath))]];
    default:
      return [[here, error.message]];
  }
}

/** The values and kinds of a union that were tried at one place: "must be one of: M, F or null". */
function choices(tried: readonly SchemaError[]): string {
  const named = (keyword: string, param: string): string[] =>
    tried
      .filter((one) => one.keyword === keyword)
      .map((one) => String((one.params as Readonly<Record<string, unknown>>)[param]));
  const values = named("const", "allowedValue");
  const kinds = named("type", "type").filter((kind) => values.length === 0 || kind === "null");
  if (values.length === 0)
    return kinds.length === 0 ? "fits nothing that is possible here" : `must be ${kinds.join(" or ")}`;
  return `must be one of: ${values.join(", ")}${kinds.length === 0 ? "" : " or null"}`;
}

/** "/names/0/full" → "names.0.full"; the whole → "(whole)". */
function fieldName(path: string): string {
  const name = path
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");
  return name === "" ? "(whole)" : name;
}

/** "name is missing: give it; age must be integer". */
export function sentence(fields: readonly FieldFault[]): string {
  return fields.map(({ field, text }) => `${field} ${text}`).join("; ");
}
