// paxlst.md §8, knob by knob, where no other test names it: what answers take over from the partner, and what can be agreed.
import { expect, test } from "vitest";
import { usualAgreement, type EffectiveAgreement } from "#carriers";
import { euStrict } from "#vocabulary";
import { aConversation, anna, orxan } from "../../test/harness/conversation.ts";
import { sender } from "./fixtures.ts";

const { request, ask, codesIn } = aConversation();

const under = (over: Partial<EffectiveAgreement>) => ({
  sender: { ...sender, agreement: { ...usualAgreement, ...over } },
});
const findings = async (text: string, over: Partial<EffectiveAgreement>) =>
  (await ask(text, under(over))).findings;

test.each(["passengers", "crew", "interactive"] as const)("mandatory set of %s", async (kind) => {
  const asked = () => {
    const text = request(kind === "crew" ? { type: "250" } : {});
    if (kind === "interactive") return text;
    return text.replace("CNT+42:160", "CNT+42:1").replace("NAD+FL", kind === "crew" ? "NAD+FM" : "NAD+FL");
  };
  const required = { ...usualAgreement.required, [kind]: ["visa"] as const };
  expect(await findings(asked(), { required })).toContain("IN08");
  for (const other of ["passengers", "crew", "interactive"] as const) {
    if (other === kind) continue;
    const others = { ...usualAgreement.required, [other]: ["visa"] as const };
    expect(await findings(asked(), { required: others })).not.toContain("IN08");
  }
});

test("interactive or batch; max persons per message", async () => {
  const two = { travellers: [anna, orxan] };
  expect(await findings(request(two), { interactiveTravellersMax: 1 })).toContain("IN09");
  expect(await findings(request(two), { interactiveTravellersMax: 10 })).not.toContain("IN09");
  const whole = request(two).replace("CNT+42:160", "CNT+42:2");
  expect((await ask(whole, under({ answerLists: false }))).receipt?.answer).toBeNull();
  expect((await ask(request(two), under({ answerLists: false }))).type).toBe("962");
});

test("ABO/AVF requirement", async () => {
  const nameless = { travellers: [{ ...anna, ref: null }] };
  expect(await findings(request(nameless), { identifiedBy: "ABO" })).toContain("PX18");
  expect(await findings(request(nameless), { identifiedBy: "AVF" })).not.toContain("PX18");
});

test("recipient ids", async () => {
  expect(await findings(request(), { ownAddresses: ["SOMEBODY"] })).toContain("EDI7");
  expect(await findings(request(), { ownAddresses: ["AZPIU"] })).not.toContain("EDI7");
});

test("whether crew lists, gate passes and others are wanted", async () => {
  expect(await findings(request({ type: "655" }), { lists: ["745"] })).toContain("LIST_NOT_AGREED");
  expect(await findings(request({ type: "655" }), { lists: ["745", "655"] })).not.toContain(
    "LIST_NOT_AGREED",
  );
});

test("doc types", async () => {
  const own = { documentTypes: ["I", "AC"] };
  const asked = await ask(request({ travellers: [anna, orxan] }), under(own));
  const told = asked.receipt?.findings.filter(({ code }) => code === "DOCUMENT_NOT_AGREED");
  expect(told).toMatchObject([{ severity: "error", tag: "NAD", values: { type: "P", agreed: "I, AC" } }, {}]);
  expect(codesIn(asked)).toEqual(["0Z", "0Z"]);
  const identity = request().replace("DOC+P", "DOC+I");
  expect(await findings(identity, own)).not.toContain("DOCUMENT_NOT_AGREED");
  expect(await findings(request({ status: "XR" }), own)).not.toContain("DOCUMENT_NOT_AGREED");
  const agreed = { ...own, severities: { DOCUMENT_NOT_AGREED: "off" } as const };
  expect(await findings(request(), agreed)).not.toContain("DOCUMENT_NOT_AGREED");
  // Told in the answer where a number is agreed for it.
  const numbered = { ...own, errorCodes: { DOCUMENT_NOT_AGREED: "188" } };
  expect(codesIn(await ask(request({ travellers: [orxan] }), under(numbered)))).toEqual(["188"]);
});

test("code map of directives", async () => {
  expect(codesIn(await ask(request(), under({ directiveCodes: { OK: "0" } })))).toEqual(["0"]);
});

test("send times: from the profile, or the carrier's own plan", () => {
  expect(euStrict.pushes.map(({ kind, due }) => `${kind} ${due}`)).toEqual([
    "pnr -1440",
    "pnr 15",
    "api 0",
    "crew -60",
  ]);
});

test("UNA set, UNB 0026 value and association code of answers are the partner's own", async () => {
  const turned = request()
    .replace("PAXLST:D:05B:UN:IATA", "PAXLST:D:05B:UN:SIRE4")
    .replace(/(UNB\+[^']*)'/, "$1++IAPI'")
    .replaceAll("'", '"');
  const { receipt } = await ask(`UNA:+.? "${turned}`);
  expect(receipt?.answer).toMatch(/^UNA:\+\.\? "UNB\+UNOA:4\+AZPIU\+J2\+[^"]*\+\+IAPI"/);
  expect(receipt?.answer).toContain("+CUSRES:D:05B:UN:SIRE4+");
});
