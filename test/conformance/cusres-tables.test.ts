// cusres.md §1, §2, §4 and §8 row by row, as reading: answers, unsolicited messages and their acknowledgements.
import { describe, expect, it } from "vitest";
import { readDirective } from "#messages";
import type { ReadMessage, Response } from "#messages";
import { codesOf, interchange, only } from "./messages.ts";

const HEAD = [
  "RFF+TN:0000100:::1",
  "RFF+AF:CA339",
  "DTM+189:2603011620:201",
  "DTM+232:2603012035:201",
  "LOC+125+ICN",
  "LOC+87+CAN",
];
const RESULT = ["ERP+2", "RFF+AVF:QX7K2M", "RFF+ABO:90001", "ERC+0Z", "FTX+AAP+++OK TO BOARD"];

function text(
  body: readonly string[],
  bgm = "BGM+962",
  unh = "UNH+1+CUSRES:D:05B:UN:IATA+000001ABCD+01:F",
): string {
  return interchange([unh, bgm, ...body], "UNB+UNOA:4+PIU:ZZ+CA:ZZ+260301:0801+R1");
}
function cusres(
  body: readonly string[],
  bgm?: string,
): { message: ReadMessage; response: Response; codes: string[] } {
  const message = only(text(body, bgm));
  return { message, response: message.response!, codes: codesOf(message) };
}
/** Codes with their offsets. */
const places = (body: readonly string[], bgm?: string) =>
  only(text(body, bgm)).findings.map(({ code, offset }) => [code, offset]);

describe("§1 structure", () => {
  it("rows 1 to 6: the subset of an answer", () => {
    const { message, response, codes } = cusres([...HEAD, ...RESULT]);
    expect([message.accepted, codes, message.control.accessReference]).toEqual([true, [], "000001ABCD"]);
    expect(response).toEqual({
      kind: "response",
      type: "962",
      transaction: { reference: "0000100", revision: "1" },
      flights: [
        {
          designator: "CA339",
          from: "ICN",
          to: "CAN",
          departs: "2026-03-01T16:20",
          arrives: "2026-03-01T20:35",
          qualifiers: ["125", "87"],
        },
      ],
      results: [
        {
          level: "traveller",
          locator: "QX7K2M",
          travellerRef: "90001",
          codes: ["0Z"],
          texts: ["OK TO BOARD"],
          directive: "OK",
          authority: "NOT_APPLICABLE",
        },
      ],
    });
  });
  it.each([
    ["962", "response"],
    ["132", "unsolicited"],
    ["312", "acknowledgement"],
    ["961", "other"],
    ["963", "other"],
  ])("row BGM %s", (code, kind) => {
    const { message, response, codes } = cusres([...HEAD, ...RESULT], `BGM+${code}`);
    expect([message.accepted, response.kind, response.type, codes]).toEqual([true, kind, code, []]);
  });
  it("row 4: one group for each leg, LOC and DTM in either order or alternating", () => {
    const legs = [
      "RFF+AF:MU589",
      "LOC+92+SFO",
      "DTM+189:2603011000:201",
      "LOC+92+ICN",
      "DTM+232:2603011500:201",
      "RFF+AF:MU590",
      "LOC+125+ICN",
      "DTM+189:2603011620:201",
      "LOC+87+PVG",
      "DTM+232:2603012035:201",
    ];
    expect(cusres(["RFF+TN:1", ...legs, ...RESULT])).toMatchObject({
      codes: [],
      response: {
        flights: [
          {
            designator: "MU589",
            from: "SFO",
            to: "ICN",
            departs: "2026-03-01T10:00",
            arrives: "2026-03-01T15:00",
          },
          {
            designator: "MU590",
            from: "ICN",
            to: "PVG",
            departs: "2026-03-01T16:20",
            arrives: "2026-03-01T20:35",
          },
        ],
      },
    });
  });
  it("row 4: ten legs", () => {
    const legs = Array.from({ length: 10 }, (_, i) => [`RFF+AF:CA${i}`, "LOC+92+ICN", "LOC+92+CAN"]).flat();
    expect(cusres(["RFF+TN:1", ...legs, ...RESULT]).response.flights).toHaveLength(10);
  });
  it("row 5: level 1 of the message, level 2 of a traveller", () => {
    const { response, codes } = cusres([
      ...HEAD,
      "ERP+1",
      "ERC+118",
      "FTX+AAP+++SYSTEM UNABLE TO PROCESS",
      ...RESULT,
    ]);
    expect([response.results.map(({ level }) => level), codes]).toEqual([["message", "traveller"], []]);
  });
  it("row 5: several codes, texts and references of one traveller", () => {
    const { response, codes } = cusres([
      ...HEAD,
      "ERP+2",
      "RFF+AVF:QX7K2M",
      "RFF+AEA:77",
      "RFF+ABO:90001",
      "ERC+153",
      "ERC+1Z",
      "FTX+AAP+++NAME MISMATCH",
      "FTX+AAP+++DO NOT BOARD",
    ]);
    expect(codes).toEqual([]);
    expect(response.results).toMatchObject([
      { codes: ["153", "1Z"], texts: ["NAME MISMATCH", "DO NOT BOARD"], directive: "NOT_OK" },
    ]);
  });
  it("D.10A: more than 99 travellers", () => {
    const results = Array.from({ length: 500 }, (_, i) => ["ERP+2", `RFF+ABO:${i}`, "ERC+0Z"]).flat();
    expect(cusres([...HEAD, ...results]).response.results).toHaveLength(500);
  });
});

describe("§1 worked exchange", () => {
  it("travellers in another order than asked are told by their references", () => {
    const { response } = cusres([
      ...HEAD,
      "ERP+2",
      "RFF+ABO:90002",
      "ERC+1Z",
      "ERP+2",
      "RFF+ABO:90001",
      "ERC+0Z",
    ]);
    expect(response.results.map(({ travellerRef, directive }) => [travellerRef, directive])).toEqual([
      ["90002", "NOT_OK"],
      ["90001", "OK"],
    ]);
  });
});

describe("§2 directive codes", () => {
  it.each([
    ["0", "OK", "UNKNOWN"],
    ["0Z", "OK", "NOT_APPLICABLE"],
    ["0A", "OK", "VALID"],
    ["0B", "OK", "NONE_FOUND"],
    ["0X", "OK", "CHECK_DOCUMENTS"],
    ["1", "NOT_OK", "UNKNOWN"],
    ["1Z", "NOT_OK", "NOT_APPLICABLE"],
    ["1A", "NOT_OK", "VALID"],
    ["1B", "NOT_OK", "NONE_FOUND"],
    ["1X", "NOT_OK", "CHECK_DOCUMENTS"],
    ["1R", "NOT_OK", "UNKNOWN"],
    ["2", "SELECTEE", "UNKNOWN"],
    ["2A", "SELECTEE", "VALID"],
    ["2Z", "SELECTEE", "NOT_APPLICABLE"],
    ["4Z", "ERROR", "NOT_APPLICABLE"],
    ["4A", "ERROR", "VALID"],
    ["5Z", "ERROR", "NOT_APPLICABLE"],
    ["0ZZ", "OK", "NOT_APPLICABLE"],
  ])("row %s", (code, directive, authority) => {
    expect(readDirective(code)).toEqual({ directive, authority });
    expect(cusres([...HEAD, "ERP+2", "RFF+ABO:1", `ERC+${code}`]).response.results).toMatchObject([
      { codes: [code], directive, authority },
    ]);
  });
  it.each(["3", "1000", "102", "103", "107", "114", "115", "118", "130", "153", "188", "BOARD"])(
    "row %s is no directive",
    (code) => {
      expect(readDirective(code)).toBeNull();
      expect(cusres([...HEAD, "ERP+2", "RFF+ABO:1", `ERC+${code}`])).toMatchObject({
        codes: [],
        response: { results: [{ codes: [code], directive: null, authority: null }] },
      });
    },
  );
  it("row UAE: a text without a code", () => {
    expect(
      cusres([...HEAD, "ERP+2", "RFF+ABO:1", "FTX+AAP+++BOARD IF DOCS OK"]).response.results,
    ).toMatchObject([{ codes: [], texts: ["BOARD IF DOCS OK"], directive: null }]);
  });
});

describe("§4 unsolicited messages", () => {
  it("BGM 132 with a new code, its own RFF TN", () => {
    expect(
      cusres([...HEAD, ...RESULT.map((segment) => segment.replace("0Z", "1Z"))], "BGM+132").response,
    ).toMatchObject({
      kind: "unsolicited",
      transaction: { reference: "0000100" },
      results: [{ directive: "NOT_OK" }],
    });
  });
  it("BGM 312: the same TN, flight and result; or ERP 1 with ERC 118 of a host that cannot match", () => {
    expect(cusres([...HEAD, ...RESULT], "BGM+312").response).toMatchObject({
      kind: "acknowledgement",
      results: [{ directive: "OK" }],
    });
    expect(cusres([...HEAD, "ERP+1", "ERC+118"], "BGM+312")).toMatchObject({
      codes: [],
      response: { results: [{ level: "message", codes: ["118"], directive: null }] },
    });
  });
  it.each(["BGM+132", "BGM+312"])("%s without RFF TN cannot be matched: CR05 at BGM", (bgm) => {
    expect(places(RESULT, bgm)).toEqual([["CR05", text(RESULT, bgm).indexOf("BGM+")]]);
    expect(places(RESULT, "BGM+962")).toEqual([]);
  });
});

describe("§8 batch and customs", () => {
  it("data errors of a batch: numbers and texts without directives", () => {
    const { response, codes } = cusres([...HEAD, "ERP+2", "RFF+ABO:1", "ERC+1", "FTX+AAP+++SURNAME INVALID"]);
    // One digit is read as a directive where it is one: the list's error code 1 stands beside its text.
    expect([response.results[0]?.codes, response.results[0]?.texts, codes]).toEqual([
      ["1"],
      ["SURNAME INVALID"],
      [],
    ]);
  });
  it.each(["BGM+34", "BGM+294", "BGM"])(
    "customs answers have another grammar: %s is refused at its code",
    (bgm) => {
      const message = only(text([...HEAD, ...RESULT], bgm));
      const offset = text([...HEAD, ...RESULT], bgm).indexOf(bgm) + (bgm === "BGM" ? 0 : 4);
      expect([message.accepted, message.findings.map((finding) => [finding.code, finding.offset])]).toEqual([
        false,
        [["CR01", offset]],
      ]);
    },
  );
  it("a message without BGM", () => {
    const plain = interchange(
      ["UNH+1+CUSRES:D:05B:UN", ...HEAD, ...RESULT],
      "UNB+UNOA:4+PIU+CA+260301:0801+R1",
    );
    expect(only(plain).findings.map(({ code, offset }) => [code, offset])).toEqual([
      ["CR01", plain.indexOf("UNH+")],
    ]);
  });
});

describe("findings: code, place, and nothing lost", () => {
  const at = (body: readonly string[], needle: string): number => text(body).indexOf(needle);
  it.each<[string, readonly string[], string]>([
    ["CR02", [...HEAD, ...RESULT, "ERP+2", "ERC+0Z"], "ERP+2'ERC"],
    ["CR03", [...HEAD, "ERC+0Z", ...RESULT], "ERC+0Z'ERP"],
    ["CR03", [...HEAD, "RFF+ABO:90009", ...RESULT], "RFF+ABO:90009"],
    ["CR03", [...HEAD, "FTX+AAP+++HELLO", ...RESULT], "FTX+AAP+++HELLO"],
    ["CR06", [HEAD[0]!, HEAD[1]!, "DTM+189:TOMORROW:201", ...HEAD.slice(3), ...RESULT], "TOMORROW"],
  ])("%s", (code, body, needle) => {
    expect(places(body)).toEqual([[code, at(body, needle)]]);
    expect(only(text(body)).response?.results[0]?.directive).toBe("OK");
  });
  it("CR04: segments of the customs grammar are said once, at the first, and taken out", () => {
    const body = [...HEAD, "GEI+4+1", "EQD+CN+1", ...RESULT, "CNT+42:1"];
    expect(places(body)).toEqual([
      ["CR04", at(body, "GEI+4")],
      ["NOT_ADMITTED", null],
    ]);
    expect(only(text(body)).findings[0]?.values).toEqual({ count: "3" });
  });
});
