// After a rotation: what older master keys seal is sealed anew with the newest, some at a time, from where it was left.
import { formsSealed, packagesOpened, packagesSealed } from "#disclosures";
import { exchangeSealed } from "#exchange";
import { intakeSealed } from "#intake";
import { headKeys, oversightSealed } from "#oversight";
import {
  resealSome,
  sealedBy,
  systemActor,
  untold,
  type Database,
  type Job,
  type Keyring,
  type SealedColumn,
  type SealedPlace,
  type Services,
} from "#platform";
import { rightsSealed } from "#rights";
import { rawFilesSealed } from "#watchlists";

/** Every column of the database that holds what a master key sealed. */
export const sealedColumns: readonly SealedColumn[] = [
  ...intakeSealed,
  rawFilesSealed,
  formsSealed,
  packagesSealed,
  packagesOpened,
  ...exchangeSealed,
  ...rightsSealed,
  ...oversightSealed,
];

export const resealJob = "reseal";
const atOnce = 200;
const actor = systemActor("keys");

export type KeyServices = { readonly database: Database; readonly key: Keyring };

/**
 * Seals everything anew that is not under the newest master key, in small transactions, and wraps the keys of periods anew.
 * Stopped anywhere it is begun again with what is left. `unopened`: values that no key here opens.
 */
export async function resealAll({
  database,
  key,
}: KeyServices): Promise<{ sealed: number; unopened: number; periodKeys: number }> {
  const periodKeys = await key.periods.rewrap();
  let [sealed, unopened] = [0, 0];
  for (const column of sealedColumns) {
    const next = async (after: SealedPlace | null): Promise<SealedPlace | null> => {
      const options = { limit: atOnce, after };
      const done = await database.transaction(actor, (tx) => resealSome(tx, key, column, options));
      sealed += done.sealed;
      unopened += done.unopened;
      return done.next;
    };
    for (let at = await next(null); at !== null; at = await next(at));
  }
  if (sealed + unopened + periodKeys > 0) {
    await database.transaction(actor, async (tx) =>
      tx.record({
        action: "keys.resealed",
        subjectKind: "key",
        subjectId: `master-${key.newest().id}`,
        detail: { sealed, unopened, periodKeys },
      }),
    );
  }
  return { sealed, unopened, periodKeys };
}

/** Makes a further master key, with so many holders of key 1 behind it, and asks for everything to be sealed anew in the background. */
export async function rotateKeys({ database, key }: KeyServices, holders = 0): Promise<number> {
  const id = await key.addMaster();
  await database.transaction(actor, async (tx) => {
    tx.record({ action: "key.added", subjectKind: "key", subjectId: `master-${id}`, detail: { holders } });
    tx.write("select platform.add_job($1, '{}', $1)", [resealJob]);
  });
  return id;
}

/**
 * Tells of keys that were made and whose making the ledger does not have: the command was stopped between. They seal and sign all
 * the same; who stood behind it is not known any more. Returns how many.
 */
export async function tellKeys(database: Database, key: Keyring): Promise<number> {
  const made = [
    ...key.numbers().map((id) => `master-${id}`),
    ...key.unitSecrets().map(({ id }) => `exchange-${id}`),
    ...(await headKeys(key.folder)).map((_, at) => `ledger-${at + 1}`),
  ].filter((name) => !name.endsWith("-1"));
  if (made.length === 0) return 0;
  return database.transaction(actor, async (tx) => {
    const missing = await untold(tx, "key.added", made);
    for (const name of missing)
      tx.record({ action: "key.added", subjectKind: "key", subjectId: name, detail: { foundLater: true } });
    if (missing.some((name) => name.startsWith("master-")))
      tx.write("select platform.add_job($1, '{}', $1)", [resealJob]);
    return missing.length;
  });
}

/** How many sealed values each master key still holds, by its number. */
export async function keyUse({
  database,
}: Pick<KeyServices, "database">): Promise<ReadonlyMap<number, number>> {
  return database.transaction(actor, async (tx) => {
    const use = new Map<number, number>();
    for (const column of sealedColumns) {
      for (const [id, count] of await sealedBy(tx, column)) use.set(id, (use.get(id) ?? 0) + count);
    }
    return use;
  });
}

/** Runs when a rotation asks for it, and each night in case that was lost. */
export const keyJobs: readonly Job<KeyServices & Services>[] = [
  {
    name: resealJob,
    cron: "40 3 * * *",
    run: async (_payload, services) => {
      await tellKeys(services.database, services.key);
      await resealAll(services);
    },
  },
];
