// Travellers whose data is insufficient: told to be sent again by the numbers agreed, never in place of what persons decided.
import { describe, expect, test } from "vitest";
import { usualAgreement, type EffectiveAgreement } from "#carriers";
import { aConversation, anna, orxan } from "../../test/harness/conversation.ts";
import { sender } from "./fixtures.ts";

const { request, ask, codesIn, release, withdraw, tell, told, talk, rows, clock } = aConversation();

const under = (over: Partial<EffectiveAgreement>) => ({
  sender: { ...sender, agreement: { ...usualAgreement, ...over } },
});
const visa = (over: Partial<EffectiveAgreement> = {}) =>
  under({ required: { ...usualAgreement.required, interactive: ["document"] }, ...over });
/** One of two has no document. */
const lacking = { travellers: [{ ...anna, document: null }, orxan] };
const missing = { codes: ["13"], texts: ["MANDATORY DATA MISSING"], directive: null };

describe("cusres.md section 2: RESUBMIT", () => {
  test("who lacks what is required is told so by its number, the others board; the finding stands in the receipt", async () => {
    const answered = await ask(request(lacking), visa());
    expect(answered.results).toMatchObject([
      { level: "traveller", travellerRef: "P1", ...missing },
      { travellerRef: "P2", codes: ["0Z"], texts: ["OK TO BOARD"] },
    ]);
    expect(answered.receipt?.state).toBe("processed");
    expect(answered.findings).toContain("IN08");
    const complete = request({ status: "CP", travellers: [anna] });
    expect(codesIn(await ask(complete, visa()))).toEqual(["0Z"]);
  });

  test.each([
    ["no date of birth", { ...anna, born: null }],
    ["a date of birth that is none", { ...anna, born: "801399" }],
    ["no surname", { ...anna, surname: "" }],
  ])("without being agreed, for %s: nobody can be looked for by that", async (_name, traveller) => {
    expect((await ask(request({ travellers: [traveller, orxan] }))).results).toMatchObject([
      missing,
      { codes: ["0Z"] },
    ]);
  });

  test("what counts as no error is told to nobody", async () => {
    const unborn = request({ travellers: [{ ...anna, born: null }] });
    expect(codesIn(await ask(unborn, under({ severities: { PX09: "warning" } })))).toEqual(["0Z"]);
    expect(codesIn(await ask(request(lacking), visa({ severities: { IN08: "info" } })))).toEqual([
      "0Z",
      "0Z",
    ]);
  });

  test("nobody is asked for more when they are taken back", async () => {
    await ask(request());
    const back = await ask(
      request({ status: "XR", travellers: [{ ...anna, born: null, document: null }] }),
      visa(),
    );
    expect(back.results).toMatchObject([{ codes: ["0Z"], texts: ["CANCELLATION NOTED"] }]);
  });

  test("of a list in which everybody lacks something everybody is told, however many have findings of their own", async () => {
    const travellers = Array.from({ length: 60 }, (_, at) => ({ ...anna, document: null, ref: `P${at}` }));
    const answered = await ask(request({ travellers, release: "12B" }), visa());
    expect(answered.findings).toContain("IN10");
    expect(codesIn(answered)).toEqual(travellers.map(() => "13"));
  });

  test("who is named by another reference than the one agreed is told by the number of that", async () => {
    const byAbo = under({ identifiedBy: "ABO" });
    expect(codesIn(await ask(request({ travellers: [{ ...anna, ref: null }, orxan] }), byAbo))).toEqual([
      "14",
      "0Z",
    ]);
  });

  test("while screening is away, too", async () => {
    talk.screener = () => Promise.reject(new Error("away"));
    const answered = await ask(request(lacking), visa());
    expect(answered.results.map(({ texts }) => texts[0])).toEqual([
      "MANDATORY DATA MISSING",
      "BOARD - SYSTEM LIMITED",
    ]);
  });
});

describe("cusres.md section 3: what persons decided stands before it", () => {
  test.each(["NOT_OK", "SELECTEE"] as const)(
    "%s is answered whatever is lacking, and once it is withdrawn the lack is",
    async (directive) => {
      await ask(request());
      const id = await release("P1", directive);
      const over = visa({ errorCodes: { IN08: "201" } });
      const decided = await ask(request({ status: "CP", ...lacking }), over);
      expect(codesIn(decided)).toEqual([directive === "NOT_OK" ? "1Z" : "2Z", "0Z"]);
      expect(decided.receipt?.answered).toMatchObject({ decisions: [{ traveller: 0, decision: id }] });
      expect(await told(id)).toBe("answer");
      await withdraw(id);
      expect(codesIn(await ask(request({ status: "CP", ...lacking }), over))).toEqual(["201", "0Z"]);
    },
  );

  test("a repeat of a request whose traveller was to be sent again is told what was decided since; others as before", async () => {
    const over = visa({ errorCodes: { IN08: "201", PX09: "202" }, directiveCodes: { RESUBMIT: "3Z" } });
    const text = () =>
      request({ tn: `T${talk.number}`, travellers: [anna, { ...orxan, document: null, born: null }] });
    const first = await ask(text(), over);
    expect(first.results[1]).toMatchObject({
      codes: ["3Z", "202", "201"],
      texts: ["DATA INSUFFICIENT - SEND AGAIN", "MANDATORY DATA MISSING", "MANDATORY DATA MISSING"],
    });
    await tell(await release("P1"));
    const again = await ask(text(), over);
    expect(again.receipt?.state).toBe("duplicate");
    expect(again.results).toEqual([expect.objectContaining({ codes: ["1Z"] }), first.results[1]]);
  });
});

test("once a decision is withdrawn the carrier is told again what is lacking, by our message and by a repeat", async () => {
  const over = under({ directiveCodes: { RESUBMIT: "3Z" } });
  await rows(
    `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
       decided_at) values (gen_random_uuid(), $1, '{"directiveCodes": {"RESUBMIT": "3Z"}}', 'first', 'in-force', 'a', $2, 'b', $2)`,
    [sender.id, clock.now()],
  );
  const text = () => request({ tn: `T${talk.number}`, travellers: [{ ...anna, born: null }, orxan] });
  expect(codesIn(await ask(text(), over))).toEqual(["3Z,13", "0Z"]);
  const id = await release("P1");
  await tell(id);
  expect(codesIn(await ask(text(), over))).toEqual(["1Z", "0Z"]);
  await withdraw(id);
  await tell(id);
  expect(talk.sent.map((sent) => /ERC.*(?='UNT)/.exec(sent.text)?.[0])).toEqual([
    "ERC+1Z'FTX+AAP+++DO NOT BOARD",
    "ERC+3Z'FTX+AAP+++DATA INSUFFICIENT - SEND AGAIN'ERC+13'FTX+AAP+++MANDATORY DATA MISSING",
  ]);
  expect(await told(id)).toBe("message");
  expect(codesIn(await ask(text(), over))).toEqual(["3Z,13", "0Z"]);
  await tell(id);
  expect(talk.sent).toHaveLength(2);
  await rows("update carriers.agreement set state = 'superseded' where state = 'in-force'");
});

describe("paxlst.md section 8: error code map", () => {
  test("a finding is told by the agreed number, in the words of ours or by its own code", async () => {
    const nowhere = request(lacking).replace("LOC+91+AZE", "LOC+91+QQQ");
    const over = visa({ errorCodes: { IN08: "201", PX13: "E188" } });
    expect((await ask(nowhere, over)).results).toMatchObject([
      { codes: ["201"], texts: ["MANDATORY DATA MISSING"] },
      { codes: ["E188"], texts: ["DATA NOT ACCEPTED - PX13"] },
    ]);
    // Nothing is agreed of it: it stays a finding.
    expect(codesIn(await ask(request().replace("LOC+91+AZE", "LOC+91+QQQ")))).toEqual(["0Z"]);
  });

  test("of a message that is not taken, in place of ours; single travellers are not told of it", async () => {
    const strange = request({ travellers: [{ ...anna, born: null }] }).replace(
      /TDT\+20\+J2(\d+)\+\+\+J2/,
      "TDT+20+QQ$1+++QQ",
    );
    const over = under({ errorCodes: { IN02: "901", PX09: "202" } });
    expect((await ask(strange, over)).results).toMatchObject([
      { level: "message", codes: ["901"], texts: ["CARRIER CODE INVALID"] },
    ]);
    expect(
      codesIn(await ask(strange.replaceAll("+R", "+S"), under({ errorCodes: { PX09: "202" } }))),
    ).toEqual(["107"]);
  });

  test("a number that would be read as a directive counts for nothing, however it was agreed", async () => {
    expect(codesIn(await ask(request(lacking), visa({ errorCodes: { IN08: "1Z" } })))).toEqual(["13", "0Z"]);
  });
});
