// The parts of a transmission that speak of one traveller or one booking: damage inside one of them may lose nobody else.
import { readBytes } from "#messages";
import { tokensOf } from "./documents.ts";
import type { Form } from "./documents.ts";
import { missingFrom, namesOf } from "./persons.ts";
import type { Piece } from "./pieces.ts";
import type { Random } from "./random.ts";
import type { Seed } from "./seeds.ts";

export type Unit = {
  readonly start: number;
  readonly end: number;
  /** Whatever happens to the unit, these are still read. */
  readonly others: readonly string[];
};

type Range = { readonly start: number; readonly end: number };

/** In a list each NAD of a person with what follows it, in a push each booking without the segment that opens it. */
function inSegments(pieces: readonly Piece[]): Range[] {
  const found: { start: number; end: number }[] = [];
  let kind: "list" | "push" | null = null;
  for (const { start, end, tag, personal } of pieces) {
    if (tag.startsWith("UN")) kind = null;
    else if (tag === "SRC") {
      kind = "push";
      found.push({ start: end, end });
    } else if (tag === "NAD" && personal && kind !== "push") {
      kind = "list";
      found.push({ start, end });
    } else if (kind === "list" && !personal) kind = null;
    else if (kind !== null) found.at(-1)!.end = end;
  }
  return found.filter((range) => range.end > range.start);
}

/** The places of a unit that damage may take hold of: all of it, of XML mostly texts and values, so that it stays XML. */
function placesIn(inner: Buffer, isXml: boolean, random: Random): Range[] {
  if (!isXml || random.oneIn(8)) return [{ start: 0, end: inner.length }];
  const found: Range[] = [];
  for (const match of inner.toString("latin1").matchAll(/=("[^"<]+"|'[^'<]+')|>([^<>]+)/g)) {
    const [whole, , text] = match;
    const start = match.index + (text === undefined ? 2 : 1);
    const end = match.index + whole.length - (text === undefined ? 1 : 0);
    if (start < end) found.push({ start, end });
  }
  return found;
}

/** What stands inside of each PNR. */
function inXml(text: string): Range[] {
  const found: { start: number; end: number }[] = [];
  let at = 0;
  let open = -1;
  for (const token of tokensOf(text)) {
    if (/^<(?:\w+:)?PNR[\s>]/.test(token) && !token.endsWith("/>")) open = at + token.length;
    else if (/^<\/(?:\w+:)?PNR>/.test(token) && open >= 0) {
      found.push({ start: open, end: at });
      open = -1;
    }
    at += token.length;
  }
  return found;
}

/** Each line after the header. */
function inLines(text: string): Range[] {
  const found: Range[] = [];
  let at = 0;
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    found.push({ start: at, end: at + line.replace(/[\r\n]+$/, "").length });
    at += line.length;
  }
  return found.slice(1);
}

/** The units of a seed, each with who is read without it. */
export function unitsOf(bytes: Buffer, pieces: readonly Piece[], form: Form | null): Unit[] {
  if (form === "workbook") return [];
  const text = bytes.toString("latin1");
  const ranges = form === "xml" ? inXml(text) : form === "table" ? inLines(text) : inSegments(pieces);
  const all = namesOf(readBytes(bytes)).toSorted();
  return ranges.flatMap(({ start, end }) => {
    const without = readBytes(Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]));
    const left = namesOf(without);
    const gone = missingFrom(left, all);
    // Who stands in several rows is named in each: in a row alone with the header too.
    const head = form === "table" ? bytes.subarray(0, bytes.indexOf(0x0a) + 1) : null;
    const own = head === null ? [] : namesOf(readBytes(Buffer.concat([head, bytes.subarray(start, end)])));
    const others = missingFrom([...gone, ...own], all);
    return others.length === 0 ? [] : [{ start, end, others }];
  });
}

/** Bytes that damage values and join what stands beside them; nothing that ends a segment, an element or a row. */
const STRANGE = Buffer.from("ABZ0159 .,/-+:*#()é\x01\x7f\xa0\xff", "latin1");

/** Bytes that hold the rest of a transmission together: they are neither made nor taken. */
function keptBy({ form, characters }: Seed): ReadonlySet<number> {
  const { terminator, release } = characters;
  if (form === null) return new Set([0x0d, 0x0a, terminator, release]);
  return new Set(Buffer.from(form === "xml" ? "<>&\"'" : '\r\n"', "latin1"));
}

/** A seed with damage inside of a unit. */
export function wounded(seed: Seed, unit: Unit, random: Random): Buffer {
  const { bytes } = seed;
  const keeps = keptBy(seed);
  let inner = bytes.subarray(unit.start, unit.end);
  for (let left = 1 + random.below(3); left > 0; left--) {
    inner = wound(inner, { keeps, isXml: seed.form === "xml" }, random);
  }
  return Buffer.concat([bytes.subarray(0, unit.start), inner, bytes.subarray(unit.end)]);
}

type Wounding = { readonly keeps: ReadonlySet<number>; readonly isXml: boolean };

function wound(inner: Buffer, { keeps, isXml }: Wounding, random: Random): Buffer {
  const places = placesIn(inner, isXml, random);
  if (places.length === 0) return inner;
  const { start, end } = random.pick(places);
  const from = start + random.below(end - start);
  let to = from;
  const most = from + 1 + random.below(random.oneIn(4) ? 60 : 6);
  while (to < most && to < end && !keeps.has(inner[to]!)) to++;
  const range = inner.subarray(from, to);
  const strange = Buffer.from(
    Array.from({ length: 1 + random.below(3) }, () =>
      random.oneIn(4) ? random.below(256) : STRANGE[random.below(STRANGE.length)]!,
    ).filter((byte) => !keeps.has(byte)),
  );
  const instead = random.pick([Buffer.alloc(0), strange, strange, Buffer.concat([range, range])]);
  // What a release character begins is not torn.
  if (from > 0 && keeps.has(inner[from - 1]!)) return inner;
  return Buffer.concat([inner.subarray(0, from), instead, inner.subarray(to)]);
}
