// Challenges: what a browser has to sign or bring back, given out for two minutes and taken back once.
import { newSecret, refuse, type Refusal, type Transaction } from "#platform";
import { countChallenges, insertChallenge, takeChallenge, type ChallengeUse } from "./challenge-store.ts";
import { tokenHash } from "./session.ts";

const challengeMinutes = 2;
/** Waiting for their answer at one time, of one address: a whole office may come from one. */
const challengesOfAddressMax = 100;

/** Gives out a challenge of 32 random bytes (base64url), for `minutes` (2); refuses an address of which very many wait. */
export async function giveChallenge(
  tx: Transaction,
  to: {
    readonly use: ChallengeUse;
    readonly sessionId: string | null;
    readonly address: string;
    readonly minutes?: number;
  },
): Promise<string | Refusal> {
  if ((await countChallenges(tx, to.address)) >= challengesOfAddressMax) {
    return refuse(
      "challenges-many",
      "Too many attempts wait for their answer. Try again in two minutes.",
      429,
      {
        retryAfterSeconds: challengeMinutes * 60,
      },
    );
  }
  const challenge = newSecret();
  const { use, sessionId, address, minutes = challengeMinutes } = to;
  await insertChallenge(tx, {
    use,
    sessionId,
    address,
    hash: tokenHash(challenge),
    expiresAt: new Date(tx.at.getTime() + minutes * 60_000),
  });
  return challenge;
}

/**
 * Whether the challenge was given out for this use to this session (null: to nobody signed in), and not yet answered. It is
 * gone with this question, whatever the answer to it.
 */
export async function isAnsweredFirst(
  tx: Transaction,
  answer: { readonly challenge: string; readonly use: ChallengeUse; readonly sessionId: string | null },
): Promise<boolean> {
  const given = await takeChallenge(tx, { hash: tokenHash(answer.challenge), use: answer.use });
  return given !== undefined && given.sessionId === answer.sessionId;
}
