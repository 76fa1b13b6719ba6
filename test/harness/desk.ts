// A server with its gate on a database of the test's own, and people signed in to it in any role.
import { createHash } from "node:crypto";
import {
  manualClock,
  newId,
  newSecret,
  openDatabase,
  openHttpServer,
  systemActor,
  type Database,
  type HttpServer,
  type Transaction,
} from "#platform";
import { openGate, type GateSettings, type Role } from "#access";
import { groundBook, keptBook } from "../../src/app/ground-book.ts";
import { freshDatabase } from "./database.ts";
import { nothingCut } from "./unit.ts";

export type Desk = {
  readonly server: HttpServer;
  readonly database: Database;
  readonly clock: ReturnType<typeof manualClock>;
  readonly url: string;
  readonly adminUrl: string;
  /** The server's log lines so far. */
  readonly log: string[];
  /** Adds a person with these roles and a session; `headers` go with each request (purpose included when given, and the
   * ground that is usual for it unless another is given; null: none). */
  signIn(
    roles: readonly Role[],
    purpose?: string,
    ground?: string | null,
  ): Promise<{ id: string; headers: Record<string, string> }>;
  /** Vets and trains somebody and puts them on watch, so that their roles act. */
  letAct(personId: string): Promise<void>;
  close(): Promise<void>;
};

/** Opens it; add the routes under test to `server`, ask with `server.inject`, call `close` in `afterAll`. */
export async function aDesk(
  options: {
    readonly at?: Date;
    readonly demonstration?: boolean;
    /** A working unit's database: modules of high risk go live by persons. */
    readonly working?: boolean;
    readonly signIn?: GateSettings["signIn"];
  } = {},
): Promise<Desk> {
  const fresh = await freshDatabase({ working: options.working ?? false });
  const clock = manualClock(options.at ?? new Date("2026-03-01T12:00:00Z"));
  const database = openDatabase({ url: fresh.url, clock, connections: 4 });
  const log: string[] = [];
  const server = openHttpServer({
    clock,
    listensOnLoopback: true,
    logSink: { write: (line) => void log.push(line) },
  });
  openGate(server, {
    database,
    clock,
    demonstration: options.demonstration ?? false,
    secureCookie: false,
    signIn: options.signIn,
    grounds: groundBook,
    kept: keptBook,
  });
  return {
    server,
    database,
    clock,
    url: fresh.url,
    adminUrl: fresh.adminUrl,
    log,
    signIn: async (roles, purpose, ground) => {
      const { id, headers } = await signIn(database, roles, purpose);
      const stated = ground === undefined ? usualGround(roles, purpose) : ground;
      return { id, headers: { ...headers, ...(stated === null ? {} : { "x-ground": stated }) } };
    },
    letAct: (personId) => letAct(database, personId),
    close: async () => {
      await server.close();
      await database.close();
      await fresh.drop();
      nothingCut(log);
    },
  };
}

/** Whoever is signed in here proves anew who they are whenever they are asked, however far the test moves its clock. */
const provedAhead = "100 years";

async function signIn(database: Database, roles: readonly Role[], purpose: string | undefined) {
  const token = newSecret();
  const id = await database.transaction(systemActor("test"), async (tx) => {
    const person = newId(tx.at);
    await tx.query(
      `insert into access.person (person_id, sign_in_name, display_name, created_at, tenant) values ($1, $4, $2, $3, $5)`,
      [person, `Test ${roles.join(" and ")}`, tx.at, person, tenantOf(roles)],
    );
    await tx.query(
      "insert into access.role_grant select $1, role, $3, 'system:test' from unnest($2::text[]) as role",
      [person, roles, tx.at],
    );
    await stand(tx, person);
    await tx.query(
      `insert into access.session (session_id, token_hash, person_id, created_at, last_seen_at, expires_at, strength,
         authenticated_at)
       values ($1, $2, $3, $4, $4, $4::timestamptz + interval '12 hours', 'passkey', $4::timestamptz + $5::interval)`,
      [newId(tx.at), createHash("sha256").update(token).digest(), person, tx.at, provedAhead],
    );
    return person;
  });
  const headers = { cookie: `openpiu=${token}`, ...(purpose === undefined ? {} : { "x-purpose": purpose }) };
  return { id, headers };
}

/** Vets and trains somebody and puts them on watch, so that their roles act. */
export function letAct(database: Database, personId: string): Promise<void> {
  return database.transaction(systemActor("test"), (tx) => stand(tx, personId));
}

/** Vetted, trained and on watch for as long as a test lasts. */
async function stand(tx: Transaction, person: string): Promise<void> {
  await tx.query(
    `insert into access.vetting (vetting_id, person_id, authority, reference, vetted_at, expires_at, recorded_by, recorded_at)
     values (gen_random_uuid(), $1, 'test', 'test', $2::timestamptz - interval '10 years', $2::timestamptz + interval '100 years',
       'system:test', $2)`,
    [person, tx.at],
  );
  await tx.query(
    `insert into access.certificate (certificate_id, person_id, course, issuer, reference, issued_at, expires_at, recorded_by,
       recorded_at)
     select gen_random_uuid(), $1::uuid, course, 'test', 'test', $2::timestamptz - interval '10 years',
       $2::timestamptz + interval '100 years', 'system:test', $2
     from (select role from access.role_condition union select 'human-rights') as c (course)`,
    [person, tx.at],
  );
  await tx.query(
    `insert into access.shift (shift_id, person_id, role, starts_at, planned_by, planned_at, taken_at)
     values (gen_random_uuid(), $1, 'watch-officer', $2::timestamptz - interval '10 years', 'system:test', $2,
       $2::timestamptz - interval '10 years')`,
    [person, tx.at],
  );
}

/** What people of these roles usually state as their ground; null where nothing is usual (who reviews comes from an alert). */
function usualGround(roles: readonly Role[], purpose: string | undefined): string | null {
  if (roles.some((role) => role === "data-protection-officer" || role === "inspector"))
    return "inquiry:OV-2026-1";
  if (!roles.some((role) => role === "watch-officer" || role === "supervisor")) return null;
  return purpose === "TERR" ? "offence:TERR" : purpose === "SERIOUS" ? "offence:SC04" : null;
}

/** The organisation that people of these roles belong to. */
function tenantOf(roles: readonly Role[]): string {
  if (roles.includes("approver")) return "approver";
  if (roles.includes("inspector")) return "authority";
  if (roles.includes("enforcement")) return "enforcement";
  return roles.includes("liaison") ? "agency:police" : "piu";
}
