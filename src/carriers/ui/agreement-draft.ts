// What is typed into an agreement line by line, read into its parts. Pure.
import { documentTypePattern, telephonePattern, type Agreement } from "../contract.ts";

type Severities = NonNullable<Agreement["severities"]>;
type Codes = NonNullable<Agreement["directiveCodes"]>;
type ErrorCodes = NonNullable<Agreement["errorCodes"]>;

const severities = ["error", "warning", "info", "off"] as const;
const directives = ["OK", "NOT_OK", "SELECTEE", "ERROR", "PENDING", "RESUBMIT", "CHECK_DOCUMENTS"] as const;
const findingCode = /^[A-Z][A-Z0-9_]{1,40}$/;

function pairsIn(text: string): readonly (readonly [string, string])[] | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const pairs = lines.map((line) => /^([^\s:=]+)[\s:=]+(\S+)$/.exec(line));
  return pairs.every((pair) => pair !== null)
    ? pairs.map((pair) => [pair[1] ?? "", pair[2] ?? ""] as const)
    : null;
}

/** Lines such as `PX10 ERROR`; null where a line is none. */
export function severitiesIn(text: string): Severities | null {
  const pairs = pairsIn(text);
  if (pairs === null) return null;
  const found: Severities = {};
  for (const [code, word] of pairs) {
    const severity = severities.find((one) => one === word.toLowerCase());
    if (severity === undefined || !findingCode.test(code)) return null;
    found[code] = severity;
  }
  return found;
}

/** Lines such as `OK 0A`; null where a line is none. */
export function codesIn(text: string): Codes | null {
  const pairs = pairsIn(text);
  if (pairs === null) return null;
  const found: Codes = {};
  for (const [name, code] of pairs) {
    const directive = directives.find((one) => one === name);
    if (directive === undefined || !/^[0-9][A-Z0-9]{0,7}$/.test(code)) return null;
    found[directive] = code;
  }
  return found;
}

/** Lines such as `IN08 201`: a finding, and the number it is told by; null where a line is none. */
export function errorCodesIn(text: string): ErrorCodes | null {
  const pairs = pairsIn(text);
  if (pairs === null) return null;
  const isOne = pairs.every(([finding, code]) => findingCode.test(finding) && /^[A-Z0-9]{1,8}$/.test(code));
  return isOne ? Object.fromEntries(pairs) : null;
}

/** What a field says: a value, null for "0" (none), undefined when it is left as usual; "wrong" where it is none of these. */
export type Said<Value> = Value | null | undefined | "wrong";

/** A number from 1 to `most`. */
export function limitIn(text: string, most: number): Said<number> {
  const said = text.trim();
  if (said === "") return undefined;
  if (said === "0") return null;
  return /^[1-9]\d{0,8}$/.test(said) && Number(said) <= most ? Number(said) : "wrong";
}

/** A telephone number as it is dialled. */
export function telephoneIn(text: string): Said<string> {
  const said = text.trim();
  if (said === "") return undefined;
  if (said === "0") return null;
  return new RegExp(telephonePattern).test(said) ? said : "wrong";
}

/** How a field that says something, nothing ("0") or is left as usual ("") begins. */
export const fieldOf = (value: string | number | null | undefined): string =>
  value === null ? "0" : String(value ?? "");

/** Types of documents with blanks or commas between: none for "0" (all are accepted), undefined when left as usual. */
export function documentTypesIn(text: string): readonly string[] | undefined | "wrong" {
  const types = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((type) => type !== "");
  if (types.length === 0) return undefined;
  if (types.join() === "0") return [];
  const isOne = new RegExp(documentTypePattern);
  return types.every((type) => isOne.test(type)) && types.length <= 40 ? [...new Set(types)] : "wrong";
}

/** How that field begins. */
export const documentTypesAs = (types: readonly string[] | undefined): string =>
  types?.length === 0 ? "0" : (types ?? []).join(" ");

/** Addresses, one a line; null where one has more than 35 characters or other than plain ones. */
export function addressesIn(text: string): string[] | null {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.every((line) => /^[ -~]{1,35}$/.test(line)) && lines.length <= 20 ? [...new Set(lines)] : null;
}

/** What is said by name, as lines. */
export const linesOf = (said: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(said ?? {})
    .map((pair) => pair.join(" "))
    .join("\n");
