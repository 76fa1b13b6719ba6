// Statistics over HTTP: figures of a period for those who oversee, a count made again, and what the public is told.
import { guarded } from "#access";
import { isRefusal, refuse, systemActor, type Database, type HttpServer, type Refusal } from "#platform";
import { newestHead } from "./head-store.ts";
import {
  PublicStatistics,
  Recount,
  Statistics,
  StatisticsQuestion,
  type Statistics as StatisticsShape,
} from "./contract.ts";
import { ratesOf } from "./figures.ts";
import { leastPublished } from "./publishing.ts";
import type { Days } from "./count-store.ts";
import { figuresOf, publicYears, recount } from "./statistics.ts";

export type StatisticsServices = {
  readonly database: Database;
  /** The unit's name. */
  readonly unit: string;
};

const counter = systemActor("evidence");
const publicYearsShown = 5;
const daysMax = 732;

/** Adds the routes; the gate must be open. */
export function statisticsRoutes(server: HttpServer, services: StatisticsServices): void {
  const { database } = services;
  server.get(
    "/api/public/statistics",
    {
      schema: {
        summary: "Figures of the last years, counted from the ledger; small numbers are left out",
        response: { 200: PublicStatistics },
      },
    },
    async () => {
      const years = await database.transaction(counter, (tx) => publicYears(tx, publicYearsShown));
      return {
        threshold: leastPublished,
        years: years.map((year) => ({
          ...year,
          figures: year.figures.map((figure) => ({ ...figure, parts: [...figure.parts] })),
        })),
      };
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/statistics",
      action: "view-statistics",
      summary: "Figures of a period, counted from the ledger",
      schema: { querystring: StatisticsQuestion, response: { 200: Statistics } },
    },
    async ({ query }, actor) => {
      const period = periodOf(query);
      if (isRefusal(period)) return period;
      const made = await statisticsOf(services, period);
      await database.transaction(actor, async (tx) => {
        tx.record({
          action: "statistics.viewed",
          subjectKind: "statistics",
          subjectId: `${period.from}/${period.until}`,
          detail: { entries: made.entries },
        });
      });
      return made;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/statistics/recount",
      action: "view-statistics",
      summary: "Count a period again from the ledger and compare",
      schema: { body: StatisticsQuestion, response: { 200: Recount } },
    },
    async ({ body }, actor) => {
      const period = periodOf(body);
      if (isRefusal(period)) return period;
      const { days, differences } = await recount(database, period);
      await database.transaction(actor, async (tx) => {
        tx.record({
          action: "statistics.recounted",
          subjectKind: "statistics",
          subjectId: `${period.from}/${period.until}`,
          detail: { days, differences: differences.length },
        });
      });
      return { days, differences: [...differences] };
    },
  );
}

/** The figures of a period with what they rest on. */
export async function statisticsOf(
  { database, unit }: StatisticsServices,
  period: Days,
): Promise<StatisticsShape> {
  return database.transaction(counter, async (tx) => {
    const { amounts, entries, kept, fresh } = await figuresOf(tx, period);
    return {
      unit,
      profile: tx.profile,
      ...period,
      madeAt: tx.at.toISOString(),
      entries,
      kept,
      fresh,
      head: await newestHead(tx),
      amounts: [...amounts],
      rates: [...ratesOf(amounts)],
    };
  });
}

/** Days that are in the calendar, in their order, and not too many. */
export function periodOf({ from, until }: Days): Days | Refusal {
  const [start, end] = [from, until].map((day) => Date.parse(`${day}T00:00:00Z`));
  const real = [from, until].every(
    (day) => new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().slice(0, 10) === day,
  );
  if (!real || start === undefined || end === undefined || end <= start) return noPeriod;
  return end - start > daysMax * 86_400_000 ? noPeriod : { from, until };
}

const noPeriod = refuse(
  "period-unknown",
  "Give days of the calendar, the earlier as `from`, and two years at most.",
  422,
);
