// Where the bytes of an upload wait until it is complete: small ones in memory, others encrypted on the disk under a key
// that is in memory only.
import { createCipheriv, createDecipheriv, randomBytes, type CipherGCM } from "node:crypto";
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

export type SpoolLimits = {
  /** One upload stays in memory up to here, as long as all together do not take more than `memoryBytes`. */
  readonly smallBytes: number;
  readonly memoryBytes: number;
  /** What of one carrier may wait to be complete, in memory and on the disk. */
  readonly carrierBytes: number;
};

const usualSpool: SpoolLimits = {
  smallBytes: 256 * 1024,
  memoryBytes: 64 * 1024 * 1024,
  carrierBytes: 512 * 1024 * 1024,
};

/** The bytes of one upload. They are gone after `whole` or `discard`. */
export type Spool = {
  /** Bytes up to the furthest that was written. */
  readonly size: number;
  /** Writes at any place; what is written twice counts as last written. Answers what is wrong, in words. */
  write(offset: number, data: Uint8Array): string | undefined;
  /** All bytes in their order; null when some in between were never written. */
  whole(): Buffer | null;
  discard(): void;
};

export type Spools = {
  /** Begins an upload of a carrier, of at most `bytesMax`. */
  open(carrierId: string, bytesMax: number): Spool;
  /** Bytes held in memory at present. */
  inMemory(): number;
};

type Piece = { readonly offset: number; readonly length: number };
/** Pieces in the order in which they came; their bytes stand one after the other, in memory or in the sealed file. */
type Kept = { readonly file: SealedFile | null; readonly parts: Buffer[] };

/**
 * Opens the place for uploads in `folder`. A file of it has no name while it is in use: after a crash nothing is left,
 * and without the key in memory nothing could read it. Writing waits for the system's cache only, so that whoever sends
 * faster than the disk is slowed down and not buffered.
 */
export function openSpools(folder: string, limits: SpoolLimits = usualSpool): Spools {
  let memory = 0;
  const ofCarrier = new Map<string, number>();
  return { open: openSpool, inMemory: () => memory };

  function openSpool(carrierId: string, bytesMax: number): Spool {
    const pieces: Piece[] = [];
    let kept: Kept = { file: null, parts: [] };
    let size = 0;
    let written = 0;

    function toFile(): SealedFile {
      const file = openSealedFile(folder);
      for (const part of kept.parts) file.append(part);
      forget();
      kept = { file, parts: [] };
      return file;
    }
    function forget(): void {
      memory -= kept.parts.reduce((sum, part) => sum + part.length, 0);
      kept.parts.length = 0;
    }
    function count(bytes: number): void {
      const held = (ofCarrier.get(carrierId) ?? 0) + bytes;
      if (held === 0) ofCarrier.delete(carrierId);
      else ofCarrier.set(carrierId, held);
    }
    function discard(): void {
      forget();
      kept.file?.close();
      kept = { file: null, parts: [] };
      count(-written);
      written = 0;
    }

    return {
      get size() {
        return size;
      },
      write(offset, data) {
        if (!Number.isSafeInteger(offset) || offset < 0)
          return "The place in the file is no number of bytes.";
        if (
          Math.max(size, offset + data.length) > bytesMax ||
          written + data.length > bytesMax + 1024 * 1024
        ) {
          return `The file has more than ${bytesMax} bytes: send it in parts.`;
        }
        if ((ofCarrier.get(carrierId) ?? 0) + data.length > limits.carrierBytes) {
          return "Too much of yours waits to be complete already. Finish other files first.";
        }
        const last = pieces.at(-1);
        if (last !== undefined && last.offset + last.length === offset) {
          pieces[pieces.length - 1] = { offset: last.offset, length: last.length + data.length };
        } else {
          if (pieces.length >= piecesMax)
            return "The file is written in too many pieces. Write it from its beginning to its end.";
          pieces.push({ offset, length: data.length });
        }
        size = Math.max(size, offset + data.length);
        written += data.length;
        count(data.length);
        if (
          kept.file === null &&
          written <= limits.smallBytes &&
          memory + data.length <= limits.memoryBytes
        ) {
          kept.parts.push(Buffer.from(data));
          memory += data.length;
        } else {
          (kept.file ?? toFile()).append(data);
        }
        return undefined;
      },
      whole() {
        const inOrder = pieces.length <= 1 && (pieces[0]?.offset ?? 0) === 0;
        if (!inOrder && hasHoles(pieces, size)) {
          discard();
          return null;
        }
        const log = kept.file === null ? Buffer.concat(kept.parts) : kept.file.readAll(written);
        discard();
        return inOrder ? log : placed(log, pieces, size);
      },
      discard,
    };
  }
}

const piecesMax = 10_000;

function hasHoles(pieces: readonly Piece[], size: number): boolean {
  let covered = 0;
  for (const { offset, length } of pieces.toSorted((a, b) => a.offset - b.offset)) {
    if (offset > covered) return true;
    covered = Math.max(covered, offset + length);
  }
  return covered < size;
}

function placed(log: Buffer, pieces: readonly Piece[], size: number): Buffer {
  const whole = Buffer.alloc(size);
  let at = 0;
  for (const { offset, length } of pieces) {
    log.copy(whole, offset, at, at + length);
    at += length;
  }
  return whole;
}

type SealedFile = {
  append(data: Uint8Array): void;
  /** All `length` bytes that were appended; throws when the disk gave back others. */
  readAll(length: number): Buffer;
  close(): void;
};

/** AES-256-GCM under a key that is never written anywhere. */
function openSealedFile(folder: string): SealedFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomBytes(12).toString("hex"));
  const file = openSync(path, "wx+", 0o600);
  unlinkSync(path);
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher: CipherGCM = createCipheriv("aes-256-gcm", key, nonce);
  return {
    append: (data) => writeAll(file, cipher.update(data)),
    readAll: (length) => {
      writeAll(file, cipher.final());
      const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(cipher.getAuthTag());
      const whole = Buffer.allocUnsafe(length);
      const step = Buffer.allocUnsafe(Math.min(length, 1024 * 1024));
      for (let at = 0; at < length;) {
        const read = readSync(file, step, 0, Math.min(step.length, length - at), at);
        if (read === 0) throw new Error("an upload was cut on the disk");
        decipher.update(step.subarray(0, read)).copy(whole, at);
        at += read;
      }
      decipher.final();
      return whole;
    },
    close: () => closeSync(file),
  };
}

function writeAll(file: number, data: Uint8Array): void {
  for (let at = 0; at < data.length;) at += writeSync(file, data, at);
}
