import { expect, test } from "vitest";
import { seatCount } from "./aircraft.ts";
import { routes } from "./network.ts";
import { ageOn } from "./person.ts";
import { rosterOf } from "./roster.ts";
import { dayOf, flightOn, flightsOn, type Flight } from "./schedule.ts";
import { worldOf } from "./simulate.ts";
import { partiesBookedOn } from "./trips.ts";

const world = worldOf({ seed: 4, plantedPerFlight: 0.5 });
const day = dayOf("2026-06-15");
const flight = (carrier: string, number: string, on: number): Flight => {
  const route = routes.find((one) => one.carrier.code === carrier && one.number === number);
  if (route === undefined) throw new Error(`${carrier}${number} is not in the network`);
  return flightOn(route, on);
};
const rosters = flightsOn(day).map((one) => rosterOf(world, one));

test("who leaves with a way back is on the flight back with the same booking, and it says so", () => {
  const out = flight("TK", "335", day);
  const parties = partiesBookedOn(world, out).filter((party) =>
    party.legs.some((leg) => leg.number === "334"),
  );
  expect(parties.length).toBeGreaterThan(5);
  for (const party of parties) {
    const leg = party.legs.find((one) => one.number === "334");
    const back = flight("TK", "334", dayOf(leg?.departs.slice(0, 10) ?? ""));
    expect(partiesBookedOn(world, back)).toContainEqual(party);
  }
});

test("who changes in Baku is on both flights, and in transit on both", () => {
  const inTransit = rosters.flatMap((roster) =>
    roster.parties.filter((of) => of.inTransit).map((of) => ({ key: roster.flight.key, of })),
  );
  expect(inTransit.length).toBeGreaterThan(10);
  for (const { key, of } of inTransit) {
    const other = of.party.legs.find((leg) => leg.flightKey !== key)?.flightKey;
    const roster = rosters.find((one) => one.flight.key === other);
    if (roster === undefined) continue; // the day before or after
    expect(roster.parties.find((one) => one.party.id === of.party.id)?.party).toEqual(of.party);
  }
});

test("flights are well filled, never over the seats, and no seat is given twice", () => {
  let [travellers, seats] = [0, 0];
  for (const { flight: own, parties } of rosters) {
    const flying = parties.filter((of) => of.checkedInAt !== undefined).flatMap((of) => of.passengers);
    const given = flying.flatMap((one) => one.seat ?? []);
    expect(new Set(given).size).toBe(given.length);
    expect(flying.filter((one) => one.seat === null).every((one) => one.traveller.lapOf !== undefined)).toBe(
      true,
    );
    travellers += given.length;
    seats += seatCount(own.route.aircraft);
  }
  expect(travellers / seats).toBeGreaterThan(0.65);
  expect(travellers / seats).toBeLessThan(0.9);
});

test("documents are valid on the day, infants have a lap, children do not book alone without being marked so", () => {
  for (const { flight: own, parties } of rosters) {
    for (const { party } of parties) {
      for (const { person, type, lapOf } of party.travellers) {
        expect(person.document.expires > own.departs.slice(0, 10)).toBe(true);
        const age = ageOn(person.birthDate, own.day);
        expect(age >= 0 && age < 100).toBe(true);
        expect(type === "infant").toBe(lapOf !== undefined);
      }
      const alone = party.travellers.every((one) => one.type !== "adult");
      expect(alone && party.kind !== "minor").toBe(false);
    }
  }
});

test("an Azerbaijani family shares a surname in its two forms", () => {
  const families = rosters
    .flatMap((roster) => roster.parties.map((of) => of.party))
    .filter((party) => party.kind === "family" && party.travellers[0]?.person.nationality === "AZE");
  expect(families.length).toBeGreaterThan(20);
  for (const { travellers } of families) {
    const stems = new Set(travellers.map((one) => one.person.surname.travel.replace(/(OV|YEV)A$/, "$1")));
    expect(stems.size).toBe(1);
  }
});
