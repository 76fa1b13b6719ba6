// Every sample of samples/pnrgov-xml reads as its .expected.json says, whole, in any chunks, and again after redaction.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Booking } from "../booking.ts";
import type { ReadMessage } from "../message.ts";
import { redact } from "../minimise/redact.ts";
import { readBytes, readMessages } from "../read.ts";

const folder = join(import.meta.dirname, "../../../samples");
const samples = readdirSync(join(folder, "pnrgov-xml")).filter((name) => name.endsWith(".xml"));
const sample = (name: string): Buffer => readFileSync(join(folder, name));

const facts = (messages: readonly ReadMessage[]) =>
  messages.map(({ kind, syntax, version, accepted, control, push, bookings, findings, cuts }) => ({
    kind,
    syntax,
    version,
    accepted,
    control,
    push,
    bookings,
    findings: findings.map(({ code, segment, tag, offset }) => [code, segment, tag, offset]),
    cuts,
  }));

describe.each(samples)("%s", (name) => {
  const source = sample(`pnrgov-xml/${name}`);
  const expected: unknown = JSON.parse(
    sample(`pnrgov-xml/${name.replace(/\.xml$/, ".expected.json")}`).toString("utf8"),
  );
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it("reads as expected", () => {
    expect(asJson(facts(readBytes(source)))).toEqual(expected);
  });

  it("reads the same byte by byte", async () => {
    const messages: ReadMessage[] = [];
    for await (const message of readMessages(Array.from(source, (byte) => Uint8Array.of(byte))))
      messages.push(message);
    expect(asJson(facts(messages))).toEqual(expected);
  });

  it("gives the same bookings from what may be kept of it, with nothing more to cut", () => {
    for (const message of readBytes(source)) {
      const again = readBytes(redact(source, message).bytes);
      expect(again.map(({ bookings }) => bookings)).toEqual([message.bookings]);
      expect(again.map(({ cuts }) => cuts)).toEqual([[]]);
    }
  });

  it("keeps none of the bytes it cuts where they stood", () => {
    for (const message of readBytes(source)) {
      const { bytes, marks } = redact(source, message);
      for (const mark of marks) {
        const kept = Buffer.from(bytes.subarray(mark.start, mark.end)).toString("latin1");
        expect(kept).toMatch(/^(?:REDACTED|[X -]+)$/);
      }
    }
  });
});

/** What both notations can say alike: services are asked for one by one in XML, and elements are counted otherwise. */
function comparable(bookings: readonly Booking[] | undefined): unknown {
  return bookings?.map(({ services, ...rest }) => ({
    ...rest,
    segment: null,
    services: [...new Set(services?.map(({ code }) => code))].toSorted((a, b) => (a < b ? -1 : 1)),
  }));
}

it.each(["family-full-push", "update-with-cancellation"])("%s: XML and EDIFACT give one model", (name) => {
  const [xml] = readBytes(sample(`pnrgov-xml/${name}.xml`));
  const [edifact] = readBytes(sample(`pnrgov/${name}.edi`));
  expect(comparable(xml?.bookings)).toEqual(comparable(edifact?.bookings));
  expect(xml?.push).toEqual(edifact?.push);
  expect(xml?.version).toBe(edifact?.version);
  const codes = (message: ReadMessage | undefined) => message?.findings.map(({ code }) => code);
  expect(codes(xml)).toEqual(codes(edifact));
});
