// However a transmission is cut on its way, the same is read: at every byte, and at the worst places of every wrapper.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aPassengerList, aPerson } from "./fixtures.ts";
import type { ReadMessage } from "./message.ts";
import { joinPieces, readBytes, readMessages } from "./read.ts";
import { MessageScanner } from "./scanner.ts";

const folder = join(import.meta.dirname, "../../samples");
const samples = ["paxlst", "pnrgov"].flatMap((kind) =>
  readdirSync(join(folder, kind))
    .filter((name) => name.endsWith(".edi"))
    .map((name) => [`${kind}/${name}`, readFileSync(join(folder, kind, name))] as const),
);
const name = ["ÄÖÜ É ƏLİYEVA", "O'HARA ?+: ANNA MARIA"];
const persons = [aPerson({ NAD: ["NAD", "FL", "", "", name] }), aPerson({}, 2)];
const released = aPassengerList({ persons, wrapAt: 21, syntax: ["UNOW", "4"] });
const made: readonly (readonly [string, Buffer])[] = [
  ["releases, UTF-8 and lines of 21 bytes", Buffer.from(released, "utf8")],
  ["the same in Latin-1", Buffer.from(released.replace("Ə", "Ñ").replace("İ", "I"), "latin1")],
  ["between telegram lines", Buffer.from(`\r\nQN PIUXXJ2\r\n.GYDXXJ2 011305\r\n${released}\r\nNNNN`, "utf8")],
  ["two interchanges, the first not closed", Buffer.from(released.replace(/UNT.*/s, "") + released, "utf8")],
  ["broken off in a release pair", Buffer.from(released.slice(0, released.indexOf("?'") + 1), "utf8")],
];

/** What is read when the input comes in parts that end at the places, each looked at as soon as it is there. */
function readCut(bytes: Buffer, places: readonly number[]): ReadMessage[] {
  const scanner = new MessageScanner(1);
  const messages: ReadMessage[] = [];
  const takeReady = (): void => {
    for (let message = scanner.next(); message !== null; message = scanner.next()) messages.push(message);
  };
  let from = 0;
  for (const to of [...places, bytes.length]) {
    // The owner of a chunk may write over it.
    const chunk = Buffer.from(bytes.subarray(from, to));
    scanner.push(chunk);
    takeReady();
    chunk.fill(0x27);
    from = to;
  }
  scanner.end();
  takeReady();
  return joinPieces(messages);
}

/** Compared as text: a deep comparison at every byte takes long. */
function isSame(read: readonly ReadMessage[], whole: readonly ReadMessage[]): boolean {
  return JSON.stringify(read) === JSON.stringify(whole);
}

describe("cut in two at every byte", () => {
  it.each([...samples, ...made])("%s", (_, bytes) => {
    const whole = readBytes(bytes);
    const step = bytes.length > 4000 ? 7 : 1;
    const wrong: number[] = [];
    for (let place = 0; place < bytes.length; place += step) {
      if (!isSame(readCut(bytes, [place]), whole)) wrong.push(place);
    }
    expect(wrong).toEqual([]);
  });
});

it("cut anywhere any number of times", () => {
  const sample = fc.constantFrom(...[...samples, ...made].map(([, bytes]) => bytes));
  const places = fc.array(fc.nat(5000), { maxLength: 40 });
  fc.assert(
    fc.property(sample, places, (bytes, anywhere) => {
      const sorted = anywhere.map((place) => place % bytes.length).toSorted((a, b) => a - b);
      expect(readCut(bytes, sorted)).toEqual(readBytes(bytes));
    }),
    { numRuns: 200 },
  );
});

it("cut anywhere, after damage", () => {
  const sample = fc.constantFrom(...samples.map(([, bytes]) => bytes));
  const damage = fc.record({
    at: fc.nat(5000),
    remove: fc.nat(12),
    insert: fc.constantFrom(
      "'",
      "+",
      "?",
      "\r\n",
      "SRC'",
      "UNB+",
      "UNT+",
      "UNZ+1'",
      "UNA:*.? #",
      "\u2019",
      "",
      " ",
    ),
  });
  fc.assert(
    fc.property(sample, fc.array(damage, { minLength: 1, maxLength: 6 }), fc.nat(60), (bytes, all, size) => {
      let text = bytes.toString("latin1");
      for (const { at, remove, insert } of all) {
        const place = at % text.length;
        text = text.slice(0, place) + insert + text.slice(place + remove);
      }
      const damaged = Buffer.from(text, "utf8");
      const places = Array.from(
        { length: Math.floor(damaged.length / (size + 1)) },
        (_, i) => i * (size + 1),
      );
      expect(readCut(damaged, places)).toEqual(readBytes(damaged));
    }),
    { numRuns: 300 },
  );
});

const list = (reference: number): string =>
  aPassengerList({
    persons: Array.from({ length: 40 }, (_, i) =>
      aPerson(i === 0 ? { NAD: ["NAD", "FL", "", "", name] } : {}, i),
    ),
    reference: String(reference),
    syntax: ["UNOW", "4"],
    lineBreaks: true,
  });
const long = Array.from({ length: 14 }, (_, i) => list(i + 1)).join("");
const push = samples.map(([, bytes]) => bytes.toString("latin1")).join("\r\n");
const utf8 = Buffer.from(long, "utf8");
const headers = (encoding: string): string =>
  `From: ops@j2.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
const quoted = utf8
  .toString("latin1")
  .replace(
    /[=+'\u0080-\u00ff]/g,
    (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  )
  .replace(/(.{60,72}?)(?==|$)/gm, "$1=\r\n");
const inLines = utf8.toString("base64").replace(/.{76}/g, "$&\r\n");

const wrapped: readonly (readonly [string, Buffer, RegExp])[] = [
  ["nothing", utf8, /UNA|\?.|[\u0080-\u00ff]|\r\n|UN[BHTZ]/g],
  ["nothing, PNRGOV too", Buffer.from(`${long}${push}${push}`, "latin1"), /UNA|\?.|\r\n|SRC|UN[BHTZ]/g],
  ["base64", Buffer.from(inLines), /[A-Z]\r\n/g],
  ["mail in base64", Buffer.from(`${headers("base64")}${inLines}\r\n--b--\r\n`), /\r\n|--b/g],
  ["mail in quoted-printable", Buffer.from(`${headers("quoted-printable")}${quoted}\r\n--b--`), /=\r\n|=../g],
  ["quoted-printable", Buffer.from(quoted), /=\r\n|=[0-9A-F]{2}/g],
  ["XML", Buffer.from(`<a>${utf8.toString("latin1").replaceAll("'", "&apos;")}</a>`, "latin1"), /&apos;/g],
  [
    "escaped line breaks",
    Buffer.from(utf8.toString("latin1").replaceAll("\r\n", "\\r\\n"), "latin1"),
    /\\r\\n/g,
  ],
  ["UTF-16", Buffer.from(`\ufeff${long}`, "utf16le"), /U\0N\0|\?\0|\r\0\n\0/g],
];

describe("in one buffer that its owner fills again and again", () => {
  const push = readFileSync(join(folder, "pnrgov-xml/family-full-push.xml"));
  it.each<readonly [string, Buffer]>([
    ["a list", Buffer.from(released, "utf8")],
    ["a push in XML", push],
    ["a packed list", gzipSync(released)],
    ...wrapped.map(([wrapper, bytes]): readonly [string, Buffer] => [wrapper, bytes]),
  ])("%s", async (_, bytes) => {
    for (const size of [bytes.length < 5000 ? 1 : 100, 5000]) {
      const buffer = Buffer.alloc(size);
      const chunks = function* () {
        for (let from = 0; from < bytes.length; from += size) {
          yield buffer.subarray(0, bytes.copy(buffer, 0, from));
        }
      };
      const read: ReadMessage[] = [];
      for await (const message of readMessages(chunks())) read.push(message);
      expect(isSame(joinPieces(read), readBytes(bytes))).toBe(true);
    }
  });
});

describe("a long transmission, cut at the worst places of", () => {
  it.each(wrapped)("%s", async (_, bytes, hostile) => {
    const whole = readBytes(bytes);
    expect(whole.length).toBeGreaterThan(10);
    // Behind the beginning by which the wrapper is told, and where the scanner begins to read.
    const text = bytes.toString("latin1");
    const starts = [16 * 1024, 64 * 1024 + 16 * 1024].flatMap((from) => {
      const found = text.slice(from, from + 3000).matchAll(hostile);
      return [...found].slice(0, 3).map((match) => [from + match.index, match[0].length] as const);
    });
    expect(starts.length).toBeGreaterThan(3);
    const wrong: number[] = [];
    for (const [start, length] of starts) {
      for (let place = start; place <= start + length; place++) {
        const chunks = [
          bytes.subarray(0, place),
          bytes.subarray(place, place + 1),
          bytes.subarray(place + 1),
        ];
        const read: ReadMessage[] = [];
        for await (const message of readMessages(chunks)) read.push(message);
        if (!isSame(joinPieces(read), whole)) wrong.push(place);
      }
    }
    expect(wrong).toEqual([]);
  });
});

it("so many segments between messages that the first are given up", () => {
  const stray = Array.from({ length: 10_000 }, (_, i) => (i % 3 === 0 ? "UNX" : i % 3 === 1 ? "N" : "FTX+A"));
  const list = aPassengerList();
  const at = list.indexOf("UNH+");
  const bytes = Buffer.from(`${list.slice(0, at)}${stray.join("'")}'\r\n${list.slice(at)}`);
  const whole = readBytes(bytes);
  expect(whole.map(({ kind }) => kind)).toEqual(["PAXLST"]);
  for (const step of [500, 8191, 8192, 20_000]) {
    const places = Array.from({ length: Math.floor(bytes.length / step) }, (_, i) => (i + 1) * step);
    expect([step, isSame(readCut(bytes, places), whole)]).toEqual([step, true]);
  }
});

it("a tag of which the end lies further than a segment is long", () => {
  const bytes = Buffer.from(aPassengerList().replace("TDT+", `TD${"\r\n".repeat(40_000)}T+`));
  const whole = readBytes(bytes);
  for (const step of [1000, 20_000, 70_000]) {
    const places = Array.from({ length: Math.floor(bytes.length / step) }, (_, i) => (i + 1) * step);
    expect([step, isSame(readCut(bytes, places), whole)]).toEqual([step, true]);
  }
});
