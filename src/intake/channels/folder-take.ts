// A file of a watched folder on its way in: taken aside under a name of its own, handed over, answered, removed.
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isRefusal, newId } from "#platform";
import { intakeText } from "../codes.ts";
import type { Sender } from "../judge.ts";
import type { Reception } from "../reception.ts";
import type { AnswerServices } from "./answers.ts";
import { fileNameBytesMax, fileNameFault, isUnfinishedName } from "./file-name.ts";
import { isMissing, moveFile, putFile, readPlainFile } from "./folder-disk.ts";
import type { LargeTurns } from "./large-turns.ts";
import { formerReceipts, isForLater, receiptFiles } from "./receipt-files.ts";

/** Larger files are refused: a file this size is no passenger list (the largest seen in practice are some 10 MB). */
export const folderFileBytesMax = 64 * 1024 * 1024;

/** A file aside is tried so often while the rest works; then it is put where a person looks at it. */
const triesMax = 5;
/** A file that was taken aside and then left for so long belonged to a server that is gone. */
const leftMs = 10 * 60_000;
/** Files of one folder that are taken aside at one look. */
const asideMax = 500;

export type Folder = { readonly name: string; readonly sender: Sender };

/** What a carrier's folder holds beside the files that are sent. */
export const folderParts = {
  receipts: "receipts",
  out: "out",
  unreadable: "unreadable",
  aside: ".taking",
} as const;

export type FolderWork = AnswerServices & {
  readonly reception: Reception;
  readonly turns: LargeTurns;
  /** The carrier's folder. */
  readonly path: string;
  readonly folder: Folder;
  readonly now: () => Date;
  /** Whether the database answers; while it does not, a failure says nothing about the file. */
  readonly isWorking: () => Promise<boolean>;
  readonly onProblem: (problem: Error) => void;
  /** How long a file must not have grown before it is taken; one that was renamed when finished is taken at the next look. */
  readonly settledMs: number;
  /** Of this folder, kept from look to look: the files still in their place, and those taken aside here. */
  readonly seen: { waiting: ReadonlyMap<string, WaitingFile>; readonly aside: Set<string> };
};

/** A file in its place: what it was at its last change, since when (0: it was finished before it got its name). */
type WaitingFile = { readonly size: number; readonly file: number; readonly since: number };

/** Since when each file of a folder waits that is still in its place, or aside and not through. None where there is no folder yet. */
export async function waitingSince(path: string): Promise<readonly Date[]> {
  const found = await Promise.all(
    [path, join(path, folderParts.aside)].map(async (place) => {
      const entries = await readdir(place, { withFileTypes: true }).catch(noneWhereMissing);
      const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith("."));
      return Promise.all(names.map(({ name }) => lstat(join(place, name)).catch(noneWhereMissing)));
    }),
  );
  // What was taken since it was listed waits no more.
  return found.flat().flatMap((file) => (Array.isArray(file) ? [] : [file.mtime]));
}

function noneWhereMissing(problem: Error): [] {
  if (isMissing(problem)) return [];
  throw problem;
}

/** Takes what has settled since the last look, and what was left before; returns how many files were taken. */
export async function takeSettled(work: FolderWork): Promise<number> {
  await setAside(work);
  let taken = 0;
  for (const claimed of await readdir(join(work.path, folderParts.aside))) {
    const own = work.seen.aside.has(claimed) ? claimed : await adopt(work, claimed);
    if (own !== undefined && (await takeOne(work, own))) taken += 1;
  }
  return taken;
}

/**
 * Renames files that have settled: of several servers on one folder one gets each, and a carrier that sends another file
 * of the name does not write into this one.
 */
async function setAside({ path, seen, settledMs, now, onProblem }: FolderWork): Promise<void> {
  const before = seen.waiting;
  const unfinished = new Set(
    [...before].flatMap(([name, { file }]) => (isUnfinishedName(name) ? [file] : [])),
  );
  const waiting = new Map<string, WaitingFile>();
  const at = now().getTime();
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isFile() || name.startsWith(".")) continue;
    try {
      const { size, ino: file } = await lstat(join(path, name));
      const known = before.get(name);
      const isSame = known?.size === size && known.file === file;
      const since = isSame ? known.since : unfinished.has(file) ? 0 : at;
      const isSettled = isSame && at - since >= settledMs && !isUnfinishedName(name);
      if (!isSettled || seen.aside.size >= asideMax) {
        waiting.set(name, { size, file, since });
        continue;
      }
      const claimed = asideName(now(), 0, name);
      if (await moveFile(join(path, name), join(path, folderParts.aside, claimed))) seen.aside.add(claimed);
    } catch (problem) {
      // The file stays in its place and is tried again; the others are not kept waiting by it.
      if (!isMissing(problem)) onProblem(problem as Error);
    }
  }
  seen.waiting = waiting;
}

/** "<id>~<tries>~<name>", at most 255 bytes; of a name that leaves no room for its receipt the beginning is left out. */
function asideName(at: Date, tries: number, name: string): string {
  const kept =
    Buffer.byteLength(name) <= fileNameBytesMax ? name : `long-${Array.from(name).slice(-50).join("")}`;
  return `${newId(at).slice(-12)}~${tries}~${kept}`;
}

function partsOf(claimed: string): { tries: number; name: string } {
  const [, tries = "0", name = claimed] = /^[0-9a-f]{12}~(\d)~(.+)$/s.exec(claimed) ?? [];
  return { tries: Number(tries), name };
}

/** A file that a server left aside when it was stopped in the middle becomes this one's. */
async function adopt({ path, seen, now }: FolderWork, claimed: string): Promise<string | undefined> {
  const file = join(path, folderParts.aside, claimed);
  const left = await lstat(file).catch((problem: unknown) => {
    if (isMissing(problem)) return undefined;
    throw problem;
  });
  if (left === undefined || now().getTime() - left.ctimeMs < leftMs) return undefined;
  const { tries, name } = partsOf(claimed);
  const next = asideName(now(), Math.min(tries + 1, 9), name);
  if (!(await moveFile(file, join(path, folderParts.aside, next)))) return undefined;
  seen.aside.add(next);
  return next;
}

/** Takes one file that is aside; false when it stays there until later. */
async function takeOne(work: FolderWork, claimed: string): Promise<boolean> {
  const { path, seen, onProblem } = work;
  const { tries, name } = partsOf(claimed);
  const file = join(path, folderParts.aside, claimed);
  try {
    const fault = fileNameFault(name) ?? (tries >= triesMax ? notTaken : undefined);
    const done = fault === undefined ? await handOver(work, file, name) : await giveUp(work, claimed, fault);
    if (done) seen.aside.delete(claimed);
    return done;
  } catch (problem) {
    onProblem(problem as Error);
    if (!(await work.isWorking())) return false;
    const again = asideName(work.now(), Math.min(tries + 1, 9), name);
    if (await moveFile(file, join(path, folderParts.aside, again))) seen.aside.add(again);
    seen.aside.delete(claimed);
    return false;
  }
}

const notTaken = `The file could not be taken ${triesMax} times, for a reason on the receiving side. Ask the carrier desk.`;

/** Hands the file over and answers it; false: not now. */
async function handOver(work: FolderWork, file: string, name: string): Promise<boolean> {
  const { reception, folder, path, turns } = work;
  const { size } = await lstat(file);
  const received = await turns({ carrierId: folder.sender.id, bytes: size }, async () => {
    const bytes = await readPlainFile(file, folderFileBytesMax);
    if (typeof bytes === "number") return bytes;
    const { sender } = folder;
    const replyTo = folder.name;
    return reception.take({
      bytes,
      channel: "folder",
      sender,
      idempotencyKey: null,
      replyTo,
      fileName: name,
    });
  });
  if (typeof received === "number") {
    const text = intakeText("IN05", { bytes: received, limit: folderFileBytesMax });
    await putFile(join(path, folderParts.receipts), `${name}.err`, `0;;IN05;${text}\n`);
    await moveFile(file, join(path, folderParts.unreadable, name));
    return true;
  }
  // Later: the file stays where it is.
  if (isRefusal(received) && isForLater(received)) return false;
  const receipt = await receiptFiles(work, name, received);
  for (const { name: beside, text } of receipt) {
    await putFile(join(path, folderParts.receipts), beside, text);
  }
  for (const former of formerReceipts(receipt)) {
    await rm(join(path, folderParts.receipts, former), { force: true });
  }
  await rm(file, { force: true });
  return true;
}

/** What cannot be taken goes to `unreadable/` under its name aside, which is always a good one, with the reason beside it. */
async function giveUp({ path }: FolderWork, claimed: string, reason: string): Promise<boolean> {
  const name = claimed.replace(/[^\w.~-]/g, "_");
  await putFile(join(path, folderParts.receipts), `${name}.err`, `0;;REFUSED;${reason}\n`);
  await moveFile(join(path, folderParts.aside, claimed), join(path, folderParts.unreadable, name));
  return true;
}
