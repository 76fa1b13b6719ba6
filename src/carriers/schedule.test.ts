// What flies when: periods, weekdays, clock changes; and schedule files in both forms, with a finding for each bad line.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { airport, toLocal } from "#vocabulary";
import { readScheduleCsv, scheduleTemplate } from "./schedule-csv.ts";
import { legEntered, type LegEntered } from "./schedule-leg.ts";
import { scheduleCodes, scheduleText } from "./schedule-reading.ts";
import { readSsim } from "./schedule-ssim.ts";
import { flightsOf, type ScheduledLeg } from "./schedule.ts";

const entered: LegEntered = {
  carrier: "lh",
  number: "0612a",
  from: "fra",
  to: "GYD",
  departs: "21:35",
  arrives: "04:15",
  arrivesDay: "",
  firstDay: "2026-03-23",
  lastDay: "2026-04-05",
  days: "1234567",
  everyWeeks: "",
  codeShares: "UA9012 OS7001",
};
const leg = (over: Partial<LegEntered> = {}): ScheduledLeg => {
  const made = legEntered({ ...entered, ...over });
  if ("faults" in made) throw new Error(JSON.stringify(made.faults));
  return made;
};
const faults = (over: Partial<LegEntered>) => {
  const made = legEntered({ ...entered, ...over });
  return "faults" in made ? made.faults.map(({ field, code }) => `${field} ${code}`) : [];
};
const all = (one: ScheduledLeg) => flightsOf(one, new Date("2020-01-01"), new Date("2040-01-01"));

describe("a leg", () => {
  test("keeps its local times when the clocks change, and its instants move", () => {
    const flights = all(leg());
    expect(flights).toHaveLength(14);
    expect(new Set(flights.map((flight) => flight.departsLocal.slice(11)))).toEqual(new Set(["21:35"]));
    expect(flights[0]?.departsAt.toISOString()).toBe("2026-03-23T20:35:00.000Z");
    // Summer time begins in Frankfurt on 29 March; Baku has none.
    expect(flights[6]?.departsAt.toISOString()).toBe("2026-03-29T19:35:00.000Z");
    expect(flights[0]).toMatchObject({ date: "2026-03-23", arrivesLocal: "2026-03-24T04:15" });
  });

  test("is read as typed: capitals, zeros, suffix, and the day of arrival told from the times", () => {
    expect(leg()).toMatchObject({ carrier: "LH", number: "612", suffix: "A", arrives: 4 * 60 + 15 + 1440 });
    expect(leg({ arrivesDay: "1" })).toEqual(leg());
  });

  test("flies on its weekdays only, every second week when it says so", () => {
    const weekdays = all(leg({ days: "15" })).map((flight) => flight.date);
    expect(weekdays).toEqual(["2026-03-23", "2026-03-27", "2026-03-30", "2026-04-03"]);
    const second = all(leg({ days: "15", everyWeeks: "2" })).map((flight) => flight.date);
    expect(second).toEqual(["2026-03-23", "2026-03-27"]);
  });

  test("says what is wrong with each field", () => {
    expect(
      faults({
        carrier: "L",
        number: "x",
        from: "XXQ",
        to: "XXQ",
        departs: "25:00",
        days: "8",
        lastDay: "2026-02-30",
      }),
    ).toEqual([
      "carrier carrier",
      "number number",
      "from airport",
      "to airport",
      "to same-airport",
      "departs time",
      "lastDay day",
      "days weekdays",
    ]);
    expect(faults({ arrivesDay: "0" })).toEqual(["arrives flight-time"]);
    expect(faults({ lastDay: "2026-03-22" })).toEqual(["lastDay period"]);
    expect(faults({ firstDay: "2026-03-23", lastDay: "2026-03-23", days: "2" })).toEqual(["days no-flight"]);
    expect(faults({ codeShares: "UA9012 what" })).toEqual(["codeShares code-share"]);
  });

  test("property: each flight departs at its own local time on one of its weekdays, in its period, in any window", () => {
    const places = ["GYD", "IST", "JFK", "DEL", "FRA", "SYD", "THR"];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(places, { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom("1", "135", "67", "1234567"),
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 0, max: 80 }),
        ([from = "", to = ""], minute, days, start, length) => {
          const day = (offset: number) =>
            new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
          const one: ScheduledLeg = {
            ...leg(),
            origin: from,
            destination: to,
            departs: minute,
            arrives: minute + 1440,
            first: day(start),
            last: day(start + length),
            days,
          };
          const flights = all(one);
          for (const flight of flights) {
            const zone = airport(from)?.zone ?? "";
            const local = toLocal(flight.departsAt, zone);
            // In the hour that the clocks skip the departure moves on, by an hour at most.
            const moved = Date.parse(`${local}Z`) - Date.parse(`${flight.departsLocal}Z`);
            expect([0, 3_600_000, 1_800_000]).toContain(moved);
            const weekday = new Date(`${flight.date}T00:00:00Z`).getUTCDay() || 7;
            expect(days).toContain(String(weekday));
            expect(flight.date >= one.first && flight.date <= one.last).toBe(true);
          }
          const half = flights[Math.floor(flights.length / 2)]?.departsAt ?? new Date("2030-01-01");
          const parts = [
            ...flightsOf(one, new Date("2020-01-01"), half),
            ...flightsOf(one, half, new Date("2040-01-01")),
          ];
          expect(parts).toEqual(flights);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A record of 200 characters: texts by their first column. */
function record(fields: Readonly<Record<number, string>>, serial: number): string {
  const signs = Array.from({ length: 200 }, () => " ");
  for (const [at, text] of Object.entries({ ...fields, 195: String(serial).padStart(6, "0") }))
    for (const [index, sign] of text.split("").entries()) signs[Number(at) - 1 + index] = sign;
  return signs.join("");
}
const header = { 1: "1AIRLINE STANDARD SCHEDULE DATA SET" };
const carrier = (mode: string) => ({ 1: `2${mode}J2 `, 15: "29MAR2624OCT26" });
const flight = (over: Readonly<Record<number, string>> = {}) => ({
  1: "3 J2 00750101J29MAR2624OCT261234567 GYD08200820+0400",
  55: "IST10301030+0300",
  193: "00",
  ...over,
});
/** The records with running serial numbers, and a trailer. */
function file(...records: readonly Readonly<Record<number, string>>[]): Buffer {
  const lines = records.map((fields, index) => record(fields, index + 1));
  const trailer = record(
    { 1: "5 J2 ", 188: String(records.length).padStart(6, "0"), 194: "E" },
    records.length + 1,
  );
  return Buffer.from([...lines, trailer, "0".repeat(200)].join("\r\n"));
}
const codesOf = (reading: ReturnType<typeof readSsim>) =>
  reading.findings.map(({ line, severity, code }) => `${line} ${severity} ${code}`);

describe("an SSIM file", () => {
  test("gives its legs with periods, days and local times", () => {
    const reading = readSsim(file(header, carrier("L"), flight()));
    expect(codesOf(reading)).toEqual([]);
    expect(reading.legs).toMatchObject([
      {
        carrier: "J2",
        number: "75",
        variation: "01",
        origin: "GYD",
        destination: "IST",
        mode: "local",
        departs: 500,
        arrives: 630,
        first: "2026-03-29",
        last: "2026-10-24",
        days: "1234567",
      },
    ]);
  });

  test("in universal time: the local day of departure is the origin's", () => {
    const reading = readSsim(
      file(
        header,
        carrier("U"),
        flight({
          1: "3 J2 00120101J01JUN2607JUN261       GYD22102210+0400",
          55: "DXB01050105+0400",
          193: "01",
        }),
      ),
    );
    const [one] = reading.legs;
    expect(codesOf(reading)).toEqual([]);
    expect(one === undefined ? [] : all(one)).toMatchObject([
      { date: "2026-06-02", departsLocal: "2026-06-02T02:10", arrivesLocal: "2026-06-02T05:05" },
    ]);
  });

  test("legs of one flight beyond midnight, a period without end, every second week", () => {
    const reading = readSsim(
      file(
        header,
        carrier("L"),
        flight({
          1: "3 J2 01450101J01JUN2600XXX001     72GYD23502350+0400",
          55: "ISB04150415+0500",
          193: "01",
        }),
        flight({
          1: "3 J2 01450102J01JUN2600XXX001     72ISB05300530+0500",
          55: "LHE06300630+0500",
          193: "11",
        }),
      ),
    );
    expect(codesOf(reading)).toEqual(["3 info open-period", "4 info open-period"]);
    expect(reading.legs).toMatchObject([
      { departs: 1430, arrives: 1440 + 255, last: "2026-10-24", days: "17", everyWeeks: 2 },
      { departs: 1440 + 330, arrives: 1440 + 390 },
    ]);
    expect(reading.legs[1] && all(reading.legs[1])[0]?.date).toBe("2026-06-02");
  });

  test("the day of arrival is told from the times where the date variation is blank", () => {
    const reading = readSsim(
      file(
        header,
        carrier("L"),
        flight({
          1: "3 J2 00120101J01JUN2607JUN261234567 GYD22102210+0400",
          55: "DXB01050105+0400",
          193: "  ",
        }),
      ),
    );
    expect(reading.legs).toMatchObject([{ departs: 1330, arrives: 1440 + 65 }]);
  });

  test("code shares stand with the flight that is operated; a flight sold for another's is told, and not expected", () => {
    const segment = (kind: string, from: string, text: string, number = "0075") => ({
      1: `4 J2 ${number}0101J`,
      29: `AB${kind}${from}IST${text}`,
    });
    const reading = readSsim(
      file(
        header,
        carrier("L"),
        flight(),
        segment("010", "GYD", "TK 8175 /LH 4567A"),
        segment("109", "GYD", "M"),
        flight({ 1: "3 J2 80010101J29MAR2624OCT261234567 GYD09200920+0400", 55: "IST11301130+0300" }),
        segment("050", "GYD", "TK 0334", "8001"),
        segment("010", "GYD", "TK 8175", "0999"),
      ),
    );
    expect(reading.legs).toHaveLength(1);
    expect(reading.legs[0]?.codeShares).toEqual(["TK8175", "LH4567A"]);
    expect(codesOf(reading)).toEqual([
      "5 info data-not-used",
      "6 info marketing-flight",
      "8 warning segment-without-leg",
    ]);
  });

  test("every bad line has a finding with its number, and the good ones are taken", () => {
    const lines = file(
      header,
      carrier("L"),
      flight({ 37: "XXQ" }),
      flight({ 40: "2575", 44: "2575" }),
      flight({ 15: "31FEB26" }),
      flight({ 48: "+0500" }),
      flight({ 6: "0077" }),
    )
      .toString()
      .split("\r\n");
    lines.splice(2, 0, "garbage", "3 too short");
    const reading = readSsim(Buffer.from(lines.slice(0, -2).join("\n")));
    expect(codesOf(reading)).toEqual([
      "3 error record-unknown",
      "4 error record-length",
      "5 error airport",
      "6 error time",
      "7 error day",
      "8 warning utc-variation",
      "9 error no-trailer",
    ]);
    expect(reading.legs).toHaveLength(2);
  });

  test("without a time mode nothing is timed; bytes that are no text are told", () => {
    expect(codesOf(readSsim(file(header, carrier("X"), flight())))).toEqual([
      "2 error time-mode",
      "3 error time-mode",
    ]);
    expect(codesOf(readSsim(Buffer.from([0xff, 0xfe, 0x00, 0x31])))).toEqual(["1 error not-text"]);
    expect(codesOf(readSsim(file(header, flight())))).toContain("2 error no-carrier-record");
  });

  test("property: whatever the bytes, each line is taken, told or not of the schedule; nothing is thrown", () => {
    const good = file(
      header,
      carrier("L"),
      flight(),
      flight({ 6: "0077" }),
      flight({ 6: "0079" }),
    ).toString();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.string({ maxLength: 3 })), { maxLength: 12 }),
        (changes) => {
          let text = good;
          for (const [at, by] of changes) text = text.slice(0, at) + by + text.slice(at + by.length);
          const reading = readSsim(Buffer.from(text));
          for (const finding of reading.findings) {
            expect(finding.line).toBeGreaterThan(0);
            expect(scheduleText(finding)).not.toContain("{value}");
          }
          // A line of type 3 that gives no leg has said why.
          const told = new Set(reading.findings.map(({ line }) => line));
          const lost = text
            .split(/\r\n|\n|\r/)
            .filter((line, index) => line.startsWith("3") && !told.has(index + 1)).length;
          expect(lost).toBeLessThanOrEqual(reading.legs.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a table of legs", () => {
  test("the template itself is read without a finding", () => {
    const reading = readScheduleCsv(Buffer.from(scheduleTemplate));
    expect(reading.findings).toEqual([]);
    expect(reading.legs).toMatchObject([
      { carrier: "J2", number: "75", codeShares: ["TK8175"] },
      { carrier: "J2", number: "12", days: "1357" },
    ]);
  });

  test("columns in any order, semicolons, quotes; bad lines are told and the others taken", () => {
    const text = [
      "Number;carrier;from;to;departs;arrives;first_day;last_day;days",
      '"75";J2;GYD;IST;08:20;10:30;2026-03-29;2026-10-24;1234567',
      "76;J2;IST;GYD;12:00;11:00",
      "78;J2;IST;XXQ;99:00;11:00;2026-03-29;2026-10-24;1234567",
      '"75";J2;GYD;IST;08:20;10:30;2026-03-29;2026-10-24;1234567',
    ].join("\n");
    const reading = readScheduleCsv(Buffer.from(text));
    expect(reading.legs).toHaveLength(1);
    expect(reading.findings.map(({ line, code }) => `${line} ${code}`)).toEqual([
      "3 columns-of-line",
      "4 airport",
      "4 time",
      "5 same-again",
    ]);
    expect(readScheduleCsv(Buffer.from("a,b\n1,2")).findings).toMatchObject([{ line: 1, code: "columns" }]);
  });
});

test("every sentence of a finding has its place for the value, or needs none", () => {
  for (const code of Object.keys(scheduleCodes) as (keyof typeof scheduleCodes)[])
    expect(scheduleText({ code, value: "V" })).not.toMatch(/[{}]/);
});
