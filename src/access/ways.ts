// One's own ways in and sessions, as the page of them shows.
import type { Actor } from "#platform";
import { expiryOf } from "./session.ts";
import { loadSessionsOf } from "./session-store.ts";
import type { SignInServices } from "./sessions.ts";
import { strengthNeeded } from "./sign-in-policy.ts";
import type { WaysIn } from "./ways-contract.ts";
import { loadIdentities, loadPasskeys, loadWays } from "./ways-store.ts";

/** Everything that opens the account of who asks, and every place where it is open. */
export async function ownWays(services: SignInServices, actor: Actor, hereId: string): Promise<WaysIn> {
  return services.database.transaction(actor, async (tx) => {
    const passkeys = await loadPasskeys(tx, actor.id);
    const identities = await loadIdentities(tx, actor.id);
    const { password } = await loadWays(tx, actor.id, undefined);
    const sessions = await loadSessionsOf(tx, actor.id, expiryOf(tx.at).idleSince);
    return {
      passkeys: passkeys.map((one) => ({
        id: one.id,
        name: one.name,
        addedAt: one.addedAt.toISOString(),
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
        synced: one.kind === "multiDevice" && one.backedUp,
        suspected: one.suspectedAt !== null,
      })),
      identities: identities.map((one) => ({
        id: one.id,
        issuer: one.issuer,
        linkedAt: one.linkedAt.toISOString(),
        lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
      })),
      password: password && strengthNeeded(services) === "password",
      sessions: sessions.map((one) => ({
        id: one.id,
        here: one.id === hereId,
        strength: one.strength,
        device: one.device,
        openedAt: one.openedAt.toISOString(),
        lastSeenAt: one.lastSeenAt.toISOString(),
      })),
    };
  });
}
