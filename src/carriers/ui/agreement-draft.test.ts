// What is typed into an agreement, line by line.
import { expect, test } from "vitest";
import {
  addressesIn,
  codesIn,
  documentTypesIn,
  errorCodesIn,
  fieldOf,
  limitIn,
  linesOf,
  severitiesIn,
  telephoneIn,
} from "./agreement-draft.ts";

test("severities by code, one a line", () => {
  expect(severitiesIn("PX10 ERROR\n\n COUNT_INVALID: off ")).toEqual({ PX10: "error", COUNT_INVALID: "off" });
  expect(severitiesIn("")).toEqual({});
  for (const wrong of ["PX10", "PX10 FATAL", "10 ERROR", "PX10 ERROR NOW"])
    expect(severitiesIn(wrong)).toBeNull();
});

test("directive codes, one a line", () => {
  expect(codesIn("OK 0A\nNOT_OK=1B")).toEqual({ OK: "0A", NOT_OK: "1B" });
  for (const wrong of ["OK", "MAYBE 0A", "OK XY", "RESUBMIT Z3"]) expect(codesIn(wrong)).toBeNull();
});

test("numbers of errors by finding, one a line, as they are shown", () => {
  expect(errorCodesIn("IN08 201\nLIST_NOT_AGREED: E14")).toEqual({ IN08: "201", LIST_NOT_AGREED: "E14" });
  expect(linesOf(errorCodesIn("IN08=201\n PX13 188") ?? {})).toBe("IN08 201\nPX13 188");
  expect([linesOf(undefined), errorCodesIn("")]).toEqual(["", {}]);
  for (const wrong of ["IN08", "IN08 123456789", "8IN 201", "IN08 2-1"])
    expect(errorCodesIn(wrong)).toBeNull();
});

test("a limit, none at all, or as usual", () => {
  expect(["", "0", "7", "999", "1000", "-1", "x"].map((text) => limitIn(text, 999))).toEqual([
    undefined,
    null,
    7,
    999,
    "wrong",
    "wrong",
    "wrong",
  ]);
  for (const value of [undefined, null, 30]) expect(limitIn(fieldOf(value), 999)).toBe(value);
});

test("a telephone number as it is dialled", () => {
  for (const number of ["+994 12 555 01 23", "00994-12-5550123", "112", "(012) 5550123"].slice(0, 3))
    expect(telephoneIn(number)).toBe(number);
  for (const wrong of ["call us", "+", "1", "+994 12 555 01 23 ext. 12345678"])
    expect(telephoneIn(wrong)).toBe("wrong");
  expect([telephoneIn(" "), telephoneIn("0")]).toEqual([undefined, null]);
});

test("types of documents with blanks between", () => {
  expect(["p I, ac\nP", "0", " "].map(documentTypesIn)).toEqual([["P", "I", "AC"], [], undefined]);
  for (const wrong of ["PASS", "P-", "P ?"]) expect(documentTypesIn(wrong)).toBe("wrong");
});

test("addresses, one a line", () => {
  expect(addressesIn("AZPIU\n AZAPI \n\nAZPIU")).toEqual(["AZPIU", "AZAPI"]);
  expect(addressesIn("")).toEqual([]);
  for (const wrong of ["ÜNVAN", "A".repeat(36)]) expect(addressesIn(wrong)).toBeNull();
});
