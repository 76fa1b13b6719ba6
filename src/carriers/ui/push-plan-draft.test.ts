// The form of owed pushes: what is typed is what is meant, and every wrong line is told.
import { expect, test } from "vitest";
import { draftOf, furtherPush, minutesOfSpan, pushesIn } from "./push-plan-draft.ts";

test("spans are hours, or hours and minutes", () => {
  expect(["24", "0:30", "49:05", " 1 ", "1.15"].map(minutesOfSpan)).toEqual([1440, 30, 2945, 60, 75]);
  expect(["", "x", "1:60", "1:5", "-2", "1000"].map(minutesOfSpan)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("a plan goes into the form and comes out of it the same", () => {
  const plan = [
    { kind: "pnr", opens: -2940, due: -1440 },
    { kind: "pnr", opens: -30, due: 15 },
    { kind: "api", opens: -2880, due: 0 },
  ] as const;
  expect(pushesIn(draftOf(plan))).toEqual(plan);
});

test("what cannot be read, lies too far off or ends before it begins is told by line and field", () => {
  const [line] = draftOf([{ kind: "crew", opens: -120, due: -60 }]);
  const wrong = [
    { ...line!, key: 1, opens: { span: "two", side: "before" as const } },
    { ...line!, key: 2, due: { span: "25", side: "after" as const } },
    { ...line!, key: 3, due: { span: "3", side: "before" as const } },
  ];
  expect(pushesIn(wrong)).toEqual({
    faults: [
      { key: 1, field: "opens", code: "span" },
      { key: 2, field: "due", code: "range" },
      { key: 3, field: "due", code: "order" },
    ],
  });
});

test("a further line is of a kind that is not there yet", () => {
  const drafts = draftOf([{ kind: "pnr", opens: -120, due: -60 }]);
  expect(furtherPush(drafts)).toMatchObject({ key: 1, kind: "api" });
});
