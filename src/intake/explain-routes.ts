// The public check of messages: a message is explained segment by segment, and nothing of it is kept or logged.
import { explainBytes, readBytes } from "#messages";
import { refuse, sendRefusal, type Clock, type HttpServer } from "#platform";
import { ExplainedMessages } from "./explain-contract.ts";
import { manifestShown } from "./manifest-table.ts";
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

/** POST /v1/explain, for everyone: see explain-contract.ts. */
export function explainRoutes(server: HttpServer, { clock }: { readonly clock: Clock }): void {
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
      const refused = sendReport(body, readBytes(body)[0], reply);
      return refused === undefined ? reply : sendRefusal(refused, request, reply);
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
      const { messages, complete } = explainBytes(body);
      return {
        complete,
        manifest: manifestShown(body, messages[0]?.findings ?? []),
        messages: messages.map(({ grammar, findings, ...message }) => ({
          index: message.index,
          kind: message.kind,
          version: message.version,
          accepted: message.accepted,
          grammar: grammar === null ? null : grammar.name,
          segmentCount: message.segmentCount,
          stopped: message.stopped?.limit ?? null,
          segments: [...message.header, ...message.segments, ...message.trailer].map((segment) => ({
            ordinal: segment.ordinal,
            tag: segment.tag,
            text: segment.text,
            name: segment.name,
            purpose: segment.purpose,
            path: segment.path.map(({ group, repetition }) => `${group} ${repetition}`),
            mandatory: segment.mandatory,
            max: segment.max,
            values: segment.elements.flatMap(({ position, id, name, values }) =>
              values.map((value) => ({
                place:
                  values.length === 1 && value.position === 1
                    ? `${position}`
                    : `${position}.${value.position}`,
                id: value.id ?? id,
                name: value.name ?? name,
                value: value.value,
                meaning: value.meaning,
              })),
            ),
          })),
          findings: [...findings],
        })),
      };
    },
  });
}
