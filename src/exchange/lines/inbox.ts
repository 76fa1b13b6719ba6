// The mailboxes of lines that correspond: fetched each minute, each message taken once, in a transaction of its own with its ledger entry.
import {
  acknowledgePackage,
  confirmPartnersRecall,
  giveOutcome,
  makeRequest,
  packageByReference,
  partnerActor,
} from "#disclosures";
import { outcomes, type OutcomeCode } from "#disclosures/contract";
import { isRefusal, refuse, systemActor, type Refusal, type Transaction } from "#platform";
import { incomingOf, insertDialogue, insertIncoming } from "../exchange-store.ts";
import type { ExchangeServices } from "../exchange-services.ts";
import type { Incoming } from "./adapter.ts";
import { knownLines, lineOf, noteAnswered, noteFailed, noteRead, type KnownLine } from "./line-store.ts";
import { adapterOf, jsonOf, transportOf } from "./sending.ts";

const actor = systemActor("exchange");
/** Pages of one mailbox that are read at once, so that none holds up the others. */
const pagesMax = 20;

/** Reads every mailbox whose line is not resting. */
export async function fetchInboxes(services: ExchangeServices): Promise<void> {
  const { database } = services;
  const lines = await database.transaction(actor, knownLines);
  for (const line of lines) {
    for (let page = 0; page < pagesMax; page += 1) {
      if (!(await fetchPage(services, line))) break;
    }
  }
}

/** One page; false where there is nothing more, or it could not be had. */
async function fetchPage(services: ExchangeServices, line: KnownLine): Promise<boolean> {
  const { database, clock } = services;
  const { inbox } = adapterOf(line);
  if (inbox === null) return false;
  const state = await database.transaction(actor, (tx) => lineOf(tx, line.authority_id));
  if (state?.open_until !== undefined && state.open_until !== null && state.open_until > clock.now())
    return false;
  const after = state?.inbox_after ?? "";
  const sent = await transportOf(services)({
    address: line.address,
    path: inbox.path(after),
    method: "GET",
    contentType: "application/json",
    body: null,
    idempotencyKey: null,
    certificate: line.certificate,
    code: line.code,
  });
  const page =
    "failed" in sent
      ? { malformed: sent.failed }
      : sent.status === 200
        ? inbox.read(jsonOf(sent.body))
        : { malformed: `answered ${sent.status}` };
  if ("malformed" in page) {
    await database.transaction(actor, (tx) => failed(tx, line, page.malformed));
    return false;
  }
  for (const message of page.messages) {
    await database.transaction(partnerActor(line.tenant), (tx) => hearOnce(tx, line, message, services));
  }
  await database.transaction(actor, async (tx) => {
    await noteAnswered(tx, line.authority_id);
    await noteRead(tx, line.authority_id, page.after);
    for (const { id, fault } of page.unread) {
      tx.record({
        action: "line.unread",
        subjectKind: "partner",
        subjectId: line.authority_id,
        detail: { message: id, fault },
      });
    }
  });
  return page.after !== after && page.messages.length + page.unread.length > 0;
}

/** Notes a failure; when the line comes to rest by it, that stands in the ledger. */
export async function failed(tx: Transaction, line: KnownLine, problem: string): Promise<boolean> {
  const row = await noteFailed(tx, line.authority_id, problem);
  if (row.open_until === null) return false;
  tx.record({
    action: "line.resting",
    subjectKind: "partner",
    subjectId: line.authority_id,
    detail: { failures: row.failures, until: row.open_until.toISOString() },
  });
  tx.announce("exchange", line.authority_id);
  return true;
}

async function hearOnce(
  tx: Transaction,
  line: KnownLine,
  message: Incoming,
  services: ExchangeServices,
): Promise<void> {
  const { authority_id: authorityId } = line;
  if ((await incomingOf(tx, authorityId, message.id)) !== null) return;
  const done = await take(tx, line, message, services);
  const code = isRefusal(done) ? done.refused.code.slice(0, 60) : null;
  await insertIncoming(tx, {
    authorityId,
    id: message.id,
    kind: message.kind,
    outcome: code === null ? "taken" : "refused",
    code,
    detail: isRefusal(done) ? done.refused.detail.slice(0, 2000) : null,
  });
  tx.record({
    action: "exchange.heard",
    subjectKind: "exchange-message",
    subjectId: message.id,
    detail: { kind: message.kind, partner: authorityId, outcome: code === null ? "taken" : "refused", code },
  });
  tx.announce("exchange", message.id);
}

const noSuchPackage = refuse("exchange-package-unknown", "No such package was told to this unit.", 404);
const isOutcome = (code: string): code is OutcomeCode => outcomes.some((each) => each === code);

/** A request goes the way of every other: nobody looks for anything before persons here checked and approved it. */
async function take(
  tx: Transaction,
  line: KnownLine,
  message: Incoming,
  services: ExchangeServices,
): Promise<null | Refusal> {
  const { authority_id: authorityId } = line;
  switch (message.kind) {
    case "request": {
      const { inbox } = adapterOf(line);
      if (inbox === null) throw new Error("a line without a mailbox was heard");
      const { urgent, fields } = message;
      const made = await makeRequest(
        tx,
        { type: inbox.type, authorityId, urgent, fields, submit: true },
        services,
      );
      if (isRefusal(made)) return made;
      await insertDialogue(tx, {
        request_id: made,
        authority_id: authorityId,
        direction: "in",
        message_id: message.id,
        their_reference: message.reference,
      });
      return null;
    }
    case "recall-acknowledged":
      return confirmPartnersRecall(tx, authorityId, message.recall);
    case "acknowledgement":
    case "outcome": {
      const id = await packageByReference(tx, authorityId, message.package);
      if (id === null) return noSuchPackage;
      if (message.kind === "acknowledgement") return acknowledgePackage(tx, id);
      if (!isOutcome(message.code))
        return refuse("outcome-unknown", "The outcome is none of the list (roles.md 5.3).", 422);
      const { code, article, text } = message;
      return giveOutcome(tx, id, {
        code,
        ...(article === undefined ? {} : { article }),
        ...(text === undefined ? {} : { text }),
      });
    }
  }
}
