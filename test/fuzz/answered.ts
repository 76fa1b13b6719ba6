// Whether what is sent back about an input, however damaged it came, can be read and says what was meant; and whether it is explained.
import { EXPLAIN_LIMITS, explainBytes, readBytes, writeAckres, writeContrl, writeGovreq } from "#messages";
import type { ReadMessage } from "#messages";
import type { Verdict } from "./invariants.ts";
import { answerOf, reportsOn } from "./replies.ts";
import { difference } from "./written.ts";

const AT = "2026-06-19T12:31:05Z";
/** Answers to longer ones take longer than reading them. */
const MOST_TRAVELLERS = 100;

/** Explaining, and the report that goes back by itself. */
export function checkExplained(bytes: Buffer): Verdict {
  const { messages } = explainBytes(bytes);
  if (messages.length > EXPLAIN_LIMITS.messages) return `explains ${messages.length} messages`;
  for (const report of reportsOn(bytes)) {
    const [read] = readBytes(report);
    if (read?.kind !== "CONTRL")
      return `the report reads as ${read?.kind}: ${report.toString().slice(0, 200)}`;
    const wrong = checkReport(read);
    if (wrong !== null) return `the report ${wrong}`;
  }
  return null;
}

/** Answers, acknowledgements and requests: each that is read is written, and read again as the same. */
export function checkAnswered(messages: readonly ReadMessage[]): Verdict {
  for (const message of messages.slice(0, 5)) {
    const wrong =
      checkAnswer(message) ?? checkAcknowledgement(message) ?? checkRequest(message) ?? checkReport(message);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Each traveller who can be named is named in the answer. */
function checkAnswer(message: ReadMessage): Verdict {
  const travellers = message.passengerList?.travellers ?? [];
  if (message.syntax !== "edifact" || travellers.length === 0 || travellers.length > MOST_TRAVELLERS)
    return null;
  const answer = answerOf(message);
  if (answer === null) return null;
  const read = readBytes(answer);
  const results = read.flatMap(({ response }) => response?.results ?? []);
  if (read.some(({ kind }) => kind !== "CUSRES"))
    return `the answer reads as ${read.map(({ kind }) => kind).join()}`;
  const named = results.filter(({ level }) => level === "traveller");
  const sent = travellers.map(({ locator, travellerRef }) => ({ locator, travellerRef }));
  const got = named.map(({ locator, travellerRef }) => ({ locator, travellerRef }));
  const wrong = difference(sent, got);
  return wrong === null ? null : `of the answer ${wrong}`;
}

const again = (bytes: Uint8Array | null): ReadMessage | null =>
  bytes === null ? null : (readBytes(bytes)[0] ?? null);

function checkAcknowledgement(message: ReadMessage): Verdict {
  const rewritten = (from: ReadMessage): ReadMessage | null => {
    const { acknowledgement } = from;
    if (acknowledgement === undefined) return null;
    return again(
      writeAckres(from, { ...acknowledgement, outcome: acknowledgement.outcome ?? "processed", at: AT }),
    );
  };
  const once = rewritten(message);
  if (once === null) return null;
  const wrong = difference(once.acknowledgement, rewritten(once)?.acknowledgement);
  return wrong === null ? null : `of the acknowledgement ${wrong}`;
}

function checkRequest(message: ReadMessage): Verdict {
  const rewritten = ({ request }: ReadMessage): ReadMessage | null =>
    request === undefined
      ? null
      : again(
          writeGovreq(request, {
            sender: ["A"],
            recipient: ["B"],
            reference: "1",
            version: ["IA", "11", "1"],
            at: AT,
          }),
        );
  const once = rewritten(message);
  if (once === null) return null;
  const wrong = difference(once.request, rewritten(once)?.request);
  return wrong === null ? null : `of the request ${wrong}`;
}

function checkReport(message: ReadMessage): Verdict {
  const rewritten = ({ report, envelope }: ReadMessage): ReadMessage | null =>
    report === undefined || envelope === undefined
      ? null
      : again(writeContrl(report, { syntax: envelope.syntax, reference: "1", at: AT }));
  const once = rewritten(message);
  if (once === null) return null;
  const wrong = difference(once.report, rewritten(once)?.report);
  return wrong === null ? null : `of the report ${wrong}`;
}
