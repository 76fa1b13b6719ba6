// Proving anew who one is, before an act that weighs (OWASP ASVS 7.5.3): by what, and the password where it will do.
import { refuse, systemActor, type Actor, type Refusal } from "#platform";
import { deleteFailures, loadAccount } from "./people-store.ts";
import { isPassword } from "./passwords.ts";
import { tokenHash } from "./session.ts";
import { proveSession, type NewSession, type SignInServices } from "./sessions.ts";
import { needsStepUp, proofsOf, stepUpMinutes, strengthNeeded, type Proof } from "./sign-in-policy.ts";
import { countAttempt, nameHashOf } from "./sign-in.ts";
import type { LiveSession } from "./store.ts";
import { loadWays } from "./ways-store.ts";

/** The refusal of an act that needs a newer proof, with what is accepted; undefined when the session's is new enough. */
export async function stepUpRefusal(
  services: SignInServices,
  session: LiveSession,
): Promise<Refusal | undefined> {
  if (!needsStepUp(session.provedAt, services.clock.now())) return undefined;
  return refuse(
    "step-up-needed",
    `Prove that it is you: this needs a proof at most ${stepUpMinutes} minutes old (POST /api/session/step-up).`,
    403,
    { accepts: await proofsAccepted(services, session.person.id) },
  );
}

/** What a person may give to prove anew who they are. */
export async function proofsAccepted(services: SignInServices, personId: string): Promise<readonly Proof[]> {
  const issuer = services.signIn?.singleSignOn?.issuer;
  const ways = await services.database.transaction(systemActor("access"), (tx) =>
    loadWays(tx, personId, issuer),
  );
  return proofsOf(ways, strengthNeeded(services));
}

/** Proves it by the password, where that is accepted. Wrong ones are slowed by session, so that nobody else is kept waiting. */
export async function stepUpByPassword(
  services: SignInServices,
  actor: Actor,
  proof: { readonly session: LiveSession; readonly password: string; readonly address: string },
): Promise<NewSession | Refusal> {
  const { database } = services;
  const { session } = proof;
  const needed = strengthNeeded(services);
  if (!(await proofsAccepted(services, actor.id)).includes("password")) {
    return refuse("password-not-accepted", "Prove it by your passkey or by single sign-on.", 403);
  }
  const before = await database.transaction(systemActor("access"), async (tx) => {
    const account = await loadAccount(tx, actor.id);
    const guess = {
      nameHash: nameHashOf(account?.signInName ?? ""),
      address: proof.address,
      device: tokenHash(session.id),
    };
    return (await countAttempt(tx, guess)) ?? { account, guess };
  });
  if ("refused" in before) return before;
  const fits = await isPassword(before.account?.passwordHash, proof.password);
  return database.transaction(actor, async (tx) => {
    if (!fits) {
      tx.record({ action: "step-up.failed", subjectKind: "person", subjectId: actor.id });
      return refuse("step-up-failed", "That is not your password.", 403);
    }
    await deleteFailures(tx, before.guess);
    tx.record({
      action: "step-up.passed",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { how: "password" },
    });
    return proveSession(tx, session, { strength: session.strength, needed });
  });
}
