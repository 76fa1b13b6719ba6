// The watched folder: each carrier drops files into its own folder and finds a receipt beside them.
import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { isRefusal } from "#platform";
import { intakeText } from "../codes.ts";
import type { Sender } from "../judge.ts";
import type { Reception } from "../reception.ts";
import { isForLater, receiptFiles } from "./receipt-files.ts";

/** Larger files are refused: a file this size is no passenger list (the largest seen in practice are some 10 MB). */
export const folderFileBytesMax = 64 * 1024 * 1024;

export type FolderWatch = {
  /** Looks once; returns how many files were taken. */
  look(): Promise<number>;
  stop(): Promise<void>;
};

type Folder = { readonly name: string; readonly sender: Sender };

/**
 * Looks into `<root>/<folder name>/` of each carrier every `everyMs`. A file is taken when its size has not changed
 * between two looks (senders that can should write `name.tmp` and rename). After the commit the file is removed (the
 * bytes as received are not kept) and `receipts/<name>.ack` or `.err` says what was found; CUSRES answers stand in
 * `receipts/<name>.cusres`. A file that cannot be read is moved to `unreadable/` with its `.err`.
 * `onProblem` hears of folders that cannot be worked in; the others go on.
 */
export function watchFolders(
  reception: Reception,
  options: {
    root: string;
    everyMs: number;
    folders: () => Promise<readonly Folder[]>;
    onProblem: (folder: string, problem: Error) => void;
  },
): FolderWatch {
  const sizes = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<number> = Promise.resolve(0);

  async function look(): Promise<number> {
    let taken = 0;
    for (const folder of await options.folders()) {
      try {
        taken += await lookInto(reception, options.root, folder, sizes, options.onProblem);
      } catch (problem) {
        options.onProblem(folder.name, problem as Error);
      }
    }
    return taken;
  }
  function schedule(): void {
    timer = setTimeout(() => {
      running = look()
        .catch((problem: Error) => {
          options.onProblem("(all)", problem);
          return 0;
        })
        .finally(() => {
          if (!stopped) schedule();
        });
    }, options.everyMs);
  }
  schedule();
  return {
    look,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function lookInto(
  reception: Reception,
  root: string,
  folder: Folder,
  sizes: Map<string, number>,
  onProblem: (folder: string, problem: Error) => void,
): Promise<number> {
  const path = join(root, folder.name);
  await mkdir(join(path, "receipts"), { recursive: true });
  let taken = 0;
  for (const file of await readdir(path, { withFileTypes: true })) {
    if (!file.isFile() || /\.(tmp|part|filepart)$/i.test(file.name) || file.name.startsWith(".")) continue;
    const whole = join(path, file.name);
    const size = await settledSize(whole, sizes);
    if (size === null) continue;
    sizes.delete(whole);
    try {
      if (await take(reception, folder, path, file.name, size)) taken += 1;
    } catch (problem) {
      // The file stays and is tried again at a later look; the others are not kept waiting by it.
      onProblem(folder.name, problem as Error);
    }
  }
  return taken;
}

/** The file's size when it is the same as at the last look, else null. */
async function settledSize(path: string, sizes: Map<string, number>): Promise<number | null> {
  await using handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { size } = await handle.stat();
  const before = sizes.get(path);
  sizes.set(path, size);
  return before === size ? size : null;
}

async function take(
  reception: Reception,
  folder: Folder,
  path: string,
  name: string,
  size: number,
): Promise<boolean> {
  const file = join(path, name);
  const receipt = join(path, "receipts", parse(name).base);
  if (size > folderFileBytesMax) {
    await mkdir(join(path, "unreadable"), { recursive: true });
    await writeFile(
      `${receipt}.err`,
      `0;;IN05;${intakeText("IN05", { bytes: size, limit: folderFileBytesMax })}\n`,
    );
    await rename(file, join(path, "unreadable", name));
    return true;
  }
  const bytes = await readWhole(file);
  const received = await reception.take({
    bytes,
    channel: "folder",
    sender: folder.sender,
    idempotencyKey: null,
  });
  // Later: the file stays where it is.
  if (isRefusal(received) && isForLater(received)) return false;
  for (const { name: beside, text } of receiptFiles(name, received)) {
    await writeFile(join(path, "receipts", beside), text);
  }
  await rm(file);
  return true;
}

async function readWhole(file: string): Promise<Buffer> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  return await handle.readFile();
}
