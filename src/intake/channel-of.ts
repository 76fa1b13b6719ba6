// By which channel a carrier sends that proves itself with a credential of a kind.
import type { CredentialKind } from "#carriers";
import type { Channel } from "./store.ts";

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
