// What arrived, taken up by a person: conditions accepted, opened, reviewed, its outcome told, a recall confirmed (Art. 9(1)).
import { closeOwnRequest } from "#disclosures";
import { outcomes, PackageContent, RequestFields } from "#disclosures/contract";
import { refuse, unseal, type Refusal, type Transaction } from "#platform";
import { createHash } from "node:crypto";
import type { Opened, PartnerOutcome } from "./contract.ts";
import type { ExchangeServices } from "./exchange-services.ts";
import { changeReceived, receivedById, type ReceivedRow } from "./received-store.ts";
import { fits } from "./shapes.ts";
import { putDown } from "./telling.ts";
import type { Static } from "typebox";

export const noSuchReceived = refuse(
  "no-such-received",
  "Nothing of that number arrived, or its time is over. Reload the page.",
  404,
);
const recalled = refuse(
  "received-recalled",
  "The unit that sent it called it back: its words are gone. Confirm the recall.",
  410,
);
const moved = refuse("received-moved", "It does not stand where that step is taken. Reload the page.");
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

async function held(tx: Transaction, id: string): Promise<ReceivedRow | Refusal> {
  return (await receivedById(tx, id, true)) ?? noSuchReceived;
}

function note(tx: Transaction, action: string, id: string, detail: Record<string, string | boolean>): void {
  tx.record({ action, subjectKind: "received", subjectId: id, detail });
  tx.announce("exchange", id);
}

/** A person accepts the handling conditions; the unit that sent it is told so. */
export async function accept(
  tx: Transaction,
  id: string,
  services: ExchangeServices,
): Promise<null | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.state === "recalled") return recalled;
  if (row.state !== "arrived") return null;
  await changeReceived(tx, id, { state: "accepted", accepted_by: tx.actor.id, accepted_at: tx.at });
  note(tx, "exchange.accepted", id, { conditions: digest(row.conditions.join("\n")) });
  if (row.kind === "package") {
    const body = { package: row.reference };
    await putDown(tx, services, { ...of(row), kind: "acknowledgement", subjectId: id, body });
  }
  return null;
}

const of = (row: ReceivedRow) => ({ authorityId: row.authority_id, tenant: row.tenant });

/** The words, after the conditions were accepted. */
export async function open(
  tx: Transaction,
  id: string,
  { key }: ExchangeServices,
): Promise<Opened | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.state === "recalled" || row.sealed === null) return recalled;
  if (row.accepted_at === null) {
    return refuse(
      "conditions-not-accepted",
      "Accept the handling conditions first: a package is opened after that only.",
    );
  }
  const plain = unseal(key, `exchange received ${id}`, row.sealed)?.toString();
  if (plain === undefined || digest(plain) !== row.hash)
    throw new Error("what arrived cannot be opened, or was changed");
  if (row.opened_at === null) await changeReceived(tx, id, { opened_by: tx.actor.id, opened_at: tx.at });
  note(tx, "exchange.opened", id, { hash: row.hash });
  if (row.kind === "adhoc-push") {
    const asks: unknown = JSON.parse(plain);
    if (!fits(RequestFields, asks)) throw new Error("a request for a push has lost its shape");
    return { content: null, asks };
  }
  // Its signature was checked when it arrived, and the hash says that these are the same words.
  const content: unknown = JSON.parse(Buffer.from(plain.split(".")[1] ?? "", "base64url").toString());
  if (!fits(PackageContent, content)) throw new Error("a package has lost its shape");
  return { content, asks: null };
}

/** The own review: what a person takes up may be used, nothing else. */
export async function review(
  tx: Transaction,
  id: string,
  said: { readonly use: boolean; readonly statement: string },
): Promise<null | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.state === "recalled") return recalled;
  if (row.state !== "accepted" || row.opened_at === null) {
    return row.state === "accepted"
      ? refuse("received-not-read", "Open it first: what nobody read cannot be reviewed.")
      : moved;
  }
  await changeReceived(tx, id, {
    state: said.use ? "taken-up" : "not-used",
    reviewed_by: tx.actor.id,
    reviewed_at: tx.at,
    statement: said.statement.trim(),
  });
  note(tx, "exchange.reviewed", id, { use: said.use, statement: digest(said.statement) });
  return null;
}

/** What came of a package, told to who sent it; and a request of ours that it answers is at its end. */
export async function tellOutcome(
  tx: Transaction,
  id: string,
  said: Static<typeof PartnerOutcome>,
  services: ExchangeServices,
): Promise<null | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.state === "recalled") return recalled;
  if (row.kind !== "package" || !["taken-up", "not-used"].includes(row.state)) return moved;
  if (row.outcome !== null) return refuse("outcome-given", "The outcome of this package was told already.");
  if (!outcomes.includes(said.code)) return moved;
  await changeReceived(tx, id, { outcome: said.code });
  note(tx, "exchange.outcome", id, { outcome: said.code });
  const body = { package: row.reference, ...said };
  await putDown(tx, services, { ...of(row), kind: "outcome", subjectId: id, body });
  return null;
}

/** A person confirms that what was called back, or corrected, is dealt with here and by whom it was passed on to. */
export async function confirm(
  tx: Transaction,
  id: string,
  services: ExchangeServices,
): Promise<null | Refusal> {
  const row = await held(tx, id);
  if ("refused" in row) return row;
  if (row.recall_id === null) return moved;
  const { recall_id: recall } = row;
  note(tx, "exchange.recall-confirmed", id, { recall });
  await putDown(tx, services, {
    ...of(row),
    kind: "recall-acknowledged",
    subjectId: recall,
    body: { recall },
  });
  return null;
}

/** Ends a request of the unit's own after its answer was read. */
export function closeAsked(tx: Transaction, requestId: string, reason: string): Promise<null | Refusal> {
  return closeOwnRequest(tx, requestId, reason.trim());
}
