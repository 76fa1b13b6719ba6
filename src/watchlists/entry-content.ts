// What is kept of a list entry: its wire form, its hashes, and the folded text it is found by.
import { createHash } from "node:crypto";
import { canonicalJson, type LedgerValue } from "#platform";
import type { EntryContent } from "./contract.ts";
import type { ListEntry } from "./entry.ts";

/** Hash over everything the list says of the person: decides what changed between two versions. */
export function contentHash(entry: ListEntry): Buffer {
  return hashOf(jsonValue(entry));
}

/**
 * Hash over what voids a clearing when it changes (screening.md section 7): names, birth dates, sex, nationalities,
 * countries of birth, documents, keys, category. A changed remark, instruction, title or place does not; nor does a number
 * that a later reader tells to be a person's and not a card's.
 */
export function comparedHash(entry: ListEntry): Buffer {
  const { names, dobs, sex, nationalities, birthCountries, category, keys } = entry;
  const documents = entry.documents.map((one) => (one.type === "N" ? { ...one, type: "I" } : one));
  return hashOf(jsonValue({ names, dobs, sex, nationalities, birthCountries, documents, category, keys }));
}

function hashOf(value: LedgerValue): Buffer {
  return createHash("sha256").update(canonicalJson(value), "utf8").digest();
}

/** Entries are plain JSON; absent and undefined are the same. */
function jsonValue(value: unknown): LedgerValue {
  return JSON.parse(JSON.stringify(value)) as LedgerValue;
}

/** Letters that decomposition leaves whole, as people type them. */
const undecomposed: Readonly<Record<string, string>> = {
  ə: "e",
  ı: "i",
  ø: "o",
  đ: "d",
  ł: "l",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ð: "d",
};

/** Lower-case letters and digits without marks, words parted by one space: what search and identity keys compare. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[əıøđłßæœþð]/g, (letter) => undecomposed[letter] ?? letter)
    .replace(/['’ʼ`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The text an entry is found by: identifier, reference, every name, document number and key, folded. */
export function searchText(entry: ListEntry): string {
  const parts = [
    entry.id,
    entry.ref ?? "",
    ...entry.names.map((name) => name.full),
    ...entry.documents.map((document) => document.number),
    ...entry.documents.map((document) => document.number.replace(/[^\p{L}\p{N}]/gu, "")),
    ...(entry.keys ?? []).map((key) => key.value),
  ];
  return [...new Set(parts.map(foldText))].filter((part) => part !== "").join(" | ");
}

/** The entry as screens show and edit it. */
export function toWireContent(entry: ListEntry): EntryContent {
  return {
    names: entry.names.map((name) => ({ ...name })),
    dobs: entry.dobs.map((dob) => ({ ...dob })),
    sex: entry.sex,
    nationalities: [...entry.nationalities],
    birthCountries: [...entry.birthCountries],
    ...(entry.birthPlaces === undefined ? {} : { birthPlaces: [...entry.birthPlaces] }),
    ...(entry.titles === undefined ? {} : { titles: [...entry.titles] }),
    documents: entry.documents.map((document) => ({ ...document })),
    ...(entry.keys === undefined ? {} : { keys: entry.keys.map((key) => ({ ...key })) }),
    ...(entry.programme === undefined ? {} : { programme: entry.programme }),
    ...(entry.category === undefined ? {} : { category: entry.category }),
    ...(entry.personCategory === undefined ? {} : { personCategory: entry.personCategory }),
    ...(entry.role === undefined ? {} : { role: entry.role }),
    ...(entry.instructions === undefined ? {} : { instructions: entry.instructions }),
    ...(entry.cluster === undefined ? {} : { cluster: entry.cluster }),
    ...(entry.expires === undefined ? {} : { expires: entry.expires }),
  };
}

/** An entry of an own list from what a form says; `id` was given when it was proposed. */
export function fromWireContent(list: string, id: string, content: EntryContent): ListEntry {
  return { id, list, ref: null, ...content };
}

/** What an entry is shown by in differences: its primary name, else its first, else a document or key it looks for. */
export function shownName(entry: ListEntry): string {
  const name = entry.names.find(({ type }) => type === "primary") ?? entry.names[0];
  return name?.full ?? entry.documents[0]?.number ?? entry.keys?.[0]?.value ?? entry.id;
}

/** Names of the fields in which two forms of one entry differ. */
export function changedFields(before: ListEntry, after: ListEntry): string[] {
  const left = jsonValue(before) as Readonly<Record<string, LedgerValue>>;
  const right = jsonValue(after) as Readonly<Record<string, LedgerValue>>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((field) => canonicalJson(left[field] ?? null) !== canonicalJson(right[field] ?? null))
    .sort();
}
