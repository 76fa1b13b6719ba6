// Answers as the partner wants them written (paxlst.md section 8): UNA, UNB 0026, association code and lines, byte by byte.
import { describe, expect, test } from "vitest";
import { usualAgreement, type EffectiveAgreement } from "#carriers";
import { readBytes } from "#messages";
import { aConversation, anna } from "../../test/harness/conversation.ts";
import { pushOfBookings, sender } from "./fixtures.ts";

const { request, take, release, tell, talk, rows, clock } = aConversation();

const under = (answerForm: EffectiveAgreement["answerForm"], over: Partial<EffectiveAgreement> = {}) => ({
  sender: { ...sender, agreement: { ...usualAgreement, ...over, answerForm } },
});
let tn = 100;

/** The same request each time, under another number, with an application reference; its answer as bytes. */
async function answer(form: EffectiveAgreement["answerForm"], over: Partial<EffectiveAgreement> = {}) {
  tn += 1;
  const text = request({ tn: `T${tn}`, travellers: [{ ...anna, locator: "AB+12" }] })
    .replace("AVF:AB+12", "AVF:AB?+12")
    .replace(/(UNB\+[^']*)'/, "$1++IAPI'")
    .replace(/\bR\d+\b/g, "REF1");
  const [receipt] = (await take(text, under(form, over))).receipts;
  return receipt?.answer ?? "";
}
const usual = () =>
  `UNB+UNOA:4+AZPIU+J2+261121:0800+REF1++IAPI'UNH+REF1+CUSRES:D:05B:UN:IATA+REF1+01:F'BGM+962'RFF+TN:T${tn}:::1'` +
  `RFF+AF:J2${talk.number}'DTM+189:2611211430:201'DTM+232:2611211825:201'LOC+125+IST'LOC+87+GYD'` +
  "ERP+2'RFF+AVF:AB?+12'RFF+ABO:P1'ERC+0Z'FTX+AAP+++OK TO BOARD'UNT+14+REF1'UNZ+1+REF1'";

describe("CUSRES", () => {
  test("is as the request is where nothing is agreed", async () => {
    expect(await answer({})).toBe(usual());
  });

  test.each([
    [":+.? '", (text: string) => `UNA:+.? '${text}`],
    [":+.?*'", (text: string) => `UNA:+.?*'${text}`],
    [':+.? "', (text: string) => `UNA:+.? "${text.replaceAll("'", '"')}`],
    [
      ":*.? #",
      (text: string) =>
        `UNA:*.? #${text
          .replace("AB?+12", "AB+12X")
          .replaceAll(/\+(?!12X)/g, "*")
          .replace("12X", "12")
          .replaceAll("'", "#")}`,
    ],
    // Without release what would have to be released is a blank.
    [":+.  '", (text: string) => `UNA:+.  '${text.replace("AB?+12", "AB 12")}`],
    [null, (text: string) => text],
  ])("UNA %j", async (serviceString, written) => {
    expect(await answer({ serviceString })).toBe(written(usual()));
  });

  test("without UNA the usual characters are used, whatever the request has", async () => {
    const text = `UNA:*.? #${request().replaceAll("+", "*").replaceAll("'", "#")}`;
    const [receipt] = (await take(text, under({ serviceString: null }))).receipts;
    expect(receipt?.answer).toMatch(/^UNB\+UNOA:4\+AZPIU\+J2\+/);
  });

  test.each([
    ["APIS", "++APIS'"],
    ["AZ+PIU", "++AZ?+PIU'"],
    [null, "'"],
  ])("application reference %j", async (applicationReference, written) => {
    expect(await answer({ applicationReference })).toBe(usual().replace("++IAPI'", written));
  });

  test.each([
    ["WCO", ":UN:WCO"],
    [null, ":UN"],
  ])("association code %j", async (associationCode, written) => {
    expect(await answer({ associationCode })).toBe(usual().replace(":UN:IATA", written));
  });

  test.each([40, 63, 69, 200])("lines of %i characters at most, which say nothing", async (lineWidth) => {
    const text = await answer({ lineWidth });
    const lines = text.split("\r\n");
    expect(lines.pop()).toBe("");
    expect(lines.join("")).toBe(usual());
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(lineWidth);
    const [message] = readBytes(Buffer.from(text));
    expect([message?.findings, message?.response?.results[0]?.locator]).toEqual([[], "AB+12"]);
  });

  test("characters that cannot separate are not used, however they were agreed", async () => {
    for (const serviceString of ["::.? '", "A+.? '", ":+.", "\u00e9+.? '"])
      expect(await answer({ serviceString })).toBe(usual());
  });
});

describe("other answers and messages of ours", () => {
  const form = {
    serviceString: ':+.? "',
    applicationReference: "APIS",
    associationCode: "WCO",
    lineWidth: 60,
  };
  const unwrapped = (text: string) => text.replaceAll("\r\n", "");

  test("ACKRES has the characters, the reference and the lines, and keeps its own version", async () => {
    const push = pushOfBookings({ number: talk.number, reference: "B1" });
    const [receipt] = (await take(push, under(form, { acknowledgement: "each" }))).receipts;
    expect(unwrapped(receipt?.answer ?? "")).toMatch(
      /^UNA:\+\.\? "UNB\+IATA:1\+AZPIU\+J2\+261121:0800\+B1\+\+APIS"UNH\+B1\+ACKRES:13:1:IA"/,
    );
  });

  test("CONTRL too", async () => {
    await take(request(), under(form, { syntaxReport: "always" }));
    await tell("00000000-0000-7000-8000-0000000000ff");
    expect(unwrapped(talk.sent[0]?.text ?? "")).toMatch(
      /^UNA:\+\.\? "UNB\+UNOA:4\+AZPIU\+J2\+261121:0800\+C\w+\+\+APIS"UNH\+1\+CONTRL:4:1:UN"UCI\+/,
    );
  });

  test("what is decided later goes out the same way, and a repeat is answered so", async () => {
    await rows(
      `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
         decided_at) values (gen_random_uuid(), $1, $2, 'first', 'in-force', 'a', $3, 'b', $3)`,
      [sender.id, JSON.stringify({ answerForm: form }), clock.now()],
    );
    const text = request({ tn: `T${talk.number}` });
    const first = (await take(text, under(form))).receipts[0]?.answer ?? "";
    expect(unwrapped(first)).toMatch(/^UNA:\+\.\? "UNB\+.*\+\+APIS".*CUSRES:D:05B:UN:WCO\+.*ERC\+0Z"/);
    await tell(await release("P1"));
    const [sent] = talk.sent;
    expect(sent?.text.split("\r\n").every(({ length }) => length <= 60)).toBe(true);
    expect(unwrapped(sent?.text ?? "")).toMatch(
      /^UNA:\+\.\? "UNB\+.*\+\+APIS".*CUSRES:D:05B:UN:WCO.*BGM\+132".*ERC\+1Z"/,
    );
    const again = (await take(request({ tn: `T${talk.number}` }), under(form))).receipts[0]?.answer ?? "";
    expect(unwrapped(again)).toBe(
      unwrapped(first).replace("ERC+0Z", "ERC+1Z").replace("OK TO BOARD", "DO NOT BOARD"),
    );
    await rows("update carriers.agreement set state = 'superseded' where state = 'in-force'");
  });
});
