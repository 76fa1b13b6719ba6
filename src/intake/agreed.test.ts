// A message under an agreement: severities, what is required, and nobody dropped for it.
import { expect, test } from "vitest";
import { usualAgreement, type EffectiveAgreement } from "#carriers";
import { readBytes, type ReadMessage } from "#messages";
import { underAgreement } from "./agreed.ts";
import { passengerList } from "./fixtures.ts";

function listed(change: (text: string) => string = (text) => text): ReadMessage {
  const [message] = readBytes(Buffer.from(change(passengerList({ number: 510, reference: "A510" }))));
  if (message === undefined) throw new Error("no message was read");
  return message;
}
const agreed = (over: Partial<EffectiveAgreement>): EffectiveAgreement => ({ ...usualAgreement, ...over });
const requiring = (over: Partial<EffectiveAgreement["required"]>): EffectiveAgreement =>
  agreed({ required: { ...usualAgreement.required, ...over } });
const codesOf = (message: ReadMessage) => message.findings.map(({ code, severity }) => `${code} ${severity}`);

test("without an agreement the message stays the very same", () => {
  const message = listed();
  expect(underAgreement(message, usualAgreement)).toBe(message);
});

test("each traveller who lacks something required is told of where they stand, and stays [paxlst.md §8, mandatory set]", () => {
  const message = listed((text) => text.replace("ATT+2++M'\n", ""));
  const judged = underAgreement(message, requiring({ passengers: ["sex", "residence", "seat"] }));
  const told = judged.findings.filter(({ code }) => code === "IN08");
  expect(told.map(({ segment, tag, values }) => [segment, tag, values?.["lacking"]])).toEqual([
    [10, "NAD", "sex, country of residence"],
    [20, "NAD", "country of residence"],
  ]);
  expect(judged.passengerList).toEqual(message.passengerList);
});

test("a finding counts as agreed, or not at all [paxlst.md §8]", () => {
  const message = listed((text) => text.replace("CNT+42:2", "CNT+42:x"));
  expect(codesOf(message)).toContain("COUNT_INVALID warning");
  expect(codesOf(underAgreement(message, agreed({ severities: { COUNT_INVALID: "error" } })))).toContain(
    "COUNT_INVALID error",
  );
  const off = underAgreement(message, agreed({ severities: { COUNT_INVALID: "off" } }));
  expect(codesOf(off).join()).not.toContain("COUNT_INVALID");
});

test("a request for some of the travellers goes by what is agreed for requests [paxlst.md §8, max persons per message]", () => {
  const request = listed((text) => text.replace("CNT+42:2", "CNT+42:160"));
  const judged = underAgreement(request, {
    ...requiring({ passengers: ["visa"], interactive: ["travellerRef"] }),
    interactiveTravellersMax: 1,
  });
  expect(codesOf(judged).filter((code) => code.startsWith("IN"))).toEqual([
    "IN09 warning",
    "IN08 error",
    "IN08 error",
  ]);
});

test("of a list where everyone lacks something the first are told one by one, the rest by their number", () => {
  const message = listed();
  const [traveller] = message.passengerList?.travellers ?? [];
  if (message.passengerList === undefined || traveller === undefined) throw new Error("nobody was read");
  const many: ReadMessage = {
    ...message,
    passengerList: {
      ...message.passengerList,
      stated: { passengers: 80, crew: null },
      travellers: Array.from({ length: 80 }, () => traveller),
    },
  };
  const judged = underAgreement(many, requiring({ passengers: ["visa"] }));
  expect(judged.findings.filter(({ code }) => code === "IN08")).toHaveLength(50);
  expect(judged.findings.at(-1)).toMatchObject({ code: "IN10", values: { travellers: "30" } });
});
