// Masking: what identifies leaves the records for the vault, in steps that may be stopped at any moment.
import assert from "node:assert/strict";
import {
  isRefusal,
  periodKeyName,
  retentionActor,
  type Database,
  type Keyring,
  type Transaction,
} from "#platform";
import type { LegalProfile } from "#vocabulary";
import {
  anythingToMask,
  monthIsOver,
  waitsForMasking,
  dueBookings,
  dueChanges,
  dueTravellers,
  keepMasked,
  maskSnapshots,
  renewLinks,
  replaceDetails,
  replaceMasked,
  type MaskLimits,
} from "./masking-store.ts";
import { maskBooking, maskTraveller } from "./masked.ts";
import { destroyVaultKey, putInVault, type VaultItem } from "./vault.ts";

export type MaskServices = {
  readonly database: Database;
  readonly profile: Pick<LegalProfile, "initial">;
  readonly key: Pick<Keyring, "periods">;
};

const perStep = 4000;
const actor = retentionActor("retention");

/**
 * Masks what has had its time in clear and is kept longer: class LINKED, and under a profile with the effect "mask" all
 * (PNRD-12.2). Until a row is masked nobody reads it. Returns how many records were masked.
 */
export async function maskExpired({ database, profile, key }: MaskServices): Promise<number> {
  const limits = await database.transaction(actor, async (tx) => {
    const [row] = await tx.query<{ kept_from: Date }>("select platform.kept_from() as kept_from");
    assert(row !== undefined, "each transaction says from when on data may be read");
    const found = { keptFrom: row.kept_from };
    await renewLinks(tx, found);
    if (profile.initial.effect === "mask") await keepMasked(tx, found);
    return (await anythingToMask(tx, found)) ? found : null;
  });
  if (limits === null) return 0;
  let masked = 0;
  for (const step of [travellers, bookings, changes]) {
    for (let left = 1; left > 0; masked += left)
      left = await database.transaction(actor, (tx) => step(tx, key, limits));
  }
  return database.transaction(actor, async (tx) => {
    masked += await maskSnapshots(tx, limits);
    tx.record({
      action: "expired.masked",
      subjectKind: "store",
      subjectId: "mask-expired",
      detail: { records: masked },
    });
    return masked;
  });
}

async function put(tx: Transaction, key: MaskServices["key"], items: readonly VaultItem[]): Promise<void> {
  const refused = await putInVault(
    tx,
    key,
    items.filter(({ elements }) => Object.keys(elements).length > 0),
  );
  if (refused !== undefined && isRefusal(refused)) throw new Error(`masking: ${refused.refused.detail}`);
}

async function travellers(tx: Transaction, key: MaskServices["key"], limits: MaskLimits): Promise<number> {
  const rows = (await dueTravellers(tx, limits, perStep)).map((row) => ({ ...row, ...maskTraveller(row) }));
  await put(
    tx,
    key,
    rows.map(({ flight_date: flightDate, flight_id: flightId, traveller_id: id, clock_start, clear }) => ({
      periodKey: periodKeyName("vault", clock_start),
      subject: { kind: "traveller", flightDate, flightId, id },
      elements: clear,
    })),
  );
  if (rows.length > 0) replaceMasked(tx, rows);
  return rows.length;
}

async function bookings(tx: Transaction, key: MaskServices["key"], limits: MaskLimits): Promise<number> {
  const rows = (await dueBookings(tx, limits, perStep)).map((row) => ({
    ...row,
    ...maskBooking(row.detail),
  }));
  await put(
    tx,
    key,
    rows.map(({ flight_date: flightDate, flight_id: flightId, id, clock_start, clear }) => ({
      periodKey: periodKeyName("vault", clock_start),
      subject: { kind: "booking", flightDate, flightId, id },
      elements: clear,
    })),
  );
  if (rows.length > 0) replaceDetails(tx, "booking", rows);
  return rows.length;
}

/** The history follows what it is about: which field changed stays, from what to what does not. */
async function changes(tx: Transaction, key: MaskServices["key"], limits: MaskLimits): Promise<number> {
  const rows = (await dueChanges(tx, limits, perStep)).map((row) => ({
    ...row,
    kept: row.fields.map(({ field }) => ({ field, before: null, after: null })),
  }));
  await put(
    tx,
    key,
    rows.map(({ flight_date: flightDate, flight_id: flightId, id, clock_start, fields }) => ({
      periodKey: periodKeyName("vault", clock_start),
      subject: { kind: "change", flightDate, flightId, id },
      elements: fields.length > 0 ? { api: fields } : {},
    })),
  );
  if (rows.length > 0) replaceDetails(tx, "change", rows);
  return rows.length;
}

/**
 * Destroys the keys of months of which nothing is in the vault any more and nothing can come: with them every backup loses what
 * they sealed (PNRD-12.4). Returns their names; each destruction is in the ledger.
 */
export async function destroyEmptyKeys({ database, key }: MaskServices): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const { name, destroyed } of await key.periods.list()) {
    if (destroyed !== null || !name.startsWith("vault-")) continue;
    await database.transaction(actor, async (tx) => {
      if (!(await monthIsOver(tx, name.slice("vault-".length)))) return;
      if (await waitsForMasking(tx)) return;
      if (!isRefusal(await destroyVaultKey(tx, key, name))) gone.push(name);
    });
  }
  return gone;
}
