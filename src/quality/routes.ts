// The quality of screening over HTTP: figures, samples, second looks.
import { guarded } from "#access";
import {
  alertsByWeek,
  costliestEntries,
  decidedCounts,
  decisionsByWeek,
  hoursAtRanks,
  repeatsSince,
} from "#cases";
import { reviewedRules } from "#criteria";
import { isRefusal, type Database, type HttpServer, type Transaction } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { listOwners } from "#watchlists";
import { faultsOf } from "./entry-faults.ts";
import {
  CostlyEntries,
  NewSample,
  Quality,
  QualityQuery,
  Sample,
  SecondDecision,
  SecondLook,
  SecondLooks,
} from "./contract.ts";
import { measurementShown } from "./fairness.ts";
import {
  cannotTellOf,
  driftOf,
  driftSince,
  hourRanks,
  precisionOf,
  strengthEdges,
  timeOf,
} from "./figures.ts";
import { groupFloor } from "./groups.ts";
import { shareOf } from "./intervals.ts";
import { decideSecondLook, drawNewSample, samplesShownNow, secondLook, secondLooks } from "./samples.ts";
import { latestMeasurement, notedDays } from "./store.ts";

const usualDays = 90;
const dayMs = 86_400_000;
const entriesShown = 200;
const byId = closed({ id: Uuid });

/** Adds the routes; the gate must be open. */
export function qualityRoutes(server: HttpServer, { database }: { readonly database: Database }): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/quality",
      action: "view-quality",
      summary: "How well screening and its review do",
      schema: { querystring: QualityQuery, response: { 200: Quality } },
    },
    ({ query }, actor) => database.transaction(actor, (tx) => figuresOf(tx, query.days ?? usualDays)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/quality/entries",
      action: "view-quality",
      summary: "Entries whose alerts cost most reviews, for the owners of their lists",
      schema: { querystring: QualityQuery, response: { 200: CostlyEntries } },
    },
    ({ query }, actor) => database.transaction(actor, (tx) => entriesOf(tx, query.days ?? usualDays)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/quality/samples",
      action: "draw-sample",
      summary: "Draw decided alerts for a second look",
      schema: { body: NewSample, response: { 201: Sample } },
    },
    async ({ body }, actor, reply) => {
      const drawn = await database.transaction(actor, (tx) =>
        drawNewSample(tx, new Date(tx.at.getTime() - body.days * dayMs)),
      );
      if (isRefusal(drawn)) return drawn;
      const samples = await database.transaction(actor, samplesShownNow);
      const sample = samples.find(({ id }) => id === drawn.id);
      if (sample === undefined) throw new Error("the sample just drawn is not there");
      return reply.code(201).send(sample);
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/second-looks",
      action: "review-sample",
      purpose: "needed",
      shows: { kind: "sample" },
      summary: "Decided alerts that wait for a second, blind look",
      schema: { response: { 200: SecondLooks } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => {
        tx.record({ action: "quality.second-looks-viewed", subjectKind: "sample", subjectId: "waiting" });
        return secondLooks(tx);
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/second-looks/:id",
      action: "review-sample",
      purpose: "needed",
      shows: { kind: "sample", param: "id" },
      summary: "An alert as it stood before anybody decided",
      schema: { params: byId, response: { 200: SecondLook } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => secondLook(tx, params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/second-looks/:id/decision",
      action: "review-sample",
      purpose: "needed",
      shows: { kind: "sample", param: "id" },
      summary: "Decide a second time, without knowing the first decision",
      schema: { params: byId, body: SecondDecision, response: { 200: SecondLooks } },
    },
    ({ params, body }, actor) => database.transaction(actor, (tx) => decideSecondLook(tx, params.id, body)),
  );
}

async function figuresOf(tx: Transaction, days: number): Promise<Quality> {
  const since = new Date(tx.at.getTime() - days * dayMs);
  const drifting = driftSince(tx.at);
  const from = drifting.toISOString().slice(0, 10);
  const today = tx.at.toISOString().slice(0, 10);
  const decided = await decidedCounts(tx, since);
  const hours = await hoursAtRanks(tx, since, hourRanks(decided));
  const [alerts, decisions, traffic] = await Promise.all([
    alertsByWeek(tx, from, strengthEdges),
    decisionsByWeek(tx, drifting),
    notedDays(tx, from, today),
  ]);
  const measured = await latestMeasurement(tx);
  return {
    since: since.toISOString(),
    until: tx.at.toISOString(),
    days,
    floor: groupFloor,
    precision: wirePrecision(precisionOf(decided)),
    cannotTell: cannotTellOf(decided),
    time: wireTime(timeOf(decided, hours)),
    repeats: await repeatsSince(tx, since),
    drift: driftOf(alerts, decisions, traffic, tx.at),
    rules: (await reviewedRules(tx)).map(({ confirmed, decided: judged, ...rule }) => ({
      ...rule,
      precision: shareOf(confirmed, judged),
    })),
    measurement: measured === undefined ? null : measurementShown(measured),
    samples: await samplesShownNow(tx),
  };
}

async function entriesOf(tx: Transaction, days: number): Promise<CostlyEntries> {
  const [entries, owners] = await Promise.all([
    costliestEntries(tx, new Date(tx.at.getTime() - days * dayMs), entriesShown),
    listOwners(tx),
  ]);
  return {
    entries: entries.map(({ entry, duplicate, needed, ...counts }) => ({
      ...counts,
      owner: owners.get(counts.list) ?? "",
      ref: entry.ref,
      name: entry.names[0]?.full ?? "",
      needed: [...needed],
      faults: [...faultsOf(entry, duplicate)],
    })),
  };
}

function wirePrecision({ all, ...groups }: ReturnType<typeof precisionOf>): Quality["precision"] {
  const wired = ({ shown, folded }: typeof groups.byBand) => ({ shown: [...shown], folded });
  return {
    all,
    byCategory: wired(groups.byCategory),
    byBand: wired(groups.byBand),
    byList: wired(groups.byList),
    byMonth: wired(groups.byMonth),
  };
}

function wireTime({ all, byBand }: ReturnType<typeof timeOf>): Quality["time"] {
  return { all, byBand: [...byBand] };
}
