// How many requests a carrier has open at once, and how many bytes it may have under way in them: counted from the first byte on.
import type { FastifyReply, FastifyRequest } from "fastify";
import { carrierBodyBytesMax, refuse, type Refusal } from "#platform";

/** transport.md section 5: 50 parallel per partner. */
export const openMax = 50;
const openBytesMax = 96 * 1024 * 1024;
/** A body has to come at so many bytes in each of these spans. */
const slowestBytes = 64 * 1024;
const spanMs = 10_000;

const tooManyOpen = refuse(
  "too-many-open",
  `Your connection has ${openMax} requests or ${openBytesMax / 1024 / 1024} MB under way already. Send this one again in 2 seconds, and fewer at once.`,
  429,
  { retryAfterSeconds: 2 },
);

type Open = { requests: number; bytes: number };

/** Counts a request until it is answered or gone; refuses it where too much of its carrier is open. */
export function openRequests(): (
  carrierId: string,
  request: FastifyRequest,
  reply: FastifyReply,
) => Refusal | undefined {
  const carriers = new Map<string, Open>();
  return (carrierId, { raw, headers, method }, reply) => {
    const stated = Number(headers["content-length"] ?? carrierBodyBytesMax);
    const bytes = method === "GET" ? 0 : Math.min(stated, carrierBodyBytesMax);
    const open = carriers.get(carrierId) ?? { requests: 0, bytes: 0 };
    if (open.requests >= openMax || open.bytes + bytes > openBytesMax) return tooManyOpen;
    open.requests += 1;
    open.bytes += bytes;
    carriers.set(carrierId, open);
    let came = raw.socket.bytesRead;
    const watch = setInterval(() => {
      if (raw.complete) return clearInterval(watch);
      if (raw.socket.bytesRead - came < slowestBytes) raw.socket.destroy();
      came = raw.socket.bytesRead;
    }, spanMs).unref();
    reply.raw.once("close", () => {
      clearInterval(watch);
      open.requests -= 1;
      open.bytes -= bytes;
      if (open.requests === 0) carriers.delete(carrierId);
    });
    return undefined;
  };
}
