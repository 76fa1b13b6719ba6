// Alerts that rest on a rule: raised after each push of a flight, and when a rule comes into force; withdrawn when it stops.
import { isDeepStrictEqual } from "node:util";
import { evaluateFlight, type ReviewedPersons, type RuleMatch, type RunningRules } from "#criteria";
import { moduleLive, newId, systemActor, type Database, type Transaction } from "#platform";
import { flightKey, flightsStillToCome, travellersOfFlight, type UpcomingTraveller } from "#records";
import { before, type LegalProfile } from "#vocabulary";
import {
  insertMatches,
  knownMatches,
  replaceMatch,
  reviewedOfDay,
  withdrawMatches,
  type CriterionAlertRecord,
  type MatchWithdrawal,
  type NewMatch,
  type Withdrawing,
} from "./criterion-alert-store.ts";
import { markFitNoMore, setDue } from "./standing-store.ts";

export type CriterionAlertServices = { readonly database: Database; readonly rules: RunningRules };
export type RunServices = CriterionAlertServices & { readonly profile: Pick<LegalProfile, "recentPast"> };

const actor = systemActor("criteria");
const flightsAPage = 100;

export type RaisedMatches = { readonly raised: number; readonly changed: number; readonly withdrawn: number };

/**
 * Asks the rules in force of everybody on a flight (`only`: one rule), raises what they match, gives open alerts new evidence,
 * and marks those that match no more. What a person has decided is not shown again unless more points speak for it.
 */
export function evaluateForAlerts(
  { database, rules }: CriterionAlertServices,
  flight: { readonly date: string; readonly id: string },
  only: string | null = null,
): Promise<RaisedMatches> {
  return database.transaction(actor, async (tx) => {
    // Rules that are not in operation are asked of nobody (LED-27).
    if (!(await moduleLive(tx, "rules"))) return { raised: 0, changed: 0, withdrawn: 0 };
    const travellers = await travellersOfFlight(tx, flight);
    const [first] = travellers;
    if (first === undefined) return { raised: 0, changed: 0, withdrawn: 0 };
    const { matches, asked } = await evaluateFlight(tx, rules, flight, only);
    const known = await knownMatches(tx, flight);
    if (matches.length === 0 && known.length === 0) return { raised: 0, changed: 0, withdrawn: 0 };
    setDue(tx, "cases.criterion_alert", first.flight);
    const plan = planMatches(tx.at, { travellers, matches, asked, known });
    return carryOut(tx, first.flight, plan);
  });
}

type Plan = {
  readonly fresh: readonly NewMatch[];
  readonly changed: readonly (readonly [alertId: string, match: NewMatch])[];
  /** Of travellers whose data lead to it no more. */
  readonly noMore: readonly string[];
  /** Of persons who are not on the flight any more. */
  readonly gone: readonly string[];
};

/** What is to be done about the matches of a flight beside what is known of it. */
function planMatches(
  at: Date,
  given: {
    readonly travellers: readonly UpcomingTraveller[];
    readonly matches: readonly RuleMatch[];
    readonly asked: readonly string[];
    readonly known: readonly CriterionAlertRecord[];
  },
): Plan {
  const fresh: NewMatch[] = [];
  const changed: [string, NewMatch][] = [];
  const persons = new Map(given.travellers.map((traveller) => [traveller.personId, traveller]));
  const still = new Set<string>();
  for (const found of given.matches) {
    const traveller = persons.get(found.personId);
    if (traveller === undefined) continue;
    const match = newMatch(newId(at), traveller, found);
    const before = given.known.filter(
      (alert) => alert.person_id === found.personId && alert.rule_id === found.ruleId,
    );
    const open = before.find(({ state }) => state === "open");
    if (open !== undefined) {
      still.add(open.alert_id);
      if (!open.still_matches || !isDeepStrictEqual(open.evidence, found.evidence))
        changed.push([open.alert_id, match]);
    } else if (!before.some(({ points }) => points >= match.points)) fresh.push(match);
  }
  const asked = new Set(given.asked);
  const open = given.known.filter(({ state }) => state === "open");
  const unmatched = open.filter(({ alert_id: id }) => !still.has(id));
  return {
    fresh,
    changed,
    noMore: unmatched
      .filter((alert) => asked.has(alert.rule_id) && persons.has(alert.person_id) && alert.still_matches)
      .map(({ alert_id: id }) => id),
    gone: unmatched.filter((alert) => !persons.has(alert.person_id)).map(({ alert_id: id }) => id),
  };
}

function newMatch(id: string, traveller: UpcomingTraveller, found: RuleMatch): NewMatch {
  const { surname, given, birthDate, sex, nationality } = traveller;
  const { evidence, ...rule } = found;
  return {
    ...rule,
    id,
    traveller: { surname, given, birthDate, sex, nationality },
    outcome: evidence.outcome,
    fingerprint: evidence.fingerprint,
    points: evidence.points,
    matchAt: evidence.matchAt,
    evidence,
  };
}

async function carryOut(
  tx: Transaction,
  flight: UpcomingTraveller["flight"],
  plan: Plan,
): Promise<RaisedMatches> {
  const inserted = await insertMatches(tx, flight, plan.fresh);
  const key = flightKey({ date: flight.date, id: flight.id });
  for (const match of plan.fresh.filter(({ id }) => inserted.has(id)))
    note(tx, "criterion-alert.raised", match.id, { flight: key, ...factsOf(match) }, [match.personId]);
  for (const [alertId, match] of plan.changed) {
    replaceMatch(tx, alertId, match);
    note(tx, "criterion-alert.evidence-changed", alertId, factsOf(match), [match.personId]);
  }
  markFitNoMore(tx, "cases.criterion_alert", plan.noMore);
  for (const alertId of plan.noMore) note(tx, "criterion-alert.fits-no-more", alertId, {});
  const withdrawn =
    plan.gone.length === 0 ? 0 : await withdrawCriterionAlerts(tx, { ids: plan.gone }, "withdrawn");
  // The board counts them and the flight shows them.
  if (inserted.size > 0) tx.announce("flight", key);
  return { raised: inserted.size, changed: plan.changed.length, withdrawn };
}

const factsOf = ({ ruleId, version, code, fingerprint, points }: NewMatch) => ({
  rule: ruleId,
  version,
  code,
  fingerprint,
  points,
});

function note(
  tx: Transaction,
  action: string,
  alertId: string,
  detail: { readonly [key: string]: string | number },
  about?: readonly string[],
): void {
  tx.record({
    action,
    subjectKind: "criterion-alert",
    subjectId: alertId,
    ...(about === undefined ? {} : { about }),
    detail,
  });
  tx.announce("criterion-alert", alertId);
}

/** Withdraws open alerts whose ground has gone; returns how many. */
export async function withdrawCriterionAlerts(
  tx: Transaction,
  which: Withdrawing,
  reason: MatchWithdrawal,
): Promise<number> {
  const rows = await withdrawMatches(tx, which, reason);
  for (const row of rows) note(tx, "criterion-alert.withdrawn", row.alert_id, { reason, rule: row.rule_id });
  const keys = rows.map((row) => flightKey({ date: row.flight_date, id: row.flight_id }));
  for (const key of new Set(keys)) tx.announce("flight", key);
  return rows.length;
}

/** A rule has come into force, or into its shadow: everybody still to come is looked at. Returns the flights. */
export async function runCriterion(services: RunServices, ruleId: string): Promise<number> {
  let flights = 0;
  let after: { date: string; id: string } | null = null;
  for (;;) {
    const from = after;
    const page: { date: string; id: string }[] = await services.database.transaction(actor, (tx) =>
      flightsStillToCome(tx, before(tx.at, services.profile.recentPast), from, {
        limit: flightsAPage,
        booked: false,
      }),
    );
    for (const flight of page) await evaluateForAlerts(services, flight, ruleId);
    flights += page.length;
    after = page.at(-1) ?? null;
    if (page.length < flightsAPage) return flights;
  }
}

/** A version was stopped: what is open on it rests on nothing any more. Returns how many alerts were withdrawn. */
export function withdrawOfRule(
  { database }: { readonly database: Database },
  of: { readonly ruleId: string; readonly version: number },
): Promise<number> {
  return database.transaction(actor, (tx) => withdrawCriterionAlerts(tx, of, "rule-stopped"));
}

/** Whom somebody has reviewed on the flights of a day, by "flight person": for back-tests, which know no alerts. */
export const reviewedPersons: ReviewedPersons = async (tx, day) =>
  new Map((await reviewedOfDay(tx, day)).map((row) => [`${row.flight_id} ${row.person_id}`, row.confirmed]));
