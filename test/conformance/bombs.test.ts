// edifact.md §6 hostile input: what is read of EDIFACT bombs, how much of it is held, and that it is the same in chunks.
import { describe, expect, it } from "vitest";
import { readMessages } from "#messages";
import type { ReadMessage } from "#messages";
import { codesOf, contentOf, only, paxlst, person, read } from "./messages.ts";

const list = paxlst();
const [before, after] = [list.slice(0, list.indexOf("NAT+2")), list.slice(list.indexOf("NAT+2"))];
const bomb = (filling: string, times: number): Buffer =>
  Buffer.concat([Buffer.from(before), Buffer.alloc(filling.length * times, filling), Buffer.from(after)]);

/** Counts what comes of a transmission in chunks, keeping nothing of it: messages, travellers, codes. */
async function counted(chunks: Iterable<Uint8Array>) {
  const codes = new Map<string, number>();
  let messages = 0;
  let travellers = 0;
  let most = 0;
  for await (const message of readMessages(chunks)) {
    messages++;
    const persons = message.passengerList?.travellers.length ?? 0;
    travellers += persons;
    most = Math.max(most, persons, message.findings.length);
    for (const code of codesOf(message)) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return { messages, travellers, most, codes: Object.fromEntries(codes) };
}
function* endless(beginning: string, filling: Buffer, times: number, end: string): Generator<Buffer> {
  yield Buffer.from(beginning);
  for (let i = 0; i < times; i++) yield filling;
  yield Buffer.from(end);
}

describe("one thing too many of: one finding, and the person is still there", () => {
  it.each<[string, Buffer, string]>([
    ["a million empty segments", bomb("'", 1_000_000), "SEGMENT_EMPTY"],
    [
      "a million separators in one segment",
      Buffer.concat([
        Buffer.from(`${before}FTX+BAG+`),
        Buffer.alloc(1_000_000, "+"),
        Buffer.from(`'${after}`),
      ]),
      "SEGMENT_TOO_LONG",
    ],
    [
      "a run of a million releases",
      Buffer.concat([
        Buffer.from(`${before}FTX+BAG+`),
        Buffer.alloc(1_000_001, "?"),
        Buffer.from(`X'${after}`),
      ]),
      "SEGMENT_TOO_LONG",
    ],
    [
      "invalid UTF-8",
      Buffer.concat([
        Buffer.from(`${before}FTX+BAG+++`),
        Buffer.alloc(60_000, 0xff),
        Buffer.from(`'${after}`),
      ]),
      "EDI21",
    ],
  ])("%s", (_, bytes, code) => {
    const message = only(bytes);
    expect(codesOf(message)).toContain(code);
    expect(codesOf(message).length).toBeLessThan(5);
    expect(message.passengerList?.travellers).toMatchObject([{ surname: "KESTREL" }]);
  });

  it("one element of 100 MB, never held", async () => {
    const chunk = Buffer.alloc(1_000_000, "A");
    const result = await counted(endless(`${before}FTX+BAG+++`, chunk, 100, `'${after}`));
    expect(result).toMatchObject({ messages: 1, travellers: 1, codes: { SEGMENT_TOO_LONG: 1 } });
  });

  it("10,000 groups opened one in another: each is said to be left open, the message is read", () => {
    const group = "UNG+PAXLST+J2+PIU+260301:1305+1+UN+D:05B'";
    const at = list.indexOf("UNH");
    const text = list.slice(0, at) + group.repeat(10_000) + list.slice(at);
    const message = only(text);
    expect(message.passengerList?.travellers).toHaveLength(1);
    expect(new Set(codesOf(message))).toEqual(new Set(["TRAILER_MISSING", "EDI29"]));
    expect(message.findings.length).toBeLessThanOrEqual(20_001);
  });

  it("a list of 200,000 persons comes in pieces", async () => {
    const filling = Buffer.from(
      person()
        .map((segment) => `${segment}'`)
        .join("")
        .repeat(500),
    );
    const beginning = list.slice(0, list.indexOf("NAD+FL"));
    const result = await counted(endless(beginning, filling, 400, "UNT+1+1'UNZ+1+R1'"));
    expect(result.travellers).toBe(200_000);
    expect(result.messages).toBeGreaterThan(50);
    // The same persons again and again: what goes beyond the findings kept is counted.
    expect(result.codes).toMatchObject({ FINDINGS_OMITTED: 1 });
  });
});

describe("wrapped, and cut at every byte behind the beginning that is looked at", () => {
  const two = paxlst({
    persons: [
      person(),
      person("NAD+FL+++PLOVER:MARTIN O?'", "RFF+ABO:J21002", "DOC+P:110:111+C0190102", "DTM+329:810316"),
    ],
  });
  const padding = `${"x".repeat(78)}\r\n`.repeat(210);
  const quoted = two
    .replaceAll("?", "=3F")
    .replace(/(.{50})(?=.{4})/g, (line) => (/=.?$/.test(line) ? line : `${line}=\r\n`));
  const heading = "QK PIUXXJ2\r\n.GYDXXJ2 250521\r\n";
  const filler = (reference: number): string =>
    paxlst({ unb: `UNB+UNOA:4+J2:ZZ+PIU:ZZ+260301:1305+F${reference}++APIS` });
  const fillers = Array.from({ length: 40 }, (_, i) => filler(i));
  const long = [...fillers, two].join("");
  const half = long.length - 300;
  it.each([
    [
      "telegrams",
      `${heading}PART 1/2\r\n${long.slice(0, half)}\r\nCONTINUED\r\n\r\n${heading}PART 2/2\r\n${long.slice(half)}\r\nNNNN\r\n`,
      long,
    ],
    [
      "mail",
      `From: a@b.example\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n${padding}--x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quoted}\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>${two.replaceAll("'", "&#39;")}</p>\r\n--x--\r\n`,
      two,
    ],
    [
      "HTML",
      `Content-Type: text/html\r\n\r\n<html>${padding}<p>${two.replaceAll("'", "&#39;<br>\r\n")}</p></html>`,
      two,
    ],
    ["UTF-16", Buffer.from(`\ufeff${padding}${two}`, "utf16le"), two],
  ])("%s", async (_, input, plain) => {
    const bytes = typeof input === "string" ? Buffer.from(input, "latin1") : input;
    const whole = read(bytes);
    expect(contentOf(whole)).toEqual(contentOf(read(plain)));
    const wanted = JSON.stringify(whole);
    const wrong: number[] = [];
    for (let place = bytes.length - 1; place > Math.max(16 * 1024, bytes.length - 900); place--) {
      const messages: ReadMessage[] = [];
      for await (const message of readMessages([bytes.subarray(0, place), bytes.subarray(place)]))
        messages.push(message);
      if (JSON.stringify(messages) !== wanted) wrong.push(place);
    }
    expect(wrong).toEqual([]);
  });
});
