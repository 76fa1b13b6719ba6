// Identifiers and secrets: the only place that asks for randomness.
import { randomBytes } from "node:crypto";

/**
 * A UUID version 7 (RFC 9562): the first 48 bits are the millisecond of `at`, so that new rows land together at the
 * end of an index; the rest is random.
 */
export function newId(at: Date): string {
  const bytes = randomBytes(16);
  const ms = at.getTime();
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret of 32 random bytes, base64url: session tokens and carrier tokens. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
