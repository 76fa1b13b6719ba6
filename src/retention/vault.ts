// The vault of masked values: put in by masking, opened for one granted person, gone with the key of their period.
import assert from "node:assert/strict";
import {
  readyKey,
  sealBytes,
  refuse,
  unsealBytes,
  untold,
  type Destruction,
  type Keyring,
  type Refusal,
  type Transaction,
} from "#platform";
import { inClear, type Full } from "#vocabulary";
import { insertSealed, rowsUnder, sealedOf, type SealedRow, type VaultSubject } from "./vault-store.ts";

/** Values by the name of their element, as JSON has them. */
export type ClearElements = { readonly [element: string]: unknown };

/** One record's values on their way into the vault. `periodKey`: periodKeyName("vault", first receipt). */
export type VaultItem = {
  readonly periodKey: string;
  readonly subject: VaultSubject;
  readonly elements: ClearElements;
};

/**
 * Puts values into the vault, thousands a call, in one statement of this transaction. Runs as systemActor("retention") only.
 * Refuses with `vault-key-destroyed` when the key of a period is no more: what would be sealed by it is past its time.
 */
export async function putInVault(
  tx: Transaction,
  keyring: Pick<Keyring, "periods">,
  items: readonly VaultItem[],
): Promise<Refusal | undefined> {
  if (items.length === 0) return undefined;
  const keys = new Map<string, ReturnType<typeof readyKey>>();
  for (const name of new Set(items.map(({ periodKey }) => periodKey))) {
    const key = await keyring.periods.need(name);
    if (key === "destroyed") return keyDestroyed(name);
    keys.set(name, readyKey(key));
  }
  insertSealed(
    tx,
    items.map(({ subject, periodKey, elements }) => {
      const key = keys.get(periodKey);
      assert(key !== undefined, "each period's key was asked for");
      const plain = Buffer.from(JSON.stringify(elements));
      const sealed = sealBytes(key, boundTo(periodKey, subject), plain);
      return { subject, periodKey, elements: Object.keys(elements), sealed };
    }),
  );
  return undefined;
}

/** Who may see what of which records until when: made by an approver's decision (approvals). */
export type VaultGrant = {
  readonly id: string;
  /** The one person who may look. */
  readonly personId: string;
  readonly subjects: readonly VaultSubject[];
  /** The elements that were approved; others stay closed. */
  readonly elements: readonly string[];
  /** The first instant at which it is over. */
  readonly until: Date;
};

/**
 * The approved values of one subject in clear. Refuses another person (`grant-of-another`), another record or nothing left
 * (`grant-not-for-this`), a grant whose time is over (`grant-over`), and values whose key is destroyed (`vault-key-destroyed`).
 * Row-level security holds to the same. The caller records the view.
 */
export async function openFromVault(
  tx: Transaction,
  keyring: Pick<Keyring, "periods">,
  grant: VaultGrant,
  subject: VaultSubject,
): Promise<Full<ClearElements> | Refusal> {
  if (tx.actor.id !== grant.personId)
    return refuse(
      "grant-of-another",
      "This grant was given to another person. Ask for one of your own.",
      403,
    );
  if (tx.at >= grant.until)
    return refuse("grant-over", "The time of this grant is over. Ask anew if it is still necessary.", 403);
  if (!grant.subjects.some((granted) => isSame(granted, subject))) return notForThis;
  const opened: Record<string, unknown> = {};
  for (const row of await sealedOf(tx, subject)) {
    const values = await openRow(keyring, row);
    if ("refused" in values) return values;
    for (const element of grant.elements) {
      if (Object.hasOwn(values.clear, element)) opened[element] = values.clear[element];
    }
  }
  return inClear(opened);
}

async function openRow(
  keyring: Pick<Keyring, "periods">,
  { periodKey, subject, sealed }: SealedRow,
): Promise<{ readonly clear: ClearElements } | Refusal> {
  const key = await keyring.periods.find(periodKey);
  if (key === "destroyed") return keyDestroyed(periodKey);
  if (key === "missing") {
    throw new Error(`the key of ${periodKey} is not in the key folder, nor a mark that it was destroyed`);
  }
  const plain = unsealBytes(key, boundTo(periodKey, subject), sealed);
  assert(plain !== null, "a row of the vault was altered, or moved to another record");
  return { clear: JSON.parse(plain.toString()) as ClearElements };
}

/**
 * Destroys the key of a period for ever and writes the certificate of it into the ledger: every copy of what it sealed, in
 * backups too, is unreadable from then on (PNRD-12.4). Refuses with `vault-not-empty` while rows of the vault need it.
 * Should the transaction fail afterwards, the key is gone all the same: do it again, the certificate says the first time.
 */
export async function destroyVaultKey(
  tx: Transaction,
  keyring: Pick<Keyring, "periods">,
  periodKey: string,
): Promise<Destruction | Refusal> {
  const rows = await rowsUnder(tx, periodKey);
  if (rows > 0) {
    return refuse(
      "vault-not-empty",
      `${rows} records of the vault are sealed by the key ${periodKey}. Delete them first: they would be lost.`,
    );
  }
  const destruction = await keyring.periods.destroy(periodKey, tx.at);
  tellDestroyed(tx, destruction);
  return destruction;
}

/** The certificate of a destruction, for the ledger. */
export function tellDestroyed(tx: Transaction, { name, at, fingerprint }: Destruction): void {
  tx.record({ action: "key.destroyed", subjectKind: "key", subjectId: name, detail: { at, fingerprint } });
}

/** A key whose transaction was lost after its destruction is gone all the same: its certificate comes with the next run. */
export async function tellLostDestructions(
  tx: Transaction,
  keys: readonly { readonly destroyed: Destruction | null }[],
): Promise<void> {
  const destructions = keys.flatMap(({ destroyed }) => (destroyed === null ? [] : [destroyed]));
  const names = destructions.map(({ name }) => name);
  const missing = await untold(tx, "key.destroyed", names);
  for (const each of destructions) if (missing.includes(each.name)) tellDestroyed(tx, each);
}

const notForThis = refuse(
  "grant-not-for-this",
  "The grant is for another record. Each record needs a request of its own.",
  403,
);

function keyDestroyed(name: string): Refusal {
  return refuse(
    "vault-key-destroyed",
    `The key ${name} was destroyed when its period ended: what it sealed can be read by nobody any more.`,
    410,
  );
}

function boundTo(periodKey: string, { kind, flightDate, flightId, id }: VaultSubject): Buffer {
  return Buffer.from(`vault ${periodKey} ${kind} ${flightDate} ${flightId} ${id}`);
}

function isSame(one: VaultSubject, other: VaultSubject): boolean {
  return (
    one.kind === other.kind &&
    one.flightDate === other.flightDate &&
    one.flightId === other.flightId &&
    one.id === other.id
  );
}
