// HTTPS to a partner: TLS 1.3, our certificate and theirs, one address and no other, a time and a size that end, no redirect.
import { createHash } from "node:crypto";
import { lookup, type LookupAddress } from "node:dns";
import { readFile } from "node:fs/promises";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP } from "node:net";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";

export type Sent = { readonly status: number; readonly body: string } | { readonly failed: string };
export type LineRequest = {
  readonly address: string;
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly contentType: string;
  readonly body: string | null;
  /** Said again with every try of the same thing. */
  readonly idempotencyKey: string | null;
  /** SHA-256 of the certificate that the other side must show; null: any that the authorities below vouch for. */
  readonly certificate: string | null;
  /** The only authority (PEM) that may vouch for it; absent: those of the folder, or of the platform. */
  readonly authority?: string | null;
  /** SHA-256 of certificates of its that are not believed any more. */
  readonly withdrawn?: readonly string[];
  /** Under which name our own certificate lies. */
  readonly code: string;
};
export type LineTransport = (request: LineRequest) => Promise<Sent>;

/** What no partner's address leads to, whatever its name resolves to: this machine's own network, many at once, or nowhere. */
const never = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  never.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 128],
  ["fe80::", 10],
  ["ff00::", 8],
  // What clouds tell a machine of itself.
  ["fd00:ec2::254", 128],
] as const)
  never.addSubnet(net, bits, "ipv6");
const ownMachine = new BlockList();
ownMachine.addSubnet("127.0.0.0", 8, "ipv4");
ownMachine.addAddress("::1", "ipv6");

/** Why nothing is sent to an IP address; null: it may be. This machine itself only where the address names it so. */
export function forbiddenAddress(ip: string, namesThisMachine: boolean): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  const plain = mapped ?? ip;
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  if (never.check(plain, family)) return "address-forbidden";
  return ownMachine.check(plain, family) && !namesThisMachine ? "address-forbidden" : null;
}

const loopbackNames: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
const answerBytesMax = 512 * 1024;
const timeoutMs = 15_000;

/**
 * Sends over HTTPS with the files `client.crt`, `client.key` and `authorities.crt` (PEM) of the folder's part `code`, each where it is
 * there. Never throws for what the network does: the kind of failure is returned, and never the words, which name addresses.
 */
export function openLineTransport(folder: string | null, timeout = timeoutMs): LineTransport {
  return async (request) => {
    const url = new URL(request.path, request.address);
    const namesThisMachine = loopbackNames.includes(url.hostname);
    if (url.origin !== request.address) return { failed: "address-forbidden" };
    if (url.protocol !== "https:" && !namesThisMachine) return { failed: "not-encrypted" };
    const literal = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(literal) !== 0) {
      const fault = forbiddenAddress(literal, namesThisMachine);
      if (fault !== null) return { failed: fault };
    }
    const files = url.protocol === "https:" ? await filesOf(folder, request.code) : {};
    return exchange(url, request, files, { namesThisMachine, timeout });
  };
}

type Files = { readonly cert?: Buffer; readonly key?: Buffer; readonly ca?: Buffer };

async function filesOf(folder: string | null, code: string): Promise<Files> {
  if (folder === null || !/^[a-z0-9-]{2,40}$/.test(code)) return {};
  const [cert, key, ca] = await Promise.all(
    ["client.crt", "client.key", "authorities.crt"].map((name) => bytesOf(join(folder, code, name))),
  );
  return {
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ca === undefined ? {} : { ca }),
  };
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (problem) {
    if (problem instanceof Error && "code" in problem && problem.code === "ENOENT") return undefined;
    throw problem;
  }
}

function exchange(
  url: URL,
  said: LineRequest,
  files: Files,
  { namesThisMachine, timeout }: { readonly namesThisMachine: boolean; readonly timeout: number },
): Promise<Sent> {
  return new Promise((resolve) => {
    let ended = false;
    const end = (sent: Sent): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      call.destroy();
      resolve(sent);
    };
    const options: RequestOptions = {
      method: said.method,
      headers: {
        accept: "application/json, application/jose",
        ...(said.body === null
          ? {}
          : { "content-type": said.contentType, "content-length": Buffer.byteLength(said.body) }),
        ...(said.idempotencyKey === null ? {} : { "idempotency-key": said.idempotencyKey }),
      },
      // A connection of its own: its certificate is looked at each time.
      agent: false,
      lookup: guardedLookup(namesThisMachine),
    };
    const call =
      url.protocol === "https:"
        ? httpsRequest(url, {
            ...options,
            ...files,
            ...(said.authority === null || said.authority === undefined ? {} : { ca: said.authority }),
            minVersion: "TLSv1.3",
            rejectUnauthorized: true,
          })
        : httpRequest(url, options);
    const timer = setTimeout(() => end({ failed: "timeout" }), timeout);
    const send = (): void => {
      call.end(said.body ?? undefined);
    };
    const looksAt = url.protocol === "https:" && (said.certificate !== null || said.withdrawn !== undefined);
    if (looksAt) {
      // Looked at before a single byte of the question leaves.
      call.on("socket", (socket) => {
        socket.once("secureConnect", () => {
          const print = printOf(socket as TLSSocket);
          if (said.certificate !== null && print !== said.certificate)
            end({ failed: "certificate-of-another" });
          else if (said.withdrawn?.includes(print) === true) end({ failed: "certificate-withdrawn" });
          else send();
        });
      });
    }
    call.on("error", (problem) => end({ failed: `not-reached ${codeOf(problem)}` }));
    call.on("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.byteLength;
        if (size > answerBytesMax) end({ failed: "answer-too-large" });
        else parts.push(part);
      });
      response.on("error", (problem) => end({ failed: `not-reached ${codeOf(problem)}` }));
      response.on("aborted", () => end({ failed: "answer-cut-off" }));
      response.on("end", () => {
        const { statusCode: status = 0 } = response;
        end(
          status >= 300 && status < 400
            ? { failed: "redirected" }
            : { status, body: Buffer.concat(parts).toString() },
        );
      });
    });
    if (!looksAt) send();
  });
}

const codeOf = (problem: Error): string => ("code" in problem ? String(problem.code) : problem.name);
const printOf = (socket: TLSSocket): string => {
  const shown = socket.getPeerX509Certificate();
  return shown === undefined ? "" : createHash("sha256").update(shown.raw).digest("hex");
};

/** Resolves a name and refuses what it must not lead to: the very address that is connected to is the one looked at. */
const guardedLookup =
  (namesThisMachine: boolean): NonNullable<RequestOptions["lookup"]> =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (problem, found: LookupAddress[]) => {
      const first = found?.[0];
      if (problem !== null || first === undefined) {
        done(problem ?? Object.assign(new Error("not found"), { code: "ENOTFOUND" }), "", 4);
        return;
      }
      if (found.some(({ address }) => forbiddenAddress(address, namesThisMachine) !== null)) {
        done(Object.assign(new Error("forbidden"), { code: "EADDRFORBIDDEN" }), "", 4);
        return;
      }
      if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
