// What is stated as the ground of a view: the alert or case that one comes from, else the offence or file stated with the purpose.
import type { Purpose } from "#vocabulary";

/** Which alert or case each person, and each flight, was reached from; in memory only. */
const known = new Map<string, string>();
let last: string | null = null;

/** An alert, a case or a request is about these persons; a request opens them and nobody who flew beside them. */
export function noteGround(ground: string, personKeys: readonly string[]): void {
  last = ground;
  for (const key of personKeys) {
    known.set(key, ground);
    if (!ground.startsWith("request:")) known.set(key.split("_").slice(0, 2).join("_"), ground);
  }
}

export function forgetGrounds(): void {
  known.clear();
  last = null;
}

/** What is asked for beside a purpose, and how it looks; null where nothing is. */
export function groundAt(purpose: Purpose): { kind: "offence" | "inquiry"; pattern: RegExp } | null {
  if (purpose === "SERIOUS") return { kind: "offence", pattern: /^SC(0[1-9]|1\d|2[0-6])$/ };
  if (purpose === "RIGHTS" || purpose === "OVERSIGHT")
    return { kind: "inquiry", pattern: /^[A-Z]{2,8}-\d{1,8}(-\d{1,6})?$/ };
  return null;
}

/** The ground to send with a request to this path; null: none, or one that goes without saying. */
export function pathGround(path: string, purpose: Purpose | null, stated: string | null): string | null {
  if (purpose === null || purpose === "TEST") return null;
  if (path.startsWith("/api/rights")) return null;
  const file = stated?.startsWith("inquiry:") === true;
  if (file) return stated;
  const key = /^\/api\/(?:flights|persons)\/([\w-]+)/.exec(path)?.[1];
  if (key !== undefined) {
    const flight = key.split("_").slice(0, 2).join("_");
    const border = purpose === "BORDER" || purpose === "CHILD_PROTECTION";
    return (
      known.get(key) ??
      (key === flight ? undefined : known.get(flight)) ??
      (border ? `flight:${flight}` : stated)
    );
  }
  // An open alert, a sample, an approval, a request and what a partner told are their own ground.
  if (/^\/api\/(alerts|criterion-alerts|second-looks|approvals|requests|packages|exchange)/.test(path))
    return null;
  if (/^\/api\/(directives|clearings)/.test(path)) return last ?? stated;
  return stated;
}
