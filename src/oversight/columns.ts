// The columns of an entry against its text: they serve searching only; one that says something else was changed by itself.
import type { StoredEntry } from "./entry.ts";

type Text = Readonly<Record<string, unknown>>;

/** What is wrong with an entry whose text is the one that was hashed; undefined when its columns repeat it. */
export function columnFault(entry: StoredEntry): string | undefined {
  const text = textOf(entry.body);
  if (text === undefined) return "its text is no entry";
  const wrong: string[] = [];
  if (text["action"] !== entry.action) wrong.push("action");
  if (text["actor"] !== entry.actor) wrong.push("actor");
  if (Date.parse(String(text["at"])) * 1000 !== entry.atMicros) wrong.push("at");
  if (text["purpose"] !== entry.purpose) wrong.push("purpose");
  if (text["subjectId"] !== entry.subjectId) wrong.push("subjectId");
  if (text["subjectKind"] !== entry.subjectKind) wrong.push("subjectKind");
  if ((text["recipient"] ?? null) !== entry.recipient) wrong.push("recipient");
  if (!same(text["about"], entry.about)) wrong.push("about");
  if (wrong.length === 0) return undefined;
  return `${wrong.join(", ")} beside the text ${wrong.length > 1 ? "say" : "says"} something else`;
}

function textOf(body: Buffer): Text | undefined {
  try {
    const stated: unknown = JSON.parse(body.toString());
    return typeof stated === "object" && stated !== null ? (stated as Text) : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

function same(stated: unknown, column: readonly string[] | null): boolean {
  if (!Array.isArray(stated)) return column === null;
  return column?.length === stated.length && column.every((id, at) => id === stated[at]);
}
