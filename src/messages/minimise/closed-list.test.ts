// Whatever is sent in whatever place: what is kept of a message holds only fields of the closed list, in the shapes they have.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadMessage } from "../message.ts";
import { readBytes } from "../read.ts";
import { bookingFields, listFields, type Leaf } from "./admitted-fields.ts";
import { closedMessage } from "./closed-list.ts";
import { cutsOfSource } from "./closed-source.ts";
import { redact } from "./redact.ts";

const folder = join(import.meta.dirname, "../../../samples");
const samples = ["paxlst", "pnrgov"].flatMap((kind) =>
  readdirSync(join(folder, kind))
    .filter((name) => name.endsWith(".edi"))
    .map((name) => [`${kind}/${name}`, readFileSync(join(folder, kind, name), "latin1")] as const),
);

/** A word that no standard, name or place has. */
const token = "QXZJKVWQ";

/** Everything of a message that is written down: the records, the findings of its receipt, its kept source. */
function kept(source: Buffer): { readonly messages: readonly ReadMessage[]; readonly text: string } {
  const messages = readBytes(source).map((message) => closedMessage(message, source));
  const texts = messages.map((message) => {
    const bytes = redact(source, { ...message, cuts: cutsOfSource(message, source) }).bytes;
    return Buffer.from(bytes).toString("latin1");
  });
  return { messages, text: texts.join("\n") };
}

/** The fields in which a text stands: `travellers.surname`. */
function fieldsWith(value: unknown, sought: string, path = ""): string[] {
  if (typeof value === "string") return value.toUpperCase().includes(sought) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, said]) => [
    ...(key.toUpperCase().includes(sought) ? [`${path}.KEY`] : []),
    ...fieldsWith(said, sought, Array.isArray(value) ? path : `${path}.${key}`),
  ]);
}

function leafAt(path: string): Leaf | undefined {
  let at: unknown = path.startsWith(".bookings") ? bookingFields : listFields;
  for (const key of path.split(".").slice(2)) {
    while (Array.isArray(at)) at = at[0];
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  }
  while (Array.isArray(at)) at = at[0];
  return at as Leaf | undefined;
}

describe("a word in every component of every segment of the samples", () => {
  test.each(samples)("%s: stands only where the closed list admits such a value (PNRD-6.1)", (_, text) => {
    const segments = text.split("'");
    const reached = new Set<string>();
    segments.forEach((segment, s) => {
      const elements = segment.split("+");
      elements.forEach((element, e) => {
        const components = element.split(":");
        components.forEach((_component, c) => {
          if (e === 0 && c === 0) return;
          const planted = components.with(c, token).join(":");
          const sent = segments.with(s, elements.with(e, planted).join("+")).join("'");
          const { messages, text: source } = kept(Buffer.from(sent, "latin1"));
          const fields = messages.flatMap(({ passengerList, bookings }) =>
            fieldsWith({ passengerList, bookings }, token),
          );
          fields.forEach((field) => reached.add(field));
          // No finding says it, whatever it was taken for; the source says it only where a field does, or the envelope.
          expect(
            fieldsWith(
              messages.map(({ findings }) => findings),
              token,
            ),
          ).toEqual([]);
          const isEnvelope = messages.some(
            ({ control, envelope }) => fieldsWith({ control, envelope }, token).length > 0,
          );
          expect(fields.length > 0 || isEnvelope || !source.includes(token)).toBe(true);
        });
      });
    });
    for (const path of reached) {
      const leaf = leafAt(path);
      expect([path, leaf?.shape.fits(token), leaf?.basis !== "beyond"]).toEqual([path, true, true]);
    }
  });
});

test("unknown segments, elements and services in any place leave nothing, in any of the separators (PNRD-6.1, PNRD-I-12)", () => {
  const push = samples.find(([name]) => name === "pnrgov/family-full-push.edi")?.[1] ?? "";
  const segments = push.split("'");
  const first = segments.findIndex((segment) => segment.trim().startsWith("SRC"));
  const secret = fc.constantFrom(token, `${token} 1`, `X ${token}/Y`);
  const foreign = fc.oneof(
    secret.map((text) => `ZZZ+${text}+A:${text}`),
    secret.map((text) => `SSR+OTHS:HK:1:J2:::::${text}`),
    secret.map((text) => `SSR+ZZZZ:HK:1:J2:::GYD:IST:${text}+${text}::1`),
    secret.map((text) => `IFT+4:28::J2+${text}+${text}`),
    secret.map((text) => `LTS+${text}`),
    secret.map((text) => `RPI++++++++${text}`),
    secret.map((text) => `DAT+700:${text}:${text}:${text}`),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(foreign, fc.nat()), { minLength: 1, maxLength: 5 }), (plants) => {
      const sent = [...segments];
      for (const [segment, at] of plants)
        sent.splice(first + 1 + (at % (sent.length - first - 3)), 0, segment);
      const { messages, text } = kept(Buffer.from(sent.join("'")));
      expect(messages.length).toBeGreaterThan(0);
      const stored = messages.map(({ bookings, findings }) => ({ bookings, findings }));
      expect(JSON.stringify(stored)).not.toContain(token);
      expect(text).not.toContain(token);
    }),
    { numRuns: 200 },
  );
});

test("unknown columns of a manifest and unknown elements of a PNRGOV in XML leave nothing (EUAPI13-4.2, EUAPI13-4.3)", () => {
  const table = readFileSync(join(folder, "manifest/coach.csv"), "utf8");
  const separator = table.split("\n")[0]?.includes(";") === true ? ";" : ",";
  const wide = table
    .split(/\r?\n/)
    .map((line, i) => (line === "" ? line : `${line}${separator}${i === 0 ? token : `${token} ${i}`}`))
    .join("\n");
  const ofTable = kept(Buffer.from(wide));
  expect(ofTable.messages[0]?.passengerList?.travellers.length).toBeGreaterThan(0);
  expect(
    JSON.stringify(ofTable.messages.map(({ passengerList, findings }) => [passengerList, findings])),
  ).not.toContain(token);

  for (const name of readdirSync(join(folder, "pnrgov-xml")).filter((each) => each.endsWith(".xml"))) {
    const xml = readFileSync(join(folder, "pnrgov-xml", name), "utf8");
    const planted = xml.replace(
      /<\/(\w+:)?PNR>/g,
      `<!-- ${token} --><Other a="${token}"><${token}>${token}</${token}></Other>$&`,
    );
    const { messages, text } = kept(Buffer.from(planted));
    expect(planted).toContain(token);
    expect(JSON.stringify(messages.map(({ bookings, findings }) => [bookings, findings]))).not.toContain(
      token,
    );
    expect([name, text.includes(token)]).toEqual([name, false]);
  }
});

test("place of birth and State of residence, which no list of the law has, are read and not kept (EUAPI13-4.2, PNRD-I-18)", () => {
  const source = Buffer.from(samples.find(([name]) => name === "paxlst/one-flight.edi")?.[1] ?? "", "latin1");
  const [before] = readBytes(source);
  expect(before?.passengerList?.travellers.some(({ placeOfBirth }) => placeOfBirth !== null)).toBe(true);
  const { messages, text } = kept(source);
  for (const traveller of messages[0]?.passengerList?.travellers ?? []) {
    expect([traveller.placeOfBirth, traveller.residence]).toEqual([null, null]);
  }
  expect(text).toMatch(/LOC\+180\+REDACTED'/);
  expect(text).not.toMatch(/LOC\+(?:180|174)\+(?!REDACTED')/);
});
