// What a partner says, from the bytes to the receipt: opened, believed by its key alone, in its time, once, and in its shape.
import {
  acknowledgePackage,
  confirmPartnersRecall,
  giveOutcome,
  insertNotice,
  makeRequest,
  packageByReference,
  partnerActor,
  recallPassedOn,
  requestById,
} from "#disclosures";
import { PackageContent, type OutcomeCommand } from "#disclosures/contract";
import { isRefusal, refuse, seal, systemActor, type Refusal, type Transaction } from "#platform";
import type { Static } from "typebox";
import { certificateOfAnother } from "./calling.ts";
import {
  hashOf,
  openEnvelope,
  ownKeys,
  printOf,
  verified,
  wrapFor,
  writtenTo,
  type OwnKeys,
} from "./envelope.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import {
  dialogueOf,
  hear,
  incomingOf,
  insertDialogue,
  insertIncoming,
  setAnswered,
  type IncomingRow,
} from "./exchange-store.ts";
import { Message, windowMs } from "./message.ts";
import { keyAccepted, keyAnnounced } from "./new-keys.ts";
import { earlierKeys, knownPartners, type KnownPartner } from "./partner-store.ts";
import { changeReceived, insertReceived, onwardOf, receivedByReferences } from "./received-store.ts";
import { fits } from "./shapes.ts";
import { putDown, tellOfKey } from "./telling.ts";

const hour = 3_600_000;
const day = 24 * hour;
const actor = systemActor("exchange");

export const unreadable = refuse(
  "exchange-unreadable",
  "This is no message for this unit. Encrypt it to the key that it publishes.",
  400,
);
const unknownKey = refuse(
  "exchange-key-unknown",
  "No partner of this unit signs with this key. Partners and their keys are admitted by two persons here.",
  403,
);
const notTheirs = refuse("exchange-signature-wrong", "The signature is not that of the key it names.", 403);
const malformed = refuse(
  "exchange-malformed",
  "The message has not the shape that units agreed on, or was meant for another unit.",
  422,
);
const stale = refuse(
  "exchange-stale",
  "The message lies outside the time in which it can be heard. Compare the clocks and send it anew.",
  409,
);
const replayed = refuse("exchange-replayed", "This was heard before. Sign it anew to send it again.", 409);

/** Hears one envelope from a caller whose certificate is one of these partners'; returns the signed and encrypted receipt, or a refusal that says nothing to a stranger. */
export async function hearEnvelope(
  envelope: string,
  calledBy: ReadonlySet<string>,
  services: ExchangeServices,
): Promise<string | Refusal> {
  const { database, key, clock } = services;
  const own = ownKeys(key);
  const opened = await openedByAny(envelope, writtenTo(own, clock.now()));
  if (opened === undefined) return unreadable;
  const partners = await database.transaction(actor, knownPartners);
  const partner = partners.find(({ signing_key: signing }) => printOf(signing) === opened.kid);
  if (partner === undefined) {
    await database.transaction(actor, (tx) => noteStranger(tx, opened, partners));
    return unknownKey;
  }
  const message = await verified(opened.signed, partner.signing_key);
  if (message === undefined) return notTheirs;
  // The key of one partner with the certificate of another: one of the two is in the wrong hands.
  if (!calledBy.has(partner.authority_id)) {
    await database.transaction(actor, async (tx) => noteOtherCertificate(tx, partner));
    return certificateOfAnother;
  }
  if (!fits(Message, message) || message.to !== opened.print || message.from !== opened.kid) return malformed;
  if (Math.abs(Date.parse(message.at) - clock.now().getTime()) > windowMs) return stale;
  const outcome = await database.transaction(partnerActor(partner.tenant), (tx) =>
    hearOnce(tx, partner, message, services),
  );
  if (isRefusal(outcome)) return outcome;
  const receipt = {
    format: "openpiu-exchange-receipt/1",
    re: message.id,
    attempt: message.attempt,
    hash: hashOf(opened.signed),
    from: own.print,
    to: opened.kid,
    at: clock.now().toISOString(),
    ...outcome,
  };
  return (await wrapFor(receipt, own, partner.encryption_key)).envelope;
}

function noteOtherCertificate(tx: Transaction, { authority_id: subjectId }: KnownPartner): void {
  tx.record({ action: "partner.certificate-differs", subjectKind: "partner", subjectId, detail: {} });
  tx.announce("exchange", subjectId);
}

/** Opened by the first of these keys that fits, with the name of the keys it was written to. */
async function openedByAny(
  envelope: string,
  keys: readonly Pick<OwnKeys, "open" | "print">[],
): Promise<{ readonly signed: string; readonly kid: string; readonly print: string } | undefined> {
  for (const key of keys) {
    const opened = await openEnvelope(envelope, key);
    if (opened !== undefined) return { ...opened, print: key.print };
  }
  return undefined;
}

/** Somebody who says they are a partner and signs by another key: believed in nothing, but told of. */
async function noteStranger(
  tx: Transaction,
  { signed }: { readonly signed: string },
  partners: readonly KnownPartner[],
): Promise<void> {
  const part = signed.split(".")[1] ?? "";
  let claimed: unknown;
  try {
    claimed = JSON.parse(Buffer.from(part, "base64url").toString());
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
    return;
  }
  const from = typeof claimed === "object" && claimed !== null && "from" in claimed ? claimed.from : null;
  const meant = partners.find(({ signing_key: signing }) => printOf(signing) === from);
  if (meant !== undefined) await tellOfKey(tx, meant.authority_id);
}

async function hearOnce(
  tx: Transaction,
  partner: KnownPartner,
  message: Message,
  services: ExchangeServices,
): Promise<IncomingRow | Refusal> {
  const { authority_id: authorityId } = partner;
  if (!(await hear(tx, authorityId, message.attempt))) return replayed;
  // Said before, and its receipt was lost: the same receipt anew, and nothing is done twice.
  const before = await incomingOf(tx, authorityId, message.id);
  if (before !== null) return before;
  const taken = await take(tx, partner, message, services);
  const outcome: IncomingRow =
    taken === null
      ? { outcome: "taken", code: null, detail: null }
      : {
          outcome: "refused",
          code: taken.refused.code.slice(0, 60),
          detail: [
            taken.refused.detail,
            ...(taken.refused.fields ?? []).map(({ field, text }) => `${field}: ${text}`),
          ]
            .join(" ")
            .slice(0, 2000),
        };
  await insertIncoming(tx, { authorityId, id: message.id, kind: message.kind, ...outcome });
  tx.record({
    action: "exchange.heard",
    subjectKind: "exchange-message",
    subjectId: message.id,
    detail: { kind: message.kind, partner: authorityId, outcome: outcome.outcome, code: outcome.code },
  });
  tx.announce("exchange", message.id);
  return outcome;
}

/** Takes one message in; null when it was taken, a refusal that the partner is told otherwise. */
function take(
  tx: Transaction,
  partner: KnownPartner,
  message: Message,
  services: ExchangeServices,
): Promise<null | Refusal> {
  switch (message.kind) {
    case "request":
      return takeRequest(tx, partner, message, services);
    case "adhoc-push":
      return takePushRequest(tx, partner, message, services);
    case "package":
      return takePackage(tx, partner, message, services);
    case "answer":
      return takeAnswer(tx, partner, message);
    case "acknowledgement":
      return withPackage(tx, partner, message.body.package, (id) => acknowledgePackage(tx, id));
    case "outcome": {
      const { code, article, text } = message.body;
      const said = {
        code: code as Static<typeof OutcomeCommand>["code"],
        ...(article === undefined ? {} : { article }),
        ...(text === undefined ? {} : { text }),
      };
      return withPackage(tx, partner, message.body.package, (id) => giveOutcome(tx, id, said));
    }
    case "recall":
      return takeRecall(tx, partner, message, services);
    case "recall-acknowledged":
      return confirmPartnersRecall(tx, partner.authority_id, message.body.recall);
    case "onward-notice":
      return takeNotice(tx, partner, message);
    case "new-key":
      return keyAnnounced(tx, partner, message.body);
    case "new-key-accepted":
      return keyAccepted(tx, partner, message.body);
  }
}

const noSuchPackage = refuse("exchange-package-unknown", "No such package was told to this unit.", 404);

async function withPackage(
  tx: Transaction,
  partner: KnownPartner,
  reference: string,
  act: (id: string) => Promise<null | Refusal>,
): Promise<null | Refusal> {
  const id = await packageByReference(tx, partner.authority_id, reference);
  return id === null ? noSuchPackage : act(id);
}

/** A request goes the way of every other: nobody looks for anything before persons here checked and approved it. */
async function takeRequest(
  tx: Transaction,
  partner: KnownPartner,
  { id, body }: Extract<Message, { kind: "request" }>,
  services: ExchangeServices,
): Promise<null | Refusal> {
  const made = await makeRequest(
    tx,
    {
      type: "RQ-PIU-IN",
      authorityId: partner.authority_id,
      urgent: body.urgent,
      fields: body.fields,
      submit: true,
    },
    services,
  );
  if (isRefusal(made)) return made;
  await insertDialogue(tx, {
    request_id: made,
    authority_id: partner.authority_id,
    direction: "in",
    message_id: id,
    their_reference: body.reference,
  });
  return null;
}

const soon = hour;
const usual = 4 * hour;

async function takePushRequest(
  tx: Transaction,
  partner: KnownPartner,
  { id, body }: Extract<Message, { kind: "adhoc-push" }>,
  { key }: ExchangeServices,
): Promise<null | Refusal> {
  const { fields, reference } = body;
  if ((fields.grounds ?? "").length < 20 || (fields.urgency?.reason ?? "").length < 10) {
    return refuse(
      "exchange-threat-lacking",
      "A further push is asked for against a specific and actual threat only: say which, and why now.",
      422,
    );
  }
  const text = JSON.stringify(fields);
  await arrive(tx, partner, {
    id,
    kind: "adhoc-push",
    reference,
    request: null,
    urgent: true,
    handling: fields.handling?.codes ?? [],
    conditions: [],
    purpose: fields.purpose ?? "SERIOUS",
    keepUntil: new Date(tx.at.getTime() + 30 * day),
    sealed: seal(key, `exchange received ${id}`, Buffer.from(text)),
    hash: hashOf(text),
  });
  return null;
}

async function takePackage(
  tx: Transaction,
  partner: KnownPartner,
  { id, body }: Extract<Message, { kind: "package" }>,
  { key }: ExchangeServices,
): Promise<null | Refusal> {
  // It may have been signed before they replaced their key, and be told after: their present key vouches for the whole message.
  let content = await verified(body.package, partner.signing_key);
  for (const before of content === undefined ? await earlierKeys(tx, partner.authority_id) : [])
    content ??= await verified(body.package, before);
  if (content === undefined) return notTheirs;
  if (!fits(PackageContent, content) || content.reference !== body.reference) return malformed;
  const asked =
    body.request === null
      ? null
      : await dialogueOf(tx, { authorityId: partner.authority_id, out: body.request });
  if (body.request !== null && asked === null)
    return refuse("exchange-not-asked", "This unit sent no such request.", 422);
  const request = asked === null ? null : await requestById(tx, asked.request_id);
  await arrive(tx, partner, {
    id,
    kind: "package",
    reference: body.reference,
    request: asked?.request_id ?? null,
    urgent: request?.urgent ?? false,
    handling: content.handling,
    conditions: content.conditions,
    purpose: content.purpose,
    keepUntil: new Date(`${content.keepUntil}T00:00:00Z`),
    sealed: seal(key, `exchange received ${id}`, Buffer.from(body.package)),
    hash: hashOf(body.package),
  });
  return null;
}

/** Puts down what came, closed, for a person; kept no longer than the package and the agreement say, whichever ends first. */
async function arrive(
  tx: Transaction,
  partner: KnownPartner,
  what: {
    readonly id: string;
    readonly kind: "package" | "adhoc-push";
    readonly reference: string;
    readonly request: string | null;
    readonly urgent: boolean;
    readonly handling: readonly string[];
    readonly conditions: readonly string[];
    readonly purpose: string;
    readonly keepUntil: Date;
    readonly sealed: Buffer;
    readonly hash: string;
  },
): Promise<void> {
  const agreed = new Date(tx.at.getTime() + partner.keep_days * day);
  const until = what.keepUntil < agreed ? what.keepUntil : agreed;
  const last = until.toISOString().slice(0, 10);
  const isNew = await insertReceived(tx, {
    received_id: what.id,
    authority_id: partner.authority_id,
    kind: what.kind,
    reference: what.reference,
    request_id: what.request,
    urgent: what.urgent,
    handling: [...what.handling],
    conditions: [...what.conditions],
    purpose: what.purpose,
    keep_until: last,
    // Through its last day.
    expires_at: new Date(Date.parse(`${last}T00:00:00Z`) + day),
    sealed: what.sealed,
    hash: what.hash,
    due_at: new Date(tx.at.getTime() + (what.urgent ? soon : usual)),
  });
  if (!isNew) return;
  tx.record({
    action: "exchange.arrived",
    subjectKind: "received",
    subjectId: what.id,
    detail: { kind: what.kind, partner: partner.authority_id, hash: what.hash, keepUntil: last },
  });
}

async function takeAnswer(
  tx: Transaction,
  partner: KnownPartner,
  { body }: Extract<Message, { kind: "answer" }>,
): Promise<null | Refusal> {
  const asked = await dialogueOf(tx, { authorityId: partner.authority_id, out: body.request });
  if (asked === null) return refuse("exchange-not-asked", "This unit sent no such request.", 422);
  await setAnswered(tx, asked.request_id, body);
  tx.record({
    action: "exchange.answered",
    subjectKind: "request",
    subjectId: asked.request_id,
    detail: { result: body.result, code: body.code },
  });
  tx.announce("request", asked.request_id);
  return null;
}

/**
 * A recall is carried out at once: the words go in this transaction, whoever holds them here; a correction is marked on them.
 * Whom it was passed on to is told too. A person confirms; where nothing is held any more there is nothing to confirm.
 */
async function takeRecall(
  tx: Transaction,
  partner: KnownPartner,
  { body }: Extract<Message, { kind: "recall" }>,
  services: ExchangeServices,
): Promise<null | Refusal> {
  const { recall: id } = body;
  const held = await receivedByReferences(tx, partner.authority_id, body.packages);
  for (const row of held.filter(({ state }) => state !== "recalled")) {
    await changeReceived(
      tx,
      row.received_id,
      body.kind === "delete"
        ? { state: "recalled", sealed: null, recall_id: id, recalled_at: tx.at }
        : { corrected_at: tx.at, recall_id: id, recalled_at: tx.at },
    );
    for (const onward of await onwardOf(tx, { received: row.received_id })) {
      if (onward.released_at === null) continue;
      await recallPassedOn(tx, {
        authorityId: onward.authority_id,
        tenant: onward.tenant,
        kind: body.kind,
        causeKey: `${id} ${onward.onward_id}`,
        item: onward.onward_id,
        text: `${row.reference}: ${body.text}`,
      });
    }
    tx.record({
      action: body.kind === "delete" ? "exchange.recalled" : "exchange.corrected",
      subjectKind: "received",
      subjectId: row.received_id,
      detail: { recall: id, partner: partner.authority_id },
    });
  }
  if (held.length === 0) {
    await putDown(tx, services, {
      authorityId: partner.authority_id,
      tenant: partner.tenant,
      kind: "recall-acknowledged",
      subjectId: id,
      body: { recall: id },
    });
  }
  return null;
}

/** What we told them went on without our consent, as Art. 11(2) allows: the data protection officer is told. */
async function takeNotice(
  tx: Transaction,
  partner: KnownPartner,
  { body }: Extract<Message, { kind: "onward-notice" }>,
): Promise<null | Refusal> {
  return withPackage(tx, partner, body.package, async (packageId) => {
    const notice = await insertNotice(tx, {
      kind: "without-consent",
      packageId,
      authorityId: partner.authority_id,
      text: `${body.package}: ${body.country}, ${body.recipient}`,
    });
    tx.record({
      action: "exchange.told-onward",
      subjectKind: "package",
      subjectId: packageId,
      detail: { country: body.country, notice },
    });
    tx.announce("notice", notice);
    return null;
  });
}
