// A small disk of its own (a file system in memory, with an end): a database can lie on it, and it can be filled and emptied.
import { execFileSync } from "node:child_process";
import {
  mkdtempSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
  openSync,
  closeSync,
  chownSync,
  chmodSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  readonly folder: string;
  /** Gives it to whom this file or folder belongs. */
  belongsTo(like: string): void;
  /** Leaves no byte of it free. */
  fill(): void;
  /** Takes away what filled it. */
  empty(): void;
  remove(): void;
};

/** Mounts one of so many bytes ; undefined where this process may mount nothing. */
export function aSmallDisk(bytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "openpiu-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "openpiu-test", folder], {
      stdio: "ignore",
    });
  } catch {
    // No right to: the test that needs it is skipped and says so.
    rmdirSync(folder);
    return undefined;
  }
  const filler = join(folder, "filler");
  return {
    folder,
    belongsTo: (like) => {
      const { uid, gid } = statSync(like);
      chownSync(folder, uid, gid);
      chmodSync(folder, 0o711);
    },
    fill: () => {
      const file = openSync(filler, "a");
      try {
        for (let size = 1 << 20; size >= 1; size = size >> 1) writeUntilFull(file, Buffer.alloc(size));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync("umount", ["-l", folder]);
      rmdirSync(folder);
    },
  };
}

function writeUntilFull(file: number, piece: Buffer): void {
  for (;;) {
    try {
      writeSync(file, piece);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOSPC") return;
      throw error;
    }
  }
}
