// Every text that reading gives can be kept and shown: without control characters, without halves of characters.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aPassengerList, aPerson } from "./fixtures.ts";
import { readBytes } from "./read.ts";

const samples = ["paxlst", "pnrgov"].flatMap((kind) => {
  const folder = fileURLToPath(new URL(`../../samples/${kind}/`, import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith(".edi"));
  return files.map((name) => readFileSync(folder + name));
});

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** What PostgreSQL takes neither as text nor in JSON, and what a screen should not be given. */
const unfit = (text: string): boolean => /[\p{Cc}\p{Cs}]/u.test(text.replace(/[\n\r]/g, ""));

test("control characters and wide characters anywhere leave no text that cannot be kept", () => {
  const strange = fc.constantFrom(
    Buffer.from([0]),
    Buffer.from([0, 1, 0x1b, 0x7f]),
    Buffer.from("😀"),
    Buffer.from("😀".repeat(60)),
    Buffer.from(`A${"😀".repeat(60)}`),
  );
  const inserted = fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom(...samples), inserted, (sample, inserts) => {
      let bytes = sample;
      for (const [place, piece] of inserts) {
        const at = place % (bytes.length + 1);
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
      }
      expect(textsOf(readBytes(bytes)).filter(unfit)).toEqual([]);
    }),
    { numRuns: 800 },
  );
});

test("a name with control characters is read without them, a tab in it is a blank, and the message says so", () => {
  const name = ["NAD", "FL", "", "", ["KES\u0000TR\u001bEL", "WREN\tMARTIN\u007f"]] as const;
  const text = aPassengerList({ persons: [aPerson({ NAD: [...name] })] });
  const [message] = readBytes(Buffer.from(text, "latin1"));
  expect(message?.passengerList?.travellers[0]).toMatchObject({ surname: "KESTREL", given: "WREN MARTIN" });
  expect(message?.findings.map(({ code }) => code)).toContain("EDI21");
});
