// The ledger over HTTP: read page by page (each reading is an entry itself) and verified as a whole.
import { displayNames, guarded, personsNamed } from "#access";
import {
  isRefusal,
  refuse,
  systemActor,
  type HttpServer,
  type Refusal,
  type Services,
  type Transaction,
} from "#platform";
import type { Static } from "typebox";
import { LedgerPage, LedgerQuery, LedgerVerification, type LedgerRow } from "./contract.ts";
import { exportLedger } from "./exporting.ts";
import { ledgerSize } from "./proof-store.ts";
import type { HeadPlaces } from "./publishing.ts";
import { ledgerIn, loadActions, loadEntries, type LedgerFilter, type ShownEntry } from "./store.ts";
import { checkLedger } from "./verification.ts";

const pageRows = 100;

/** Adds the routes; the gate must be open. */
export function oversightRoutes(
  server: HttpServer,
  {
    database,
    clock,
    unit,
    heads,
  }: Services & { readonly unit: string; readonly heads: Pick<HeadPlaces, "keyFolder"> },
): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/ledger",
      action: "view-ledger",
      summary: "The ledger, newest first; reading it is an entry",
      schema: { querystring: LedgerQuery, response: { 200: LedgerPage } },
    },
    async (request, actor) =>
      database.transaction(actor, async (tx) => {
        const filter = await filterOf(tx, request.query);
        if (isRefusal(filter)) return filter;
        const found = await loadEntries(tx, filter, pageRows + 1);
        const entries = found.slice(0, pageRows);
        const names = await displayNames(
          tx,
          entries.map((entry) => entry.actor),
        );
        recordReading(tx, "ledger.viewed", request.query, filter, { entries: entries.length });
        return {
          entries: entries.map((entry) => rowOf(entry, names)),
          before: found.length > pageRows ? (entries.at(-1)?.seq ?? null) : null,
          actions: await loadActions(tx),
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/ledger/export",
      action: "view-ledger",
      summary: "Entries with their proofs as a signed file, newest first; making it is an entry",
      schema: { querystring: LedgerQuery },
    },
    async (request, actor, reply) => {
      const made = await database.transaction(actor, async (tx) => {
        const filter = await filterOf(tx, request.query);
        if (isRefusal(filter)) return filter;
        if ((await ledgerSize(tx)) === 0) return nothingYet;
        const exported = await exportLedger(tx, {
          unit,
          keyFolder: heads.keyFolder,
          filter,
          asked: request.query,
        });
        const { entries } = exported;
        recordReading(tx, "ledger.exported", request.query, filter, { entries, exported: true });
        return exported;
      });
      if (isRefusal(made)) return made;
      return reply
        .header("content-type", "application/x-ndjson; charset=utf-8")
        .header("content-disposition", "attachment; filename=ledger.ndjson")
        .send(made.text);
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/ledger/verification",
      action: "verify-ledger",
      summary: "Recompute the whole ledger",
      schema: { response: { 200: LedgerVerification } },
    },
    async (_request, actor) => {
      // Who may verify need not be able to read: only counts and hashes come back.
      const report = await database.transaction(systemActor("oversight"), (tx) => checkLedger(ledgerIn(tx)));
      await database.transaction(actor, async (tx) => {
        const detail = { intact: report.intact, entries: report.entries };
        tx.record({ action: "ledger.verified", subjectKind: "ledger", subjectId: "entries", detail });
      });
      return {
        intact: report.intact,
        entries: report.entries,
        head: report.root.toString("hex"),
        firstBad: report.firstBad === undefined ? null : { ...report.firstBad },
        checkedAt: clock.now().toISOString(),
      };
    },
  );
}

type Query = Static<typeof LedgerQuery>;

async function filterOf(tx: Transaction, query: Query): Promise<LedgerFilter | Refusal> {
  const { actor: by, ...rest } = query;
  if (![rest.since, rest.until].every(isReadable)) return unreadable;
  return { ...rest, actors: by === undefined ? undefined : await personsNamed(tx, by) };
}

/** Reading the ledger is an entry of it, with what was asked for; about whom, where one person was asked for. */
function recordReading(
  tx: Transaction,
  action: string,
  { about, actor: _actor, subject, before, since, until, ...words }: Query,
  { actors }: LedgerFilter,
  found: { readonly entries: number; readonly exported?: true },
): void {
  // What found something stands in the ledger already. Of a free text that found nothing no word is repeated: whoever types a name
  // there does not put it into the ledger.
  const told = Object.entries(words).map(([name, text]) => [name, found.entries > 0 ? text : "(other)"]);
  tx.record({
    action,
    subjectKind: "ledger",
    subjectId: "entries",
    ...(about === undefined ? {} : { about: [about] }),
    detail: {
      before: before ?? null,
      action: null,
      ...(Object.fromEntries(told) as Record<string, string>),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      actors: actors === undefined ? null : [...actors],
      subject: subject === undefined ? null : /^[\d_a-f-]{36,}$/.test(subject) ? subject : "(other)",
      ...(found.exported === undefined ? {} : { entries: found.entries }),
    },
  });
}

function rowOf(entry: ShownEntry, names: ReadonlyMap<string, string>): LedgerRow {
  return {
    seq: entry.seq,
    at: entry.at.toISOString(),
    actor: { id: entry.actor, name: names.get(entry.actor) ?? entry.actor },
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    purpose: entry.purpose,
    recipient: entry.recipient,
    body: entry.body,
    hash: entry.hash.toString("hex"),
  };
}

/** An instant of the calendar, in years of four digits. */
function isReadable(instant: string | undefined): boolean {
  return instant === undefined || (/^\d{4}-/.test(instant) && !Number.isNaN(Date.parse(instant)));
}

const nothingYet = refuse("ledger-empty", "The ledger has no entry yet: there is nothing to export.", 409);
const unreadable = refuse(
  "period-unreadable",
  "since and until are instants such as 2026-11-21T08:00:00Z: write them like that.",
  400,
);
