// The form of a private flight as a table that the reader of manifests understands.
import { expect, test } from "vitest";
import { readBytes } from "#messages";
import { emptyFlight, missingIn, nobody, tableOf, type PrivateFlightDraft } from "./ui/private-flight.ts";

const flight: PrivateFlightDraft = {
  registration: "4k-xx01",
  callSign: "",
  from: "ubbb",
  departs: "2027-05-01T09:30",
  to: "ugtb",
  arrives: "2027-05-01T11:00",
  persons: [
    {
      ...nobody,
      role: "PILOT",
      surname: "Nümunə",
      given: "Pilot",
      sex: "M",
      birthDate: "1979-05-23",
      nationality: "aze",
      documentNumber: "c00000001",
      documentIssuer: "aze",
    },
    {
      ...nobody,
      surname: 'Semi;Colon "X"',
      sex: "F",
      birthDate: "1988-03-04",
      nationality: "TUR",
      documentNumber: "U1",
      documentIssuer: "TUR",
    },
  ],
};

test("is read as it was typed, pilot and passenger", () => {
  const [message] = readBytes(Buffer.from(tableOf(flight)));
  expect(message).toMatchObject({ kind: "PAXLST", syntax: "csv", accepted: true });
  expect(message?.passengerList).toMatchObject({
    carriage: { mode: "AIR" },
    flights: [
      { legs: [{ from: expect.any(String), departs: "2027-05-01T09:30", arrives: "2027-05-01T11:00" }] },
    ],
    travellers: [
      { role: "crew", given: "PILOT", birthDate: "1979-05-23", nationality: "AZE" },
      { role: "passenger", surname: expect.stringContaining("SEMI") },
    ],
  });
});

test("what is missing is named by its field", () => {
  expect(missingIn(flight)).toEqual([]);
  expect(missingIn(emptyFlight)).toContain("registration");
  expect(missingIn({ ...flight, persons: [...flight.persons, nobody] })).toContain("3.surname");
});
