// A second way in for carriers: TLS that this server ends itself, and whose clients may show a certificate.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import { TLSSocket } from "node:tls";
import type { FastifyRequest } from "fastify";
import type { HttpServer } from "./http.ts";

export type TlsListener = {
  /** Such as "https://10.0.0.5:8443". */
  readonly address: string;
  close(): Promise<void>;
};

/** Handshakes and headers have to come within this time; slow connections are not held. */
const handshakeMs = 10_000;

/**
 * Listens with TLS 1.2 or newer for the routes under /v1 of a server; everything else is answered 404. A client's
 * certificate is asked for and, where shown, proven by the handshake; which ones mean something is not decided here.
 * Rejects when a file cannot be read, the pair does not fit, or the port is taken.
 */
export async function listenWithTls(
  server: HttpServer,
  options: {
    readonly host: string;
    readonly port: number;
    /** PEM: the certificate with its chain, and its private key. */
    readonly certificateFile: string;
    readonly keyFile: string;
  },
): Promise<TlsListener> {
  const [cert, key] = await Promise.all([readFile(options.certificateFile), readFile(options.keyFile)]);
  const listener = createServer({
    cert,
    key,
    minVersion: "TLSv1.2",
    requestCert: true,
    // Carriers show certificates of their own making too: each is known by its fingerprint, not by who signed it.
    rejectUnauthorized: false,
    handshakeTimeout: handshakeMs,
    headersTimeout: handshakeMs,
    requestTimeout: 120_000,
  });
  listener.on("request", (request, response) => {
    if (request.url?.startsWith("/v1/") === true) {
      server.routing(request, response);
      return;
    }
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end("Carriers send to /v1/messages and /v1/iapi here.\n");
  });
  await listening(listener, options);
  const bound = listener.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : options.port;
  return {
    address: `https://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
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

/** Whether a request came over the port on which carriers show certificates. */
export function asksForCertificate(request: FastifyRequest): boolean {
  return request.raw.socket instanceof TLSSocket;
}

/** Whether a request came over TLS of this server's own that is older than 1.3; what another server ends is that server's to hold. */
export function cameByOlderTls(request: FastifyRequest): boolean {
  const { socket } = request.raw;
  return socket instanceof TLSSocket && socket.getProtocol() !== "TLSv1.3";
}

/**
 * SHA-256 fingerprint (64 hexadecimal digits) of the certificate that the client proved to hold, if it showed one and it is
 * valid at `at`; undefined otherwise, as for every request that came without TLS.
 */
export function clientCertificate(request: FastifyRequest, at: Date): string | undefined {
  const { socket } = request.raw;
  if (!(socket instanceof TLSSocket)) return undefined;
  const shown = socket.getPeerX509Certificate();
  if (shown === undefined) return undefined;
  const from = Date.parse(shown.validFrom);
  const to = Date.parse(shown.validTo);
  if (!(from <= at.getTime() && at.getTime() <= to)) return undefined;
  return shown.fingerprint256.replaceAll(":", "").toLowerCase();
}
