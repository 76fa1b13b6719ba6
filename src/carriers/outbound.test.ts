// Codes agreed with a partner: none by which one directive could be taken for another.
import { answerErrors, DEFAULT_OUTBOUND } from "#messages";
import { expect, test } from "vitest";
import { mistakenDirective, usualDirectiveCodes, usualErrorCodes } from "./agreement.ts";
import { errorCodesOf, outboundOf } from "./outbound.ts";

test("the usual codes are those of the messages", () => {
  const codes = Object.entries(DEFAULT_OUTBOUND).map(([directive, { code }]) => [directive, code]);
  expect(Object.fromEntries(codes)).toEqual(usualDirectiveCodes);
  expect(mistakenDirective({})).toBeUndefined();
  // 1, of a surname, is told by nobody: hosts read it as "do not board".
  const errors = Object.values(answerErrors).map(({ code }) => code as string);
  expect(usualErrorCodes).toEqual(errors.filter((code) => code !== "1"));
});

test.each([
  [{ OK: "1Z" }, "OK"],
  [{ PENDING: "1A" }, "PENDING"],
  [{ ERROR: "1" }, "ERROR"],
  [{ CHECK_DOCUMENTS: "1B" }, "CHECK_DOCUMENTS"],
  [{ SELECTEE: "1X" }, "SELECTEE"],
  [{ NOT_OK: "0B" }, "NOT_OK"],
  [{ NOT_OK: "4Z" }, "ERROR"],
  [{ NOT_OK: "9", OK: "9" }, "OK"],
  [{ SELECTEE: "0Z" }, "OK"],
  [{ OK: "2Z" }, "OK"],
  [{ RESUBMIT: "0Z" }, "RESUBMIT"],
  [{ RESUBMIT: "1Z" }, "RESUBMIT"],
  [{ RESUBMIT: "2Z" }, "RESUBMIT"],
  [{ OK: "8Z", RESUBMIT: "8Z" }, "RESUBMIT"],
  [{ NOT_OK: "13" }, "NOT_OK"],
] as const)("%j could be taken for another directive", (agreed, directive) => {
  expect(mistakenDirective(agreed)).toBe(directive);
  expect(outboundOf({ directiveCodes: agreed })).toBe(DEFAULT_OUTBOUND);
});

test.each([
  { OK: "0", NOT_OK: "1", SELECTEE: "2" },
  { NOT_OK: "4B", ERROR: "4X" },
  { OK: "8Z", PENDING: "8Z", CHECK_DOCUMENTS: "8B" },
  { RESUBMIT: "3Z" },
  { RESUBMIT: "4Z" },
])("%j may be agreed", (agreed) => {
  expect(mistakenDirective(agreed)).toBeUndefined();
  expect(outboundOf({ directiveCodes: agreed })).toMatchObject(
    Object.fromEntries(
      Object.entries(agreed)
        .filter(([directive]) => directive !== "CHECK_DOCUMENTS")
        .map(([directive, code]) => [directive, { code }]),
    ),
  );
});

test("a check of the documents has a code of its own where one is agreed", () => {
  const codes = outboundOf({ directiveCodes: { OK: "8Z", CHECK_DOCUMENTS: "8B" } });
  expect(codes.OK).toMatchObject({ code: "8Z", authority: { CHECK_DOCUMENTS: "8B" } });
  expect(outboundOf({ directiveCodes: { CHECK_DOCUMENTS: "0X" } }).OK).toMatchObject({
    code: "0Z",
    authority: { VALID: "0A", CHECK_DOCUMENTS: "0X" },
  });
  expect(outboundOf({ directiveCodes: { OK: "8Z" } }).OK.authority).toBeUndefined();
});

test("an error has no number that is read as a directive; of several those count that are not", () => {
  const of = (errorCodes: Record<string, string>, directiveCodes = {}) =>
    errorCodesOf({ errorCodes, directiveCodes });
  expect(of({ PX13: "188", IN08: "E13" })).toEqual({ PX13: "188", IN08: "E13" });
  for (const code of ["1", "0", "1Z", "3Z", "0AB", "1Z9", "1ABCD"])
    expect(of({ PX13: code, IN08: "201" })).toEqual({ IN08: "201" });
  expect(of({ PX13: "777" }, { NOT_OK: "777" })).toEqual({});
});
