// The register of authorities: entered and widened by two persons, ended at once by one (PNRD-7.1, -11.3, -9.5).
import { displayNames } from "#access";
import { isRefusal, newId, refuse, type FieldFault, type Refusal, type Transaction } from "#platform";
import {
  authorityInForce,
  authorityRows,
  authorityVersion,
  decideVersion,
  endAuthority,
  insertVersion,
  isCodeTaken,
  type AuthorityRow,
} from "./authority-store.ts";
import type { Authorities, AuthorityContent, PublicKey } from "./contract.ts";
import { fitsUse } from "./envelope.ts";

export const noSuchAuthority = refuse(
  "no-such-authority",
  "There is no such authority on the register. Reload it.",
  404,
);
export const authorityExpired = refuse(
  "authority-not-in-force",
  "This authority is not in force on the register today: its entry or its keys have ended. Have it renewed by two persons.",
  422,
);

/** In force by its state, its days and those of its keys. */
export function isUsable(
  row: Pick<AuthorityRow, "state" | "valid_from" | "valid_until" | "keys_from" | "keys_until">,
  at: Date,
): boolean {
  return (
    row.state === "in-force" &&
    row.valid_from <= at &&
    at < row.valid_until &&
    row.keys_from <= at &&
    at < row.keys_until
  );
}

/** Kinds of recipients that need a finding of comparable protection: all who receive outside the State's own law (Annex 9, 9.24 c). */
const abroad: readonly string[] = ["partner-unit", "europol", "ncb", "third-country"];

/** Whether it may be disclosed to as far as the protection of data there goes. */
export function protectsComparably(row: Pick<AuthorityRow, "kind" | "protection_until">, at: Date): boolean {
  return (
    !abroad.includes(row.kind) ||
    (row.protection_until !== null && row.protection_until >= at.toISOString().slice(0, 10))
  );
}

/** Proposes an authority or a change of one. It takes effect when another person decides so. Returns its id. */
export async function proposeAuthority(tx: Transaction, said: AuthorityContent): Promise<string | Refusal> {
  const faults = contentFaults(said, tx.at);
  const id = said.id ?? newId(tx.at);
  if (await isCodeTaken(tx, said.code, id)) {
    faults.push({
      field: "code",
      text: "Another authority has this code: change that one, or choose another code.",
    });
  }
  if (faults.length > 0)
    return refuse("authority-faulty", "The entry of the register is not as it must be.", 422, {
      fields: faults,
    });
  const version = await insertVersion(tx, id, said);
  if (version === null)
    return refuse("authority-waiting", "A change of this authority waits for its decision already.");
  tx.record({
    action: "authority.proposed",
    subjectKind: "authority",
    subjectId: id,
    detail: { version, code: said.code, kind: said.kind, purposes: said.purposes, offences: said.offences },
  });
  tx.announce("authority", id);
  return id;
}

/** Proposes that an authority has other keys from an instant on, and is otherwise as it stands; another person decides. */
export async function proposeKeys(
  tx: Transaction,
  id: string,
  keys: {
    readonly signing: PublicKey;
    readonly encryption: PublicKey;
    readonly from: Date;
    readonly reason: string;
  },
): Promise<null | Refusal> {
  const row = await authorityInForce(tx, id);
  if (row === null) return noSuchAuthority;
  const { protection_grounds: grounds, protection_until: until } = row;
  const proposed = await proposeAuthority(tx, {
    id,
    code: row.code,
    name: row.name,
    kind: row.kind,
    service: row.service,
    country: row.country,
    legalAct: row.legal_act,
    purposes: row.purposes,
    offences: row.offences,
    contact: row.contact,
    language: row.language,
    channel: row.channel,
    recallAddress: row.recall_address,
    encryptionKey: keys.encryption,
    signingKey: keys.signing,
    keysFrom: keys.from.toISOString(),
    keysUntil: row.keys_until.toISOString(),
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    deathPenalty: row.death_penalty,
    tortureRisk: row.torture_risk,
    comparableProtection: grounds === null || until === null ? null : { grounds, until },
    reason: keys.reason,
  });
  return isRefusal(proposed) ? proposed : null;
}

/** A finding of comparable protection is looked at anew after five years at the latest. */
const findingDays = 1825;

function contentFaults(said: AuthorityContent, at: Date): FieldFault[] {
  const faults: FieldFault[] = [];
  const instants = ["keysFrom", "keysUntil", "validFrom", "validUntil"] as const;
  for (const name of instants) {
    if (Number.isNaN(Date.parse(said[name]))) faults.push({ field: name, text: "Give a day and time." });
  }
  if (Date.parse(said.keysUntil) <= Date.parse(said.keysFrom))
    faults.push({ field: "keysUntil", text: "The keys end after they begin." });
  if (Date.parse(said.validUntil) <= Date.parse(said.validFrom))
    faults.push({ field: "validUntil", text: "The entry ends after it begins." });
  if (!fitsUse(said.encryptionKey, "encryption"))
    faults.push({ field: "encryptionKey", text: "A key to encrypt to: X25519, P-256 or P-384." });
  if (!fitsUse(said.signingKey, "signature"))
    faults.push({ field: "signingKey", text: "A key that signs: Ed25519, P-256 or P-384." });
  const today = at.toISOString().slice(0, 10);
  const { until } = said.comparableProtection ?? {};
  if (
    until !== undefined &&
    (until <= today || Date.parse(until) > at.getTime() + findingDays * 86_400_000)
  ) {
    faults.push({
      field: "comparableProtection",
      text: "The finding holds until a day to come, five years away at most.",
    });
  }
  if (
    said.service === "migration" &&
    said.purposes.some((purpose) => purpose === "TERR" || purpose === "SERIOUS")
  ) {
    faults.push({
      field: "purposes",
      text: "A migration service is entitled to nothing of bookings: BORDER or CHILD_PROTECTION only.",
    });
  }
  if (
    said.purposes.some((purpose) => purpose === "TERR" || purpose === "SERIOUS") &&
    said.offences.length === 0
  ) {
    faults.push({ field: "offences", text: "Name the offences that it is entitled for." });
  }
  return faults;
}

/** Brings a proposed version in force as the second person, or refuses it. */
export async function decideAuthority(
  tx: Transaction,
  id: string,
  said: { readonly version: number; readonly inForce: boolean },
): Promise<null | Refusal> {
  const row = await authorityVersion(tx, id, said.version);
  if (row === null) return noSuchAuthority;
  if (row.state !== "proposed")
    return refuse("authority-decided", "This change has been decided already. Reload the register.");
  if (row.proposed_by === tx.actor.id) {
    return refuse("own-authority", "You proposed this yourself: another person decides.", 403);
  }
  await decideVersion(tx, id, said.version, said.inForce);
  tx.record({
    action: said.inForce ? "authority.in-force" : "authority.refused",
    subjectKind: "authority",
    subjectId: id,
    detail: { version: said.version, proposedBy: row.proposed_by },
  });
  tx.announce("authority", id);
  return null;
}

/** Takes an authority off the register at once. */
export async function takeOff(tx: Transaction, id: string): Promise<null | Refusal> {
  const row = await authorityInForce(tx, id);
  if (row === null) return noSuchAuthority;
  await endAuthority(tx, id);
  tx.record({
    action: "authority.ended",
    subjectKind: "authority",
    subjectId: id,
    detail: { version: row.version },
  });
  tx.announce("authority", id);
  return null;
}

/** The register as it is shown. */
export async function wireAuthorities(tx: Transaction): Promise<Authorities> {
  const rows = await authorityRows(tx);
  const names = await displayNames(
    tx,
    rows.flatMap((row) => [row.proposed_by, row.decided_by]).filter((id) => id !== null),
  );
  const by = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    authorities: rows.map((row) => ({
      id: row.authority_id,
      version: row.version,
      code: row.code,
      name: row.name,
      kind: row.kind,
      service: row.service,
      country: row.country,
      legalAct: row.legal_act,
      purposes: row.purposes,
      offences: row.offences,
      contact: row.contact,
      language: row.language,
      channel: row.channel,
      recallAddress: row.recall_address,
      encryptionKey: row.encryption_key,
      signingKey: row.signing_key,
      keysFrom: row.keys_from.toISOString(),
      keysUntil: row.keys_until.toISOString(),
      validFrom: row.valid_from.toISOString(),
      validUntil: row.valid_until.toISOString(),
      deathPenalty: row.death_penalty,
      tortureRisk: row.torture_risk,
      comparableProtection:
        row.protection_grounds === null || row.protection_until === null
          ? null
          : { grounds: row.protection_grounds, until: row.protection_until },
      state: row.state,
      usable: isUsable(row, tx.at),
      reason: row.reason,
      proposed: { by: by(row.proposed_by), at: row.proposed_at.toISOString() },
      decided:
        row.decided_by === null || row.decided_at === null
          ? null
          : { by: by(row.decided_by), at: row.decided_at.toISOString() },
    })),
  };
}
