// The gate through real requests: who passes, who is refused and with what words.
import { Type } from "typebox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guarded, tellFurtherDenials } from "#access";
import { refuse, systemActor } from "#platform";
import { closed } from "#vocabulary";
import { aDesk, type Desk } from "../../test/harness/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk();
  const schema = {
    params: closed({ number: Type.Integer() }),
    body: closed({ word: Type.String({ minLength: 2 }), note: Type.Union([Type.String(), Type.Null()]) }),
    response: {
      200: closed({ number: Type.Integer(), by: Type.String(), policies: Type.Array(Type.String()) }),
    },
  };
  guarded(
    desk.server,
    {
      method: "POST",
      url: "/api/try/:number",
      action: "view-person",
      purpose: "needed",
      shows: { kind: "alert", param: "number" },
      schema,
    },
    async (request, actor) => {
      if (request.params.number === 2) return refuse("gone-for-the-test", "It is gone. Take another.", 410);
      if (request.params.number !== 3)
        await desk.database.transaction(actor, async (tx) =>
          tx.record({
            action: "person.viewed",
            subjectKind: "alert",
            subjectId: String(request.params.number),
          }),
        );
      const answer = { number: request.params.number, by: actor.id, policies: [...actor.decision.policies] };
      return { ...answer, secret: "must not leave" };
    },
  );
  guarded(
    desk.server,
    { method: "POST", url: "/api/bytes", action: "be-signed-in", raw: true, bodyLimit: 2000 },
    async (request) => ({ isBytes: Buffer.isBuffer(request.body), type: request.headers["content-type"] }),
  );
});
afterAll(() => {
  // Its routes say more than they describe, on purpose.
  desk.log.length = 0;
  return desk.close();
});

const form = { word: "yes", note: null };

async function ask(headers: Record<string, string>, payload: object = form, number = 1) {
  const answer = await desk.server.inject({
    method: "POST",
    url: `/api/try/${number}`,
    headers,
    payload,
  });
  return {
    status: answer.statusCode,
    type: answer.headers["content-type"],
    body: answer.json<Record<string, unknown>>(),
  };
}

test("who is not signed in is told so, and nothing about the form", async () => {
  const answer = await ask({}, {});
  expect(answer).toMatchObject({
    status: 401,
    type: "application/problem+json",
    body: { code: "not-signed-in" },
  });
});

test("a forged or foreign token signs nobody in", async () => {
  expect((await ask({ cookie: `openpiu=${"A".repeat(43)}` })).status).toBe(401);
  expect((await ask({ cookie: "openpiu=' or 1=1 --" })).status).toBe(401);
});

test("an answer about persons that left no entry does not leave; a denied attempt is an entry of its own (LED-25.1, PNRD-13.6)", async () => {
  const officer = await desk.signIn(["watch-officer"], "TERR");
  const unknown = await ask(officer.headers, form, 3);
  expect(unknown).toMatchObject({ status: 500, body: { code: "failed" } });
  expect(JSON.stringify(unknown.body)).not.toContain(officer.id);
  const stranger = await desk.signIn(["watchlist-manager"], "TERR");
  expect((await ask(stranger.headers)).status).toBe(403);
  const entries = await desk.database.transaction(systemActor("test"), (tx) =>
    tx.query<{ body: string }>("select body from ledger.entry where actor = any ($1)", [
      [officer.id, stranger.id],
    ]),
  );
  expect(entries.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    {
      action: "access.denied",
      actor: stranger.id,
      purpose: "TERR",
      subjectKind: "route",
      subjectId: "POST /api/try/:number",
      detail: { action: "view-person", code: "not-permitted" },
    },
  ]);
});

test("who is refused over and over does not fill the ledger: sixty entries a minute, and the rest as a count (LED-25.1)", async () => {
  const stranger = await desk.signIn(["watchlist-manager"], "TERR");
  const refused = async (times: number) => {
    for (let time = 0; time < times; time += 1) expect((await ask(stranger.headers)).status).toBe(403);
  };
  type Entry = { subjectKind: string; subjectId: string; detail: Record<string, unknown> };
  const entries = async () =>
    (
      await desk.database.transaction(systemActor("test"), (tx) =>
        tx.query<{ body: string }>(
          "select body from ledger.entry where body::jsonb ->> 'action' = 'access.denied' and $1 in (actor, subject_id) order by seq",
          [stranger.id],
        ),
      )
    ).map(({ body }) => JSON.parse(body) as Entry);
  await refused(85);
  expect((await entries()).map(({ subjectKind }) => subjectKind)).toEqual(
    Array.from({ length: 60 }, () => "route"),
  );
  // Nobody empties the count but the server, and not before the minute is over.
  await expect(
    desk.database.transaction({ id: stranger.id, roles: ["watchlist-manager"], purpose: null }, (tx) =>
      tx.query("select * from access.take_denials()"),
    ),
  ).rejects.toThrow(/told by the server/);
  await expect(
    desk.database.transaction({ id: stranger.id, roles: ["administrator"], purpose: null }, (tx) =>
      tx.query("delete from access.denial"),
    ),
  ).rejects.toThrow(/permission denied/);
  expect(await tellFurtherDenials(desk)).toBe(0);
  desk.clock.advance(60_000);
  const further = {
    subjectKind: "person",
    subjectId: stranger.id,
    detail: { further: 25, routes: { "POST /api/try/:number not-permitted": 25 } },
  };
  expect(await tellFurtherDenials(desk)).toBe(25);
  expect((await entries()).slice(60)).toMatchObject([further]);
  // The next refusal tells what nobody told yet, so that none is lost when the server's own turn does not come.
  await refused(85);
  desk.clock.advance(60_000);
  await refused(1);
  expect((await entries()).slice(121)).toMatchObject([further, { subjectKind: "route" }]);
  expect(await tellFurtherDenials(desk)).toBe(0);
});

test("a role without the action is refused, with the roles that have it", async () => {
  const { headers } = await desk.signIn(["watchlist-manager"], "TERR");
  const { status, body } = await ask(headers);
  expect(status).toBe(403);
  expect(body).toMatchObject({ code: "not-permitted", policies: ["no-policy-permits"] });
  expect(body["detail"]).toContain("watch-officer, analyst, supervisor");
});

test("the purpose must be stated, known and fit the role", async () => {
  const { headers } = await desk.signIn(["analyst"]);
  expect(await ask(headers)).toMatchObject({ status: 400, body: { code: "purpose-needed" } });
  expect(await ask({ ...headers, "x-purpose": "CURIOSITY" })).toMatchObject({
    status: 400,
    body: { code: "purpose-unknown" },
  });
  expect(await ask({ ...headers, "x-purpose": "RIGHTS" })).toMatchObject({
    status: 403,
    body: { code: "not-permitted", policies: expect.arrayContaining(["purpose-fits-role"]) },
  });
  expect(await ask({ ...headers, "x-purpose": "TEST" })).toMatchObject({ status: 403 });
});

test("who may passes, the deciding policy is known, and what is not declared does not leave", async () => {
  const { id, headers } = await desk.signIn(["analyst"], "TERR");
  const { status, body } = await ask(headers);
  expect(status).toBe(200);
  expect(body).toEqual({ number: 1, by: id, policies: ["analyst"] });
  expect(desk.log.join("")).toContain("undeclared field cut");
});

test("a refusal that a handler returns becomes a problem with its status", async () => {
  const { headers } = await desk.signIn(["analyst"], "TERR");
  expect(await ask(headers, form, 2)).toMatchObject({
    status: 410,
    type: "application/problem+json",
    body: { code: "gone-for-the-test", title: "Gone for the test", detail: "It is gone. Take another." },
  });
});

test("a form that is filled in wrongly names each field and how to mend it", async () => {
  const { headers } = await desk.signIn(["analyst"], "TERR");
  const { status, body } = await ask(headers, { word: "x", extra: 1 });
  expect(status).toBe(400);
  expect(body["fields"]).toEqual([
    { field: "note", text: "is missing: give it" },
    { field: "extra", text: "is not known here: leave it out" },
    { field: "word", text: "must not have fewer than 2 characters" },
  ]);
});

test("a body is bytes where bytes are asked for, whatever its type says, and limited", async () => {
  const { headers } = await desk.signIn(["carrier-desk"]);
  const send = async (type: string, payload: string) =>
    desk.server.inject({
      method: "POST",
      url: "/api/bytes",
      headers: { ...headers, "content-type": type },
      payload,
    });
  for (const type of [
    "application/edifact",
    "text/plain",
    "application/json",
    "application/xml; charset=latin1",
  ]) {
    expect((await send(type, "UNA:+.? '")).json()).toEqual({ isBytes: true, type });
  }
  const large = await send("text/plain", "x".repeat(2001));
  expect([large.statusCode, large.json<{ code: string }>().code]).toEqual([413, "body-too-large"]);
});

test("a session ends after half an hour without use and after twelve hours in any case", async () => {
  const { headers } = await desk.signIn(["analyst"], "TERR");
  for (let hour = 0; hour < 11.75; hour += 0.25) {
    desk.clock.advance(15 * 60_000);
    expect((await ask(headers)).status).toBe(200);
  }
  desk.clock.advance(15 * 60_000);
  expect((await ask(headers)).status).toBe(401);

  const idle = await desk.signIn(["analyst"], "TERR");
  desk.clock.advance(30 * 60_000);
  expect((await ask(idle.headers)).status).toBe(401);

  // A screen that loads by itself while nobody is there does not prolong it.
  const watching = await desk.signIn(["analyst"], "TERR");
  desk.clock.advance(20 * 60_000);
  expect((await ask({ ...watching.headers, "x-unattended": "1" })).status).toBe(200);
  desk.clock.advance(10 * 60_000);
  expect((await ask(watching.headers)).status).toBe(401);
});
