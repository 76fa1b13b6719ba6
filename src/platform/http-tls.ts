// HTTPS that this server ends itself: TLS 1.3 and nothing older, its certificate taken up anew while it runs, and clients that show theirs.
import type { X509Certificate } from "node:crypto";
import { createServer, type Server } from "node:https";
import { TLSSocket } from "node:tls";
import type { FastifyRequest } from "fastify";
import {
  daysReached,
  expiryLine,
  faultLine,
  readPair,
  type CertificateFault,
  type CertificateFiles,
  type CertificateShown,
} from "./certificate-files.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { HttpServer } from "./http.ts";

export type TlsListener = {
  /** Such as "https://10.0.0.5:8443". */
  readonly address: string;
  /** What it shows at this moment. */
  shown(): CertificateShown;
  /** Looks at the files now, as it does by itself every ten seconds. */
  look(): Promise<void>;
  close(): Promise<void>;
};

export type TlsOptions = CertificateFiles & {
  readonly host: string;
  readonly port: number;
  /**
   * partners: carriers and units, asked for a certificate of theirs, and nothing but /v1 is answered. everybody: all routes,
   * and nobody is asked for one, so that no browser asks its person.
   */
  readonly for?: "partners" | "everybody";
  /** A line for whoever runs the server. */
  readonly notice?: (line: string) => void;
  readonly clock?: Clock;
};

/** Thrown where a port cannot be opened for its files. */
export class CertificateUnusable extends Error {
  readonly fault: CertificateFault;
  constructor(fault: CertificateFault) {
    super(`certificate ${fault}`);
    this.name = "CertificateUnusable";
    this.fault = fault;
  }
}

/** Handshakes and headers have to come within this time; slow connections are not held. */
const handshakeMs = 10_000;
const lookMs = 10_000;
const tls = { minVersion: "TLSv1.3" } as const;

/** Connections on which a certificate was asked for. */
const asking = new WeakSet<object>();

/**
 * Listens with TLS 1.3 (Regulation (EU) 2025/13 Art. 5(1): carriers transfer by encrypted means; what is older ends in the handshake).
 * On a port for partners a client's certificate is asked for and, where shown, proven by the handshake; which ones mean something is
 * not decided here. Throws CertificateUnusable where the files make no pair; rejects when the port is taken.
 */
export async function listenWithTls(server: HttpServer, options: TlsOptions): Promise<TlsListener> {
  const { notice = () => undefined, clock = systemClock } = options;
  const forPartners = (options.for ?? "partners") === "partners";
  const first = await readPair(options);
  if (typeof first === "string") throw new CertificateUnusable(first);
  await server.ready();
  let pair = first;
  let shown: CertificateShown = { expiresAt: first.expiresAt, fault: null };
  let told: number | null = null;
  const listener = createServer({
    ...tls,
    cert: first.cert,
    key: first.key,
    requestCert: forPartners,
    // Carriers show certificates of their own making too: each is known by its fingerprint, not by who signed it.
    rejectUnauthorized: false,
    handshakeTimeout: handshakeMs,
    headersTimeout: handshakeMs,
    requestTimeout: 120_000,
  });
  listener.on("request", (request, response) => {
    if (forPartners) asking.add(request.socket);
    if (!forPartners || request.url?.startsWith("/v1/") === true) {
      server.routing(request, response);
      return;
    }
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end("Carriers send to /v1/messages and /v1/iapi here, units to /v1/exchange.\n");
  });
  // Who speaks an older TLS or none at all: the kind of failure, so that a carrier's complaint can be understood.
  listener.on("tlsClientError", (problem: NodeJS.ErrnoException) =>
    server.log.info({ code: problem.code ?? problem.name }, "a TLS handshake failed"),
  );
  const tellExpiry = (): void => {
    const days = daysReached(shown.expiresAt, clock.now());
    if (days !== null && days !== told) notice(expiryLine(options, shown.expiresAt, days));
    told = days;
  };
  const lookOnce = async (): Promise<void> => {
    const found = await readPair(options);
    const fault =
      typeof found === "string" ? found : isNew(found) && found.expiresAt <= clock.now() ? "over" : null;
    if (typeof found !== "string" && fault === null && isNew(found)) {
      listener.setSecureContext({ ...tls, cert: found.cert, key: found.key });
      pair = found;
      told = null;
      notice(`${options.certificateFile} was taken up anew, good until ${found.expiresAt.toISOString()}`);
    }
    if (fault !== null && fault !== shown.fault) notice(faultLine(options, fault));
    shown = { expiresAt: pair.expiresAt, fault };
    tellExpiry();
  };
  // One after the other: what was read later is what is shown.
  let turn = Promise.resolve();
  const look = (): Promise<void> => (turn = turn.then(lookOnce));
  const isNew = ({ cert, key }: { cert: Buffer; key: Buffer }): boolean =>
    !cert.equals(pair.cert) || !key.equals(pair.key);
  await listening(listener, options);
  tellExpiry();
  const watch = setInterval(() => void look(), lookMs);
  watch.unref();
  const bound = listener.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : options.port;
  return {
    address: `https://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    shown: () => shown,
    look,
    close: () =>
      new Promise((resolve) => {
        clearInterval(watch);
        listener.close(() => resolve());
        listener.closeIdleConnections();
        setTimeout(() => listener.closeAllConnections(), 1_500).unref();
      }),
  };
}

function listening(listener: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once("error", reject);
    listener.listen({ host, port }, () => {
      listener.off("error", reject);
      resolve();
    });
  });
}

/** Whether a client's certificate was asked for: by this server's own port for partners, or by a stated proxy. */
export function asksForCertificate(request: FastifyRequest): boolean {
  return asking.has(request.raw.socket) || request.shownToProxy !== null;
}

/** The certificate that the client proved to hold, to this server or to the stated proxy before it; undefined: none. */
export function certificateShown(request: FastifyRequest): X509Certificate | undefined {
  const { socket } = request.raw;
  if (asking.has(socket)) return socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return request.shownToProxy?.certificate;
}

/** SHA-256 fingerprint of a certificate: 64 hexadecimal digits. */
export const certificatePrint = ({ fingerprint256 }: X509Certificate): string =>
  fingerprint256.replaceAll(":", "").toLowerCase();

/** Whether a certificate's time has begun and is not over. */
export const isInTime = ({ validFromDate, validToDate }: X509Certificate, at: Date): boolean =>
  validFromDate <= at && at <= validToDate;

/**
 * SHA-256 fingerprint (64 hexadecimal digits) of the certificate that the client proved to hold, if it showed one and it is
 * valid at `at`; undefined otherwise, as for every request that came without TLS.
 */
export function clientCertificate(request: FastifyRequest, at: Date): string | undefined {
  const shown = certificateShown(request);
  return shown !== undefined && isInTime(shown, at) ? certificatePrint(shown) : undefined;
}
