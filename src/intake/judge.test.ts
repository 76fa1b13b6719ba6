// What becomes of a message by its envelope alone.
import { expect, it } from "vitest";
import { readBytes } from "#messages";
import { judge } from "./judge.ts";

const list = (mark: string): string =>
  `UNB+UNOA:4+J2+PIU+260301:1305+1++++++${mark}'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++DESK'TDT+20+J2075+++J2'` +
  "LOC+125+GYD'DTM+189:2603011410:201'LOC+87+IST'DTM+232:2603011620:201'NAD+FL+++KESTREL:ROBIN'ATT+2++F'DTM+329:720301'" +
  "NAT+2+GBR'DOC+P+C0190100'DTM+36:310809'LOC+91+GBR'UNT+16+1'UNZ+1+1'";
const judged = (mark: string) => judge(readBytes(Buffer.from(list(mark)))[0]!, null);

it("the data of a test are not taken for real ones", () => {
  expect(judged("1")).toMatchObject({ verdict: "refuse", findings: [{ code: "TEST_NOT_TAKEN" }] });
  expect(judged("")).toEqual({ verdict: "take", findings: [] });
  expect(judged("0")).toEqual({ verdict: "take", findings: [] });
});
