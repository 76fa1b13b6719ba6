// Versions of the profile as the wire has them.
import { createHash } from "node:crypto";
import type { LawInForce, ProfileRow, ProfileVersion } from "./contract.ts";
import { labelOf, type ProfileDocument } from "./document.ts";
import { profileKeys } from "./keys.ts";
import { documentOf, isWaiting, wireDifferences } from "./profiles.ts";
import type { VersionFull } from "./profile-store.ts";
import { shippedProfiles } from "./shipped.ts";
import type { Released } from "./verify.ts";

/** Every key of a document with its limit. */
export function profileRows(document: ProfileDocument): readonly ProfileRow[] {
  return profileKeys.map(({ key, group, kind, limits, project, absent }) => {
    const given = document.values[key];
    const limit = limits[document.family];
    return {
      key,
      group,
      kind: kind.name,
      value: given?.value ?? absent ?? null,
      source: given?.source ?? "",
      verified: given?.verified ?? true,
      project: project ?? false,
      limit: limit === undefined ? null : { how: limit.how, value: limit.value, source: limit.source },
    };
  });
}

/** Everything about the profile in force and its versions. `names`: of the persons who took steps. */
export function wireLaw(
  inForce: Released,
  versions: readonly VersionFull[],
  names: ReadonlyMap<string, string>,
): LawInForce {
  const standing = versions.find(({ number }) => number === inForce.number)?.release;
  return {
    label: inForce.label,
    number: inForce.number,
    family: inForce.document.family,
    inForceFrom: inForce.inForceFrom.toISOString(),
    keyId: standing?.key_id ?? "",
    rows: [...profileRows(inForce.document)],
    versions: versions.map((version) => wireVersion(version, versions, { inForce, names })),
    shipped: shippedProfiles.map(({ name }) => name),
  };
}

function wireVersion(
  version: VersionFull,
  all: readonly VersionFull[],
  { inForce, names }: { readonly inForce: Released; readonly names: ReadonlyMap<string, string> },
): ProfileVersion {
  const document = documentOf(version);
  const base = all.find(({ number }) => number === version.base);
  const nameOf = (id: string): string => names.get(id) ?? id;
  return {
    number: version.number,
    label: labelOf(document),
    base: version.base,
    family: document.family,
    state: stateOf(version, inForce),
    validFrom: version.valid_from.toISOString(),
    inForceFrom: version.release?.in_force_from.toISOString() ?? null,
    hash: createHash("sha256").update(version.document).digest("hex"),
    keyId: version.release?.key_id ?? null,
    steps: [
      {
        step: "drafted",
        office: version.number === 1 ? "shipped" : "legal-adviser",
        by: nameOf(version.drafted_by),
        byId: version.drafted_by,
        at: version.drafted_at.toISOString(),
        reason: version.reason,
      },
      ...version.steps.map(({ step, office, taken_by: byId, taken_at: at, reason }) => ({
        step,
        office,
        by: nameOf(byId),
        byId,
        at: at.toISOString(),
        reason,
      })),
    ],
    differences: base === undefined ? [] : wireDifferences(documentOf(base), document),
  };
}

function stateOf(version: VersionFull, inForce: Released): ProfileVersion["state"] {
  if (version.number === inForce.number) return "in-force";
  if (version.release !== null)
    return version.release.in_force_from > inForce.inForceFrom ? "released" : "superseded";
  if (isWaiting(version)) return "waiting";
  return version.steps.some(({ step }) => step === "withdrawn") ? "withdrawn" : "refused";
}
