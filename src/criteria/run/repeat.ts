// Asks a rule again of what it read of a traveller, from its text alone, and says whether the same evidence comes out. Pure.
import { createHash } from "node:crypto";
import { canonicalJson, type LedgerValue } from "#platform";
import { isUsable, lint } from "../language/lint.ts";
import { parse } from "../language/parse.ts";
import { explain, fingerprintOf } from "./evidence.ts";
import type { Evidence } from "./evidence-types.ts";
import { factsOfRead, type FactsRead } from "./facts-read.ts";
import { RULES_ENGINE_VERSION } from "./version.ts";

/** Everything that a match of a rule rests on. */
export type RepeatableMatch = {
  /** The rule as it was approved; null: the version is not kept any more. */
  readonly text: string | null;
  /** Null: raised before what was read was kept, or masked since. */
  readonly read: FactsRead | null;
  readonly engine: string | null;
  readonly evidence: Evidence;
};

/** What came of it. `evidence`: canonical JSON of the match as it came out now, and its SHA-256; null: the rule matches no more. */
export type RepeatedMatch =
  | { readonly outcome: "same"; readonly evidence: string; readonly sha256: string }
  | {
      readonly outcome: "differs";
      readonly evidence: string | null;
      readonly sha256: string | null;
      readonly keptSha256: string;
    }
  /** The text is not the one whose fingerprint the match bears, or no lawful rule. */
  | { readonly outcome: "other-text" | "not-lawful" }
  | { readonly outcome: "not-kept" | "other-engine" };

/** Repeats it from nothing but what is given: no database, no network, no clock. */
export function repeatMatch({ text, read, engine, evidence: kept }: RepeatableMatch): RepeatedMatch {
  if (text === null || read === null || engine === null) return { outcome: "not-kept" };
  if (engine !== RULES_ENGINE_VERSION) return { outcome: "other-engine" };
  const parsed = parse(text);
  if ("fault" in parsed || fingerprintOf(parsed.rule) !== kept.fingerprint) return { outcome: "other-text" };
  if (!isUsable(lint(parsed.rule))) return { outcome: "not-lawful" };
  const found = explain(parsed.rule, factsOfRead(read));
  const before = bytesOf(kept);
  if (found === null) return { outcome: "differs", evidence: null, sha256: null, keptSha256: before.sha256 };
  const now = bytesOf(found);
  return now.evidence === before.evidence
    ? { outcome: "same", ...now }
    : { outcome: "differs", ...now, keptSha256: before.sha256 };
}

/** The same value always gives the same bytes, whatever the machine and the way through the database. */
function bytesOf(match: Evidence): { evidence: string; sha256: string } {
  const evidence = canonicalJson(JSON.parse(JSON.stringify(match)) as LedgerValue);
  return { evidence, sha256: createHash("sha256").update(evidence, "utf8").digest("hex") };
}
