// Who a push comes from: the carrier behind a bearer token, remembered for a moment so that a busy carrier costs no look-up each time.
import { createHash } from "node:crypto";
import { authenticateCarrier } from "#carriers";
import { refuse, systemActor, type Clock, type Database, type LiveFeed, type Refusal } from "#platform";
import type { Sender } from "./judge.ts";

const unknownCarrier = refuse(
  "unknown-credential",
  "The credential is missing, unknown, expired or withdrawn. Send the header Authorization: Bearer with the token the carrier desk gave you.",
  401,
);
const suspendedCarrier = refuse(
  "carrier-suspended",
  "This connection is suspended. Ask the carrier desk.",
  403,
);

/** A change of the register is announced and forgets at once; should the announcement be lost, this is how long it lasts. */
const rememberedMs = 5_000;
const rememberedMax = 1_000;

export type CarrierGate = (authorization: string | undefined) => Promise<Sender | Refusal>;

/** Opens the gate: from the header Authorization to the carrier, or the refusal to send. Only token hashes are held. */
export function openCarrierGate(services: {
  database: Database;
  clock: Clock;
  feed: Pick<LiveFeed, "subscribe">;
}): CarrierGate {
  const known = new Map<string, { sender: Sender | Refusal; until: number }>();
  services.feed.subscribe((event) => {
    if (event.topic === "carrier") known.clear();
  });
  return async (authorization) => {
    const token = /^Bearer ([\w-]{10,200})$/.exec(authorization ?? "")?.[1];
    if (token === undefined) return unknownCarrier;
    const hash = createHash("sha256").update(token).digest("base64");
    const now = services.clock.now().getTime();
    const remembered = known.get(hash);
    if (remembered !== undefined && remembered.until > now) return remembered.sender;
    const carrier = await services.database.transaction(systemActor("intake"), (tx) =>
      authenticateCarrier(tx, token),
    );
    // Unknown tokens are not remembered: guesses must not push out those in use.
    if (carrier === undefined) return unknownCarrier;
    const sender = carrier.suspendedAt === null ? carrier : suspendedCarrier;
    if (known.size >= rememberedMax) known.clear();
    known.set(hash, { sender, until: now + rememberedMs });
    return sender;
  };
}
