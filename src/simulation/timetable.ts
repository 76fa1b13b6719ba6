// The simulated network as its carriers would publish it: legs over periods, and the flights around a moment.
import { routes } from "./network.ts";
import { dateOf, dayOf, flightOn, flightsOn, operatesOn } from "./schedule.ts";

/** One leg of the timetable; times local to each airport, days as ISO weekdays. */
export type TimetableLeg = {
  readonly carrier: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly departs: string;
  readonly arrives: string;
  /** Days between departure and arrival by the local calendars. */
  readonly arrivesDay: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: string;
};

/**
 * The legs from one local day of departure to another. Where the clocks of one end change, the flight time stays and the
 * arrival's local time changes: another period begins.
 */
export function timetable(firstDay: string, lastDay: string): TimetableLeg[] {
  const legs: TimetableLeg[] = [];
  for (const route of routes) {
    const { carrier, number, from, to, weekdays } = route;
    const days = [...weekdays].toSorted((a, b) => a - b).join("");
    let open: { arrival: string; leg: TimetableLeg } | undefined;
    for (let day = dayOf(firstDay); day <= dayOf(lastDay); day += 1) {
      if (!operatesOn(route, day)) continue;
      const flight = flightOn(route, day);
      const arrivesDay = dayOf(flight.arrives.slice(0, 10)) - day;
      const arrives = flight.arrives.slice(11);
      const arrival = `${arrives} ${arrivesDay}`;
      if (open?.arrival === arrival) {
        open.leg = { ...open.leg, lastDay: dateOf(day) };
        continue;
      }
      if (open !== undefined) legs.push(open.leg);
      const leg: TimetableLeg = {
        carrier: carrier.code,
        number,
        from: from.iata,
        to: to.iata,
        departs: flight.departs.slice(11),
        arrives,
        arrivesDay,
        firstDay: dateOf(day),
        lastDay: dateOf(day),
        days,
      };
      open = { arrival, leg };
    }
    if (open !== undefined) legs.push(open.leg);
  }
  return legs;
}

/**
 * Keys, as messages name theirs, of the flights into a State (alpha-2) that departed before `departed` and land after
 * `landing`, the last to land first.
 */
export function flightsUnderWay(state: string, departed: number, landing: number): string[] {
  const today = dayOf(new Date(departed).toISOString().slice(0, 10));
  return [today - 1, today, today + 1]
    .flatMap(flightsOn)
    .filter(
      (flight) => flight.to.country === state && flight.departsAt < departed && flight.arrivesAt > landing,
    )
    .toSorted((a, b) => b.arrivesAt - a.arrivesAt || (a.key < b.key ? -1 : 1))
    .map((flight) => flight.key);
}
