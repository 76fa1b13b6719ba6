// What software this is: one digest over every file that a unit runs, the same on every machine that has the same files.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders and files that a unit runs, from the repository's root. Packages beneath are held by the lock file's own hashes. */
const parts = { folders: ["db", "dist", "src"], files: ["package-lock.json", "package.json"] } as const;
/** What lies there and is never run. */
const isRun = (path: string): boolean => !/\.test\.tsx?$|\.md$|(^|\/)\./.test(path);

/**
 * SHA-256 over the names and contents of all files that are run under `root`, in the order of their names; hexadecimal. A folder
 * that is not there counts as empty. Some tens of milliseconds for three thousand files.
 */
export function softwareDigest(root: string): string {
  const files: string[] = [...parts.files];
  for (const folder of parts.folders) {
    for (const entry of entriesOf(join(root, folder))) files.push(`${folder}/${entry}`);
  }
  const all = createHash("sha256");
  for (const file of files.filter(isRun).sort(byCode)) {
    all.update(
      `${file}\0${createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest("hex")}\n`,
    );
  }
  return all.digest("hex");
}

/** Files below a folder, with forward slashes. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      );
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw problem;
  }
}

/** By code units: the same order in every locale. */
const byCode = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

let here: string | undefined;

/** The digest of the software of this process; its files do not change under it, so that they are read once. */
export function softwareHere(): string {
  here ??= softwareDigest(fileURLToPath(new URL("../..", import.meta.url)));
  return here;
}
