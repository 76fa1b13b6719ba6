// Scorecards and evidence of carriers over HTTP, for the carrier desk.
import { guarded } from "#access";
import { loadCarriers, noSuchCarrier } from "#carriers";
import { refuse, type HttpServer, type Refusal, type Services, type Transaction } from "#platform";
import { timelinessOf } from "#records";
import { closed, Uuid } from "#vocabulary";
import { byDay, byKind, periodBefore, sharesOf, together } from "./quality.ts";
import { ruleArea } from "./rule-areas.ts";
import { Evidence, PeriodQuery, Scorecard, Scorecards } from "./quality-contract.ts";
import { openFreshCounts } from "./quality-counting.ts";
import { ruleSentence } from "./rule-sentences.ts";
import { evidenceOf, qualityDays, qualityOfAll, qualityRules } from "./quality-store.ts";

type Period = { readonly from: string; readonly to: string };

const usualDays = 30;
const longestDays = 400;
const evidenceMax = 500;
const dayMs = 86_400_000;

const periodWrong = refuse(
  "period-malformed",
  `The period must begin before it ends and have ${longestDays} days at most.`,
  400,
);

/** The period asked for; the last 30 days without one. */
function periodOf(query: { readonly from?: string; readonly to?: string }, now: Date): Period | Refusal {
  const to = query.to ?? now.toISOString().slice(0, 10);
  const from = query.from ?? new Date(Date.parse(to) - (usualDays - 1) * dayMs).toISOString().slice(0, 10);
  const length = Date.parse(to) - Date.parse(from);
  return length >= 0 && length < longestDays * dayMs ? { from, to } : periodWrong;
}

/** Adds the routes; the gate must be open. */
export function qualityRoutes(server: HttpServer, services: Services): void {
  const { database } = services;
  const freshCounts = openFreshCounts(services);
  const byId = closed({ id: Uuid });
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers/:id/scorecard",
      action: "view-carriers",
      summary: "How well a carrier delivers",
      schema: { params: byId, querystring: PeriodQuery, response: { 200: Scorecard } },
    },
    async ({ params, query }, actor) => {
      await freshCounts();
      return database.transaction(actor, async (tx) => {
        const period = periodOf(query, tx.at);
        return "refused" in period ? period : scorecardOf(tx, params.id, period);
      });
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/scorecards",
      action: "view-carriers",
      summary: "How well the carriers deliver",
      schema: { querystring: PeriodQuery, response: { 200: Scorecards } },
    },
    async ({ query }, actor) => {
      await freshCounts();
      return database.transaction(actor, async (tx) => {
        const period = periodOf(query, tx.at);
        if ("refused" in period) return period;
        const now = await qualityOfAll(tx, period);
        const before = new Map(
          (await qualityOfAll(tx, periodBefore(period))).map((one) => [one.carrierId, one]),
        );
        return {
          ...period,
          carriers: now.map(({ carrierId, ...counts }) => {
            const { carrierId: _, ...earlier } = before.get(carrierId) ?? { carrierId, ...together([]) };
            return {
              carrierId,
              totals: { ...counts, ...sharesOf(counts) },
              before: { ...earlier, ...sharesOf(earlier) },
            };
          }),
        };
      });
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers/:id/evidence",
      action: "view-carriers",
      summary: "What of a carrier was refused, quarantined or faulty",
      schema: { params: byId, querystring: PeriodQuery, response: { 200: Evidence } },
    },
    ({ params, query }, actor) =>
      database.transaction(actor, async (tx) => {
        const period = periodOf(query, tx.at);
        if ("refused" in period) return period;
        const evidence = await evidenceIn(tx, params.id, period);
        tx.record({
          action: "evidence.viewed",
          subjectKind: "carrier",
          subjectId: params.id,
          detail: { ...period, count: evidence.receipts.length },
        });
        return evidence;
      }),
  );
}

/** What of a carrier was refused, quarantined or faulty in a period; who asks enters it in the ledger. */
export async function evidenceIn(tx: Transaction, carrierId: string, period: Period) {
  const rows = await evidenceOf(tx, carrierId, period, evidenceMax + 1);
  return {
    ...period,
    isWhole: rows.length <= evidenceMax,
    receipts: rows.slice(0, evidenceMax).map(({ designator, receivedAt, sha256, codes, ...row }) => ({
      ...row,
      receivedAt: receivedAt.toISOString(),
      flight: designator,
      sha256: sha256.toString("hex"),
      codes: [...codes],
    })),
  };
}

/** The scorecard of a carrier for a period, beside the one before it. */
export async function scorecardOf(
  tx: Transaction,
  carrierId: string,
  period: Period,
  earlier: Period = periodBefore(period),
) {
  const carrier = (await loadCarriers(tx)).find(({ id }) => id === carrierId);
  if (carrier === undefined) return noSuchCarrier;
  const [timeliness, days, rules, daysBefore, rulesBefore] = await Promise.all([
    timelinessOf(tx, carrier.fliesAs, { first: period.from, last: period.to }),
    qualityDays(tx, carrierId, period),
    qualityRules(tx, carrierId, period),
    qualityDays(tx, carrierId, earlier),
    qualityRules(tx, carrierId, earlier),
  ]);
  const totals = together(days);
  const before = together(daysBefore);
  const foundBefore = new Map(rulesBefore.map((rule) => [`${rule.code} ${rule.severity}`, rule.findings]));
  return {
    ...period,
    countedAt: tx.at.toISOString(),
    totals: { ...totals, ...sharesOf(totals) },
    before: { ...before, ...sharesOf(before) },
    timeliness,
    days: [...byDay(days)],
    kinds: [...byKind(days)],
    rules: rules.map((rule) => {
      const { text, source } = ruleSentence(rule.code);
      const findingsBefore = foundBefore.get(`${rule.code} ${rule.severity}`) ?? 0;
      return { ...rule, area: ruleArea(rule.code), findingsBefore, text, source };
    }),
  };
}
