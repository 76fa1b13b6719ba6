// The XML reader: events with exact positions, references resolved, hostile documents refused in bounded time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXml, unknownEntity, type XmlFault } from "./read-xml.ts";
import { xmlText } from "./xml-text.ts";

type Event = readonly [kind: "open" | "text" | "close" | "attribute", name: string, source: string];

function eventsOf(document: string, depth = 10): { events: Event[]; fault: XmlFault | null } {
  const bytes = Buffer.from(document, "utf8");
  const events: Event[] = [];
  const source = (start: number, end: number): string => bytes.toString("utf8", start, end);
  const fault = readXml(
    bytes,
    {
      open: (name, attributes, at) => {
        events.push(["open", name, source(at, at + 1)]);
        for (const one of attributes) events.push(["attribute", one.name, source(one.start, one.end)]);
      },
      text: (range) => events.push(["text", xmlText(bytes, range), source(range.start, range.end)]),
      close: (name, end) => events.push(["close", name, source(end - 1, end)]),
    },
    { depth },
  );
  return { events, fault };
}

describe("events", () => {
  it("tells elements, attributes and texts with their bytes", () => {
    const { events, fault } = eventsOf(
      `\uFEFF<?xml version="1.0"?>\n<!-- Ə --><a:PNR  ID = 'Ə&amp;1' b="x>y"><c/>É &#65;<![CDATA[&amp;<]]></a:PNR>\n`,
    );
    expect(fault).toBeNull();
    expect(events).toEqual([
      ["open", "a:PNR", "<"],
      ["attribute", "ID", "Ə&amp;1"],
      ["attribute", "b", "x>y"],
      ["open", "c", "<"],
      ["close", "c", ">"],
      ["text", "É A", "É &#65;"],
      ["text", "&amp;<", "&amp;<"],
      ["close", "a:PNR", ">"],
    ]);
  });

  it("resolves the five entities and characters, and leaves the rest as it is written", () => {
    const text = "&lt;&gt;&quot;&apos;&#x41;&#66;&foo;&#0;&#xD800;&#x110000;&;& &amp";
    const bytes = Buffer.from(text, "utf8");
    const range = { start: 0, end: bytes.length };
    expect(xmlText(bytes, range)).toBe("<>\"'AB&foo;&#0;&#xD800;&#x110000;&;& &amp");
    expect(unknownEntity(bytes, range)).toBe(text.indexOf("&foo;"));
  });
});

describe("faults", () => {
  it.each([
    ["nothing", "", "not-well-formed"],
    ["text before the root", "x<a/>", "not-well-formed"],
    ["text after the root", "<a/>x", "not-well-formed"],
    ["a second root", "<a/><b/>", "not-well-formed"],
    ["an open element", "<a><b></b>", "truncated"],
    ["an open tag", '<a><b c="1"', "truncated"],
    ["an open comment", "<a><!-- ", "truncated"],
    ["an attribute twice", '<a b="1" b="2"/>', "not-well-formed"],
    ["a bare attribute", "<a b/>", "not-well-formed"],
    ["< in a value", '<a b="<"/>', "not-well-formed"],
    ["a document type", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "forbidden-construct"],
    ["a billion laughs", '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a>&b;</a>', "forbidden-construct"],
    ["depth", "<a>".repeat(11), "too-deep"],
    [
      "attributes",
      `<a ${Array.from({ length: 300 }, (_, i) => `b${i}="1"`).join(" ")}/>`,
      "too-large-markup",
    ],
    ["a name", `<${"a".repeat(300)}/>`, "too-large-markup"],
  ])("%s", (_, document, reason) => {
    expect(eventsOf(document).fault?.reason).toBe(reason);
  });

  it("says where: byte and line", () => {
    expect(eventsOf("<a>\n<É>\n</b></a>").fault).toMatchObject({ at: 9, line: 3 });
  });
});

it("takes a hostile document in one pass", () => {
  const many = 300_000;
  const documents = [
    "&".repeat(many),
    `<a>${"&".repeat(many)}</a>`,
    "<".repeat(many),
    `<a ${"b=".repeat(many)}`,
  ];
  expect(documents.map((document) => eventsOf(document).fault?.reason)).toEqual([
    "not-well-formed",
    undefined,
    "truncated",
    "truncated",
  ]);
});

it("goes on behind what is malformed in one pass", () => {
  const many = 300_000;
  const told = (document: string): number => {
    let count = 0;
    const handler = { open: () => {}, text: () => {}, close: () => {}, mend: () => (count += 1) };
    readXml(Buffer.from(document), handler, { depth: 10 });
    return count;
  };
  expect(told(`<a>${"<".repeat(many)}</a>`)).toBe(many);
  expect(told(`<a>${"<\n".repeat(many)}</a>`)).toBe(many);
  expect(told(`<a>${"<!--".repeat(many)}</a>`)).toBe(many);
  expect(told(`<a>${"<?x".repeat(many)}</a>`)).toBe(many);
  expect(told(`<a>${"<!a ".repeat(many)}</a>`)).toBe(many);
  expect(told(`<a>${"</b ".repeat(many)}</a>`)).toBe(many);
  expect(told(`<a ${'b="" '.repeat(many)}/>`)).toBe(many - 1);
});

it("looks for references within a value only: many values without any cost no more than their bytes", () => {
  const many = `<a>${'<b c="1">x</b>'.repeat(150_000)}</a>`;
  const bytes = Buffer.from(many);
  let texts = 0;
  const fault = readXml(
    bytes,
    {
      open: (_, attributes) => attributes.forEach((one) => (texts += xmlText(bytes, one).length)),
      text: (range) => (texts += unknownEntity(bytes, range) + xmlText(bytes, range).length + 1),
      close: () => undefined,
    },
    { depth: 3 },
  );
  expect([fault, texts]).toEqual([null, 300_000]);
});

it("never throws, whatever the bytes", () => {
  const whole = `<a b="1"><c d='2'>text &amp; more</c><!-- x --><![CDATA[y]]></a>`;
  const damage = fc.tuple(fc.nat(whole.length), fc.nat(12), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(damage, ([at, gap, text]) => {
      const { events, fault } = eventsOf(whole.slice(0, at) + text + whole.slice(at + gap));
      expect(fault !== null || events.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
