// The command line and accounts (F16): in a new unit it makes the first ones by itself, in a staffed one nothing without somebody's word.
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessRoutes } from "#access";
import { systemActor } from "#platform";
import { aDesk, type Desk } from "../../../test/harness/desk.ts";
import { person } from "./person.ts";
import { replay } from "./replay.ts";

let desk: Desk;
let made = 0;
beforeAll(async () => {
  desk = await aDesk({ working: true });
  accessRoutes(desk.server, { unit: "Unit", zone: "UTC", version: "0" });
});
afterAll(() => desk.close());

const sql = (text: string, values: unknown[] = [], actor = systemActor("command")) =>
  desk.database.transaction(actor, (tx) => tx.query(text, values));

async function givePasskey(someone: Someone) {
  made += 1;
  await sql(
    `insert into access.passkey (passkey_id, person_id, credential_id, public_key, counter, transports, kind, backed_up, aaguid, name, added_at)
     values (gen_random_uuid(), $1, $2, '\\x00', 0, '{}', 'singleDevice', false, '', 'key', now())`,
    [someone.id, `credential-${made}`],
  );
}
type Someone = Awaited<ReturnType<Desk["signIn"]>>;

async function command(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await person(args, {
    environment: { DATABASE_URL: desk.url },
    root: "/",
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, err: err.join("\n"), line: JSON.parse(out[0] ?? "{}") as Record<string, string> };
}
const deal = async (who: Someone, request: string | undefined, path: string) => {
  const answer = await desk.server.inject({
    method: "POST",
    url: `/api/people/requests/${request}/${path}`,
    headers: who.headers,
  });
  return { status: answer.statusCode, code: answer.body === "" ? "" : answer.json<{ code?: string }>().code };
};
const accounts = (name: string) =>
  sql("select person_id, disabled_at from access.person where sign_in_name = $1", [name]);

test("until two who could confirm have their passkeys the command line makes accounts; then it asks, and two others carry it out (F16, ANX9-9.25a, LED-29.2)", async () => {
  const [head, officer, administrator] = await Promise.all([
    desk.signIn(["head"]),
    desk.signIn(["data-protection-officer"]),
    desk.signIn(["administrator"]),
  ]);
  await givePasskey(head);
  expect(await command("add", "--name", "first", "--role", "administrator")).toMatchObject({
    code: 0,
    line: { password: expect.any(String) },
  });
  await givePasskey(officer);

  const asked = await command("add", "--name", "spy", "--role", "analyst", "--reason", "short of people");
  expect(asked).toMatchObject({ code: 0, line: { person: "spy", request: expect.any(String) } });
  expect(asked.line).not.toHaveProperty("password");
  expect(asked.err).toContain("openpiu person secret --request");
  const { request } = asked.line;
  expect(await accounts("spy")).toEqual([]);
  expect(await command("secret", "--request", request ?? "")).toMatchObject({
    code: 1,
    err: expect.stringContaining("dealt with already"),
  });
  // Whoever runs the machine is often an administrator of the unit too: their word is not the second one.
  expect(await deal(administrator, request, "execution")).toEqual({
    status: 403,
    code: "account-request-of-command",
  });
  expect(await deal(administrator, request, "confirmation")).toMatchObject({ status: 403 });
  expect(await accounts("spy")).toEqual([]);

  expect(await deal(head, request, "confirmation")).toEqual({ status: 204, code: "" });
  expect(await accounts("spy")).toHaveLength(1);
  const given = await command("secret", "--request", request ?? "");
  expect(given).toMatchObject({ code: 0, line: { code: expect.stringMatching(/^[\w-]{43}$/) } });
  expect(await command("secret", "--request", request ?? "")).toMatchObject({ code: 1 });
  const entered = await desk.server.inject({
    method: "POST",
    url: "/api/session/enrolment",
    payload: { secret: given.line["code"] },
  });
  expect(entered.statusCode).toBe(201);
  const entries = await sql(
    "select action, actor from ledger.entry where subject_id = $1 or body like '%' || $1 || '%' order by seq",
    [request],
  );
  expect(entries).toEqual([
    { action: "account.asked", actor: "system:command" },
    { action: "person.added", actor: head.id },
    { action: "account.handed-over", actor: "system:command" },
  ]);

  // Those who oversee the unit are not made by the word of its head, where another of them can give it.
  for (const [tenant, role] of [
    ["authority", "inspector"],
    ["approver", "approver"],
    ["enforcement", "enforcement"],
  ] as const) {
    const overseer = await command("add", "--name", role, "--tenant", tenant, "--role", role);
    expect(await deal(head, overseer.line["request"], "confirmation")).toEqual({
      status: 403,
      code: "account-request-of-command",
    });
    expect(await deal(officer, overseer.line["request"], "rejection")).toEqual({ status: 204, code: "" });
    expect(await accounts(role)).toEqual([]);
  }
  const own = await command("password", "--name", "spy");
  expect(own.line).not.toHaveProperty("password");

  // Closing stays the act of one, and makes the command line no freer.
  const [{ sign_in_name: headName } = { sign_in_name: "" }] = (await sql(
    "select sign_in_name from access.person where person_id = $1",
    [head.id],
  )) as { sign_in_name: string }[];
  expect(await command("close", "--name", headName)).toMatchObject({ code: 0 });
  const later = await command("add", "--name", "late", "--role", "head");
  expect(later.line).toMatchObject({ request: expect.any(String) });
  expect(await accounts("late")).toEqual([]);
});

test("against plain SQL too: no account, role, opening, secret or enrolment by the server's own hand (F16)", async () => {
  const [{ person_id: id } = { person_id: "" }] = (await accounts("first")) as { person_id: string }[];
  for (const actor of [systemActor("command"), systemActor("access")]) {
    for (const [text, told] of [
      [
        "insert into access.person (person_id, sign_in_name, display_name, created_at) select gen_random_uuid(), 'ghost', 'Ghost', now() where $1::text is not null",
        /on the request of another person/,
      ],
      ["update access.person set password_hash = 'x' where person_id = $1", /who asked for the account/],
      ["insert into access.role_grant values ($1, 'analyst', now(), 'me')", /request of another person/],
      ["delete from access.role_grant where person_id = $1", /request of another person/],
      [
        `insert into access.enrolment (secret_hash, person_id, opened_by, opened_at, expires_at)
         values ('\\x00', $1, platform.actor(), now(), now() + interval '1 day')`,
        /row-level security/,
      ],
    ] as const)
      await expect(sql(text, [id], actor)).rejects.toThrow(told);
  }
  // Nor does a request of the command line's own hand count as carried out.
  await expect(
    sql(
      `update access.account_request set state = 'executed', executed_by = 'system:access', executed_at = now()
       where state = 'asked' returning 1`,
      [],
      systemActor("access"),
    ),
  ).resolves.toEqual([]);
});

test("whoever runs commands reads no traveller by repeating a screening (ANX9-9.25a)", async () => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await replay(["00000000-0000-7000-8000-000000000000", "--evidence", "--url", desk.url], {
    environment: {},
    root: "/",
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(err.join("\n")).toContain("The evidence names a traveller");
});
