// What was answered, said anew: an unsolicited message about one traveller, and an answer as it would be given today.
import type { ReadMessage } from "../message.ts";
import { readBytes } from "../read.ts";
import type { ListedFlight } from "../passenger-list.ts";
import type { ReplyForm } from "../reply.ts";
import {
  DEFAULT_OUTBOUND,
  NOTICES,
  type Authority,
  type Directive,
  type Notice,
  type OutboundCode,
  type OutboundMap,
} from "./directives.ts";
import type { ToldError } from "./errors.ts";
import type { ResponseLeg, ResponseResult } from "./response.ts";
import { writeAnswer, type AnswerHead, type TravellerAnswer } from "./write.ts";

/** Which traveller of an answer is meant: by RFF+ABO, or by RFF+AVF where the answer names nobody else by it. */
export type MeantTraveller = {
  readonly locators: readonly string[];
  readonly travellerRefs: readonly string[];
};

export type SaidNow = {
  readonly directive: Directive;
  readonly authority: Authority;
  /** For RESUBMIT. */
  readonly errors?: readonly ToldError[];
  readonly codes?: OutboundMap;
  readonly telephone?: string;
  readonly form?: ReplyForm;
  /** UTC, `YYYY-MM-DDTHH:MM...`. */
  readonly at: string;
};

type Answered = {
  readonly first: ReadMessage;
  readonly legs: readonly ResponseLeg[];
  readonly results: readonly ResponseResult[];
};

function read(answer: string): Answered | null {
  const messages = readBytes(Buffer.from(answer, "utf8"));
  const [first] = messages;
  if (first?.response === undefined || first.envelope === undefined) return null;
  return {
    first,
    legs: first.response.flights,
    results: messages.flatMap((message) => message.response?.results ?? []),
  };
}

function meantIn(results: readonly ResponseResult[], meant: MeantTraveller): ResponseResult | null {
  const byReference = results.filter(
    ({ travellerRef }) => travellerRef !== null && meant.travellerRefs.includes(travellerRef),
  );
  if (byReference[0] !== undefined) return byReference[0];
  // A locator is a party's: it names one traveller only where the party in the answer is one.
  const byLocator = results.filter(({ locator }) => locator !== null && meant.locators.includes(locator));
  const [only] = byLocator;
  return byLocator.length === 1 && only !== undefined && only.travellerRef === null ? only : null;
}

/** The references by which an answer names the traveller and what it says; null where it names them by none. */
export function answeredTo(answer: string, meant: MeantTraveller): ResponseResult | null {
  const said = read(answer);
  return said === null ? null : meantIn(said.results, meant);
}

/**
 * An unsolicited message (BGM 132) with a transaction number of its own (`reference`, at most 14 characters, so that it
 * serves as the control references, too) about one traveller of a former answer. Null when the answer names the
 * traveller by no reference of their own: the carrier could not tell whom we mean.
 */
export function unsolicited(
  answer: string,
  meant: MeantTraveller,
  now: SaidNow & { readonly reference: string },
): Uint8Array | null {
  const said = read(answer);
  const result = said === null ? null : meantIn(said.results, meant);
  if (said === null || result === null) return null;
  const head = headOf(said, {
    interchange: now.reference,
    message: now.reference,
    accessReference: null,
    transaction: { reference: now.reference, revision: null },
  });
  const { locator, travellerRef } = result;
  const { directive, authority, errors, ...options } = now;
  return writeAnswer(head, {
    ...options,
    kind: "unsolicited",
    travellers: [{ locator, travellerRef, directive, authority, ...(errors && { errors }) }],
  });
}

/** A stored answer with another directive for one traveller, all else as it was; null when it does not name them. */
export function changedAnswer(answer: string, meant: MeantTraveller, now: SaidNow): string | null {
  const said = read(answer);
  const result = said === null ? null : meantIn(said.results, meant);
  if (said === null || result === null) return null;
  const { control, response } = said.first;
  const head = headOf(said, {
    interchange: control.interchange ?? "",
    message: control.message ?? "",
    accessReference: control.accessReference,
    transaction: response?.transaction ?? null,
  });
  const { directive, authority, errors: told, ...options } = now;
  const travellers = said.results
    .filter(({ level }) => level === "traveller")
    .map((each): TravellerAnswer => {
      const { locator, travellerRef } = each;
      if (each === result || (travellerRef !== null && travellerRef === result.travellerRef)) {
        return { locator, travellerRef, directive, authority, ...(told && { errors: told }) };
      }
      return { locator, travellerRef, ...saidOf(each, now.codes ?? DEFAULT_OUTBOUND) };
    });
  const errors = said.results.filter(({ level }) => level === "message").flatMap(errorsOf);
  return Buffer.from(writeAnswer(head, { ...options, travellers, errors })).toString("utf8");
}

/** For what an answer asks that the traveller be sent again; null where it does not, or does not name them. */
export function resubmitIn(
  answer: string,
  meant: MeantTraveller,
  codes: OutboundMap,
): readonly ToldError[] | null {
  const result = answeredTo(answer, meant);
  if (result === null) return null;
  const { directive, errors = [] } = saidOf(result, codes);
  return directive === "RESUBMIT" ? errors : null;
}

/** What an answer said, by the codes agreed with the partner first: they may be none that are read by position. */
function saidOf(
  result: ResponseResult,
  codes: OutboundMap,
): Pick<TravellerAnswer, "directive" | "authority" | "notice"> & { readonly errors?: readonly ToldError[] } {
  const [code = ""] = result.codes;
  const noted = noticeOf(result);
  const [, ...errors] = errorsOf(result);
  if (code === codes.RESUBMIT?.code) return { directive: "RESUBMIT", errors };
  for (const directive of Object.keys(codes) as Exclude<Directive, "RESUBMIT">[]) {
    if (codes[directive].code === code) return { directive, ...noted };
    const authority = authorityBy(codes[directive], code);
    if (authority !== undefined) return { directive, authority, ...noted };
  }
  if (result.directive === null) return { directive: "RESUBMIT", errors: errorsOf(result) };
  return { directive: result.directive, authority: result.authority ?? "NOT_APPLICABLE", ...noted };
}

function authorityBy({ authority = {} }: OutboundCode, code: string): Authority | undefined {
  return (Object.keys(authority) as Authority[]).find((each) => authority[each] === code);
}

/** The text that stood in place of the directive's own stays: a system that was limited then, a cancellation that was noted. */
function noticeOf({ texts }: ResponseResult): { readonly notice?: Notice } {
  const notice = (Object.keys(NOTICES) as Notice[]).find((each) => NOTICES[each] === texts[0]);
  return notice === undefined ? {} : { notice };
}

/** The errors of an answer as they were told: each code has its text. */
function errorsOf({ codes, texts }: ResponseResult): ToldError[] {
  return codes.map((code, index) => ({ code, text: texts[index] ?? "" }));
}

/** The head of a message back to whom the answer went: the answer's own parties change sides, as a request's would. */
function headOf(
  { first, legs }: Answered,
  references: Pick<AnswerHead, "interchange" | "message" | "accessReference" | "transaction">,
): AnswerHead {
  const envelope = first.envelope as NonNullable<ReadMessage["envelope"]>;
  return {
    ...references,
    envelope: { ...envelope, sender: envelope.recipient, recipient: envelope.sender },
    characters: first.characters,
    flights: legs.map(flightOf),
  };
}

function flightOf(leg: ResponseLeg): ListedFlight {
  const { designator, from, to, departs, arrives, qualifiers } = leg;
  return {
    designator,
    carrier: "",
    number: "",
    suffix: null,
    legs: [{ from: from ?? "", to: to ?? "", departs, arrives, qualifiers }],
  };
}
