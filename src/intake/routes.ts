// The unit's side of the intake: what arrived, and one message with its findings and cuts marked in place.
import { guarded, type SignedIn } from "#access";
import { segmentPurposes } from "#messages";
import {
  refuse,
  type Aside,
  type Database,
  type HttpServer,
  type Transaction,
  type SealingKey,
} from "#platform";
import { closed, Uuid } from "#vocabulary";
import { givenAnswer, openAnswer } from "./answer-store.ts";
import { ReceiptDetail, ReceiptList, ReceiptQuery, type ReceiptRow } from "./contract.ts";
import { explainRoutes } from "./explain-routes.ts";
import { qualityRoutes } from "./quality-routes.ts";
import {
  quarantineOf,
  receiptById,
  receiptPage,
  sourceOf,
  type ReceiptReadRow,
  type ReceiptWhole,
} from "./read-store.ts";
import { reportRoutes, type ReportServices } from "./report-routes.ts";
import { unseal } from "./seal.ts";
import { keptPosition, sourceView } from "./source-view.ts";
import { templateRoutes } from "./template-routes.ts";

export type IntakeReading = {
  readonly database: Database;
  readonly key: SealingKey;
  readonly aside: Aside;
};

const pageSize = 100;

export function intakeRoutes(server: HttpServer, services: IntakeReading & ReportServices): void {
  qualityRoutes(server, services);
  reportRoutes(server, services);
  explainRoutes(server, services);
  templateRoutes(server);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/receipts",
      action: "view-receipts",
      summary: "Messages received",
      schema: { querystring: ReceiptQuery, response: { 200: ReceiptList } },
    },
    ({ query }, actor) =>
      services.database.transaction(actor, async (tx) => {
        const filter = {
          state: query.state ?? null,
          kind: query.kind ?? null,
          carrier: query.carrier?.toUpperCase() ?? null,
          withFindings: query.withFindings ?? false,
          before: query.before ?? null,
        };
        const rows = await receiptPage(tx, filter, pageSize + 1);
        const shown = rows.slice(0, pageSize);
        return {
          receipts: shown.map(receiptRow),
          before: rows.length > pageSize ? (shown.at(-1)?.receipt_id ?? null) : null,
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/receipts/:id",
      action: "view-receipts",
      shows: { kind: "receipt", param: "id", whenPurposed: true },
      summary: "One message",
      schema: { params: closed({ id: Uuid }), response: { 200: ReceiptDetail } },
    },
    (request, actor) =>
      services.database.transaction(actor, async (tx) => {
        const receipt = await receiptById(tx, request.params.id);
        if (receipt === null) return refuse("unknown-receipt", "There is no message with this number.", 404);
        return receiptDetail(tx, services.key, receipt, actor, shownSource);
      }),
  );
  // What could not be read was sifted by nobody: to see it is an act that weighs.
  guarded(
    server,
    {
      method: "GET",
      url: "/api/receipts/:id/quarantine",
      action: "view-quarantine",
      purpose: "needed",
      stepUp: true,
      shows: { kind: "receipt", param: "id" },
      summary: "One message in quarantine, with its content",
      schema: { params: closed({ id: Uuid }), response: { 200: ReceiptDetail } },
    },
    (request, actor) =>
      services.database.transaction(actor, async (tx) => {
        const receipt = await receiptById(tx, request.params.id);
        if (receipt?.state !== "quarantined")
          return refuse("unknown-receipt", "There is no message in quarantine with this number.", 404);
        return receiptDetail(tx, services.key, receipt, actor, shownQuarantine);
      }),
  );
}

function receiptRow(row: ReceiptReadRow): ReceiptRow {
  const flight =
    row.flight_date === null || row.flight_id === null
      ? null
      : { key: `${row.flight_date}_${row.flight_id}`, designator: row.designator ?? "" };
  return {
    id: row.receipt_id,
    receivedAt: row.received_at.toISOString(),
    kind: row.kind,
    version: row.version,
    state: row.state,
    carrier: row.carrier,
    channel: row.channel,
    flight,
    travellers: row.travellers,
    bookings: row.bookings,
    errors: row.errors,
    warnings: row.warnings,
  };
}

async function receiptDetail(
  tx: Transaction,
  key: SealingKey,
  receipt: ReceiptWhole,
  actor: SignedIn,
  showing: (tx: Transaction, key: SealingKey, receipt: ReceiptWhole) => Promise<Shown>,
): Promise<ReceiptDetail> {
  const shown = actor.purpose === null ? unasked(receipt) : await showing(tx, key, receipt);
  const answer = await shownAnswer(tx, key, receipt, actor);
  // Who stated a purpose to see persons and got what stands beside them has looked at the message all the same.
  if (actor.purpose !== null && shown.source === null && answer.answer === null)
    tx.record({ action: "receipt.viewed", subjectKind: "receipt", subjectId: receipt.receipt_id });
  return {
    receipt: receiptRow(receipt),
    control: {
      sender: receipt.sender,
      recipient: receipt.recipient,
      interchange: receipt.interchange,
      message: receipt.message,
      part: receipt.part,
    },
    sha256: receipt.sha256.toString("hex"),
    duplicateOf: receipt.duplicate_of,
    findings: receipt.findings.map((finding) => ({
      ...finding,
      offset: finding.offset === null || shown.at === null ? null : shown.at(finding.offset),
    })),
    source: shown.source,
    sourceAbsent: shown.absent,
    ...answer,
  };
}

/** What the carrier was told, recorded as a view of persons' data; why it is not shown, where it is not. */
async function shownAnswer(
  tx: Transaction,
  key: SealingKey,
  { receipt_id: id, kind }: ReceiptWhole,
  { purpose }: SignedIn,
): Promise<Pick<ReceiptDetail, "answer" | "answerAbsent">> {
  const without = (answerAbsent: ReceiptDetail["answerAbsent"]) => ({ answer: null, answerAbsent });
  if (kind !== "PAXLST" && kind !== "PNRGOV") return without("none");
  if (purpose === null) return without("purpose-needed");
  const sealed = await givenAnswer(tx, id);
  if (sealed === null) return without("none");
  const answer = openAnswer(key, id, sealed);
  if (answer === null) return without("key-changed");
  tx.record({ action: "answer.viewed", subjectKind: "receipt", subjectId: id });
  return { answer, answerAbsent: null };
}

type Shown = {
  readonly source: ReceiptDetail["source"];
  readonly absent: string | null;
  /** Where a byte of the message as sent stands in the text shown; null when none is shown. */
  readonly at: ((sent: number) => number) | null;
};

const absent = (why: string): Shown => ({ source: null, absent: why, at: null });

/** Why nothing is shown to who states no purpose. */
function unasked({ state }: ReceiptWhole): Shown {
  return absent(state === "duplicate" || state === "part" ? state : "purpose-needed");
}

/** The redacted source, recorded as a view of persons' data; to who may not see it the receipt without it. */
async function shownSource(tx: Transaction, key: SealingKey, receipt: ReceiptWhole): Promise<Shown> {
  const { state, receipt_id: id } = receipt;
  if (state === "duplicate" || state === "part" || state === "refused") return absent(state);
  // It is opened by an address of its own (view-quarantine, with a new proof of who asks).
  if (state === "quarantined") return absent("quarantine");
  const kept = await sourceOf(tx, id);
  return kept === null ? absent("expired-or-not-permitted") : opened(tx, key, receipt, kept);
}

/** What could not be read at all, recorded as a view of its own. */
async function shownQuarantine(tx: Transaction, key: SealingKey, receipt: ReceiptWhole): Promise<Shown> {
  const kept = await quarantined(tx, receipt.receipt_id);
  return kept === null ? absent("expired-or-not-permitted") : opened(tx, key, receipt, kept);
}

function opened(
  tx: Transaction,
  key: SealingKey,
  receipt: ReceiptWhole,
  kept: NonNullable<Awaited<ReturnType<typeof sourceOf>>>,
): Shown {
  const bytes = unseal(key, receipt.receipt_id, kept.sealed);
  if (bytes === null) return absent("key-changed");
  tx.record({
    action: receipt.state === "quarantined" ? "quarantine.viewed" : "source.viewed",
    subjectKind: "receipt",
    subjectId: receipt.receipt_id,
    detail: { cuts: kept.cuts.cuts.length },
  });
  const view = sourceView(bytes, kept.cuts.characters);
  const purposes = segmentPurposes(
    receipt.kind,
    receipt.version,
    view.segments.map(({ tag, start, end }) => ({ tag, qualifier: qualifierIn(view.text, start, end) })),
  );
  return {
    absent: null,
    at: (sent) => view.position(keptPosition(sent, kept.cuts)),
    source: {
      text: view.text,
      segments: view.segments.map((segment, index) => ({ ...segment, purpose: purposes[index] ?? null })),
      cuts: kept.cuts.cuts.map((cut) => ({
        start: view.position(cut.markStart),
        end: view.position(cut.markEnd),
        reason: cut.reason,
      })),
      expiresAt: kept.expires_at.toISOString(),
    },
  };
}

/** The first value of a segment: between its tag's separator and the next that is no letter or digit. */
function qualifierIn(text: string, start: number, end: number): string {
  return /^...[^A-Za-z0-9]([A-Za-z0-9]*)/.exec(text.slice(start, Math.min(end, start + 12)))?.[1] ?? "";
}

const unreadLayout = { element: 0x2b, release: 0x3f, terminator: 0x27 };

async function quarantined(tx: Transaction, id: string) {
  const row = await quarantineOf(tx, id);
  return row === null
    ? null
    : {
        sealed: row.sealed,
        expires_at: row.expires_at,
        cuts: { start: 0, characters: unreadLayout, cuts: [] },
      };
}
