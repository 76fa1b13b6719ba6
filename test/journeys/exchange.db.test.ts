// Two installations exchange: two databases, two data folders, two servers; what goes wrong between them is tried as well.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { raiseAlerts } from "#cases";
import type { Notices, OwnRequests, PackageView, RequestQueue } from "#disclosures/contract";
import type { Opened, ReceivedDetail } from "#exchange/contract";
import { newId, systemActor } from "#platform";
import { aMatch, aPerson, byVersion, decidedAs } from "../../src/cases/fixtures.ts";
import { ownKeys, wrapFor } from "../../src/exchange/envelope.ts";
import { aList, anEntry } from "../../src/watchlists/fixtures.ts";
import { keysReplacedOnTheWay } from "../harness/replaced-keys.ts";
import {
  admit,
  answer,
  asked,
  ask,
  aSide,
  at,
  becomePartner,
  choice,
  codeOf,
  day,
  dayIn,
  due,
  exchanged,
  exchangeOf,
  fly,
  grading,
  movedTo,
  partnerOf,
  rows,
  run,
  send,
  takenUp,
  tomorrow,
  well,
  type Side,
} from "../harness/two-units.ts";
import { overHttps } from "./exchange-https.ts";

let here: Side;
let there: Side;
beforeAll(async () => {
  [here, there] = await Promise.all([aSide("Unit of Here", "AZ"), aSide("Unit of There", "TR")]);
  here.partner = await admit(here, there);
  there.partner = await admit(there, here);
  await becomePartner(here, there);
  await becomePartner(there, here);
  here.police = await admit(here, here, here, { code: "police", kind: "national", service: "police" });
});
afterAll(async () => {
  await here?.unit.close();
  await there?.unit.close();
});

describe("a case goes between two units", () => {
  test("asked, checked and answered by persons on both sides, in both directions, opened after its conditions only, and in both ledgers (PNRD-4.2b, PNRD-9.1, PNRD-7.4)", async () => {
    for (const [taker, giver] of [
      [here, there],
      [there, here],
    ] as const) {
      const { arrived: id, request } = await exchanged(taker, giver);
      const early = await ask(taker, "analyst", "POST", at(id, "/opening"), {}, "SERIOUS");
      expect(codeOf(early)).toBe("conditions-not-accepted");
      // Nothing is used, passed on or reviewed that nobody has read.
      const onward = { authorityId: taker.partner, reason: "They would like to know." };
      expect(codeOf(await ask(taker, "analyst", "POST", at(id, "/onward"), onward))).toBe(
        "received-not-taken-up",
      );
      await well(taker, "analyst", "POST", at(id, "/acceptance"), { conditionsAccepted: true });
      const unread = await ask(taker, "analyst", "POST", at(id, "/review"), {
        use: true,
        statement: "Surely it is right.",
      });
      expect(codeOf(unread)).toBe("received-not-read");
      const { content } = await well<Opened>(taker, "analyst", "POST", at(id, "/opening"), {}, "SERIOUS");
      expect(content).toMatchObject({ purpose: "SERIOUS", handling: ["H2", "H4"], onwardTransfer: false });
      expect(content?.elements[0]?.lines).toContainEqual({ label: "surname", value: "MUSTERI" });
      const reviewed = await well<ReceivedDetail>(taker, "analyst", "POST", at(id, "/review"), {
        use: true,
        statement: "Bears on our case; checked by hand.",
      });
      expect(reviewed.received).toMatchObject({ state: "taken-up", requestId: request });
      await well(taker, "analyst", "POST", at(id, "/outcome"), {
        code: "SEIZURE",
        text: "Found in the bag.",
      });
      await run(taker);
      // The other side knows that its conditions were accepted, what came of it, and is done.
      const { requests } = await well<RequestQueue>(
        giver,
        "watch-officer",
        "GET",
        "/api/requests?show=ended",
      );
      expect(requests.find(({ type }) => type === "RQ-PIU-IN")).toMatchObject({ state: "closed" });
      const own = (await exchangeOf(taker)).asked.find((each) => each.id === request);
      expect(own).toMatchObject({ result: "data", state: "approved" });
      await well(taker, "analyst", "POST", `/api/exchange/requests/${request}/closing`, { reason: "read" });
      const told = async (side: Side, action: string) =>
        (await rows(side, "select from ledger.entry where action = $1", [action])).length;
      expect(await told(taker, "exchange.arrived")).toBeGreaterThan(0);
      expect(await told(taker, "exchange.opened")).toBeGreaterThan(0);
      expect(await told(giver, "exchange.delivered")).toBeGreaterThan(0);
      expect(await told(giver, "package.acknowledged")).toBeGreaterThan(0);
    }
    const { notices } = await well<Notices>(
      there,
      "data-protection-officer",
      "GET",
      "/api/disclosure-notices",
    );
    expect(notices.map(({ kind }) => kind)).toContain("partner-transfer");
  });

  test("what travels and what lies in the outbox and on arrival are no clear words (LED-29.2)", async () => {
    const document = await fly(there);
    await asked(here, document);
    const sent: string[] = [];
    await run(here, async (address, envelope) => {
      sent.push(envelope);
      const response = await fetch(`${address}/v1/exchange`, {
        method: "POST",
        headers: { "content-type": "application/jose" },
        body: envelope,
      });
      return { status: response.status, body: await response.text() };
    });
    expect(sent.length).toBeGreaterThan(0);
    const parts = sent.flatMap((envelope) =>
      envelope.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1")),
    );
    expect([...sent, ...parts].join(" ")).not.toMatch(new RegExp(`${document}|MUSTERI`));
    const kept = await rows<{ text: string }>(
      here,
      "select row_to_json(o)::text as text from exchange.outgoing o union all select row_to_json(r)::text from exchange.received r",
    );
    expect(kept.map(({ text }) => text).join(" ")).not.toMatch(new RegExp(`${document}|MUSTERI`));
    await answer(there);
    await run(there);
  });

  test("a further push is asked for against a specific and actual threat only, and waits for a person there (PNRD-9.4)", async () => {
    const threat = {
      purpose: "TERR",
      grounds: "An attack on an aircraft of this line is announced for tomorrow evening.",
      window: { from: tomorrow, until: dayIn(2) },
      handling: { codes: ["H3"], accepted: true },
      legalBasis: { code: "LB-THREAT", text: "Article 9(4)" },
      urgency: { reason: "The flight leaves tomorrow." },
    };
    const bare = await ask(here, "watch-officer", "POST", "/api/requests", {
      type: "RQ-PIU-ADHOC",
      authorityId: here.partner,
      urgent: true,
      submit: true,
      fields: { ...threat, urgency: undefined },
    });
    expect([bare.status, codeOf(bare)]).toEqual([422, "request-incomplete"]);
    await asked(here, "", threat, "RQ-PIU-ADHOC");
    await run(here);
    const arrived = (await exchangeOf(there)).received.find(({ kind }) => kind === "adhoc-push");
    expect(arrived).toMatchObject({ urgent: true, state: "arrived", purpose: "TERR" });
    await well(there, "watch-officer", "POST", at(arrived?.id ?? "", "/acceptance"), {
      conditionsAccepted: true,
    });
    const { asks } = await well<Opened>(
      there,
      "watch-officer",
      "POST",
      at(arrived?.id ?? "", "/opening"),
      {},
      "TERR",
    );
    expect(asks).toMatchObject({ grounds: threat.grounds, urgency: threat.urgency });
  });

  test("what nobody asked for goes to the unit concerned on a confirmed match with a United Nations entry, past the gate of non-refoulement, and waits for a review there (PNRD-9.1, UNSCR2396-4/5, UNSCR2178-9)", async () => {
    const confirmed = async (nationality: string) => {
      const document = await fly(there);
      const { database } = there.unit.running.services;
      const [row] = await rows<Record<"date" | "flight" | "person" | "traveller", string>>(
        there,
        `update records.traveller set nationality = $2 where document_numbers @> array[$1]
         returning flight_date::text as date, flight_id as flight, person_id as person, traveller_id as traveller`,
        [document, nationality],
      );
      if (row === undefined) throw new Error("nobody flies");
      const code = `UN-${document}`;
      const entry = anEntry({ id: `${code}-1`, list: code });
      await database.transaction(systemActor("test"), async (tx) => {
        await aList(tx, [entry], code, "imported");
        await raiseAlerts(tx, {
          flight: {
            date: row.date,
            id: row.flight,
            designator: "J2 5000",
            origin: "IST",
            destination: "GYD",
            direction: "inbound",
            dueAt: new Date(Date.now() + day),
          },
          receiptId: newId(tx.at),
          persons: [
            aPerson({
              personId: row.person,
              travellerId: row.traveller,
              matches: [aMatch({ entryId: entry.id, list: code })],
            }),
          ],
          by: byVersion(1, code),
        });
      });
      const [alert] = await rows<{ alert_id: string }>(
        there,
        "select alert_id from cases.alert where person_id = $1",
        [row.person],
      );
      const id = alert?.alert_id ?? "";
      const analyst = { id: randomUUID(), roles: ["analyst"], purpose: "TERR" };
      await decidedAs(database, analyst, id, "confirmed");
      return id;
    };
    const refer = (alertId: string, over: object = {}) =>
      ask<PackageView>(
        there,
        "analyst",
        "POST",
        "/api/packages",
        {
          alertKind: "listed",
          alertId,
          ...grading,
          ...choice,
          authorityId: there.partner,
          purpose: "TERR",
          offence: "terrorism",
          measure: "DISCREET-CHECK",
          beyondUsual: "The seat is needed to find them on board.",
          ...over,
        },
        "TERR",
      );
    const release = (id: string) =>
      ask(
        there,
        "supervisor",
        "POST",
        `/api/packages/${id}/release`,
        { reason: "necessary, on arrival" },
        "TERR",
      );
    const before = (await exchangeOf(here)).received.length;
    // Who seeks protection from that very State is not told of there.
    const fled = await refer(await confirmed("AZE"), { protection: ["asylum"], measure: "INFORM-ONLY" });
    expect(fled.status).toBe(201);
    const refused = await release(fled.body.id);
    expect(codeOf(refused)).toBe("gate-closed");
    expect((refused.body as { fields: { field: string }[] }).fields.map(({ field }) => field)).toContain(
      "refoulement",
    );
    const told = await refer(await confirmed("RUS"));
    expect(told.status).toBe(201);
    expect((await release(told.body.id)).status).toBe(200);
    await run(there);
    const { received } = await exchangeOf(here);
    expect(received).toHaveLength(before + 1);
    expect(received.find(({ reference }) => reference === told.body.reference)).toMatchObject({
      requestId: null,
      state: "arrived",
      purpose: "TERR",
    });
    // Nothing of it stands anywhere that a watchlist, a case or an alert would read.
    expect(await rows(here, "select from cases.alert")).toHaveLength(0);
    expect(await rows(here, "select from disclosures.package where tenant <> 'agency:piu-partner'")).toEqual(
      [],
    );
  });

  test("a recall takes the words away at the other unit at once, reaches whom they were passed on to, and a person there confirms it (LED-7.2-3)", async () => {
    const { arrived: id } = await exchanged(here, there);
    await takenUp(here, id);
    // Passed on meanwhile, with consent, to an authority at home.
    const { onward } = await well<ReceivedDetail>(here, "analyst", "POST", at(id, "/onward"), {
      authorityId: here.police,
      reason: "The investigation is with them.",
      consent: "TR-2026-113",
    });
    const passedOn = { release: true, reason: "Consent seen and compared." };
    await well(here, "supervisor", "POST", at(onward[0]?.id ?? "", "/onward-decision"), passedOn);
    await run(here);
    const { reference } = (await well<ReceivedDetail>(here, "analyst", "GET", at(id))).received;
    // The giver's match falls: all of it is called back.
    const [told] = await rows<{ package_id: string; authority_id: string; tenant: string }>(
      there,
      "select package_id, authority_id, tenant from disclosures.package where reference = $1",
      [reference],
    );
    await rows(
      there,
      `insert into disclosures.recall (recall_id, authority_id, tenant, kind, cause, cause_key, text, packages, made_at, due_at)
       values ($1, $2, $3, 'delete', 'mistake', $4, 'Told by mistake: delete it.', array[$5::uuid], now(), now() + interval '72 hours')`,
      [randomUUID(), told?.authority_id, told?.tenant, reference, told?.package_id],
    );
    await run(there);
    const { received } = await well<ReceivedDetail>(here, "analyst", "GET", at(id));
    expect(received.state).toBe("recalled");
    expect(
      await rows(here, "select from exchange.received where received_id = $1 and sealed is null", [id]),
    ).toHaveLength(1);
    const opened = await ask(here, "analyst", "POST", at(id, "/opening"), {}, "SERIOUS");
    expect(codeOf(opened)).toBe("received-recalled");
    // Whom it was passed on to is told by its reference.
    const { recalls } = await well<OwnRequests>(here, "liaison", "GET", "/api/own-requests");
    expect(recalls).toMatchObject([{ kind: "delete", text: expect.stringContaining(reference) as string }]);
    await well(here, "analyst", "POST", at(id, "/confirmation"), {});
    await run(here);
    const [recall] = await rows<{ acknowledged_at: Date | null }>(
      there,
      "select acknowledged_at from disclosures.recall where cause_key = $1",
      [reference],
    );
    expect(recall?.acknowledged_at).not.toBeNull();
  });
});

overHttps(() => ({ here, there }));

describe("what was received is passed on", () => {
  const exception = {
    threat: "An attack on an aircraft is announced for this very evening.",
    notInTime: "Their duty desk does not answer and the flight leaves in an hour.",
  };
  test("with the consent of the State it came from; without it only against an actual threat, told at once and checked afterwards (PNRD-11.2, CoE108-14)", async () => {
    const { arrived: id } = await exchanged(here, there);
    await takenUp(here, id);
    const to = { authorityId: here.partner, reason: "They investigate the same group of couriers." };
    expect(codeOf(await ask(here, "analyst", "POST", at(id, "/onward"), to))).toBe("consent-needed");
    // Nor by SQL, as an analyst.
    const { database } = here.unit.running.services;
    const analyst = {
      id: "an-analyst",
      roles: ["analyst"],
      tenant: "piu",
      purpose: "SERIOUS",
      ground: `request:${id}`,
    };
    await expect(
      database.transaction(analyst, (tx) =>
        tx.query(
          `insert into exchange.onward (onward_id, received_id, authority_id, country, abroad, reason, drafted_by, drafted_at)
           values (gen_random_uuid(), $1, $2, 'TR', true, 'because I say so', 'an-analyst', now())`,
          [id, here.partner],
        ),
      ),
    ).rejects.toThrow(/consent of the State/);
    const drafted = await well<ReceivedDetail>(here, "analyst", "POST", at(id, "/onward"), {
      ...to,
      exception,
    });
    const onward = drafted.onward.at(-1)?.id ?? "";
    // Released by SQL without telling anybody, it does not commit.
    const supervisor = { ...analyst, id: "a-supervisor", roles: ["supervisor"] };
    await expect(
      database.transaction(supervisor, (tx) =>
        tx.query(
          `update exchange.onward set released_by = 'a-supervisor', released_at = now(), inform_due_at = now() + interval '1 hour',
             review_due_at = now() + interval '1 day' where onward_id = $1`,
          [onward],
        ),
      ),
    ).rejects.toThrow(/not told/);
    const released = await well<ReceivedDetail>(here, "supervisor", "POST", at(onward, "/onward-decision"), {
      release: true,
      reason: "The threat is actual and nobody answers.",
    });
    const [row] = released.onward.filter((each) => each.id === onward);
    const review = Date.parse(row?.reviewDueAt ?? "") - Date.parse(row?.releasedAt ?? "");
    expect(review).toBe(5 * day);
    await run(here);
    const kinds = async (side: Side) =>
      (await well<Notices>(side, "data-protection-officer", "GET", "/api/disclosure-notices")).notices.map(
        ({ kind }) => kind,
      );
    expect(await kinds(here)).toContain("without-consent");
    expect(await kinds(there)).toContain("without-consent");
    const checked = await well<ReceivedDetail>(
      here,
      "data-protection-officer",
      "POST",
      at(onward, "/onward-review"),
      { lawful: true, opinion: "The threat was actual; the desk was called three times." },
    );
    expect(checked.onward.find((each) => each.id === onward)?.reviewed).toMatchObject({ lawful: true });
    // With consent it is a matter of two persons.
    const consented = await well<ReceivedDetail>(here, "analyst", "POST", at(id, "/onward"), {
      ...to,
      consent: "TR-2026-114",
    });
    const second = consented.onward.at(-1)?.id ?? "";
    const done = await well<ReceivedDetail>(here, "supervisor", "POST", at(second, "/onward-decision"), {
      release: true,
      reason: "Consent seen and compared.",
    });
    expect(done.onward.find((each) => each.id === second)).toMatchObject({ reviewDueAt: null });
  });
});

describe("what can go wrong, and what an attacker tries", () => {
  const body = (side: Side) => ({ package: `D-2026-${side.name.length}` });
  /** A message of this side to the other, signed as it would be. */
  async function message(from: Side, to: Side, over: object = {}): Promise<string> {
    const own = ownKeys(from.unit.running.services.key);
    const other = ownKeys(to.unit.running.services.key);
    const said = {
      format: "openpiu-exchange/1",
      id: randomUUID(),
      attempt: randomUUID(),
      from: own.print,
      to: other.print,
      at: new Date().toISOString(),
      kind: "acknowledgement",
      body: body(from),
      ...over,
    };
    return (await wrapFor(said, own, other.published.encryption)).envelope;
  }
  test("replayed, altered, stale, for another, of another key, oversized or with unknown fields: nothing is heard (PNRD-9.1, LED-29.2)", async () => {
    const heard = async () => (await rows(there, "select from exchange.incoming")).length;
    const good = await message(here, there);
    expect((await send(there, good)).status).toBe(200);
    const before = await heard();
    expect((await send(there, good)).code).toBe("exchange-replayed");
    const middle = Math.floor(good.length / 2);
    const altered = good.slice(0, middle) + (good[middle] === "A" ? "B" : "A") + good.slice(middle + 1);
    expect((await send(there, altered)).code).toBe("exchange-unreadable");
    const old = new Date(Date.now() - 6 * 60_000).toISOString();
    expect((await send(there, await message(here, there, { at: old }))).code).toBe("exchange-stale");
    const ahead = new Date(Date.now() + 6 * 60_000).toISOString();
    expect((await send(there, await message(here, there, { at: ahead }))).code).toBe("exchange-stale");
    const own = ownKeys(here.unit.running.services.key);
    expect((await send(there, await message(here, there, { to: own.print }))).code).toBe(
      "exchange-malformed",
    );
    expect((await send(there, await message(here, there, { more: "than agreed" }))).code).toBe(
      "exchange-malformed",
    );
    expect(
      (await send(there, await message(here, there, { body: { ...body(here), tenant: "piu" } }))).code,
    ).toBe("exchange-malformed");
    // Encrypted to another than who hears it, and signed by nobody's key.
    expect((await send(here, good)).code).toBe("exchange-unreadable");
    const stranger = ownKeys(Buffer.alloc(32, 9));
    const theirs = ownKeys(there.unit.running.services.key);
    const forged = await wrapFor(
      { format: "openpiu-exchange/1", from: own.print, to: theirs.print },
      stranger,
      theirs.published.encryption,
    );
    expect((await send(there, forged.envelope)).code).toBe("exchange-key-unknown");
    // It names a partner's key and is signed by another.
    const posed = await wrapFor(
      { from: own.print },
      { ...stranger, print: own.print },
      theirs.published.encryption,
    );
    expect((await send(there, posed.envelope)).code).toBe("exchange-signature-wrong");
    expect((await send(there, "A".repeat(600_000))).status).toBe(413);
    expect((await send(there, "")).code).toBe("exchange-unreadable");
    expect(await heard()).toBe(before);
    const { notices } = await well<Notices>(
      there,
      "data-protection-officer",
      "GET",
      "/api/disclosure-notices",
    );
    expect(notices.filter(({ kind }) => kind === "partner-key")).toHaveLength(1);
  });

  test("a partner reaches nothing that was told to others: another's package and recall are none (LED-15)", async () => {
    const own = await message(here, there, {
      kind: "recall-acknowledged",
      body: { recall: randomUUID() },
    });
    expect((await send(there, own)).status).toBe(200);
    const refused = await rows<{ code: string }>(
      there,
      "select code from exchange.incoming where kind = 'recall-acknowledged' and outcome = 'refused'",
    );
    expect(refused).toMatchObject([{ code: "no-such-recall" }]);
  });

  test("an answer whose receipt is lost is sent anew after a stop, and taken once", async () => {
    await asked(here, await fly(there));
    await run(here);
    await answer(there);
    let lost = 0;
    // It arrives, and its receipt does not come back.
    await run(there, async (address, envelope) => {
      await fetch(`${address}/v1/exchange`, {
        method: "POST",
        headers: { "content-type": "application/jose" },
        body: envelope,
      });
      lost += 1;
      return { failed: "not-reached ECONNRESET" };
    });
    expect(lost).toBeGreaterThan(0);
    const count = async () => (await exchangeOf(here)).received.length;
    const before = await count();
    await there.unit.restart();
    there.people.clear();
    // Where it listens is another place now: two persons say so.
    await movedTo(here, there, there.unit.address);
    await due(there);
    await run(there);
    expect(await count()).toBe(before);
    const left = (await exchangeOf(there)).outgoing.filter(({ state }) => state === "waiting");
    expect(left).toEqual([]);
  });

  test("to no address but a registered partner's, over TLS, without redirects; nothing to one whose assessment is over (HR-OHCHR-10)", async () => {
    for (const address of [
      "http://10.0.0.5:8484",
      "https://169.254.169.254",
      "https://user@partner.example",
      "https://partner.example/v1/other",
      "file:///etc/passwd",
    ]) {
      const said = partnerOf(here, there, { address });
      const answered = await ask(here, "legal-adviser", "POST", "/api/exchange/partners", said);
      expect([answered.status, codeOf(answered)]).toEqual([422, "partner-faulty"]);
    }
    const unassessed = partnerOf(here, there, { assessment: "fine" });
    expect((await ask(here, "legal-adviser", "POST", "/api/exchange/partners", unassessed)).status).toBe(400);
    await rows(here, "alter table exchange.partner disable trigger guard");
    await rows(
      here,
      "update exchange.partner set assessed_until = current_date - 1 where state = 'in-force'",
    );
    const id = await asked(here, await fly(there));
    await run(here);
    expect(await rows(here, "select from exchange.outgoing where subject_id = $1", [id])).toHaveLength(0);
    expect((await send(here, await message(there, here))).code).toBe("exchange-certificate-missing");
    await rows(
      here,
      "update exchange.partner set assessed_until = current_date + 100 where state = 'in-force'",
    );
    await rows(here, "alter table exchange.partner enable trigger guard");
    await run(here);
    expect(await rows(here, "select from exchange.outgoing where subject_id = $1", [id])).toHaveLength(1);
  });

  test("a partner whose key changed is refused until two persons admit it, and what was on its way is not lost (PNRD-11.3)", async () => {
    // There, the register holds a key that is not Here's any more.
    const other = { ...here, unit: there.unit };
    await admit(there, here, other);
    expect((await send(there, await message(here, there))).code).toBe("exchange-key-unknown");
    await admit(there, here);
    expect((await send(there, await message(here, there))).status).toBe(200);
    await keysReplacedOnTheWay(here, there);
  });

  test("by SQL nothing that arrived is accepted, read or taken up in another's name, nor past a step (PNRD-9.1)", async () => {
    const { arrived: id } = await exchanged(here, there);
    const { database } = here.unit.running.services;
    const analyst = {
      id: "an-analyst",
      roles: ["analyst"],
      tenant: "piu",
      purpose: "SERIOUS",
      ground: "case:x",
    };
    const forge = (sql: string, roles = analyst.roles) =>
      database.transaction({ ...analyst, roles }, (tx) => tx.query(sql, [id]));
    await expect(
      forge(`update exchange.received set state = 'taken-up', reviewed_by = 'an-analyst', opened_by = 'an-analyst', opened_at = now(),
        accepted_by = 'an-analyst', accepted_at = now(), statement = 'taken up at once' where received_id = $1`),
    ).rejects.toThrow(/does not go from arrived to taken-up/);
    await expect(
      forge(
        "update exchange.received set accepted_by = 'another', accepted_at = now(), state = 'accepted' where received_id = $1",
      ),
    ).rejects.toThrow(/in the name of another/);
    await expect(
      forge("update exchange.received set expires_at = now() + interval '9 years' where received_id = $1"),
    ).rejects.toThrow(/nor kept longer/);
    await expect(
      forge(
        "update exchange.received set state = 'accepted', accepted_by = 'an-analyst', accepted_at = now() where received_id = $1",
        ["system"],
      ),
    ).rejects.toThrow(/by a person of the unit/);
    const seen = await database.transaction({ ...analyst, roles: ["administrator"] }, (tx) =>
      tx.query("select from exchange.received"),
    );
    expect(seen).toEqual([]);
  });
});
