// Packed transmissions: read as what is in them, to the end or to the limit, and what is wrong with them is told.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinPieces, readBytes, readMessages, readTransmission } from "../read.ts";
import type { ReadMessage } from "../message.ts";

const samples = join(import.meta.dirname, "../../../samples");
const sample = (name: string): Buffer => readFileSync(join(samples, name));

async function streamed(chunks: Iterable<Uint8Array>): Promise<ReadMessage[]> {
  const messages: ReadMessage[] = [];
  for await (const message of readMessages(chunks)) messages.push(message);
  return joinPieces(messages);
}

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const codes = (message: ReadMessage | undefined) => message?.findings.map(({ code }) => code);

describe("gzip", () => {
  it.each([
    "paxlst/one-flight.edi",
    "pnrgov-xml/family-full-push.xml",
    "manifest/coach.csv",
    "manifest/ship.xlsx",
  ])("%s reads packed as it reads plain", async (name) => {
    const plain = sample(name);
    const read = readTransmission(gzipSync(plain));
    expect(read).toEqual(readTransmission(plain));
    expect(await streamed([gzipSync(plain)])).toEqual(await streamed([plain]));
  });

  it("reads the same in any chunks", async () => {
    const plain = sample("paxlst/one-flight.edi");
    const whole = readBytes(plain);
    const packed = gzipSync(plain);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), async (sizes) => {
        expect(await streamed(cut(packed, sizes))).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it("several members follow each other", () => {
    const [first, second] = [sample("paxlst/one-flight.edi"), sample("contrl/message-rejected.edi")];
    const both = readBytes(Buffer.concat([gzipSync(first), gzipSync(second)]));
    expect(both).toEqual(readBytes(Buffer.concat([first, second])));
  });

  it("what is cut off or damaged is read up to there, and told", async () => {
    const plain = sample("paxlst/one-flight.edi");
    const packed = gzipSync(plain, { level: 0 });
    const junk = Buffer.concat([packed, Buffer.from("junk behind it")]);
    const half = gzipSync(plain).subarray(0, -60);
    const changed = Buffer.from(packed);
    changed[changed.length - 20] = (changed.at(-20) ?? 0) ^ 0x01;
    for (const bytes of [packed.subarray(0, -8), packed.subarray(0, -1), half, junk, changed]) {
      for (const read of [readBytes(bytes), await streamed([bytes])]) {
        expect(read.at(0)?.kind).toBe("PAXLST");
        expect(read.at(-1)).toMatchObject({ index: 1, kind: "UNKNOWN", accepted: false });
        expect(codes(read.at(-1))).toEqual(["PACKED_DAMAGED"]);
      }
    }
    const nothing = readBytes(Buffer.from([0x1f, 0x8b, 8, 0]));
    expect(codes(nothing.at(-1))).toEqual(["PACKED_DAMAGED"]);
    expect(readBytes(Buffer.from([0x1f])).at(0)?.accepted).toBe(false);
  });

  it("a bomb is unpacked up to the limit, and what stands before it is read", async () => {
    const plain = sample("paxlst/one-flight.edi");
    const bomb = gzipSync(Buffer.concat([plain, Buffer.alloc(80 * 1024 * 1024, " ")]));
    expect(bomb.length).toBeLessThan(200_000);
    const read = readTransmission(bomb);
    expect(read.content.length).toBe(64 * 1024 * 1024);
    expect(read.messages[0]?.passengerList?.travellers).toHaveLength(
      readBytes(plain)[0]?.passengerList?.travellers.length ?? 0,
    );
    expect(codes(read.messages.at(-1))).toEqual(["PACKED_TOO_LARGE"]);
    // Packed again it is not unpacked again.
    expect(readTransmission(gzipSync(bomb)).content).toEqual(bomb);
  });

  it("no more than a thousand members are opened, and what they hold is read", () => {
    const packed = gzipSync(sample("paxlst/one-flight.edi"));
    const empty = gzipSync(Buffer.alloc(0));
    const some = Buffer.concat([...Array.from({ length: 900 }, () => empty), packed]);
    expect(readBytes(some).map(({ kind }) => kind)).toEqual(["PAXLST"]);
    const many = Buffer.concat([packed, ...Array.from({ length: 20_000 }, () => empty)]);
    expect(readBytes(many).map(({ kind }) => kind)).toEqual(["PAXLST", "UNKNOWN"]);
    expect(codes(readBytes(many).at(-1))).toEqual(["PACKED_DAMAGED"]);
  });

  it("never throws, whatever follows the mark", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readBytes(Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), bytes])).length).toBeGreaterThan(0);
      }),
    );
  });
});
