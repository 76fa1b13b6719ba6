// The public check of messages: a message is explained segment by segment, and nothing of it is kept or logged.
import { isRefusal, refuse, sendJson, sendRefusal, type Aside, type Clock, type HttpServer } from "#platform";
import { ExplainedMessages } from "./explain-contract.ts";
import { explained, reported } from "./explain-aside.ts";
import { sendReport } from "./template-routes.ts";

/** Largest message that is explained. */
export const explainedBytesMax = 256 * 1024;

/** What one address may ask for in a minute, and everyone together: explaining costs work and needs no account. */
const askedAMinute = { ofOne: 30, together: 600 };
const minuteMs = 60_000;

const tooOften = refuse(
  "explained-too-often",
  "Messages are explained so many times a minute only. Wait a moment; a carrier's own tests can run `openpiu read` instead.",
  429,
  { retryAfterSeconds: 30 },
);
const nothingSent = refuse("nothing-to-explain", "Send the message as the body of the request.", 400);

const module = new URL("./explain-aside.ts", import.meta.url).href;
const explanation = { module, answers: explained };
const ownReport = { module, answers: reported };

/** POST /v1/explain, for everyone: see explain-contract.ts. */
export function explainRoutes(
  server: HttpServer,
  { clock, aside }: { readonly clock: Clock; readonly aside: Aside },
): void {
  let since = 0;
  let together = 0;
  const asked = new Map<string, number>();

  /** Counts a question in the present minute; false when it is one too many. */
  function mayAsk(address: string): boolean {
    const now = clock.now().getTime();
    if (now - since >= minuteMs || now < since) {
      since = now;
      together = 0;
      asked.clear();
    }
    const times = asked.get(address) ?? 0;
    if (times >= askedAMinute.ofOne || together >= askedAMinute.together) return false;
    asked.set(address, times + 1);
    together += 1;
    return true;
  }

  server.route({
    method: "POST",
    url: "/v1/explain/report",
    config: { raw: true },
    bodyLimit: explainedBytesMax,
    schema: { summary: "A manifest with what is wrong beside each row, keeping nothing of it" },
    onRequest: async (request, reply) => {
      if (!mayAsk(request.ip)) return sendRefusal(tooOften, request, reply);
      return undefined;
    },
    handler: async (request, reply) => {
      const { body } = request;
      if (!Buffer.isBuffer(body) || body.length === 0) return sendRefusal(nothingSent, request, reply);
      const asking = { kind: "stranger", id: request.ip, bytes: body.length } as const;
      const report = await aside.ask(asking, ownReport, { bytes: body });
      return isRefusal(report) ? sendRefusal(report, request, reply) : sendReport(report, reply);
    },
  });
  server.route({
    method: "POST",
    url: "/v1/explain",
    config: { raw: true },
    bodyLimit: explainedBytesMax,
    schema: { summary: "Explain a message, keeping nothing of it", response: { 200: ExplainedMessages } },
    onRequest: async (request, reply) => {
      if (!mayAsk(request.ip)) return sendRefusal(tooOften, request, reply);
      return undefined;
    },
    handler: async (request, reply) => {
      const { body } = request;
      if (!Buffer.isBuffer(body) || body.length === 0) return sendRefusal(nothingSent, request, reply);
      const asking = { kind: "stranger", id: request.ip, bytes: body.length } as const;
      const text = await aside.ask(asking, explanation, { bytes: body });
      if (isRefusal(text)) return sendRefusal(text, request, reply);
      return sendJson(text, reply);
    },
  });
}
