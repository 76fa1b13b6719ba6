// Whether a legal profile may be in force at all: every key is there and within its hard limit. A profile can only
// tighten what the law allows at most; loosening is refused (obligations.md section 15, 8; ANX9-9.34b). Pure.
import { profileFamilies } from "#vocabulary";
import type { ProfileDocument } from "./document.ts";
import { profileKey, profileKeys } from "./keys.ts";

/** What is wrong with one key, in words for whoever drafts. */
export type ProfileFault = {
  readonly key: string;
  readonly code: "missing" | "unknown-key" | "unreadable" | "no-source" | "beyond-limit" | "unknown-family";
  readonly text: string;
  /** The hard limit that was passed, and where it comes from. */
  readonly limit: string | null;
  readonly source: string | null;
};

/** Everything that keeps the document from being in force; nothing: it is lawful by its form. */
export function profileFaults(document: ProfileDocument): readonly ProfileFault[] {
  const faults: ProfileFault[] = [];
  const fault = (key: string, code: ProfileFault["code"], text: string): void => {
    faults.push({ key, code, text, limit: null, source: null });
  };
  if (!profileFamilies.includes(document.family)) {
    fault("family", "unknown-family", `The family must be one of ${profileFamilies.join(", ")}.`);
    return faults;
  }
  for (const name of Object.keys(document.values)) {
    if (profileKey(name) === undefined)
      fault(name, "unknown-key", `There is no key ${name} in a legal profile.`);
  }
  for (const { key, kind, limits, absent } of profileKeys) {
    const given = document.values[key];
    if (given === undefined && absent !== undefined) continue;
    if (given === undefined) {
      fault(key, "missing", `${key} is missing: a legal profile sets every key.`);
      continue;
    }
    if (given.source.trim() === "") {
      fault(key, "no-source", `${key} names no source: say which rule of law or decision sets it.`);
    }
    const value = kind.read(given.value);
    if (value === undefined) {
      fault(key, "unreadable", `${key} cannot be ${JSON.stringify(given.value)}: give ${forms[kind.name]}.`);
      continue;
    }
    const limit = limits[document.family];
    if (limit === undefined || limit.admits(value)) continue;
    faults.push({
      key,
      code: "beyond-limit",
      text: `${key} goes beyond its hard limit, ${limitText(limit)} (${limit.source}). A profile can only tighten it (ANX9-9.34b).`,
      limit: limitText(limit),
      source: limit.source,
    });
  }
  return faults;
}

const forms = {
  period: "a period such as P6M, P14D or P5Y",
  hours: "a period in hours such as PT48H",
  number: "a whole number",
  share: "a share between 0 and 1",
  flag: "true or false",
  word: "one of the words it knows",
  words: "a list of the words it knows, each once",
  pushes: "a list of windows, each with opens and due in minutes from departure",
  agreements:
    'a list of agreements, each with its name, its origins ("state:GB", "carrier:BA") and its stay (a period such as P90D, or null)',
  fixed: "the value it has: it does not change",
} as const;

/** A limit in words: "at most P6M". */
export function limitText({ how, value }: { readonly how: string; readonly value: string }): string {
  return how === "count-at-most" ? `at most ${value} of them` : `${how.replaceAll("-", " ")} ${value}`;
}
