// Whether what the database holds as legal profiles is what persons decided and the key signed. Pure.
import { isRefusal } from "#platform";
import { canonicalText, labelOf, type ProfileDocument } from "./document.ts";
import type { VersionFull } from "./profile-store.ts";
import { readDocument } from "./read-document.ts";
import { isSignedBy, keyOfVersion, type ProfileKey } from "./signing-key.ts";
import { profileFaults } from "./validator.ts";

/** A version that may be in force: signed, lawful, from an instant on. */
export type Released = {
  readonly number: number;
  readonly label: string;
  readonly document: ProfileDocument;
  readonly inForceFrom: Date;
};

export type VersionFault = {
  readonly number: number;
  readonly code: "profile-unverified" | "profile-unlawful";
  /** What does not agree, without a full stop. */
  readonly text: string;
};

/** The text that is signed: the document, from what and when, and everybody who decided. Canonical JSON (RFC 8785). */
export function releaseBody(version: Omit<VersionFull, "release">, inForceFrom: Date): string {
  return canonicalText({
    number: version.number,
    base: version.base,
    document: version.document,
    validFrom: version.valid_from.toISOString(),
    reason: version.reason,
    draftedBy: version.drafted_by,
    draftedAt: version.drafted_at.toISOString(),
    steps: version.steps.map((step) => ({
      step: step.step,
      office: step.office,
      reason: step.reason,
      by: step.taken_by,
      at: step.taken_at.toISOString(),
    })),
    inForceFrom: inForceFrom.toISOString(),
  });
}

/** Every released version that holds, the earliest first, and what is wrong with the others; each by the key of its time. */
export function verifyReleases(
  versions: readonly VersionFull[],
  keys: readonly Pick<ProfileKey, "publicKey" | "id" | "after">[],
): { readonly released: readonly Released[]; readonly faults: readonly VersionFault[] } {
  const released: Released[] = [];
  const faults: VersionFault[] = [];
  for (const version of versions.toSorted((a, b) => a.number - b.number)) {
    const { release, number } = version;
    if (release === null) continue;
    const unverified = (text: string): void => void faults.push({ number, code: "profile-unverified", text });
    const key = keyOfVersion(keys, number);
    if (key === undefined || !isSignedBy(key, release.body, release.signature)) {
      const replaced = keys.some(({ id }) => id === release.key_id);
      unverified(
        release.key_id === key?.id
          ? "its signature does not belong to its text"
          : replaced
            ? `it was signed with key ${release.key_id}, which did not sign at that time (key ${key?.id ?? ""} did)`
            : `it was signed with another key (${release.key_id}; here ${key?.id ?? ""})`,
      );
      continue;
    }
    if (releaseBody(version, release.in_force_from) !== release.body) {
      unverified("what is stored of it is not what was signed");
      continue;
    }
    const document = parsed(version.document);
    if (document === null) {
      unverified("its document cannot be read");
      continue;
    }
    const [fault, ...others] = profileFaults(document);
    if (fault !== undefined) {
      const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
      faults.push({ number, code: "profile-unlawful", text: `${fault.text.replace(/\.$/, "")}${more}` });
      continue;
    }
    released.push({ number, label: labelOf(document), document, inForceFrom: release.in_force_from });
  }
  const [first] = released;
  if (faults.length === 0 && first?.number !== 1) {
    faults.push({ number: 1, code: "profile-unverified", text: "the first version is missing" });
  }
  return { released, faults };
}

function parsed(text: string): ProfileDocument | null {
  try {
    const document = readDocument(JSON.parse(text));
    return isRefusal(document) ? null : document;
  } catch (problem) {
    if (problem instanceof SyntaxError) return null;
    throw problem;
  }
}
