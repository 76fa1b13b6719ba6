// Entries as PostgreSQL's binary COPY sends them, field by field in the order of `copiedColumns`.
import type { StoredEntry } from "./entry.ts";

export const copiedColumns =
  "seq, at, actor, action, subject_kind, subject_id, purpose, recipient, about, body, hash, node, chain";

/** The entries in bytes that hold whole rows; the end mark ends them. */
export function* entriesIn(bytes: Buffer): Generator<StoredEntry> {
  let at = 0;
  while (at < bytes.length) {
    const fields = bytes.readInt16BE(at);
    at += 2;
    if (fields < 0) return;
    const row: (Buffer | null)[] = [];
    for (let n = 0; n < fields; n += 1) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : bytes.subarray(at, at + length));
      at += Math.max(length, 0);
    }
    yield entryFrom(row);
  }
}

/** Microseconds from 1970 to 2000, from which PostgreSQL counts. */
const y2000Micros = 946_684_800_000_000;

function entryFrom(row: readonly (Buffer | null)[]): StoredEntry {
  const [seq, at, actor, action, subjectKind, subjectId, purpose, recipient, about, body, hash, node, chain] =
    row;
  return {
    seq: wholeNumber(seq),
    atMicros: wholeNumber(at) + y2000Micros,
    actor: textOf(actor) ?? "",
    action: textOf(action) ?? "",
    subjectKind: textOf(subjectKind) ?? "",
    subjectId: textOf(subjectId) ?? "",
    purpose: textOf(purpose),
    recipient: textOf(recipient),
    about: about === undefined || about === null ? null : uuidsOf(about),
    body: body ?? Buffer.alloc(0),
    hash: hash ?? Buffer.alloc(0),
    node: node ?? null,
    chain: chain ?? null,
  };
}

type Field = Buffer | null | undefined;

/** Eight bytes; the values here stay below 2^53. */
const wholeNumber = (field: Field): number =>
  field === null || field === undefined ? 0 : field.readInt32BE(0) * 2 ** 32 + field.readUInt32BE(4);

const textOf = (field: Field): string | null =>
  field === null || field === undefined ? null : field.toString("utf8");

/** An array of UUIDs in binary: dimensions, flags, type, length and lower bound of each dimension, then the elements. */
function uuidsOf(array: Buffer): readonly string[] {
  if (array.readInt32BE(0) === 0) return [];
  const ids: string[] = [];
  for (let at = 20; at + 20 <= array.length; at += 20) {
    const hex = array.toString("hex", at + 4, at + 20);
    ids.push(
      `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    );
  }
  return ids;
}
