// What the test environment answers: as production would, with the directives that a case asks for.
import type { EffectiveAgreement } from "#carriers";
import { acknowledgementTo, controlReports, kindOf, saidUnder } from "#intake";
import { writeCusres, type ReadMessage, type TravellerAnswer } from "#messages";
import type { CaseAnswer } from "./case.ts";

type Given = {
  readonly at: Date;
  readonly unsolicitedReference: string;
  readonly agreement: EffectiveAgreement;
  /** Somebody waits for the answer. */
  readonly interactive: boolean;
};

/** All that a test transmission is answered with, as agreed with the carrier; null where nothing is. */
export function testAnswers(
  transmission: { readonly bytes: Uint8Array; readonly messages: readonly ReadMessage[] },
  wanted: CaseAnswer,
  given: Given,
): string | null {
  const { at, agreement } = given;
  const answers = transmission.messages.flatMap((message): readonly (string | null)[] => [
    testAnswer(message, wanted, given),
    acknowledgementTo(message, {
      refused: !message.accepted,
      findings: message.findings,
      at,
      agreed: agreement,
    }),
  ]);
  const reports = controlReports(transmission.bytes, agreement, {
    at,
    referenceOf: () => given.unsolicitedReference.slice(0, referenceMax),
  }).map(({ bytes }) => Buffer.from(bytes).toString("utf8"));
  const said = [...answers.filter((answer) => answer !== null), ...reports];
  return said.length === 0 ? null : said.join("\n");
}

/** Characters of an interchange reference (UNB 0020). */
const referenceMax = 14;

/** The CUSRES to a test request, and what follows it unasked; null where nothing is answered. */
function testAnswer(message: ReadMessage, wanted: CaseAnswer, given: Given): string | null {
  const list = message.passengerList;
  if (message.kind !== "PAXLST" || list === undefined || !message.accepted) return null;
  const kind = kindOf(list);
  const isWhole = kind === "passengers" || kind === "crew";
  if (!given.agreement.answerLists && !given.interactive && isWhole) return null;
  return cusresTo(message, list, wanted, given);
}

function cusresTo(
  message: ReadMessage,
  list: NonNullable<ReadMessage["passengerList"]>,
  wanted: CaseAnswer,
  given: Given,
): string | null {
  const said = { at: given.at.toISOString(), ...saidUnder(given.agreement) };
  const travellers = list.travellers.map((traveller, index): TravellerAnswer => ({
    locator: traveller.locator,
    travellerRef: traveller.travellerRef,
    directive: index === 0 && wanted.first !== undefined ? wanted.first : "OK",
  }));
  const kind = list.function === "flight-status" ? "acknowledgement" : "response";
  const answer = writeCusres({ request: message, kind, travellers, ...said });
  if (answer === null) return null;
  const text = Buffer.from(answer).toString("utf8");
  if (wanted.thenUnsolicited !== true) return text;
  const [first] = travellers;
  const changed = writeCusres({
    request: {
      ...message,
      passengerList: { ...list, transaction: { reference: given.unsolicitedReference, revision: null } },
    },
    kind: "unsolicited",
    travellers: first === undefined ? [] : [{ ...first, directive: "NOT_OK" }],
    ...said,
  });
  return changed === null ? text : `${text}\n${Buffer.from(changed).toString("utf8")}`;
}
