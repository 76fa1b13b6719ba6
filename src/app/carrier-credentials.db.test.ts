// What a carrier proves itself with over HTTP: a client certificate on a connection of TLS, or a token it signed itself.
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT, type JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addCarrier, bindIdentity, suspendCarrier, withdrawCredential } from "#carriers";
import { isRefusal, listenWithTls, systemActor, type TlsListener } from "#platform";
import { aUnit, type Unit } from "../../test/harness/unit.ts";
import { passengerList } from "../intake/fixtures.ts";

const actor = systemActor("test");
let unit: Unit;
beforeAll(async () => {
  unit = await aUnit();
  for (const code of ["J2", "K7"]) {
    await addCarrier(unit.running.services, actor, { code, name: code, senderIds: [], fliesAs: [code] });
  }
});
afterAll(() => unit.close());

async function bound(
  code: string,
  kind: "client-certificate" | "signing-key",
  identity: string,
): Promise<string> {
  const issued = await bindIdentity(unit.running.services, actor, { code, kind, identity, label: "test" });
  if (isRefusal(issued)) throw new Error(issued.refused.detail);
  return issued.credentialId;
}

describe("a token that the carrier signed", () => {
  const own = generateKeyPairSync("ed25519");
  const pem = own.publicKey.export({ format: "pem", type: "spki" }).toString();
  let credential = "";
  beforeAll(async () => {
    credential = await bound("J2", "signing-key", pem);
  });

  function signed(over: JWTPayload = {}, by = own.privateKey): Promise<string> {
    const now = Math.floor(unit.running.services.clock.now().getTime() / 1000);
    const claims = { iss: "J2", aud: "openpiu", iat: now, exp: now + 120, ...over };
    return new SignJWT(claims).setProtectedHeader({ alg: "EdDSA" }).sign(by);
  }
  async function push(token: string, number = 410) {
    const answer = await fetch(`${unit.address}/v1/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: passengerList({ number, reference: `S${number}` }),
    });
    const { detail } = (await answer.json()) as { detail?: string };
    return { status: answer.status, detail };
  }

  test("is taken as the carrier's", async () => {
    expect(await push(await signed())).toEqual({ status: 202, detail: undefined });
  });

  test("is refused when it says another audience, is old, lives too long, names another, or was signed by another", async () => {
    const now = Math.floor(unit.running.services.clock.now().getTime() / 1000);
    const stranger = generateKeyPairSync("ed25519").privateKey;
    const wrong: [string, string][] = [
      [await signed({ aud: "elsewhere" }), "aud"],
      [await signed({ iat: now - 900, exp: now - 600 }), "expired"],
      [await signed({ iat: now - 900, exp: now + 900 }), "five minutes"],
      [await signed({ iss: "K7" }), "no carrier with a registered key"],
      [await signed({ iss: "ZZ" }), "no carrier with a registered key"],
      [await signed({}, stranger), "signature"],
    ];
    for (const [token, reason] of wrong) {
      const { status, detail } = await push(token);
      expect([status, detail]).toEqual([401, expect.stringContaining(reason)]);
    }
  });

  test("is refused without a signature, and signed with the public key as if it were a secret", async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const now = Math.floor(unit.running.services.clock.now().getTime() / 1000);
    const claims = part({ iss: "J2", aud: "openpiu", iat: now, exp: now + 60 });
    const none = `${part({ alg: "none" })}.${claims}.${"A".repeat(43)}`;
    const secret = new SignJWT({ iss: "J2", aud: "openpiu", iat: now, exp: now + 60 });
    const confused = await secret.setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(pem));
    expect((await push(none)).status).toBe(401);
    expect((await push(confused)).status).toBe(401);
  });

  test("is refused while the carrier is suspended, and once the key is withdrawn", async () => {
    const { services } = unit.running;
    await suspendCarrier(services, actor, { code: "J2", suspended: true });
    await expect.poll(async () => (await push(await signed(), 411)).status).toBe(403);
    await suspendCarrier(services, actor, { code: "J2", suspended: false });
    await expect.poll(async () => (await push(await signed(), 411)).status).toBe(202);
    await withdrawCredential(services, actor, credential);
    await expect.poll(async () => (await push(await signed(), 412)).status).toBe(401);
  });

  test("weak and private keys are not registered", async () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
    const ownSecret = own.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    for (const identity of [
      rsa.export({ format: "pem", type: "spki" }).toString(),
      ownSecret,
      "",
      "x".repeat(50),
    ]) {
      expect(
        await bindIdentity(unit.running.services, actor, {
          code: "J2",
          kind: "signing-key",
          identity,
          label: "x",
        }),
      ).toMatchObject({ refused: { code: "identity-malformed" } });
    }
  });
});

function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"]);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasOpenssl())("a client certificate", () => {
  let folder: string;
  let listener: TlsListener;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "openpiu-certificates-"));
    for (const name of ["server", "carrier", "stranger"]) selfSigned(name);
    listener = await listenWithTls(unit.running.server, {
      host: "127.0.0.1",
      port: 0,
      certificateFile: join(folder, "server.pem"),
      keyFile: join(folder, "server.key"),
    });
    const fingerprint = execFileSync(
      "openssl",
      ["x509", "-in", join(folder, "carrier.pem"), "-noout", "-fingerprint", "-sha256"],
      { encoding: "utf8" },
    ).replace(/^.*=/s, "");
    await bound("K7", "client-certificate", fingerprint);
  });
  afterAll(async () => {
    await listener.close();
    rmSync(folder, { recursive: true });
  });

  function selfSigned(name: string): void {
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "30",
      ].concat([
        "-subj",
        `/CN=${name}`,
        "-keyout",
        join(folder, `${name}.key`),
        "-out",
        join(folder, `${name}.pem`),
      ]),
      { stdio: "ignore" },
    );
  }
  function ask(path: string, by: string | null): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, listener.address),
        {
          method: "POST",
          ca: readFileSync(join(folder, "server.pem")),
          checkServerIdentity: () => undefined,
          agent: false,
          ...(by === null
            ? {}
            : {
                cert: readFileSync(join(folder, `${by}.pem`)),
                key: readFileSync(join(folder, `${by}.key`)),
              }),
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on("data", (piece: Buffer) => pieces.push(piece));
          answer.once("end", () =>
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() }),
          );
        },
      );
      sent.once("error", reject);
      sent.end(passengerList({ number: 420, reference: "C420", carrier: "K7", sender: "K7" }));
    });
  }
  const send = async (path: string, by: string | null) => (await ask(path, by)).status;

  test("whoever shows none is told of the certificate, and of no header", async () => {
    const { status, text } = await ask("/v1/messages", null);
    expect(status).toBe(401);
    expect(text).toMatch(/Show the client certificate/);
    expect(text).not.toMatch(/Bearer/);
  });

  test("proves the carrier whose certificate is registered, and nobody else [transport.md §1 row HTTPS web service (REST or SOAP)]", async () => {
    expect(await send("/v1/messages", "carrier")).toBe(202);
    expect(await send("/v1/messages", "stranger")).toBe(401);
    expect(await send("/v1/messages", null)).toBe(401);
  });

  test("opens nothing but the carriers' routes (PNRD-4.2a)", async () => {
    expect(await send("/api/session", "carrier")).toBe(404);
    expect(await send("/", "carrier")).toBe(404);
  });
});
