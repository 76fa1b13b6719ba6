// Mutations without scruples: bytes, delimiters, segments, numbers, character sets, envelopes, wrappers.
import { gzipSync } from "node:zlib";
import { damagedWorkbook } from "./documents.ts";
import type { Random } from "./random.ts";
import type { Piece } from "./pieces.ts";
import type { Seed } from "./seeds.ts";

/** What a mutation works with: its own chance, the seed it began with, and one more to take from. */
export type Material = { readonly random: Random; readonly seed: Seed; readonly other: Seed };
type Mutator = (bytes: Buffer, material: Material) => Buffer;

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const SPECIAL = latin1("'+:?* \r\n\"#-()/\\&=<>;,.\0\x01\x02\x03\x1c\x1d\x1f\x7f\x80\x92\xa0\xff");
const DICTIONARY = (
  "UNA:+.? '|UNA*:.? #|UNB+UNOA:4+|UNH+1+PAXLST:D:05B:UN'|UNH+2+PNRGOV:11:1:IA'|UNT+3+1'|UNE+1+1'|UNZ+1+1'|UNG+|UIB+|UIH+|" +
  "NAD+FL+++|NAD+MS+|BGM+745'|BGM+266+CLOB'|SRC'|TIF+|TVL+|SSR+DOCS:HK:1:J2:::::/P/|SSR+|IFT+4:28+|ABI+4'|SAC+++A'|TRI++|" +
  "DOC+P+|DTM+329:|DTM+36:|LOC+91+|RFF+ABO:|TBD++1:9:700+++J2:|FOP+CC::1:VI:|LTS+|EQN+|CNT+42:|MSG+:141'|ORG'|RCI+J2:|DAT'|" +
  "PDT+P/|FTX+BAG+++J2000001:99999'|''''|????|++++++|::::::|-1SMITH/JOHN|&apos;|=3D|=\r\n|\\n|\r\n|\r\n\r\n|  |\ufeff|REDACTED|" +
  "4111111111111111|NULL|MAASMR|%s%n|{code}|__proto__|constructor|-|E"
).split("|");
const XML_WORDS = [
  '<!DOCTYPE x [<!ENTITY a "bb">]>',
  '<!DOCTYPE x SYSTEM "file:///etc/hostname">',
  ...'&a; &amp;a; &#0; &#xD800; &#x10FFFF; &#99999999; <![CDATA[ ]]> <!-- --> <? ?> < > & /> </ =" xmlns="" xmlns:iata="x"'.split(
    " ",
  ),
  ..."<iata:PNR> </iata:PNR> <iata:PNRs> </iata:PNRs> <iata:Passenger> </iata:Passenger> <iata:FlightLeg/> <PNR/>".split(
    " ",
  ),
  "</iata:IATA_PNRGOV_NotifRQ>",
  '<?xml version="1.0" encoding="UTF-16"?>',
  "<iata:Surname>",
  '<c t="s"><v>999999</v></c>',
  '<c r="ZZZ99999999"/>',
  '<mergeCell ref="A1:XFD1048576"/>',
  "<f>1+1</f>",
];
const TABLE_WORDS = [
  ...';|,|\t|"|""|\r\n|\r|sep=;\r\n|=1+1|=HYPERLINK("x")|@SUM(A1)|+1|surname|surname;|given;|person_no;|31.12.1999|2027-13-45'.split(
    "|",
  ),
  "|",
];
const NUMBERS = [
  "0",
  "-1",
  "00000000000000000001",
  "9999999999999999999999",
  "4294967296",
  "2147483648",
  "1e309",
  "0.1",
  "1,5",
  "NaN",
  "Infinity",
  "٣",
  "99999",
  "1000000",
];
const LETTERS = ["é", "Ə", "İ", "ß", "中", "😀", "\u0301", "\u2019", "\u0000", "\u200e", "\ufffe"];
const SYNTAXES = "UNOA UNOB UNOC UNOD UNOE UNOF UNOI UNOK UNOL UNOW UNOX UNOY IATA IATB SIRE KECA XXXX".split(
  " ",
);

/** The bytes with `from`..`to` replaced. */
function replaced(bytes: Buffer, from: number, to: number, instead: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), instead, bytes.subarray(to)]);
}

/** A range of the bytes, mostly a short one. */
function someRange(bytes: Buffer, random: Random): readonly [number, number] {
  const from = random.below(bytes.length + 1);
  const length = random.oneIn(8) ? random.below(bytes.length - from + 1) : random.below(12);
  return [from, Math.min(bytes.length, from + length)];
}

/** A segment of the seed as it was; the whole seed when it has none. */
function somePiece(seed: Seed, random: Random): Piece | undefined {
  return seed.pieces[random.below(seed.pieces.length)];
}

/** Repeats are mostly few, now and then many. */
function someTimes(random: Random): number {
  return random.oneIn(400) ? 3000 : random.oneIn(12) ? 60 : 1 + random.below(4);
}

/** Repeats make an input so much longer at most: what takes as long as a hundred thousand others is tried rarely (`inflate`). */
const MOST_REPEATED_BYTES = 150_000;

function repeated(bytes: Uint8Array, times: number): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  const most = Math.max(1, Math.floor(MOST_REPEATED_BYTES / bytes.length));
  return Buffer.alloc(bytes.length * Math.min(times, most), bytes);
}

const setBytes: Mutator = (bytes, { random }) => {
  const changed = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0 && changed.length > 0; left--) {
    const at = random.below(changed.length);
    changed[at] = random.oneIn(2) ? SPECIAL[random.below(SPECIAL.length)]! : random.below(256);
  }
  return changed;
};

const flipBit: Mutator = (bytes, { random }) => {
  const changed = Buffer.from(bytes);
  if (changed.length > 0) {
    const at = random.below(changed.length);
    changed[at] = changed[at]! ^ (1 << random.below(8));
  }
  return changed;
};

const insertSpecial: Mutator = (bytes, { random }) => {
  const at = random.below(bytes.length + 1);
  const from = random.below(SPECIAL.length);
  return replaced(
    bytes,
    at,
    at,
    repeated(SPECIAL.subarray(from, from + 1 + random.below(2)), someTimes(random)),
  );
};

const insertWord: Mutator = (bytes, { random, seed }) => {
  const at = random.below(bytes.length + 1);
  const own = seed.form === null ? DICTIONARY : seed.form === "table" ? TABLE_WORDS : XML_WORDS;
  return replaced(bytes, at, at, Buffer.from(random.pick(random.oneIn(5) ? DICTIONARY : own), "utf8"));
};

const removeRange: Mutator = (bytes, { random }) => {
  const [from, to] = someRange(bytes, random);
  return replaced(bytes, from, to, Buffer.alloc(0));
};

const repeatRange: Mutator = (bytes, { random }) => {
  const [from, to] = someRange(bytes, random);
  const range = bytes.subarray(from, to);
  return replaced(bytes, to, to, repeated(range, range.length > 2000 ? 1 : someTimes(random)));
};

const swapRanges: Mutator = (bytes, { random }) => {
  const [from, middle] = someRange(bytes, random);
  const to = Math.min(bytes.length, middle + random.below(20));
  return Buffer.concat([
    bytes.subarray(0, from),
    bytes.subarray(middle, to),
    bytes.subarray(from, middle),
    bytes.subarray(to),
  ]);
};

/** The end is missing, or the beginning. */
const truncate: Mutator = (bytes, { random }) => {
  const at = random.below(bytes.length + 1);
  return Buffer.from(random.oneIn(4) ? bytes.subarray(at) : bytes.subarray(0, at));
};

/** Beginning of this one, end of another. */
const splice: Mutator = (bytes, { random, other }) => {
  const piece = somePiece(other, random);
  const from = piece === undefined || random.oneIn(3) ? random.below(other.bytes.length + 1) : piece.start;
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), other.bytes.subarray(from)]);
};

/** A segment of another one in the middle. */
const graft: Mutator = (bytes, { random, seed, other }) => {
  const piece = somePiece(other, random);
  const at = Math.min(bytes.length, somePiece(seed, random)?.start ?? 0);
  return replaced(
    bytes,
    at,
    at,
    piece === undefined ? other.bytes : other.bytes.subarray(piece.start, piece.end),
  );
};

const dropPiece: Mutator = (bytes, { random, seed }) => {
  const piece = somePiece(seed, random);
  return piece === undefined ? bytes : replaced(bytes, piece.start, piece.end, Buffer.alloc(0));
};

const repeatPiece: Mutator = (bytes, { random, seed }) => {
  const piece = somePiece(seed, random);
  if (piece === undefined) return bytes;
  return replaced(
    bytes,
    piece.end,
    piece.end,
    repeated(bytes.subarray(piece.start, piece.end), someTimes(random)),
  );
};

const movePiece: Mutator = (bytes, { random, seed }) => {
  const [a, b] = [somePiece(seed, random), somePiece(seed, random)];
  if (a === undefined || b === undefined) return bytes;
  const moved = bytes.subarray(a.start, a.end);
  const without = replaced(bytes, a.start, a.end, Buffer.alloc(0));
  const at = Math.min(without.length, b.start);
  return replaced(without, at, at, moved);
};

/** Other separators throughout, with or without saying so. */
const changeSeparators: Mutator = (bytes, { random }) => {
  const from = latin1("'+:?");
  const to = random.pick(["#*:?", "'-:?", '"+:?', "-(:)", "~|^\\", "''''", "'++?", "\x1c\x1d\x1f "]);
  const changed = Buffer.from(bytes);
  for (let p = 0; p < changed.length; p++) {
    const at = from.indexOf(changed[p]!);
    if (at >= 0) changed[p] = to.charCodeAt(at);
  }
  if (random.oneIn(2)) return changed;
  return Buffer.concat([latin1(`UNA${to[2]}${to[1]}.${to[3]} ${to[0]}`), changed]);
};

const insertServiceString: Mutator = (bytes, { random }) => {
  const six = Array.from({ length: 6 }, () => String.fromCharCode(SPECIAL[random.below(SPECIAL.length)]!));
  const at = random.oneIn(2) ? 0 : random.below(bytes.length + 1);
  return replaced(bytes, at, at, latin1(`UNA${six.join("")}`));
};

const changeSyntax: Mutator = (bytes, { random }) => {
  const at = bytes.indexOf("UNB");
  if (at < 0) return bytes;
  return replaced(bytes, at + 4, at + 8, latin1(random.pick(SYNTAXES)));
};

/** A letter that the declared repertoire has not, in this encoding or in that. */
const foreignLetter: Mutator = (bytes, { random }) => {
  const at = random.below(bytes.length + 1);
  const letter = random.pick(LETTERS);
  const whole = Buffer.from(letter, random.oneIn(2) ? "utf8" : "latin1");
  return replaced(bytes, at, at, random.oneIn(3) ? whole.subarray(0, 1) : whole);
};

const wrapLines: Mutator = (bytes, { random }) => {
  const width = 1 + random.below(80);
  const lines: Uint8Array[] = [];
  const end = latin1(random.pick(["\r\n", "\n", "\r", " \r\n", "\r\n "]));
  for (let at = 0; at < bytes.length; at += width) lines.push(bytes.subarray(at, at + width), end);
  return Buffer.concat(lines);
};

/** A number becomes one that no field has room for. */
const changeNumber: Mutator = (bytes, { random }) => {
  let from = random.below(bytes.length + 1);
  while (from < bytes.length && !(bytes[from]! >= 0x30 && bytes[from]! <= 0x39)) from++;
  let to = from;
  while (to < bytes.length && bytes[to]! >= 0x30 && bytes[to]! <= 0x39) to++;
  return replaced(bytes, from, to, Buffer.from(random.pick(NUMBERS), "utf8"));
};

/** Headers in headers, as deep as some device might make them. */
const nest: Mutator = (bytes, { random, seed }) => {
  const headers = seed.pieces.filter(({ tag }) => tag.startsWith("UN"));
  const header = headers[random.below(headers.length)];
  if (header === undefined) return bytes;
  const at = Math.min(bytes.length, header.start);
  return replaced(bytes, at, at, repeated(bytes.subarray(at, header.end), someTimes(random)));
};

/** One enormous element, or a great many empty ones. Rare: it takes as long as a thousand others. */
const inflate: Mutator = (bytes, { random }) => {
  const at = random.below(bytes.length + 1);
  const filling = random.pick([
    "A",
    "+",
    ":",
    "'",
    "?",
    "?'",
    " ",
    "\r\n",
    "9",
    "SRC'",
    "NAD+FL+++A'",
    "UNH'",
    "/",
    "é",
  ]);
  const length = random.oneIn(20) ? 400_000 : 5000 + random.below(80_000);
  return replaced(bytes, at, at, Buffer.alloc(length, filling));
};

/** As mail, XML, telegrams and wide character sets wrap it. */
const encode: Mutator = (bytes, { random }) => {
  const text = bytes.toString("latin1");
  switch (random.below(8)) {
    case 7:
      return gzipSync(bytes);
    case 0:
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case 1:
      return Buffer.from(bytes.toString("base64").replace(/.{76}/g, "$&\r\n"));
    case 2:
      return latin1(`<x>${text.replaceAll("'", "&apos;")}</x>`);
    case 3:
      return latin1(text.replaceAll("\r\n", "\\r\\n"));
    case 4:
      return latin1(`\r\nQN GYDPIXS\r\n.GYDRMJ2 190830\r\n\x02${text}\x03\r\nNNNN`);
    case 5:
      return latin1(
        `From: a@b.example\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${text.replaceAll("=", "=3D").replace(/.{60}/g, "$&=\r\n")}`,
      );
    default:
      return latin1(
        `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString("base64")}\r\n--b--\r\n`,
      );
  }
};

/** Each with how often it is chosen. */
const MUTATORS: readonly (readonly [Mutator, number])[] = [
  [setBytes, 6],
  [flipBit, 3],
  [insertSpecial, 4],
  [insertWord, 6],
  [removeRange, 5],
  [repeatRange, 3],
  [swapRanges, 3],
  [truncate, 3],
  [splice, 4],
  [graft, 4],
  [dropPiece, 4],
  [repeatPiece, 3],
  [movePiece, 4],
  [changeSeparators, 1],
  [insertServiceString, 1],
  [changeSyntax, 1],
  [foreignLetter, 3],
  [wrapLines, 1],
  [changeNumber, 4],
  [nest, 2],
  [encode, 1],
];
const CHOICES: readonly Mutator[] = MUTATORS.flatMap(([mutator, share]) =>
  Array.from({ length: share }, () => mutator),
);
/** How often a mutation is one of those that make an input huge. */
const INFLATED_ONCE_IN = 4000;

/** One to four mutations of a seed, one after the other; of a workbook mostly those of one of its parts. */
export function hostile(material: Material): Buffer {
  const { random, seed } = material;
  if (seed.form === "workbook" && !random.oneIn(4)) {
    return damagedWorkbook(seed.bytes, random, (part) => mutated(part, material));
  }
  return mutated(seed.bytes, material);
}

function mutated(from: Buffer, material: Material): Buffer {
  const { random } = material;
  let bytes = from;
  for (let left = 1 + random.below(4); left > 0; left--) bytes = random.pick(CHOICES)(bytes, material);
  return random.oneIn(INFLATED_ONCE_IN) ? inflate(bytes, material) : bytes;
}
