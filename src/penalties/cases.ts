// A penalty case from its draft to the hearing: failures that the unit holds, the notice to the carrier, what is set aside, the end.
import { loadCarrierById, noSuchCarrier } from "#carriers";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { after, type LegalProfile } from "#vocabulary";
import type { NewPenalty, PenaltyEdit } from "./contract.ts";
import { hindered, movedOn, noSuchCase } from "./steps.ts";
import {
  editCase,
  heldOf,
  hindranceOf,
  holdCase,
  insertCase,
  holdCarrier,
  insertFailures,
  setAside,
  setDropped,
  setNotified,
  failuresOf,
} from "./store.ts";

const notHeld = refuse(
  "penalty-not-held",
  "The unit holds no such failure of this carrier. Choose from what is listed for its days.",
  422,
);
const excused = refuse(
  "penalty-excused",
  "An outage stood when this failure happened: no carrier answers for it.",
);
const elsewhere = refuse(
  "penalty-elsewhere",
  "This failure stands in a case already: nobody is proceeded against twice for the same.",
);

/** Drafts a case as the officer who acts. Returns its id. Refused: a failure that the unit does not hold, is excused, or stands in a case. */
export async function draftCase(tx: Transaction, said: NewPenalty): Promise<string | Refusal> {
  if ((await loadCarrierById(tx, said.carrierId)) === undefined) return noSuchCarrier;
  const refused = await failuresRefused(tx, said.carrierId, said.failures);
  if (refused !== undefined) return refused;
  const id = newId(tx.at);
  await insertCase(tx, id, said);
  await insertFailures(tx, id, said.failures);
  tellCase(tx, "penalty.drafted", id, { failures: said.failures.length });
  return id;
}

/** Changes a draft, and adds failures to it. */
export async function changeDraft(
  tx: Transaction,
  id: string,
  said: PenaltyEdit,
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  if (row === undefined) return noSuchCase;
  if (row.state !== "draft") return movedOn;
  const refused = await failuresRefused(tx, row.carrier_id, said.failures);
  if (refused !== undefined) return refused;
  await editCase(tx, id, said);
  await insertFailures(tx, id, said.failures);
  tellCase(tx, "penalty.changed", id, { failures: said.failures.length });
  return undefined;
}

/** Whether the unit holds all of them, nothing excuses them and no case has them; nobody else adds of this carrier meanwhile. */
async function failuresRefused(
  tx: Transaction,
  carrierId: string,
  failures: NewPenalty["failures"],
): Promise<Refusal | undefined> {
  await holdCarrier(tx, carrierId);
  for (const [day, those] of Map.groupBy(failures, (one) => one.day)) {
    const all = await heldOf(tx, { carrierId, from: day, to: day }, 10_000);
    for (const { source, ref } of those) {
      const held = all.find((one) => one.source === source && one.ref === ref);
      if (held === undefined) return notHeld;
      if (held.excused || held.excuses.length > 0) return excused;
      if (held.in_case !== null) return elsewhere;
    }
  }
  const once = new Set(failures.map(({ source, ref }) => `${source} ${ref}`));
  return once.size === failures.length ? undefined : elsewhere;
}

/** Sends the carrier the case: from now on it is heard, for the time of the legal profile. */
export async function notify(
  tx: Transaction,
  id: string,
  profile: LegalProfile,
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  if (row === undefined) return noSuchCase;
  if (row.state !== "draft") return movedOn;
  const hindrance = await hindranceOf(tx, id);
  if (hindrance !== null && hindrance !== "hearing") return hindered(hindrance);
  const until = after(tx.at, profile.penalty.hearing);
  await setNotified(tx, id, until);
  tellCase(tx, "penalty.notified", id, { until: until.toISOString() }, `carrier:${row.carrier}`);
  return undefined;
}

/** Sets one failure aside for good; where an outage excuses it, as that. */
export async function putAside(
  tx: Transaction,
  of: { readonly caseId: string; readonly failureId: string },
  reason: string,
): Promise<Refusal | undefined> {
  const row = await holdCase(tx, of.caseId);
  if (row === undefined) return noSuchCase;
  if (!["draft", "hearing", "returned"].includes(row.state)) return movedOn;
  const failure = (await failuresOf(tx, of.caseId)).find(({ failure_id: id }) => id === of.failureId);
  if (failure === undefined) return noSuchCase;
  const as = failure.excuses.length > 0 ? "outage" : "officer";
  if (!(await setAside(tx, of, { as, reason }))) return movedOn;
  tellCase(tx, "penalty.failure-set-aside", of.caseId, { failure: of.failureId, as });
  return undefined;
}

/** Ends a case without a proposal; its failures may stand in another. */
export async function drop(tx: Transaction, id: string, reason: string): Promise<Refusal | undefined> {
  const row = await holdCase(tx, id);
  if (row === undefined) return noSuchCase;
  if (!["draft", "hearing", "returned"].includes(row.state)) return movedOn;
  await setDropped(tx, id, reason);
  tellCase(tx, "penalty.dropped", id, {}, row.notified_at === null ? undefined : `carrier:${row.carrier}`);
  return undefined;
}

/** The ledger's entry of an act in a case, and the word to who has it on the screen. */
export function tellCase(
  tx: Transaction,
  action: string,
  id: string,
  detail: Readonly<Record<string, string | number | boolean | null>>,
  recipient?: string,
): void {
  tx.record({
    action,
    subjectKind: "penalty",
    subjectId: id,
    ...(recipient === undefined ? {} : { recipient }),
    detail,
  });
  tx.announce("penalty", id);
}
