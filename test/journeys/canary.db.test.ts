// Nothing unlawful reaches a disk: tokens are planted in every place of every way in, and then sought on every medium of a unit
// with a database of its own: tables, physical files with the log of the database, folders, temporary files, log lines.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createTransport } from "nodemailer";
import { Client } from "pg";
import { Client as SshClient } from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCarrier, bindIdentity, issueToken } from "#carriers";
import {
  installationKey,
  isRefusal,
  readConfig,
  startPrivatePostgres,
  systemActor,
  type PrivatePostgres,
} from "#platform";
import { openBackup } from "../../src/app/cli/backup-file.ts";
import { backup } from "../../src/app/cli/backup.ts";
import { startServer, type RunningServer } from "../../src/app/server.ts";
import { aKeyPair } from "../../src/intake/channels/sftp/key-pair.fixtures.ts";
import { callAmqp, openSmallBroker, type SmallBroker } from "../../src/intake/channels/amqp/small-broker.ts";
import { callTypeB } from "../../src/intake/channels/type-b/peer.ts";
import { writeOpen } from "../../src/intake/channels/type-b/matip.ts";
import {
  checkpoint,
  sightingsInFolder,
  sightingsInTables,
  storePlainly,
  tokensIn,
  type Sighting,
} from "../harness/media.ts";
import { bookingPush, flightLandingIn, passengerList } from "./messages.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-canary-"));
chmodSync(folder, 0o755);
const dataFolder = join(folder, "data");
const temporary = join(folder, "tmp");
const mailFrom = "api@carrier.example";
const log: string[] = [];
let postgres: PrivatePostgres;
/** Its superuser, in the database of the unit: nothing is hidden from it. */
let adminUrl = "";
let broker: SmallBroker;
let running: RunningServer;
let token = "";
let sshKey = "";

/** Every planted token, by the place it was planted in. */
const planted = new Map<string, string>();

/** A word that nothing else holds: 16 letters, of which no one code or name consists. */
function plant(place: string): string {
  const known = planted.get(place);
  if (known !== undefined) return known;
  const word = `QX${[...randomBytes(14)].map((byte) => "BCDFGHJKLMNPRSTVWZ"[byte % 18]).join("")}`;
  planted.set(place, word);
  return word;
}

beforeAll(async () => {
  for (const each of [dataFolder, temporary]) mkdirSync(each, { mode: 0o755 });
  process.env["TMPDIR"] = temporary;
  postgres = await startPrivatePostgres({ dataFolder });
  adminUrl = postgres.adminUrl.replace("/postgres?", "/openpiu?");
  const reading = readConfig(
    { DATA_FOLDER: dataFolder, LOG_LEVEL: "debug", MAIL_DKIM: "off" },
    { demonstration: false, workingFolder: folder },
  );
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  const { config } = reading;
  broker = await openSmallBroker();
  running = await startServer(
    {
      ...config,
      port: 0,
      channels: { ...config.channels, sftpPort: 0, typeBPort: 0, mailPort: 0, amqpUrl: broker.url },
    },
    { databaseUrl: postgres.url, logSink: { write: (line) => void log.push(line) } },
  );
  const actor = systemActor("test");
  const added = await addCarrier(running.services, actor, {
    code: "J2",
    name: "J2",
    senderIds: [],
    fliesAs: ["J2"],
  });
  if (isRefusal(added)) throw new Error(added.refused.detail);
  const issued = await issueToken(running.services, actor, { code: "J2", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  token = issued.token;
  const pair = aKeyPair();
  sshKey = pair.private;
  for (const [kind, identity] of [
    ["mail-sender", mailFrom],
    ["ssh-key", pair.public],
    ["type-b-address", "GYDKMJ2"],
    ["watched-folder", "j2"],
    ["amqp-queue", "J2.API.IN"],
  ] as const) {
    const bound = await bindIdentity(running.services, actor, { code: "J2", kind, identity });
    if (isRefusal(bound)) throw new Error(bound.refused.detail);
  }
  await storePlainly(adminUrl);
});
afterAll(async () => {
  delete process.env["TMPDIR"];
  await running?.stop();
  await broker?.close();
  await postgres?.stopNow();
  rmSync(folder, { recursive: true, force: true });
});

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(running.address + path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/edifact", ...headers },
    body,
  });

let flights = 400;
const nextFlight = () => flightLandingIn(6, "J2", String((flights += 1)));

/** A list with a token in each place that no law admits. `way` names the way it is sent by. */
function list(way: string, surname = "ORDINARY"): string {
  const lawful = passengerList(nextFlight(), [
    { surname, given: "ANNA", birthDate: "1985-03-03", document: "U1234567" },
  ]);
  const p = (place: string): string => plant(`${way}: ${place}`);
  return lawful.replace(/(NAD\+FL[^']*')/, (nad) =>
    [
      nad,
      `FTX+AAI+++${p("free text")} DIABETIC'`,
      `FTX+BAG+++${p("text for bags")}'`,
      `ZZZ+${p("unknown segment")}+A:${p("unknown component")}'`,
      `LOC+180+AZE:::${p("place of birth")}'`,
      `ATT+99++${p("unlisted attribute")}'`,
      `MEA+${p("measure")}++KGM:1'`,
    ].join(""),
  );
}

/** A push with a token in each place that no law admits or that is sensitive. */
function push(way: string): string {
  const traveller = { surname: "ORDINARY", given: "ANNA", birthDate: "1985-03-03", document: "U1234567" };
  const lawful = bookingPush(nextFlight(), traveller);
  const p = (place: string): string => plant(`${way}: ${place}`);
  return lawful.replace(/(TIF[^']*')/, (tif) =>
    [
      tif,
      `SSR+VGML:HK:1:J2:::GYD:IST:${p("meal")}'`,
      `SSR+WCHR:HK:1:J2:::GYD:IST:${p("wheelchair")}'`,
      `SSR+MEDA:HK:1:J2:::::${p("medical")}'`,
      `SSR+OTHS:HK:1:J2:::::${p("other service")}'`,
      `SSR+ZZZZ:HK:1:J2:::::${p("unlisted service")}'`,
      `SSR+UMNR:HK:1:J2:::::UM09 MUSLIM ${p("sensitive words about a minor")}'`,
      `SSR+SEAT:HK:1:J2:${p("nothing of a seat")}::${p("place of a seat")}:IST+12A::1'`,
      `IFT+4:28::J2+${p("information")}+БЕРЕМЕННА ${p("information in Russian")}'`,
      `IFT+4:19+مسلم ${p("information in Arabic")}'`,
      `LTS+${p("line of history")}'`,
      `LTS+0/A/SR/SSR MOML ${p("history of a meal")}'`,
      `ZZQ+${p("unknown segment of a push")}'`,
      `TXD+${p("tax")}+1:GB:USD'`,
      `RPI+1+${p("status")}'`,
    ].join(""),
  );
}

async function search(
  tokens: readonly string[],
): Promise<{ readonly lawless: string[]; readonly found: Sighting[] }> {
  await checkpoint(adminUrl);
  const found = [
    ...(await sightingsInTables(adminUrl, tokens)),
    ...sightingsInFolder(folder, tokens),
    ...tokens
      .filter((each) => log.some((line) => line.includes(each)))
      .map((each) => ({ token: each, where: "log" })),
  ];
  const places = new Map([...planted].map(([place, word]) => [word, place]));
  return {
    found,
    lawless: found.map(({ token: word, where }) => `${places.get(word)} → ${where}`).toSorted(),
  };
}

/** The ways by which anything was taken. */
async function channelsTaken(): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ channel: string }>("select distinct channel from intake.delivery");
  await client.end();
  return rows.map(({ channel }) => channel).toSorted();
}

const taken = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { messages?: { state: string }[] }).messages?.map(({ state }) => state);

test("HTTP: bodies, names of headers' values, query strings, keys, wrong credentials and sign-in", async () => {
  expect(await taken(await post("/v1/messages", list("http")))).toEqual(["processed"]);
  expect(await taken(await post("/v1/messages", push("http")))).toEqual(["processed"]);
  await post(`/v1/messages?remark=${plant("query string")}`, list("http with a query"));
  await post("/v1/messages", list("http with headers"), {
    "x-remark": plant("header"),
    "user-agent": plant("user agent"),
    referer: `https://carrier.example/${plant("referer")}`,
    "content-type": `application/edifact; name=${plant("content type")}`,
  });
  await post("/v1/iapi", list("interactive"));
  await post("/v1/messages", `${plant("no message at all")} MUSLIM`);
  await post("/v1/messages", list("cut short").slice(0, -60));
  await post("/v1/check", list("check"));
  await post("/v1/check", `${plant("no message to check")}`);
  await post("/v1/explain", push("explain"));
  await post(`/v1/${plant("path")}`, "");
  await post("/v1/messages", "x", { authorization: `Bearer ${plant("wrong token")}` });
  await post("/v1/messages", `UNB+${plant("oversized")}`.padEnd(11_000_000, "A")).catch(() => "hung up");
  await post(
    "/api/sign-in",
    JSON.stringify({ name: plant("name to sign in"), password: plant("password") }),
    {
      "content-type": "application/json",
    },
  );
  await post("/api/sign-in", `{"name": "${plant("broken JSON")}`, { "content-type": "application/json" });
  await post(
    "/api/session",
    JSON.stringify({ name: plant("name of a session"), password: plant("password of a session") }),
    {
      "content-type": "application/json",
    },
  );
});

test("mail: subjects, names of files, bodies", async () => {
  const mail = running.channels.open.find(({ channel }) => channel === "mail");
  const transport = createTransport({
    host: "127.0.0.1",
    port: Number(new URL(mail?.address ?? "").port),
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({
    from: mailFrom,
    to: "piu@unit.example",
    subject: plant("mail: subject"),
    headers: { "x-remark": plant("mail: header") },
    text: `${plant("mail: words around")}\n`,
    attachments: [{ filename: `${plant("mail: file name")}.edi`, content: list("mail") }],
  });
  await transport
    .sendMail({
      from: mailFrom,
      to: "piu@unit.example",
      subject: "x",
      text: plant("mail: nothing but words"),
    })
    .catch(() => "refused");
  transport.close();
  expect([...planted.keys()].filter((place) => place.startsWith("mail"))).not.toEqual([]);
});

test("SFTP: files and passwords", async () => {
  const port = Number(
    new URL(running.channels.open.find(({ channel }) => channel === "sftp")?.address ?? "").port,
  );
  const within = (options: object, work: (client: SshClient) => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const client = new SshClient();
      client.on("error", reject).on("ready", () => {
        work(client).then(resolve, reject);
      });
      client.connect({ host: "127.0.0.1", port, username: "J2", ...options });
    });
  await within(
    { privateKey: sshKey },
    (client) =>
      new Promise((resolve, reject) => {
        client.sftp((error, sftp) => {
          if (error !== undefined) return reject(error);
          sftp.writeFile("/in/list.edi", list("sftp"), (failed) => {
            client.end();
            if (failed instanceof Error) reject(failed);
            else resolve();
          });
        });
      }),
  );
  await within(
    { username: plant("sftp: user name"), password: plant("sftp: password") },
    async (client) => void client.end(),
  ).catch(() => "refused");
  expect(await channelsTaken()).toContain("sftp");
});

test("AMQP: bodies, properties and what is no message", async () => {
  const client = await callAmqp(broker.url);
  await client.send("J2.API.IN", {
    body: list("amqp"),
    message_id: plant("amqp: number"),
    correlation_id: plant("amqp: correlation"),
    subject: plant("amqp: subject"),
    application_properties: { remark: plant("amqp: property") },
  });
  await client.send("J2.API.IN", { body: `${plant("amqp: no message")} MUSLIM` });
  await expect.poll(channelsTaken).toContain("amqp");
  await client.close();
});

test("Type B lines and the watched folder", async () => {
  const address = running.channels.open.find(({ channel }) => channel === "type-b")?.address ?? "";
  const peer = await callTypeB(address);
  peer.send(writeOpen({ coding: 4, protection: 2, caller: 0, hosts: null }));
  await peer.packet();
  const telegram = (text: string): string =>
    `QU BAKPIXS\r\n.GYDKMJ2 210801\r\n${text.match(/[^]{1,63}/g)?.join("\r\n")}\r\n`;
  peer.message(telegram(list("type b")), 1, false);
  await peer.unit();
  peer.message(telegram(`${plant("type b: words")} HAS DIABETES`), 2, false);
  await peer.unit();
  peer.socket.destroy();

  const inbox = join(dataFolder, "carriers", "j2");
  mkdirSync(inbox, { recursive: true });
  writeFileSync(join(inbox, "list.edi.part"), list("folder"));
  renameSync(join(inbox, "list.edi.part"), join(inbox, "list.edi"));
  // A file leaves the folder before its list is kept.
  await expect
    .poll(channelsTaken)
    .toEqual(expect.arrayContaining(["folder", "http", "mail", "sftp", "type-b"]));
});

/** A backup made as an operator makes it: the sealed file lies in the folder that is searched; what it holds is given in clear. */
async function backedUp(): Promise<Buffer> {
  const said: string[] = [];
  const code = await backup(["--to", join(folder, "backups")], {
    environment: { DATABASE_URL: adminUrl, DATA_FOLDER: dataFolder },
    root: folder,
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
  });
  expect([code, said]).toMatchObject([0, [expect.stringContaining("file")]]);
  const { file } = JSON.parse(said[0] ?? "") as { file: string };
  const key = await installationKey(join(dataFolder, "installation.key"));
  const dump = await buffer(Readable.from(openBackup(key, createReadStream(file))));
  const { stdout, status } = spawnSync("pg_restore", ["--file=-"], { input: dump, maxBuffer: 1_000_000_000 });
  expect(status).toBe(0);
  return stdout;
}
const programs = spawnSync("pg_dump", ["--version"]).status === 0;

test.skipIf(!programs)(
  "backups: a control shows in what they hold and not in their files, and none of what was planted",
  async () => {
    const control = "KONTROLXQBCKP";
    expect(await taken(await post("/v1/messages", list("control of backups", control)))).toEqual([
      "processed",
    ]);
    const held = await backedUp();
    expect(tokensIn(held, [control])).toEqual([control]);
    expect(sightingsInFolder(join(folder, "backups"), [control])).toEqual([]);
    const tokens = [...planted.values()];
    expect(tokensIn(held, tokens)).toEqual([]);
  },
);

test("a control is found in the tables, the files and the log of the database: the search sees what is there", async () => {
  const control = "KONTROLXZQVWJ";
  expect(await taken(await post("/v1/messages", list("control", control)))).toEqual(["processed"]);
  const { found } = await search([control]);
  const places = found.map(({ where }) => where);
  expect(places.join("\n")).toMatch(/table records\.traveller/);
  expect(places.some((where) => /\/base\/\d+\/\d+$/.test(where))).toBe(true);
  expect(places.some((where) => where.includes("/pg_wal/"))).toBe(true);
  // What is lawful in a record has no place in logs, events, the ledger, jobs or temporary files (PNRD-13.5).
  expect(
    places.filter(
      (where) => /^log$|graphile|platform\.event|ledger\./.test(where) || where.includes(temporary),
    ),
  ).toEqual([]);
});

test("none of what was planted is on any medium (PNRD-6.1, PNRD-13.4, CJEU817-129-140, EUAPI13-14, ANX9-9.29b)", async () => {
  expect(planted.size).toBeGreaterThan(60);
  const { lawless } = await search([...planted.values()]);
  expect(lawless).toEqual([]);
});
