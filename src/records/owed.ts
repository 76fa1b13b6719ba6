// What carriers owe of the flights in the schedule, as their plans and agreements stand, and when most of it is due.
import {
  pushPlans,
  scheduledFlights,
  unwantedFlights,
  type ScheduledFlight,
  type ScheduledLeg,
} from "#carriers";
import type { Transaction } from "#platform";
import type { LegalProfile, OwedPush } from "#vocabulary";
import { crossesBorder, directionOf } from "./flight.ts";

export type OwedOf = (leg: Pick<ScheduledLeg, "carrier" | "origin" | "destination">) => readonly OwedPush[];

/** What is owed of each leg: by the carrier's plan, else the profile; of flights whose lists are not wanted bookings alone. */
export async function owedPushes(
  tx: Transaction,
  profile: Pick<LegalProfile, "pushes" | "state">,
): Promise<OwedOf> {
  const [plans, unwanted] = [await pushPlans(tx), await unwantedFlights(tx)];
  return ({ carrier, origin, destination }) => {
    const all = plans.get(carrier) ?? profile.pushes;
    const leaves = directionOf(origin, destination, profile.state) === "outbound";
    return leaves && unwanted(carrier).includes("exit") ? all.filter(({ kind }) => kind === "pnr") : all;
  };
}

/** The scheduled flights that lead into the State or out of it, and leave within this time. */
export function flightsOverBorder(
  tx: Transaction,
  { state }: Pick<LegalProfile, "state">,
  from: Date,
  to: Date,
): Promise<ScheduledFlight[]> {
  return scheduledFlights(tx, from, to, ({ origin, destination }) =>
    crossesBorder(origin, destination, state),
  );
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const lookedAheadMs = 7 * 24 * HOUR;

/** How many pushes of the carrier fall due in the busiest hour of the next seven days; 0: none is owed. */
export async function busiestHour(
  tx: Transaction,
  profile: Pick<LegalProfile, "pushes" | "state">,
  carriers: readonly string[],
): Promise<number> {
  const owed = await owedPushes(tx, profile);
  const ahead = new Date(tx.at.getTime() + lookedAheadMs);
  const due = (await flightsOverBorder(tx, profile, tx.at, ahead))
    .filter(({ leg }) => carriers.includes(leg.carrier))
    .flatMap(({ leg, departsAt }) => owed(leg).map((push) => departsAt.getTime() + push.due * MINUTE))
    .toSorted((a, b) => a - b);
  let first = 0;
  return due.reduce((most, at, last) => {
    while ((due[first] ?? at) <= at - HOUR) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}
