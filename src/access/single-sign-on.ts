// Single sign-on: going to the provider, coming back, and what the identity proved there opens here.
import { createHash } from "node:crypto";
import { newId, refuse, systemActor, type Actor, type Refusal } from "#platform";
import { giveChallenge } from "./challenges.ts";
import { takeChallenge } from "./challenge-store.ts";
import { endEnrolment, holdEnrolment } from "./enrolment.ts";
import { loadAccount } from "./people-store.ts";
import { addressAtProvider, identityIn, type ProvenIdentity, type Trip } from "./provider.ts";
import { expiryOf, tokenHash } from "./session.ts";
import {
  actorOf,
  isOpen,
  openSession,
  proveSession,
  type NewSession,
  type SignInServices,
  type Visitor,
} from "./sessions.ts";
import { isEnrolling, strengthNeeded } from "./sign-in-policy.ts";
import { stepUpRefusal } from "./step-up.ts";
import { deleteSessionsOf, loadSessionById, type LiveSession } from "./store.ts";
import {
  deleteIdentities,
  dropPassword,
  findIdentity,
  insertIdentity,
  loadIdentities,
  loadWays,
  noteIdentityUse,
} from "./ways-store.ts";

export type Use = "sign-in" | "step-up" | "link";
type Wish = { readonly use: Use; readonly to: string };

const noProvider = refuse("no-provider", "Single sign-on is not set up here (OIDC_ISSUER).", 409);
const refused = refuse(
  "single-sign-on-refused",
  "The sign-in at the provider did not succeed. Try again.",
  401,
);

/** How long somebody may take at the provider. */
const tripMinutes = 10;

/**
 * What one trip is bound to. All of it follows from the secret, which the browser alone keeps: of what comes back nothing
 * fits another browser, another wish or another trip, and nothing secret is stored here.
 */
function tripOf(secret: string, wish: Wish, origin: string): Trip {
  const of = (part: string): string =>
    createHash("sha256").update(`${part} ${secret} ${wish.use} ${wish.to}`).digest("base64url");
  const said = Buffer.from(JSON.stringify([wish.use, wish.to])).toString("base64url");
  return {
    state: `${said}.${of("state")}`,
    nonce: of("nonce"),
    verifier: of("verifier"),
    redirectUri: `${origin}/api/session/single-sign-on/return`,
  };
}

/** The wish that a state speaks of; undefined when it is none of ours. */
function wishIn(state: string): Wish | undefined {
  try {
    const told: unknown = JSON.parse(Buffer.from(state.split(".")[0] ?? "", "base64url").toString("utf8"));
    if (!Array.isArray(told)) return undefined;
    const use = (["sign-in", "step-up", "link"] as const).find((one) => one === told[0]);
    return use === undefined || typeof told[1] !== "string" ? undefined : { use, to: told[1] };
  } catch {
    // No JSON: a state that nobody here made.
    return undefined;
  }
}

/** Whether a path leads to a page of this server and nowhere else. */
export function isOwnPath(to: string, origin: string): boolean {
  return (
    /^\/(?![/\\])[\u0021-\u007e]*$/.test(to) && !to.includes("\\") && new URL(to, origin).origin === origin
  );
}

/**
 * Begins a trip: the address to go to, and the secret for the browser's cookie. Proving anew and linking belong to the
 * session that asks; linking weighs, and needs a new proof itself unless the session was opened for making a way in.
 */
export async function goToProvider(
  services: SignInServices,
  wish: Wish,
  from: { readonly session: LiveSession | undefined; readonly address: string; readonly origin: string },
): Promise<{ readonly address: string; readonly secret: string; readonly expiresAt: Date } | Refusal> {
  const settings = services.signIn?.singleSignOn;
  if (settings === undefined) return noProvider;
  const { session, origin } = from;
  if (!isOwnPath(wish.to, origin))
    return refuse("return-address-foreign", "The way back must be a path of this server.", 400);
  if (wish.use !== "sign-in" && session === undefined)
    return refuse("not-signed-in", "Nobody is signed in, or the session has ended. Sign in again.", 401);
  if (
    wish.use === "link" &&
    session !== undefined &&
    !isEnrolling(session.strength, strengthNeeded(services))
  ) {
    const unproved = await stepUpRefusal(services, session);
    if (unproved !== undefined) return unproved;
  }
  const secret = await services.database.transaction(systemActor("access"), (tx) =>
    giveChallenge(tx, {
      use: "single-sign-on",
      sessionId: wish.use === "sign-in" ? null : (session?.id ?? null),
      address: from.address,
      minutes: tripMinutes,
    }),
  );
  if (typeof secret !== "string") return secret;
  const at = services.clock.now();
  const anew = wish.use === "step-up";
  const address = await addressAtProvider(settings, tripOf(secret, wish, origin), { at, anew });
  return { address, secret, expiresAt: new Date(at.getTime() + tripMinutes * 60_000) };
}

/** How a trip ended: a session to go on with and where to, or why not and to which page that is told. */
export type Return =
  | { readonly session: NewSession; readonly use: Use; readonly to: string }
  | { readonly refusal: Refusal; readonly use: Use; readonly to: string; readonly cause?: string };

/** Ends a trip with what the browser brought back. The same secret never ends two. */
export async function comeBack(
  services: SignInServices,
  back: {
    readonly secret: string | undefined;
    /** What stands behind the question mark of the return address. */
    readonly query: string;
    readonly origin: string;
    readonly visitor: Visitor;
  },
): Promise<Return> {
  const nowhere = { use: "sign-in", to: "/" } as const;
  const settings = services.signIn?.singleSignOn;
  if (settings === undefined) return { refusal: noProvider, ...nowhere };
  const state = new URLSearchParams(back.query).get("state") ?? "";
  const wish = wishIn(state);
  const { secret } = back;
  if (wish === undefined || secret === undefined || !isOwnPath(wish.to, back.origin))
    return { refusal: refused, ...nowhere };
  const trip = tripOf(secret, wish, back.origin);
  const given = await services.database.transaction(systemActor("access"), (tx) =>
    takeChallenge(tx, { hash: tokenHash(secret), use: "single-sign-on" }),
  );
  if (given === undefined || trip.state !== state) return { refusal: refused, ...nowhere };
  const anew = wish.use === "step-up";
  const proven = await provenBy(() =>
    identityIn(settings, trip, { query: back.query, at: services.clock.now(), anew }),
  );
  if ("cause" in proven) {
    await recordFailure(services, wish, given.sessionId);
    return { refusal: refused, ...wish, cause: proven.cause };
  }
  const outcome = await carryOut(services, wish.use, {
    proven,
    sessionId: given.sessionId,
    visitor: back.visitor,
  });
  if (!("refused" in outcome)) return { session: outcome, ...wish };
  await recordFailure(services, wish, given.sessionId);
  return { refusal: outcome, ...wish };
}

/** The library throws for every answer that does not hold: its reason is for the log, never for the browser. */
async function provenBy(
  check: () => Promise<ProvenIdentity>,
): Promise<ProvenIdentity | { readonly cause: string }> {
  try {
    return await check();
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return { cause: "code" in problem ? `${problem.name} ${String(problem.code)}` : problem.name };
  }
}

async function recordFailure(services: SignInServices, wish: Wish, sessionId: string | null): Promise<void> {
  await services.database.transaction(systemActor("access"), async (tx) => {
    const session =
      sessionId === null ? undefined : await loadSessionById(tx, sessionId, limitsOf(services, tx.at));
    tx.record({
      action: wish.use === "step-up" ? "step-up.failed" : "sign-in.failed",
      subjectKind: "person",
      subjectId: session?.person.id ?? "unknown",
      detail: { how: "single-sign-on" },
    });
  });
}

const limitsOf = ({ demonstration }: SignInServices, at: Date) => ({
  idleSince: expiryOf(at).idleSince,
  demonstration,
});

type Proof = {
  readonly proven: ProvenIdentity;
  readonly sessionId: string | null;
  readonly visitor: Visitor;
};

async function carryOut(services: SignInServices, use: Use, proof: Proof): Promise<NewSession | Refusal> {
  if (!proof.proven.strong && (use === "step-up" || strengthNeeded(services) === "strong"))
    return refuse("identity-weak", "The provider vouches for one factor only; here it takes two.", 403);
  return use === "sign-in" ? enter(services, proof) : goOn(services, use, proof);
}

/** Signs in whoever is linked to the identity. Nobody linked: no account is made of it. */
async function enter(services: SignInServices, { proven, visitor }: Proof): Promise<NewSession | Refusal> {
  const { database, demonstration } = services;
  const unknown = refuse("identity-unknown", "No account here is linked to this identity.", 403);
  const account = await database.transaction(systemActor("access"), async (tx) => {
    const identity = await findIdentity(tx, proven);
    if (identity === undefined) return undefined;
    await noteIdentityUse(tx, identity.id);
    return loadAccount(tx, identity.personId);
  });
  if (account === undefined || !isOpen(account, demonstration)) return unknown;
  const needed = strengthNeeded(services);
  return database.transaction(actorOf(account), (tx) =>
    openSession(tx, account, { strength: "single-sign-on", needed, visitor }),
  );
}

/** Goes on with the session that the trip was begun in: it is proved anew, or has an identity linked to its account. */
async function goOn(
  services: SignInServices,
  use: "step-up" | "link",
  { proven, sessionId }: Proof,
): Promise<NewSession | Refusal> {
  const { database } = services;
  const session = await database.transaction(systemActor("access"), async (tx) =>
    sessionId === null ? undefined : loadSessionById(tx, sessionId, limitsOf(services, tx.at)),
  );
  if (session === undefined) return refused;
  const needed = strengthNeeded(services);
  const actor = actorOf(session.person);
  if (use === "link") return link(services, actor, { session, proven });
  return database.transaction(actor, async (tx) => {
    const identity = await findIdentity(tx, proven);
    // Under the person's own name only their own identities are seen: another's proves nothing.
    if (identity?.personId !== session.person.id || isEnrolling(session.strength, needed)) return refused;
    await noteIdentityUse(tx, identity.id);
    tx.record({
      action: "step-up.passed",
      subjectKind: "person",
      subjectId: session.person.id,
      detail: { how: "single-sign-on" },
    });
    return proveSession(tx, session, { strength: "single-sign-on", needed });
  });
}

/** Links an identity to the account of who is signed in, under the rules of making a passkey. */
async function link(
  services: SignInServices,
  actor: Actor,
  { session, proven }: { readonly session: LiveSession; readonly proven: ProvenIdentity },
): Promise<NewSession | Refusal> {
  const needed = strengthNeeded(services);
  const enrolling = isEnrolling(session.strength, needed);
  return services.database.transaction(actor, async (tx) => {
    await loadAccount(tx, actor.id, { lock: true });
    if (session.strength === "enrolment") {
      const over = await holdEnrolment(tx, actor.id);
      if (over !== undefined) return over;
    } else if (enrolling) {
      const { passkeys, identities } = await loadWays(tx, actor.id, proven.issuer);
      if (passkeys + identities > 0) return refused;
    }
    const id = newId(tx.at);
    const { issuer, subject } = proven;
    if (!(await insertIdentity(tx, { id, personId: actor.id, issuer, subject })))
      return refuse("identity-taken", "This identity is linked to an account already.", 409);
    if (session.strength === "enrolment") await endEnrolment(tx, actor.id, id);
    tx.record({
      action: "identity.linked",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { identity: id, issuer },
    });
    if (needed === "strong" || session.strength === "enrolment") await dropPassword(tx, actor.id);
    await deleteSessionsOf(tx, actor.id, session.id);
    return proveSession(tx, session, { strength: enrolling ? "single-sign-on" : session.strength, needed });
  });
}

/** Unlinks one of one's own identities, never the last way in; the other sessions end. */
export async function removeIdentity(
  services: SignInServices,
  actor: Actor,
  by: { readonly session: LiveSession; readonly id: string },
): Promise<NewSession | Refusal> {
  const needed = strengthNeeded(services);
  return services.database.transaction(actor, async (tx) => {
    await loadAccount(tx, actor.id, { lock: true });
    const issuer = services.signIn?.singleSignOn?.issuer;
    const removed = (await loadIdentities(tx, actor.id)).find(({ id }) => id === by.id);
    if (removed === undefined) return refuse("no-such-identity", "This identity is unlinked already.", 404);
    const ways = await loadWays(tx, actor.id, issuer);
    const left = ways.passkeys + ways.identities - (removed.issuer === issuer ? 1 : 0);
    if (left === 0 && !(needed === "password" && ways.password))
      return refuse("last-way-in", "This is your last way in: make another one first.", 409);
    await deleteIdentities(tx, { personId: actor.id, id: by.id });
    tx.record({
      action: "identity.unlinked",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { identity: by.id, issuer: removed.issuer },
    });
    await deleteSessionsOf(tx, actor.id, by.session.id);
    return proveSession(tx, by.session, { strength: by.session.strength, needed });
  });
}
