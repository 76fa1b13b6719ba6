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

type Leg = Pick<ScheduledLeg, "carrier" | "origin" | "destination">;
/** A push and its place in the plan. */
export type PlannedPush = OwedPush & { readonly ordinal: number };
export type OwedOf = (leg: Leg, departsAt: Date) => readonly PlannedPush[];

/**
 * Whether a push is owed of a flight under what was agreed when it was due; what falls due later goes by what is agreed now. Of
 * flights whose lists are not wanted bookings alone are owed.
 */
export async function owedWhenDue(
  tx: Transaction,
  { state }: Pick<LegalProfile, "state">,
): Promise<(leg: Leg, push: Pick<OwedPush, "kind" | "due">, departsAt: Date) => boolean> {
  const unwanted = await unwantedFlights(tx);
  return ({ carrier, origin, destination }, { kind, due }, departsAt) => {
    if (kind === "pnr" || directionOf(origin, destination, state) !== "outbound") return true;
    return !unwanted(carrier, new Date(departsAt.getTime() + due * MINUTE)).includes("exit");
  };
}

/** What is owed of each flight: by the carrier's plan, else the profile, but for what is not wanted. */
export async function owedPushes(
  tx: Transaction,
  profile: Pick<LegalProfile, "pushes" | "state">,
): Promise<OwedOf> {
  const [plans, isOwed] = [await pushPlans(tx), await owedWhenDue(tx, profile)];
  return (leg, departsAt) =>
    (plans.get(leg.carrier) ?? profile.pushes)
      .map((push, ordinal) => ({ ...push, ordinal }))
      .filter((push) => isOwed(leg, push, departsAt));
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
    .flatMap(({ leg, departsAt }) =>
      owed(leg, departsAt).map((push) => departsAt.getTime() + push.due * MINUTE),
    )
    .toSorted((a, b) => a - b);
  let first = 0;
  return due.reduce((most, at, last) => {
    while ((due[first] ?? at) <= at - HOUR) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}
