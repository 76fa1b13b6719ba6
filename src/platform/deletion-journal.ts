// What was deleted, written down outside the database before it is committed: whatever copy of the database is brought back, the
// same is deleted again. Ids only, a file a day and server, beside the keys.
import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";

/** Rows of a kind (as the register of what expires calls it) that a step deleted. */
export type Deletions = { readonly kind: string; readonly at: Date; readonly ids: readonly string[] };

export type DeletionJournal = {
  /** On the disk when it returns. Throws where it cannot be written: then nothing may be deleted. */
  note(deletions: Deletions): Promise<void>;
  /** Everything that is noted, by file; what a crash cut off at a file's end was never committed. */
  read(): Promise<readonly Deletions[]>;
  /** Removes the files of days before; no backup can hold what they name any more. */
  forget(before: Date): Promise<number>;
};

const nameForm = /^(\d{4}-\d{2}-\d{2})\.[0-9a-f]{8}\.deleted$/;
const idBytes = 16;

/** The journal in this folder, which is made with the first note. */
export function openDeletionJournal(folder: string): DeletionJournal {
  // A file of its own for each process: no two write into one another's lines.
  const ofOurOwn = (): string => randomBytes(4).toString("hex");
  let own = ofOurOwn();
  const names = async (): Promise<readonly string[]> =>
    (await readdir(folder).catch(noFolder)).filter((name) => nameForm.test(name)).toSorted();
  return {
    note: async ({ kind, at, ids }) => {
      if (ids.length === 0) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const bytes = Buffer.from(ids.map((id) => id.replaceAll("-", "")).join(""), "hex");
      const line = JSON.stringify({ kind, at: at.toISOString(), ids: bytes.toString("base64") });
      const file = await open(join(folder, `${at.toISOString().slice(0, 10)}.${own}.deleted`), "a", 0o600);
      try {
        // All of it: one write may take a part of a line on a disk that is nearly full, and say so by a number alone.
        await file.appendFile(`${line}\n`);
        await file.sync();
      } catch (problem) {
        // What was cut off stays at the end of its file: the next note begins another.
        own = ofOurOwn();
        throw problem;
      } finally {
        await file.close();
      }
      const holder = await open(folder, "r");
      try {
        await holder.sync();
      } finally {
        await holder.close();
      }
    },
    read: async () => {
      const found: Deletions[] = [];
      for (const name of await names()) {
        const text = await readFile(join(folder, name), "utf8");
        for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
          if (line !== "") found.push(deletionsOf(line));
        }
      }
      return found;
    },
    forget: async (before) => {
      const day = before.toISOString().slice(0, 10);
      const old = (await names()).filter((name) => name.slice(0, 10) < day);
      for (const name of old) await unlink(join(folder, name));
      return old.length;
    },
  };
}

function deletionsOf(line: string): Deletions {
  const { kind, at, ids } = JSON.parse(line) as { kind: string; at: string; ids: string };
  const hex = Buffer.from(ids, "base64").toString("hex");
  return {
    kind,
    at: new Date(at),
    ids: Array.from({ length: hex.length / (2 * idBytes) }, (_, n) =>
      hex
        .slice(n * 2 * idBytes, (n + 1) * 2 * idBytes)
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    ),
  };
}

function noFolder(error: unknown): string[] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}
