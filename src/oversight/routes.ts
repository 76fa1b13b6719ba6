// The ledger over HTTP: read page by page (each reading is an entry itself) and verified as a whole.
import { displayNames, guarded, personsNamed } from "#access";
import { refuse, systemActor, type HttpServer, type Services } from "#platform";
import { LedgerPage, LedgerQuery, LedgerVerification, type LedgerRow } from "./contract.ts";
import { ledgerIn, loadActions, loadEntries, type ShownEntry } from "./store.ts";
import { checkLedger } from "./verification.ts";

const pageRows = 100;

/** Adds the routes; the gate must be open. */
export function oversightRoutes(server: HttpServer, { database, clock }: Services): void {
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
        const { before, actor: by, action, subject, about, recipient, purpose, since, until } = request.query;
        const actors = by === undefined ? undefined : await personsNamed(tx, by);
        if (![since, until].every(isReadable)) return unreadable;
        const filter = { before, actors, action, subject, about, recipient, purpose, since, until };
        const found = await loadEntries(tx, filter, pageRows + 1);
        const entries = found.slice(0, pageRows);
        const names = await displayNames(
          tx,
          entries.map((entry) => entry.actor),
        );
        tx.record({
          action: "ledger.viewed",
          subjectKind: "ledger",
          subjectId: "entries",
          ...(about === undefined ? {} : { about: [about] }),
          // Of a free text only ids are repeated: whoever types a name there does not put it into the ledger.
          detail: {
            before: before ?? null,
            actors: actors === undefined ? null : [...actors],
            action: action ?? null,
            ...(recipient === undefined ? {} : { recipient }),
            ...(purpose === undefined ? {} : { purpose }),
            ...(since === undefined ? {} : { since }),
            ...(until === undefined ? {} : { until }),
            subject: subject === undefined ? null : /^[\d_a-f-]{36,}$/.test(subject) ? subject : "(other)",
          },
        });
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

const unreadable = refuse(
  "period-unreadable",
  "since and until are instants such as 2026-11-21T08:00:00Z: write them like that.",
  400,
);
