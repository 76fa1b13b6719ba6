// What the screens tell from a carrier's credentials: which are in use, and which run out. Pure.
import type { CarrierRow } from "../contract.ts";
import { serverNow } from "#design/ui";

export type Credential = CarrierRow["credentials"][number];

const dayMs = 86_400_000;
/** From here on a credential that runs out is told of (transport.md section 9: 60, 30 and 7 days). */
export const soonDays = 60;

/** Those neither taken out of use nor run out. */
export function inUse(credentials: readonly Credential[], now = serverNow()): readonly Credential[] {
  return credentials.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now),
  );
}

/** Days until the first of those in use runs out, when that is soon; null when none does. */
export function expiringSoon(credentials: readonly Credential[], now = serverNow()): number | null {
  const days = inUse(credentials, now).flatMap(({ expiresAt }) =>
    expiresAt === null ? [] : [Math.ceil((Date.parse(expiresAt) - now) / dayMs)],
  );
  const first = Math.min(...days);
  return first <= soonDays ? first : null;
}

/** What has become of one credential. */
export function stateOf(credential: Credential, now = serverNow()): "in-use" | "revoked" | "expired" {
  if (credential.revokedAt !== null) return "revoked";
  return inUse([credential], now).length === 1 ? "in-use" : "expired";
}
