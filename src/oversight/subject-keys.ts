// The end of pseudonyms: when the ledger need not tell a person's acts any more, the key of the month is destroyed.
import {
  settleMarks,
  systemActor,
  type Database,
  type Destruction,
  type Job,
  type Keyring,
  type Services,
} from "#platform";
import { subjectKeys } from "#records";
import { tellDestroyed, tellLostDestructions } from "#retention";
import { after, type LegalProfile } from "#vocabulary";

export type SubjectKeyServices = {
  readonly database: Database;
  readonly key: Pick<Keyring, "periods">;
  readonly profile: Pick<LegalProfile, "retention">;
};

const actor = systemActor("ledger");

/** The first instant at which nothing that came in within the month ("2026-03") is of the ledger's period any more. */
export function endOfSubjectKey(month: string, profile: SubjectKeyServices["profile"]): Date {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return after(next, profile.retention.audit);
}

/** Destroys the keys whose time is over at the database's clock; each is an entry. Returns what proves it. */
export async function destroySubjectKeys({
  database,
  key,
  profile,
}: SubjectKeyServices): Promise<readonly Destruction[]> {
  const gone: Destruction[] = [];
  const keys = (await key.periods.list()).filter(({ name }) => name.startsWith(`${subjectKeys}-`));
  // Destroyed before, and lost with the transaction that was to say so: said now.
  await database.transaction(actor, (tx) => tellLostDestructions(tx, keys));
  for (const { name, destroyed } of keys) {
    if (destroyed !== null) continue;
    await database.transaction(actor, async (tx) => {
      if (tx.at < endOfSubjectKey(name.slice(subjectKeys.length + 1), profile)) return;
      const destruction = await key.periods.destroy(name, tx.at);
      gone.push(destruction);
      tellDestroyed(tx, destruction);
    });
  }
  return gone;
}

export const subjectJobs: readonly Job<Services & SubjectKeyServices>[] = [
  {
    name: "destroy-subject-keys",
    cron: "25 2 * * *",
    run: async (_payload, services) => void (await destroySubjectKeys(services)),
  },
  {
    name: "settle-ledger-marks",
    cron: "* * * * *",
    run: async (_payload, { database }) => database.transaction(actor, (tx) => settleMarks(tx)),
  },
];
