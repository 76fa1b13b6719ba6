// The officer's console put together, and readings referred to the supervisory authority with their proofs (PNRD-6.7).
import { createHash } from "node:crypto";
import { displayNames } from "#access";
import {
  canonicalJson,
  newId,
  refuse,
  seal,
  unseal,
  type Refusal,
  type SealingKey,
  type Transaction,
} from "#platform";
import { odditiesOf, usualFor, type Readings } from "./access-patterns.ts";
import type { NewReferral, Oversight, ReferralDossier, ReferralRow, Referrals } from "./console-contract.ts";
import {
  acknowledgeReferral,
  insertReferral,
  latestUnmaskings,
  readByMany,
  readingsBetween,
  referralById,
  referralRows,
  removalsSince,
  retentionState,
  transfersSince,
  waitingNow,
  type ReadingRow,
  type ReferralRecord,
} from "./console-store.ts";
import { proveInclusion } from "./proof.ts";
import { ledgerSize, loadBody, rowsIn } from "./proof-store.ts";

const day = 86_400_000;
/** How many equally long periods before say what is usual. */
const periodsBefore = 4;

/** Everything of the last `days`; the look itself is an entry. */
export async function oversightNow(
  tx: Transaction,
  { zone, days }: { readonly zone: string; readonly days: number },
): Promise<Oversight> {
  const until = new Date(tx.at.getTime() + 1);
  const since = new Date(tx.at.getTime() - days * day);
  const earlier = new Date(since.getTime() - days * periodsBefore * day);
  const rows = await readingsBetween(tx, { since, until, zone });
  const before = await readingsBetween(tx, { since: earlier, until: since, zone });
  const names = await displayNames(
    tx,
    rows.map((row) => row.actor),
  );
  const readings = rows.map(toReadings);
  const earlierReadings = before.map(toReadings);
  const retention = await retentionState(tx, since);
  tx.record({ action: "oversight.viewed", subjectKind: "ledger", subjectId: "console", detail: { days } });
  return {
    since: since.toISOString(),
    until: tx.at.toISOString(),
    access: rows.map((row) => {
      const own = toReadings(row);
      const usual = usualFor(own, readings, earlierReadings, periodsBefore);
      return {
        person: { id: row.actor, name: names.get(row.actor) ?? row.actor },
        roles: row.roles,
        reads: row.reads,
        subjects: row.subjects,
        atNight: row.at_night,
        undecided: row.undecided,
        searches: row.searches,
        usual: Math.round(usual * 10) / 10,
        oddities: odditiesOf(own, usual),
      };
    }),
    shared: await readByMany(tx, { since, until }),
    unmaskings: (await latestUnmaskings(tx)).map((row) => ({
      id: row.request_id,
      askedAt: row.asked_at.toISOString(),
      state: row.state,
      urgent: row.urgent,
      outcome: row.outcome,
      reviewDue: row.due_at?.toISOString() ?? null,
      overdue: row.overdue,
    })),
    removals: await removalsSince(tx, since),
    waiting: await waitingNow(tx),
    transfers: await transfersSince(tx, since),
    retention: {
      lastRunAt: retention.last_run_at?.toISOString() ?? null,
      running: retention.running,
      late: retention.late,
      deleted: retention.deleted,
      kept: retention.kept,
      keptToDecide: retention.to_decide,
    },
  };
}

const toReadings = (row: ReadingRow): Readings => ({
  id: row.actor,
  roles: row.roles,
  reads: row.reads,
  atNight: row.at_night,
  undecided: row.undecided,
});

type Dossier = ReferralDossier["dossier"];

/** Refers entries to the authority: the officer's words, each entry with the proof that it is in the ledger, and the hash of it all. */
export async function refer(
  tx: Transaction,
  { key }: { readonly key: SealingKey },
  { subject, text, entries }: NewReferral,
): Promise<ReferralRow | Refusal> {
  const size = await ledgerSize(tx);
  const proven: Dossier["entries"] = [];
  let root = "";
  for (const seq of [...new Set(entries)].toSorted((one, other) => one - other)) {
    const body = await loadBody(tx, seq);
    if (body === undefined || seq > size)
      return refuse("no-such-entry", `The ledger has no entry ${seq}. Look its number up again.`, 404);
    const proof = await proveInclusion({ seq, size }, rowsIn(tx));
    root = proof.tree.root;
    proven.push({ seq, body, hash: proof.hash, path: [...proof.path] });
  }
  const dossier: Dossier = { text, subject, tree: { size, root }, entries: proven };
  const id = newId(tx.at);
  const hash = createHash("sha256").update(canonicalJson(dossier)).digest();
  await insertReferral(tx, {
    referral_id: id,
    subject,
    entries: proven.map(({ seq }) => seq),
    sealed: seal(key, id, Buffer.from(JSON.stringify(dossier))),
    hash,
  });
  tx.record({
    action: "referral.made",
    subjectKind: "referral",
    subjectId: id,
    recipient: "authority",
    detail: { subject, entries: proven.map(({ seq }) => seq), hash: hash.toString("hex") },
  });
  tx.announce("referral", id);
  const made = await referralById(tx, id);
  if (made === undefined) throw new Error("a referral that was written is there");
  return (await rowsOf(tx, [made]))[0] ?? noReferral;
}

async function rowsOf(tx: Transaction, found: readonly ReferralRecord[]): Promise<ReferralRow[]> {
  const names = await displayNames(
    tx,
    found.map((row) => row.by_person),
  );
  return found.map((row) => ({
    id: row.referral_id,
    at: row.at.toISOString(),
    by: names.get(row.by_person) ?? row.by_person,
    subject: row.subject,
    entries: row.entries.length,
    hash: row.hash.toString("hex"),
    seenAt: row.seen_at?.toISOString() ?? null,
  }));
}

export async function listedReferrals(tx: Transaction): Promise<Referrals> {
  return { referrals: await rowsOf(tx, await referralRows(tx)) };
}

const noReferral = refuse("no-such-referral", "There is no such referral.", 404);

/** A referral in clear, exactly as it was hashed. */
export async function referralDossier(
  tx: Transaction,
  { key }: { readonly key: SealingKey },
  id: string,
): Promise<ReferralDossier | Refusal> {
  const found = await referralById(tx, id);
  if (found === undefined) return noReferral;
  const plain = unseal(key, id, found.sealed);
  if (plain === null) throw new Error("a sealed referral cannot be opened with this installation's key");
  tx.record({ action: "referral.viewed", subjectKind: "referral", subjectId: id });
  const [row] = await rowsOf(tx, [found]);
  if (row === undefined) return noReferral;
  return { row, dossier: JSON.parse(plain.toString("utf8")) as Dossier };
}

/** The authority confirms that it has it. */
export async function receiveReferral(tx: Transaction, id: string): Promise<undefined | Refusal> {
  if ((await referralById(tx, id)) === undefined) return noReferral;
  if (await acknowledgeReferral(tx, id)) {
    tx.record({ action: "referral.received", subjectKind: "referral", subjectId: id });
    tx.announce("referral", id);
  }
  return undefined;
}
