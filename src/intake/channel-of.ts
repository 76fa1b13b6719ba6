// The channels that messages come by, and which of them a carrier uses that proves itself with a credential of a kind.
import type { CredentialKind } from "#carriers";

export type Channel = "http" | "folder" | "command" | "sftp" | "type-b" | "amqp" | "mail" | "portal";

/** By which channel a carrier sends that shows such a credential. */
export const channelOf: Readonly<Record<CredentialKind, Exclude<Channel, "command" | "portal">>> = {
  "http-token": "http",
  "client-certificate": "http",
  "signing-key": "http",
  "watched-folder": "folder",
  "ssh-key": "sftp",
  "type-b-address": "type-b",
  "amqp-queue": "amqp",
  "mail-sender": "mail",
};
