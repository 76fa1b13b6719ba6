// A legal profile as a document: every key with its value and the source of that value; what is signed, compared and
// shown. Pure.
import { canonicalJson, type LedgerValue } from "#platform";
import {
  neverLonger,
  pushKinds,
  type CalendarPeriod,
  type LegalProfile,
  type ProfileFamily,
} from "#vocabulary";
import { profileKeys, type ProfileKey } from "./keys.ts";
import type { Plain, Window } from "./kinds.ts";

/** One value. `source`: ids of obligations, or the act of a State; `verified: false`: counsel has not confirmed it. */
export type DocumentValue = {
  readonly value: Plain;
  readonly source: string;
  readonly verified?: boolean;
};

export type ProfileDocument = {
  /** What the profile is called: "eu-strict", or a State's own law. */
  readonly name: string;
  readonly version: string;
  readonly family: ProfileFamily;
  readonly values: { readonly [key: string]: DocumentValue };
};

/**
 * The profile that a document sets for the unit of `state`. The validator has to have admitted it: a key that is
 * missing or unreadable throws. What follows another period never outlasts it: the shorter of both applies
 * (obligations.md section 14, retention.hit and clock rules).
 */
export function profileOf(document: ProfileDocument, state: string): LegalProfile {
  const made: Record<string, unknown> = {};
  for (const key of profileKeys) put(made, key.path, readValue(document, key));
  const { pushes } = made as { readonly pushes: Readonly<Record<string, readonly Window[]>> };
  const { initial, retention, redactedSource } = made as {
    readonly initial: Omit<LegalProfile["initial"], "rule">;
    readonly retention: LegalProfile["retention"];
    readonly redactedSource: CalendarPeriod;
  };
  const profile = {
    ...made,
    name: document.name,
    version: document.version,
    family: document.family,
    state,
    initial: {
      ...initial,
      rule: `retention.initial (${document.values["retention.initial"]?.source ?? ""})`,
    },
    retention: {
      ...retention,
      hit: shorterOf(retention.hit, initial.period),
      child: shorterOf(retention.child, initial.period),
      depersonalise: shorterOf(retention.depersonalise, retention.max),
      disclosure: shorterOf(retention.disclosure, retention.max),
    },
    redactedSource: shorterOf(redactedSource, initial.period),
    pushes: pushKinds.flatMap((kind) => (pushes[kind] ?? []).map((window) => ({ kind, ...window }))),
  };
  // Each key's kind has read its part: the table of keys is what makes the type (a test compares it with the built-in).
  return profile as unknown as LegalProfile;
}

function shorterOf(own: CalendarPeriod, limit: CalendarPeriod): CalendarPeriod {
  return neverLonger(own, limit) ? own : limit;
}

function readValue(document: ProfileDocument, { key, kind, absent }: ProfileKey): unknown {
  const read = kind.read(document.values[key]?.value ?? absent);
  if (read === undefined) throw new Error(`the legal profile has no readable ${key}`);
  return read;
}

function put(into: Record<string, unknown>, [first = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = (into[first] ?? {}) as Record<string, unknown>;
  into[first] = inner;
  put(inner, rest, value);
}

/** The exact text that is hashed and signed: canonical JSON (RFC 8785). */
export function canonicalText(value: unknown): string {
  return canonicalJson(value as LedgerValue);
}

/** The label that every processing event carries: "eu-strict 2026.1". */
export function labelOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name} ${version}`;
}

export type Difference = {
  readonly key: string;
  readonly before: DocumentValue | null;
  readonly after: DocumentValue | null;
  /** Against the value before; "other": neither is tighter. */
  readonly way: "tighter" | "looser" | "other" | "same-value";
};

/** What `next` changes against `standing`, key by key. */
export function differencesOf(standing: ProfileDocument, next: ProfileDocument): readonly Difference[] {
  return profileKeys.flatMap((key): Difference[] => {
    const [before, after] = [standing.values[key.key], next.values[key.key]];
    if (canonicalText(before ?? null) === canonicalText(after ?? null)) return [];
    return [{ key: key.key, before: before ?? null, after: after ?? null, way: wayOf(key, before, after) }];
  });
}

function wayOf(
  { kind }: ProfileKey,
  before: DocumentValue | undefined,
  after: DocumentValue | undefined,
): Difference["way"] {
  const [one, other] = [kind.read(before?.value), kind.read(after?.value)];
  if (one === undefined || other === undefined) return "other";
  const [tighter, looser] = [kind.asTight(other, one), kind.asTight(one, other)];
  if (tighter && looser) return "same-value";
  return tighter ? "tighter" : looser ? "looser" : "other";
}
