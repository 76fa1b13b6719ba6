// The way of the data, in one transaction: bytes → messages → lawful content → records → screening → alerts → receipt,
// ledger and events → commit → only then the answer.
import { createHash } from "node:crypto";
import { raiseAlerts, withdrawAlerts } from "#cases";
import { usualAgreement } from "#carriers";
import { envelopeFindings, readTransmission, redact, type ReadMessage } from "#messages";
import { newId, refuse, systemActor, type Database, type Refusal, type Transaction } from "#platform";
import { applyBookings, applyPassengerList, type RecordsChange } from "#records";
import type { Screening } from "#screening";
import { after, type Finding, type LegalProfile } from "#vocabulary";
import { underAgreement } from "./agreed.ts";
import { answerTo } from "./answer.ts";
import { intakeFinding } from "./codes.ts";
import { judge, noFlightFinding, type Sender } from "./judge.ts";
import {
  keepQuarantined,
  QuarantineFull,
  recordFull,
  withinQuarantine,
  type QuarantineLimits,
  type Taken,
} from "./quarantine.ts";
import { setAnswered } from "./push-request-store.ts";
import { seal } from "./seal.ts";
import { isPartial, takeIntoSeries } from "./reassembly.ts";
import {
  holdDelivery,
  insertDelivery,
  insertReceipts,
  insertSources,
  processedBefore,
  type Channel,
  type KeptCut,
  type NewReceipt,
  type Processed,
} from "./store.ts";

/** Bytes as handed over by one carrier (or by the unit itself: `sender` null) on one channel. */
export type Delivery = {
  readonly bytes: Uint8Array;
  readonly channel: Channel;
  readonly sender: Sender | null;
  readonly idempotencyKey: string | null;
  /** Where an answer goes on this channel, when its connection does not tell: a Type B address, a queue, a mailbox. */
  readonly replyTo?: string;
};

/** What became of a delivery. `duplicateOf` names the first delivery of the same bytes: nothing was done again. */
export type Received = {
  readonly deliveryId: string;
  readonly sha256: string;
  readonly receivedAt: Date;
  readonly duplicateOf: string | null;
  readonly receipts: readonly NewReceipt[];
};

/** The lists in memory, held by a thread of their own. */
export type Screener = Pick<Screening, "screen">;

export type IntakeServices = {
  readonly database: Database;
  readonly screening: Screener;
  readonly profile: LegalProfile;
  /** 32 bytes, outside the database. */
  readonly key: Uint8Array;
  /** How much of what cannot be taken is held. */
  readonly quarantine: QuarantineLimits;
};

/** One transaction takes so many messages: more would hold it, and whoever waits for it, for minutes. */
const messagesMax = 5_000;

const keyReused = refuse(
  "idempotency-key-reused",
  "This Idempotency-Key came with other bytes before. Use a new key for a new transmission.",
  409,
);

/**
 * Receives a delivery and returns after the commit. The same bytes of the same carrier are recognised and answered as
 * the first time; a message inside other bytes is recognised by its own hash. Nothing read is dropped in silence:
 * every message found has its receipt, and an unreadable delivery has one of kind UNKNOWN. Refused, with nothing kept,
 * are a key that came with other bytes before and what cannot be taken once the quarantine of its sender is full.
 */
export async function receive(services: IntakeServices, delivery: Delivery): Promise<Received | Refusal> {
  const sha256 = createHash("sha256").update(delivery.bytes).digest();
  // Reading needs no database: done before a connection is taken.
  const agreement = delivery.sender?.agreement ?? usualAgreement;
  const { messages: read, content } = readTransmission(delivery.bytes, messagesMax);
  const messages = read.map((message) => underAgreement(message, agreement));
  const hashes = messages.map((message) => hashOf(message, content));
  // The lists stand before a transaction is held open for them.
  await services.screening.screen([]);
  try {
    return await services.database.transaction(systemActor("intake"), (tx) =>
      receiveIn(tx, services, delivery, { sha256, messages, hashes, content }),
    );
  } catch (problem) {
    if (!(problem instanceof QuarantineFull)) throw problem;
    await recordFull(services.database, delivery.sender?.id ?? null, problem);
    return problem.refusal;
  }
}

async function receiveIn(
  tx: Transaction,
  services: IntakeServices,
  delivery: Delivery,
  read: {
    readonly sha256: Buffer;
    readonly messages: readonly ReadMessage[];
    /** Of each message, in order. */
    readonly hashes: readonly Buffer[];
    /** What the messages stand in: the bytes delivered, decoded where they were encoded. */
    readonly content: Uint8Array;
  },
): Promise<Received | Refusal> {
  const { sha256 } = read;
  const carrierId = delivery.sender?.id ?? null;
  const [earlier, known] = await Promise.all([
    holdDelivery(tx, { carrierId, sha256, idempotencyKey: delivery.idempotencyKey }),
    processedBefore(tx, carrierId, read.hashes),
  ]);
  if (earlier !== null && !earlier.same_bytes) return keyReused;
  const deliveryId = newId(tx.at);
  insertDelivery(tx, {
    deliveryId,
    carrierId,
    channel: delivery.channel,
    bytes: delivery.bytes.length,
    sha256,
    // The key stays with the first delivery: a repeat under the same key is the same request.
    idempotencyKey: earlier === null ? delivery.idempotencyKey : null,
    duplicateOf: earlier?.delivery_id ?? null,
    replyTo: delivery.replyTo ?? null,
  });
  if (earlier !== null) {
    tx.record({
      action: "delivery.repeated",
      subjectKind: "delivery",
      subjectId: deliveryId,
      detail: { first: earlier.delivery_id },
    });
  }
  const found = earlier === null ? await takeMessages(tx, services, delivery, { ...read, known }) : [];
  const taken = await withinQuarantine(tx, services.quarantine, carrierId, found);
  const receipts = taken.map((each) => each.receipt);
  receipts.forEach((receipt) => recordReceipt(tx, receipt));
  insertReceipts(tx, { deliveryId, carrierId, carrier: delivery.sender?.code ?? null }, receipts);
  keepSources(tx, services, read.content, taken);
  keepQuarantined(tx, services, carrierId, read.content, taken);
  tx.announce("receipt", deliveryId);
  return {
    deliveryId,
    sha256: sha256.toString("hex"),
    receivedAt: tx.at,
    duplicateOf: earlier?.delivery_id ?? null,
    receipts,
  };
}

/** A message is the same when the same sender sent the same bytes. */
function hashOf(message: ReadMessage, bytes: Uint8Array): Buffer {
  return createHash("sha256")
    .update(message.control.sender ?? "")
    .update(bytes.subarray(message.start, message.end))
    .digest();
}

async function takeMessages(
  tx: Transaction,
  services: IntakeServices,
  delivery: Delivery,
  found: {
    readonly messages: readonly ReadMessage[];
    /** Of each message, in order. */
    readonly hashes: readonly Buffer[];
    /** Receipts of messages processed before, by hash in hex; those processed here are added. */
    readonly known: Map<string, Processed>;
  },
): Promise<Taken[]> {
  const { messages, hashes, known } = found;
  const taken: Taken[] = [];
  for (const [ordinal, message] of messages.entries()) {
    const sha256 = hashes[ordinal]?.toString("hex") ?? "";
    const earlier = known.get(sha256);
    const receipt =
      earlier === undefined
        ? await takeMessage(tx, services, delivery, message, ordinal, sha256)
        : receiptOf(tx, message, ordinal, sha256, {
            state: "duplicate",
            duplicateOf: earlier.receiptId,
            answer: earlier.answer,
          });
    if (receipt.state === "processed")
      known.set(sha256, { receiptId: receipt.receiptId, answer: receipt.answer });
    taken.push({ receipt, message });
  }
  return taken;
}

function recordReceipt(tx: Transaction, receipt: NewReceipt): void {
  const { receiptId, state, kind, sha256, travellers, bookings, errors } = receipt;
  tx.record({
    action: `message.${state}`,
    subjectKind: "receipt",
    subjectId: receiptId,
    detail: { kind, sha256, travellers, bookings, errors },
  });
}

async function takeMessage(
  tx: Transaction,
  services: IntakeServices,
  delivery: Delivery,
  message: ReadMessage,
  ordinal: number,
  sha256: string,
): Promise<NewReceipt> {
  const judged = judge(message, delivery.sender);
  const base = receiptOf(tx, message, ordinal, sha256, {});
  if (judged.verdict !== "take") {
    const state = judged.verdict === "refuse" ? "refused" : "quarantined";
    const refused = withFindings(base, judged.findings);
    return {
      ...refused,
      state,
      answer: answerTo(message, { refused: true, at: tx.at, profile: services.profile }),
    };
  }
  const change = await intoRecords(tx, services, message, base.receiptId);
  if (change === null) {
    const finding = noFlightFinding(message.kind);
    return {
      ...withFindings(base, [finding]),
      state: "quarantined",
      answer: answerTo(message, { refused: true, at: tx.at, profile: services.profile }),
    };
  }
  const about = { receiptId: base.receiptId, carrierId: delivery.sender?.id ?? null };
  const series = await takeIntoSeries(tx, message, change, about);
  const leaving = [...change.leaving, ...series.leaving];
  if (message.kind === "PNRGOV" && series.whole) setAnswered(tx, change.flight, base.receiptId);
  await screen(tx, services, { ...change, leaving }, base.receiptId);
  tx.announce("flight", `${change.flight.date}_${change.flight.id}`);
  return {
    ...withFindings(base, [...unscheduledFindings(change), ...series.findings]),
    flightDate: change.flight.date,
    flightId: change.flight.id,
    designator: change.flight.designator,
    travellers: change.travellers,
    bookings: change.bookings,
    answer: answerTo(message, { refused: false, at: tx.at, profile: services.profile }),
  };
}

function intoRecords(
  tx: Transaction,
  services: IntakeServices,
  message: ReadMessage,
  receiptId: string,
): Promise<RecordsChange | null> {
  const state = services.profile.state;
  const { passengerList: list, bookings, push } = message;
  if (list !== undefined) {
    const sentOn = list.reportedAt?.slice(0, 10) ?? null;
    return applyPassengerList(tx, { receiptId, list, state, sentOn, partial: isPartial(message) });
  }
  const pushed = bookings ?? [];
  const whole = !isPartial(message);
  return applyBookings(tx, {
    receiptId,
    push: push?.flight ?? null,
    bookings: pushed,
    complete: push?.update === false && whole && push.statedBookings === pushed.length,
    state,
    partial: !whole,
  });
}

/** A flight that the carrier's schedule does not hold (PX05). */
function unscheduledFindings({ scheduled, flight }: RecordsChange): readonly Finding[] {
  return scheduled === false ? [intakeFinding("PX05", { flight: flight.designator, day: flight.date })] : [];
}

/** Everyone new or changed against the active lists; who leaves takes the open alerts along. */
async function screen(
  tx: Transaction,
  services: IntakeServices,
  change: RecordsChange,
  receiptId: string,
): Promise<void> {
  const { flight, toScreen, leaving } = change;
  if (toScreen.length > 0 || change.timesChanged) {
    const { persons, by } = await services.screening.screen(toScreen);
    await raiseAlerts(tx, { flight, receiptId, persons, by });
  }
  if (change.flightCancelled) {
    await withdrawAlerts(tx, { flight, persons: "all", reason: "flight-cancelled" });
    return;
  }
  for (const [reason, who] of Map.groupBy(leaving, (each) => each.reason)) {
    await withdrawAlerts(tx, { flight, persons: who.map((each) => each.personId), reason });
  }
}

function withFindings(receipt: NewReceipt, findings: readonly Finding[]): NewReceipt {
  const all = [...receipt.findings, ...findings];
  return { ...receipt, findings: all, errors: count(all, "error"), warnings: count(all, "warning") };
}

const count = (findings: readonly Finding[], severity: Finding["severity"]) =>
  findings.filter((finding) => finding.severity === severity).length;

function receiptOf(
  tx: Transaction,
  message: ReadMessage,
  ordinal: number,
  sha256: string,
  over: Partial<NewReceipt>,
): NewReceipt {
  const { control } = message;
  const findings = [...message.findings, ...envelopeFindings(message, { at: tx.at.getTime() })];
  return {
    receiptId: newId(tx.at),
    ordinal,
    kind: message.kind,
    version: message.version,
    state: "processed",
    sender: control.sender,
    recipient: control.recipient,
    interchange: control.interchange,
    message: control.message,
    part: control.part,
    sha256,
    duplicateOf: null,
    flightDate: null,
    flightId: null,
    designator: null,
    travellers: 0,
    bookings: 0,
    errors: count(findings, "error"),
    warnings: count(findings, "warning"),
    findings,
    answer: null,
    ...over,
  };
}

/** The lawful part of what was taken, encrypted, for a time. */
function keepSources(
  tx: Transaction,
  services: IntakeServices,
  bytes: Uint8Array,
  taken: readonly Taken[],
): void {
  const processed = taken.filter(({ receipt }) => receipt.state === "processed");
  insertSources(
    tx,
    processed.map(({ receipt, message }) => {
      const source = redact(bytes, message);
      const cuts = message.cuts.map((cut, index): KeptCut => {
        const mark = source.marks[index] ?? { start: 0, end: 0, reason: cut.reason };
        return {
          start: cut.start,
          end: cut.end,
          markStart: mark.start,
          markEnd: mark.end,
          reason: cut.reason,
        };
      });
      return {
        receiptId: receipt.receiptId,
        sealed: seal(services.key, receipt.receiptId, source.bytes),
        cuts: { start: message.start, characters: message.characters, cuts },
        expiresAt: after(tx.at, services.profile.redactedSource),
      };
    }),
  );
}
