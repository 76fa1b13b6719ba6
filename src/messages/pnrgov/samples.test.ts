// Every sample of samples/pnrgov reads as its .expected.json says, whole, in any chunks, and again after redaction.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadMessage } from "../message.ts";
import { redact } from "../minimise/redact.ts";
import { joinPieces, readBytes, readMessages } from "../read.ts";

const folder = join(import.meta.dirname, "../../../samples/pnrgov");
const samples = readdirSync(folder).filter((name) => name.endsWith(".edi"));

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const facts = (messages: readonly ReadMessage[]) =>
  messages.map(({ accepted, push, bookings, findings, cuts }) => ({
    accepted,
    push,
    bookings,
    findings: findings.map(({ code, segment }) => `${code} ${segment ?? "-"}`).toSorted(byText),
    cuts: cuts.map((cut) => cut.reason),
  }));

/** The input with each message in it replaced by what may be kept of it. */
export function redacted(source: Uint8Array, messages: readonly ReadMessage[]): Buffer {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const message of messages) {
    pieces.push(source.subarray(from, message.start), redact(source, message).bytes);
    from = message.end;
  }
  return Buffer.concat([...pieces, source.subarray(from)]);
}

describe.each(samples)("%s", (name) => {
  const source = readFileSync(join(folder, name));
  const expected: unknown = JSON.parse(
    readFileSync(join(folder, name.replace(/\.edi$/, ".expected.json")), "utf8"),
  );

  it("reads as expected", () => {
    expect(facts(readBytes(source))).toEqual(expected);
  });

  it("reads the same byte by byte", async () => {
    const messages: ReadMessage[] = [];
    const bytes = Array.from(source, (byte) => Uint8Array.of(byte));
    for await (const message of readMessages(bytes)) messages.push(message);
    expect(facts(joinPieces(messages))).toEqual(expected);
  });

  it("gives the same bookings from what may be kept of it, with nothing more to cut", () => {
    const messages = readBytes(source);
    const again = readBytes(redacted(source, messages));
    expect(again.map((message) => message.bookings)).toEqual(messages.map((message) => message.bookings));
    expect(again.map((message) => message.cuts)).toEqual(messages.map(() => []));
  });

  it("keeps none of the bytes it cuts where they stood", () => {
    for (const message of readBytes(source)) {
      const { bytes, marks } = redact(source, message);
      expect(marks.map((mark) => mark.reason)).toEqual(message.cuts.map((cut) => cut.reason));
      for (const mark of marks) {
        expect(Buffer.from(bytes.subarray(mark.start, mark.end)).toString("latin1")).toMatch(
          /^(?:REDACTED|[X -]+)$/,
        );
      }
    }
  });
});
