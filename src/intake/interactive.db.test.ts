// The interactive API against its acceptance list (cusres.md section 7) and its rules on decisions, re-sent and changed
// requests, close-outs and outages.
import { describe, expect, test } from "vitest";
import { readBytes } from "#messages";
import { usualAgreement } from "#carriers";
import { deleteExpired } from "#retention";
import { euStrict } from "#vocabulary";
import { aConversation, anna, orxan, ready } from "../../test/harness/conversation.ts";
import { intakeExpiring } from "./expiring.ts";
import { openDeadline } from "./deadline.ts";
import { sender, type Asked } from "./fixtures.ts";
import { screenBacklog } from "./outage.ts";
import type { Screener } from "./delivery.ts";

const {
  talk,
  clock,
  database,
  rows,
  take,
  request,
  keptAnswer,
  ask,
  codesIn,
  release,
  withdraw,
  tell,
  escalations,
  told,
} = aConversation();

describe("7.2 splits answers under D.05B, none under D.12B", () => {
  test.each([
    ["05B", 99, [99]],
    ["05B", 100, [99, 1]],
    ["12B", 100, [100]],
  ] as const)("D.%s with %i travellers", async (release_, count, sizes) => {
    const travellers = Array.from({ length: count }, (_, at) => ({
      ...anna,
      surname: `QONAQ${"ABCDEFGHIJ"[at % 10]}`,
      ref: `P${at}`,
      document: `C${at}`,
    }));
    const [receipt] = (await take(request({ travellers, release: release_ }))).receipts;
    const messages = readBytes(Buffer.from(receipt?.answer ?? ""));
    expect(messages.map((message) => message.response?.results.length)).toEqual(sizes);
  });
});

describe("7.3 order, losses and repeats", () => {
  test("the same reference, revision and content is answered as before, however it is wrapped", async () => {
    const first = request({ tn: `T${talk.number}` });
    const second = request({ tn: `T${talk.number}` });
    const one = await ask(first);
    const two = await ask(second);
    expect(second).not.toBe(first);
    expect(two.receipt).toMatchObject({
      state: "duplicate",
      duplicateOf: one.receipt?.receiptId,
      answer: one.receipt?.answer,
    });
    expect(await rows("select version from records.flight where number = $1", [String(talk.number)])).toEqual(
      [{ version: 2 }],
    );
  });

  test("the same reference with other content is screened again, with a finding; a new revision without one", async () => {
    await ask(request({ tn: `T${talk.number}` }));
    const other = await ask(request({ tn: `T${talk.number}`, travellers: [orxan] }));
    expect(other.receipt?.state).toBe("processed");
    expect(other.findings).toContain("IN11");
    const revised = await ask(request({ tn: `T${talk.number}`, revision: "2", travellers: [orxan] }));
    expect(revised.findings).not.toContain("IN11");
  });

  test("a change for a known ABO supersedes; re-accepted after cancellation the traveller is asked about anew", async () => {
    await ask(request());
    const changed = await ask(request({ status: "CP", travellers: [{ ...anna, document: "C9999" }] }));
    expect(codesIn(changed)).toEqual(["0Z"]);
    const state = () =>
      rows(
        `select t.state, document_numbers from records.traveller t join records.flight using (flight_date, flight_id) where number = $1`,
        [String(talk.number)],
      );
    const cancelled = await ask(request({ status: "XR" }));
    expect(cancelled.type).toBe("962");
    expect(cancelled.results).toMatchObject([{ codes: ["0Z"], texts: ["CANCELLATION NOTED"] }]);
    expect(await state()).toMatchObject([{ state: "withdrawn" }]);
    const back = await ask(request({ status: "CP" }));
    expect(back.results).toMatchObject([{ travellerRef: "P1", codes: ["0Z"], texts: ["OK TO BOARD"] }]);
    expect(await state()).toMatchObject([{ state: "expected" }]);
    await ask(request({ status: "RP" }));
    expect(await state()).toMatchObject([{ state: "withdrawn" }]);
    const unknown = await ask(request({ status: "CP", travellers: [orxan] }));
    expect(codesIn(unknown)).toEqual(["0Z"]);
    expect(await state()).toHaveLength(2);
  });

  test("what came before and is worked off later does not undo what is newer", async () => {
    await ask(request());
    clock.advance(10_000);
    await ask(request({ status: "CP", travellers: [{ ...anna, document: "C9999" }] }));
    clock.advance(-5_000);
    await ask(request({ travellers: [{ ...anna, document: "C5" }] }));
    await ask(request({ status: "XR" }));
    expect(
      await rows(
        "select t.state, document_numbers from records.traveller t join records.flight using (flight_date, flight_id) where number = $1",
        [String(talk.number)],
      ),
    ).toEqual([{ state: "expected", document_numbers: ["C9999"] }]);
  });

  test("two of one ABO, an infant on a lap, are two persons and each is answered", async () => {
    const infant = { ...anna, given: "NUR", born: "260101", document: "C3" };
    const answered = await ask(request({ travellers: [anna, infant] }));
    expect(codesIn(answered)).toEqual(["0Z", "0Z"]);
    expect(
      await rows(
        "select count(*)::int as count from records.traveller join records.flight using (flight_date, flight_id) where number = $1",
        [String(talk.number)],
      ),
    ).toEqual([{ count: 2 }]);
  });
});

test("7.4 the answer uses the partner's separators", async () => {
  const text = request();
  const turned = `UNA:*.? #${text.replaceAll("+", "*").replaceAll("'", "#")}`;
  const [receipt] = (await take(turned)).receipts;
  expect(receipt?.answer?.startsWith("UNA:*.? #UNB*UNOA:4*AZPIU*J2*")).toBe(true);
  expect(receipt?.answer).toContain("ERC*0Z#");
});

test.each([
  ["ABO", { ref: null }, "0Z"],
  ["AVF", { locator: null }, "0Z"],
  ["both", { ref: null, locator: null }, "14"],
])("7.6 without %s", async (_name, over, code) => {
  const answered = await ask(request({ travellers: [{ ...anna, ...over }] }));
  expect(answered.results[0]).toMatchObject({ codes: [code] });
  expect(answered.results[0]?.texts).toEqual([code === "14" ? "AVF OR ABO MISSING" : "OK TO BOARD"]);
});

describe("3 what persons decided", () => {
  test("is answered from its release on, to this traveller alone, and the answer says by which decision", async () => {
    expect(codesIn(await ask(request({ travellers: [anna, orxan] })))).toEqual(["0Z", "0Z"]);
    const id = await release("P1");
    const answered = await ask(request({ status: "CP", travellers: [orxan, anna] }));
    expect(answered.results).toMatchObject([
      { travellerRef: "P2", codes: ["0Z"] },
      { travellerRef: "P1", codes: ["1Z"], texts: ["DO NOT BOARD"] },
    ]);
    expect(answered.receipt?.answered).toMatchObject({
      policy: "screened",
      profile: "eu-strict 2026.1",
      decisions: [{ traveller: 1, directive: "NOT_OK", decision: id }],
    });
    expect(JSON.stringify(answered.receipt?.answered)).not.toMatch(/QONAQ|AAA111/);
    expect(await told(id)).toBe("answer");
  });

  test("holds when the traveller is cancelled and booked anew under another reference", async () => {
    await ask(request());
    await release("P1");
    expect(codesIn(await ask(request({ status: "XR" })))).toEqual(["1Z"]);
    const anew = await ask(request({ travellers: [{ ...anna, ref: "P77" }] }));
    expect(codesIn(anew)).toEqual(["1Z"]);
  });

  test("a selectee boards after another look", async () => {
    await ask(request());
    await release("P1", "SELECTEE");
    expect(codesIn(await ask(request({ status: "CP" })))).toEqual(["2Z"]);
  });

  test("a repeat of a former request is told what holds now; what was answered then stays on record", async () => {
    const text = request({ tn: `T${talk.number}` });
    const before = await ask(text);
    const id = await release("P1");
    await tell(id);
    const wrapped = await ask(request({ tn: `T${talk.number}` }));
    expect(wrapped.receipt?.state).toBe("duplicate");
    expect(codesIn(wrapped)).toEqual(["1Z"]);
    expect(await keptAnswer(before.receipt?.receiptId)).toBe(before.receipt?.answer);
    await withdraw(id);
    await tell(id);
    expect(codesIn(await ask(request({ tn: `T${talk.number}` })))).toEqual(["0Z"]);
  });

  test("goes with the records: an answer names travellers, its receipt does not (EUAPI13-17)", async () => {
    const { receipt } = await ask(request());
    const forget = () => deleteExpired({ database: database(), profile: euStrict, expiring: intakeExpiring });
    const kept = () => keptAnswer(receipt?.receiptId);
    clock.set(new Date("2027-05-20T23:59:59Z"));
    await forget();
    expect(await kept()).toBe(receipt?.answer);
    clock.set(new Date("2027-05-21T00:00:00Z"));
    await forget();
    expect(await kept()).toBeNull();
  });

  test("what a repeat says of others stays as it was said, by agreed codes as well", async () => {
    const agreement = { ...usualAgreement, directiveCodes: { OK: "8Z", CHECK_DOCUMENTS: "8B" } };
    const over = { sender: { ...sender, agreement } };
    await rows("update carriers.agreement set state = 'superseded' where state = 'in-force'");
    await rows(
      `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
         decided_at) values (gen_random_uuid(), $1, $2, 'first', 'in-force', 'a', $3, 'b', $3)`,
      [sender.id, JSON.stringify({ directiveCodes: agreement.directiveCodes }), clock.now()],
    );
    const cancelled = () => request({ status: "XR", tn: `X${talk.number}`, travellers: [anna, orxan] });
    await ask(request({ travellers: [anna, orxan] }), over);
    await ask(cancelled(), over);
    await tell(await release("P1"));
    const repeated = await ask(cancelled(), over);
    expect(repeated.results.map(({ codes, texts }) => [codes[0], texts[0]])).toEqual([
      ["1Z", "DO NOT BOARD"],
      ["8Z", "CANCELLATION NOTED"],
    ]);
    await rows("update carriers.agreement set state = 'superseded' where state = 'in-force'");
  });

  test("codes agreed with the carrier stand in place of ours", async () => {
    const agreement = { ...usualAgreement, directiveCodes: { OK: "8Z" } };
    expect(codesIn(await ask(request(), { sender: { ...sender, agreement } }))).toEqual(["8Z"]);
  });
});

describe("2 what is wrong with a request as a whole", () => {
  const codes = async (change: (text: string) => string) => codesIn(await ask(change(request())));
  test.each([
    ["no airports", (text: string) => text.replace(/LOC\+(125|87)[^']*'/g, ""), ["130"]],
    ["no flight", (text: string) => text.replace(/TDT\+[^']*'/, "TDT+20'"), ["114,107"]],
    ["no day", (text: string) => text.replace(/DTM\+(189|232)[^']*'/g, ""), ["102"]],
    [
      "a day that is none",
      (text: string) => text.replace(/DTM\+(189|232):\d+/g, "DTM+$1:2611451430"),
      ["102"],
    ],
    [
      "another carrier's flight",
      (text: string) => text.replace(/TDT\+20\+J2(\d+)\+\+\+J2/, "TDT+20+QQ$1+++QQ"),
      ["107"],
    ],
    ["nobody in it", (text: string) => text.replace(/NAD\+FL.*(?=CNT)/, ""), ["13"]],
  ])("is told by its number: %s", async (_name, change, told) => {
    expect(await codes(change)).toEqual(told);
  });
});

describe("5 the close-out", () => {
  test("is confirmed as a whole, and shows who boarded against the directive or unasked", async () => {
    await ask(request({ travellers: [anna, orxan] }));
    await release("P1");
    const strange: Asked = {
      surname: "",
      given: "",
      ref: "P9",
      locator: "ZZZ999",
      born: null,
      document: null,
    };
    const closed = await ask(
      request({ type: "266+CLOB", closeOut: true, travellers: [anna, orxan, strange] }),
    );
    expect(closed.type).toBe("312");
    expect(closed.results).toMatchObject([{ level: "message", codes: [] }]);
    expect(closed.findings).toEqual(expect.arrayContaining(["IN13", "IN14"]));
    expect(await escalations()).toEqual(
      expect.arrayContaining([
        { kind: "boarded-against", carrier: "J2", travellers: 1 },
        { kind: "boarded-unasked", carrier: "J2", travellers: 1 },
      ]),
    );
  });

  test("of those not on board: the others are", async () => {
    await ask(request({ travellers: [anna, orxan] }));
    await release("P1");
    await ask(request({ type: "266+CLNB", closeOut: true, travellers: [anna] }));
    expect(await escalations()).toEqual([]);
  });
});

describe("6 screening is away", () => {
  const never: Screener["screen"] = () => new Promise(() => undefined);
  const dead: Screener["screen"] = async () => {
    throw new Error("the thread is gone");
  };
  test.each([
    ["not ready", never],
    ["dead", dead],
  ])(
    "%s: answered by the fail policy in time, everybody queued, start and end in the ledger [cusres.md §3 row 2, §6 row screening down] [transport.md §10 row 6 outage drill]",
    async (_name, away) => {
      talk.screener = away;
      const deadline = openDeadline(20);
      const answered = await ask(request({ travellers: [anna, orxan] }), { deadline });
      deadline.clear();
      expect(answered.results.map(({ codes, texts }) => [codes[0], texts[0]])).toEqual([
        ["0Z", "BOARD - SYSTEM LIMITED"],
        ["0Z", "BOARD - SYSTEM LIMITED"],
      ]);
      expect(answered.receipt?.answered).toMatchObject({ policy: "board", by: null });
      const left = () =>
        rows("select travellers from intake.outage_flight where screened_at is null order by flight_id");
      expect(await left()).toEqual([{ travellers: 2 }]);
      talk.screener = ready;
      const screened: string[] = [];
      await screenBacklog({
        database: database(),
        screening: {
          screen: async (persons: readonly { surname: string }[]) => {
            screened.push(...persons.map(({ surname }) => surname));
            return ready(persons as never);
          },
          upToDate: async () => undefined,
        } as never,
      });
      expect(screened.toSorted()).toEqual(["MUSTERI", "QONAQ"]);
      expect(await left()).toEqual([]);
      const entries = await rows("select action from ledger.entry where action like 'outage.%' order by 1");
      expect(entries.length % 2).toBe(0);
      expect(await rows("select 1 from intake.outage where ended_at is null")).toEqual([]);
    },
  );

  test("what persons decided holds all the same", async () => {
    await ask(request());
    await release("P1");
    talk.screener = dead;
    const answered = await ask(request({ status: "CP", travellers: [{ ...anna, document: "C77" }, orxan] }));
    expect(answered.results.map(({ codes }) => codes[0])).toEqual(["1Z", "0Z"]);
    talk.screener = ready;
  });
});
