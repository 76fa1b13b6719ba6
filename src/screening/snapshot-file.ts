// An index as a file, to be reopened without building it: written whole or not at all, refused when a byte is not as written.
import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { ListIndex } from "./index/list-index.ts";
import { packIndex, unpackIndex, type PackedIndex } from "./index/packed-index.ts";
import { pack, unpack, type Header } from "./index/packed.ts";
import { ENGINE_VERSION } from "./version.ts";

/** Changes with what the file holds and how. */
const LAYOUT = 2;
const MAGIC = Buffer.from("OpenPIU index\0\0\0", "latin1");
/** Magic, then the length of the header in four bytes, then nothing up to a multiple of eight. */
const PREAMBLE = 24;
const DIGEST = 32;
/** So much is written, read or hashed at once: what the thread is asked meanwhile waits for one such piece. */
const STRIDE = 1 << 24;

type Head = {
  readonly layout: number;
  readonly engineVersion: string;
  /** The order of bytes in columns of this machine. */
  readonly bytes: string;
  /** What the caller notes with the index. */
  readonly note: string;
  readonly length: number;
  readonly index: Header;
};

const byteOrder = (): string => (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big");

/**
 * Writes an index to `path`, with a note of the caller's. The file is readable by its owner only (it holds the lists);
 * one that was there is replaced once the new one is on disk. Returns its length in bytes.
 */
export async function writeSnapshot(path: string, index: ListIndex, note: string): Promise<number> {
  const { header, pieces, length } = pack(packIndex(index));
  const head: Head = {
    layout: LAYOUT,
    engineVersion: ENGINE_VERSION,
    bytes: byteOrder(),
    note,
    length,
    index: header,
  };
  const text = Buffer.from(JSON.stringify(head));
  const start = aligned(PREAMBLE + text.length);
  const beginning = Buffer.alloc(start);
  MAGIC.copy(beginning);
  beginning.writeUInt32LE(text.length, MAGIC.length);
  text.copy(beginning, PREAMBLE);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${process.pid}.new`;
  const file = await open(aside, "w", 0o600);
  try {
    const digest = createHash("sha256");
    const write = async (bytes: Uint8Array): Promise<void> => {
      for (let from = 0; from < bytes.length; from += STRIDE) {
        const piece = bytes.subarray(from, from + STRIDE);
        digest.update(piece);
        await file.writeFile(piece);
      }
    };
    await write(beginning);
    let at = 0;
    for (const piece of pieces) {
      if (piece.at > at) await write(new Uint8Array(piece.at - at));
      await write(piece.bytes);
      at = piece.at + piece.bytes.length;
    }
    await write(new Uint8Array(length - at));
    await file.writeFile(digest.digest());
    await file.sync();
  } catch (problem) {
    await rm(aside, { force: true });
    throw problem;
  } finally {
    await file.close();
  }
  await rename(aside, path);
  return start + length + DIGEST;
}

/** Why a file was not reopened. */
export type SnapshotRefusal = {
  readonly refused: "missing" | "not-an-index" | "damaged" | "other-engine" | "other-layout";
};

/** Reopens the index of a file; refused, it is built from the lists instead. */
export async function readSnapshot(
  path: string,
): Promise<{ readonly index: ListIndex; readonly note: string } | SnapshotRefusal> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (problem) {
    if (problem instanceof Error && "code" in problem && problem.code === "ENOENT")
      return { refused: "missing" };
    throw problem;
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await readWhole(file);
  } finally {
    await file.close();
  }
  return opened(bytes);
}

async function readWhole(file: FileHandle): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await file.stat();
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, Math.min(STRIDE, size - at), at);
    // Shorter than it was a moment ago: what is missing is found by the digest.
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes;
}

function opened(
  bytes: Uint8Array<ArrayBuffer>,
): { readonly index: ListIndex; readonly note: string } | SnapshotRefusal {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < PREAMBLE + DIGEST || !file.subarray(0, MAGIC.length).equals(MAGIC))
    return { refused: "not-an-index" };
  const content = file.subarray(0, file.length - DIGEST);
  const digest = createHash("sha256").update(content).digest();
  if (!digest.equals(file.subarray(file.length - DIGEST))) return { refused: "damaged" };
  // The digest is right: what stands here is what writeSnapshot wrote, though perhaps that of another version.
  const headEnd = PREAMBLE + file.readUInt32LE(MAGIC.length);
  const head = JSON.parse(file.toString("utf8", PREAMBLE, headEnd)) as Head;
  if (head.layout !== LAYOUT || head.bytes !== byteOrder()) return { refused: "other-layout" };
  if (head.engineVersion !== ENGINE_VERSION) return { refused: "other-engine" };
  const packed = unpack(head.index, bytes.buffer, aligned(headEnd)) as PackedIndex;
  return { index: unpackIndex(packed), note: head.note };
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;
