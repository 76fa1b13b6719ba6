// The mail server on a running unit: who may send, what is taken of a mail, and what its sender is told.
import { spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectPlain, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { dkimSign, type DNSResolver } from "mailauth";
import { createTransport, type SendMailOptions } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bindIdentity } from "#carriers";
import { isRefusal, refuse, systemActor, type Refusal } from "#platform";
import { aUnit, type Unit } from "../../../../test/harness/unit.ts";
import { passengerList } from "../../fixtures.ts";
import type { Delivery, Received } from "../../delivery.ts";
import type { OpenChannel } from "../channel.ts";
import { openMail, usualMail, type MailSettings } from "./server.ts";

const sender = "api@carrier.example";
const folder = mkdtempSync(join(tmpdir(), "openpiu-mail-"));
let unit: Unit;
let relay: SMTPServer;
/** What the relay was given, newest last. */
const relayed: { to: string[]; from: string; body: string }[] = [];
let open: OpenChannel[] = [];

beforeAll(async () => {
  unit = await aUnit();
  await unit.carrier("J2");
  const bound = await bindIdentity(unit.running.services, systemActor("test"), {
    code: "J2",
    kind: "mail-sender",
    identity: sender,
  });
  if (isRefusal(bound)) throw new Error(bound.refused.detail);
  relay = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    onData: (stream, session, done) => {
      void (async () => {
        const body = await text(stream);
        const { mailFrom, rcptTo } = session.envelope;
        relayed.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom ? mailFrom.address : "",
          body,
        });
        done();
        relay.emit("mail");
      })();
    },
  });
  await once(relay.listen(0, "127.0.0.1"), "listening");
});
afterAll(async () => {
  await new Promise<void>((resolve) => relay.close(resolve));
  await unit.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => async () => {
  await Promise.all(open.map((channel) => channel.close()));
  open = [];
});

type Options = {
  readonly settings?: Partial<MailSettings>;
  readonly resolver?: DNSResolver;
  readonly limits?: Partial<typeof usualMail>;
  /** Stands in for the reception of the unit. */
  readonly take?: (delivery: Delivery) => Promise<Received | Refusal>;
};

/** A mail server of the unit's; answers its port and its channel. */
async function server(options: Options = {}): Promise<{ port: number; channel: OpenChannel }> {
  const { services } = unit.running;
  const { reception } = services;
  const channel = await openMail(
    {
      ...services,
      host: "127.0.0.1",
      dataFolder: services.config.dataFolder,
      reception: options.take === undefined ? reception : { ...reception, take: options.take },
    },
    { port: 0, dkim: "off", gateways: [], relay: undefined, from: "piu@unit.example", ...options.settings },
    {
      ...(options.resolver === undefined ? {} : { resolver: options.resolver }),
      limits: { ...usualMail, ...options.limits },
    },
  );
  open.push(channel);
  return { port: Number(new URL(channel.address).port), channel };
}

/** Sends with a client library; answers the server's last words, rejects with its refusal. */
async function mail(port: number, message: SendMailOptions): Promise<string> {
  const transport = createTransport({ host: "127.0.0.1", port, tls: { rejectUnauthorized: false } });
  const { response } = await transport.sendMail({ from: sender, to: "piu@unit.example", ...message });
  return response;
}

const list = (number: number): string => passengerList({ number, reference: `M${number}` });

test("a list in the body and one attached are taken, and the sender is told by their numbers [transport.md §1 row E-mail (SMTP) with body or attachment; §7 row Mail]", async () => {
  const { port } = await server();
  const said = await mail(port, {
    text: list(501),
    attachments: [
      { filename: "list.edi", content: list(502) },
      { filename: "logo.png", content: "x" },
    ],
  });
  expect(said).toMatch(/^250 .*Taken: [0-9a-f-]{36}, [0-9a-f-]{36}$/);
});

test("a ship operator's workbook is taken from an attachment [transport.md §7 row Mail; §1 row E-mail (SMTP) with body or attachment]", async () => {
  await unit.carrier("EXS");
  const identity = "desk@ship.example";
  const wanted = { code: "EXS", kind: "mail-sender" as const, identity };
  const bound = await bindIdentity(unit.running.services, systemActor("test"), wanted);
  expect(isRefusal(bound)).toBe(false);
  const taken: Received[] = [];
  const { port } = await server({
    take: async (delivery) => {
      const received = await unit.running.services.reception.take(delivery);
      if (!isRefusal(received)) taken.push(received);
      return received;
    },
  });
  const content = readFileSync(new URL("../../../../samples/manifest/ship.xlsx", import.meta.url));
  const said = await mail(port, {
    from: identity,
    text: "Please find the list attached.\n",
    attachments: [{ filename: "ship.xlsx", content }],
  });
  expect(said).toMatch(/^250 .*Taken: /);
  expect(taken.flatMap(({ receipts }) => receipts)).toMatchObject([
    { state: "processed", designator: "EXSV12", travellers: 2 },
  ]);
});

test("a covering letter beside an attachment is not taken for a message", async () => {
  const taken: string[] = [];
  const { port } = await server({
    take: async ({ bytes }) => {
      taken.push(Buffer.from(bytes).toString());
      return { deliveryId: "1", receipts: [], duplicateOf: null } as unknown as Received;
    },
  });
  await mail(port, {
    text: "Please find the list attached.\n",
    attachments: [{ filename: "a.TXT", content: list(503) }],
  });
  expect(taken).toEqual([list(503)]);
  await mail(port, { text: "What is this?" });
  expect(taken).toHaveLength(2);
});

test("strangers are refused before the mail is read [transport.md §7 row Mail]", async () => {
  const { port } = await server();
  await expect(mail(port, { from: "someone@else.example", text: list(504) })).rejects.toMatchObject({
    command: "MAIL FROM",
    responseCode: 550,
  });
  await expect(
    mail(port, { envelope: { from: "", to: ["piu@unit.example"] }, text: list(504) }),
  ).rejects.toMatchObject({ responseCode: 550 });
});

test("who signs in the carrier's header but sends as another is a stranger", async () => {
  const { port } = await server();
  await expect(
    mail(port, { from: sender, envelope: { from: "x@else.example", to: ["a@b.example"] }, text: list(505) }),
  ).rejects.toMatchObject({ responseCode: 550 });
});

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const record = `v=DKIM1; k=rsa; p=${keys.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
const knownDomain: DNSResolver = async (name, type) => {
  if (type === "TXT" && name === "s1._domainkey.carrier.example") return [[record]];
  throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
};

async function signed(body: string, options: { domain?: string; length?: number } = {}): Promise<string> {
  const plain = `From: ${sender}\r\nTo: piu@unit.example\r\nSubject: list\r\n\r\n${body.replaceAll("\n", "\r\n")}\r\n`;
  const signature = {
    signingDomain: options.domain ?? "carrier.example",
    selector: "s1",
    privateKey: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    ...(options.length === undefined ? {} : { maxBodyLength: options.length }),
  };
  const { signatures } = await dkimSign(plain, { ...signature, signatureData: [signature] });
  return signatures + plain;
}
const raw = (content: string): SendMailOptions => ({
  envelope: { from: sender, to: ["piu@unit.example"] },
  raw: content,
});

test("where DKIM is required, a mail signed by the sender's domain is taken and no other [transport.md §7 row Mail]", async () => {
  const { port } = await server({ settings: { dkim: "required" }, resolver: knownDomain });
  expect(await mail(port, raw(await signed(list(506))))).toMatch(/^250 /);
  await expect(mail(port, { text: list(507) })).rejects.toThrow(
    /550 .*no DKIM signature of carrier\.example/,
  );
  await expect(mail(port, raw((await signed(list(507))).replace("MUSTERI", "BASHQA")))).rejects.toThrow(
    /550 .*does not hold/,
  );
  await expect(mail(port, raw(await signed(list(507), { domain: "else.example" })))).rejects.toThrow(
    /550 .*no DKIM signature of carrier\.example/,
  );
  // A signature over the beginning only leaves room for another list after it.
  await expect(mail(port, raw(await signed(list(507), { length: 10 })))).rejects.toThrow(/550 /);
});

test("a domain that cannot be asked just now is no refusal", async () => {
  const away: DNSResolver = async () => {
    throw Object.assign(new Error("timeout"), { code: "ETIMEOUT" });
  };
  const { port } = await server({ settings: { dkim: "required" }, resolver: away });
  await expect(mail(port, raw(await signed(list(508))))).rejects.toMatchObject({ responseCode: 451 });
});

test("what cannot be taken now stays with the sender: 451, and nothing is acknowledged", async () => {
  const busy = await server({ take: async () => refuse("too-much-at-once", "Come again.", 429) });
  await expect(mail(busy.port, { text: list(509) })).rejects.toMatchObject({ responseCode: 451 });
  const broken = await server({
    take: async () => {
      throw new Error("the database is away");
    },
  });
  await expect(mail(broken.port, { text: list(509) })).rejects.toMatchObject({ responseCode: 451 });
});

test("a receipt goes to the envelope's sender, without a word of any person [transport.md §1 row E-mail (SMTP) with body or attachment; §7 row Mail]", async () => {
  const { port: relayPort } = relay.server.address() as AddressInfo;
  const { port, channel } = await server({ settings: { relay: `smtp://127.0.0.1:${relayPort}` } });
  const arrived = once(relay, "mail");
  await mail(port, {
    messageId: "<one@carrier.example>",
    replyTo: "other@else.example",
    attachments: [
      {
        filename: "broken\r\nBcc: x@else.example.edi",
        content: list(510).replace("DTM+36:310101", "DTM+36:319999"),
      },
      { filename: "tables.pdf", content: "x" },
    ],
  });
  await arrived;
  const receipt = relayed.at(-1);
  expect(receipt).toMatchObject({ to: [sender], from: "piu@unit.example" });
  expect(receipt?.body).toContain("In-Reply-To: <one@carrier.example>");
  expect(receipt?.body).toContain("Auto-Submitted: auto-replied");
  expect(receipt?.body).not.toMatch(/^Bcc:/m);
  expect(receipt?.body).toMatch(/tables\.pdf: not read/);
  expect(receipt?.body).not.toMatch(/MUSTERI|QONAQ|C01234567|319999/);
  const sent = once(relay, "mail");
  await channel.send?.(sender, Buffer.from("UNB+OURS'"));
  await sent;
  expect(relayed.at(-1)?.body).toMatch(/application\/EDIFACT/i);
});

test("a mail of ten thousand parts, deep nesting and endless headers are refused, and too large ones too", async () => {
  const { port } = await server({ limits: { mailBytes: 600_000 } });
  const head = `From: ${sender}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n`;
  const part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
  await expect(mail(port, raw(`${head}${part.repeat(10_000)}--b--\r\n`))).rejects.toThrow(
    /554 .*too many parts/,
  );
  const deep = Array.from(
    { length: 60 },
    (_none, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`,
  );
  await expect(mail(port, raw(`${head.replace("=b", "=b0")}${deep.join("")}x\r\n`))).rejects.toThrow(
    /554 .*nested too deeply/,
  );
  await expect(mail(port, raw(`${"X-A: b\r\n".repeat(50_000)}${head}${part}`))).rejects.toThrow(
    /554 .*headers are too large/,
  );
  await expect(mail(port, { text: "x".repeat(700_000) })).rejects.toMatchObject({ responseCode: 552 });
});

/** Speaks with the server line by line, each after the answer to the one before; resolves at the end with all answers. */
async function speak(port: number, lines: readonly string[]): Promise<string> {
  const socket = connectPlain(port, "127.0.0.1");
  const waiting = [...lines];
  socket.on("data", () => {
    const line = waiting.shift();
    if (line !== undefined) socket.write(`${line}\r\n`);
  });
  return text(socket);
}

test("a mail that never ends is cut off, a client that says nothing too", async () => {
  const slow = await server({ limits: { dataMs: 50 } });
  expect(
    await speak(slow.port, ["EHLO a", `MAIL FROM:<${sender}>`, "RCPT TO:<a@b.example>", "DATA"]),
  ).toMatch(/354/);
  const silent = await server({ limits: { idleMs: 50 } });
  expect(await speak(silent.port, [])).toMatch(/421 Timeout/);
});

test("only a gateway may connect where gateways are named", async () => {
  const { port } = await server({ settings: { gateways: ["10.0.0.0/8"] } });
  expect(await speak(port, ["QUIT"])).toMatch(/554 .*gateway/);
});

test("STARTTLS shows a certificate of the server's own", async () => {
  const { port } = await server();
  const plain = connectPlain(port, "127.0.0.1");
  await once(plain, "data");
  plain.write("EHLO a\r\n");
  await once(plain, "data");
  plain.write("STARTTLS\r\n");
  await once(plain, "data");
  const secure = connectTls({ socket: plain, rejectUnauthorized: false });
  await once(secure, "secureConnect");
  const certificate = secure.getPeerX509Certificate();
  expect(certificate?.checkHost("localhost")).toBe("localhost");
  expect(certificate?.verify(certificate.publicKey)).toBe(true);
  secure.resume().end("QUIT\r\n");
  await once(secure, "close");
});

const curl = spawnSync("curl", ["--version"], { encoding: "utf8" });

test.skipIf(!/\bsmtp\b/.test(curl.stdout ?? ""))("curl sends a mail", async () => {
  const { port } = await server();
  const file = join(folder, "mail.eml");
  writeFileSync(
    file,
    `From: ${sender}\r\nTo: piu@unit.example\r\nSubject: list\r\n\r\n${list(511).replaceAll("\n", "\r\n")}\r\n`,
  );
  const client = spawn("curl", [
    "-sv",
    `smtp://127.0.0.1:${port}`,
    "--ssl-reqd",
    "-k",
    "--mail-from",
    sender,
    "--mail-rcpt",
    "piu@unit.example",
    "-T",
    file,
  ]);
  const ended = once(client, "close");
  expect(await text(client.stderr)).toContain("Taken: ");
  expect((await ended)[0]).toBe(0);
});
