// Carriers taken into the register, their credentials, and who a credential belongs to.
import { alpha3 } from "#vocabulary";
import {
  newId,
  newSecret,
  refuse,
  type Actor,
  type Refusal,
  type Services,
  type Transaction,
} from "#platform";
import { comparableSender, type Carrier, type CredentialKind } from "./carrier.ts";
import { identityExpected, identitySecret, tokenSecret, type IdentityKind } from "./credential.ts";
import {
  insertCarrier,
  insertCredential,
  loadCarrierByCode,
  loadCarrierById,
  loadCarrierBySecret,
  revokeCredential,
  setSuspended,
  takenSenders,
} from "./store.ts";

export type NewCarrier = {
  readonly code: string;
  readonly name: string;
  /** ISO 3166-1, two or three letters. */
  readonly country?: string | undefined;
  readonly senderIds: readonly string[];
  /** Without it the own code only. */
  readonly fliesAs: readonly string[];
};

/** What goes out once: the token, or the folder's name. */
export type Issued = { readonly credentialId: string; readonly token: string };

/**
 * The carrier that a credential of this kind belongs to. undefined: there is none, or it has run out or was revoked.
 * Whether the carrier is suspended is for the caller to see (`suspendedAt`), so that it can be told so.
 */
export async function carrierByIdentity(
  tx: Transaction,
  kind: CredentialKind,
  identity: string,
): Promise<Carrier | undefined> {
  const secret = kind === "http-token" ? tokenSecret(identity) : identitySecret(kind, identity);
  return secret === null ? undefined : loadCarrierBySecret(tx, kind, secret);
}

/** Takes a carrier into the register. Refuses a malformed or registered code and sender identities of another carrier. */
export async function addCarrier(
  { database }: Services,
  actor: Actor,
  wanted: NewCarrier,
): Promise<Carrier | Refusal> {
  const code = wanted.code.trim().toUpperCase();
  const fliesAs = [...new Set([code, ...wanted.fliesAs.map((one) => one.trim().toUpperCase())])];
  const malformed = fliesAs.filter((designator) => !/^[A-Z0-9]{2}$|^[A-Z]{3}$/.test(designator));
  if (malformed.length > 0) {
    const detail = `${malformed.join(", ")} is no carrier designator: two characters (IATA) or three letters (ICAO).`;
    return refuse("carrier-code-malformed", detail, 400);
  }
  const country = wanted.country === undefined ? null : alpha3(wanted.country.trim().toUpperCase());
  if (country === undefined) {
    return refuse("country-unknown", `${wanted.country} is no country code of ISO 3166-1.`, 400);
  }
  const senderIds = [...new Set(wanted.senderIds.map(comparableSender).filter((sender) => sender !== ""))];
  return database.transaction(actor, async (tx) => {
    const taken = await takenSenders(tx, senderIds, code);
    if (taken.length > 0) {
      const whose = taken.map((one) => `${one.sender} (${one.code})`).join(", ");
      return refuse("sender-taken", `Another carrier sends as ${whose}. A sender identity has one carrier.`);
    }
    const carrier = { id: newId(tx.at), code, name: wanted.name.trim(), country, senderIds, fliesAs };
    if (!(await insertCarrier(tx, carrier))) {
      return refuse("carrier-registered", `The carrier ${code} is in the register already.`);
    }
    tx.record({
      action: "carrier.added",
      subjectKind: "carrier",
      subjectId: carrier.id,
      detail: { code, senderIds, fliesAs },
    });
    tx.announce("carrier", carrier.id);
    const added = await loadCarrierById(tx, carrier.id);
    if (added === undefined) throw new Error("a carrier that was just added is not there");
    return added;
  });
}

/** Issues a bearer token to a carrier of the register; it is returned once and stored as a hash. */
export async function issueToken(
  { database }: Services,
  actor: Actor,
  wanted: { readonly code: string; readonly label: string; readonly days?: number | undefined },
): Promise<Issued | Refusal> {
  const token = newSecret();
  const issued = await issue({ database }, actor, {
    ...wanted,
    kind: "http-token",
    secret: tokenSecret(token),
  });
  return "refused" in issued ? issued : { ...issued, token };
}

/**
 * Binds an identity of a channel to a carrier: a watched folder's name, an SSH key, a certificate, an address. Refuses one
 * that is malformed or in use.
 */
export async function bindIdentity(
  { database }: Pick<Services, "database">,
  actor: Actor,
  wanted: {
    readonly code: string;
    readonly kind: IdentityKind;
    readonly identity: string;
    /** How people tell it from the carrier's others; without it the identity itself. */
    readonly label?: string | undefined;
    readonly days?: number | undefined;
  },
): Promise<{ readonly credentialId: string } | Refusal> {
  const { code, kind, identity, days } = wanted;
  const secret = identitySecret(kind, identity);
  if (secret === null) {
    return refuse("identity-malformed", `This is no ${kind}. Expected: ${identityExpected(kind)}.`, 400);
  }
  const label = wanted.label ?? identity.trim().slice(0, 100);
  return issue({ database }, actor, { code, label, kind, secret, days });
}

async function issue(
  { database }: Pick<Services, "database">,
  actor: Actor,
  wanted: {
    readonly code: string;
    readonly label: string;
    readonly kind: CredentialKind;
    readonly secret: Buffer;
    readonly days?: number | undefined;
  },
): Promise<{ readonly credentialId: string } | Refusal> {
  return database.transaction(actor, async (tx) => {
    const carrier = await loadCarrierByCode(tx, wanted.code.trim().toUpperCase());
    if (carrier === undefined) return noSuchCarrier(wanted.code);
    const id = newId(tx.at);
    const { kind, secret, days } = wanted;
    const expiresAt = days === undefined ? null : new Date(tx.at.getTime() + days * 86_400_000);
    const label = wanted.label.trim();
    if (!(await insertCredential(tx, { id, carrierId: carrier.id, kind, secret, label, expiresAt }))) {
      return refuse("identity-taken", `This ${kind} is in use already. An identity has one carrier.`);
    }
    tx.record({
      action: "credential.issued",
      subjectKind: "carrier",
      subjectId: carrier.id,
      detail: { credential: id, kind, expiresAt: expiresAt?.toISOString() ?? null },
    });
    tx.announce("carrier", carrier.id);
    return { credentialId: id };
  });
}

/** Takes a credential out of use at once. */
export async function withdrawCredential(
  { database }: Services,
  actor: Actor,
  credentialId: string,
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    const carrierId = await revokeCredential(tx, credentialId);
    if (carrierId === undefined) {
      return refuse("no-such-credential", "There is no such credential in use.", 404);
    }
    tx.record({
      action: "credential.revoked",
      subjectKind: "carrier",
      subjectId: carrierId,
      detail: { credential: credentialId },
    });
    tx.announce("carrier", carrierId);
    return undefined;
  });
}

/** Suspends a carrier (its pushes are refused, with the reason told) or lets it send again. */
export async function suspendCarrier(
  { database }: Services,
  actor: Actor,
  change: { readonly code: string; readonly suspended: boolean },
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    const carrier = await loadCarrierByCode(tx, change.code.trim().toUpperCase());
    if (carrier === undefined) return noSuchCarrier(change.code);
    await setSuspended(tx, carrier.id, change.suspended ? tx.at : null);
    tx.record({
      action: change.suspended ? "carrier.suspended" : "carrier.resumed",
      subjectKind: "carrier",
      subjectId: carrier.id,
    });
    tx.announce("carrier", carrier.id);
    return undefined;
  });
}

function noSuchCarrier(code: string): Refusal {
  return refuse("no-such-carrier", `There is no carrier ${code.trim().toUpperCase()} in the register.`, 404);
}
