// The crew of a flight: three sets fly each rotation in turn, so that nobody is in two places at once.
import { cabinCrewOf } from "./aircraft.ts";
import { documentOf, personOf, type Person } from "./person.ts";
import { randomOf } from "./random.ts";
import { dayOf, type Flight } from "./schedule.ts";
import { homeStateOf } from "./states.ts";

/** PAXLST EMP codes: CR1 cockpit, CR2 cabin. */
export type CrewMember = {
  readonly person: Person;
  readonly duty: "CR1" | "CR2";
  readonly reference: string;
};

/** The crew of a flight, cockpit first. */
export function crewOf(seed: number, flight: Flight): CrewMember[] {
  const rotation = Math.min(flight.route.index, flight.route.back);
  const state = homeStateOf(flight.carrier.country);
  const size = 2 + cabinCrewOf(flight.route.aircraft);
  const set = ((flight.day % 3) + 3) % 3;
  return Array.from({ length: size }, (_, place) => {
    const random = randomOf(seed, "crew", flight.carrier.code, rotation, set, place);
    const cockpit = place < 2;
    const invented = personOf(
      {
        nationality: state.code,
        residence: state,
        day: dayOf("2026-01-01"),
        age: cockpit ? [30, 60] : [21, 44],
        sex: random.chance(cockpit ? 0.93 : 0.3) ? "M" : "F",
      },
      random,
    );
    // The same person on every day; a passport anew every five years.
    const period = Math.floor(flight.day / 1800);
    const renewal = randomOf(seed, "crew-document", rotation, set, place, period);
    const person = { ...invented, document: documentOf(state, 30, (period + 1) * 1800, renewal, true) };
    return { person, duty: cockpit ? "CR1" : "CR2", reference: `${flight.carrier.code}${random.digits(6)}` };
  });
}
