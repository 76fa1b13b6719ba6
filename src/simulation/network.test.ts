import { expect, test } from "vitest";
import { routes } from "./network.ts";
import { dayOf, flightBack, flightOn, flightsOn, operatesOn } from "./schedule.ts";

test("every flight back leaves after the flight out has arrived, summer and winter", () => {
  const tooEarly = routes.filter((route, index) => {
    if (index % 2 === 1) return false;
    return ["2026-01-12", "2026-07-13"].some((monday) => {
      for (let day = dayOf(monday); day < dayOf(monday) + 7; day++) {
        if (!operatesOn(route, day)) continue;
        const out = flightOn(route, day);
        const back = flightBack(out, 0) ?? flightBack(out, 1);
        const same = back !== undefined && back.departsAt < out.arrivesAt ? flightBack(out, 1) : back;
        if (same === undefined || same.departsAt - out.arrivesAt < 20 * 60_000) return true;
      }
      return false;
    });
  });
  expect(tooEarly.map((route) => `${route.carrier.code}${route.number}`)).toEqual([]);
});

test("each flight touches Azerbaijan at exactly one end", () => {
  expect(routes.filter((route) => (route.from.country === "AZ") === (route.to.country === "AZ"))).toEqual([]);
});

test("the airports of Azerbaijan have international flights every week", () => {
  const week = [0, 1, 2, 3, 4, 5, 6].flatMap((shift) => flightsOn(dayOf("2026-06-15") + shift));
  const served = new Set(week.flatMap((flight) => [flight.from.iata, flight.to.iata]));
  for (const code of ["GYD", "NAJ", "GNJ", "LLK", "IST", "DME", "VKO", "SVO", "DXB", "TBS", "LHR", "DEL"]) {
    expect(served).toContain(code);
  }
  expect(new Set(week.map((flight) => flight.key)).size).toBe(week.length);
});

test("times are local: a flight to Frankfurt gains an hour in winter", () => {
  const route = routes.find((one) => one.carrier.code === "J2" && one.number === "53");
  if (route === undefined) throw new Error("J2 53 is in the network");
  expect(flightOn(route, dayOf("2026-07-15")).arrives).toBe("2026-07-15T12:50");
  expect(flightOn(route, dayOf("2026-01-14")).arrives).toBe("2026-01-14T11:50");
});
