// The way of the data, in one transaction: bytes → messages → lawful content → records → screening → alerts → receipt,
// ledger and events → commit → only then the answer.
import { createHash } from "node:crypto";
import { agreementWith, type EffectiveAgreement } from "#carriers";
import { cutsOfSource, redact, type ReadMessage } from "#messages";
import { newId, refuse, systemActor, type Refusal, type Transaction } from "#platform";
import { changesFlight } from "#records";
import { expiredAt } from "#vocabulary";
import { acknowledgementTo, putReports } from "./acknowledge.ts";
import { confirmByMain, fallbackNotOpen, isNotOpen } from "./channel-outages.ts";
import { intakeFinding } from "./codes.ts";
import type { Delivery, IntakeServices, Received, Taking } from "./delivery.ts";
import { keepQuarantined, QuarantineFull, recordFull, withinQuarantine, type Taken } from "./quarantine.ts";
import { readDelivery, type Read } from "./read-delivery.ts";
import { lackingIn } from "./rule-areas.ts";
import { bodyHash, receiptAgreed, receiptOf, withFindings } from "./receipt.ts";
import { seal } from "./seal.ts";
import { isPartial } from "./reassembly.ts";
import {
  holdDelivery,
  insertDelivery,
  insertReceipts,
  insertSources,
  processedBefore,
  type KeptCut,
  type NewReceipt,
  type Processed,
  type ProcessedBefore,
} from "./store.ts";
import { judge } from "./judge.ts";
import { toldAsAny } from "./not-selected.ts";
import { notSelectedIn } from "./read-store.ts";
import { screenInTime, takeMessage } from "./take-message.ts";
import { findingsOfJoined, holdParts, partIn, putAnswers, settleParts, takePart } from "./telegram-parts.ts";
import { insertPart } from "./telegram-parts-store.ts";

/** Transaction numbers begin anew at some carriers every day. */
const transactionsKnownMs = 24 * 3_600_000;

const keyReused = refuse(
  "idempotency-key-reused",
  "This Idempotency-Key came with other bytes before. Use a new key for a new transmission.",
  409,
);

/**
 * Receives a delivery and returns after the commit. The same bytes of the same carrier are recognised and answered as
 * the first time; a message inside other bytes is recognised by its own hash. Nothing read is dropped in silence:
 * every message found has its receipt, and an unreadable delivery has one of kind UNKNOWN, whatever it is that keeps it from
 * being read. Refused, with nothing kept,
 * are a key that came with other bytes before and what cannot be taken once the quarantine of its sender is full.
 */
export async function receive(services: IntakeServices, delivery: Delivery): Promise<Received | Refusal> {
  const sha256 = createHash("sha256").update(delivery.bytes).digest();
  // Reading needs no database: done before a connection is taken.
  const agreement = delivery.sender?.agreement ?? (await agreementFor(services, delivery));
  const read = readDelivery(services, { ...delivery, agreement }, delivery.bytes);
  // The lists stand before a transaction is held open for them, or the time for an answer is over.
  await screenInTime(services, delivery, []);
  try {
    return await services.database.transaction(systemActor("intake"), (tx) =>
      receiveIn(tx, services, { ...delivery, agreement, content: read.content }, { sha256, ...read }),
    );
  } catch (problem) {
    if (isNotOpen(problem)) return fallbackNotOpen;
    if (!(problem instanceof QuarantineFull)) throw problem;
    await recordFull(services.database, delivery.sender?.id ?? null, problem);
    return problem.refusal;
  }
}

/** Of whoever comes without one at hand: the unit itself, or a sender that nobody knows. */
function agreementFor({ database }: IntakeServices, { sender }: Delivery): Promise<EffectiveAgreement> {
  return database.transaction(systemActor("intake"), (tx) => agreementWith(tx, sender?.id ?? null));
}

async function receiveIn(
  tx: Transaction,
  services: IntakeServices,
  delivery: Taking,
  read: Read & { readonly sha256: Buffer },
): Promise<Received | Refusal> {
  const { sha256 } = read;
  const carrierId = delivery.sender?.id ?? null;
  const [earlier, known] = await Promise.all([
    holdDelivery(tx, { carrierId, sha256, idempotencyKey: delivery.idempotencyKey }),
    knownBefore(tx, services, carrierId, read),
  ]);
  if (earlier !== null && !earlier.same_bytes) return keyReused;
  if (delivery.joined !== undefined) await holdParts(tx, delivery.joined);
  // The same part may belong to two messages: it is told by the parts, not by its bytes, unless a key says that it is the same.
  const part = earlier !== null && delivery.idempotencyKey !== null ? null : partIn(delivery);
  // What was put together is no repetition either: of one part alone that came, the bytes are those of its own delivery.
  const first = part === null && delivery.joined === undefined ? earlier : null;
  const deliveryId = newId(tx.at);
  insertDelivery(tx, {
    deliveryId,
    carrierId,
    channel: delivery.channel,
    bytes: delivery.bytes.length,
    sha256,
    // The key stays with the first delivery: a repeat under the same key is the same request.
    idempotencyKey: earlier === null ? delivery.idempotencyKey : null,
    duplicateOf: first?.delivery_id ?? null,
    replyTo: delivery.replyTo ?? null,
  });
  if (first !== null) {
    tx.record({
      action: "delivery.repeated",
      subjectKind: "delivery",
      subjectId: deliveryId,
      detail: { first: first.delivery_id },
    });
  }
  const about = { deliveryId, carrierId, carrier: delivery.sender?.code ?? null };
  const received = { deliveryId, sha256: sha256.toString("hex"), receivedAt: tx.at };
  const taking = part === null ? null : await takePart(tx, services.key, delivery, part);
  tx.announce("receipt", deliveryId);
  if (taking?.kind === "held" || taking?.kind === "repeated") {
    recordReceipt(tx, taking.receipt);
    insertReceipts(tx, services.key, about, [taking.receipt]);
    if (taking.kind === "held") insertPart(tx, taking.keep);
    return { ...received, duplicateOf: null, receipts: [taking.receipt] };
  }
  const whole = taking?.kind === "whole" ? taking : null;
  const content = whole === null ? read : readDelivery(services, delivery, whole.bytes);
  const before = whole === null ? known : await knownBefore(tx, services, carrierId, content);
  const source =
    whole === null
      ? delivery
      : { ...delivery, bytes: whole.bytes, content: content.content, joined: whole.joined };
  const receipts =
    first === null ? await takeWhole(tx, services, source, { ...content, known: before, about }) : [];
  if (source.joined !== undefined) {
    const [taken] = receipts;
    if (taken === undefined) throw new Error("parts that were put together have no receipt");
    settleParts(tx, source.joined, taken.receiptId, whole?.keep ?? null);
    if (delivery.joined !== undefined) putAnswers(tx, services.key, delivery, receipts);
  }
  await confirmFallback(tx, services, source.content, {
    deliveryId,
    first: first?.delivery_id ?? null,
    receipts,
    messages: content,
  });
  const again =
    first === null ? undefined : await toldAgain(tx, services, source, content, first.delivery_id);
  return {
    ...received,
    duplicateOf: first?.delivery_id ?? null,
    receipts,
    ...(again === undefined ? {} : { again }),
  };
}

/**
 * What came over a fallback channel before and comes by its main channel now: its copy of then is deleted, and the source kept is what
 * the main channel brought (PNRD-8).
 */
async function confirmFallback(
  tx: Transaction,
  services: IntakeServices,
  bytes: Uint8Array,
  now: {
    readonly deliveryId: string;
    readonly first: string | null;
    readonly receipts: readonly NewReceipt[];
    readonly messages: Read;
  },
): Promise<void> {
  const { deliveryId, first, receipts } = now;
  const repeated = receipts.filter(({ state }) => state === "duplicate");
  if (first === null && repeated.length === 0) return;
  const copies = await confirmByMain(tx, {
    deliveryId,
    receiptIds: repeated.flatMap(({ duplicateOf }) => duplicateOf ?? []),
    firstDelivery: first,
  });
  const { messages, hashes } = now.messages;
  const sources = copies.flatMap(({ receipt_id: receiptId, sha256 }) => {
    const told = repeated.find(({ duplicateOf }) => duplicateOf === receiptId)?.ordinal;
    const at = told ?? hashes.findIndex((hash) => hash.toString("hex") === sha256);
    const message = messages[at];
    return message === undefined ? [] : [{ receiptId, message }];
  });
  keepSourcesOf(tx, services, bytes, sources);
}

/** Takes the messages of a delivery that is whole, as far as it will be: receipts, reports, sources, quarantine. */
async function takeWhole(
  tx: Transaction,
  services: IntakeServices,
  delivery: Taking,
  found: Found & {
    readonly about: {
      readonly deliveryId: string;
      readonly carrierId: string | null;
      readonly carrier: string | null;
    };
  },
): Promise<readonly NewReceipt[]> {
  const { about, content } = found;
  const messages = await takeMessages(tx, services, delivery, found);
  const taken = await withinQuarantine(tx, services.quarantine, about.carrierId, messages);
  const receipts = taken.map((each) => each.receipt);
  receipts.forEach((receipt) => recordReceipt(tx, receipt));
  if (!found.isFaulty) putReports(tx, services.key, delivery);
  insertReceipts(tx, services.key, about, receipts);
  keepSources(tx, services, content, taken);
  keepQuarantined(tx, services, about.carrierId, content, taken);
  return receipts;
}

function knownBefore(
  tx: Transaction,
  { key }: IntakeServices,
  carrierId: string | null,
  { messages, hashes }: Read,
): Promise<ProcessedBefore> {
  const transactions = messages.flatMap(({ passengerList }) => passengerList?.transaction?.reference ?? []);
  const since = new Date(tx.at.getTime() - transactionsKnownMs);
  return processedBefore(tx, key, { carrierId, hashes, transactions, since });
}

type Found = Read & {
  /** What was processed before; what is processed here is added. */
  readonly known: ProcessedBefore;
};

async function takeMessages(
  tx: Transaction,
  services: IntakeServices,
  delivery: Taking,
  { messages, hashes, known }: Found,
): Promise<Taken[]> {
  const { agreement, content } = delivery;
  const taken: Taken[] = [];
  for (const [ordinal, message] of messages.entries()) {
    const sha256 = hashes[ordinal]?.toString("hex") ?? "";
    const base = withFindings(
      receiptOf(tx, message, { ordinal, sha256, body: bodyHash(message, content), agreement }),
      findingsOfJoined(delivery.joined),
    );
    const earlier = known.byHash.get(sha256) ?? sameRequest(known, base);
    const receipt =
      earlier === undefined
        ? acknowledged(
            withLacking(
              receiptAgreed(
                await takeMessage(tx, services, delivery, message, withReuse(known, base, message)),
                agreement,
              ),
              message,
              agreement,
            ),
            message,
            tx.at,
            agreement,
          )
        : {
            ...receiptAgreed(base, agreement),
            state: "duplicate" as const,
            duplicateOf: earlier.receiptId,
            // Where nothing of it is kept, the repeat says the same by itself, and is as little kept.
            ...(earlier.notSelected
              ? { answer: toldOnceMore(tx, services, delivery, message, base).answer, forgotten: true }
              : { answer: earlier.answer }),
          };
    if (receipt.state === "processed") remember(known, receipt);
    taken.push({ receipt, message });
  }
  return taken;
}

/** The receipt with how many of those who were taken lack something. */
function withLacking(receipt: NewReceipt, message: ReadMessage, agreed: EffectiveAgreement): NewReceipt {
  const taken = receipt.travellers + receipt.bookings;
  if (taken === 0) return receipt;
  return { ...receipt, lacking: Math.min(taken, lackingIn(message, receipt.findings, agreed)) };
}

/** The receipt of a push with its ACKRES, where that was agreed. */
function acknowledged(
  receipt: NewReceipt,
  message: ReadMessage,
  at: Date,
  agreed: EffectiveAgreement,
): NewReceipt {
  if (receipt.answer !== null || agreed.acknowledgement === "never") return receipt;
  const { state, findings } = receipt;
  return {
    ...receipt,
    answer: acknowledgementTo(message, { refused: state !== "processed", findings, at, agreed }),
  };
}

/** The same transaction number, revision and content is the same request, however it is wrapped. */
function sameRequest(
  known: ProcessedBefore,
  { transaction, revision, body }: NewReceipt,
): Processed | undefined {
  if (transaction === null || body === null) return undefined;
  return known.byTransaction
    .get(transaction)
    ?.find((earlier) => earlier.revision === revision && earlier.body === body);
}

/**
 * The same transaction number and revision with other content: taken, and told. The parts of a series share theirs, and a
 * change of a flight's details repeats that of its list.
 */
function withReuse(known: ProcessedBefore, receipt: NewReceipt, message: ReadMessage): NewReceipt {
  const { transaction: reference, revision } = receipt;
  const list = message.passengerList;
  if (reference === null || isPartial(message)) return receipt;
  if (list !== undefined && changesFlight(list)) return receipt;
  const reused =
    known.byTransaction.get(reference)?.some((earlier) => earlier.revision === revision) ?? false;
  return reused ? withFindings(receipt, [intakeFinding("IN11", { reference })]) : receipt;
}

function remember(
  known: ProcessedBefore,
  { receiptId, answer, revision, body, sha256, transaction, forgotten = false }: NewReceipt,
): void {
  const processed = { receiptId, answer, revision, body, notSelected: forgotten };
  known.byHash.set(sha256, processed);
  if (transaction !== null)
    known.byTransaction.set(transaction, [processed, ...(known.byTransaction.get(transaction) ?? [])]);
}

/** What is told of a message whose flight no decision takes, once more: where nothing of the first telling is kept. */
function toldOnceMore(
  tx: Transaction,
  services: IntakeServices,
  { agreement, sender }: Taking,
  message: ReadMessage,
  base: NewReceipt,
): NewReceipt {
  const told = toldAsAny(services.profile, tx.at, {
    message,
    base,
    agreement,
    judged: judge(message, sender),
  });
  const agreed = withLacking(receiptAgreed(told, agreement), message, agreement);
  return acknowledged(agreed, message, tx.at, agreement);
}

/** The same of a delivery that is repeated as a whole: by the places of its messages. */
async function toldAgain(
  tx: Transaction,
  services: IntakeServices,
  delivery: Taking,
  { messages, hashes }: Read,
  first: string,
): Promise<Received["again"]> {
  const again = new Map<number, NewReceipt>();
  for (const ordinal of await notSelectedIn(tx, first)) {
    const message = messages[ordinal];
    if (message === undefined) continue;
    const sha256 = hashes[ordinal]?.toString("hex") ?? "";
    const { agreement, content } = delivery;
    const base = receiptOf(tx, message, { ordinal, sha256, body: bodyHash(message, content), agreement });
    again.set(ordinal, toldOnceMore(tx, services, delivery, message, base));
  }
  return again;
}

function recordReceipt(tx: Transaction, receipt: NewReceipt): void {
  const { receiptId, state, kind, sha256, travellers, bookings, errors, firstReceived, concerned } = receipt;
  const removed = state === "processed" ? removedFrom(receipt) : {};
  tx.record({
    action: `message.${state}`,
    subjectKind: "receipt",
    subjectId: receiptId,
    ...(concerned === undefined || concerned.about.length === 0 ? {} : concerned),
    detail: {
      kind,
      sha256,
      travellers,
      bookings,
      errors,
      ...(firstReceived === 0 ? {} : { firstReceived }),
      // Of a flight that no decision takes: counted apart (PNRD-2.3).
      ...(receipt.forgotten === true ? { selected: "no" } : {}),
      ...removed,
    },
  });
}

/** How many things the filter cut out, by what they were; what is not there is not said (PNRD-13.4: counts only). */
function removedFrom({ findings }: NewReceipt): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { code, values = {} } of findings) {
    const name = removals[code];
    if (name === undefined) continue;
    const count = ["services", "texts", "count"].reduce((sum, value) => sum + Number(values[value] ?? 0), 0);
    counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
}

const removals: Readonly<Record<string, string>> = {
  PN18: "sensitive",
  NOT_ADMITTED: "notAdmitted",
  CARD_MASKED: "cards",
};

/** The lawful part of what was taken, encrypted, for a time. */
function keepSources(
  tx: Transaction,
  services: IntakeServices,
  bytes: Uint8Array,
  taken: readonly Taken[],
): void {
  const processed = taken.filter(
    ({ receipt }) => receipt.state === "processed" && receipt.forgotten !== true,
  );
  keepSourcesOf(
    tx,
    services,
    bytes,
    processed.map(({ receipt: { receiptId }, message }) => ({ receiptId, message })),
  );
}

function keepSourcesOf(
  tx: Transaction,
  services: IntakeServices,
  bytes: Uint8Array,
  of: readonly { readonly receiptId: string; readonly message: ReadMessage }[],
): void {
  insertSources(
    tx,
    of.map(({ receiptId, message }) => {
      const { start, end } = message;
      const taken = cutsOfSource(message, bytes);
      const source = redact(bytes, { start, end, cuts: taken });
      const cuts = taken.map((cut, index): KeptCut => {
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
        receiptId,
        sealed: seal(services.key, receiptId, source.bytes),
        cuts: { start: message.start, characters: message.characters, cuts },
        expiresAt: expiredAt(tx.at, services.profile.redactedSource),
      };
    }),
  );
}
