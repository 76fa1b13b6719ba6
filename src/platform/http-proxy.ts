// A reverse proxy before this server: whose word counts, what came to it unencrypted, and the certificate that was shown to it.
import { X509Certificate } from "node:crypto";
import { BlockList, isIP } from "node:net";
import { TLSSocket } from "node:tls";
import type { FastifyRequest } from "fastify";
import { refuse, type Refusal } from "./problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the stated proxy says of the client's certificate; null: no stated proxy says anything. */
    shownToProxy: { readonly certificate: X509Certificate | undefined } | null;
  }
}

/** Whether an address of a connection is one of the proxies (addresses, networks, or "loopback"). */
export function proxiesOf(proxies: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const each of proxies.flatMap((proxy) => (proxy === "loopback" ? ["127.0.0.0/8", "::1"] : proxy))) {
    const [address = "", bits] = each.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
  };
}

/** An IPv4 address as itself where a listener on both kinds of addresses wrote it as IPv6. */
const plainAddress = (address = ""): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

const refusedPlain = refuse(
  "plaintext-refused",
  "This came unencrypted and nothing of it was read. Use https:// (TLS 1.3); what the request carried as a secret should be replaced.",
  403,
);

const forwardedHeaders = [
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "forwarded",
  "client-cert",
];
const ownNames = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;
/** Whether an address is this machine's own. */
export const isLoopback = proxiesOf(["loopback"]);

/**
 * Refuses what travelled in plain, in front of a proxy that ends TLS or past it (Regulation (EU) 2025/13 Art. 5(1)). The proxy says how a
 * request came (X-Forwarded-Proto), and only its word counts; what is asked on this machine itself travels nowhere, and
 * /api/health, which balancers ask, says nothing but whether the server works.
 */
export function cameInPlain(
  request: FastifyRequest,
  isProxy: (address: string | undefined) => boolean,
): Refusal | undefined {
  const { headers, raw } = request;
  const said = [headers["x-forwarded-proto"] ?? []].flat().flatMap((value) => value.split(","));
  if (said.length > 0 && isProxy(raw.socket.remoteAddress))
    return said.every((each) => each.trim().toLowerCase() === "https") ? undefined : refusedPlain;
  if (raw.socket instanceof TLSSocket || request.url === "/api/health") return undefined;
  const askedHere =
    isLoopback(raw.socket.remoteAddress) &&
    ownNames.test(headers.host ?? "") &&
    forwardedHeaders.every((name) => headers[name] === undefined);
  return askedHere ? undefined : refusedPlain;
}

/**
 * The certificate in a header Client-Cert (RFC 9440: DER in base64 between colons; or PEM, percent-encoded, as nginx writes it); null
 * where there is no header. What cannot be read is no certificate.
 */
export function forwardedCertificate(request: FastifyRequest): FastifyRequest["shownToProxy"] {
  const header = request.headers["client-cert"];
  if (header === undefined) return null;
  const text = Array.isArray(header) ? "" : header.trim();
  const der = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(text)?.[1];
  try {
    if (der !== undefined) return { certificate: new X509Certificate(Buffer.from(der, "base64")) };
    if (text.startsWith("-----BEGIN%20CERTIFICATE"))
      return { certificate: new X509Certificate(decodeURIComponent(text)) };
  } catch (problem) {
    // The platform's own way to say that it is no certificate.
    if (!(problem instanceof Error)) throw problem;
  }
  return { certificate: undefined };
}
