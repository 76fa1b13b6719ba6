// A desk where rules are brought into force and raise alerts, and an officer who reviews them.
import { openRunningRules } from "#criteria";
import { euStrict } from "#vocabulary";
import type {
  CriterionAlertDetail,
  CriterionAlertQueue,
  CriterionDecision,
} from "../../src/cases/contract.ts";
import { evaluateForAlerts, reviewedPersons } from "../../src/cases/criterion-alerts.ts";
import { casesRoutes } from "../../src/cases/routes.ts";
import { aCriteriaDesk, history, noBags, type CriteriaDesk, type Person } from "./criteria-desk.ts";

const start = new Date("2026-06-10T10:00:00Z");
const dayMs = 86_400_000;
export const noBag = { bags: { count: 0, tags: [], weightKg: null } };
export const withBag = { bags: { count: 1, tags: [], weightKg: null } };
type Over = Parameters<CriteriaDesk["propose"]>[1];

export async function aMatchDesk() {
  const desk = await aCriteriaDesk(reviewedPersons);
  const carrierMessages = async () => new Map();
  casesRoutes(desk.server, { database: desk.database, profile: euStrict, carrierMessages });
  const officer = await desk.signIn(["watch-officer"], "TERR");
  await history(desk);
  let rules = openRunningRules();
  let codes = 0;
  desk.clock.set(start);

  const services = () => ({ database: desk.database, rules, profile: euStrict });
  const evaluate = (flight: { date: string; id: string }) => evaluateForAlerts(services(), flight);
  const day = () => desk.clock.now().toISOString().slice(0, 10);

  /** A rule in its shadow, counting on a day of traffic like that of the back-test. */
  async function inShadow(over: Over = {}, text = noBags): Promise<string> {
    codes += 1;
    const id = await desk.propose(`rule-${"abcdefghijklmnopqrstuvwxyz"[codes] ?? "z"}`, over, text);
    await desk.walk(id, "shadow");
    const travellers = Array.from({ length: 100 }, (_, at) => (at % 10 === 0 ? noBag : withBag));
    for (let flights = 0; flights < 4; flights += 1)
      await evaluate(await desk.flight(day(), travellers.slice(0, 25)));
    return id;
  }
  async function retireAll(): Promise<void> {
    await desk.database.transaction(desk.system, (tx) =>
      tx.query(
        `update criteria.version set state = 'retired', stopped_at = $1, stopped_by = 'system:test', stopped_reason = 'end of a test'
         where state in ('shadow', 'active')`,
        [tx.at],
      ),
    );
  }
  /** A rule in force; all others are retired, so that a test looks at its own. */
  async function inForce(over: Over = {}, text = noBags): Promise<string> {
    await retireAll();
    const id = await inShadow(over, text);
    desk.clock.advance(1.1 * dayMs);
    const answer = await desk.step(desk.head, id, "activation");
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.json()));
    return id;
  }
  const queue = async (state = "open"): Promise<CriterionAlertQueue["alerts"]> =>
    (await desk.ask(officer, "GET", `/api/criterion-alerts?state=${state}`)).json<CriterionAlertQueue>()
      .alerts;
  const ofFlight = async (flight: { id: string }, state = "open") =>
    (await queue(state)).filter((alert) => alert.flight.key.endsWith(flight.id));
  const detailOf = async (id: string) =>
    (await desk.ask(officer, "GET", `/api/criterion-alerts/${id}`)).json<CriterionAlertDetail>();
  const decide = (
    who: Person,
    { id, version, exonerating }: CriterionAlertDetail,
    over: Partial<CriterionDecision> = {},
  ) =>
    desk.ask(who, "POST", `/api/criterion-alerts/${id}/decision`, {
      outcome: "no-match",
      reasonCode: "DISMISS-EXON",
      reason: "Flies for the day",
      checks: exonerating.map((text) => ({ text, found: "applies" })),
      version,
      ...over,
    });
  /** The clock back at its beginning, and rules read anew: what a test starts from. */
  const reset = () => {
    desk.clock.set(start);
    rules = openRunningRules();
  };
  return {
    ...desk,
    officer,
    services,
    evaluate,
    inShadow,
    inForce,
    retireAll,
    queue,
    ofFlight,
    detailOf,
    decide,
    reset,
  };
}
export type MatchDesk = Awaited<ReturnType<typeof aMatchDesk>>;
