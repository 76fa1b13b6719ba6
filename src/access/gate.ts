// The gate before every route of a person: session, purpose, policy decision, then the handler.
import assert from "node:assert/strict";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import { groundText, purposes, type CalendarPeriod, type Ground } from "#vocabulary";
import {
  hasRecorded,
  isRefusal,
  refuse,
  sendRefusal,
  systemActor,
  type Actor,
  type Clock,
  type Database,
  type HttpServer,
  type Looking,
  type Refusal,
} from "#platform";
import type { Action } from "./actions.ts";
import {
  checkGround,
  groundOf,
  plainGround,
  shownBy,
  statedGround,
  type GroundBook,
  type Kept,
  type KeptBook,
  type Shown,
  type Shows,
} from "./ground.ts";
import { recordDenied, recordRefusedId } from "./denials.ts";
import { dutyRefusal } from "./duties.ts";
import { underEmergency } from "./emergency.ts";
import { decide, showsPersons, type Decision, type Item } from "./policies.ts";
import { recordShown, type RecordShown } from "./record-classes.ts";
import { expiryOf, tokenFrom, tokenHash, touchSecondsMin } from "./session.ts";
import { isEnrolling, strengthNeeded, type SignInSettings } from "./sign-in-policy.ts";
import { asleepRefusal, awakeRoles, secondedRefusal } from "./standing.ts";
import { stepUpRefusal } from "./step-up.ts";
import { loadSession, touchSession, type LiveSession, type Person } from "./store.ts";

/** Someone signed in, with the decision that let them through. Goes into `database.transaction` as it is. */
export type SignedIn = Actor & {
  readonly name: string;
  readonly decision: Decision;
  readonly session: LiveSession;
};

/** What the gate needs to know; given once to `openGate`. */
export type GateSettings = {
  readonly database: Database;
  readonly clock: Clock;
  readonly demonstration: boolean;
  /** People come by https: the cookie is marked so. */
  readonly secureCookie: boolean;
  /** How people sign in; without it as `strengthNeeded` says. */
  readonly signIn?: SignInSettings | undefined;
  /** How long a certificate of training opens access (training.validity of the profile in force); twelve months without it. */
  readonly training?: () => CalendarPeriod;
  /** Knows the cases, alerts and flights that somebody may name as their ground; without it none exists. */
  readonly grounds?: GroundBook;
  /** Knows which records are masked and who was granted to see them; without it a record counts as kept like others of its kind. */
  readonly kept?: KeptBook;
};

type Schemas = {
  readonly params?: TSchema;
  readonly querystring?: TSchema;
  readonly body?: TSchema;
  /** By status; what is not declared here is not sent. */
  readonly response?: { readonly [status: number]: TSchema };
};
type Part<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise;
type Answer<Wanted extends Schemas> = Wanted["response"] extends { readonly [status: number]: infer Schema }
  ? Part<Schema, unknown>
  : unknown;

export type GuardedRequest<Wanted extends Schemas> = FastifyRequest & {
  readonly params: Part<Wanted["params"], Readonly<Record<string, string>>>;
  readonly query: Part<Wanted["querystring"], Readonly<Record<string, unknown>>>;
  readonly body: Part<Wanted["body"], unknown>;
};

export type GuardedRoute<Wanted extends Schemas> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly action: Action;
  /** "needed": without a valid header x-purpose the answer is 400. Otherwise a purpose is taken along when given. */
  readonly purpose?: "needed";
  /** The act weighs: whoever last proved who they are too long ago does so anew first (403 `step-up-needed`). */
  readonly stepUp?: boolean;
  /** What it shows of persons: then it needs a ground beside the purpose, and the ground must be about that (PNRD-1.2). */
  readonly shows?: Shows;
  readonly schema?: Wanted;
  /** One line for the OpenAPI document. */
  readonly summary?: string;
  /** The body comes as bytes (`request.body` is a Buffer), whatever its content type. */
  readonly raw?: boolean;
  /** Largest body in bytes; 1 MiB without it. */
  readonly bodyLimit?: number;
};

const gateName = "openpiuGate";
const routesName = "openpiuRoutes";

/** Opens the gate on a server; once, before any guarded route is added. */
export function openGate(server: HttpServer, settings: GateSettings): void {
  server.decorate(gateName, settings);
  const routes: RegisteredRoute[] = [];
  server.decorate(routesName, routes);
  server.addHook("onRoute", ({ method, url, config }) => {
    const { action, purposeNeeded = false, shows } = (config ?? {}) as Partial<RegisteredRoute>;
    for (const one of [method].flat()) routes.push({ method: one, url, action, purposeNeeded, shows });
  });
}

/** A route as it was registered; without an action it stands outside the gate. */
export type RegisteredRoute = {
  readonly method: string;
  readonly url: string;
  readonly action: Action | undefined;
  readonly purposeNeeded: boolean;
  readonly shows: Shows | undefined;
};

/** Every route that was added since the gate was opened. */
export function registeredRoutes(server: HttpServer): readonly RegisteredRoute[] {
  return server.getDecorator<RegisteredRoute[]>(routesName);
}

export function gateOf(server: HttpServer): GateSettings {
  return server.getDecorator<GateSettings>(gateName);
}

/**
 * Adds a route for signed-in persons. The handler returns the answer (200, or what `reply.code` says) or a Refusal.
 * Nobody signed in: 401 `not-signed-in`; not allowed: 403 `not-permitted` with the deciding policies.
 */
export function guarded<const Wanted extends Schemas>(
  server: HttpServer,
  route: GuardedRoute<Wanted>,
  handler: (
    request: GuardedRequest<Wanted>,
    actor: SignedIn,
    reply: FastifyReply,
  ) => Promise<Answer<Wanted> | Refusal>,
): void {
  const gate = gateOf(server);
  const { shows } = route;
  assert(
    !showsPersons(route.action) || shows !== undefined,
    `${route.url} shows persons and does not say of what`,
  );
  server.route({
    method: route.method,
    url: route.url,
    schema: { ...route.schema, ...(route.summary === undefined ? {} : { summary: route.summary }) },
    config: {
      raw: route.raw ?? false,
      action: route.action,
      purposeNeeded: route.purpose === "needed",
      shows,
    },
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    // Before the body is read: who may not ask is not told whether the form is well filled in.
    onRequest: async (request, reply) => {
      const actor = await admit(gate, request, route);
      if (isRefusal(actor)) return sendRefusal(actor, request, reply);
      admitted.set(request, actor);
      return undefined;
    },
    handler: async (request, reply) => {
      const actor = admitted.get(request);
      assert(actor !== undefined, "a guarded handler ran without its gate");
      const carryOut = async (as: SignedIn) => {
        try {
          return await handler(request as GuardedRequest<Wanted>, as, reply);
        } catch (error) {
          // The database knows who took which part in a thing: its word is the answer.
          const refusal = dutyRefusal(error);
          if (refusal === undefined) throw error;
          return refusal;
        }
      };
      let now = actor;
      if (shows?.body !== undefined) {
        // What is shown stands in the body, which is read by now.
        const shown = shownBy(shows, request.params, request.body);
        now = settled(actor, shown);
        const elsewhere = await lookUp(gate, now, route.action, shown);
        if (elsewhere !== undefined) {
          await recordDenied(gate.database, now, route, elsewhere);
          return sendRefusal(elsewhere, request, reply);
        }
      }
      const answer = await carryOut(now);
      if (isRefusal(answer)) await recordRefusedId(gate.database, now, route, answer);
      // No answer about persons goes out of which the ledger does not know (LED-25.1): it fails instead.
      assert(
        isRefusal(answer) || !isShowing(shows, now.purpose) || hasRecorded(now),
        `${route.method} ${route.url} would have shown persons without an entry in the ledger`,
      );
      return answer;
    },
  });
}

const admitted = new WeakMap<FastifyRequest, SignedIn>();

const isShowing = (shows: Shows | undefined, purpose: string | null): boolean =>
  shows !== undefined && (purpose !== null || shows.whenPurposed === undefined);

/** Who asks, and whether they may. Whoever is signed in and may not leaves an entry that they tried. */
async function admit(gate: GateSettings, request: FastifyRequest, asked: Asked): Promise<SignedIn | Refusal> {
  const claim = claimOf(request, asked);
  // One look at the database for all that the judgement needs of it.
  const seen = await lookAt(gate, request, async (tx, finding) => {
    const { early, stated } = claim;
    // A ground that is stated is asked after while the session is.
    const aside = stated === undefined || isRefusal(stated) ? undefined : concerns(gate, tx, claim, stated);
    const [session, concerned, kept] = await Promise.all([
      finding,
      aside,
      early ? keptAs(gate, tx, claim.shown) : undefined,
    ]);
    if (session === undefined) return undefined;
    const ground = groundMeant(claim, session.person);
    if (aside !== undefined || ground === undefined || !early)
      return { session, ground, elsewhere: concerned, kept };
    return { session, ground, elsewhere: await concerns(gate, tx, claim, ground), kept };
  });
  if (seen === undefined) return notSignedIn;
  // What a screen loads by itself (x-unattended) does not count as use.
  if (request.headers["x-unattended"] === undefined) await noteUse(gate, request, seen.session);
  const judged = await judge(gate, seen, claim, asked);
  if (isRefusal(judged)) {
    const { id, roles, tenant } = seen.session.person;
    const { purpose, stated } = claim;
    const who = {
      id,
      roles,
      tenant,
      purpose: isRefusal(purpose) ? null : purpose,
      ...(stated === undefined || isRefusal(stated) ? {} : { ground: groundText(stated) }),
    };
    await recordDenied(gate.database, who, asked, judged);
  }
  return judged;
}

/** What a request claims for itself, before it is known who asks. */
type Claim = {
  readonly purpose: string | null | Refusal;
  readonly stated: Ground | undefined | Refusal;
  readonly shown: Shown | null;
  /** It shows persons. */
  readonly showing: boolean;
  /** And its address says which. */
  readonly early: boolean;
  /** Something is named by an id that can be one. */
  readonly named: boolean;
};

function claimOf(request: FastifyRequest, { purpose: need, shows }: Asked): Claim {
  const purpose = statedPurpose(request.headers["x-purpose"], need === "needed");
  const shown = shownBy(shows, request.params);
  const showing = isShowing(shows, isRefusal(purpose) ? null : purpose);
  return {
    purpose,
    stated: statedGround(request.headers["x-ground"]),
    shown,
    showing,
    early: showing && shows?.body === undefined,
    // An id that is none shows nobody: without a ground the database holds to that.
    named: shown === null || shown.id !== null || shows?.param === undefined,
  };
}

/** The ground on which somebody asks: as stated, or as goes without saying. */
function groundMeant({ purpose, stated, shown }: Claim, person: Person): Ground | undefined {
  if (isRefusal(purpose) || isRefusal(stated)) return undefined;
  return stated ?? plainGround(purpose, shown, awakeRoles(person));
}

/** Whether the ground is about what the address names. */
async function concerns(
  gate: GateSettings,
  tx: Looking,
  { purpose, shown, early, named }: Claim,
  ground: Ground,
): Promise<Refusal | undefined> {
  if (isRefusal(purpose) || !named) return undefined;
  return checkGround(tx, bookOf(gate), ground, early ? shown : null);
}

/** What the database says of a request: who asks, on which ground, and whether that is about something else. */
type Seen = {
  readonly session: LiveSession;
  readonly ground: Ground | undefined;
  readonly elsewhere: Refusal | undefined;
  readonly kept: Kept | undefined;
};

/** How the database has the one thing that is shown. */
async function keptAs({ kept }: GateSettings, tx: Looking, shown: Shown | null): Promise<Kept | undefined> {
  return shown === null || shown.id === null ? undefined : kept?.(tx, shown);
}

/** What the policies are told of the record that this person asks for. */
function itemOf(action: Action, shown: Shown | null, kept: Kept | undefined, personId: string): Item {
  const masking = kept?.grantedTo === personId ? "granted" : kept?.masking;
  const record: RecordShown = recordShown(action, shown, masking);
  return { kind: "unit", id: record.record, shown: record };
}

/** Purpose, ground, decision. */
async function judge(
  gate: GateSettings,
  { session, ground, elsewhere, kept }: Seen,
  { purpose, stated, shown, showing, named }: Claim,
  { action, stepUp }: Asked,
): Promise<SignedIn | Refusal> {
  if (isRefusal(purpose)) return purpose;
  const { person } = session;
  const roles = awakeRoles(person);
  if (isEnrolling(session.strength, strengthNeeded(gate)) && action !== "be-signed-in") {
    return refuse("passkey-needed", "Make a passkey first: a password alone opens nothing else here.", 403);
  }
  if (person.passwordOnce && action !== "be-signed-in") {
    return refuse(
      "password-change-needed",
      "Choose a password of your own first: this one was given out.",
      403,
    );
  }
  if (isRefusal(stated)) return stated;
  const actor = {
    id: person.id,
    roles,
    tenant: person.tenant,
    purpose,
    ...(ground === undefined ? {} : { ground: groundText(ground) }),
  };
  const item = itemOf(action, showing ? shown : null, kept, person.id);
  const decided = await decideFor(gate, actor, action, item);
  if (isRefusal(decided)) return sleeping(gate, actor, action, person) ?? decided;
  const { decision, acting } = decided;
  const elsewhereMeant = secondedRefusal(person, purpose);
  if (elsewhereMeant !== undefined) return elsewhereMeant;
  if (showing && !showsPersons(action) && ground === undefined) return groundNeeded;
  if (elsewhere !== undefined) return elsewhere;
  // Last: who may not do it anyway is not asked to prove anything.
  const unproved = stepUp === true ? await stepUpRefusal(gate, session) : undefined;
  if (unproved !== undefined) return unproved;
  return { ...withGround(acting, named), name: person.displayName, decision, session };
}

/** The decision, and in which roles: those that act, or beside them what an emergency in force opens (F17). */
async function decideFor(
  gate: GateSettings,
  actor: Actor,
  action: Action,
  item: Item,
): Promise<{ readonly decision: Decision; readonly acting: Actor } | Refusal> {
  const decision = decide(actor, action, gate, item);
  if (!isRefusal(decision)) return { decision, acting: actor };
  const roles = await underEmergency(
    gate,
    actor,
    action,
    (held) => !isRefusal(decide({ ...actor, roles: held }, action, gate, item)),
  );
  if (roles === undefined) return decision;
  return { decision: { action, policies: ["emergency"] }, acting: { ...actor, roles } };
}

/** The refusal where a role that is held would do it, did it not sleep. */
function sleeping(gate: GateSettings, actor: Actor, action: Action, person: Person): Refusal | undefined {
  const asleep = person.roles.filter((role) => person.asleep[role] !== undefined);
  const able = asleep.filter((role) => !isRefusal(decide({ ...actor, roles: [role] }, action, gate)));
  return able.length === 0 ? undefined : asleepRefusal(person, able);
}

type Asked = {
  readonly method: string;
  readonly url: string;
  readonly action: Action;
  readonly purpose?: "needed";
  readonly shows?: Shows;
  readonly stepUp?: boolean;
};

function statedPurpose(
  header: string | readonly string[] | undefined,
  needed: boolean,
): string | null | Refusal {
  if (header === undefined && !needed) return null;
  if (header === undefined) {
    return refuse(
      "purpose-needed",
      `A person's data are shown for a stated purpose only: send the header x-purpose with one of ${purposes.join(", ")}.`,
      400,
    );
  }
  const known = purposes.find((one) => one === header);
  return (
    known ?? refuse("purpose-unknown", `The header x-purpose must be one of: ${purposes.join(", ")}.`, 400)
  );
}

/** Whether the ground is about what the body says is shown, and the policies allow that as it is kept. */
async function lookUp(
  gate: GateSettings,
  actor: SignedIn,
  action: Action,
  shown: Shown | null,
): Promise<Refusal | undefined> {
  const ground = actor.ground === undefined ? undefined : groundOf(actor.ground);
  const [elsewhere, kept] = await gate.database.look(systemActor("access"), (tx) =>
    Promise.all([
      ground === undefined ? undefined : checkGround(tx, bookOf(gate), ground, shown),
      keptAs(gate, tx, shown),
    ]),
  );
  if (elsewhere !== undefined) return elsewhere;
  const decided = decide(actor, action, gate, itemOf(action, shown, kept, actor.id));
  return isRefusal(decided) ? decided : undefined;
}

const bookOf = ({ grounds }: GateSettings): GroundBook => grounds ?? (async () => "unknown");

const groundNeeded = refuse(
  "ground-needed",
  "A person's data are shown on a stated ground only: send the header x-ground with a case, an alert, a request or an offence.",
  400,
);

/** The ground that goes without saying, once the body has said what is shown. */
function settled(actor: SignedIn, shown: Shown | null): SignedIn {
  const unsettled = actor.ground?.endsWith(":none") === true && shown?.id !== null;
  return unsettled ? { ...actor, ground: actor.ground.replace(/none$/, shown?.id ?? "") } : actor;
}

function withGround<Of extends Actor>(actor: Of, known: boolean): Of {
  if (known) return actor;
  const { ground: _none, ...rest } = actor;
  return rest as Of;
}

const notSignedIn = refuse(
  "not-signed-in",
  "Nobody is signed in, or the session has ended. Sign in again.",
  401,
);

/** The session that a request's cookie names; its idle time runs on. */
export async function sessionOf(
  gate: GateSettings,
  request: FastifyRequest,
): Promise<LiveSession | undefined> {
  return lookAt(gate, request, (_tx, finding) => finding);
}

/** Looks for the session that a request's cookie names, and meanwhile at what `work` asks; undefined where it names none. */
async function lookAt<Result>(
  gate: GateSettings,
  request: FastifyRequest,
  work: (tx: Looking, finding: Promise<LiveSession | undefined>) => Promise<Result>,
): Promise<Result | undefined> {
  const token = tokenFrom(request.headers.cookie, gate.secureCookie);
  if (token === undefined) return undefined;
  return gate.database.look(systemActor("access"), (tx) => {
    const { idleSince } = expiryOf(tx.at);
    return work(tx, loadSession(tx, tokenHash(token), { idleSince, demonstration: gate.demonstration }));
  });
}

/** Writes down that a session was used, where that was last done some time ago. */
async function noteUse(
  gate: GateSettings,
  request: FastifyRequest,
  { lastSeenAt }: LiveSession,
): Promise<void> {
  const token = tokenFrom(request.headers.cookie, gate.secureCookie);
  if (token === undefined) return;
  if (gate.clock.now().getTime() - lastSeenAt.getTime() <= touchSecondsMin * 1000) return;
  await gate.database.transaction(systemActor("access"), (tx) => touchSession(tx, tokenHash(token)));
}
