// Passkeys (WebAuthn level 3): made by who is signed in, used to sign in without a name and to prove anew who one is.
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { newId, refuse, systemActor, type Actor, type Refusal, type Transaction } from "#platform";
import { giveChallenge, isAnsweredFirst } from "./challenges.ts";
import { endEnrolment, holdEnrolment } from "./enrolment.ts";
import { loadAccount } from "./people-store.ts";
import type { RelyingParty } from "./relying-party.ts";
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
import { deleteSessionsOf, type LiveSession } from "./store.ts";
import type { PasskeyAnswer, PasskeyMade } from "./ways-contract.ts";
import {
  deletePasskeys,
  dropPassword,
  insertPasskey,
  loadPasskeys,
  loadWays,
  lockPasskey,
  notePasskeyUse,
  suspectPasskey,
  type Passkey,
} from "./ways-store.ts";

/** Loaded with the first ceremony: it takes a while, and no request before needs it. */
const webauthn = () => import("@simplewebauthn/server");

export type PasskeyServices = SignInServices & { readonly party: RelyingParty | undefined };

const noParty = refuse(
  "passkeys-need-name",
  "Passkeys belong to a name, and this server is reached by a number: set PUBLIC_URL to a name.",
  409,
);
const refused = refuse("passkey-refused", "This passkey does not open anything here.", 401);

const ceremonyMs = 120_000;
/** ES256, EdDSA, RS256: what authenticators in use can do. */
const algorithms = [-7, -8, -257];

/**
 * The options with which the browser has a passkey made. Whoever has a whole session proves first who they are; one that
 * was opened for making a passkey was just opened for that.
 */
export async function passkeyToMake(
  services: PasskeyServices,
  actor: Actor,
  at: { readonly session: LiveSession; readonly address: string },
): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal> {
  const { party, database } = services;
  if (party === undefined) return noParty;
  const unproved = await makingRefusal(services, at.session);
  if (unproved !== undefined) return unproved;
  const given = await database.transaction(actor, async (tx) => {
    const asked = { use: "add-passkey", sessionId: at.session.id, address: at.address } as const;
    const challenge = await giveChallenge(tx, asked);
    if (typeof challenge !== "string") return challenge;
    // After an enrolment the passkeys before go anyway: the same authenticator may make the new one.
    const kept = at.session.strength === "enrolment" ? [] : await loadPasskeys(tx, actor.id);
    return { challenge, passkeys: kept };
  });
  if ("refused" in given) return given;
  const { person } = at.session;
  const { generateRegistrationOptions } = await webauthn();
  return generateRegistrationOptions({
    rpName: services.signIn?.unit ?? "OpenPIU",
    rpID: party.id,
    userName: person.signInName,
    userDisplayName: person.displayName,
    userID: handleOf(person.id),
    challenge: new Uint8Array(Buffer.from(given.challenge, "base64url")),
    timeout: ceremonyMs,
    attestationType: "none",
    excludeCredentials: given.passkeys.map(({ credentialId: id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
}

/** Making a way in weighs; a session that was opened for nothing else needs no further proof. */
async function makingRefusal(services: SignInServices, session: LiveSession): Promise<Refusal | undefined> {
  return isEnrolling(session.strength, strengthNeeded(services))
    ? undefined
    : stepUpRefusal(services, session);
}

/** A person as authenticators know them: the bytes of their id, nothing that tells who it is. */
function handleOf(personId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(personId.replaceAll("-", ""), "hex"));
}

/**
 * Registers what the authenticator made. The person's other sessions end, this one goes on under another token. After an
 * enrolment the new passkey stands in the place of every way in before it; where passwords open nothing, the password goes.
 */
export async function passkeyMade(
  services: PasskeyServices,
  actor: Actor,
  by: { readonly session: LiveSession; readonly made: PasskeyMade },
): Promise<NewSession | Refusal> {
  const { party, database } = services;
  const { session, made } = by;
  if (party === undefined) return noParty;
  const challenge = challengeIn(made.clientDataJSON);
  const first = await database.transaction(actor, (tx) =>
    isAnsweredFirst(tx, { challenge, use: "add-passkey", sessionId: session.id }),
  );
  if (!first) return challengeGone;
  const registered = await verifyMade(party, challenge, made);
  if (registered === undefined)
    return refuse("passkey-not-made", "The authenticator's answer does not hold. Try again.", 400);
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = registered;
  const needed = strengthNeeded(services);
  return database.transaction(actor, async (tx) => {
    const id = newId(tx.at);
    if (session.strength === "enrolment") {
      const over = await holdEnrolment(tx, actor.id);
      if (over !== undefined) return over;
    } else if (isEnrolling(session.strength, needed)) {
      // A password makes the first passkey only. The account's row is held: of two at once one finds the other's.
      await loadAccount(tx, actor.id, { lock: true });
      const { passkeys, identities } = await loadWays(tx, actor.id, services.signIn?.singleSignOn?.issuer);
      if (passkeys + identities > 0) return refused;
    }
    const added = await insertPasskey(tx, {
      id,
      personId: actor.id,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: made.transports,
      kind: credentialDeviceType,
      backedUp: credentialBackedUp,
      aaguid,
      name: made.name.trim(),
    });
    if (!added) return refuse("passkey-known", "This passkey is registered already.", 409);
    if (session.strength === "enrolment") await endEnrolment(tx, actor.id, id);
    tx.record({
      action: "passkey.added",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { passkey: id, kind: credentialDeviceType },
    });
    if (needed === "strong" || session.person.passwordOnce || session.strength === "enrolment")
      await dropPassword(tx, actor.id);
    await deleteSessionsOf(tx, actor.id, session.id);
    return proveSession(tx, session, { strength: "passkey", needed });
  });
}

const challengeGone = refuse(
  "challenge-gone",
  "This was answered already, took longer than two minutes, or was asked elsewhere. Try again.",
  409,
);

/** The challenge that an authenticator's answer speaks of; empty where it speaks of none. */
function challengeIn(clientDataJSON: string): string {
  try {
    const told: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    const challenge: unknown =
      typeof told === "object" && told !== null ? Reflect.get(told, "challenge") : "";
    return typeof challenge === "string" ? challenge : "";
  } catch {
    // No JSON: the answer of no authenticator, which is refused for lack of a challenge.
    return "";
  }
}

async function verifyMade(party: RelyingParty, challenge: string, made: PasskeyMade) {
  const { verifyRegistrationResponse } = await webauthn();
  const response = {
    id: made.id,
    rawId: made.id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: made.clientDataJSON,
      attestationObject: made.attestationObject,
    },
  } satisfies RegistrationResponseJSON;
  return holds(async () => {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    return verified ? registrationInfo : undefined;
  });
}

/** The library throws for every answer that does not hold: that is a refusal here, not a defect. */
async function holds<Result>(check: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await check();
  } catch (problem) {
    if (problem instanceof Error) return undefined;
    throw problem;
  }
}

/** The options with which the browser has a challenge signed; of the passkeys given, or of any that it has for this name. */
async function toSign(
  party: RelyingParty,
  challenge: string,
  passkeys: readonly Passkey[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    timeout: ceremonyMs,
    userVerification: "required",
    allowCredentials: passkeys.map(({ credentialId: id }) => ({ id })),
  });
}

/** The options of signing in with a passkey: without a name, whoever it is. */
export async function passkeyToSignInWith(
  { party, database }: PasskeyServices,
  address: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | Refusal> {
  if (party === undefined) return noParty;
  const challenge = await database.transaction(systemActor("access"), (tx) =>
    giveChallenge(tx, { use: "sign-in", sessionId: null, address }),
  );
  return typeof challenge === "string" ? toSign(party, challenge, []) : challenge;
}

/** Signs in with a passkey. The same refusal for one that is unknown, does not hold, or belongs to a closed account. */
export async function signInByPasskey(
  services: PasskeyServices,
  by: { readonly answer: PasskeyAnswer; readonly visitor: Visitor },
): Promise<NewSession | Refusal> {
  const { party, database, demonstration } = services;
  if (party === undefined) return noParty;
  const used = await usePasskey(services, party, { answer: by.answer, use: "sign-in", session: undefined });
  if (used === undefined) return refused;
  const account = await database.transaction(systemActor("access"), (tx) => loadAccount(tx, used.personId));
  if (account === undefined || !isOpen(account, demonstration)) return refused;
  const needed = strengthNeeded(services);
  return database.transaction(actorOf(account), (tx) =>
    openSession(tx, account, { strength: "passkey", needed, visitor: by.visitor }),
  );
}

/** The options of proving anew who one is: one of one's own passkeys. */
export async function passkeyToProveWith(
  { party, database }: PasskeyServices,
  actor: Actor,
  at: { readonly session: LiveSession; readonly address: string },
): Promise<PublicKeyCredentialRequestOptionsJSON | Refusal> {
  if (party === undefined) return noParty;
  const given = await database.transaction(actor, async (tx) => {
    const asked = { use: "step-up", sessionId: at.session.id, address: at.address } as const;
    const challenge = await giveChallenge(tx, asked);
    if (typeof challenge !== "string") return challenge;
    const passkeys = await loadPasskeys(tx, actor.id);
    return { challenge, passkeys: passkeys.filter(({ suspectedAt }) => suspectedAt === null) };
  });
  return "refused" in given ? given : toSign(party, given.challenge, given.passkeys);
}

/** Proves anew who one is by one's own passkey; another person's is worth nothing. */
export async function stepUpByPasskey(
  services: PasskeyServices,
  actor: Actor,
  by: { readonly session: LiveSession; readonly answer: PasskeyAnswer },
): Promise<NewSession | Refusal> {
  const { party, database } = services;
  const { session, answer } = by;
  if (party === undefined) return noParty;
  const needed = strengthNeeded(services);
  // An unfinished session becomes whole by making a way in, not by using one.
  const enrolling = isEnrolling(session.strength, needed);
  const used = enrolling ? undefined : await usePasskey(services, party, { answer, use: "step-up", session });
  return database.transaction(actor, async (tx) => {
    if (used === undefined) {
      tx.record({ action: "step-up.failed", subjectKind: "person", subjectId: actor.id });
      return refuse("passkey-refused", "This passkey does not prove that it is you.", 403);
    }
    tx.record({
      action: "step-up.passed",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { how: "passkey" },
    });
    return proveSession(tx, session, { strength: "passkey", needed });
  });
}

/**
 * Checks what an authenticator signed and notes the use. Undefined for every answer that does not hold. A counter that did
 * not grow tells of a copy: from then on that passkey opens nothing (WebAuthn 6.1.1).
 */
async function usePasskey(
  { database }: SignInServices,
  party: RelyingParty,
  by: {
    readonly answer: PasskeyAnswer;
    readonly use: "sign-in" | "step-up";
    readonly session: LiveSession | undefined;
  },
): Promise<Passkey | undefined> {
  const { answer, use, session } = by;
  const challenge = challengeIn(answer.clientDataJSON);
  const asked = { challenge, use, sessionId: session?.id ?? null };
  const system = systemActor("access");
  if (!(await database.transaction(system, (tx) => isAnsweredFirst(tx, asked)))) return undefined;
  return database.transaction(system, async (tx) => {
    const passkey = await lockPasskey(tx, answer.id);
    if (passkey === undefined) return undefined;
    const mine = session === undefined || passkey.personId === session.person.id;
    const handle = Buffer.from(handleOf(passkey.personId)).toString("base64url");
    if (!mine || passkey.suspectedAt !== null || (answer.userHandle ?? handle) !== handle)
      return failed(tx, passkey, session);
    const signed = await verifySigned(party, challenge, { answer, passkey });
    if (signed === undefined) return failed(tx, passkey, session);
    const { newCounter, credentialDeviceType, credentialBackedUp } = signed;
    if (newCounter <= passkey.counter && newCounter + passkey.counter > 0) {
      await suspectPasskey(tx, passkey.id);
      tx.record({
        action: "passkey.suspected",
        subjectKind: "person",
        subjectId: passkey.personId,
        detail: { passkey: passkey.id, counter: newCounter, kept: passkey.counter },
      });
      return failed(tx, passkey, session);
    }
    await notePasskeyUse(tx, {
      id: passkey.id,
      counter: newCounter,
      kind: credentialDeviceType,
      backedUp: credentialBackedUp,
    });
    return passkey;
  });
}

function failed(tx: Transaction, passkey: Passkey, session: LiveSession | undefined): undefined {
  if (session === undefined)
    tx.record({
      action: "sign-in.failed",
      subjectKind: "person",
      subjectId: passkey.personId,
      detail: { how: "passkey" },
    });
  return undefined;
}

async function verifySigned(
  party: RelyingParty,
  challenge: string,
  { answer, passkey }: { readonly answer: PasskeyAnswer; readonly passkey: Passkey },
) {
  const { verifyAuthenticationResponse } = await webauthn();
  const response = {
    id: answer.id,
    rawId: answer.id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: answer.clientDataJSON,
      authenticatorData: answer.authenticatorData,
      signature: answer.signature,
      ...(answer.userHandle === null ? {} : { userHandle: answer.userHandle }),
    },
  } satisfies AuthenticationResponseJSON;
  return holds(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        // Compared above, after the signature: an unsigned counter must cast no suspicion.
        counter: 0,
      },
    });
    return verified ? authenticationInfo : undefined;
  });
}

/** Removes one of one's own passkeys, never the last way in; the other sessions end. */
export async function removePasskey(
  services: SignInServices,
  actor: Actor,
  by: { readonly session: LiveSession; readonly id: string },
): Promise<NewSession | Refusal> {
  const needed = strengthNeeded(services);
  return services.database.transaction(actor, async (tx) => {
    await loadAccount(tx, actor.id, { lock: true });
    const passkeys = await loadPasskeys(tx, actor.id);
    const removed = passkeys.find(({ id }) => id === by.id);
    if (removed === undefined) return refuse("no-such-passkey", "This passkey is removed already.", 404);
    const ways = await loadWays(tx, actor.id, services.signIn?.singleSignOn?.issuer);
    const left = ways.passkeys - (removed.suspectedAt === null ? 1 : 0) + ways.identities;
    if (left === 0 && !(needed === "password" && ways.password)) return lastWayIn;
    await deletePasskeys(tx, { personId: actor.id, id: by.id });
    tx.record({
      action: "passkey.removed",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { passkeys: [by.id] },
    });
    await deleteSessionsOf(tx, actor.id, by.session.id);
    return proveSession(tx, by.session, { strength: by.session.strength, needed });
  });
}

export const lastWayIn = refuse("last-way-in", "This is your last way in: make another one first.", 409);
