// Who a transmission comes from: the carrier behind a credential, remembered for a moment so that a busy carrier costs no look-up each time.
import { createHash } from "node:crypto";
import { carrierByIdentity, type CredentialKind } from "#carriers";
import {
  isRefusal,
  refuse,
  systemActor,
  type Clock,
  type Database,
  type LiveFeed,
  type Refusal,
} from "#platform";
import type { Sender } from "./judge.ts";
import { isSignedToken, openSignedTokens } from "./signed-token.ts";

const unknownCredential: Readonly<Record<CredentialKind, Refusal>> = {
  "http-token": unknown("Send the header Authorization: Bearer with the token the carrier desk gave you."),
  "client-certificate": unknown("Ask the carrier desk to register the certificate's SHA-256 fingerprint."),
  "signing-key": unknown("Ask the carrier desk to register the public key of your signed tokens."),
  "watched-folder": unknown("Ask the carrier desk to bind the folder to your connection."),
  "ssh-key": unknown("Ask the carrier desk to register the public key."),
  "type-b-address": unknown("Ask the carrier desk to register the origin address."),
  "amqp-queue": unknown("Ask the carrier desk to bind the queue to your connection."),
  "mail-sender": unknown("Ask the carrier desk to register the sender's address."),
};

/** On the port for certificates nobody is told to send anything else. */
export const certificateLacking = unknown(
  "Show the client certificate whose SHA-256 fingerprint the carrier desk has registered: none came with this connection, or it is not valid now.",
);

function unknown(mend: string): Refusal {
  return refuse(
    "unknown-credential",
    `The credential is missing, unknown, expired or withdrawn. ${mend}`,
    401,
  );
}

const suspendedCarrier = refuse(
  "carrier-suspended",
  "This connection is suspended. Ask the carrier desk.",
  403,
);

/** A change of the register is announced and forgets at once; should the announcement be lost, this is how long it lasts. */
const rememberedMs = 5_000;
const rememberedMax = 1_000;

/** From a credential as presented on a channel (with http-token also a token that the carrier signed itself) to the carrier, or the refusal to tell whoever presents it. */
export type SenderGate = (kind: CredentialKind, identity: string) => Promise<Sender | Refusal>;

/** Opens the gate. What was presented is held as a hash only. */
export function openSenderGate(services: {
  readonly database: Database;
  readonly clock: Clock;
  readonly feed: Pick<LiveFeed, "subscribe">;
}): SenderGate {
  const known = new Map<string, { readonly sender: Sender | Refusal; readonly until: number }>();
  services.feed.subscribe((event) => {
    if (event.topic === "carrier") known.clear();
  });
  const checkSigned = openSignedTokens(services);
  return async (kind, identity) => {
    if (kind === "http-token" && isSignedToken(identity)) {
      const carrier = await checkSigned(identity);
      return isRefusal(carrier) || carrier.suspendedAt === null ? carrier : suspendedCarrier;
    }
    const hash = createHash("sha256").update(`${kind} ${identity}`).digest("base64");
    const now = services.clock.now().getTime();
    const remembered = known.get(hash);
    if (remembered !== undefined && remembered.until > now) return remembered.sender;
    const carrier = await services.database.transaction(systemActor("intake"), (tx) =>
      carrierByIdentity(tx, kind, identity),
    );
    // Unknown credentials are not remembered: guesses must not push out those in use.
    if (carrier === undefined) return unknownCredential[kind];
    const sender = carrier.suspendedAt === null ? carrier : suspendedCarrier;
    if (known.size >= rememberedMax) known.clear();
    known.set(hash, { sender, until: now + rememberedMs });
    return sender;
  };
}

/** The token of a header `Authorization: Bearer …`; "" when there is none, which no carrier has. */
export function bearerToken(authorization: string | undefined): string {
  return /^Bearer ([\w.-]{10,6000})$/.exec(authorization ?? "")?.[1] ?? "";
}
