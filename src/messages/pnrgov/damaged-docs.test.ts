// SSR DOCS that name the only traveller of a booking: whatever character of them is damaged, he is read, or it is said.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes } from "../read.ts";

const sample = readFileSync(
  join(import.meta.dirname, "../../../samples/pnrgov/group-one-document.edi"),
  "latin1",
);
const docs = /SSR\+DOCS[^']*LATERNAMED[^']*'/.exec(sample)![0];
const at = sample.indexOf(docs);

function read(segment: string) {
  const text = sample.slice(0, at) + segment + sample.slice(at + docs.length);
  const messages = readBytes(Buffer.from(text, "latin1"));
  const travellers = messages.flatMap(({ bookings }) => (bookings ?? []).flatMap((one) => one.travellers));
  const findings = messages.flatMap((message) => message.findings);
  return { travellers, findings, codes: findings.map(({ code }) => code) };
}

const whole = read(docs);
const named = (given: string) =>
  expect.arrayContaining([expect.objectContaining({ surname: "LATERNAMED", given })]);

describe("a damaged code", () => {
  it.each([
    ["a character changed", docs.replace("DOCS", "DXCS")],
    ["a character lost", docs.replace("DOCS", "DCS")],
    ["a separator in it", docs.replace("DOCS", "D+CS")],
    ["no separator behind it", docs.replace("DOCS:", "DOCSX")],
  ])("%s", (_, segment) => {
    const { travellers, codes } = read(segment);
    expect(travellers).toEqual(named("ULRIKE"));
    expect(codes).toContain("DOCS_CODE");
  });

  it("is none where the text is of another service", () => {
    const { travellers, codes } = read("SSR+XYZQ:HK:1:LH:::::/SOME/TEXT/OF/01JAN60/OTHER/KIND'");
    expect(travellers).toHaveLength(whole.travellers.length - 1);
    expect(codes).not.toContain("DOCS_CODE");
  });
});

describe("a text that a separator parts", () => {
  it.each([
    ["in the number", docs.replace("C0LJH1231", "C0LJ+1231")],
    ["in front of the birth date", docs.replace("/01JAN60", "+01JAN60")],
    ["behind the sex", docs.replace("/F/", "/F+")],
    ["at its beginning", docs.replace(":/P/", "+/P/")],
  ])("%s", (_, segment) => {
    const { travellers, codes } = read(segment);
    expect(travellers).toEqual(named("ULRIKE"));
    expect(codes).toContain("DOCS_PARTED");
  });
});

it("whatever character is damaged: nobody is lost in silence", () => {
  const silent: string[] = [];
  for (let i = 0; i < docs.length; i++) {
    for (const damage of ["", "X", "+", ":", "'", "?", "/", " "]) {
      const segment = docs.slice(0, i) + damage + docs.slice(i + 1);
      const { travellers, findings } = read(segment);
      const isTold = findings.some(({ severity }) => severity !== "info");
      if (travellers.length < whole.travellers.length && !isTold) silent.push(segment);
    }
  }
  expect(silent).toEqual([]);
});
