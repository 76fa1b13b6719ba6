// What is typed into an agreement, line by line.
import { expect, test } from "vitest";
import { codesIn, severitiesIn } from "./agreement-draft.ts";

test("severities by code, one a line", () => {
  expect(severitiesIn("PX10 ERROR\n\n COUNT_INVALID: off ")).toEqual({ PX10: "error", COUNT_INVALID: "off" });
  expect(severitiesIn("")).toEqual({});
  for (const wrong of ["PX10", "PX10 FATAL", "10 ERROR", "PX10 ERROR NOW"])
    expect(severitiesIn(wrong)).toBeNull();
});

test("directive codes, one a line", () => {
  expect(codesIn("OK 0A\nNOT_OK=1B")).toEqual({ OK: "0A", NOT_OK: "1B" });
  for (const wrong of ["OK", "MAYBE 0A", "OK XY", "RESUBMIT 3Z"]) expect(codesIn(wrong)).toBeNull();
});
