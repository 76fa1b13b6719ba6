// The installation's key is made once, kept to its owner, and never silently replaced.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { installationKey } from "./installation-key.ts";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "openpiu-key-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test("of several that start at once all get the same new key, for their owner's eyes only", async () => {
  const folder = join(await newFolder(), "data");
  const file = join(folder, "installation.key");
  const [first, second] = await Promise.all([installationKey(file), installationKey(file)]);
  expect(first).toHaveLength(32);
  expect(second).toEqual(first);
  expect(await installationKey(file)).toEqual(first);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["installation.key"]);
});

test("a file that is no key is refused and left as it is", async () => {
  const file = join(await newFolder(), "installation.key");
  await writeFile(file, "short\n", { mode: 0o600 });
  await expect(installationKey(file)).rejects.toMatchObject({ problem: { code: "key-unusable" } });
  expect(await readFile(file, "utf8")).toBe("short\n");
});
