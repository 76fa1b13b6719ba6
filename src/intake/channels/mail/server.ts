// The mail server of the unit: takes mail of registered senders only, and says 250 when what is in it is committed.
import { once } from "node:events";
import { resolve as lookUp } from "node:dns/promises";
import { BlockList, isIPv6, type AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { DNSResolver } from "mailauth";
import { isRefusal } from "#platform";
import type { Sender } from "../../judge.ts";
import type { ChannelServices, OpenChannel } from "../channel.ts";
import { openLargeTurns, type LargeTurns } from "../large-turns.ts";
import { openSpools, type Spools } from "../spool.ts";
import { serverCertificate } from "./certificate.ts";
import { checkDkim } from "./dkim.ts";
import { mailBytesMax } from "./mail-in.ts";
import { acceptedText, receiptMailText } from "./receipt-mail.ts";
import { openRelay, type Relay } from "./relay.ts";
import { takeMail } from "./take-mail.ts";

export type MailSettings = {
  /** 0 takes any that is free. */
  readonly port: number;
  /** off: only where nobody but a gateway that has checked (or this machine) can connect. */
  readonly dkim: "required" | "off";
  /** Addresses or networks that may connect; none: any. */
  readonly gateways: readonly string[];
  /** smtp://host:port of the server that takes our mail; undefined: none is sent. */
  readonly relay: string | undefined;
  /** Whom our mail is from. */
  readonly from: string;
};

export type MailLimits = {
  readonly mailBytes: number;
  readonly connections: number;
  readonly connectionsOfAddress: number;
  readonly recipients: number;
  /** A connection that stands still for so long is closed. */
  readonly idleMs: number;
  /** From DATA to its end. */
  readonly dataMs: number;
};

export const usualMail: MailLimits = {
  mailBytes: mailBytesMax,
  connections: 100,
  connectionsOfAddress: 20,
  recipients: 10,
  idleMs: 60_000,
  dataMs: 5 * 60_000,
};

type Mail = ChannelServices & {
  readonly settings: MailSettings;
  readonly limits: MailLimits;
  readonly resolver: DNSResolver;
  readonly spools: Spools;
  readonly turns: LargeTurns;
  readonly relay: Relay | undefined;
  readonly senders: WeakMap<SMTPServerSession, Sender>;
};

const loopback: readonly string[] = ["127.0.0.1", "::1", "localhost"];
const dns: DNSResolver = (name, type) => lookUp(name, type) as ReturnType<DNSResolver>;

/** A reply with its number (RFC 5321 section 4.2); the server sends it instead of going on. */
function reply(code: number, text: string): Error {
  return Object.assign(new Error(text.replace(/\s+/g, " ")), { responseCode: code });
}

/** Opens the mail server. `resolver` answers for the DNS. */
export async function openMail(
  services: ChannelServices,
  settings: MailSettings,
  options: { readonly resolver?: DNSResolver; readonly limits?: MailLimits } = {},
): Promise<OpenChannel> {
  const limits = options.limits ?? usualMail;
  const name = loopback.includes(services.host) ? "localhost" : hostname();
  const certificate = await serverCertificate(services.dataFolder, name, services.clock.now());
  const relay = settings.relay === undefined ? undefined : openRelay(settings.relay, settings.from);
  const mail: Mail = {
    ...services,
    settings,
    limits,
    resolver: options.resolver ?? dns,
    spools: openSpools(join(services.dataFolder, "uploads")),
    turns: openLargeTurns({ smallBytes: 64 * 1024, together: 2 }),
    relay,
    senders: new WeakMap(),
  };
  const server = new SMTPServer({
    ...handlersOf(mail),
    name,
    banner: "OpenPIU",
    key: certificate.key,
    cert: certificate.cert,
    minVersion: "TLSv1.2",
    disabledCommands: ["AUTH"],
    authOptional: true,
    disableReverseLookup: true,
    size: limits.mailBytes,
    maxClients: limits.connections,
    maxRecipients: limits.recipients,
    maxCommandLength: 2_048,
    socketTimeout: limits.idleMs,
    closeTimeout: 2_000,
  });
  // Clients that break the protocol or go away are no problem of ours; one of the port is told by the listener.
  server.on("error", () => undefined);
  const listener = server.listen(settings.port, services.host);
  await once(listener, "listening");
  const { address, port } = listener.address() as AddressInfo;
  const host = isIPv6(address) ? `[${address}]` : address;
  return {
    channel: "mail",
    address: `smtp://${host}:${port}`,
    ...(relay === undefined
      ? {}
      : { send: (to: string, bytes: Uint8Array) => sendMessage(relay, to, bytes) }),
    close: async () => {
      await new Promise<void>((resolve) => server.close(resolve));
      relay?.close();
    },
  };
}

type Handlers = Required<
  Pick<
    ConstructorParameters<typeof SMTPServer>[0] & object,
    "onConnect" | "onClose" | "onMailFrom" | "onData"
  >
>;

function handlersOf(mail: Mail): Handlers {
  const { limits, settings, gate, senders } = mail;
  const ofAddress = new Map<string, number>();
  const gateways = networks(settings.gateways);
  return {
    onConnect: ({ remoteAddress }, done) => {
      const connections = (ofAddress.get(remoteAddress) ?? 0) + 1;
      ofAddress.set(remoteAddress, connections);
      if (connections > limits.connectionsOfAddress) {
        done(reply(421, "Too many connections from your address. Come again with fewer."));
      } else if (settings.gateways.length > 0 && !isIn(gateways, remoteAddress)) {
        done(reply(554, "This server takes mail from its gateway only."));
      } else done();
    },
    onClose: ({ remoteAddress }, done) => {
      const left = (ofAddress.get(remoteAddress) ?? 1) - 1;
      if (left === 0) ofAddress.delete(remoteAddress);
      else ofAddress.set(remoteAddress, left);
      done?.();
    },
    onMailFrom: ({ address }, session, done) => {
      if (!session.secure && !loopback.includes(mail.host)) {
        done(reply(530, "Encrypt first: STARTTLS."));
        return;
      }
      void answering(mail, "a sender of mail could not be looked up", done, async () => {
        const sender = await gate("mail-sender", address);
        if (isRefusal(sender)) throw reply(550, sender.refused.detail);
        senders.set(session, sender);
      });
    },
    onData: (stream, session, done) => {
      void answering(mail, "a mail could not be taken", done, () => takeData(mail, stream, session));
    },
  };
}

/** Tells the client how the work ended. What went wrong on this side is for later: the mail stays with its sender. */
async function answering(
  { problem }: Mail,
  what: string,
  done: (error?: Error | null, text?: string) => void,
  work: () => Promise<string | void>,
): Promise<void> {
  let text: string | void;
  try {
    text = await work();
  } catch (error) {
    if (error instanceof Error && "responseCode" in error) {
      done(error);
      return;
    }
    problem(error as Error, what);
    done(reply(451, "Not taken, for a reason on the receiving side. Come again."));
    return;
  }
  done(null, text ?? "");
}

/** Takes the mail; resolves with the text of the 250 once it is committed, rejects with any other reply. */
async function takeData(
  mail: Mail,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<string> {
  const { settings, reception, resolver, clock, relay, turns } = mail;
  const sender = mail.senders.get(session);
  const { mailFrom } = session.envelope;
  if (sender === undefined || mailFrom === false)
    throw reply(503, "Say who the mail is from first: MAIL FROM.");
  const from = mailFrom.address;
  const spool = mail.spools.open(sender.id, mail.limits.mailBytes);
  try {
    await collect(mail, stream, spool);
    return await turns({ carrierId: sender.id, bytes: spool.size }, async () => {
      const bytes = spool.whole() ?? Buffer.alloc(0);
      if (settings.dkim === "required") {
        const dkim = await checkDkim(bytes, from, { resolver, now: clock.now() });
        if (dkim.verdict === "later")
          throw reply(451, "The sender's domain could not be asked for its DKIM key. Come again.");
        if (dkim.verdict === "fail") throw reply(550, `The mail is not taken: ${dkim.reason}.`);
      }
      const outcome = await takeMail(reception, sender, { bytes, from });
      if (outcome.result === "later") throw reply(451, outcome.reason);
      if (outcome.result === "refused") throw reply(554, outcome.reason);
      if (relay !== undefined && !outcome.mail.isAutomaticReply) {
        sendReceipt(
          mail,
          relay,
          from,
          outcome.mail.messageId,
          receiptMailText(outcome.mail, outcome.outcomes),
        );
      }
      return acceptedText(outcome.outcomes);
    });
  } finally {
    spool.discard();
  }
}

/** All of the mail into the spool. What is too much or too slow is read on without being kept, so that the reply can be sent. */
async function collect(
  { limits }: Mail,
  stream: SMTPServerDataStream,
  spool: ReturnType<Spools["open"]>,
): Promise<void> {
  let wrong: Error | undefined;
  const late = setTimeout(() => stream.destroy(reply(421, "The mail came too slowly.")), limits.dataMs);
  try {
    for await (const chunk of stream) {
      if (wrong !== undefined) continue;
      const fault = spool.write(spool.size, chunk as Buffer);
      if (fault === undefined) continue;
      wrong = reply(stream.sizeExceeded || spool.size + chunk.length > limits.mailBytes ? 552 : 452, fault);
      spool.discard();
    }
  } finally {
    clearTimeout(late);
  }
  if (wrong !== undefined) throw wrong;
}

/** In its own time: the mail is taken whether its receipt arrives or not. */
function sendReceipt(mail: Mail, relay: Relay, to: string, inReplyTo: string | null, text: string): void {
  relay
    .send({ to, subject: "Receipt of your transmission", text, inReplyTo })
    .catch((error: unknown) => mail.problem(error as Error, "the receipt of a mail could not be sent"));
}

async function sendMessage(relay: Relay, to: string, bytes: Uint8Array): Promise<void> {
  await relay.send({
    to,
    subject: "Message of the passenger information unit",
    text: "The message is attached.\n",
    attachment: { name: "message.edi", bytes },
  });
}

function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", bits] = text.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
