// What becomes of expected pushes as time goes by, whatever comes in which order.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgePushes, nextStep, pushStates, tallyOf, type Arrivals, type ExpectedPush } from "./expected.ts";

const departsAt = new Date("2026-06-10T12:00:00Z");
const at = (minutes: number) => new Date(departsAt.getTime() + minutes * 60_000);
const none: Arrivals = { pnr: [], api: null, crew: null, closeOut: null };
const push = (ordinal: number, kind: ExpectedPush["kind"], opens: number, due: number): ExpectedPush => ({
  ordinal,
  kind,
  opens,
  due,
  late: due + 15,
  missing: 60,
  madeAt: at(-10_000),
  incompleteAt: null,
  excusedUntil: null,
});
const pushes = [push(0, "pnr", -49 * 60, -24 * 60), push(1, "pnr", -30, 15), push(2, "api", -48 * 60, 0)];
const states = (arrivals: Partial<Arrivals>, minutes: number, over: Partial<ExpectedPush> = {}) =>
  judgePushes(
    pushes.map((each) => ({ ...each, ...over })),
    { departsAt, arrivals: { ...none, ...arrivals } },
    at(minutes),
  ).map(({ state }) => state);

describe("a push", () => {
  test("is expected until it is due, late at 24 hours before departure, missing at closure and tolerance (PNRD-8.3) [pnrgov.md §5 row Directive] [transport.md §11 row India PNR; §11 row EU PNR]", () => {
    expect(states({}, -24 * 60 + 14)).toEqual(["expected", "expected", "expected"]);
    expect(states({}, -24 * 60 + 15)).toEqual(["late", "expected", "expected"]);
    expect(states({}, 15)).toEqual(["late", "expected", "late"]);
    expect(states({}, 30)).toEqual(["late", "late", "late"]);
    expect(states({}, 60)).toEqual(["missing", "missing", "missing"]);
  });

  test("that came in its time is received, for good", () => {
    const api = { first: at(-300), last: at(-40) };
    expect(states({ pnr: [at(-2_000), at(5)], api }, 9_000)).toEqual(["received", "received", "received"]);
  });

  test("that came too early does not count; that at closure does not stand in for the one of the day before", () => {
    expect(states({ pnr: [at(-72 * 60)] }, 0)).toEqual(["late", "expected", "expected"]);
    expect(states({ pnr: [at(5)] }, 100)).toEqual(["missing", "received", "missing"]);
  });

  test("that came late is repaired, as is one whose last part came after it was called incomplete", () => {
    expect(states({ pnr: [at(-600)] }, 0)[0]).toBe("repaired");
    expect(states({}, -2_000, { incompleteAt: at(-2_100) })[0]).toBe("incomplete");
    expect(states({ pnr: [at(-2_000)] }, 0, { incompleteAt: at(-2_100) })[0]).toBe("repaired");
  });

  test("that had come before it began to be expected is not late; what has not come is", () => {
    const later = { madeAt: at(20) };
    expect(states({ pnr: [at(10)], api: { first: at(18), last: at(18) } }, 25, later)).toEqual([
      "received",
      "received",
      "received",
    ]);
    expect(states({}, 70, later)).toEqual(["missing", "missing", "missing"]);
    const [judged] = judgePushes(
      [{ ...push(0, "pnr", -100, -50), ...later }],
      { departsAt, arrivals: none },
      at(70),
    );
    expect(judged?.counted).toBe(false);
  });

  test("is excused while the unit could not receive (ANX9-9.11, ANX9-9.33c)", () => {
    const away = { excusedUntil: at(-1_000) };
    expect(states({}, -1_100, away)[0]).toBe("expected");
    expect(states({ pnr: [at(-1_050)] }, 0, away)[0]).toBe("received");
    expect(states({}, -1_000, away)[0]).toBe("late");
  });
});

test.each([
  ["Common State practice", [-72 * 60, -24 * 60, -8 * 60, -60, 15]],
  ["India", [-24 * 60, 0]],
])("each push of the practice has its own time and its own state [pnrgov.md §5 row %s]", (_row, due) => {
  const owed = due.map((each, ordinal) => push(ordinal, "pnr", each - 55, each));
  const judged = (came: readonly number[], minutes: number) =>
    judgePushes(owed, { departsAt, arrivals: { ...none, pnr: came.map(at) } }, at(minutes)).map(
      ({ state }) => state,
    );
  expect(judged(due, 200)).toEqual(due.map(() => "received"));
  // The first alone: of the others those are late whose time is over.
  const now = due[1]! + 15;
  expect(judged([due[0]!], now)).toEqual(due.map((_due, i) => ["received", "late"][i] ?? "expected"));
  expect(judged([], 200)).toEqual(due.map(() => "missing"));
});

test("every state of the timeliness monitor is come to [pnrgov.md §5 the monitor]", () => {
  const first = (came: readonly number[], minutes: number, over: Partial<ExpectedPush> = {}) =>
    states({ pnr: came.map(at) }, minutes, over)[0];
  const reached = [
    first([], -2_000),
    first([-2_000], 0),
    first([], -1_400),
    first([], 60),
    first([], -2_000, { incompleteAt: at(-2_100) }),
    first([-600], 0),
  ];
  expect(reached).toEqual([...pushStates]);
});

test("what is told is told once, and every push ends in one outcome", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -4_000, max: 400 }), { maxLength: 4 }),
      fc.option(fc.integer({ min: -2_900, max: 0 }), { nil: null }),
      (came, incomplete) => {
        const own = {
          ...push(0, "pnr", -49 * 60, -24 * 60),
          incompleteAt: incomplete === null ? null : at(incomplete),
        };
        const told: string[] = [];
        let last: "late" | "incomplete" | "missing" | null = null;
        let outcome: string | null = null;
        for (let minutes = -3_000; minutes < 200 && outcome === null; minutes += 5) {
          const so_far = came.filter((each) => each <= minutes).toSorted((a, b) => a - b);
          const seen = {
            ...own,
            incompleteAt: incomplete !== null && incomplete <= minutes ? own.incompleteAt : null,
          };
          const [judged] = judgePushes(
            [seen],
            { departsAt, arrivals: { ...none, pnr: so_far.map(at) } },
            at(minutes),
          );
          if (judged === undefined) continue;
          const step = nextStep(judged, last, at(minutes));
          if (step.tell !== null) told.push(step.tell);
          last = step.tell ?? last;
          outcome = step.outcome;
        }
        expect(new Set(told).size).toBe(told.length);
        expect(outcome).not.toBeNull();
        const inTime = came.some((each) => each >= -49 * 60 && each <= -24 * 60 + 15);
        const neverCame = came.every((each) => each < -49 * 60);
        const must = incomplete !== null ? outcome : inTime ? "in-time" : neverCame ? "missing" : outcome;
        expect(outcome).toBe(must);
        expect(told.length === 0 || outcome !== "in-time").toBe(true);
      },
    ),
  );
});

test("a tally counts what is there and what is not", () => {
  const judged = judgePushes(pushes, { departsAt, arrivals: { ...none, pnr: [at(-600)] } }, at(20));
  expect(tallyOf(judged)).toEqual({ owed: 3, received: 1, late: 1, missing: 0, incomplete: 0 });
  expect(tallyOf([])).toBeNull();
});

test.each<[string, readonly [ExpectedPush["kind"], number, number][], Partial<Arrivals>, number, string[]]>([
  [
    "a list half an hour before the doors close: complete in time [transport.md §11 row US CBP]",
    [["api", -72 * 60, -30]],
    { api: { first: at(-31), last: at(-31) } },
    0,
    ["received"],
  ],
  [
    "a list after that is late, and none at all is missing [transport.md §11 row US CBP]",
    [["api", -72 * 60, -30]],
    {},
    -15,
    ["late"],
  ],
  [
    "bookings a day before and at departure, each by itself [transport.md §11 row India PNR]",
    [
      ["pnr", -25 * 60, -24 * 60],
      ["pnr", -15, 0],
    ],
    { pnr: [at(-24 * 60 - 5), at(-3)] },
    30,
    ["received", "received"],
  ],
  [
    "bookings between 48 and 24 hours before, and at closure [transport.md §11 row EU PNR]",
    [
      ["pnr", -48 * 60, -24 * 60],
      ["pnr", -30, 15],
    ],
    { pnr: [at(-47 * 60)] },
    31,
    ["received", "late"],
  ],
  [
    "lists at check-in, and who is on board after closure [transport.md §11 row EU API]",
    [
      ["api", -48 * 60, 0],
      ["close-out", -30, 15],
    ],
    { api: { first: at(-120), last: at(-40) }, closeOut: at(10) },
    20,
    ["received", "received"],
  ],
])("the rules of States: %s", (_, plan, arrivals, minutes, states) => {
  const owed = plan.map(([kind, opens, due], ordinal) => push(ordinal, kind, opens, due));
  const judged = judgePushes(owed, { departsAt, arrivals: { ...none, ...arrivals } }, at(minutes));
  expect(judged.map(({ state }) => state)).toEqual(states);
});
