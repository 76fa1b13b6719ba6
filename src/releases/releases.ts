// A release that is asked for, and how what runs stands.
import { askJointly } from "#approvals";
import { refuse, type Refusal, type Transaction } from "#platform";
import type { NewRelease, ReleaseStanding } from "./contract.ts";
import { changedSettings, emergencyHours, releaseDigest, type Release } from "./release.ts";
import { standingOf } from "./store.ts";

const malformed = refuse(
  "release-malformed",
  'The digest does not fit the software and the settings. Take over the whole line that "openpiu release digest" printed.',
  422,
);
const agreed = refuse("release-approved", "This release is agreed already: it can be started as it is.");

/** Under which name the offices are asked about a release. */
export const releaseItem = (digest: string): string => `release:${digest}`;

/** Asks a second person for a release (F14). `running`: what it is compared with. Returns the id of what was asked. */
export async function askRelease(
  tx: Transaction,
  running: Pick<Release, "settings"> | null,
  wanted: NewRelease,
): Promise<string | Refusal> {
  const { version, software, settings, digest, reason } = wanted;
  if (releaseDigest({ software, settings }) !== digest) return malformed;
  const { standing } = await standingOf(tx, digest);
  if (standing === "approved") return agreed;
  const changed = running === null ? [] : changedSettings(running.settings, settings);
  return askJointly(tx, {
    point: "F14",
    item: releaseItem(digest),
    content: { version, digest, software, changed: changed.join(", ") || "none" },
    reason: reason.trim(),
  });
}

/** How the release stands that runs; a demonstration needs nobody's word. */
export async function standingNow(
  tx: Transaction,
  release: Release,
  exempt: boolean,
): Promise<ReleaseStanding> {
  const digest = releaseDigest(release);
  const { standing, since, reason } = await standingOf(tx, digest);
  const due = since === null ? null : new Date(since.getTime() + emergencyHours * 3_600_000);
  const isForced = standing === "emergency" || (standing === "refused" && !exempt);
  return {
    digest,
    version: release.version,
    standing,
    since: standing === "emergency" ? (since?.toISOString() ?? null) : null,
    due: standing === "emergency" ? (due?.toISOString() ?? null) : null,
    overdue: isForced && (due === null || tx.at >= due),
    reason: isForced ? reason : null,
    exempt,
  };
}
