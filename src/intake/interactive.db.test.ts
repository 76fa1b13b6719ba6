// The interactive API against its acceptance list (cusres.md section 7) and its rules on decisions, messages of ours,
// re-sent and changed requests, close-outs and outages.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readBytes } from "#messages";
import {
  isRefusal,
  manualClock,
  migrateJobs,
  newId,
  openDatabase,
  systemActor,
  type Database,
} from "#platform";
import { euStrict } from "#vocabulary";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { aReleasedDirective, aWithdrawal, type KnownTraveller } from "../cases/fixtures.ts";
import { forgetAnswers, givenAnswer, openAnswer } from "./answer-store.ts";
import { openDeadline } from "./deadline.ts";
import { escalateUnconfirmed, tellDirective } from "./directives.ts";
import { interactiveRequest, type Asked, sender } from "./fixtures.ts";
import { openOutgoing, type OutgoingLoop } from "./outgoing-loop.ts";
import { screenBacklog } from "./outage.ts";
import { receive, type Delivery, type IntakeServices, type Received, type Screener } from "./receive.ts";

let fresh: FreshDatabase;
let database: Database;
let services: IntakeServices;
let loop: OutgoingLoop;
const start = new Date("2026-11-21T08:00:00Z");
const clock = manualClock(start);
const key = Buffer.alloc(32, 7);
const plenty = { messages: 1_000, bytes: 100_000_000 };
/** On the channel Type B to the carrier. */
let sent: { text: string; at: string }[] = [];
let number = 300;
let references = 0;

const ready: Screener["screen"] = async (persons) => ({
  persons: persons.map((person) => ({ ...person, matches: [] })),
  by: { engineVersion: "test-1", lists: [] },
});
let screener: Screener["screen"] = ready;

beforeAll(async () => {
  fresh = await freshDatabase();
  await migrateJobs(fresh.url);
  database = openDatabase({ url: fresh.url, clock, connections: 6 });
  services = {
    database,
    screening: { screen: (persons) => screener(persons) },
    profile: euStrict,
    key,
    quarantine: { carrier: plenty, stranger: plenty },
  };
  await asSystem((tx) =>
    tx.query(
      `insert into carriers.carrier (carrier_id, code, name, sender_ids, flies_as, created_at)
       values ($1, 'J2', 'A carrier', '{J2}', '{J2}', $2)`,
      [sender.id, start],
    ),
  );
  loop = openOutgoing({
    database,
    key,
    feed: null,
    channels: [
      {
        channel: "type-b",
        send: async (_to, bytes) =>
          void sent.push({
            text: Buffer.from(bytes).toString(),
            at: clock.now().toISOString().slice(11, 19),
          }),
      },
    ],
    escalate: escalateUnconfirmed,
    problem: () => undefined,
  });
});
afterAll(async () => {
  await loop.stop();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  clock.set(start);
  await rows("delete from intake.outgoing");
  screener = ready;
  sent = [];
  number += 1;
});

const asSystem = <Result>(work: Parameters<typeof database.transaction<Result>>[1]) =>
  database.transaction(systemActor("test"), work);
const rows = (text: string, values: unknown[] = []) =>
  asSystem((tx) => tx.query<Record<string, unknown>>(text, values));

async function take(text: string, over: Partial<Delivery> = {}): Promise<Received> {
  const received = await receive(services, {
    bytes: Buffer.from(text, "latin1"),
    channel: "type-b",
    sender,
    idempotencyKey: null,
    replyTo: "HDQRMJ2",
    ...over,
  });
  if (isRefusal(received)) throw new Error(received.refused.detail);
  return received;
}
const anna: Asked = {
  surname: "QONAQ",
  given: "ANNA",
  ref: "P1",
  locator: "AAA111",
  born: "800101",
  document: "C1",
};
const orxan: Asked = {
  surname: "MUSTERI",
  given: "ORXAN",
  ref: "P2",
  locator: "BBB222",
  born: "900202",
  document: "C2",
};
const request = (over: Partial<Parameters<typeof interactiveRequest>[0]> = {}) => {
  references += 1;
  return interactiveRequest({ number, reference: `R${references}`, travellers: [anna], ...over });
};
/** What was answered, as it is kept. */
const keptAnswer = (id = "") => asSystem(async (tx) => openAnswer(key, id, await givenAnswer(tx, id)));
/** Asks, and reads the answer. */
async function ask(text: string, over: Partial<Delivery> = {}) {
  const [receipt] = (await take(text, over)).receipts;
  const messages = readBytes(Buffer.from(receipt?.answer ?? ""));
  return {
    receipt,
    findings: receipt?.findings.map(({ code }) => code) ?? [],
    type: messages[0]?.response?.type,
    results: messages.flatMap((message) => message.response?.results ?? []),
  };
}
const codesIn = (answered: Awaited<ReturnType<typeof ask>>) =>
  answered.results.map(({ codes }) => codes.join());

/** Two persons decide that the traveller with this reference is told something. */
async function release(ref: string, directive: "NOT_OK" | "SELECTEE" = "NOT_OK"): Promise<string> {
  const id = newId(clock.now());
  const [traveller] = await asSystem((tx) =>
    tx.query<KnownTraveller>(
      `select t.flight_date, t.flight_id, f.number, t.person_id, t.name_key, t.birth_date, t.locator, t.traveller_ref,
         t.surname
       from records.traveller t join records.flight f using (flight_date, flight_id)
       where f.number = $1 and t.traveller_ref = $2 and t.source = 'api'`,
      [String(number), ref],
    ),
  );
  if (traveller === undefined) throw new Error("no such traveller");
  await aReleasedDirective(database, id, traveller, directive);
  return id;
}
const withdraw = (id: string) => aWithdrawal(database, id);
const tell = async (id: string) => {
  await tellDirective(services, id);
  await loop.look();
};
/** Looks each second until so many seconds after the start. */
async function until(seconds: number): Promise<void> {
  while (clock.now().getTime() < start.getTime() + seconds * 1000) {
    clock.advance(1000);
    await loop.look();
  }
}
const escalations = () =>
  rows(
    "select kind, carrier, travellers from cases.escalation where flight_designator = $1 order by raised_at",
    [`J2${number}`],
  );
const told = async (id: string) =>
  (await rows("select told from cases.directive where directive_id = $1", [id]))[0]?.["told"];
/** The carrier's confirmation of the message we sent last. */
function confirmation(result = "ERP+2'RFF+ABO:P1'ERC+1Z'"): string {
  references += 1;
  const tn = /RFF\+TN:([^'+:]+)/.exec(sent.at(-1)?.text ?? "")?.[1];
  const message = [
    `UNH+K${references}+CUSRES:D:05B:UN:IATA`,
    "BGM+312",
    `RFF+TN:${tn}`,
    `RFF+AF:J2${number}`,
    "DTM+189:2611211430:201",
    "LOC+125+IST",
    "LOC+87+GYD",
    ...result.split("'").slice(0, -1),
  ];
  return `UNB+UNOA:4+J2+AZPIU+261121:0801+K${references}'${message.join("'")}'UNT+${message.length + 1}+K${references}'UNZ+1+K${references}'`;
}

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
    const first = request({ tn: `T${number}` });
    const second = request({ tn: `T${number}` });
    const one = await ask(first);
    const two = await ask(second);
    expect(second).not.toBe(first);
    expect(two.receipt).toMatchObject({
      state: "duplicate",
      duplicateOf: one.receipt?.receiptId,
      answer: one.receipt?.answer,
    });
    expect(await rows("select version from records.flight where number = $1", [String(number)])).toEqual([
      { version: 2 },
    ]);
  });

  test("the same reference with other content is screened again, with a finding; a new revision without one", async () => {
    await ask(request({ tn: `T${number}` }));
    const other = await ask(request({ tn: `T${number}`, travellers: [orxan] }));
    expect(other.receipt?.state).toBe("processed");
    expect(other.findings).toContain("IN11");
    const revised = await ask(request({ tn: `T${number}`, revision: "2", travellers: [orxan] }));
    expect(revised.findings).not.toContain("IN11");
  });

  test("a change for a known ABO supersedes; re-accepted after cancellation the traveller is asked about anew", async () => {
    await ask(request());
    const changed = await ask(request({ status: "CP", travellers: [{ ...anna, document: "C9999" }] }));
    expect(codesIn(changed)).toEqual(["0Z"]);
    const state = () =>
      rows(
        `select t.state, document_numbers from records.traveller t join records.flight using (flight_date, flight_id) where number = $1`,
        [String(number)],
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
        [String(number)],
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
        [String(number)],
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
    const text = request({ tn: `T${number}` });
    const before = await ask(text);
    const id = await release("P1");
    await tell(id);
    const wrapped = await ask(request({ tn: `T${number}` }));
    expect(wrapped.receipt?.state).toBe("duplicate");
    expect(codesIn(wrapped)).toEqual(["1Z"]);
    expect(await keptAnswer(before.receipt?.receiptId)).toBe(before.receipt?.answer);
    await withdraw(id);
    await tell(id);
    expect(codesIn(await ask(request({ tn: `T${number}` })))).toEqual(["0Z"]);
  });

  test("goes with the records: an answer names travellers, its receipt does not", async () => {
    const { receipt } = await ask(request());
    const forget = () => asSystem((tx) => forgetAnswers(tx, euStrict.initial.period));
    const kept = () => keptAnswer(receipt?.receiptId);
    clock.set(new Date("2027-05-21T07:59:59Z"));
    await forget();
    expect(await kept()).toBe(receipt?.answer);
    clock.set(new Date("2027-05-22T08:00:00Z"));
    await forget();
    expect(await kept()).toBeNull();
  });

  test("codes agreed with the carrier stand in place of ours", async () => {
    const agreement = { ...(await import("#carriers")).usualAgreement, directiveCodes: { OK: "8Z" } };
    expect(codesIn(await ask(request(), { sender: { ...sender, agreement } }))).toEqual(["8Z"]);
  });
});

describe("4 messages of ours", () => {
  test("a release after the answer goes to the channel of the latest request, and is confirmed", async () => {
    await ask(request({ travellers: [anna, orxan] }));
    const id = await release("P1");
    await tell(id);
    expect(await told(id)).toBe("message");
    expect(sent).toHaveLength(1);
    const [message] = readBytes(Buffer.from(sent[0]?.text ?? ""));
    expect(message?.findings).toEqual([]);
    expect(message?.control).toMatchObject({ sender: "AZPIU", recipient: "J2" });
    expect(message?.response).toMatchObject({
      type: "132",
      flights: [{ designator: `J2${number}`, from: "IST", to: "GYD", departs: "2026-11-21T14:30" }],
      results: [{ locator: "AAA111", travellerRef: "P1", codes: ["1Z"], texts: ["DO NOT BOARD"] }],
    });
    expect(await ask(confirmation())).toMatchObject({
      receipt: { kind: "CUSRES", state: "processed" },
      findings: [],
    });
    await until(300);
    expect(sent).toHaveLength(1);
    expect(await escalations()).toEqual([]);
  });

  test("a withdrawal is told likewise, and ends the message about the release", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await withdraw(id);
    await tell(id);
    expect(sent.map(({ text }) => /ERC\+(\w+)/.exec(text)?.[1])).toEqual(["1Z", "0Z"]);
    await ask(confirmation("ERP+2'RFF+ABO:P1'ERC+0Z'"));
    await until(300);
    expect(sent).toHaveLength(2);
    expect(await escalations()).toEqual([]);
  });

  test("a lost confirmation: again after 60 and 120 seconds, then the duty officer telephones", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await until(179);
    expect(sent.map(({ at }) => at)).toEqual(["08:00:00", "08:01:00", "08:02:00"]);
    expect(await escalations()).toEqual([]);
    await until(180);
    expect(await escalations()).toEqual([{ kind: "unconfirmed", carrier: "J2", travellers: 1 }]);
  });

  test("a host that cannot match the traveller (118): at once", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await ask(confirmation("ERP+1'ERC+118'"));
    expect(await escalations()).toMatchObject([{ kind: "not-matched" }]);
    await until(300);
    expect(sent).toHaveLength(1);
  });

  test("a new request of the traveller meanwhile is answered with it: nothing is sent again", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    clock.advance(5_000);
    expect(codesIn(await ask(request({ status: "CP" })))).toEqual(["1Z"]);
    await until(300);
    expect(sent).toHaveLength(1);
    expect(await escalations()).toEqual([]);
  });

  test("nothing is sent when the latest answer has said it already", async () => {
    await ask(request());
    const id = await release("P1");
    clock.advance(1_000);
    await ask(request({ status: "CP" }));
    await tell(id);
    expect(sent).toEqual([]);
    expect(await told(id)).toBe("answer");
  });

  test.each([
    ["after the close-out", async () => ask(request({ type: "266+CLOB", closeOut: true }))],
    ["after off-block", async () => clock.set(new Date("2026-11-21T11:30:00Z"))],
  ])("%s nothing is sent: it waits for the arrival", async (_name, leave) => {
    await ask(request());
    await leave();
    const id = await release("P1");
    await tell(id);
    expect(sent).toEqual([]);
    expect(await told(id)).toBe("departed");
    expect((await escalations()).map(({ kind }) => kind)).toContain("departed");
  });

  test("a traveller whom the carrier named by no reference of their own: the duty officer", async () => {
    const party = [anna, orxan].map((each) => ({ ...each, ref: null, locator: "PARTY1" }));
    await ask(request({ travellers: party }));
    await rows(
      "update records.traveller set traveller_ref = 'XX' where surname = 'QONAQ' and flight_id in (select flight_id from records.flight where number = $1)",
      [String(number)],
    );
    const id = await release("XX");
    await tell(id);
    expect(sent).toEqual([]);
    expect(await escalations()).toMatchObject([{ kind: "no-reference" }]);
  });

  test("a confirmation of nothing we sent is told so; any other CUSRES is not taken", async () => {
    expect((await ask(confirmation().replace(/TN:[^']*/, "TN:NOTHING"))).findings).toEqual(["IN12"]);
    const other = await ask(confirmation().replace("BGM+312", "BGM+962"));
    expect(other).toMatchObject({
      receipt: { state: "refused" },
      findings: expect.arrayContaining(["IN03"]),
    });
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
    "%s: answered by the fail policy in time, everybody queued, start and end in the ledger",
    async (_name, away) => {
      screener = away;
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
      screener = ready;
      const screened: string[] = [];
      await screenBacklog({
        database,
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
    screener = dead;
    const answered = await ask(request({ status: "CP", travellers: [{ ...anna, document: "C77" }, orxan] }));
    expect(answered.results.map(({ codes }) => codes[0])).toEqual(["1Z", "0Z"]);
    screener = ready;
  });
});
