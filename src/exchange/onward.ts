// Passing on what came from another State: after our own review, by two persons, with its consent, or without it in the one exception of Art. 11(2).
import {
  authorityExpired,
  authorityInForce,
  insertNotice,
  isUsable,
  noSuchAuthority,
  protectsComparably,
} from "#disclosures";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import type { PassOn } from "./contract.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { changeOnward, insertOnward, onwardOf, receivedById, type OnwardRow } from "./received-store.ts";
import { noSuchReceived } from "./received.ts";
import { putDown } from "./telling.ts";

const hour = 3_600_000;
/** The State it came from is told at once, at the latest within a day; the check afterwards within five (PNRD-11.2). */
export const exceptionTimes = { inform: 24 * hour, review: 5 * 24 * hour } as const;
const noSuchOnward = refuse(
  "no-such-onward",
  "There is nothing of that number to be passed on. Reload.",
  404,
);
const unprotected = refuse(
  "protection-not-found",
  "No finding holds that this authority protects the data comparably (Annex 9, 9.24 c). Have one entered in the register by two persons.",
  409,
);
const domestic: readonly string[] = ["national", "court", "supervisory", "foreign-ministry"];

/** Drafts it; a second person passes it on. Returns its id. */
export async function draftOnward(
  tx: Transaction,
  receivedId: string,
  said: PassOn,
): Promise<string | Refusal> {
  const row = await receivedById(tx, receivedId, true);
  if (row === null) return noSuchReceived;
  if (row.state !== "taken-up") {
    return refuse(
      "received-not-taken-up",
      "Nothing of it is passed on before a person of this unit reviewed it and took it up.",
    );
  }
  const authority = await authorityInForce(tx, said.authorityId);
  if (authority === null) return noSuchAuthority;
  if (!isUsable(authority, tx.at)) return authorityExpired;
  if (!protectsComparably(authority, tx.at)) return unprotected;
  if (!authority.purposes.some((purpose) => purpose === row.purpose)) {
    return refuse(
      "onward-purpose",
      `It was given for the purpose ${row.purpose}, for which this authority is not entitled (PNRD-11.3).`,
    );
  }
  const abroad = !domestic.includes(authority.kind);
  const bound = row.handling.some((code) => code === "H3" || code === "H4");
  const consent = said.consent?.trim() ?? null;
  const exception = consent === null ? (said.exception ?? null) : null;
  if (consent === null && (abroad || bound) && exception === null) {
    return refuse(
      "consent-needed",
      `The consent of ${row.country}, where it came from, is lacking. Ask for it; or state the specific and actual threat, and why the consent cannot be had in time.`,
      409,
      { fields: [{ field: "consent", text: "the number under which that State agreed" }] },
    );
  }
  const id = newId(tx.at);
  await insertOnward(tx, {
    onward_id: id,
    received_id: receivedId,
    authority_id: said.authorityId,
    country: authority.country,
    abroad,
    reason: said.reason.trim(),
    consent,
    threat: exception?.threat.trim() ?? null,
    not_in_time: exception?.notInTime.trim() ?? null,
  });
  tx.record({
    action: "onward.drafted",
    subjectKind: "received",
    subjectId: receivedId,
    recipient: authority.tenant,
    detail: { onward: id, consent: consent !== null, exception: exception !== null },
  });
  tx.announce("exchange", receivedId);
  return id;
}

async function held(tx: Transaction, id: string): Promise<OnwardRow | Refusal> {
  const [row] = await onwardOf(tx, { id });
  if (row === undefined) return noSuchOnward;
  await receivedById(tx, row.received_id, true);
  const [locked] = await onwardOf(tx, { id });
  return locked ?? noSuchOnward;
}

/**
 * The second person passes it on, or does not. Without consent the State it came from and the data protection officer are
 * told in the same transaction, and the officer's check is due: otherwise nothing is passed on.
 */
export async function decideOnward(
  tx: Transaction,
  id: string,
  said: { readonly release: boolean; readonly reason: string },
  services: ExchangeServices,
): Promise<null | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.released_at !== null || row.refused_at !== null)
    return refuse("onward-decided", "This has been decided already. Reload the page.");
  if (row.drafted_by === tx.actor.id)
    return refuse("own-onward", "You drafted this yourself: another person passes it on.", 403);
  const received = await receivedById(tx, row.received_id);
  if (received === null) return noSuchReceived;
  const end = (action: string, detail: Record<string, boolean>): null => {
    tx.record({
      action,
      subjectKind: "received",
      subjectId: row.received_id,
      recipient: row.tenant,
      detail: { onward: id, ...detail },
    });
    tx.announce("exchange", row.received_id);
    return null;
  };
  if (!said.release) {
    await changeOnward(tx, id, { refused_at: tx.at });
    return end("onward.refused", {});
  }
  if (received.state !== "taken-up")
    return refuse("received-not-taken-up", "It was called back meanwhile, or nobody took it up.");
  const authority = await authorityInForce(tx, row.authority_id);
  if (authority === null || !isUsable(authority, tx.at)) return authorityExpired;
  if (!protectsComparably(authority, tx.at)) return unprotected;
  const without = row.consent === null && row.threat !== null;
  if (without && row.threat !== null && row.not_in_time !== null) {
    await insertNotice(tx, {
      kind: "without-consent",
      authorityId: row.authority_id,
      text: received.reference,
      onward: id,
    });
    await putDown(tx, services, {
      authorityId: received.authority_id,
      tenant: received.tenant,
      kind: "onward-notice",
      subjectId: id,
      body: {
        package: received.reference,
        country: row.country,
        recipient: row.authority,
        threat: row.threat,
        notInTime: row.not_in_time,
      },
    });
  }
  await changeOnward(tx, id, {
    released_by: tx.actor.id,
    released_at: tx.at,
    ...(without
      ? {
          inform_due_at: new Date(tx.at.getTime() + exceptionTimes.inform),
          review_due_at: new Date(tx.at.getTime() + exceptionTimes.review),
        }
      : {}),
  });
  return end("onward.released", { withoutConsent: without });
}

/** The check afterwards of what went without consent, by the data protection officer. */
export async function reviewOnward(
  tx: Transaction,
  id: string,
  said: { readonly lawful: boolean; readonly opinion: string },
): Promise<null | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.released_at === null || row.threat === null || row.reviewed_at !== null)
    return refuse("onward-not-to-review", "There is nothing to be checked afterwards, or it was.");
  await changeOnward(tx, id, {
    reviewed_by: tx.actor.id,
    reviewed_at: tx.at,
    lawful: said.lawful,
    opinion: said.opinion.trim(),
  });
  tx.record({
    action: "onward.reviewed",
    subjectKind: "received",
    subjectId: row.received_id,
    detail: { onward: id, lawful: said.lawful },
  });
  tx.announce("exchange", row.received_id);
  return null;
}
