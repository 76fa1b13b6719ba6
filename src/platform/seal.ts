// Encryption of what is kept of messages and list files: AES-256-GCM with a master key, bound to what it belongs to.
import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from "node:crypto";

/** A key of 32 bytes under its number. Key 1 is the installation's first; later ones come by rotation. */
export type MasterKey = { readonly id: number; readonly key: Uint8Array };

/** What a unit's keys towards others are derived from, and since when; the first is key 1. */
export type UnitSecret = MasterKey & { readonly since: Date | null };

/** What seals with its newest key and opens with any (keyring.ts). */
export type KeyHolder = {
  /** The first key: what lasts longer than a rotation is derived from it (signatures, watched cards). */
  readonly root: Uint8Array;
  newest(): MasterKey;
  /** Undefined: there is no such key here, nor did one arrive in the meantime. */
  numbered(id: number): MasterKey | undefined;
  /** The secrets of the unit's keys towards others, the first first; the last signs. */
  unitSecrets(): readonly UnitSecret[];
};

/** One key alone, or a keyring. */
export type SealingKey = Uint8Array | KeyHolder;

/** What is sealed by a keyring begins with this and the number of the key (2 bytes); what is older begins with its nonce. */
const mark = Buffer.from([0x4f, 0x50, 0x4b, 0xf1]);
const headerBytes = mark.length + 2;

/** The bytes by which everything begins that the key of this number sealed. */
export function sealHeader(id: number): Buffer {
  assert(id > 0 && id < 65_536, "a key's number takes two bytes");
  return Buffer.concat([mark, Buffer.from([id >> 8, id & 0xff])]);
}

/**
 * nonce (12) · tag (16) · ciphertext, after a header that names the key where a keyring sealed. `belongsTo` is
 * authenticated, the header too: a sealed source cannot be moved to another receipt.
 */
export function seal(key: SealingKey, belongsTo: string, plain: Uint8Array): Buffer {
  if (key instanceof Uint8Array) return sealBytes(key, Buffer.from(belongsTo), plain);
  const { id, key: bytes } = key.newest();
  const header = sealHeader(id);
  return Buffer.concat([header, sealBytes(bytes, Buffer.concat([header, Buffer.from(belongsTo)]), plain)]);
}

/** The plain bytes, or null when the key is another one or the sealed bytes were altered. */
export function unseal(key: SealingKey, belongsTo: string, sealed: Uint8Array): Buffer | null {
  if (key instanceof Uint8Array) return unsealBytes(key, Buffer.from(belongsTo), sealed);
  if (mark.equals(sealed.subarray(0, mark.length))) {
    const header = Buffer.from(sealed.subarray(0, headerBytes));
    const named = key.numbered(header.readUInt16BE(mark.length));
    const bound = Buffer.concat([header, Buffer.from(belongsTo)]);
    const plain = named === undefined ? null : unsealBytes(named.key, bound, sealed.subarray(headerBytes));
    if (plain !== null) return plain;
  }
  // Of before there were several keys; one nonce in four thousand million begins like a header.
  return unsealBytes(key.root, Buffer.from(belongsTo), sealed);
}

/** The key itself, or the first of a keyring: what is derived from it stays the same through every rotation. */
export function rootOf(key: SealingKey): Uint8Array {
  return key instanceof Uint8Array ? key : key.root;
}

/** The key made ready to seal thousands: the bytes alone are taken up anew each time, which costs three times the sealing. */
export function readyKey(key: Uint8Array): KeyObject {
  return createSecretKey(key);
}

/** Those of a keyring; of a single key that one alone. */
export function unitSecretsOf(key: SealingKey): readonly UnitSecret[] {
  return key instanceof Uint8Array ? [{ id: 1, key, since: null }] : key.unitSecrets();
}

const nonceBytes = 12;
/** Random bytes for a thousand nonces: asking for each alone costs more than the sealing. Each is handed out once. */
let nonces = Buffer.alloc(0);

function freshNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(nonceBytes * 1024);
  const nonce = nonces.subarray(0, nonceBytes);
  nonces = nonces.subarray(nonceBytes);
  return nonce;
}

/** nonce · tag · ciphertext with exactly this key; `bound` is authenticated. */
export function sealBytes(key: Uint8Array | KeyObject, bound: Uint8Array, plain: Uint8Array): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(bound);
  const body = cipher.update(plain);
  const end = cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), body, end]);
}

/** The opposite of sealBytes; null when the key or what it is bound to is another, or a bit was altered. */
export function unsealBytes(key: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Buffer | null {
  if (sealed.length < 28) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12))
    .setAAD(bound)
    .setAuthTag(sealed.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch (problem) {
    if (problem instanceof Error && /authenticate/.test(problem.message)) return null;
    throw problem;
  }
}
