// A proposal (F18): agreed to by the legal adviser, sent to the enforcement authority, decided there and nowhere else.
import { askJointly, withdrawJointly, type JointHindrances } from "#approvals";
import { hashOf } from "#evidence";
import {
  canonicalJson,
  isRefusal,
  newId,
  refuse,
  type Database,
  systemActor,
  type LedgerValue,
  type Refusal,
  type Transaction,
} from "#platform";
import type { LegalProfile } from "#vocabulary";
import { tellCase } from "./cases.ts";
import type { ProposalDecision } from "./contract.ts";
import { packOf } from "./pack.ts";
import { itemOf, namesIn, wholeCase } from "./reading.ts";
import { hindered, movedOn, noSuchCase, notAgreed } from "./steps.ts";
import {
  contentOf,
  decideProposal,
  hindranceOf,
  holdCase,
  holdProposal,
  insertProposal,
  ledgerOf,
  setWeighing,
} from "./store.ts";

const noSuchProposal = refuse("penalty-proposal-unknown", "There is no such proposal. Reload the page.", 404);
const altered = refuse(
  "penalty-altered",
  "What you read is not what was sent. Reload the page and read it again.",
);
const amountFits = refuse(
  "penalty-amount",
  "A penalty names its amount and its currency; any other decision names neither.",
  422,
);

/** What keeps the legal adviser from agreeing now: a dispute, an outage told of since, or that they drafted the case. */
export const penaltyHindrances: JointHindrances = {
  F18: async (tx, item) => {
    const row = await holdCase(tx, item.slice("penalty:".length));
    if (row === undefined) return noSuchCase;
    if (row.drafted_by === tx.actor.id)
      return refuse("not-permitted", "You drafted this case: another legal adviser agrees to it.", 403, {
        policies: ["four-eyes"],
      });
    const hindrance = await hindranceOf(tx, row.case_id);
    return hindrance === null ? null : hindered(hindrance);
  },
};

/** Puts the case as it stands before the legal adviser, with how what the carrier said was weighed. */
export async function askAgreement(
  tx: Transaction,
  id: string,
  weighing: string,
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  const whole = row === undefined ? undefined : await wholeCase(tx, id);
  if (row === undefined || whole === undefined) return noSuchCase;
  if (row.state !== "hearing" && row.state !== "returned") return movedOn;
  if (whole.standing.hindrance !== null) return hindered(whole.standing.hindrance);
  if (whole.standing.agreement === "asked" || whole.standing.agreement === "approved") return movedOn;
  await setWeighing(tx, id, weighing);
  const content = await contentOf(tx, id);
  const reason = `Penalty case ${row.number}, carrier ${row.carrier}`;
  const asked = await askJointly(tx, { point: "F18", item: itemOf(id), content, reason });
  if (isRefusal(asked)) return asked;
  tellCase(tx, "penalty.asked", id, { decision: asked });
  return undefined;
}

/** Takes back what one asked the legal adviser oneself. */
export async function withdrawAsking(tx: Transaction, id: string): Promise<Refusal | undefined> {
  const whole = await wholeCase(tx, id);
  if (whole === undefined) return noSuchCase;
  if (whole.joint?.state !== "asked") return movedOn;
  return (await withdrawJointly(tx, whole.joint.joint_id)) ?? undefined;
}

/** Sends the proposal with its file. Refused: while something hinders, or without the legal adviser's agreement to just this. */
export async function sendProposal(
  services: { readonly database: Database; readonly profile: LegalProfile; readonly unit: string },
  tx: Transaction,
  id: string,
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  const whole = row === undefined ? undefined : await wholeCase(tx, id);
  if (whole === undefined) return noSuchCase;
  if (whole.row.state !== "hearing" && whole.row.state !== "returned") return movedOn;
  if (whole.standing.hindrance !== null) return hindered(whole.standing.hindrance);
  if (whole.joint === undefined || whole.standing.agreement !== "approved") return notAgreed;
  const { joint_id: jointId } = whole.joint;
  const ledger = await services.database.transaction(systemActor("penalties"), (reading) =>
    ledgerOf(reading, [id, jointId]),
  );
  const names = await namesIn(tx, whole);
  const pack = packOf(whole, {
    ...services,
    at: tx.at,
    profileLabel: tx.profile,
    names,
    sentBy: tx.actor.id,
    ledger,
  });
  const content = canonicalJson(JSON.parse(JSON.stringify(pack)) as LedgerValue);
  const proposal = newId(tx.at);
  const sha256 = hashOf(content);
  await insertProposal(tx, { id: proposal, caseId: id, jointId, content, sha256 });
  tx.record({
    action: "penalty.sent",
    subjectKind: "penalty-proposal",
    subjectId: proposal,
    recipient: "enforcement",
    detail: { case: id, sha256 },
  });
  tx.announce("penalty", id);
  return undefined;
}

/** The authority decides, on what it read. Refused: a penalty while something hinders it (Annex 9, 9.38). */
export async function decide(
  tx: Transaction,
  id: string,
  said: ProposalDecision,
): Promise<Refusal | undefined> {
  const row = await holdProposal(tx, id);
  if (row === undefined) return noSuchProposal;
  if (row.state !== "sent") return movedOn;
  if (row.sha256 !== said.sha256) return altered;
  const hasAmount = said.amount !== null && said.currency !== null;
  if (said.outcome === "penalty" ? !hasAmount : said.amount !== null || said.currency !== null)
    return amountFits;
  if (said.outcome === "penalty") {
    const hindrance = await hindranceOf(tx, row.case_id);
    if (hindrance !== null) return hindered(hindrance);
  }
  await decideProposal(tx, id, said);
  tx.record({
    action: "penalty.decided",
    subjectKind: "penalty-proposal",
    subjectId: id,
    recipient: "piu",
    detail: { case: row.case_id, outcome: said.outcome, amount: said.amount, currency: said.currency },
  });
  tx.announce("penalty", row.case_id);
  return undefined;
}
export { noSuchProposal };
