// Messages of ours to a carrier about what persons decided (cusres.md section 4): until it confirms them, or the flight leaves.
import { describe, expect, test } from "vitest";
import { readBytes } from "#messages";
import { aConversation, anna, orxan } from "../../test/harness/conversation.ts";
import { sender } from "./fixtures.ts";
import { messagesAbout } from "./outgoing.ts";

const {
  talk,
  asSystem,
  clock,
  look,
  rows,
  request,
  ask,
  codesIn,
  release,
  withdraw,
  tell,
  until,
  escalations,
  told,
  confirmation,
} = aConversation();

describe("4 messages of ours", () => {
  test("a release after the answer goes to the channel of the latest request, and is confirmed [cusres.md §3 row 3]", async () => {
    await ask(request({ travellers: [anna, orxan] }));
    const id = await release("P1");
    await tell(id);
    expect(await told(id)).toBe("message");
    expect(talk.sent).toHaveLength(1);
    const [message] = readBytes(Buffer.from(talk.sent[0]?.text ?? ""));
    expect(message?.findings).toEqual([]);
    expect(message?.control).toMatchObject({ sender: "AZPIU", recipient: "J2" });
    expect(message?.response).toMatchObject({
      type: "132",
      flights: [{ designator: `J2${talk.number}`, from: "IST", to: "GYD", departs: "2026-11-21T14:30" }],
      results: [{ locator: "AAA111", travellerRef: "P1", codes: ["1Z"], texts: ["DO NOT BOARD"] }],
    });
    expect(await ask(confirmation())).toMatchObject({
      receipt: { kind: "CUSRES", state: "processed" },
      findings: [],
    });
    await until(300);
    expect(talk.sent).toHaveLength(1);
    expect(await escalations()).toEqual([]);
  });

  test("a withdrawal is told likewise, and ends the message about the release", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await withdraw(id);
    await tell(id);
    expect(talk.sent.map(({ text }) => /ERC\+(\w+)/.exec(text)?.[1])).toEqual(["1Z", "0Z"]);
    await ask(confirmation("ERP+2'RFF+ABO:P1'ERC+0Z'"));
    await until(300);
    expect(talk.sent).toHaveLength(2);
    expect(await escalations()).toEqual([]);
  });

  test("a lost confirmation: again after 60 and 120 seconds, then the duty officer telephones [transport.md §16 row UMM unacknowledged]", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await until(179);
    expect(talk.sent.map(({ at }) => at)).toEqual(["08:00:00", "08:01:00", "08:02:00"]);
    expect(await escalations()).toEqual([]);
    await until(180);
    expect(await escalations()).toEqual([{ kind: "unconfirmed", carrier: "J2", travellers: 1 }]);
  });

  test("how long the carrier has to confirm, and how often it is sent, are as agreed [paxlst.md §8, re-send policy]", async () => {
    await rows(
      `insert into carriers.agreement (agreement_id, carrier_id, content, reason, state, proposed_by, proposed_at, decided_by,
         decided_at) values (gen_random_uuid(), $1, '{"confirmation": {"seconds": 120, "times": 2}}', 'first', 'in-force', 'a', $2,
         'b', $2)`,
      [sender.id, clock.now()],
    );
    await ask(request());
    const id = await release("P1");
    await tell(id);
    const standing = async () => {
      const about = await asSystem((tx) => messagesAbout(tx, [id]));
      return about.get(id)?.map(({ state, tries, triesMax, nextAt }) => [state, tries, triesMax, nextAt]);
    };
    await until(1);
    // The page says so: the first of two tries, when the second is, and then when the duty officer is told.
    expect(await standing()).toEqual([["sent", 1, 2, "2026-11-21T08:02:00.000Z"]]);
    await until(121);
    expect(await standing()).toEqual([["sent", 2, 2, "2026-11-21T08:04:00.000Z"]]);
    await until(239);
    expect(talk.sent.map(({ at }) => at)).toEqual(["08:00:00", "08:02:00"]);
    expect(await escalations()).toEqual([]);
    await until(240);
    expect(await escalations()).toEqual([{ kind: "unconfirmed", carrier: "J2", travellers: 1 }]);
    await rows("update carriers.agreement set state = 'superseded' where state = 'in-force'");
  });

  test("a host that cannot match the traveller (118): at once", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await ask(confirmation("ERP+1'ERC+118'"));
    expect(await escalations()).toMatchObject([{ kind: "not-matched" }]);
    await until(300);
    expect(talk.sent).toHaveLength(1);
  });

  test("a new request of the traveller meanwhile is answered with it: nothing is sent again", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    clock.advance(5_000);
    expect(codesIn(await ask(request({ status: "CP" })))).toEqual(["1Z"]);
    await until(300);
    expect(talk.sent).toHaveLength(1);
    expect(await escalations()).toEqual([]);
  });

  test("nothing is sent when the latest answer has said it already", async () => {
    await ask(request());
    const id = await release("P1");
    clock.advance(1_000);
    await ask(request({ status: "CP" }));
    await tell(id);
    expect(talk.sent).toEqual([]);
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
    expect(talk.sent).toEqual([]);
    expect(await told(id)).toBe("departed");
    expect((await escalations()).map(({ kind }) => kind)).toContain("departed");
  });

  test("a traveller whom the carrier named by no reference of their own: the duty officer", async () => {
    const party = [anna, orxan].map((each) => ({ ...each, ref: null, locator: "PARTY1" }));
    await ask(request({ travellers: party }));
    await rows(
      "update records.traveller set traveller_ref = 'XX' where surname = 'QONAQ' and flight_id in (select flight_id from records.flight where number = $1)",
      [String(talk.number)],
    );
    const id = await release("XX");
    await tell(id);
    expect(talk.sent).toEqual([]);
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

describe("4 after the flight has left", () => {
  const boardedAll = () => request({ type: "266+CLOB", closeOut: true });
  const messages = () => rows("select state from intake.outgoing order by number");

  test("a message that was not confirmed is sent no more once the flight is closed", async () => {
    await ask(request({ travellers: [anna, orxan] }));
    const id = await release("P1");
    await tell(id);
    clock.advance(10_000);
    await ask(request({ type: "266+CLOB", closeOut: true, travellers: [orxan] }));
    await until(300);
    expect(talk.sent).toHaveLength(1);
    expect(await messages()).toEqual([{ state: "expired" }]);
    // Not on board: the carrier has kept to it, confirmed or not.
    expect(await escalations()).toEqual([]);
  });

  test("who is on board although asked to be looked at again first is awaited on arrival", async () => {
    await ask(request());
    await tell(await release("P1", "SELECTEE"));
    clock.advance(10_000);
    await ask(boardedAll());
    await until(300);
    expect(talk.sent).toHaveLength(1);
    expect(await escalations()).toMatchObject([{ kind: "departed" }]);
  });

  test("a confirmed one is ended by nothing", async () => {
    await ask(request());
    await tell(await release("P1", "SELECTEE"));
    await ask(confirmation("ERP+2'RFF+ABO:P1'ERC+2Z'"));
    await ask(boardedAll());
    expect(await messages()).toEqual([{ state: "acknowledged" }]);
    expect(await escalations()).toEqual([]);
  });

  test("a withdrawal that the carrier has not confirmed needs nobody any more", async () => {
    await ask(request());
    const id = await release("P1");
    await tell(id);
    await ask(confirmation());
    await withdraw(id);
    await tell(id);
    await ask(boardedAll());
    await until(300);
    expect(await messages()).toEqual([{ state: "acknowledged" }, { state: "expired" }]);
    expect(await escalations()).toEqual([]);
  });

  test("off-block before the carrier has confirmed: the arrival, not the station", async () => {
    await ask(request());
    clock.set(new Date("2026-11-21T11:29:30Z"));
    await tell(await release("P1"));
    clock.set(new Date("2026-11-21T11:31:00Z"));
    await look();
    expect(talk.sent).toHaveLength(1);
    expect(await escalations()).toMatchObject([{ kind: "departed" }]);
  });

  test("a flight that is called off has nobody to be told about", async () => {
    await ask(request());
    await tell(await release("P1"));
    await ask(request({ type: "266+XF", closeOut: true, travellers: [] }));
    await until(300);
    expect(talk.sent).toHaveLength(1);
    expect(await messages()).toEqual([{ state: "expired" }]);
    expect(await escalations()).toEqual([]);
  });
});

describe("4 what a confirmation repeats", () => {
  test("another code than ours confirms nothing, and the carrier is told so", async () => {
    await ask(request());
    await tell(await release("P1"));
    const answered = await ask(confirmation("ERP+2'RFF+ABO:P1'ERC+0Z'"));
    expect(answered.receipt?.findings).toMatchObject([
      { code: "IN21", severity: "warning", values: { said: "0Z", sent: "1Z" } },
    ]);
    await until(180);
    expect(talk.sent).toHaveLength(3);
    expect(await escalations()).toMatchObject([{ kind: "unconfirmed" }]);
  });

  test("none at all is enough where the transaction number is repeated", async () => {
    await ask(request());
    await tell(await release("P1"));
    expect((await ask(confirmation("ERP+1'"))).findings).toEqual([]);
    await until(300);
    expect(talk.sent).toHaveLength(1);
    expect(await escalations()).toEqual([]);
  });
});
