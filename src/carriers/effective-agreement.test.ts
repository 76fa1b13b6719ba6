// Agreements as they count: layers over one another, and what was agreed before a code or a part existed.
import { expect, test } from "vitest";
import { effectiveAgreement, usualAgreement } from "./effective-agreement.ts";

test("nothing agreed is the usual; what a layer does not speak of stays as below it", () => {
  expect(effectiveAgreement(null, null)).toEqual(usualAgreement);
  const unit = { severities: { PX10: "error", PX24: "off" }, dutyTelephone: "112" } as const;
  const carrier = { severities: { PX10: "info" }, required: { crew: ["document"] } } as const;
  expect(effectiveAgreement(unit, { ...carrier, required: { crew: ["document"] } })).toEqual({
    ...usualAgreement,
    severities: { PX10: "info", PX24: "off" },
    dutyTelephone: "112",
    required: { ...usualAgreement.required, crew: ["document"] },
  });
});

test.each([
  ["EDI24", ["DATE_FUTURE", "DATE_OLD"]],
  ["PX01", ["LIST_NOT_AGREED"]],
  ["PX03", ["STATE_UNTOUCHED"]],
  ["PX14", ["VISA_EXPIRED"]],
  ["PN11", ["API_DIFFERS"]],
  ["CHECK_DIGIT", ["PX20"]],
])("what was agreed of %s counts for what was parted from it later: %j", (older, parted) => {
  const { severities } = effectiveAgreement({ severities: { [older]: "off" } });
  expect(severities).toEqual(Object.fromEntries([older, ...parted].map((code) => [code, "off"])));
});

test("a parted code that an agreement names itself counts as it says", () => {
  const { severities } = effectiveAgreement({ severities: { EDI24: "off", DATE_FUTURE: "error" } });
  expect(severities).toMatchObject({ EDI24: "off", DATE_FUTURE: "error", DATE_OLD: "off" });
});

test("what a carrier's older agreement says of the older code goes before what the unit says of the parted one", () => {
  const unit = { severities: { LIST_NOT_AGREED: "error" } } as const;
  expect(effectiveAgreement(unit, { severities: { PX01: "off" } }).severities["LIST_NOT_AGREED"]).toBe("off");
  expect(effectiveAgreement(unit, { severities: { PX10: "off" } }).severities["LIST_NOT_AGREED"]).toBe(
    "error",
  );
});

test("of a part in several pieces each lies over the one below", () => {
  const unit = {
    confirmation: { seconds: 120 },
    answerForm: { lineWidth: 69, associationCode: "WCO" },
  } as const;
  const carrier = { confirmation: { times: 5 }, answerForm: { lineWidth: null } } as const;
  expect(effectiveAgreement(unit, carrier)).toMatchObject({
    confirmation: { seconds: 120, times: 5 },
    answerForm: { lineWidth: null, associationCode: "WCO" },
  });
});

test("numbers of errors lie over one another, and follow what was parted", () => {
  const unit = { errorCodes: { PX13: "188", PX01: "201" } };
  expect(effectiveAgreement(unit, { errorCodes: { PX13: "189" } }).errorCodes).toEqual({
    PX13: "189",
    PX01: "201",
    LIST_NOT_AGREED: "201",
  });
});
