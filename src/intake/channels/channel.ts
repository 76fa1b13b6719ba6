// What every channel has in common: the one server opens it, it hands deliveries to the reception, and it can be closed.
import type { Clock, Database, LiveFeed, SealingKey } from "#platform";
import type { SenderGate } from "../sender-gate.ts";
import type { Channel } from "../channel-of.ts";
import type { Reception } from "../reception.ts";

/** What a channel is given to work with. */
export type ChannelServices = {
  readonly database: Database;
  readonly clock: Clock;
  /** Tells of changes in the register: topic "carrier". */
  readonly feed: Pick<LiveFeed, "subscribe">;
  /** Hands over what arrived; after it returns, the delivery is committed (or refused) and may be acknowledged. */
  readonly reception: Reception;
  /** Who presents a credential of the channel. */
  readonly gate: SenderGate;
  /** Seals what is kept of messages. */
  readonly key: SealingKey;
  /** Absolute; keys of the server (host key, certificate) and the carriers' folders are kept here. */
  readonly dataFolder: string;
  /** The address of this machine to listen on. */
  readonly host: string;
  /** A line for whoever runs the server; never with passenger data. */
  readonly notice: (line: string) => void;
  readonly problem: (error: Error, what: string) => void;
};

/** PEM: a certificate with its chain, and its private key. */
export type CertificateFiles = { readonly certificateFile: string; readonly keyFile: string };

/** Which channels to open, besides HTTP; undefined: closed. */
export type ChannelSettings = {
  /** Whether this process looks into the carriers' folders: of several on one data folder those that do jobs. */
  readonly watchFolders: boolean;
  /** Port of the SFTP server; 0 takes any that is free. */
  readonly sftpPort: number | undefined;
  /** Port for Type B over MATIP. */
  readonly typeBPort: number | undefined;
  /** The unit's own Type B address; undefined: the one a carrier wrote to. */
  readonly typeBAddress: string | undefined;
  /** `host:port` of the Type B gateways that are called. */
  readonly typeBLines: readonly string[];
  /** Addresses or networks that may call the Type B port; none: any. */
  readonly typeBPeers: readonly string[];
  /** Port of the mail server. */
  readonly mailPort: number | undefined;
  /** Whether a mail must be signed by its sender's domain. */
  readonly mailDkim: "required" | "off";
  /** Addresses or networks that may connect to the mail server; none: any. */
  readonly mailGateways: readonly string[];
  /** The server that takes our mail, smtp://host:port; undefined: none is sent. */
  readonly mailRelay: string | undefined;
  /** Whom our mail is from. */
  readonly mailFrom: string;
  /** An AMQP 1.0 broker: amqp://user:password@host:5672 or amqps://. */
  readonly amqpUrl: string | undefined;
  /** Shown to a broker that asks for it: PEM files. */
  readonly amqpCertificate: CertificateFiles | undefined;
};

/** What of a channel stands at present. */
export type ChannelLinks = {
  /** Messages can come now. */
  readonly isUp: boolean;
  /** Sessions, connections or queues that are open. */
  readonly open: number;
  /** Carriers that are known to hold one of them, by id, and how many each. */
  readonly carriers: ReadonlyMap<string, number>;
};

/** A file of a carrier that is here and not taken yet. */
export type WaitingFile = { readonly carrierId: string; readonly since: Date };

/** A channel that is open. */
export type OpenChannel = {
  readonly channel: Channel;
  /** Where carriers reach it, such as "sftp://127.0.0.1:8422"; shown on the carrier desk. */
  readonly address: string;
  /**
   * Sends bytes of ours to a carrier: `to` is what the channel calls its address (Type B address, queue, mailbox, folder).
   * Resolves when the other side has taken responsibility, rejects when it has not. Absent: the channel only receives.
   */
  send?(to: string, bytes: Uint8Array): Promise<void>;
  /** Its links now. Absent: the channel has none that stay open (a folder, mail). */
  links?(): ChannelLinks;
  /** Files that wait to be finished or taken. Absent: it has no files, or only the other side knows what waits there. */
  waiting?(): Promise<readonly WaitingFile[]>;
  /** Takes nothing new, lets what is under way finish, closes. */
  close(): Promise<void>;
};

/** Counts links by the carrier that holds each; one whose carrier is not known yet counts as open alone. */
export function linksOf(isUp: boolean, holders: readonly (string | undefined)[]): ChannelLinks {
  const carriers = new Map<string, number>();
  for (const id of holders) if (id !== undefined) carriers.set(id, (carriers.get(id) ?? 0) + 1);
  return { isUp, open: holders.length, carriers };
}
