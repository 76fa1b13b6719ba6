// The monthly report on a carrier's deliveries over HTTP: what the carrier desk sends the carrier, or keeps as its record.
import { guarded } from "#access";
import { loadCarriers, noSuchCarrier } from "#carriers";
import type { HttpServer, Services, Transaction } from "#platform";
import { outcomesByMonth, unmetPushes } from "#records";
import { closed, Uuid, type LegalProfile } from "#vocabulary";
import { monthBefore, monthsUpTo, periodOfMonth, sharesOf, together } from "./quality.ts";
import { openFreshCounts } from "./quality-counting.ts";
import { evidenceIn, scorecardOf } from "./quality-routes.ts";
import { CarrierReport, ReportQuery } from "./report-contract.ts";
import type { QualityRule } from "./quality-store.ts";
import { firstAsked, monthCounts, receiptsOfPushes, ruleExamples } from "./report-store.ts";

export type ReportServices = Services & { readonly profile: LegalProfile };

type Period = { readonly from: string; readonly to: string };

const worstMost = 10;
const unmetMost = 500;
const monthsShown = 12;

/** Adds the route; the gate must be open. */
export function reportRoutes(server: HttpServer, services: ReportServices): void {
  const freshCounts = openFreshCounts(services);
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers/:id/report",
      action: "view-carriers",
      summary: "The monthly report on a carrier's deliveries",
      schema: { params: closed({ id: Uuid }), querystring: ReportQuery, response: { 200: CarrierReport } },
    },
    async ({ params, query }, actor) => {
      await freshCounts();
      return services.database.transaction(actor, (tx) =>
        reportOf(tx, services.profile, params.id, query.month ?? monthBefore(tx.at)),
      );
    },
  );
}

async function reportOf(tx: Transaction, profile: LegalProfile, carrierId: string, month: string) {
  const carrier = (await loadCarriers(tx)).find(({ id }) => id === carrierId);
  if (carrier === undefined) return noSuchCarrier;
  const period = periodOfMonth(month);
  const [monthEarlier = month] = monthsUpTo(month, 2);
  const scorecard = await scorecardOf(tx, carrierId, period, periodOfMonth(monthEarlier));
  if ("refused" in scorecard) return scorecard;
  const [evidence, unmet] = [
    await evidenceIn(tx, carrierId, period),
    await unmetIn(tx, carrierId, carrier.fliesAs, period),
  ];
  tx.record({
    action: "report.made",
    subjectKind: "carrier",
    subjectId: carrierId,
    detail: { month, receipts: evidence.receipts.length, pushes: unmet.pushes.length },
  });
  return {
    month,
    isOver: tx.at.toISOString().slice(0, 10) > period.to,
    madeAt: tx.at.toISOString(),
    carrier: { code: carrier.code, name: carrier.name, country: carrier.country },
    profile: `${profile.name} ${profile.version}`,
    scorecard,
    worst: await worstRules(tx, carrierId, period, scorecard.rules),
    months: await monthsOf(tx, carrierId, carrier.fliesAs, month),
    unmet,
    evidence,
  };
}

/** The rules broken most, errors first, each with the place where it was broken last. */
async function worstRules(tx: Transaction, carrierId: string, period: Period, all: readonly QualityRule[]) {
  const rules = all
    .flatMap(({ code, severity, findings }) => (severity === "info" ? [] : [{ code, severity, findings }]))
    .toSorted((a, b) => a.severity.localeCompare(b.severity) || b.findings - a.findings)
    .slice(0, worstMost);
  const codes = rules.map(({ code }) => code);
  const examples = await ruleExamples(tx, carrierId, period, codes);
  return rules.map(({ code, severity }) => {
    const found = examples.find((one) => one.code === code && one.severity === severity);
    if (found === undefined) return { code, severity, example: null };
    const { code: _, severity: __, designator, receivedAt, ...place } = found;
    return {
      code,
      severity,
      example: { ...place, flight: designator, receivedAt: receivedAt.toISOString() },
    };
  });
}

/** What came late, not whole or not at all, with the receipt of what came and when it was asked for. */
async function unmetIn(tx: Transaction, carrierId: string, fliesAs: readonly string[], { from, to }: Period) {
  const rows = await unmetPushes(tx, fliesAs, { first: from, last: to }, unmetMost + 1);
  const pushes = rows.slice(0, unmetMost);
  const receipts = await receiptsOfPushes(tx, carrierId, pushes);
  const asked = new Map(
    (await firstAsked(tx, carrierId, pushes)).map(({ flightId, askedAt }) => [flightId, askedAt]),
  );
  return {
    isWhole: rows.length <= unmetMost,
    pushes: pushes.map(({ flightId, dueAt, cameAt, ...push }, at) => {
      const receipt = receipts.find((one) => one.at === at);
      return {
        ...push,
        dueAt: dueAt?.toISOString() ?? null,
        cameAt: cameAt?.toISOString() ?? null,
        receipt:
          receipt === undefined
            ? null
            : {
                receiptId: receipt.receiptId,
                interchange: receipt.interchange,
                sha256: receipt.sha256.toString("hex"),
              },
        askedAt: asked.get(flightId)?.toISOString() ?? null,
      };
    }),
  };
}

async function monthsOf(tx: Transaction, carrierId: string, fliesAs: readonly string[], last: string) {
  const months = monthsUpTo(last, monthsShown);
  const whole = { from: `${months[0] ?? last}-01`, to: periodOfMonth(last).to };
  const [counts, pushes] = await Promise.all([
    monthCounts(tx, carrierId, whole),
    outcomesByMonth(tx, fliesAs, { first: whole.from, last: whole.to }),
  ]);
  return months.map((month) => {
    const { month: _, ...own } = counts.find((one) => one.month === month) ?? { month, ...together([]) };
    const owed = pushes.find((one) => one.month === month);
    return {
      month,
      messages: own.messages,
      travellers: own.travellers,
      ...sharesOf(own),
      expected: owed?.expected ?? 0,
      inTime: owed?.inTime ?? 0,
    };
  });
}
