// The outbox: what partners are to be told follows from what stands in the database, is put down once, and is sent until its receipt is there.
import {
  answeredIncoming,
  answerOf,
  approvedOutgoing,
  encryptedPackage,
  insertNotice,
  noticedSince,
  packagesLeft,
  recallsLeft,
  requestById,
  signedPackage,
} from "#disclosures";
import { newId, seal, systemActor, unseal, type Transaction } from "#platform";
import { hashOf, openEnvelope, ownKeys, printOf, verified, wrapFor, type OwnKeys } from "./envelope.ts";
import {
  claimDue,
  dialogueOf,
  giveBack,
  insertDialogue,
  insertOutgoing,
  putDownFor,
  setDelivered,
  setPending,
  setUndelivered,
  type OutgoingRow,
} from "./exchange-store.ts";
import type { ExchangeServices, Post } from "./exchange-services.ts";
import { Receipt, windowMs, type BodyOf, type MessageKind } from "./message.ts";
import { noteRefused, takeAnswer } from "./enquiries.ts";
import type { LineKind } from "./lines/adapter.ts";
import { failed as restAfter } from "./lines/inbox.ts";
import { knownLines, noteAnswered, type KnownLine } from "./lines/line-store.ts";
import { adapterOf, isFailure, sendOverLine, transportOf, type LineSent } from "./lines/sending.ts";
import { knownPartners, type KnownPartner } from "./partner-store.ts";
import { fits } from "./shapes.ts";

/** After so many tries (three days and more) a person looks at it. */
export const triesMax = 80;
const atOnce = 50;
const actor = systemActor("exchange");

/** Puts one thing down for a partner, sealed; returns the message's id, or null where it was put down before. */
export function putDown<Kind extends MessageKind>(
  tx: Transaction,
  { key }: Pick<ExchangeServices, "key">,
  what: {
    readonly authorityId: string;
    /** The partner, as the ledger calls recipients. */
    readonly tenant: string;
    readonly kind: Kind;
    readonly subjectId: string;
    readonly body: BodyOf<Kind>;
  },
): Promise<string | null> {
  return putDownAny(tx, { key }, what);
}

async function putDownAny(
  tx: Transaction,
  { key }: Pick<ExchangeServices, "key">,
  what: {
    readonly authorityId: string;
    readonly tenant: string;
    readonly kind: MessageKind | LineKind;
    readonly subjectId: string;
    readonly body: object;
  },
): Promise<string | null> {
  const id = newId(tx.at);
  const { kind, authorityId, tenant, subjectId, body } = what;
  const sealed = seal(key, `exchange outgoing ${id}`, Buffer.from(JSON.stringify(body)));
  if (!(await insertOutgoing(tx, { id, authorityId, kind, subjectId, sealed }))) return null;
  tx.record({
    action: "exchange.put-down",
    subjectKind: "exchange-message",
    subjectId: id,
    recipient: tenant,
    detail: { kind, of: subjectId },
  });
  tx.announce("exchange", id);
  return id;
}

/** Looks at what each partner is owed and puts down what was not put down yet. Twice does no harm. */
export async function collect(tx: Transaction, services: ExchangeServices): Promise<void> {
  for (const partner of await knownPartners(tx)) {
    const { authority_id: authorityId, tenant } = partner;
    const before = await putDownFor(tx, authorityId);
    const isNew = (kind: MessageKind, subjectId: string): boolean => !before.has(`${kind} ${subjectId}`);
    for (const request of await approvedOutgoing(tx, authorityId, services.key)) {
      const kind = request.type === "RQ-PIU-ADHOC" ? ("adhoc-push" as const) : ("request" as const);
      if (!isNew(kind, request.request_id)) continue;
      const { reference, urgent, fields } = request;
      const common = { authorityId, tenant, subjectId: request.request_id };
      const id =
        kind === "request"
          ? await putDown(tx, services, { ...common, kind, body: { reference, urgent, fields } })
          : await putDown(tx, services, { ...common, kind, body: { reference, fields } });
      if (id !== null) {
        await insertDialogue(tx, {
          request_id: request.request_id,
          authority_id: authorityId,
          direction: "out",
          message_id: id,
          their_reference: null,
        });
      }
    }
    for (const left of await packagesLeft(tx, authorityId)) {
      if (!isNew("package", left.package_id)) continue;
      const asked = left.request_id === null ? null : await dialogueOf(tx, { request: left.request_id });
      const body = {
        reference: left.reference,
        request: asked?.message_id ?? null,
        package: await signedPackage(tx, left.package_id, services),
      };
      await putDown(tx, services, { authorityId, tenant, kind: "package", subjectId: left.package_id, body });
    }
    for (const answered of await answeredIncoming(tx, authorityId)) {
      if (isNew("answer", answered.request_id)) await tellAnswer(tx, services, partner, answered);
    }
    for (const recall of await recallsLeft(tx, authorityId)) {
      if (!isNew("recall", recall.recall_id)) continue;
      const body = { recall: recall.recall_id, kind: recall.kind, packages: recall.refs, text: recall.text };
      await putDown(tx, services, { authorityId, tenant, kind: "recall", subjectId: recall.recall_id, body });
    }
  }
  await collectForLines(tx, services);
}

/**
 * What other partners are owed: answers to their requests, packages (encrypted to them as they left), and recalls. The same
 * comparison as for units; each over its own adapter.
 */
async function collectForLines(tx: Transaction, services: ExchangeServices): Promise<void> {
  for (const line of await knownLines(tx)) {
    const { authority_id: authorityId, tenant } = line;
    const { kinds } = adapterOf(line);
    const before = await putDownFor(tx, authorityId);
    const isNew = (kind: LineKind, subjectId: string): boolean =>
      kinds.includes(kind) && !before.has(`${kind} ${subjectId}`);
    for (const left of await packagesLeft(tx, authorityId)) {
      if (!isNew("package", left.package_id)) continue;
      const asked = left.request_id === null ? null : await dialogueOf(tx, { request: left.request_id });
      const body = {
        reference: left.reference,
        request: asked?.their_reference ?? null,
        file: await encryptedPackage(tx, left.package_id),
      };
      await putDownAny(tx, services, {
        authorityId,
        tenant,
        kind: "package",
        subjectId: left.package_id,
        body,
      });
    }
    for (const answered of await answeredIncoming(tx, authorityId)) {
      if (isNew("answer", answered.request_id))
        await tellAnswer(tx, services, { authority_id: authorityId, tenant }, answered);
    }
    for (const recall of await recallsLeft(tx, authorityId)) {
      if (!isNew("recall", recall.recall_id)) continue;
      const body = { recall: recall.recall_id, kind: recall.kind, packages: recall.refs, text: recall.text };
      await putDown(tx, services, { authorityId, tenant, kind: "recall", subjectId: recall.recall_id, body });
    }
  }
}

/** The answer as the partner's own people would read it here: a refusal for reasons of rights reads like nothing found (LED-15). */
async function tellAnswer(
  tx: Transaction,
  services: ExchangeServices,
  partner: Pick<KnownPartner, "authority_id" | "tenant">,
  { request_id: requestId, reference }: { readonly request_id: string; readonly reference: string },
): Promise<void> {
  const asked = await dialogueOf(tx, { request: requestId });
  const row = await requestById(tx, requestId);
  const answer = row === null ? null : answerOf(row);
  if (asked === null || answer === null) return;
  const { result, code, reason, remedy } = answer;
  await putDown(tx, services, {
    authorityId: partner.authority_id,
    tenant: partner.tenant,
    kind: "answer",
    subjectId: requestId,
    body: { request: asked.message_id, reference, result, code, reason, remedy },
  });
}

/** Sends what is due; what finds no receipt is tried again later, by this server or another. */
export async function sendDue(services: ExchangeServices): Promise<void> {
  const { database, key } = services;
  const own = ownKeys(key);
  const [due, partners, lines] = await database.transaction(actor, async (tx) => [
    await claimDue(tx, atOnce),
    new Map((await knownPartners(tx)).map((row) => [row.authority_id, row])),
    new Map((await knownLines(tx)).map((row) => [row.authority_id, row])),
  ]);
  const resting = new Set<string>();
  for (const row of due) {
    const { authority_id: authorityId } = row;
    const line = lines.get(authorityId);
    const partner = partners.get(authorityId);
    if (resting.has(authorityId)) {
      await database.transaction(actor, (tx) => giveBack(tx, row.message_id, tx.at));
    } else if (line !== undefined) {
      const sent = await sendOverLine(services, line, row);
      const rests = await database.transaction(actor, (tx) =>
        noteSentOverLine(tx, services, line, row, sent),
      );
      if (rests) resting.add(authorityId);
    } else {
      const sent =
        partner === undefined
          ? { problem: "partner-not-in-force" }
          : await sendOne(services, own, partner, row);
      await database.transaction(actor, (tx) => noteSent(tx, row, sent));
    }
  }
}

/** What became of a sending, and the answer itself, in one transaction; true where the line rests from here on. */
async function noteSentOverLine(
  tx: Transaction,
  services: ExchangeServices,
  line: KnownLine,
  row: OutgoingRow,
  { answer, hash, question }: LineSent,
): Promise<boolean> {
  const { message_id: id, kind, authority_id: authorityId } = row;
  const isEnquiry = kind in enquiryKind;
  if (isFailure(answer)) {
    const problem =
      "failed" in answer ? answer.failed : "malformed" in answer ? `malformed: ${answer.malformed}` : "";
    await noteSent(tx, row, { problem });
    return restAfter(tx, line, problem);
  }
  await noteAnswered(tx, authorityId);
  if ("pending" in answer) {
    await setPending(tx, id);
    tx.announce("exchange", id);
  } else if ("refused" in answer) {
    await noteSent(tx, row, { problem: answer.refused, final: true });
    if (isEnquiry) await noteRefused(tx, id, answer.refused);
  } else if ("taken" in answer) {
    await noteSent(tx, row, { receipt: hash });
    if (isEnquiry) await takeAnswer(tx, services, id, answer, question);
  }
  return false;
}
const enquiryKind: Partial<Readonly<Record<string, true>>> = {
  "document-check": true,
  "person-check": true,
  confirmation: true,
  "protected-person": true,
};

type Sent =
  | { readonly problem: string; readonly final?: boolean; readonly keyChanged?: boolean }
  | { readonly receipt: string };

/**
 * Who signs: the present key, and for the announcement of that key one that the partner knows, the last before it first. Keys that were
 * replaced one soon after the other take turns, as nobody here knows which of them the partner has.
 */
function signer(own: OwnKeys, { kind, tries }: Pick<OutgoingRow, "kind" | "tries">): Signer {
  if (kind !== "new-key" || own.before.length === 0) return own;
  return own.before[Math.max(0, tries - 1) % own.before.length] ?? own;
}
type Signer = Pick<OwnKeys, "sign" | "open" | "print">;

async function sendOne(
  services: ExchangeServices,
  own: OwnKeys,
  partner: KnownPartner,
  row: OutgoingRow,
): Promise<Sent> {
  const { key, clock } = services;
  const post = services.post ?? postOver(services, partner);
  const plain = row.sealed === null ? null : unseal(key, `exchange outgoing ${row.message_id}`, row.sealed);
  if (plain === null) throw new Error("a message that was put down cannot be opened");
  const to = printOf(partner.signing_key);
  const by = signer(own, row);
  const attempt = newId(clock.now());
  const message = {
    format: "openpiu-exchange/1",
    id: row.message_id,
    attempt,
    from: by.print,
    to,
    at: clock.now().toISOString(),
    kind: row.kind,
    body: JSON.parse(plain.toString()) as object,
  };
  const { envelope, hash } = await wrapFor(message, by, partner.encryption_key);
  const answer = await post(partner.address, envelope);
  if ("failed" in answer) return { problem: answer.failed };
  if (answer.status !== 200) return { problem: `answered ${answer.status}` };
  const opened = await openEnvelope(answer.body, by);
  if (opened === undefined) return { problem: "receipt-unreadable" };
  if (opened.kid !== to) return { problem: "receipt-of-another-key", keyChanged: true };
  const receipt = await verified(opened.signed, partner.signing_key);
  const now = clock.now().getTime();
  if (
    !fits(Receipt, receipt) ||
    receipt.re !== row.message_id ||
    receipt.attempt !== attempt ||
    receipt.hash !== hash ||
    receipt.from !== to ||
    receipt.to !== by.print ||
    Math.abs(Date.parse(receipt.at) - now) > windowMs
  ) {
    return { problem: "receipt-not-for-this" };
  }
  return receipt.outcome === "taken"
    ? { receipt: hashOf(opened.signed) }
    : { problem: [receipt.code, receipt.detail].filter((part) => part !== null).join(": "), final: true };
}

async function noteSent(tx: Transaction, row: OutgoingRow, sent: Sent): Promise<void> {
  const { message_id: id, kind } = row;
  if ("receipt" in sent) {
    await setDelivered(tx, id, sent.receipt);
    record("exchange.delivered", { kind, receipt: sent.receipt, tries: row.tries });
  } else {
    const state =
      sent.final === true
        ? ("refused" as const)
        : row.tries >= triesMax
          ? ("given-up" as const)
          : ("waiting" as const);
    await setUndelivered(tx, id, { state, problem: sent.problem.slice(0, 300) });
    if (sent.keyChanged === true) await tellOfKey(tx, row.authority_id);
    if (state === "waiting") return;
    record(state === "refused" ? "exchange.refused" : "exchange.given-up", { kind, tries: row.tries });
  }
  tx.announce("exchange", id);

  function record(action: string, detail: Record<string, string | number>): void {
    tx.record({
      action,
      subjectKind: "exchange-message",
      subjectId: id,
      detail,
    });
  }
}

const day = 86_400_000;

/** A partner speaks by a key that nobody entered: the data protection officer is told, once a day. */
export async function tellOfKey(tx: Transaction, authorityId: string): Promise<void> {
  if (await noticedSince(tx, "partner-key", authorityId, new Date(tx.at.getTime() - day))) return;
  const notice = await insertNotice(tx, { kind: "partner-key", authorityId, text: "" });
  tx.record({
    action: "partner.key-differs",
    subjectKind: "partner",
    subjectId: authorityId,
    detail: { notice },
  });
  tx.announce("notice", notice);
}

/** Sends to the registered address and nowhere else, by the transport of every line. */
const postOver =
  (services: ExchangeServices, partner: KnownPartner): Post =>
  async (address, envelope) => {
    const { certificate, certificate_authority: authority, withdrawn, code } = partner;
    // Registered before certificates were: nothing is told to it until two persons entered them.
    if (address.startsWith("https://") && certificate === null && authority === null)
      return { failed: "certificate-not-registered" };
    return transportOf(services)({
      address,
      path: "/v1/exchange",
      method: "POST",
      contentType: "application/jose",
      body: envelope,
      idempotencyKey: null,
      certificate,
      authority,
      withdrawn,
      code,
    });
  };
