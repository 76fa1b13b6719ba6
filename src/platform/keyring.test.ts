// Keys: rotated without losing what older ones sealed; a period's key once destroyed never comes back.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openKeyring } from "./keyring.ts";
import { periodKeyName } from "./period-keys.ts";
import { seal, unseal } from "./seal.ts";

async function newFiles(): Promise<{ firstKeyFile: string; folder: string }> {
  const base = await mkdtemp(join(tmpdir(), "openpiu-keys-"));
  onTestFinished(() => rm(base, { recursive: true }));
  return { firstKeyFile: join(base, "installation.key"), folder: join(base, "keys") };
}
const at = new Date("2026-11-23T00:00:00Z");

test("what the single key of before sealed opens, and every rotation after it (LED-29.2)", async () => {
  const files = await newFiles();
  const keyring = await openKeyring(files);
  const old = seal(keyring.root, "receipt", Buffer.from("of before"));
  const first = seal(keyring, "receipt", Buffer.from("first"));
  expect(await keyring.addMaster()).toBe(2);
  const second = seal(keyring, "receipt", Buffer.from("second"));
  expect(second.readUInt16BE(4)).toBe(2);
  for (const [sealed, text] of [
    [old, "of before"],
    [first, "first"],
    [second, "second"],
  ] as const) {
    expect(unseal(keyring, "receipt", sealed)?.toString()).toBe(text);
    expect(unseal(keyring, "another", sealed)).toBeNull();
  }
  expect((await stat(join(files.folder, "master-2.key"))).mode & 0o777).toBe(0o600);
});

test("servers on one folder see each other's new master key at once", async () => {
  const files = await newFiles();
  const [one, other] = await Promise.all([openKeyring(files), openKeyring(files)]);
  expect(one.root).toEqual(other.root);
  const made = await Promise.all([one.addMaster(), other.addMaster()]);
  expect(made.toSorted()).toEqual([2, 3]);
  expect(other.newest()).toEqual(one.newest());
  expect(unseal(other, "x", seal(one, "x", Buffer.from("y")))?.toString()).toBe("y");
});

test("sealed bytes open only where they belong and unaltered, whatever they are", async () => {
  const keyring = await openKeyring(await newFiles());
  await keyring.addMaster();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.nat(), (plain, place, bit) => {
      const sealed = seal(keyring, place, plain);
      expect(unseal(keyring, place, sealed)).toEqual(Buffer.from(plain));
      expect(unseal(keyring, `${place}.`, sealed)).toBeNull();
      const altered = Buffer.from(sealed);
      const index = bit % altered.length;
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(unseal(keyring, place, altered)).toBeNull();
    }),
  );
});

test("concurrent servers get one key a period; a rotation wraps it anew and leaves it the same", async () => {
  const files = await newFiles();
  const rings = await Promise.all([openKeyring(files), openKeyring(files), openKeyring(files)]);
  const name = periodKeyName("vault", new Date("2026-05-31T23:59:59Z"));
  expect(name).toBe("vault-2026-05");
  const keys = await Promise.all(rings.map((ring) => ring.periods.need(name)));
  expect(new Set(keys.map(String)).size).toBe(1);
  const [ring] = rings;
  await ring?.addMaster();
  expect(await ring?.periods.rewrap()).toBe(1);
  expect(await ring?.periods.rewrap()).toBe(0);
  expect(await ring?.periods.list()).toEqual([{ name, master: 2, destroyed: null }]);
  expect(await rings[1]?.periods.find(name)).toEqual(keys[0]);
  expect(await readdir(join(files.folder, "periods"))).toEqual([`${name}.key`]);
});

test("a destroyed key is gone for every server, can never be made anew, and others stay (PNRD-12.4)", async () => {
  const files = await newFiles();
  const [one, other] = await Promise.all([openKeyring(files), openKeyring(files)]);
  const may = await one.periods.need("vault-2026-05");
  const june = await one.periods.need("vault-2026-06");
  const file = join(files.folder, "periods", "vault-2026-05.key");
  const wrapped = await readFile(file);
  const destruction = await one.periods.destroy("vault-2026-05", at);
  expect(destruction).toMatchObject({ name: "vault-2026-05", at: at.toISOString() });
  expect(destruction.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(may).toBeInstanceOf(Buffer);
  for (const ring of [one, other, await openKeyring(files)]) {
    expect(await ring.periods.find("vault-2026-05")).toBe("destroyed");
    expect(await ring.periods.need("vault-2026-05")).toBe("destroyed");
    expect(await ring.periods.find("vault-2026-06")).toEqual(june);
  }
  // Twice is as good as once, and says the first time.
  expect(await other.periods.destroy("vault-2026-05", new Date("2030-01-01T00:00:00Z"))).toEqual(destruction);
  // A file that was brought back beside the mark opens nothing and goes at the next start.
  await writeFile(file, wrapped);
  expect(await one.periods.find("vault-2026-05")).toBe("destroyed");
  await openKeyring(files);
  expect(await readdir(join(files.folder, "periods"))).toEqual([
    "vault-2026-05.destroyed",
    "vault-2026-06.key",
  ]);
});

test("destroyed while others make and wrap it: nothing is left of it", async () => {
  const files = await newFiles();
  const rings = await Promise.all([openKeyring(files), openKeyring(files)]);
  for (let month = 1; month <= 12; month += 1) {
    const name = `vault-2025-${String(month).padStart(2, "0")}`;
    await rings[0]?.addMaster();
    await Promise.all([
      rings[0]?.periods.need(name),
      rings[1]?.periods.destroy(name, at),
      rings[0]?.periods.rewrap(),
    ]);
  }
  for (const { destroyed } of (await rings[0]?.periods.list()) ?? []) expect(destroyed).not.toBeNull();
  expect((await readdir(join(files.folder, "periods"))).filter((file) => file.includes(".key"))).toEqual([]);
});

test("a master key that is no key refuses the start", async () => {
  const files = await newFiles();
  await openKeyring(files);
  await writeFile(join(files.folder, "master-2.key"), "short\n");
  await expect(openKeyring(files)).rejects.toMatchObject({ problem: { code: "key-unusable" } });
});
