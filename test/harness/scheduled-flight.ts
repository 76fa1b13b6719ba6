// A flight in the schedule and the unit's look at what is owed of it, for tests of what comes when.
import { commandLine } from "#access";
import { addSchedule } from "#carriers";
import { isRefusal, systemActor } from "#platform";
import { watchPushes } from "#records";
import { euStrict } from "#vocabulary";
import type { Desk } from "./desk.ts";

/** J2 601 (or another number), Istanbul to Baku, on 21 November 2026: departs at 11:30 UTC. */
export async function scheduledFlight(unit: Pick<Desk, "database">, number = "601"): Promise<void> {
  const scheduled = await addSchedule(unit, commandLine, {
    carrier: "J2",
    number,
    from: "IST",
    to: "GYD",
    departs: "14:30",
    arrives: "18:25",
    arrivesDay: "",
    firstDay: "2026-11-21",
    lastDay: "2026-11-21",
    days: "6",
    everyWeeks: "",
    codeShares: "",
  });
  if (isRefusal(scheduled)) throw new Error(scheduled.refused.detail);
}

/** The unit looks at what is due at that instant; it has been at work until then. */
export async function watchAt(desk: Desk, at: string): Promise<void> {
  desk.clock.set(new Date(at));
  await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query(
      `insert into records.at_work (seen_at) values ($1::timestamptz - interval '1 minute')
       on conflict (only_row) do update set seen_at = excluded.seen_at`,
      [at],
    ),
  );
  await watchPushes({ ...desk, profile: euStrict });
}
