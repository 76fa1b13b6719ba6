// Sessions: an opaque token in a cookie that scripts cannot read; the server keeps its hash only.
import { createHash } from "node:crypto";

/** A session ends after this long without a request, and after a shift in any case. */
const idleMinutesMax = 30;
export const sessionHoursMax = 12;
/** One that may only make a way in ends sooner. */
export const enrollingMinutesMax = 30;
/** Last use is written down at most this often. */
export const touchSecondsMin = 60;
/** How long a browser stays known by which somebody signed in. */
export const deviceDaysMax = 180;

/** What has ended by `at`: sessions idle since before the one, failures older than the other. */
export function expiryOf(at: Date): { readonly idleSince: Date; readonly failuresBefore: Date } {
  const minutesBefore = (minutes: number): Date => new Date(at.getTime() - minutes * 60_000);
  return { idleSince: minutesBefore(idleMinutesMax), failuresBefore: minutesBefore(24 * 60) };
}

export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}

/**
 * The cookies: the session's token; that by which a browser is known; what has to come back from the provider of single
 * sign-on, whose answer is a visit from another site.
 */
const cookies = {
  session: { name: "openpiu", sameSite: "Strict" },
  device: { name: "openpiu-device", sameSite: "Strict" },
  flow: { name: "openpiu-flow", sameSite: "Lax" },
} as const;
export type CookieKind = keyof typeof cookies;

/** The cookie's name; with https it is bound to this very host by its prefix. */
function cookieName(kind: CookieKind, secure: boolean): string {
  return `${secure ? "__Host-" : ""}${cookies[kind].name}`;
}

/** Set-Cookie for a token that ends at `expires`; an empty token with a past date takes it away. */
export function cookieOf(kind: CookieKind, token: string, expires: Date, secure: boolean): string {
  const parts = [
    `${cookieName(kind, secure)}=${token}`,
    "Path=/",
    "HttpOnly",
    `SameSite=${cookies[kind].sameSite}`,
  ];
  return [...parts, `Expires=${expires.toUTCString()}`, ...(secure ? ["Secure"] : [])].join("; ");
}

/** The token in a Cookie header; undefined when there is none or it is no token of ours (43 base64url characters). */
export function tokenFrom(
  header: string | undefined,
  secure: boolean,
  kind: CookieKind = "session",
): string | undefined {
  const name = `${cookieName(kind, secure)}=`;
  for (const part of (header ?? "").split(";")) {
    const text = part.trim();
    if (text.startsWith(name) && /^[\w-]{43}$/.test(text.slice(name.length))) return text.slice(name.length);
  }
  return undefined;
}

/** Browser and system in two words, from what a browser says of itself ("Firefox, Linux"); nothing else of it is kept. */
export function deviceLabel(userAgent: string | undefined): string {
  const said = userAgent ?? "";
  const named = (names: readonly (readonly [RegExp, string])[]): string | undefined =>
    names.find(([pattern]) => pattern.test(said))?.[1];
  const browser = named([
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrom(e|ium)\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = named([
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/CrOS/, "ChromeOS"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter((word) => word !== undefined).join(", ");
}
