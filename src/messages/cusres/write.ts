// Writes CUSRES: the answer to a passenger list, an unsolicited change of directive, an acknowledgement (cusres.md §1).
import type { MessageToWrite, SegmentToWrite } from "../edifact/write.ts";
import type { ReadMessage } from "../message.ts";
import type { ListedFlight, ListedLeg } from "../passenger-list.ts";
import { replyHead, replyType, writeReply } from "../reply.ts";
import type { ReplyForm, ReplyHead } from "../reply.ts";
import { DEFAULT_OUTBOUND, NOTICES, RESUBMIT_TEXT } from "./directives.ts";
import type { Authority, Directive, Notice, OutboundMap } from "./directives.ts";
import { toldError } from "./errors.ts";
import type { AnswerError, ToldError } from "./errors.ts";

/** Under D.02B to D.09B one CUSRES holds this many travellers at most (SG4 C99); from D.10A on, 99999. */
export const MAX_TRAVELLERS_BEFORE_10A = 99;
export const MAX_TRAVELLERS = 99_999;
/** Longest component of FTX that agents' screens show. */
const TEXT_LENGTH = 70;

export type TravellerAnswer = {
  /** RFF+AVF and RFF+ABO as sent. A traveller with neither is answered RESUBMIT, whatever else is said. */
  readonly locator: string | null;
  readonly travellerRef: string | null;
  readonly directive: Directive;
  readonly authority?: Authority;
  /** Said in place of the text of the directive OK; of no other. */
  readonly notice?: Notice;
  /** For RESUBMIT: what is wrong with the data. */
  readonly errors?: readonly (AnswerError | ToldError)[];
};

export type AnswerKind = "response" | "unsolicited" | "acknowledgement";
const BGM: Readonly<Record<AnswerKind, string>> = {
  response: "962",
  unsolicited: "132",
  acknowledgement: "312",
};

/** What an answer takes over from the request, as plain data, so that it can be stored and used again (unsolicited). */
export type AnswerHead = ReplyHead & {
  readonly transaction: { readonly reference: string; readonly revision: string | null } | null;
  readonly flights: readonly ListedFlight[];
};

export type AnswerOptions = {
  readonly kind?: AnswerKind;
  readonly travellers: readonly TravellerAnswer[];
  /** What is wrong with the request as a whole (ERP+1). */
  readonly errors?: readonly (AnswerError | ToldError)[];
  /** When the answer is prepared, UTC, `YYYY-MM-DDTHH:MM...`. */
  readonly at: string;
  readonly codes?: OutboundMap;
  /** The border service's number for `{telephone}` in texts; without it the texts end before it. */
  readonly telephone?: string;
  /** What the partner wants otherwise than the request has it. */
  readonly form?: ReplyForm;
};

/** What an answer takes over from a request. Null when the request had no interchange header: nobody can be answered. */
export function answerHead(request: ReadMessage): AnswerHead | null {
  const head = replyHead(request);
  if (head === null) return null;
  const { passengerList } = request;
  return { ...head, transaction: passengerList?.transaction ?? null, flights: passengerList?.flights ?? [] };
}

/**
 * The answer to `request` as bytes: one interchange, back to its sender, with the request's references and service
 * characters. More travellers than one message may hold make further messages with part numbers. Null when the request
 * had no interchange header.
 */
export function writeCusres(answer: AnswerOptions & { readonly request: ReadMessage }): Uint8Array | null {
  const head = answerHead(answer.request);
  return head === null ? null : writeAnswer(head, answer);
}

/** As `writeCusres`, from stored data: for unsolicited messages and acknowledgements. */
export function writeAnswer(head: AnswerHead, answer: AnswerOptions): Uint8Array {
  const { envelope } = head;
  const groups = travellerGroups(answer, travellersPerMessage(envelope.type));
  const start = headSegments(head, answer.kind ?? "response");
  const type = replyType("CUSRES", envelope.type, answer.form ?? {});
  const messages: MessageToWrite[] = groups.map((segments, i) => {
    const part = String(i + 1).padStart(2, "0");
    const indicator = i === groups.length - 1 ? "F" : i === 0 ? "C" : "";
    return {
      reference: i === 0 ? head.message : `${head.message.slice(0, 10)}${part}`,
      type,
      ...(head.accessReference !== null && { accessReference: head.accessReference }),
      part: indicator === "" ? [part] : [part, indicator],
      segments: [...start, ...segments],
    };
  });
  return writeReply(head, "CUSRES", messages, answer);
}

function travellersPerMessage(type: readonly string[]): number {
  const [, , release = ""] = type;
  const year = Number(/^\d{2}/.exec(release)?.[0] ?? "5");
  return year >= 10 && year < 90 ? MAX_TRAVELLERS : MAX_TRAVELLERS_BEFORE_10A;
}

/** BGM, RFF+TN and one SG3 per leg: what every part of the answer repeats. */
function headSegments(head: AnswerHead, kind: AnswerKind): readonly SegmentToWrite[] {
  const segments: SegmentToWrite[] = [["BGM", BGM[kind]]];
  const { transaction } = head;
  if (transaction !== null) {
    segments.push(["RFF", ["TN", transaction.reference, "", "", transaction.revision ?? ""]]);
  }
  for (const flight of head.flights) {
    const designator = flight.designator ?? `${flight.carrier}${flight.number}${flight.suffix ?? ""}`;
    for (const leg of flight.legs) addLeg(segments, designator, leg);
  }
  return segments;
}

function addLeg(segments: SegmentToWrite[], designator: string, leg: ListedLeg): void {
  segments.push(["RFF", ["AF", designator]]);
  if (leg.departs !== null) segments.push(["DTM", moment("189", leg.departs)]);
  if (leg.arrives !== null) segments.push(["DTM", moment("232", leg.arrives)]);
  const [from, to] = leg.qualifiers ?? (leg.border === true ? ["125", "87"] : ["92", "92"]);
  segments.push(["LOC", from, leg.from], ["LOC", to, leg.to]);
}

/** YYMMDDHHMM (201), or YYMMDD (101) where the request gave no time. */
function moment(qualifier: string, at: string): readonly string[] {
  const day = at.slice(2, 4) + at.slice(5, 7) + at.slice(8, 10);
  return at.length < 16
    ? [qualifier, day, "101"]
    : [qualifier, day + at.slice(11, 13) + at.slice(14, 16), "201"];
}

/** The SG4 groups, as many lists of segments as messages are needed. At least one, so that every request is answered. */
function travellerGroups(answer: AnswerOptions, perMessage: number): SegmentToWrite[][] {
  const { travellers, errors = [] } = answer;
  const all: SegmentToWrite[][] = [];
  if (errors.length > 0) all.push([["ERP", "1"], ...errors.flatMap((error) => errorSegments(error))]);
  for (const traveller of travellers) all.push(travellerSegments(traveller, answer));
  // A close-out is confirmed as a whole (cusres.md section 5): nobody is told a directive by it.
  if (all.length === 0 && answer.kind === "acknowledgement") all.push([["ERP", "1"]]);
  const messages: SegmentToWrite[][] = [];
  for (let i = 0; i < Math.max(1, all.length); i += perMessage)
    messages.push(all.slice(i, i + perMessage).flat());
  return messages;
}

function travellerSegments(traveller: TravellerAnswer, answer: AnswerOptions): SegmentToWrite[] {
  const { locator, travellerRef } = traveller;
  const segments: SegmentToWrite[] = [["ERP", "2"]];
  if (locator !== null) segments.push(["RFF", ["AVF", locator]]);
  if (travellerRef !== null) segments.push(["RFF", ["ABO", travellerRef]]);
  const { codes = DEFAULT_OUTBOUND } = answer;
  const { directive } = traveller;
  const isNameless = locator === null && travellerRef === null;
  if (directive === "RESUBMIT" || isNameless) {
    const { errors = [] } = directive === "RESUBMIT" ? traveller : {};
    const { code: own, text: said } = codes.RESUBMIT ?? {};
    const stands = own === undefined ? [] : errorSegments({ code: own, text: said ?? RESUBMIT_TEXT });
    const usual = isNameless ? ("REFERENCE" as const) : ("UNABLE" as const);
    const told = errors.length === 0 ? [usual] : errors;
    return [...segments, ...stands, ...told.flatMap((error) => errorSegments(error))];
  }
  const { code, authority, text } = codes[directive];
  segments.push(["ERC", authority?.[traveller.authority ?? "NOT_APPLICABLE"] ?? code]);
  const said =
    traveller.directive === "OK" && traveller.notice !== undefined ? NOTICES[traveller.notice] : text;
  if (said !== null) segments.push(["FTX", "AAP", "", "", plainText(said, answer.telephone)]);
  return segments;
}

function errorSegments(error: AnswerError | ToldError): SegmentToWrite[] {
  const { code, text } = toldError(error);
  return [
    ["ERC", code],
    ["FTX", "AAP", "", "", plainText(text, undefined)],
  ];
}

/** What the agent is shown for a directive by the default map. */
export function outboundText(directive: Exclude<Directive, "RESUBMIT">, telephone?: string): string {
  return plainText(DEFAULT_OUTBOUND[directive].text ?? "", telephone);
}

/** Capital letters, digits, blank and `.,-/()`, at most 70 characters: what every agent's screen can show. */
function plainText(text: string, telephone: string | undefined): string {
  const filled =
    telephone === undefined
      ? text.replace(/\s*(?:-\s*CALL[A-Z ]*)?\{telephone\}/, "")
      : // The international prefix as it is dialled: agents' screens and EDIFACT's level A have no plus sign.
        text.replace("{telephone}", telephone.replace(/^\+/, "00"));
  return filled
    .toUpperCase()
    .replace(/[^A-Z0-9 .,/()-]/g, " ")
    .trim()
    .slice(0, TEXT_LENGTH)
    .trimEnd();
}
