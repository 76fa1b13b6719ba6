// What cannot be read as HTTP, or comes too slowly, is answered with a problem document like everything else, and cut off.
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "./clock.ts";
import { securityHeaders } from "./http-headers.ts";
import { newId } from "./ids.ts";
import { problemOf, refuse, type Refusal } from "./problem.ts";

/** Makes the handler of connections on which no request can be told. */
export function answerBroken(options: {
  readonly clock: Clock;
  readonly publicUrl?: string | undefined;
}): (error: { readonly code: string }, socket: Socket) => void {
  return ({ code }, socket) => {
    // Who is gone hears nothing.
    if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const refusal = brokenRefusal(code);
    const body = JSON.stringify(problemOf(refusal, newId(options.clock.now())));
    const { status } = refusal.refused;
    const headers = {
      ...securityHeaders(options.publicUrl),
      "content-type": "application/problem+json",
      "content-length": String(Buffer.byteLength(body)),
      connection: "close",
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`, () =>
      socket.destroy(),
    );
    return undefined;
  };
}

function brokenRefusal(code: string): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return refuse("headers-too-large", "The headers are larger than 16 kB. Send less in them.", 431);
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refuse("request-too-slow", "The request did not arrive whole in time. Send it again.", 408);
    default:
      return refuse("no-http", "This cannot be read as an HTTP/1.1 request.", 400);
  }
}
