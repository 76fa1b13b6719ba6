// A provider of single sign-on (OpenID Connect) on loopback, with keys of its own: honest, or wrong in one point.
import { createServer, type Server } from "node:http";
import { createHash, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";

/** What its next tokens and answers get wrong. */
export type Fault = {
  readonly claims?: JWTPayload;
  readonly unsigned?: true;
  /** Signed by keys that the provider does not show. */
  readonly forged?: true;
  readonly expired?: true;
  /** The token endpoint it names. */
  readonly tokenEndpoint?: string;
};

export type Provider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next over there. */
  who: { subject: string; amr?: readonly string[]; acr?: string };
  fault: Fault;
  /** Requests to its token endpoint so far. */
  readonly asked: number;
  /** What a browser does there: signs in and is sent back. Returns the address of the way back. */
  visit(address: string): Promise<string>;
  close(): Promise<void>;
};

type Grant = {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly who: Provider["who"];
};

export async function aProvider(): Promise<Provider> {
  const [keys, others] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();
  let asked = 0;

  async function tokenFor(grant: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const past = self.fault.expired === true ? 3600 : 0;
    const claims = {
      iss: self.issuer,
      aud: self.clientId,
      sub: grant.who.subject,
      nonce: grant.nonce,
      auth_time: now,
      iat: now - past,
      exp: now + 300 - past,
      ...(grant.who.amr === undefined ? {} : { amr: [...grant.who.amr] }),
      ...(grant.who.acr === undefined ? {} : { acr: grant.who.acr }),
      ...self.fault.claims,
    };
    if (self.fault.unsigned === true) return new UnsecuredJWT(claims).encode();
    const key = self.fault.forged === true ? others.privateKey : keys.privateKey;
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(key);
  }

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", self.issuer);
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      void (async () => {
        if (url.pathname === "/.well-known/openid-configuration")
          return answer(200, {
            issuer: self.issuer,
            authorization_endpoint: `${self.issuer}/authorize`,
            token_endpoint: self.fault.tokenEndpoint ?? `${self.issuer}/token`,
            jwks_uri: `${self.issuer}/jwks`,
            response_types_supported: ["code"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["RS256"],
            authorization_response_iss_parameter_supported: true,
          });
        if (url.pathname === "/jwks") return answer(200, { keys: [jwk] });
        if (url.pathname !== "/token") return answer(404, {});
        asked += 1;
        const form = new URLSearchParams(Buffer.concat(parts).toString());
        const grant = grants.get(form.get("code") ?? "");
        grants.delete(form.get("code") ?? "");
        const proof = createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url");
        const fits =
          grant !== undefined &&
          proof === grant.challenge &&
          form.get("redirect_uri") === grant.redirectUri &&
          form.get("client_id") === self.clientId &&
          form.get("client_secret") === self.clientSecret;
        if (!fits) return answer(400, { error: "invalid_grant" });
        return answer(200, {
          access_token: randomBytes(16).toString("hex"),
          token_type: "Bearer",
          id_token: await tokenFor(grant),
        });
      })();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const self: Provider = {
    issuer: `http://localhost:${(server.address() as AddressInfo).port}`,
    clientId: "openpiu",
    clientSecret: "the client's secret",
    who: { subject: "nobody" },
    fault: {},
    get asked() {
      return asked;
    },
    visit: async (address) => {
      const { searchParams } = new URL(address);
      const given = (name: string): string => searchParams.get(name) ?? "";
      const code = randomBytes(16).toString("hex");
      grants.set(code, {
        nonce: given("nonce"),
        challenge: given("code_challenge"),
        redirectUri: given("redirect_uri"),
        who: self.who,
      });
      const back = new URL(given("redirect_uri"));
      back.searchParams.set("code", code);
      back.searchParams.set("state", given("state"));
      back.searchParams.set("iss", self.issuer);
      return back.href;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return self;
}
