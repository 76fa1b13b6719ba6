// The file of a backup: a line that says what it is, then the dump in sealed pieces that can be neither read, changed, left out
// nor moved without the key, which is kept outside.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** What the first line of a backup says: in the clear, and bound to every piece. */
export type BackupHead = {
  readonly format: "openpiu-backup-1";
  readonly madeAt: string;
  /** Not to be restored from then on, and to be deleted (retention.backup). */
  readonly expiresAt: string;
  /** Number and hash of the newest entry of the ledger in it. */
  readonly ledger: { readonly seq: number; readonly hash: string };
};

const pieceBytes = 1_048_576;
const keyOf = (key: Uint8Array): Buffer => Buffer.from(hkdfSync("sha256", key, "", "openpiu backup", 32));

/** Bound into each piece: the head, its number, and whether it is the last, so that a shortened file is no backup. */
function boundTo(head: string, number: number, last: boolean): Buffer {
  return Buffer.from(
    `${createHash("sha256").update(head).digest("hex")} ${number} ${last ? "last" : "more"}`,
  );
}

/** The bytes of the file for a dump that comes in chunks. */
export async function* sealBackup(
  key: Uint8Array,
  head: BackupHead,
  dump: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const line = JSON.stringify(head);
  yield Buffer.from(`${line}\n`);
  const sealing = keyOf(key);
  let number = 0;
  const piece = (plain: Buffer, last: boolean): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(boundTo(line, number++, last));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, nonce, cipher.getAuthTag(), body]);
  };
  let held = Buffer.alloc(0);
  for await (const chunk of dump) {
    held = Buffer.concat([held, chunk]);
    while (held.length > pieceBytes) {
      yield piece(held.subarray(0, pieceBytes), false);
      held = held.subarray(pieceBytes);
    }
  }
  yield piece(held, true);
}

/** The head of a file's first bytes; null when it is no backup. */
export function headOf(start: Buffer): { readonly head: BackupHead; readonly length: number } | null {
  const end = start.indexOf(0x0a);
  if (end < 0) return null;
  try {
    const head = JSON.parse(start.subarray(0, end).toString()) as BackupHead;
    return head.format === "openpiu-backup-1" ? { head, length: end + 1 } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Thrown when a backup was altered or cut short, or the key is another one. */
export class BackupUnreadable extends Error {}

/** The dump in a backup; throws BackupUnreadable before a byte of an altered piece is given out. */
export async function* openBackup(key: Uint8Array, file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const opening = keyOf(key);
  let held = Buffer.alloc(0);
  let line: string | null = null;
  let number = 0;
  let ended = false;
  for await (const chunk of file) {
    held = Buffer.concat([held, chunk]);
    if (line === null) {
      const end = held.indexOf(0x0a);
      if (end < 0) continue;
      line = held.subarray(0, end).toString();
      held = held.subarray(end + 1);
    }
    while (held.length >= 4 && held.length >= 32 + held.readUInt32BE(0)) {
      if (ended) throw new BackupUnreadable("something stands behind its end");
      const length = held.readUInt32BE(0);
      const sealed = held.subarray(4, 32 + length);
      held = held.subarray(32 + length);
      const plain = opened(opening, sealed, boundTo(line, number, false));
      const last = plain === null ? opened(opening, sealed, boundTo(line, number, true)) : null;
      number += 1;
      if (plain === null && last === null)
        throw new BackupUnreadable("a piece was altered, or the key is another one");
      ended = last !== null;
      yield plain ?? last ?? Buffer.alloc(0);
    }
  }
  if (!ended || held.length > 0) throw new BackupUnreadable("it is cut short");
}

function opened(key: Buffer, sealed: Buffer, bound: Buffer): Buffer | null {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12))
    .setAAD(bound)
    .setAuthTag(sealed.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch (error) {
    if (error instanceof Error && /authenticate/.test(error.message)) return null;
    throw error;
  }
}
