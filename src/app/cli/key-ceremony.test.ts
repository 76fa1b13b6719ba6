// The key in the hands of several: a start without them is refused, with enough of them it goes on, and the key leaves the disk again.
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  heldTogether,
  installationKey,
  joiningsOf,
  keyTakenUp,
  openKeyring,
  shareText,
  splitInstallationKey,
  type KeyShare,
} from "#platform";
import { joinKey } from "./key-ceremony.ts";

test("a key split among three comes back with any two, and not with one nor with another's share (roles.md F15)", async () => {
  const folder = await mkdtemp(join(tmpdir(), "openpiu-shares-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "installation.key");
  const key = await installationKey(file);
  const split = async (eachStart: boolean): Promise<readonly KeyShare[]> => {
    let handed: readonly KeyShare[] = [];
    await splitInstallationKey(file, { needed: 2, holders: 3, eachStart }, async (shares) => {
      handed = shares;
    });
    return handed;
  };
  const old = await split(false);
  // What nobody was handed is not taken off the disk.
  const lost = splitInstallationKey(file, { needed: 2, holders: 3, eachStart: true }, () =>
    Promise.reject(new Error("full")),
  );
  await expect(lost).rejects.toThrow("full");
  expect(await installationKey(file)).toEqual(key);
  const shares = await split(true);
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
  // A start makes no new key in its place.
  const keyring = () => openKeyring({ firstKeyFile: file, folder: join(folder, "keys") });
  await expect(keyring()).rejects.toMatchObject({ problem: { code: "key-in-shares" } });

  const paper = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const [first, second, stale] = await Promise.all([
    paper("1.txt", shareText(shares[0]!)),
    paper("3.txt", shareText(shares[2]!)),
    paper("old.txt", shareText(old[1]!)),
  ]);
  const told: string[] = [];
  const join_ = (...files: string[]) =>
    joinKey(files, {
      environment: { DATA_FOLDER: folder },
      root: folder,
      out: (line) => void told.push(line),
      err: (line) => void told.push(line),
    });
  expect(await join_(first)).toBe(1);
  expect(await join_(first, first)).toBe(1);
  expect(await join_(first, stale)).toBe(1);
  expect(await join_(await paper("wrong.txt", `${shareText(shares[0]!)}0`))).toBe(2);
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
  expect(await join_(first, second)).toBe(0);
  expect(told.join()).not.toContain(key.toString("base64"));
  // Who stands behind another act on keys: as many as are needed, nobody alone.
  expect(await heldTogether(file, [shares[0]!, shares[2]!])).toBe(2);
  expect(await heldTogether(file, [shares[0]!])).toBeUndefined();
  expect(await heldTogether(file, [shares[0]!, old[1]!])).toBeUndefined();
  // The coming together waits for a server that tells the ledger; one that is stopped before it is told again.
  expect((await joiningsOf(file)).joinings).toMatchObject([{ places: [1, 3] }]);
  const waiting = await joiningsOf(file);
  expect(waiting.joinings).toMatchObject([{ places: [1, 3] }]);
  await waiting.told();
  expect((await joiningsOf(file)).joinings).toEqual([]);

  const opened = await keyring();
  expect(Buffer.from(opened.root)).toEqual(key);
  await keyTakenUp(file);
  await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
  await expect(keyring()).rejects.toMatchObject({ problem: { code: "key-in-shares" } });
});
