// GOVREQ: a request written is the request read.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainBytes } from "../grammar/explain.ts";
import { readBytes } from "../read.ts";
import type { PushRequest } from "./request.ts";
import { writeGovreq } from "./write.ts";

const envelope = {
  sender: ["AZPIU", "ZZ"],
  recipient: ["J2", "ZZ"],
  reference: "G1",
  version: ["IA", "11", "1"],
  accessReference: "010326/0900/J2/75",
  at: "2026-03-01T06:00:00Z",
} as const;
const flight = {
  carrier: "J2",
  number: "75",
  from: "GYD",
  to: "IST",
  departs: "2026-03-01T09:00",
  arrives: "2026-03-01T11:10",
};
const request: PushRequest = {
  function: "43",
  authority: { name: "AZPIU", place: "GYD" },
  flights: [{ flight, locators: ["QX7K2M", "QX7K2N"], texts: ["PLEASE PUSH AT ONCE"] }],
};

describe("written and read again", () => {
  it("is the same request", () => {
    const bytes = writeGovreq(request, envelope);
    expect(Buffer.from(bytes).toString()).toBe(
      "UNA:+.? 'UNB+IATA:1+AZPIU:ZZ+J2:ZZ+260301:0600+G1++GOVREQ'" +
        "UNG+GOVREQ+AZPIU:ZZ+J2:ZZ+260301:0600+1+IA+11:1'UNH+1+GOVREQ:11:1:IA+010326/0900/J2/75'" +
        "MSG+:43'ORG+AZPIU:GYD'TVL+010326:0900:010326:1110+GYD+IST+J2+75'RCI+:QX7K2M+:QX7K2N'" +
        "IFT+3+PLEASE PUSH AT ONCE'UNT+7+1'UNE+1+1'UNZ+1+G1'",
    );
    const [read] = readBytes(bytes);
    expect(read).toMatchObject({ kind: "GOVREQ", version: "11.1", accepted: true, findings: [] });
    expect(read?.request).toEqual(request);
    expect(read?.control.accessReference).toBe(envelope.accessReference);
  });

  it("whatever is asked", () => {
    const day = fc.constantFrom("2026-03-01", "2026-12-31");
    const moment = fc.oneof(
      day,
      day.map((date) => `${date}T23:59`),
    );
    const code = fc.constantFrom("GYD", "IST", null);
    const asked = fc.record({
      flight: fc.record({
        carrier: fc.constantFrom("J2", "AZ"),
        number: fc.stringMatching(/^[1-9][0-9]{0,3}[A-Z]?$/),
        from: code,
        to: code,
        departs: moment,
        arrives: fc.option(moment),
      }),
      locators: fc.array(fc.stringMatching(/^[A-Z0-9?+':]{6}$/), { maxLength: 12 }),
      texts: fc.array(fc.constantFrom("A", "B C"), { maxLength: 2 }),
    });
    const any = fc.record({
      function: fc.constantFrom("43", "22"),
      authority: fc.option(fc.record({ name: fc.constant("AZ"), place: fc.constantFrom("GYD", null) })),
      flights: fc.array(asked, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(any, (sent) => {
        const bytes = writeGovreq(sent, envelope);
        const [read] = readBytes(bytes);
        expect(read?.request).toEqual(sent);
        expect(writeGovreq(read!.request!, envelope)).toEqual(bytes);
        expect(explainBytes(bytes).messages[0]?.findings).toEqual([]);
      }),
    );
  });
});

describe("what cannot be answered is refused", () => {
  const asking = (flights: PushRequest["flights"]) =>
    readBytes(writeGovreq({ ...request, flights }, envelope))[0];

  it.each<[string, PushRequest["flights"]]>([
    ["no flight", []],
    ["no number", [{ flight: { ...flight, number: "" }, locators: [], texts: [] }]],
    ["no date", [{ flight: { ...flight, departs: null }, locators: [], texts: [] }]],
  ])("%s", (_, flights) => {
    expect(asking(flights)).toMatchObject({ accepted: false });
    expect(asking(flights)?.findings.map(({ code }) => code)).toEqual(["GQ01"]);
  });
});
