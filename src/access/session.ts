// Sessions: an opaque token in a cookie that scripts cannot read; the server keeps its hash only.
import { createHash } from "node:crypto";

/** A session ends after this long without a request, and after a shift in any case. */
const idleMinutesMax = 30;
export const sessionHoursMax = 12;
/** Last use is written down at most this often. */
export const touchSecondsMin = 60;

/** What has ended by `at`: sessions idle since before the one, failures older than the other. */
export function expiryOf(at: Date): { readonly idleSince: Date; readonly failuresBefore: Date } {
  const minutesBefore = (minutes: number): Date => new Date(at.getTime() - minutes * 60_000);
  return { idleSince: minutesBefore(idleMinutesMax), failuresBefore: minutesBefore(24 * 60) };
}

export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}

/** The cookie's name; with https it is bound to this very host by its prefix. */
function cookieName(secure: boolean): string {
  return secure ? "__Host-openpiu" : "openpiu";
}

/** Set-Cookie for a token that ends at `expires`; an empty token with a past date takes it away. */
export function sessionCookie(token: string, expires: Date, secure: boolean): string {
  const parts = [`${cookieName(secure)}=${token}`, "Path=/", "HttpOnly", "SameSite=Strict"];
  return [...parts, `Expires=${expires.toUTCString()}`, ...(secure ? ["Secure"] : [])].join("; ");
}

/** The token in a Cookie header; undefined when there is none or it is no token of ours (43 base64url characters). */
export function tokenFrom(header: string | undefined, secure: boolean): string | undefined {
  const name = `${cookieName(secure)}=`;
  for (const part of (header ?? "").split(";")) {
    const text = part.trim();
    if (text.startsWith(name) && /^[\w-]{43}$/.test(text.slice(name.length))) return text.slice(name.length);
  }
  return undefined;
}
