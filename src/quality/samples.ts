// Samples of decided alerts: drawn by the data protection officer, decided blind by a second person, compared.
import { displayNames } from "#access";
import { blindAlert, decidedAlerts, keptAlerts } from "#cases";
import { reasonCodes } from "#cases/contract";
import { newId, newSecret, refuse, type Refusal, type Transaction } from "#platform";
import { agreementOf } from "./agreement.ts";
import type { Sample, SecondDecision, SecondLook, SecondLooks } from "./contract.ts";
import { groupFloor } from "./groups.ts";
import { drawSample, populationHash } from "./sample.ts";
import {
  decidedBy,
  decideItem,
  insertSample,
  itemById,
  itemsFor,
  itemsOf,
  recentSamples,
  type KeptItem,
} from "./store.ts";

const samplesShown = 12;

const nothingDecided = refuse(
  "nothing-to-sample",
  "No alert was decided in these days, so there is nothing to draw from. Choose a longer period.",
  409,
);
const noSuchItem = refuse(
  "no-such-second-look",
  "There is no such second look, or its alert is kept no more. Reload the list.",
  404,
);
const ownDecision = refuse(
  "own-decision",
  "You decided this alert yourself; another person takes the second look.",
  403,
);
const decidedAlready = refuse("second-look-decided", "Somebody has taken this second look already.", 409);
const wrongCode = refuse(
  "reason-not-of-outcome",
  "The reason does not belong to this outcome. Choose one of those offered with it.",
  422,
);

/**
 * Draws from all alerts that were decided since an instant, by a seed made now: nobody chooses what is drawn, everybody can
 * draw it again. Refused where nothing was decided.
 */
export async function drawNewSample(tx: Transaction, since: Date): Promise<{ id: string } | Refusal> {
  const decided = await decidedAlerts(tx, since);
  if (decided.length === 0) return nothingDecided;
  const byId = new Map(decided.map((one) => [one.id, one]));
  const ids = [...byId.keys()];
  const seed = newSecret();
  const items = drawSample(seed, ids).map((alertId) => {
    const first = byId.get(alertId);
    return {
      id: newId(tx.at),
      alertId,
      firstOutcome: first?.outcome ?? "",
      firstBy: first?.decidedBy ?? "",
    };
  });
  const id = newId(tx.at);
  const hash = populationHash(ids);
  insertSample(tx, { id, seed, since, population: ids.length, populationHash: hash, items });
  tx.record({
    action: "quality.sample-drawn",
    subjectKind: "sample",
    subjectId: id,
    detail: { seed, population: ids.length, populationHash: hash.toString("hex"), items: items.length },
  });
  tx.announce("quality", id);
  return { id };
}

/** The latest samples with what came of them. Agreement is not told before ten were decided. */
export async function samplesShownNow(tx: Transaction): Promise<Sample[]> {
  const samples = await recentSamples(tx, samplesShown);
  const items = Map.groupBy(
    await itemsOf(
      tx,
      samples.map(({ id }) => id),
    ),
    ({ sampleId }) => sampleId,
  );
  const waiting = [...items.values()].flat().filter(({ secondOutcome }) => secondOutcome === null);
  const kept = await keptAlerts(
    tx,
    waiting.map(({ alertId }) => alertId),
  );
  const names = await displayNames(
    tx,
    samples.map(({ drawnBy }) => drawnBy),
  );
  return samples.map((sample) => {
    const own = items.get(sample.id) ?? [];
    const pairs = own.flatMap(({ firstOutcome, secondOutcome }) =>
      secondOutcome === null ? [] : [[firstOutcome, secondOutcome] as const],
    );
    return {
      id: sample.id,
      drawnBy: { id: sample.drawnBy, name: names.get(sample.drawnBy) ?? sample.drawnBy },
      drawnAt: sample.drawnAt.toISOString(),
      since: sample.since.toISOString(),
      seed: sample.seed,
      population: sample.population,
      populationHash: sample.populationHash.toString("hex"),
      items: own.length,
      decided: pairs.length,
      gone: own.filter((item) => item.secondOutcome === null && !kept.has(item.alertId)).length,
      agreement: pairs.length < groupFloor ? null : agreementOf(pairs),
    };
  });
}

/** What waits for the person who asks. */
export async function secondLooks(tx: Transaction): Promise<SecondLooks> {
  const items = await itemsFor(tx, tx.actor.id);
  const kept = await keptAlerts(
    tx,
    items.map(({ alertId }) => alertId),
  );
  return {
    waiting: items
      .filter(({ alertId }) => kept.has(alertId))
      .map(({ id, drawnAt }) => ({ id, drawnAt: drawnAt.toISOString() })),
    decided: await decidedBy(tx, tx.actor.id),
  };
}

/** One alert without its decision; refused to who decided it. The view is an entry of the ledger. */
export async function secondLook(tx: Transaction, id: string): Promise<SecondLook | Refusal> {
  const item = await itemById(tx, id, false);
  const refusal = refusalOf(item, tx.actor.id);
  if (refusal !== undefined) return refusal;
  const alert = item === undefined ? null : await blindAlert(tx, item.alertId);
  if (alert === null) return noSuchItem;
  const { personKey, ...blind } = alert;
  tx.record({
    action: "quality.second-look-viewed",
    subjectKind: "second-look",
    subjectId: id,
    detail: { person: personKey },
  });
  return { id, ...blind };
}

/** Writes the second decision down. Nothing becomes of the alert by it; who drew the sample sees how far both agree. */
export async function decideSecondLook(
  tx: Transaction,
  id: string,
  { outcome, reasonCode }: SecondDecision,
): Promise<SecondLooks | Refusal> {
  const item = await itemById(tx, id, true);
  const refusal = refusalOf(item, tx.actor.id);
  if (refusal !== undefined) return refusal;
  const codes: readonly string[] = reasonCodes[outcome];
  if (!codes.includes(reasonCode)) return wrongCode;
  decideItem(tx, id, outcome, reasonCode);
  tx.record({
    action: "quality.second-look-decided",
    subjectKind: "second-look",
    subjectId: id,
    detail: { outcome, reasonCode },
  });
  tx.announce("quality", item?.sampleId ?? id);
  const before = await secondLooks(tx);
  // What was written goes to the database with the end of the transaction.
  const waiting = before.waiting.filter((one) => one.id !== id);
  return { waiting, decided: before.decided + (before.waiting.length - waiting.length) };
}

function refusalOf(item: KeptItem | undefined, person: string): Refusal | undefined {
  if (item === undefined) return noSuchItem;
  if (item.firstBy === person) return ownDecision;
  return item.secondOutcome === null ? undefined : decidedAlready;
}
