// A message reduced to the closed list of the law: whatever the table of fields does not admit goes, also what a field of the
// table holds in a shape that it cannot have. The last gate before anything reaches the database.
import type { Finding } from "#vocabulary";
import { messageCodes } from "../codes.ts";
import { findingOf } from "../findings.ts";
import type { Cut, ReadMessage } from "../message.ts";
import { bookingFields, listFields, type Leaf } from "./admitted-fields.ts";
import { inOrder } from "./filter.ts";
import { boundToLaw, isLeaf, isList, type Spec } from "./legal-text.ts";

// Checked once, when the program starts: ICAO Annex 9, 9.24 a.
const admitted: { readonly list: Spec; readonly bookings: Spec } = {
  list: boundToLaw(listFields as Spec),
  bookings: [boundToLaw(bookingFields as Spec)],
};

/** What was taken out: values to be cut from the source wherever they stand, and how much the lists do not have at all. */
type Removed = { readonly values: string[]; beyond: number };

/** Stands for "goes": a list loses the item, a field becomes null or "". */
const gone = Symbol("gone");

function closed(spec: Spec, value: unknown, removed: Removed): unknown {
  if (value === null || value === undefined) return value;
  if (isLeaf(spec)) return closedLeaf(spec, value, removed);
  if (isList(spec)) return Array.isArray(value) ? closedList(spec[0], value, removed) : gone;
  return typeof value === "object" ? closedObject(spec, value, removed) : gone;
}

function closedLeaf({ basis, shape }: Leaf, value: unknown, removed: Removed): unknown {
  if (basis !== "beyond" && (typeof value !== "string" || shape.fits(value))) {
    return typeof value === "object" ? gone : value;
  }
  if (basis === "beyond") removed.beyond++;
  else if (typeof value === "string") removed.values.push(value);
  return gone;
}

/** The same list, where nothing of it goes. */
function closedList(spec: Spec, list: readonly unknown[], removed: Removed): unknown {
  let changed: unknown[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const kept = closed(spec, list[i], removed);
    if (kept === list[i]) {
      changed?.push(kept);
      continue;
    }
    changed ??= list.slice(0, i);
    if (kept !== gone) changed.push(kept);
  }
  return changed ?? list;
}

/** The same object, where nothing of it goes. Fields that a type wants stay, empty. */
function closedObject(spec: { readonly [key: string]: Spec }, value: object, removed: Removed): unknown {
  let changed: Record<string, unknown> | null = null;
  for (const key of Object.keys(value)) {
    const said: unknown = Reflect.get(value, key);
    const of = Object.hasOwn(spec, key) ? spec[key] : undefined;
    const kept = of === undefined ? gone : closed(of, said, removed);
    if (kept === said) continue;
    changed ??= { ...value };
    if (of === undefined) {
      removed.values.push(...stringsIn(said));
      delete changed[key];
    } else changed[key] = kept === gone ? (required.has(key) ? "" : null) : kept;
  }
  return changed ?? value;
}

/** Fields whose type knows no null. */
const required: ReadonlySet<string> = new Set([
  "surname",
  "number",
  "form",
  "masked",
  "seat",
  "code",
  "type",
  "name",
]);

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/**
 * The message with nothing but what the table admits; the same one where nothing goes. `source` is what it was read from: what
 * goes is cut there as well. How much was taken is told with the finding NOT_ADMITTED, never what (Directive (EU) 2016/681
 * Art. 6(1); Regulation (EU) 2025/13 Art. 4(2)-(3)).
 */
export function closedMessage(message: ReadMessage, source: Uint8Array): ReadMessage {
  const { passengerList, bookings } = message;
  if (passengerList === undefined && bookings === undefined) return message;
  const removed: Removed = { values: [], beyond: 0 };
  const list = passengerList === undefined ? undefined : closed(admitted.list, passengerList, removed);
  const kept = bookings === undefined ? undefined : closed(admitted.bookings, bookings, removed);
  if (list === passengerList && kept === bookings) return message;
  return {
    ...message,
    ...(list === undefined ? {} : { passengerList: list as NonNullable<typeof passengerList> }),
    ...(kept === undefined ? {} : { bookings: kept as NonNullable<typeof bookings> }),
    cuts: inOrder([...message.cuts, ...cutsOf(message, source, removed)]),
    findings: withCount(message.findings, removed.values.length + removed.beyond),
  };
}

/** Places of birth and States of residence in a PAXLST: no list of the law has them, and a value alone does not find them. */
const beyondInEdifact = ["LOC", "174", "LOC", "180"] as const;

/** Where in the source stands what goes: values wherever they stand, if they are long enough to mean nothing else. */
function cutsOf(message: ReadMessage, source: Uint8Array, { values, beyond }: Removed): Cut[] {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const cuts: Cut[] = [];
  const cut = (start: number, end: number): void => {
    if (end <= message.end) cuts.push({ start, end, reason: "not-admitted" });
  };
  const pieces = new Set(values.flatMap((value) => [value, ...value.split(/[^\p{L}\p{N}]+/u)]));
  for (const piece of pieces) {
    if (piece.length < shortestFound) continue;
    for (const encoding of ["utf8", "latin1"] as const) {
      const sought = Buffer.from(piece, encoding);
      for (
        let at = bytes.indexOf(sought, message.start);
        at >= 0;
        at = bytes.indexOf(sought, at + sought.length)
      ) {
        cut(at, at + sought.length);
      }
    }
  }
  if (beyond > 0 && message.syntax === "edifact") {
    const { element, terminator, release } = message.characters;
    for (let i = 0; i < beyondInEdifact.length; i += 2) {
      const sought = Buffer.from(`${beyondInEdifact[i]}+${beyondInEdifact[i + 1]}+`);
      sought[3] = sought[sought.length - 1] = element;
      for (let at = bytes.indexOf(sought, message.start); at >= 0; at = bytes.indexOf(sought, at + 1)) {
        let end = at + sought.length;
        while (end < message.end && (bytes[end] !== terminator || bytes[end - 1] === release)) end++;
        if (end > at + sought.length) cut(at + sought.length, end);
      }
    }
  }
  return cuts;
}

/** Anything shorter stands for other things too. */
const shortestFound = 6;

function withCount(findings: readonly Finding[], count: number): Finding[] {
  const before = findings.find(({ code }) => code === "NOT_ADMITTED");
  const nowhere = { segment: null, tag: null, offset: null };
  const all = count + Number(before?.values?.["count"] ?? 0);
  const told = findingOf("NOT_ADMITTED", messageCodes.NOT_ADMITTED, nowhere, { count: all });
  return [...findings.filter((finding) => finding !== before), told];
}
