// Telephone numbers and e-mail addresses as carriers write them.
import { describe, expect, it } from "vitest";
import { readAddText, readContact, readContactText, readEmail, readPhone } from "./contact.ts";

describe("contacts", () => {
  it.each([
    ["JACKI.EXAMPLE//MAIL.EXAMPLE", "JACKI.EXAMPLE@MAIL.EXAMPLE"],
    ["LUCY..EXAMPLE//MAIL.EXAMPLE", "LUCY_EXAMPLE@MAIL.EXAMPLE"],
    ["ANN./MARIE//MAIL.EXAMPLE", "ANN-MARIE@MAIL.EXAMPLE"],
    ["A+B//MAIL.EXAMPLE", "A+B@MAIL.EXAMPLE"],
    ["a@mail.example/EN", "a@mail.example"],
    ["NO MAIL", null],
  ])("e-mail %s", (sent, address) => {
    expect(readEmail(sent)).toBe(address);
  });

  it.each([
    ["H5555555555", "5555555555"],
    ["7732486972-U", "7732486972"],
    ["+994 12 555 01 00", "+994 12 555 01 00"],
    ["12", null],
    ["CALL ME", null],
  ])("telephone %s", (sent, number) => {
    expect(readPhone(sent)).toBe(number);
  });

  it.each([
    ["CTCE ELLIOT//MAIL.EXAMPLE", { kind: "email", value: "ELLIOT@MAIL.EXAMPLE" }],
    ["CTC 7732486972-U", { kind: "phone", value: "7732486972" }],
    ["YY CTC M 123456789", { kind: "phone", value: "123456789" }],
    ["CTCH 1234536789", { kind: "phone", value: "1234536789" }],
    ["CTCT SEA 866 555-4647 EXAMPLE TRAVEL", { kind: "phone", value: "866 555-4647" }],
    ["CTCR 00115555555555", { kind: "phone", value: "00115555555555" }],
    ["CTCR REFUSED", { kind: "refused" }],
    ["THIS PASSENGER IS A VIP", null],
    ["CTCX", null],
  ])("OSI %s", (text, expected) => {
    expect(readContactText(text)).toEqual(expected);
  });

  it("reads an SSR's contact without its language", () => {
    expect(readContact("M", "/447700900123/EN")).toEqual({ kind: "phone", value: "447700900123" });
  });

  it.each([
    ["641607948838", ["641607948838"], [], ""],
    ["H5555555555 W 1 555 555 5555 ", ["5555555555", "1 555 555 5555"], [], ""],
    ["EK CTC M 5432109876", ["5432109876"], [], ""],
    ["SOMEONE@MAIL.EXAMPLE", [], ["SOMEONE@MAIL.EXAMPLE"], ""],
    ["TBM MAIL TO", [], [], "TBM MAIL TO"],
  ])("ADD text %s", (text, phones, emails, rest) => {
    expect(readAddText(text)).toEqual({ phones, emails, rest });
  });
});
