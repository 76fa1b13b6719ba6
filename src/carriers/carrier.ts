// A carrier as the register knows it, and which sender identities are its own.
import type { OwedPush } from "#vocabulary";
import type { EffectiveAgreement } from "./agreement.ts";

/** Every kind of credential; the database holds the same list. */
export const credentialKinds = [
  "http-token",
  "client-certificate",
  "signing-key",
  "watched-folder",
  "ssh-key",
  "type-b-address",
  "amqp-queue",
  "mail-sender",
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

export type Carrier = {
  readonly id: string;
  /** IATA designator (two characters) or ICAO (three), upper case. */
  readonly code: string;
  readonly name: string;
  readonly country: string | null;
  /** UNB and UNG sender identities it may use, upper case. */
  readonly senderIds: readonly string[];
  /** Designators it may send for: its own and those it operates for. */
  readonly fliesAs: readonly string[];
  /** What it is held to and how it is answered, as in force. */
  readonly agreement: EffectiveAgreement;
  /** What it owes of each flight, where that is not what the profile says; null: that. */
  readonly pushes: readonly OwedPush[] | null;
  readonly suspendedAt: Date | null;
  readonly createdAt: Date;
};

/** A sender identity as it is compared: capitals, no blanks around it. UNB pads none, but carriers do. */
export function comparableSender(sender: string): string {
  return sender.trim().toUpperCase();
}

/** Whether a message from this sender may come over this carrier's connection. */
export function isOwnSender(carrier: Pick<Carrier, "senderIds">, sender: string): boolean {
  return carrier.senderIds.includes(comparableSender(sender));
}

/** Whether the carrier may report a flight of this designator. */
export function mayFlyAs(carrier: Pick<Carrier, "fliesAs">, designator: string): boolean {
  return carrier.fliesAs.includes(designator.trim().toUpperCase());
}
