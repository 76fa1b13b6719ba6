// Whether this software may go into operation on this database: asked before anything of the database is changed, and written down
// once it works (roles.md section 4, F14). What nobody agreed to does not start, unless somebody says it is an emergency.
import { hostname } from "node:os";
import { connectTo, StartupRefused, systemActor, type Database, type StartupProblem } from "#platform";
import type { Standing } from "./contract.ts";
import { emergencyHours, releaseDigest, type Release } from "./release.ts";
import { holdStarts, insertStart, isSoftwareAgreed, standingBefore, standingOf } from "./store.ts";

const hourMs = 3_600_000;

/**
 * Throws StartupRefused where nobody agreed to this release; `emergency`: why it has to start all the same. Changes nothing. A database
 * that knows no releases yet (an empty one, one of an earlier version) admits its first.
 */
export async function admitRelease(
  url: string,
  release: Release,
  emergency: string | undefined,
): Promise<void> {
  const client = await connectTo(url, { name: "openpiu release" });
  try {
    const standing = await standingBefore(client, releaseDigest(release));
    if (standing !== null && !mayStart(standing, emergency))
      throw new StartupRefused(notAgreed(release, standing));
  } finally {
    await client.end();
  }
}

/** The same for a command that would bring the database up to date: its software, with whatever settings. */
export async function admitSoftware(url: string, software: string): Promise<void> {
  const client = await connectTo(url, { name: "openpiu release" });
  try {
    if (await isSoftwareAgreed(client, software)) return;
    throw new StartupRefused({
      code: "release-not-approved",
      text: `nobody has agreed to this software (digest ${short(software)}), and so it does not change the database`,
      mend: howToAsk,
    });
  } finally {
    await client.end();
  }
}

function mayStart(standing: Standing, emergency: string | undefined): boolean {
  return (
    standing === "first" || standing === "approved" || standing === "emergency" || emergency !== undefined
  );
}

const howToAsk =
  'Ask for it where the agreed version runs (Software, "Ask for a release", with what "openpiu release digest" prints here; or "openpiu release ask"), let a second person agree, then start again. In an emergency: openpiu serve --emergency-release "reason"';

function notAgreed(release: Release, standing: Standing): StartupProblem {
  const digest = short(releaseDigest(release));
  return {
    code: "release-not-approved",
    text: `${standing === "refused" ? "a second person has refused" : "no second person has agreed to"} this release: version ${release.version}, digest ${digest} (software ${short(release.software)} with these settings). Nothing was changed`,
    mend: howToAsk,
  };
}

export const short = (digest: string): string => digest.slice(0, 16);

/**
 * Writes down that this release is in operation here, with its entry in the ledger. Throws StartupRefused where that came to be
 * refused meanwhile. Returns a line for whoever runs the server where somebody has yet to agree.
 */
export async function noteStart(
  database: Database,
  release: Release,
  emergency: string | undefined,
): Promise<string | null> {
  const digest = releaseDigest(release);
  return database.transaction(systemActor("releases"), async (tx) => {
    await holdStarts(tx);
    const { standing, since, reason: before } = await standingOf(tx, digest);
    if (!mayStart(standing, emergency)) throw new StartupRefused(notAgreed(release, standing));
    const way = standing === "first" || standing === "approved" ? standing : "emergency";
    const reason = way === "emergency" ? (emergency ?? before) : null;
    await insertStart(tx, release, { way, reason, server: hostname() });
    tx.record({
      action: way === "emergency" ? "release.forced" : "release.started",
      subjectKind: "release",
      subjectId: digest,
      detail: { version: release.version, software: release.software, way, reason, server: hostname() },
    });
    tx.announce("release", digest);
    if (way !== "emergency") return null;
    const due = new Date((since ?? tx.at).getTime() + emergencyHours * hourMs);
    const late = tx.at >= due ? "That time is OVER" : "Nobody has agreed to it yet";
    return `EMERGENCY RELEASE ${release.version} (${short(digest)}) is in operation without a second person: ${reason ?? ""}. To be agreed by ${due.toISOString()}. ${late}`;
  });
}
