// Encryption of what is kept of messages and list files: AES-256-GCM with the installation's key, bound to what it belongs to.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** nonce (12) · tag (16) · ciphertext. `belongsTo` is authenticated: a sealed source cannot be moved to another receipt. */
export function seal(key: Uint8Array, belongsTo: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The plain bytes, or null when the key is another one or the sealed bytes were altered. */
export function unseal(key: Uint8Array, belongsTo: string, sealed: Uint8Array): Buffer | null {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12))
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(sealed.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch (problem) {
    if (problem instanceof Error && /authenticate/.test(problem.message)) return null;
    throw problem;
  }
}
