// The timetable names every simulated flight with its times, also over the days on which clocks change.
import { expect, test } from "vitest";
import { dateOf, dayOf, flightsOn } from "./schedule.ts";
import { flightsUnderWay, timetable } from "./timetable.ts";

test("every flight of the days stands in one leg with its own local times", () => {
  const [first, last] = ["2026-10-20", "2026-11-02"];
  const legs = timetable(first, last);
  for (let day = dayOf(first); day <= dayOf(last); day += 1) {
    for (const flight of flightsOn(day)) {
      const date = dateOf(day);
      const own = legs.filter(
        (leg) =>
          `${leg.carrier}${leg.number}` === `${flight.carrier.code}${flight.number}` &&
          leg.from === flight.from.iata &&
          leg.firstDay <= date &&
          leg.lastDay >= date,
      );
      const arrivesDay = dayOf(flight.arrives.slice(0, 10)) - day;
      expect(own).toMatchObject([
        { departs: flight.departs.slice(11), arrives: flight.arrives.slice(11), arrivesDay },
      ]);
    }
  }
});

test("flights under way have departed and not landed", () => {
  const now = Date.parse("2026-06-15T12:00:00Z");
  const keys = flightsUnderWay("AZ", now, now);
  expect(keys.length).toBeGreaterThan(3);
  const flights = [-1, 0, 1].flatMap((days) => flightsOn(dayOf("2026-06-15") + days));
  for (const key of keys) {
    const flight = flights.find((each) => each.key === key);
    expect((flight?.departsAt ?? now) < now && (flight?.arrivesAt ?? 0) > now).toBe(true);
  }
});
