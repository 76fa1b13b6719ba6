// Words that every object knows by itself (constructor, toString) are values like any other wherever a table is asked for them.
import { describe, expect, it } from "vitest";
import { explainBytes } from "./grammar/explain.ts";
import { readBytes } from "./read.ts";
import { writePaxlst } from "./paxlst/write.ts";
import { writePnrgov } from "./pnrgov/write.ts";

const words = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];
const options = { sender: "A", recipient: "B", preparedAt: "2026-06-19T12:30", reference: "1" };

/** An interchange with the segments of one message. */
function bytesOf(type: string, segments: readonly string[], syntax = "UNOA"): Buffer {
  const message = [`UNH+1+${type}`, ...segments, `UNT+${segments.length + 2}+1`];
  const all = [`UNB+${syntax}:4+J2+AZPIU+260619:1230+1`, ...message, "UNZ+1+1"];
  return Buffer.from(all.map((segment) => `${segment}'`).join(""), "latin1");
}

const list = (...segments: string[]): string[] => ["BGM+745", "TDT+20+J2075+++J2", ...segments];
const push = (...segments: string[]): string[] => [
  "MSG+:22",
  "TVL+200626:0900:200626:1200+GYD+IST+J2+15",
  "SRC",
  "RCI+J2:ABC123::010526:1020",
  ...segments,
];
const PAXLST = "PAXLST:D:05B:UN:IATA";
const PNRGOV = "PNRGOV:13:1:IA";

describe.each(words)("%s", (word) => {
  it.each([
    ["type of a message", bytesOf(`${word}:D:05B:UN`, list("NAD+FL+++SAMPLE:ANNA"))],
    ["repertoire of an interchange", bytesOf(PAXLST, list("NAD+FL+++MÜSTER:ANNA"), word)],
    ["kind of a list", bytesOf(PAXLST, [`BGM+${word}`, "TDT+20+J2075+++J2", "NAD+FL+++SAMPLE:ANNA"])],
    ["mode of transport", bytesOf(PAXLST, ["BGM+745", `TDT+20+J2075+${word}++J2`, "NAD+FL+++SAMPLE:ANNA"])],
    ["type of a document in a list", bytesOf(PAXLST, list("NAD+FL+++SAMPLE:ANNA", `DOC+${word}+C1234567`))],
    ["type of a traveller", bytesOf(PNRGOV, push(`TIF+SAMPLE:I+ANNA:${word}:1`))],
    [
      "type of a document",
      bytesOf(
        PNRGOV,
        push("TIF+SAMPLE:I+ANNA:A:1", `SSR+DOCO:HK:1:J2::::://${word}/V1234567///AZE`, "SSR+FOID:HK:1:J2"),
      ),
    ],
    ["outcome of a push", bytesOf("ACKRES:13:1:IA", [`MSG+:23+${word}`])],
    ["kind of an answer", bytesOf("CUSRES:D:05B:UN:IATA", [`BGM+${word}`])],
    [
      "reference in a document",
      Buffer.from(`<?xml version="1.0"?><IATA_PNRGOV_NotifRQ><PNRs>&${word};</PNRs></IATA_PNRGOV_NotifRQ>`),
    ],
  ])("as %s", (_what, bytes) => {
    const messages = readBytes(bytes);
    expect(JSON.parse(JSON.stringify(messages))).toEqual(messages);
    expect(JSON.stringify(messages)).not.toMatch(/native code/);
    for (const { kind, passengerList, push: head, bookings } of messages) {
      expect(typeof kind).toBe("string");
      if (passengerList !== undefined) writePaxlst(passengerList, options);
      if (head === undefined || bookings === undefined) continue;
      const [again] = readBytes(writePnrgov({ ...head, bookings }, options));
      expect(again?.bookings?.map(({ travellers }) => travellers)).toEqual(
        bookings.map(({ travellers }) => travellers),
      );
    }
    expect(explainBytes(bytes).messages.length).toBeGreaterThanOrEqual(0);
  });
});
