// Which credentials of a carrier are in use, and from when on the desk is told that one runs out.
import { expect, test } from "vitest";
import { expiringSoon, inUse, stateOf, type Credential } from "./credentials.ts";

const now = Date.parse("2026-03-01T00:00:00Z");
const day = 86_400_000;

/** A client certificate that runs out after so many days (null: never). */
function certificate(days: number | null, revokedAt: string | null = null): Credential {
  return {
    id: "00000000-0000-7000-8000-000000000001",
    kind: "client-certificate",
    label: "own server",
    createdAt: "2025-03-01T00:00:00Z",
    expiresAt: days === null ? null : new Date(now + days * day).toISOString(),
    revokedAt,
  };
}

test.each([
  [61, null],
  [60, 60],
  [30, 30],
  [7, 7],
  [0.5, 1],
])(
  "one that runs out in %d days is told of with: %s [transport.md §16 row certificate expiry]",
  (days, told) => {
    expect(expiringSoon([certificate(null), certificate(400), certificate(days)], now)).toBe(told);
  },
);

test("one taken out of use or run out is told of no more", () => {
  const gone = [certificate(5, "2026-02-01T00:00:00Z"), certificate(-1)];
  expect(expiringSoon(gone, now)).toBeNull();
  expect(inUse(gone, now)).toEqual([]);
  expect(gone.map((each) => stateOf(each, now))).toEqual(["revoked", "expired"]);
});
