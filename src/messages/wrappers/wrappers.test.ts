// Messages in mail, XML, mainframe and other clothes: read as if they had none.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aPassengerList, aPerson } from "../fixtures.ts";
import type { ReadMessage } from "../message.ts";
import { joinPieces, readBytes, readMessages } from "../read.ts";

const text = aPassengerList({ persons: [aPerson(), aPerson({}, 2)], lineBreaks: true });
const lists = (messages: readonly ReadMessage[]): unknown =>
  messages.map(({ passengerList }) => passengerList);
const plain = lists(readBytes(Buffer.from(text)));

function inLines(encoded: string): string {
  return encoded.replace(/.{76}/g, "$&\r\n");
}

function quoted(sent: string): string {
  const letters = sent.replace(/[=+']/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return letters
    .replace(/[^\r\n]{72}(?![^\r\n]?[0-9A-F]{0,1}$)/g, (line) => `${line}`)
    .replace(/(.{60,72}?)(?==|$)/gm, "$1=\r\n");
}

const headers = "From: ops@j2.example\r\nTo: api@piu.example\r\nSubject: list\r\nMIME-Version: 1.0\r\n";
const base64 = inLines(Buffer.from(text).toString("base64"));

const wrapped: readonly (readonly [string, string | Uint8Array])[] = [
  ["mail in plain text", `${headers}Content-Type: text/plain\r\n\r\n${text}\r\n-- \r\nsignature`],
  [
    "mail in base64",
    `${headers}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`,
  ],
  [
    "mail in quoted-printable",
    `${headers}Content-Transfer-Encoding: Quoted-Printable\r\n\r\n${quoted(text)}\r\n`,
  ],
  [
    "mail with an attachment",
    `${headers}Content-Type: multipart/mixed;\r\n boundary="b=1"\r\n\r\nThis is mail.\r\n--b=1\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b=1\r\nContent-Type: application/EDIFACT\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n--b=1--\r\nbye\r\n`,
  ],
  ["bare base64", base64],
  ["bare quoted-printable", quoted(text)],
  ["XML with entities", `<soap><list>${text.replaceAll("'", "&apos;")}</list></soap>`],
  ["XML with numbers", `<list>${text.replaceAll("'", "&#39;")}</list>`],
  ["escaped line breaks", text.replaceAll("\r\n", "\\r\\n")],
  ["UTF-16 with its mark", Buffer.from(`\ufeff${text}`, "utf16le")],
  ["UTF-16 without", Buffer.from(text, "utf16le")],
  ["UTF-16, big end first", Buffer.from(text, "utf16le").swap16()],
  [
    "MQ header before",
    Buffer.concat([Buffer.from("MD  \u0001\0\0\0RFH \0\0\0\u0002", "latin1"), Buffer.from(text)]),
  ],
];

describe("wrapped in", () => {
  it.each(wrapped)("%s", async (name, content) => {
    const bytes = typeof content === "string" ? Buffer.from(content, "latin1") : content;
    const messages = readBytes(bytes);
    expect(lists(messages)).toEqual(plain);
    const isDecoded = messages[0]!.findings.some(({ code }) => code === "CONTENT_DECODED");
    expect(isDecoded).toBe(!/plain|MQ/.test(name));
    const streamed: ReadMessage[] = [];
    const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) =>
      bytes.subarray(i * 7, i * 7 + 7),
    );
    for await (const message of readMessages(chunks)) streamed.push(message);
    expect(joinPieces(streamed)).toEqual(messages);
  });

  it("EBCDIC", () => {
    const letters = " .<(+|&!$*);-/,%_>?:#@'=\"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\r\n";
    const codes =
      "404b4c4d4e4f505a5b5c5d5e60616b6c6d6e6f7a7b7c7d7e7fc1c2c3c4c5c6c7c8c9d1d2d3d4d5d6d7d8d9e2e3e4e5e6e7e8e9f0f1f2f3f4f5f6f7f8f90d25";
    const table = Buffer.from(codes, "hex");
    const bytes = Buffer.from(Array.from(text, (letter) => table[letters.indexOf(letter)]!));
    const messages = readBytes(bytes);
    expect(lists(messages)).toEqual(plain);
    // One byte stays one byte: offsets count in what was delivered.
    expect(messages[0]!.start).toBe(text.indexOf("UNH"));
  });
});

describe("what only looks encoded", () => {
  it.each(["A=\r\nB", "A&AMPB", "\\N", "=7"])("%j in a value is data", (value) => {
    const message = readBytes(Buffer.from(text.replace("OPERATIONS", value)))[0]!;
    expect(message.findings.map(({ code }) => code)).not.toContain("CONTENT_DECODED");
    expect(message.passengerList?.travellers).toHaveLength(2);
  });

  it("random mail never throws and is the same in chunks", async () => {
    const line = fc.constantFrom(
      "From: a",
      "Content-Type: multipart/mixed; boundary=x",
      "--x",
      "--x--",
      "",
      "Content-Transfer-Encoding: base64",
      "Content-Transfer-Encoding: quoted-printable",
      base64.slice(0, 76),
      "=3D=",
      "=",
      text.slice(0, 60),
      "UNB+UNOA:4+A'",
      "&apos;UNH+",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 90 }),
        async (lines, size) => {
          const bytes = Buffer.from(lines.join("\r\n"), "latin1");
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.subarray(i * size, i * size + size),
          );
          const streamed: ReadMessage[] = [];
          for await (const message of readMessages(chunks)) streamed.push(message);
          expect(streamed).toEqual(readBytes(bytes));
        },
      ),
      { numRuns: 300 },
    );
  });
});
