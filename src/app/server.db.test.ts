// A whole server on a real database: live events, background work, housekeeping, its description, its end.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPerson, commandLine, type Role } from "#access";
import {
  isRefusal,
  manualClock,
  openJobs,
  readConfig,
  StartupRefused,
  systemActor,
  systemClock,
  type Config,
  type Job,
  type Services,
} from "#platform";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { letAct } from "../../test/harness/desk.ts";
import { housekeepingJobs } from "./housekeeping.ts";
import { startServer, type RunningServer } from "./server.ts";

let fresh: FreshDatabase;
let running: RunningServer;
const log: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "openpiu-server-"));

function configFor(environment: Record<string, string> = {}): Config {
  const reading = readConfig({ PORT: "0", ...environment }, { demonstration: false, workingFolder: folder });
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  return reading.config;
}

function start(config = configFor()): Promise<RunningServer> {
  return startServer(config, { databaseUrl: fresh.url, logSink: { write: (line) => void log.push(line) } });
}

beforeAll(async () => {
  fresh = await freshDatabase({ working: true });
  running = await start();
});
afterAll(async () => {
  await running.stop();
  // Fails when the server left a connection open.
  await fresh.drop();
  rmSync(folder, { recursive: true });
});

/** Signs somebody in, as if with a passkey of theirs; returns the cookie. */
async function signedIn(name: string, roles: readonly Role[]): Promise<string> {
  const added = await addPerson(running.services, commandLine, { name, displayName: name, roles });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  await letAct(running.services.database, added.id);
  const answer = await post("/api/session", { name, password: added.password });
  await asOwner(`update access.session set strength = 'passkey' where person_id = '${added.id}'`);
  await asOwner(`update access.person set password_once = false where person_id = '${added.id}'`);
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

function post(path: string, body: object): Promise<Response> {
  return fetch(running.address + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function announce(...events: readonly (readonly [string, string])[]): Promise<void> {
  await running.services.database.transaction(systemActor("test"), async (tx) => {
    for (const [topic, subject] of events) tx.announce(topic, subject);
  });
}

async function asOwner<Row extends Record<string, unknown>>(statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: fresh.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Reads a stream of events until `enough`, or to its end. */
async function readEvents(response: Response, enough: (text: string) => boolean): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (enough(text)) break;
  }
  return text;
}

test("health needs nobody signed in and says nothing else", async () => {
  const answer = await fetch(`${running.address}/api/health`);
  expect([answer.status, await answer.json()]).toEqual([200, { state: "ok" }]);
});

test("live events arrive at once, only of what the person may see, and carry no content", async () => {
  const cookie = await signedIn("live-watch", ["watch-officer"]);
  const stream = await fetch(`${running.address}/api/live`, { headers: { cookie } });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  expect(stream.headers.get("cache-control")).toBe("no-store");
  const text = readEvents(stream, (sofar) => sofar.includes("last"));
  await announce(["watchlist", "secret-list"], ["unheard-of", "x"], ["flight", "f1"], ["flight", "f1"]);
  await announce(["alert", "last"]);
  const lines = (await text).split("\n").filter((line) => line.startsWith("data: "));
  expect(lines).toEqual([
    'data: {"topic":"flight","subject":"f1"}',
    'data: {"topic":"alert","subject":"last"}',
  ]);
});

test("nobody signed in gets no live events", async () => {
  const answer = await fetch(`${running.address}/api/live`);
  expect([answer.status, (await answer.json()) as unknown]).toMatchObject([401, { code: "not-signed-in" }]);
});

test("another setting that nobody agreed to does not go into operation, and nothing is changed (LED-29.2)", async () => {
  const starts = () => asOwner<{ n: number }>("select count(*)::int as n from releases.operation");
  const before = await starts();
  const other = startServer(configFor({ UNIT_NAME: "Another unit" }), { databaseUrl: fresh.url });
  await expect(other).rejects.toThrow(/no second person has agreed to this release.+--emergency-release/);
  expect(await starts()).toEqual(before);
});

test("the API describes itself: every route, its action, its errors", async () => {
  const document = (await (await fetch(`${running.address}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { description?: string; responses: object; security?: object[] }>>;
  };
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(["/api/session", "/api/carriers", "/api/ledger"]),
  );
  expect(document.paths["/api/ledger"]?.["get"]).toMatchObject({
    description: "Action: view-ledger",
    security: [{ session: [] }],
    responses: { "200": {}, "4XX": { content: { "application/problem+json": {} } } },
  });
});

test("a job asked for in a transaction runs when that commits, not when it is rolled back, and again when it failed", async () => {
  const done: unknown[] = [];
  let tries = 0;
  const jobs: Job<Services>[] = [
    { name: "test-note", run: async (payload) => void done.push(payload) },
    {
      name: "test-fails-once",
      run: async () => {
        tries += 1;
        if (tries === 1) throw new Error("it could not be read");
        done.push("second try");
      },
    },
  ];
  const { database } = running.services;
  const services = { database, clock: systemClock };
  const queue = await openJobs({ url: fresh.url, jobs, services, log: running.server.log });
  const ask = (name: string, payload: string) =>
    database.transaction(systemActor("test"), async (tx) => {
      await tx.query("select platform.add_job($1, $2, null)", [name, payload]);
      if (payload.includes("never")) throw new Error("rolled back");
    });
  await expect(ask("test-note", '{"n":"never"}')).rejects.toThrow("rolled back");
  await ask("test-note", '{"n":1}');
  await ask("test-fails-once", "{}");
  const failed = () =>
    asOwner<{ last_error: string }>(
      "select last_error from graphile_worker._private_jobs where last_error is not null",
    );
  // It is noted as failed after it has thrown.
  await expect.poll(failed).toEqual([{ last_error: "Error" }]);
  expect(tries).toBe(1);
  await asOwner("update graphile_worker._private_jobs set run_at = now()");
  // Each of the two is taken by whichever worker is free.
  await expect.poll(() => done).toHaveLength(2);
  expect(done).toEqual(expect.arrayContaining([{ n: 1 }, "second try"]));
  await queue.stop();
});

test("a job that takes long is done once while its server lives, however others look for what dead servers left", async () => {
  let begun = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const long: Job<Services> = {
    name: "test-long",
    run: async () => {
      begun += 1;
      await ended;
    },
  };
  const { database } = running.services;
  const queue = () =>
    openJobs({
      url: fresh.url,
      jobs: [long],
      services: { database, clock: systemClock },
      log: running.server.log,
    });
  const here = await queue();
  await database.transaction(systemActor("test"), (tx) =>
    tx.query("select platform.add_job('test-long', '{}', null)"),
  );
  await expect.poll(() => begun).toBe(1);
  // As if it had been at it for a minute: longer than a server needs to say that it lives.
  await asOwner(
    "update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by is not null",
  );
  const there = await queue();
  const held = () =>
    asOwner<{ held: boolean }>(
      `select j.locked_by is not null as held from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'test-long'`,
    );
  expect(await held()).toEqual([{ held: true }]);
  end();
  await expect.poll(held).toEqual([]);
  expect(begun).toBe(1);
  await Promise.all([here.stop(), there.stop()]);
});

test("what has had its time goes, with counts in the ledger, and a run with nothing to do leaves no trace", async () => {
  await asOwner(`
    insert into access.person (person_id, sign_in_name, display_name, created_at)
      values ('00000000-0000-7000-8000-000000000001', 'gone', 'Gone', now());
    insert into access.session (token_hash, person_id, created_at, last_seen_at, expires_at, authenticated_at)
      select sha256(n::text::bytea), '00000000-0000-7000-8000-000000000001', now() - interval '1 day', now() - interval '1 day',
             now() + interval '1 hour', now() - interval '1 day' from generate_series(1, 3) n;
    insert into platform.event (at, topic, subject)
      select now() - interval '49 hours', 'flight', n::text from generate_series(1, 5) n`);
  const entries = () =>
    asOwner<{ subject_id: string; detail: object }>(
      "select subject_id, body::jsonb -> 'detail' as detail from ledger.entry where action = 'expired.deleted' order by seq",
    );
  const runAll = async () => {
    for (const job of housekeepingJobs) await job.run({}, { ...running.services, notice: () => undefined });
  };
  await runAll();
  const expected = [
    { subject_id: "delete-expired-sessions", detail: { sessions: 3, failures: 0 } },
    { subject_id: "delete-old-events", detail: { events: 5 } },
  ];
  expect(await entries()).toEqual(expected);
  await runAll();
  expect(await entries()).toEqual(expected);
});

test("the months around now have partitions; rows that came before their partition are told of, not lost", async () => {
  // A day in the middle of a month, by a clock of its own: no month begins meanwhile.
  const clock = manualClock(new Date("2027-03-10T12:00:00Z"));
  const other = await freshDatabase({ working: true });
  const client = new Client({ connectionString: other.adminUrl });
  await client.connect();
  await client.query(
    `insert into records.change (flight_date, flight_id, change_id, subject_kind, subject_id, version, at, what, receipt_id, fields,
       clock_start)
     select '2027-03-10', id, id, 'flight', id, 1, now(), 'changed', id, '{}', now() from (select gen_random_uuid() as id) made`,
  );
  const lines: string[] = [];
  const server = await startServer(configFor(), {
    databaseUrl: other.url,
    clock,
    logSink: { write: (line) => void lines.push(line) },
  });
  await server.stop();
  const { rows } = await client.query("select tableoid::regclass::text as place from records.change");
  expect(rows).toEqual([{ place: "records.change_other" }]);
  expect(lines.join("")).toMatch(/default partition for: records\.change 2027-03"/);
  const { rows: months } = await client.query(
    "select inhrelid from pg_inherits where inhparent = 'records.traveller'::regclass",
  );
  expect(months.length).toBe(1 + 2 + 1 + 14);
  await client.end();
  await other.drop();
});

test("several servers run on one database", async () => {
  const second = await start();
  const cookie = await signedIn("both", ["analyst"]);
  const answer = await fetch(`${second.address}/api/session`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const stream = await fetch(`${second.address}/api/live`, { headers: { cookie } });
  const text = readEvents(stream, (sofar) => sofar.includes("data:"));
  await announce(["flight", "from-the-first"]);
  expect(await text).toContain("from-the-first");
  await second.stop();
});

test("a taken port is one line", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, "127.0.0.1", resolve);
  });
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const attempt = start(configFor({ PORT: String(port) }));
  await expect(attempt).rejects.toThrow(StartupRefused);
  await expect(attempt).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
  other.close();
});

test("an open stream does not hold up the end", async () => {
  const second = await start();
  const cookie = await signedIn("last", ["analyst"]);
  const stream = await fetch(`${second.address}/api/live`, { headers: { cookie } });
  const text = readEvents(stream, () => false);
  await second.stop();
  expect(await text).toContain("retry: 1000");
});

test("the log has routes and codes, no names, queries or passwords", async () => {
  await fetch(`${running.address}/api/ledger?subject=Surname%20Given`);
  await post("/api/session", { name: "Surname Given", password: "a secret word" });
  const text = log.join("");
  expect(text).toContain('"route":"/api/ledger"');
  for (const secret of ["Surname", "a secret word", "some longer words"]) expect(text).not.toContain(secret);
});

test("as a program it prints its address, answers, and ends on a signal with code 0", async () => {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const program = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: "0",
      DATA_FOLDER: join(folder, "data"),
      DATABASE_URL: fresh.url,
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [line] = (await once(program.stdout, "data")) as [Buffer];
  const address = /http:\S+/.exec(line.toString())?.[0] ?? "";
  expect((await fetch(`${address}/api/health`)).status).toBe(200);
  program.kill("SIGTERM");
  expect(await once(program, "exit")).toEqual([0, null]);
});

test("as a program it says in one line each why it does not start (PNRD-6.8)", async () => {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const run = async (environment: Record<string, string>, args: readonly string[] = []) => {
    const program = spawn(process.execPath, [main, ...args], {
      env: { ...process.env, PORT: "0", ...environment },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let text = "";
    program.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(program, "exit")) as [number];
    return { code, text };
  };
  expect(await run({ PORT: "many", LOG_LEVEL: "loud" })).toEqual({
    code: 3,
    text: expect.stringMatching(/^OpenPIU cannot start: LOG_LEVEL .*\nOpenPIU cannot start: PORT .*\n$/),
  });
  expect(await run({ DATABASE_URL: "postgres://piu:hush@127.0.0.1:1/piu" })).toEqual({
    code: 3,
    text: expect.stringMatching(
      /^OpenPIU cannot start: no PostgreSQL answers at 127.0.0.1:1\/piu as piu\. .*\n$/,
    ),
  });
  // Beyond this machine nothing is used that no declared site in the territory covers (PNRD-6.8).
  expect(await run({ DATABASE_URL: "postgres://piu:hush@db.cloud.example/piu" })).toEqual({
    code: 3,
    text: expect.stringMatching(
      /^OpenPIU cannot start: DATABASE_URL leads to db\.cloud\.example, which is at no declared site in AZ\. .*\n$/,
    ),
  });
  expect(await run({}, ["--quick"])).toMatchObject({
    code: 2,
    text: expect.stringContaining("Usage: openpiu serve"),
  });
});
