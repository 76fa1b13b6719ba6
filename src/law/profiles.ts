// The life of a version of the legal profile: drafted by the legal adviser, approved by the data protection officer and
// the head, signed, in force at its date; or refused, with reasons (roles.md F13).
import { isRefusal, refuse, type Refusal, type Transaction } from "#platform";
import type { DraftCheck, ProfileDraft } from "./contract.ts";
import {
  canonicalText,
  differencesOf,
  labelOf,
  type DocumentValue,
  type ProfileDocument,
} from "./document.ts";
import { release, type Law } from "./living.ts";
import {
  allVersions,
  insertStep,
  insertVersion,
  lockProfiles,
  type Office,
  type VersionFull,
} from "./profile-store.ts";
import { readDocument } from "./read-document.ts";
import { shippedProfiles } from "./shipped.ts";
import { profileFaults } from "./validator.ts";

const openAlready = refuse(
  "profile-open",
  "Another version waits for its decision. Have it decided first: a draft always begins from the last version.",
);
const noSuchVersion = refuse("no-such-profile", "There is no such version. Reload the page.", 404);
const decidedAlready = refuse(
  "profile-decided",
  "This version does not wait for a decision. Reload the page.",
);
const officeTaken = refuse(
  "profile-office-taken",
  "Your office has approved this version: the other one decides now.",
);
const notDrafter = refuse(
  "profile-not-yours",
  "Only who drafted a version withdraws it; others refuse it, with reasons.",
  403,
);
const inThePast = refuse("profile-past", "A version cannot be in force from a time that has gone by.", 422, {
  fields: [{ field: "validFrom", text: "Choose a time to come." }],
});
const beforeTheLast = refuse(
  "profile-before-last",
  "An approved version comes into force later than this: a draft begins from it and follows it.",
  422,
  { fields: [{ field: "validFrom", text: "Choose a time after that version's." }] },
);
const unchanged = refuse("profile-unchanged", "The draft changes nothing.", 422);

/** Whether a version waits for its decision. */
export function isWaiting({ number, steps, release: done }: VersionFull): boolean {
  return number > 1 && done === null && steps.every(({ step }) => step === "approved");
}

/** The last version that was signed: what a draft begins from. Its future is in force by the time the draft is. */
function lastReleased(versions: readonly VersionFull[]): VersionFull {
  const last = versions.find(({ release: done }) => done !== null);
  if (last === undefined) throw new Error("no version of the legal profile was released");
  return last;
}

/** The document of a stored version; what was signed is readable. */
export function documentOf({ document }: Pick<VersionFull, "document">): ProfileDocument {
  const read = readDocument(JSON.parse(document));
  if (isRefusal(read)) throw new Error(read.refused.detail);
  return read;
}

/** The document that a draft would make. */
function drafted(
  draft: Pick<ProfileDraft, "from" | "name" | "changes">,
  base: ProfileDocument,
  version: string,
): ProfileDocument | Refusal {
  const from = draft.from === undefined ? base : shippedProfiles.find(({ name }) => name === draft.from);
  if (from === undefined) {
    return refuse(
      "no-such-shipped-profile",
      `There is no shipped profile of that name: ${shippedProfiles.map(({ name }) => name).join(", ")}.`,
      422,
    );
  }
  const values: Record<string, DocumentValue> = { ...from.values };
  for (const [key, value] of Object.entries(draft.changes)) values[key] = value as DocumentValue;
  return readDocument({ ...from, name: draft.name ?? from.name, version, values });
}

/** What a draft would change, and what is wrong with it. Nothing is kept. */
export async function checkDraft(tx: Transaction, draft: ProfileDraft): Promise<DraftCheck | Refusal> {
  const versions = await allVersions(tx);
  const base = documentOf(lastReleased(versions));
  const document = drafted(draft, base, versionName(tx.at, versions));
  if (isRefusal(document)) return document;
  return { faults: [...profileFaults(document)], differences: wireDifferences(base, document) };
}

/** Keeps a draft. Returns its number, or a refusal that names every key beyond its limit. */
export async function draftProfile(tx: Transaction, draft: ProfileDraft): Promise<number | Refusal> {
  await lockProfiles(tx);
  const versions = await allVersions(tx);
  if (versions.some(isWaiting)) return openAlready;
  const base = lastReleased(versions);
  const validFrom = new Date(draft.validFrom);
  if (validFrom.getTime() < tx.at.getTime() - 60_000) return inThePast;
  if (
    base.release !== null &&
    base.release.in_force_from > tx.at &&
    validFrom <= base.release.in_force_from
  ) {
    return beforeTheLast;
  }
  const document = drafted(draft, documentOf(base), versionName(tx.at, versions));
  if (isRefusal(document)) return document;
  const faults = profileFaults(document);
  const [first] = faults;
  if (first !== undefined) {
    return refuse("profile-unlawful", first.text, 422, {
      fields: faults.map(({ key, text }) => ({ field: key, text })),
    });
  }
  const differences = differencesOf(documentOf(base), document);
  if (differences.length === 0 && document.family === documentOf(base).family) return unchanged;
  const number = Math.max(...versions.map((version) => version.number)) + 1;
  await insertVersion(tx, {
    number,
    base: base.number,
    document: canonicalText(document),
    valid_from: validFrom,
    reason: draft.reason,
  });
  tx.record({
    action: "profile.drafted",
    subjectKind: "profile",
    subjectId: String(number),
    detail: { label: labelOf(document), base: base.number, changes: differences.map(({ key }) => key) },
  });
  tx.announce("profile", String(number));
  return number;
}

/** "2026.4": the year of drafting and the number of the version, which is never given twice. */
function versionName(at: Date, versions: readonly VersionFull[]): string {
  return `${at.getUTCFullYear()}.${Math.max(...versions.map(({ number }) => number)) + 1}`;
}

/**
 * Takes one step on a version in the name of an office. The second approval signs it: it is in force from its date, or
 * at once when that has come. Returns null, or why not.
 */
export async function stepProfile(
  tx: Transaction,
  law: Pick<Law, "signingKey">,
  given: {
    readonly number: number;
    readonly step: "approved" | "refused" | "withdrawn";
    readonly office: Office;
    readonly reason: string;
  },
): Promise<Refusal | null> {
  await lockProfiles(tx);
  const versions = await allVersions(tx);
  const version = versions.find(({ number }) => number === given.number);
  if (version === undefined) return noSuchVersion;
  if (!isWaiting(version)) return decidedAlready;
  if (given.step === "withdrawn" && version.drafted_by !== tx.actor.id) return notDrafter;
  if (version.steps.some(({ office }) => office === given.office)) return officeTaken;
  await insertStep(tx, given);
  const now = (await allVersions(tx)).find(({ number }) => number === given.number);
  const approvals = now?.steps.filter(({ step }) => step === "approved").length ?? 0;
  const done = now !== undefined && given.step === "approved" && approvals === 2;
  const inForceFrom = latest(version.valid_from, tx.at, soonAfter(lastReleased(versions)));
  if (done) await release(tx, now, await law.signingKey(), inForceFrom);
  tx.record({
    action: `profile.${given.step}` as "profile.approved" | "profile.refused" | "profile.withdrawn",
    subjectKind: "profile",
    subjectId: String(given.number),
    detail: {
      office: given.office,
      reason: given.reason,
      ...(done ? { inForceFrom: inForceFrom.toISOString(), label: labelOf(documentOf(version)) } : {}),
    },
  });
  tx.announce("profile", String(given.number));
  return null;
}

function soonAfter({ release: done }: VersionFull): Date {
  return new Date((done?.in_force_from.getTime() ?? 0) + 1);
}

function latest(...instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map(Number)));
}

/** Differences as the wire has them. */
export function wireDifferences(base: ProfileDocument, document: ProfileDocument): DraftCheck["differences"] {
  return differencesOf(base, document).map(({ key, before, after, way }) => ({
    key,
    before: before === null ? null : { ...before },
    after: after === null ? null : { ...after },
    way,
  }));
}
