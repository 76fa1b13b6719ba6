// The host key that is made at the first start can be read at every later one.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hostKey } from "./host-key.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openpiu-host-key-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A key as ssh2 makes them most times. */
function aReadableKey(): string {
  for (;;) {
    const text = ssh2.utils.generateKeyPairSync("ed25519").private;
    if (!(ssh2.utils.parseKey(text) instanceof Error)) return text;
  }
}

test("a key that cannot be read is not kept: another is made", async () => {
  const whole = aReadableKey();
  const keys = [whole.replace(/\n[^-\n]+\n-----END/, "\n-----END"), whole];
  const made = await hostKey(folder, () => keys.shift() ?? "");
  expect(keys).toEqual([]);
  expect(made.private).toBe(whole);
  expect(readFileSync(join(folder, "sftp-host.key"), "utf8")).toBe(whole);
  expect(await hostKey(folder)).toEqual(made);
});

test("where none can be made it is said, and nothing is left behind", async () => {
  await expect(hostKey(folder, () => "no key")).rejects.toThrow("no host key could be made");
  const whole = aReadableKey();
  expect((await hostKey(folder, () => whole)).private).toBe(whole);
});
