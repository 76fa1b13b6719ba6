// A backup can be read with its key alone, and an altered, shortened, or lengthened one not at all.
import { expect, test } from "vitest";
import { BackupUnreadable, headOf, openBackup, sealBackup, type BackupHead } from "./backup-file.ts";

const key = Buffer.alloc(32, 3);
const head: BackupHead = {
  format: "openpiu-backup-1",
  madeAt: "2027-01-01T00:00:00.000Z",
  expiresAt: "2027-01-15T00:00:00.000Z",
  ledger: { seq: 7, hash: "ab" },
};

async function* inChunks(bytes: Buffer, size = 100_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function all(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const held: Buffer[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return Buffer.concat(held);
}

test("what was sealed comes back, and nothing of it shows in the file (PNRD-13.4)", async () => {
  for (const size of [0, 10, 1_048_576, 2_500_000]) {
    const dump = Buffer.alloc(size, "SURNAME ");
    const file = await all(sealBackup(key, head, inChunks(dump)));
    expect(file.includes("SURNAME")).toBe(false);
    expect(headOf(file)?.head).toEqual(head);
    expect((await all(openBackup(key, inChunks(file, 70_001)))).equals(dump)).toBe(true);
  }
});

test("an altered byte, a later expiry, a piece less, something behind it, another key: refused", async () => {
  const file = await all(sealBackup(key, head, inChunks(Buffer.alloc(2_500_000, 1))));
  const altered = Buffer.from(file);
  altered[file.length - 9]! ^= 1;
  const prolonged = Buffer.from(file.toString("latin1").replace("2027-01-15", "2028-01-15"), "latin1");
  const shorter = file.subarray(0, headOf(file)!.length + 2 * (1_048_576 + 32));
  for (const wrong of [altered, prolonged, shorter, Buffer.concat([file, file.subarray(-40)])]) {
    await expect(all(openBackup(key, inChunks(wrong)))).rejects.toBeInstanceOf(BackupUnreadable);
  }
  await expect(all(openBackup(Buffer.alloc(32, 4), inChunks(file)))).rejects.toBeInstanceOf(BackupUnreadable);
  expect(headOf(Buffer.from("PGDMP"))).toBeNull();
});
