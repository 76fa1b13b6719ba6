// Findings of a private flight are said of the fields of its form.
import { expect, it } from "vitest";
import { readBytes } from "#messages";
import { inTheForm } from "./ui/private-findings.ts";
import { emptyFlight, nobody, tableOf } from "./ui/private-flight.ts";

const person = {
  ...nobody,
  surname: "Kestrel",
  given: "=cmd",
  sex: "F",
  birthDate: "1980-02-03",
  nationality: "AZE",
  documentNumber: "C1234567",
  documentIssuer: "AZE",
} as const;
const flight = {
  ...emptyFlight,
  registration: "4K-AB1",
  from: "UBBB",
  departs: "2026-06-20T10:00",
  to: "XXXX",
  arrives: "2026-06-20T14:00",
};

it("names fields and persons, not columns and rows, and says nothing of what was never entered", () => {
  const draft = { ...flight, persons: [{ ...person, given: "Robin" }, person] };
  const [message] = readBytes(Buffer.from(tableOf(draft)));
  const told = message!.findings.map((finding) => inTheForm(finding, (field) => `<${field}>`));
  const formula = told.find(({ code }) => code === "MF16");
  expect(formula).toMatchObject({ segment: 2, tag: "<given>", values: { column: "<given>" } });
  expect(formula?.text).toMatch(/^<given> holds a formula/);
  const place = told.find(({ text }) => text.includes("XXXX"));
  expect(place).toMatchObject({ segment: null, tag: "<to>" });
  expect(place?.text).toMatch(/^<to> XXXX/);
  expect(told.map(({ code }) => code)).not.toContain("NOT_ADMITTED");
});
