// The host key that is made at the first start can be read at every later one.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hostKey } from "./host-key.ts";
import { aKeyPair } from "./key-pair.fixtures.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openpiu-host-key-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a key that cannot be read is not kept: another is made", async () => {
  const whole = aKeyPair().private;
  const keys = [whole.replace(/\n[^-\n]+\n-----END/, "\n-----END"), whole];
  const made = await hostKey(folder, () => keys.shift() ?? "");
  expect(keys).toEqual([]);
  expect(made.private).toBe(whole);
  expect(readFileSync(join(folder, "sftp-host.key"), "utf8")).toBe(whole);
  expect(await hostKey(folder)).toEqual(made);
});

test("where none can be made it is said, and nothing is left behind", async () => {
  await expect(hostKey(folder, () => "no key")).rejects.toThrow("no host key could be made");
  const whole = aKeyPair().private;
  expect((await hostKey(folder, () => whole)).private).toBe(whole);
});
