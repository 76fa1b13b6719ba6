// Keys that take the place of others: told to every partner by the key of before, entered there by two persons, and accepted or asked for again.
import { createHash } from "node:crypto";
import { insertNotice, proposeKeys } from "#disclosures";
import { refuse, type Refusal, type Transaction } from "#platform";
import { overlapMs, ownKeys, printOf } from "./envelope.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import type { BodyOf } from "./message.ts";
import {
  admittedSince,
  announcedKeys,
  insertAnnounced,
  insertTold,
  setAnnouncedAccepted,
  setReminded,
  setToldAccepted,
  toldKeys,
} from "./new-key-store.ts";
import { knownPartners, type KnownPartner } from "./partner-store.ts";
import { putDown } from "./telling.ts";

const day = 86_400_000;
/** So many days before the keys of before end, who has not accepted the new ones is told of each day. */
export const aheadDays = 7;

/** A number for what is told of a key: the same on each server and at each try. */
const subjectOf = (print: string): string =>
  createHash("sha256")
    .update(print)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

/** Tells every partner of this unit's new keys, once; tells whoever announced theirs that two persons here entered them. */
export async function tellOfKeys(tx: Transaction, services: ExchangeServices): Promise<void> {
  const partners = await knownPartners(tx);
  await tellOwn(tx, services, partners);
  const announced = new Map((await announcedKeys(tx)).map((row) => [row.authority_id, row]));
  for (const partner of partners) {
    const { authority_id: authorityId, tenant } = partner;
    const row = announced.get(authorityId);
    if (row === undefined || row.accepted_at !== null || printOf(partner.signing_key) !== row.print) continue;
    await setAnnouncedAccepted(tx, row);
    const body = { print: row.print };
    const id = await putDown(tx, services, {
      authorityId,
      tenant,
      kind: "new-key-accepted",
      subjectId: subjectOf(row.print),
      body,
    });
    tx.record({
      action: "partner.key-accepted",
      subjectKind: "partner",
      subjectId: authorityId,
      detail: { print: row.print, told: id },
    });
  }
}

async function tellOwn(
  tx: Transaction,
  services: ExchangeServices,
  partners: readonly KnownPartner[],
): Promise<void> {
  const own = ownKeys(services.key);
  const [last] = own.before;
  if (last === undefined) return;
  const oldUntil = new Date(last.until.getTime() + overlapMs);
  const told = new Map((await toldKeys(tx, own.print)).map((row) => [row.authority_id, row]));
  const since = await admittedSince(tx);
  for (const { authority_id: authorityId, tenant } of partners) {
    const row = told.get(authorityId);
    if (row === undefined) {
      const before = since.get(authorityId);
      if (tx.at >= oldUntil || before === undefined || before > last.until) continue;
      const messageId = await putDown(tx, services, {
        authorityId,
        tenant,
        kind: "new-key",
        subjectId: subjectOf(own.print),
        body: {
          print: own.print,
          ...own.published,
          from: last.until.toISOString(),
          oldUntil: oldUntil.toISOString(),
        },
      });
      if (messageId !== null) await insertTold(tx, { authorityId, print: own.print, messageId, oldUntil });
    } else if (
      row.accepted_at === null &&
      row.old_until.getTime() - tx.at.getTime() <= aheadDays * day &&
      (row.reminded_at === null || tx.at.getTime() - row.reminded_at.getTime() >= day)
    ) {
      const days = Math.max(0, Math.ceil((row.old_until.getTime() - tx.at.getTime()) / day));
      await setReminded(tx, authorityId, own.print);
      const notice = await insertNotice(tx, { kind: "own-key-unaccepted", authorityId, text: String(days) });
      tx.record({
        action: "exchange.key-unaccepted",
        subjectKind: "partner",
        subjectId: authorityId,
        detail: { print: own.print, days, notice },
      });
      tx.announce("notice", notice);
    }
  }
}

/** A partner announces a key, by the one that the register has: it is kept, and nothing is believed by it. */
export async function keyAnnounced(
  tx: Transaction,
  { authority_id: authorityId }: Pick<KnownPartner, "authority_id">,
  body: BodyOf<"new-key">,
): Promise<null | Refusal> {
  const [from, until] = [Date.parse(body.from), Date.parse(body.oldUntil)];
  if (printOf(body.signing) !== body.print || !(from < until) || from > tx.at.getTime() + day)
    return refuse(
      "exchange-key-malformed",
      "The announced key has not the thumbprint or the times that are told with it.",
      422,
    );
  const isNew = await insertAnnounced(tx, {
    authority_id: authorityId,
    print: body.print,
    signing_key: body.signing,
    encryption_key: body.encryption,
    valid_from: new Date(from),
    old_until: new Date(until),
  });
  if (!isNew) return null;
  const notice = await insertNotice(tx, { kind: "partner-key", authorityId, text: body.print });
  tx.record({
    action: "partner.key-announced",
    subjectKind: "partner",
    subjectId: authorityId,
    detail: { print: body.print, until: body.oldUntil, notice },
  });
  tx.announce("notice", notice);
  tx.announce("exchange", authorityId);
  return null;
}

/** A partner says that two persons there entered this unit's new key. */
export async function keyAccepted(
  tx: Transaction,
  { authority_id: authorityId }: Pick<KnownPartner, "authority_id">,
  { print }: BodyOf<"new-key-accepted">,
): Promise<null | Refusal> {
  if (!(await setToldAccepted(tx, authorityId, print)))
    return refuse("exchange-key-not-told", "This unit told of no such key.", 404);
  tx.record({
    action: "exchange.key-accepted",
    subjectKind: "partner",
    subjectId: authorityId,
    detail: { print },
  });
  tx.announce("exchange", authorityId);
  return null;
}

/** Proposes the announced key for the register; another person decides there, as on every change of it. */
export async function proposeAnnounced(
  tx: Transaction,
  authorityId: string,
  said: { readonly print: string; readonly reason: string },
): Promise<null | Refusal> {
  const row = (await announcedKeys(tx)).find(
    (each) => each.authority_id === authorityId && each.print === said.print,
  );
  if (row === undefined || row.accepted_at !== null)
    return refuse("no-such-key", "No such key waits for this partner. Reload the page.", 404);
  return proposeKeys(tx, authorityId, {
    signing: row.signing_key,
    encryption: row.encryption_key,
    from: row.valid_from,
    reason: said.reason,
  });
}
