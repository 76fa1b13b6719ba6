// The HTTP routes of the register of cleared namesakes.
import { Type } from "typebox";
import { displayNames, guarded } from "#access";
import { isRefusal, type Database, type HttpServer, type Refusal, type Transaction } from "#platform";
import { maskName, Uuid } from "#vocabulary";
import {
  clearingRows,
  clearingsOfIdentity,
  countEndedByUpgrade,
  repeatsSince,
  type ClearingRow,
} from "./clearing-store.ts";
import { approveClearing, endClearing, stateOfClearing } from "./clearings.ts";
import {
  ClearingEnd,
  ClearingLine,
  ClearingQuery,
  Clearings,
  ClearingSearch,
  FoundClearings,
} from "./contract.ts";
import { identityKeys } from "./identity.ts";

const byId = Type.Object({ id: Uuid });
const shown = 200;
const repeatDays = 90;

/** The register: read, searched by an identity, approved by a second person, ended with a reason. */
export function clearingRoutes(server: HttpServer, { database }: { readonly database: Database }): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/clearings",
      action: "view-clearings",
      summary: "The register of cleared namesakes, travellers masked",
      schema: { querystring: ClearingQuery, response: { 200: Clearings } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await clearingRows(tx, query.state ?? "in-force", shown + 1);
        const since = new Date(tx.at.getTime() - repeatDays * 86_400_000);
        return {
          clearings: await wireClearings(tx, rows.slice(0, shown)),
          more: rows.length > shown,
          endedByUpgrade: await countEndedByUpgrade(tx),
          repeats: { days: repeatDays, ...(await repeatsSince(tx, since)) },
        };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/clearings/search",
      action: "search-clearings",
      purpose: "needed",
      shows: { kind: "search" },
      summary: "What is cleared for one identity",
      schema: { body: ClearingSearch, response: { 200: FoundClearings } },
    },
    ({ body }, actor) =>
      database.transaction(actor, async (tx) => {
        const rows = await clearingsOfIdentity(tx, keysOf(body), shown);
        tx.record({
          action: "clearing.searched",
          subjectKind: "store",
          subjectId: "clearings",
          detail: { found: rows.map((row) => row.clearing_id), policies: actor.decision.policies },
        });
        return { clearings: await wireClearings(tx, rows) };
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/clearings/:id/approval",
      action: "manage-clearings",
      stepUp: true,
      summary: "Approve a clearing as the second person",
      schema: { params: byId, response: { 200: ClearingLine } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) =>
        wireOne(tx, await approveClearing(tx, params.id, actor.decision)),
      ),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/clearings/:id/revocation",
      action: "manage-clearings",
      summary: "End a clearing, with the reason",
      schema: { params: byId, body: ClearingEnd, response: { 200: ClearingLine } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) =>
        wireOne(tx, await endClearing(tx, params.id, body, actor.decision)),
      ),
  );
}

/** A redress number is found by itself, with birth date and name; a document likewise. */
function keysOf({ surname, given, birthDate, document, redress }: ClearingSearch): readonly Buffer[] {
  const documents = [
    ...(document === null ? [] : [document]),
    ...(redress === null ? [] : [{ type: "R", number: redress, issuer: null }]),
  ];
  const keys = identityKeys({ surname, given, birthDate, documents });
  return [...keys.durable, ...keys.redress];
}

async function wireOne(tx: Transaction, row: ClearingRow | Refusal): Promise<ClearingLine | Refusal> {
  if (isRefusal(row)) return row;
  const [line] = await wireClearings(tx, [row]);
  if (line === undefined) throw new Error("one row makes one line");
  return line;
}

async function wireClearings(tx: Transaction, rows: readonly ClearingRow[]): Promise<ClearingLine[]> {
  const ids = rows.flatMap((row) => [row.cleared_by, row.approved_by, row.revoked_by]);
  const names = await displayNames(
    tx,
    ids.filter((id) => id !== null),
  );
  const step = (id: string, at: Date) => ({ by: { id, name: names.get(id) ?? id }, at: at.toISOString() });
  return rows.map((row) => ({
    id: row.clearing_id,
    state: stateOfClearing(row, tx.at),
    list: row.list_code,
    entryId: row.entry_id,
    matchedName: row.matched_name,
    maskedName: row.surname === null ? null : maskName(row.surname, row.given),
    alertId: row.alert_id,
    reason: row.reason,
    cleared: step(row.cleared_by, row.cleared_at),
    approved:
      row.approved_by === null || row.approved_at === null ? null : step(row.approved_by, row.approved_at),
    validUntil: row.valid_until.toISOString(),
    reviewAt: row.review_at.toISOString(),
    ended:
      row.revoked_at === null || row.revoked_by === null || row.revoked_because === null
        ? null
        : {
            ...step(row.revoked_by, row.revoked_at),
            because: row.revoked_because,
            reason: row.revoked_reason,
          },
  }));
}
