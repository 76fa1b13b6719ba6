// Uploads on their way: whole and in order at the end, bounded, and never legible on the disk.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openLargeTurns } from "./large-turns.ts";
import { openSpools } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-spool-"));
afterAll(() => rmSync(folder, { recursive: true }));

const limits = { smallBytes: 64, memoryBytes: 100, carrierBytes: 10_000 };

test("pieces in any order, also written twice, make the file as last written", () => {
  const pieces = fc.array(
    fc.record({ offset: fc.nat(300), data: fc.uint8Array({ minLength: 1, maxLength: 100 }) }),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(pieces, (written) => {
      const spools = openSpools(folder, { ...limits, carrierBytes: 1_000_000 });
      const spool = spools.open("J2", 1_000_000);
      const expected = Buffer.alloc(500);
      const known = new Set<number>();
      let size = 0;
      for (const { offset, data } of written) {
        expect(spool.write(offset, data)).toBeUndefined();
        expected.set(data, offset);
        for (let at = 0; at < data.length; at++) known.add(offset + at);
        size = Math.max(size, offset + data.length);
      }
      expect(spool.size).toBe(size);
      const whole = spool.whole();
      expect(whole).toEqual(known.size < size ? null : expected.subarray(0, size));
      expect(spools.inMemory()).toBe(0);
    }),
  );
});

test("memory is bounded by all uploads together; the rest goes to files without a name", () => {
  const spools = openSpools(folder, limits);
  const uploads = Array.from({ length: 5 }, () => spools.open("J2", 1_000));
  for (const upload of uploads) expect(upload.write(0, Buffer.alloc(60, 1))).toBeUndefined();
  expect(spools.inMemory()).toBeLessThanOrEqual(100);
  expect(readdirSync(folder)).toEqual([]);
  for (const upload of uploads) expect(upload.whole()).toEqual(Buffer.alloc(60, 1));
  expect(spools.inMemory()).toBe(0);
});

test("one carrier's uploads together are bounded, and another's are not touched", () => {
  const spools = openSpools(folder, limits);
  const own = Array.from({ length: 11 }, () => spools.open("J2", 1_000));
  const answers = own.map((upload) => upload.write(0, Buffer.alloc(1_000)));
  expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => undefined));
  expect(answers[10]).toMatch(/waits to be complete/);
  expect(spools.open("TK", 1_000).write(0, Buffer.alloc(1_000))).toBeUndefined();
  own[0]?.discard();
  expect(own[10]?.write(0, Buffer.alloc(1_000))).toBeUndefined();
});

test("beyond its size, rewritten without end or at no place, an upload is refused", () => {
  const spools = openSpools(folder, { ...limits, carrierBytes: 100_000_000 });
  const upload = spools.open("J2", 1_000);
  expect(upload.write(990, Buffer.alloc(11))).toMatch(/more than 1000 bytes/);
  expect(upload.write(Number.NaN, Buffer.alloc(1))).toMatch(/no number/);
  expect(upload.write(-1, Buffer.alloc(1))).toMatch(/no number/);
  const rewritten = Array.from({ length: 1_200 }, () => upload.write(0, Buffer.alloc(1_000)));
  expect(rewritten.at(-1)).toMatch(/more than 1000 bytes/);
  upload.discard();
});

test("large files go one of each carrier at a time, small ones past them", async () => {
  const turns = openLargeTurns({ smallBytes: 10, together: 2 });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const large = (carrierId: string) =>
    turns({ carrierId, bytes: 100 }, async () => {
      begun.push(carrierId);
      await new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = [large("J2"), large("J2"), large("TK"), large("AZ")];
  await turns({ carrierId: "J2", bytes: 10 }, async () => void begun.push("small"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(["small", "J2", "TK"]);
  for (let next = 0; next < all.length; next++) {
    ends[next]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  expect(begun).toEqual(["small", "J2", "TK", "J2", "AZ"]);
});
