// Mutations that leave alone what says who travels: everybody must still be read, and nothing sensitive may come out.
import { gzipSync } from "node:zlib";
import { mailWith, telegram, telegrams } from "./replies.ts";
import type { Random } from "./random.ts";
import type { Piece } from "./pieces.ts";
import type { Seed } from "./seeds.ts";

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
/** After these the next name means something else: what checks in, and what was changed. They stay where they are. */
const OPENERS = new Set(["ABI", "SAC", "TRI"]);
const HEADERS = new Set(["UNA", "UNB", "UNH", ""]);
/** Bytes put into values: no terminator, no release character, no line break. */
const PLAIN = latin1("ABCXYZ0129 .,/-:+");
const STRANGE = [
  "ZZZ+1'",
  "ZQX+A:B+C'",
  "'",
  "FTX+AAI+++NOTHING TO SAY'",
  "LTS+FREE TEXT'",
  "UNX+1'",
  "Q'",
  "12+4'",
  "\r\n",
];

/** A segment nobody knows, with the separators of the seed. */
function strange({ characters }: Seed, random: Random): Buffer {
  const text = random.pick(STRANGE).replace(/[+:']/g, (sign) => {
    const { element, component, terminator } = characters;
    return String.fromCharCode(sign === "+" ? element : sign === ":" ? component : terminator);
  });
  return latin1(text);
}

/** Whether its separators are those that hold without UNA. */
const isUsual = ({ characters: { component, element, terminator } }: Seed): boolean =>
  component === 0x3a && element === 0x2b && terminator === 0x27;

const isService = ({ tag }: Piece): boolean => tag.startsWith("UN") || tag === "";

type Part = { readonly piece: Piece; readonly bytes: Buffer };

const partsOf = ({ bytes, pieces }: Seed): Part[] =>
  pieces.map((piece) => ({ piece, bytes: bytes.subarray(piece.start, piece.end) }));

/** Positions of the parts that say nothing of a person. */
function foreign(parts: readonly Part[], fits: (piece: Piece) => boolean): number[] {
  return parts.flatMap(({ piece }, at) => (!piece.personal && fits(piece) ? [at] : []));
}

function drop(parts: Part[], random: Random, usual: boolean): void {
  const may = foreign(parts, ({ tag }) => !HEADERS.has(tag) || (tag === "UNB" && usual));
  if (may.length > 0) parts.splice(random.pick(may), 1);
}

function double(parts: Part[], random: Random): void {
  const may = foreign(parts, ({ tag }) => tag !== "UNA" && tag !== "");
  if (may.length === 0) return;
  const at = random.pick(may);
  parts.splice(at, 0, parts[at]!);
}

function exchange(parts: Part[], random: Random): void {
  const fits = (piece: Piece): boolean => !isService(piece) && !OPENERS.has(piece.tag);
  const may = foreign(parts, fits).filter((at) => {
    const next = parts[at + 1];
    return next !== undefined && !next.piece.personal && fits(next.piece);
  });
  if (may.length === 0) return;
  const at = random.pick(may);
  const [first, second] = [parts[at]!, parts[at + 1]!];
  parts.splice(at, 2, second, first);
}

/** Other values in a segment that names nobody. */
function spoil(parts: Part[], random: Random, { characters }: Seed): void {
  const may = foreign(parts, (piece) => !isService(piece) && piece.end - piece.start > 5);
  if (may.length === 0) return;
  const at = random.pick(may);
  const { piece, bytes } = parts[at]!;
  const changed = Buffer.from(bytes);
  let end = changed.length;
  while (end > 4 && changed[end - 1]! <= 0x20) end--;
  const to = 4 + random.below(Math.max(1, end - 5));
  const { release, terminator } = characters;
  // What a release character releases is not to be touched: the end of the segment may be.
  if (changed[to] === release || changed[to - 1] === release || to >= end - 1) return;
  const instead = PLAIN[random.below(PLAIN.length)]!;
  if (instead !== release && instead !== terminator) changed[to] = instead;
  parts[at] = { piece, bytes: changed };
}

/** A segment that nobody knows, where no group of a person is torn apart. */
function insert(parts: Part[], random: Random, seed: Seed): void {
  const may = parts.flatMap(({ piece }, at) => {
    const before = parts[at - 1];
    if (before === undefined || HEADERS.has(piece.tag) || before.piece.tag === "UNA") return [];
    const opens = piece.tag === "NAD" || piece.tag === "TIF";
    return (!piece.personal || opens) && !OPENERS.has(before.piece.tag) ? [at] : [];
  });
  if (may.length === 0) return;
  const at = random.pick(may);
  const bytes = strange(seed, random);
  parts.splice(at, 0, { piece: { start: 0, end: bytes.length, tag: "ZZZ", personal: false }, bytes });
}

/** Text around, or an encoding: as mail, telegrams and hosts deliver. */
function deliver(bytes: Buffer, random: Random): Buffer {
  const mail = (encoding: string, body: string): Buffer =>
    latin1(`MIME-Version: 1.0\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`);
  switch (random.below(10)) {
    case 9:
      return gzipSync(bytes);
    case 6:
      return isLine(bytes) ? telegram(oneLine(bytes)) : bytes;
    case 7:
      return isLine(bytes) ? telegrams(oneLine(bytes)) : bytes;
    case 8:
      return mailWith("application/edifact", bytes);
    case 5:
      return Buffer.concat([latin1("\x01\r\nQN GYDPIXS\r\n.GYDRMJ2 190830\r\n\x02"), bytes, latin1("\x03")]);
    case 0:
      return Buffer.concat([
        latin1("\r\nQN GYDPIXS\r\n.GYDRMJ2 190830\r\n\x02"),
        bytes,
        latin1("\x03\r\nNNNN\r\n"),
      ]);
    case 1:
      return Buffer.concat([bytes, latin1("\r\n\r\nThis message is for the addressee only.\r\n\x0c")]);
    case 2:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes, Buffer.alloc(3)]);
    case 3:
      return mail("base64", bytes.toString("base64").replace(/.{76}/g, "$&\r\n"));
    case 4:
      return mail(
        "quoted-printable",
        bytes
          .toString("latin1")
          .replace(
            /[^ -<>-~\r\n]|=/g,
            (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
          )
          .replace(/[^\r\n]{60}(?![\r\n])/g, (line) => softBroken(line)),
      );
    default:
      return Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le");
  }
}

/** Whether a telegraph line can carry it whole: ASCII from UNA or UNB on. */
const isLine = (bytes: Buffer): boolean => /^UN[AB][ -~\r\n]*$/.test(bytes.toString("latin1"));

const oneLine = (bytes: Buffer): string => bytes.toString("latin1").replace(/[\r\n]+/g, "");

/** A line that goes on, not broken inside an encoded byte. */
function softBroken(line: string): string {
  const at = /=[0-9A-F]?$/.exec(line)?.index ?? line.length;
  return `${line.slice(0, at)}=\r\n${line.slice(at)}`;
}

/** One change to the order of segments at most, and up to two to what they say. */
export function harmless(seed: Seed, random: Random): Buffer {
  const parts = partsOf(seed);
  const kind = random.below(5);
  if (kind === 0) drop(parts, random, isUsual(seed));
  else if (kind === 1) double(parts, random);
  else if (kind === 2) exchange(parts, random);
  for (let left = random.below(3); left > 0; left--) {
    if (random.oneIn(2)) spoil(parts, random, seed);
    else insert(parts, random, seed);
  }
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  return random.oneIn(5) ? deliver(bytes, random) : bytes;
}
