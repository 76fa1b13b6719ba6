// The ways in of carriers and people: TLS 1.3 that the server ends itself or a stated proxy ends, and nothing unencrypted beside it.
import { mkdtempSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, commandLine } from "#access";
import { addCarrier, issueToken } from "#carriers";
import {
  certificatePrint,
  clientCertificate,
  isRefusal,
  manualClock,
  openHttpServer,
  readConfig,
  systemActor,
  type HttpServer,
} from "#platform";
import { X509Certificate } from "node:crypto";
import { aCertificateAuthority } from "../../test/harness/certificates.ts";
import { freshDatabase, type FreshDatabase } from "../../test/harness/database.ts";
import { letAct } from "../../test/harness/desk.ts";
import { passengerList } from "../intake/fixtures.ts";
import { startServer, type RunningServer } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "openpiu-encrypted-"));
const authority = aCertificateAuthority();
const day = 86_400_000;
const files = authority.issue(folder, "server", "localhost");
const log: string[] = [];
let fresh: FreshDatabase;
let running: RunningServer;
let token: string;

beforeAll(async () => {
  fresh = await freshDatabase({ working: true });
  const reading = readConfig(
    {
      PORT: "0",
      PUBLIC_URL: "https://localhost:8484",
      HTTPS_CERTIFICATE: files.certificateFile,
      HTTPS_KEY: files.keyFile,
      CARRIER_HTTPS_PORT: "0",
    },
    { demonstration: false, workingFolder: folder },
  );
  if ("problems" in reading) throw new Error(reading.problems[0].text);
  running = await startServer(reading.config, {
    databaseUrl: fresh.url,
    logSink: { write: (line) => void log.push(line) },
    jobs: false,
  });
  const actor = systemActor("test");
  await addCarrier(running.services, actor, {
    code: "K7",
    name: "Carrier K7",
    senderIds: [],
    fliesAs: ["K7"],
  });
  const issued = await issueToken(running.services, actor, { code: "K7", label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  ({ token } = issued);
});
afterAll(async () => {
  await running?.stop();
  await fresh?.drop();
  rmSync(folder, { recursive: true });
});

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };
/** Asks one of the two ports; rejects with the code of what the network says. */
function ask(
  port: string,
  path: string,
  over: RequestOptions & { readonly send?: string } = {},
): Promise<Answer> {
  const { send, ...options } = over;
  const url = new URL(path, port.replace("127.0.0.1", "localhost"));
  return new Promise((resolve, reject) => {
    const call = (url.protocol === "https:" ? request : plainRequest)(
      url,
      { ca: authority.certificate, agent: false, ...options },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    call.on("error", reject);
    call.end(send);
  });
}
const bearer = () => ({ authorization: `Bearer ${token}`, "content-type": "application/edifact" });
const list = (reference: string) => passengerList({ number: 420, reference, carrier: "K7", sender: "K7" });
async function rows<Row extends object>(sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: fresh.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
const deliveries = async () => (await rows("select from intake.delivery")).length;

describe("TLS that the server ends itself", () => {
  test("a carrier is heard by TLS 1.3 on both ports; TLS 1.2 and plain HTTP get no further than the handshake, and nothing arrives (EUAPI13-5.1)", async () => {
    const before = await deliveries();
    for (const port of [running.address, running.httpsAddress ?? ""]) {
      const push = (over: RequestOptions, reference: string) =>
        ask(port, "/v1/messages", { method: "POST", headers: bearer(), send: list(reference), ...over });
      const refused = push({ maxVersion: "TLSv1.2" }, "OLD");
      await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/PROTO|ALERT/) as string });
      const plain = ask(port.replace("https:", "http:"), "/v1/messages", {
        method: "POST",
        headers: bearer(),
        send: list("PLAIN"),
      });
      // Node answers what is no TLS by hanging up.
      await expect(plain).rejects.toMatchObject({
        code: expect.stringMatching(/ECONNRESET|HPE|EPIPE/) as string,
      });
      expect(await deliveries()).toBe(before);
    }
    for (const [at, port] of [running.address, running.httpsAddress ?? ""].entries()) {
      const { status } = await ask(port, "/v1/messages", {
        method: "POST",
        headers: bearer(),
        send: list(`TLS${at}`),
      });
      expect(status).toBe(202);
    }
    expect(await deliveries()).toBe(before + 2);
  });

  test("people come by the same certificate, are told to stay on TLS, and no port for them is plain", async () => {
    const page = await ask(running.address, "/api/health");
    expect([page.status, page.headers["strict-transport-security"]]).toEqual([200, "max-age=31536000"]);
    expect((await ask(running.httpsAddress ?? "", "/api/health")).status).toBe(404);
    const signIn = await ask(running.address, "/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      send: JSON.stringify({ name: "nobody", password: "nothing-at-all" }),
    });
    expect(signIn.status).toBe(401);
  });

  test("a new certificate is shown without a restart; files that make no pair, cannot be read or have run out change nothing and are told", async () => {
    const added = await addPerson(running.services, commandLine, {
      name: "carriers",
      displayName: "Carriers",
      roles: ["carrier-desk"],
    });
    if (isRefusal(added)) throw new Error(added.refused.detail);
    await letAct(running.services.database, added.id);
    const signedIn = await ask(running.address, "/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      send: JSON.stringify({ name: "carriers", password: added.password }),
    });
    const [cookie = ""] = String(signedIn.headers["set-cookie"]).split(";");
    expect(String(signedIn.headers["set-cookie"])).toContain("Secure");
    await rows(`update access.session set strength = 'passkey' where person_id = '${added.id}'`);
    await rows(`update access.person set password_once = false where person_id = '${added.id}'`);
    const { opened } = running.services;
    const shown = async () => {
      await opened.tls?.look();
      await opened.https?.look();
      return [opened.tls?.shown(), opened.https?.shown()];
    };
    const [first] = await shown();
    expect(first?.fault).toBeNull();
    const { unit } = JSON.parse(
      (await ask(running.address, "/api/operation", { headers: { cookie } })).body,
    ) as {
      unit: object;
    };
    expect(unit).toMatchObject({
      certificates: ["own", "https"].map((of) => ({
        of,
        expiresAt: first?.expiresAt.toISOString(),
        fault: null,
      })),
    });
    const peer = () =>
      new Promise<string>((resolve, reject) => {
        const call = request(
          new URL("/api/health", running.address.replace("127.0.0.1", "localhost")),
          { ca: authority.certificate, agent: false },
          (response) => {
            response.resume();
            resolve(certificatePrint(new X509Certificate(readShown(response.socket))));
          },
        );
        call.on("error", reject);
        call.end();
      });
    const before = await peer();
    const next = authority.issue(folder, "next", "localhost", {
      from: new Date(Date.now() - day),
      until: new Date(Date.now() + 6 * day),
    });
    const fault = async () => (await shown()).map((each) => each?.fault);
    // The certificate first, and its key not yet.
    copyFileSync(next.certificateFile, files.certificateFile);
    expect(await fault()).toEqual(["no-pair", "no-pair"]);
    writeFileSync(files.keyFile, "no key");
    expect(await fault()).toEqual(["unreadable", "unreadable"]);
    const over = authority.issue(folder, "over", "localhost", {
      from: new Date(Date.now() - 2 * day),
      until: new Date(Date.now() - 60_000),
    });
    copyFileSync(over.certificateFile, files.certificateFile);
    copyFileSync(over.keyFile, files.keyFile);
    expect(await fault()).toEqual(["over", "over"]);
    expect(await peer()).toBe(before);
    copyFileSync(next.certificateFile, files.certificateFile);
    copyFileSync(next.keyFile, files.keyFile);
    expect(await fault()).toEqual([null, null]);
    expect(await peer()).toBe(certificatePrint(new X509Certificate(readFileSync(next.certificateFile))));
    const said = log.join("\n");
    for (const words of [
      "make no pair",
      "cannot be read as PEM",
      "that has run out",
      "was taken up anew",
      "within 7 days",
    ])
      expect(said).toContain(words);
    expect(said).not.toContain("PRIVATE KEY");
  });
});

/** The certificate that the other side of a connection showed, in DER. */
const readShown = (socket: object): Buffer =>
  (socket as { getPeerCertificate(): { raw: Buffer } }).getPeerCertificate().raw;

describe("TLS that a stated proxy ends", () => {
  const clock = manualClock(new Date());
  const proxy = "10.0.0.5";
  const open = (over: Partial<Parameters<typeof openHttpServer>[0]> = {}): HttpServer => {
    const server = openHttpServer({
      clock,
      listensOnLoopback: false,
      publicUrl: "https://piu.example.gov",
      trustedProxies: [proxy, "loopback"],
      plainRefused: true,
      certificatesOfProxy: true,
      logSink: { write: () => undefined },
      ...over,
    });
    server.post("/v1/messages", { config: { raw: true } }, async (request) => ({
      certificate: clientCertificate(request, clock.now()) ?? null,
    }));
    server.get("/api/health", async () => ({ state: "ok" }));
    return server;
  };
  const from = async (server: HttpServer, remoteAddress: string, headers: Record<string, string> = {}) => {
    const answer = await server.inject({
      method: "POST",
      url: "/v1/messages",
      remoteAddress,
      headers: { host: "piu.example.gov", ...headers },
      payload: "UNB",
    });
    return [answer.statusCode, answer.json<{ code?: string; certificate?: string }>()] as const;
  };
  const byTls = { "x-forwarded-proto": "https" };

  test("what came to the proxy in plain, or past it, is refused before it is read; only the proxy's word counts (EUAPI13-5.1)", async () => {
    const server = open();
    expect((await from(server, proxy, byTls))[0]).toBe(200);
    expect((await from(server, `::ffff:${proxy}`, byTls))[0]).toBe(200);
    for (const [address, headers] of [
      [proxy, { "x-forwarded-proto": "http" }],
      [proxy, { "x-forwarded-proto": "https, http" }],
      [proxy, {}],
      ["10.0.0.6", byTls],
      ["10.0.0.6", {}],
      ["127.0.0.1", {}],
      ["127.0.0.1", { host: "localhost:8484", "x-forwarded-for": "192.0.2.1" }],
    ] as const)
      expect(await from(server, address, headers)).toMatchObject([403, { code: "plaintext-refused" }]);
    // On this machine itself nothing travels, and whoever balances asks for health.
    expect((await from(server, "127.0.0.1", { host: "localhost:8484" }))[0]).toBe(200);
    const health = await server.inject({ url: "/api/health", remoteAddress: "10.0.0.6" });
    expect(health.statusCode).toBe(200);
    await server.close();
  });

  test("the certificate that a client showed to the proxy counts from the proxy's own address only, in its time (EUAPI13-5.1)", async () => {
    const pem = readFileSync(authority.issue(folder, "carrier", "carrier.example").certificateFile, "utf8");
    const certificate = new X509Certificate(pem);
    const print = certificatePrint(certificate);
    const forms = [`:${certificate.raw.toString("base64")}:`, encodeURIComponent(pem)];
    const server = open();
    for (const form of forms) {
      expect(await from(server, proxy, { ...byTls, "client-cert": form })).toMatchObject([
        200,
        { certificate: print },
      ]);
    }
    for (const form of ["", ":AAAA:", "-----BEGIN%20CERTIFICATE-----%0A", "%E0%A4%A", print])
      expect((await from(server, proxy, { ...byTls, "client-cert": form }))[1].certificate).toBeNull();
    const unstated = open({ certificatesOfProxy: false });
    const plain = open({ plainRefused: false });
    for (const [to, address] of [
      [unstated, proxy],
      [plain, "10.0.0.6"],
    ] as const)
      expect(
        (await from(to, address, { ...byTls, "client-cert": forms[0] ?? "" }))[1].certificate,
      ).toBeNull();
    clock.advance(40 * day);
    expect(
      (await from(server, proxy, { ...byTls, "client-cert": forms[0] ?? "" }))[1].certificate,
    ).toBeNull();
    for (const each of [server, unstated, plain]) await each.close();
  });
});
