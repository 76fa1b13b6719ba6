// The demonstration's schedule: the simulated network as a file of its carriers, and flights whose carriers fall silent.
import { createHash } from "node:crypto";
import { activateSchedule, prepareSchedule, pushPlans, scheduledFlights, setPushPlan } from "#carriers";
import { isRefusal, systemActor, type Services } from "#platform";
import { expectFlights, watchPushes } from "#records";
import { allCarriers, flightsUnderWay, timetable, type SimulatedMessage } from "#simulation";
import type { LegalProfile } from "#vocabulary";

const actor = systemActor("demonstration");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Puts the schedule into force where none reaches far enough ahead, gives carriers that report who is on board the plan that says
 * so, and brings the board up to it. To be called when the recent past has been brought in.
 */
export async function scheduleDemonstration(
  services: Services & { readonly profile: LegalProfile },
): Promise<void> {
  const { database, clock, profile } = services;
  const now = clock.now().getTime();
  const [plans, ahead] = await database.transaction(actor, async (tx) => [
    await pushPlans(tx),
    await scheduledFlights(tx, new Date(now + 10 * DAY), new Date(now + 12 * DAY), () => true),
  ]);
  for (const { code, api } of allCarriers) {
    if (plans.has(code) || api.mode !== "interactive" || api.closeOut === "none") continue;
    const closeOut = { kind: "close-out", opens: -15, due: 10 } as const;
    await setPushPlan(services, actor, { code, pushes: [...profile.pushes, closeOut] });
  }
  if (ahead.length === 0) await importTimetable(services, now);
  await expectFlights(services);
  await watchPushes(services);
}

async function importTimetable(services: Services, now: number): Promise<void> {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const legs = timetable(day(now - 3 * DAY), day(now + 120 * DAY));
  const lines = legs.map((leg) =>
    [
      leg.carrier,
      leg.number,
      leg.from,
      leg.to,
      leg.departs,
      leg.arrives,
      leg.arrivesDay,
      leg.firstDay,
      leg.lastDay,
      leg.days,
    ].join(","),
  );
  const head = "carrier,number,from,to,departs,arrives,arrives_day,first_day,last_day,days";
  const bytes = Buffer.from([head, ...lines].join("\n"));
  const id = await prepareSchedule(services, actor, { format: "csv", bytes });
  const refused = isRefusal(id) ? id : await activateSchedule(services, actor, id, false);
  if (refused !== undefined) throw new Error(refused.refused.detail);
}

/** A number that a flight's key always gives. */
function chanceOf(flight: string): number {
  return createHash("sha1").update(flight).digest().readUInt32BE();
}

/** Of so many flights one carrier sends nothing, and of so many one forgets the bookings before departure. */
const silentOneOf = 60;
const forgetfulOneOf = 14;

/**
 * Which messages their carriers fail to send: all of a flight that is on its way when the demonstration begins, all of some
 * flights after it, and of some the bookings before departure.
 */
export function withheldFrom(now: number): (message: SimulatedMessage) => boolean {
  // The same one when the demonstration is started again soon.
  const [missing] = flightsUnderWay("AZ", now - 1.1 * HOUR, now - HOUR / 2).toSorted(
    (a, b) => chanceOf(a) - chanceOf(b),
  );
  return ({ flight, purpose }) => {
    if (flight === missing) return true;
    const chance = chanceOf(flight);
    if (chance % silentOneOf === 0) return true;
    return chance % forgetfulOneOf === 1 && (purpose === "pnr-full" || purpose === "pnr-update");
  };
}
