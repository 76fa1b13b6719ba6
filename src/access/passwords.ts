// Passwords: hashed with argon2id, compared in the same time whether the name exists or not.
import { createRequire } from "node:module";
import type * as Argon2 from "@node-rs/argon2";
import { newSecret } from "#platform";

// A native library of some milliseconds to load: it comes in with the first sign-in.
const load = createRequire(import.meta.url);
const argon2 = (): typeof Argon2 => load("@node-rs/argon2") as typeof Argon2;

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return argon2().hash(password.normalize("NFC"), cost);
}

// The hash of a random text that nobody kept, made at the cost above: it stands in where there is no person.
export const standIn =
  "$argon2id$v=19$m=19456,t=2,p=1$sNODoXqL1Gj2IpVvwGofMA$mtpADQX2685zBpG5/1/1smCkrwEsMAXeOXBFNggo2Gs";

/** Whether it is the password. Without a hash (no such person) the same work is done and the answer is no. */
export async function isPassword(hash: string | null | undefined, password: string): Promise<boolean> {
  const fits = await argon2().verify(hash ?? standIn, password.normalize("NFC"));
  return fits && hash !== null && hash !== undefined;
}

/** A password to be given out once: 5 groups of 4 letters and digits (100 bits), easy to read out. */
export function newOneTimePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz123456789";
  const bytes = Buffer.from(newSecret(), "base64url").subarray(0, 20);
  const text = [...bytes].map((byte) => letters[byte % letters.length]).join("");
  return text.match(/.{4}/g)?.join("-") ?? text;
}

/** What is wrong with a password someone chose; undefined when nothing is. */
export function passwordFault(password: string, signInName: string): string | undefined {
  if (password.length < 12) return "must have at least 12 characters: several words make a good one";
  if (new Set(password).size < 5) return "repeats too few characters: several words make a good one";
  if (password.toLowerCase().includes(signInName)) return "must not contain the sign-in name";
  return undefined;
}
