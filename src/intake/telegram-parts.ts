// Messages that are cut over several telegrams, each a delivery of its own: parts are held sealed, and read when whole.
import { createHash } from "node:crypto";
import {
  readTelegramPart,
  readTransmission,
  joinTelegramParts,
  unbroken,
  type TelegramPart,
} from "#messages";
import { newId, type Transaction, type SealingKey } from "#platform";
import type { Finding } from "#vocabulary";
import { intakeFinding } from "./codes.ts";
import { putOutgoing } from "./outgoing.ts";
import type { Delivery, Joined } from "./delivery.ts";
import { seal, unseal } from "./seal.ts";
import type { NewReceipt } from "./store.ts";
import { wholeAmong, type HeldPart, type Reading } from "./telegram-search.ts";
import {
  heldOf,
  insertPart,
  lockLine,
  partsOfLine,
  samePart,
  setJoined,
  setReadWithout,
  stillHeld,
  type KeptPart,
  type NewPart,
} from "./telegram-parts-store.ts";

/** After so long without another part what there is of a message is read. */
export const partsWaitMs = 5 * 60_000;
/** A part that comes this long after the others were read still makes them whole. */
const lateMs = 60 * 60_000;
/** A part that comes again within this time is known; nothing of its text is kept for that. */
const knownMs = 24 * 3_600_000;
/** What may be held of one carrier. Past it nothing is held: parts are read by themselves, as they are. */
const heldMax = { parts: 500, bytes: 8 * 1024 * 1024 };

/** Thrown where parts that were to be read without others have been taken meanwhile; the delivery is undone. */
export class PartsTakenMeanwhile extends Error {}

/** The part of a message that a delivery is; null for any other. Somebody who waits for an answer sends whole messages. */
export function partIn({ bytes, fileName, interactive, joined }: Delivery): TelegramPart | null {
  if (joined !== undefined || interactive === true) return null;
  const named = /^(.+)\.PART0*(\d{1,2})$/i.exec(fileName ?? "");
  return readTelegramPart(bytes, named === null ? null : { stem: named[1]!, number: Number(named[2]) });
}

type PartToKeep = Omit<NewPart, "joinedAs">;

/** What is done with a part: it waits, came before, makes a message whole, or is read by itself since too much waits. */
export type PartTaken =
  | { readonly kind: "held"; readonly receipt: NewReceipt; readonly keep: NewPart }
  | { readonly kind: "repeated"; readonly receipt: NewReceipt }
  | { readonly kind: "whole"; readonly bytes: Uint8Array; readonly joined: Joined; readonly keep: PartToKeep }
  | { readonly kind: "alone" };

/** Takes a part: with the others that are held of its line, or to be held. Its line is its own until the transaction ends. */
export async function takePart(
  tx: Transaction,
  key: SealingKey,
  delivery: Delivery,
  part: TelegramPart,
): Promise<PartTaken> {
  const carrierId = delivery.sender?.id ?? null;
  const line = hash([carrierId ?? "", part.line]);
  const content = hash([String(part.number ?? ""), String(part.of ?? ""), unbroken(part.text)]);
  lockLine(tx, line);
  const others = heldParts(key, await partsOfLine(tx, line));
  const same = await samePart(tx, key, { line, content, sent: part.sent });
  if (same !== null && isRepetition(part, same, others)) {
    const receipt = { ...receiptOfPart(tx, part, content), state: "duplicate" as const };
    return { kind: "repeated", receipt: { ...receipt, duplicateOf: same.receiptId, answer: same.answer } };
  }
  const receipt = receiptOfPart(tx, part, content);
  const keep = {
    receiptId: receipt.receiptId,
    carrierId,
    line,
    content,
    sent: part.sent,
    number: part.number,
    bytes: delivery.bytes.length,
    channel: delivery.channel,
    replyTo: delivery.replyTo ?? null,
    expiresAt: new Date(tx.at.getTime() + knownMs),
  };
  const whole = wholeAmong([...others, { id: keep.receiptId, part, at: tx.at, readAs: null }], readingOf);
  if (whole !== null) {
    const bytes = joinTelegramParts(whole.map((each) => each.part));
    const joined = { line, ids: whole.map(({ id }) => id), missing: null };
    return { kind: "whole", bytes, joined, keep: { ...keep, sealed: null } };
  }
  const held = await heldOf(tx, carrierId);
  if (held.parts >= heldMax.parts || held.bytes + keep.bytes > heldMax.bytes) return { kind: "alone" };
  const sealed = seal(key, keep.receiptId, delivery.bytes);
  return { kind: "held", receipt, keep: { ...keep, sealed, joinedAs: null } };
}

/**
 * Whether a part that came before is that part again. A later list of the same flight may hold the same travellers in the same
 * place: what a beginning that waits lacks is taken for its own, and so is what does not say itself that it may be a
 * repetition, unless it waits already. Nothing is lost by that: what is lacked by nobody goes when its time is over.
 */
function isRepetition(
  part: TelegramPart,
  same: { readonly isHeld: boolean },
  others: readonly HeldPart[],
): boolean {
  const openings = others.filter((other) => other.part.opens);
  if (same.isHeld) return openings.length < 2;
  const number = part.number;
  const lacking = openings.filter(
    () => !others.some((other) => number !== null && other.part.number === number),
  );
  return part.possibleDuplicate && (part.opens || lacking.length === 0);
}

const hash = (words: readonly string[]): Buffer => createHash("sha256").update(words.join("\n")).digest();

/** What the parts of a line say; one that was sealed with another key is passed over. */
export function heldParts(key: SealingKey, kept: readonly KeptPart[]): HeldPart[] {
  return kept.flatMap((row): HeldPart[] => {
    const bytes = unseal(key, row.receipt_id, row.sealed);
    const named = row.number === null ? null : { stem: "", number: row.number };
    const part = bytes === null ? null : readTelegramPart(bytes, named);
    return part === null ? [] : [{ id: row.receipt_id, part, at: row.received_at, readAs: row.read_as }];
  });
}

/** Counts that do not agree, and ends that are missing. */
const miscounted = new Set(["EDI29", "TRAILER_MISSING", "HEADER_MISSING", "TERMINATOR_LOST"]);

/** How a text that was put together reads. */
export function readingOf(text: Uint8Array): Reading {
  const { messages } = readTransmission(text);
  const findings = messages.flatMap((message) => message.findings);
  if (messages.length === 0 || findings.some(({ code }) => code === "EDI28")) return "mixed";
  if (messages.some(({ accepted }) => !accepted)) return "miscounted";
  if (findings.some(({ code }) => miscounted.has(code))) return "miscounted";
  return findings.filter(({ severity }) => severity !== "info").length;
}

function receiptOfPart(tx: Transaction, { number, of }: TelegramPart, content: Buffer): NewReceipt {
  const which = number === null ? "?" : `${number}${of === null ? "" : `/${of}`}`;
  return {
    receiptId: newId(tx.at),
    ordinal: 0,
    kind: "PART",
    version: null,
    state: "part",
    sender: null,
    recipient: null,
    interchange: null,
    message: null,
    part: number,
    sha256: content.toString("hex"),
    duplicateOf: null,
    flightDate: null,
    flightId: null,
    designator: null,
    travellers: 0,
    bookings: 0,
    firstReceived: 0,
    errors: 0,
    warnings: 0,
    lacking: 0,
    findings: [intakeFinding("IN16", { part: which, minutes: partsWaitMs / 60_000 })],
    answer: null,
    transaction: null,
    revision: null,
    body: null,
    answered: null,
  };
}

/** What the receipts of a message say of its having come in parts. */
export function findingsOfJoined(joined: Joined | undefined): readonly Finding[] {
  if (joined === undefined) return [];
  const together = intakeFinding("IN17", { count: joined.ids.length });
  return joined.missing === null ? [together] : [together, missingFinding(joined.missing)];
}

const missingFinding = (numbers: string): Finding =>
  intakeFinding("IN18", { numbers, minutes: partsWaitMs / 60_000 });

/** Sees to it that the parts of a delivery are held by nobody else. */
export async function holdParts(tx: Transaction, { line, ids }: Joined): Promise<void> {
  lockLine(tx, line);
  const held = await stillHeld(tx, ids);
  if (ids.some((id) => !held.has(id))) throw new PartsTakenMeanwhile();
}

/** Notes on the parts what became of them; `keep` is the one that came last, with this delivery. */
export function settleParts(
  tx: Transaction,
  { ids, missing }: Joined,
  as: string,
  keep: PartToKeep | null,
): void {
  if (keep !== null) insertPart(tx, { ...keep, receiptId: as, joinedAs: as });
  const others = ids.filter((id) => id !== keep?.receiptId);
  if (missing === null) setJoined(tx, others, as);
  else {
    const expiresAt = new Date(tx.at.getTime() + lateMs);
    setReadWithout(tx, others, { as, finding: missingFinding(missing), expiresAt });
  }
}

/** An answer to a list of yesterday helps nobody. */
const answersKeptMs = 24 * 3_600_000;

/** Where the other parts were waited for in vain nobody waits on a connection: answers go as messages of ours. */
export function putAnswers(
  tx: Transaction,
  key: SealingKey,
  { sender, channel, replyTo }: Delivery,
  receipts: readonly NewReceipt[],
): void {
  if (sender === null) return;
  for (const { answer, flightDate: date, flightId: id } of receipts) {
    if (answer === null) continue;
    putOutgoing(tx, key, {
      carrierId: sender.id,
      kind: answer.includes("ACKRES") ? "ACKRES" : "CUSRES",
      flight: date === null || id === null ? null : { date, id },
      reference: `P${newId(tx.at).replaceAll("-", "").slice(-13).toUpperCase()}`,
      bytes: Buffer.from(answer),
      channel,
      replyTo: replyTo ?? null,
      expiresAt: new Date(tx.at.getTime() + answersKeptMs),
    });
  }
}
