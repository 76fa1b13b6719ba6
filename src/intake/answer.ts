// The answer to a passenger list: CUSRES, with what persons have decided, else the provisional directive.
import { errorCodesOf, outboundOf, type EffectiveAgreement } from "#carriers";
import { directivesAbout, type ReleasedDirective } from "#cases";
import {
  writeCusres,
  type AnswerError,
  type Authority,
  type Directive,
  type Notice,
  type OutboundMap,
  type PassengerList,
  type ReadMessage,
  type ReplyForm,
  type ToldError,
  type TravellerAnswer,
} from "#messages";
import type { NamedPerson } from "#records";
import type { FailPolicy, Finding, LegalProfile } from "#vocabulary";
import { kindOf } from "./agreed.ts";
import { messageErrors } from "./told-errors.ts";

/** What one traveller is told, and the decision of persons it rests on; null: the provisional directive. */
export type Given = {
  readonly directive: Directive;
  readonly authority: Authority;
  readonly decision: string | null;
  /** Decisions about the traveller that were withdrawn: of these, too, the carrier now has the present state. */
  readonly ended: readonly string[];
  readonly notice?: Notice;
  /** For which errors the traveller is to be sent again. */
  readonly errors?: readonly (AnswerError | ToldError)[];
};

/** Whether a list withdraws travellers or reports who is on board: then nobody is asked about. */
export function asksAbout({ function: kind, status }: PassengerList): "travellers" | "nobody" {
  return kind === "flight-status" || ["CL", "CLOB", "CLNB", "XF"].includes(status ?? "")
    ? "nobody"
    : "travellers";
}

/** Whether a list takes its travellers off the flight. */
export const cancels = ({ status }: PassengerList): boolean => status === "XR" || status === "RP";

/** Whole lists are not answered where that was agreed, unless persons have decided something about somebody in them. */
export function isAnswered(
  { passengerList: list }: ReadMessage,
  { answerLists }: EffectiveAgreement,
  given: readonly Given[] | null,
): boolean {
  if (answerLists || list === undefined) return true;
  const kind = kindOf(list);
  const isWhole = kind === "passengers" || kind === "crew";
  return !isWhole || (given?.some(({ decision }) => decision !== null) ?? false);
}

/** What the fail policies have agents told: to board, to board when the documents are in order (cusres.md section 6). */
const limitedSays: Readonly<Record<FailPolicy, { readonly authority: Authority; readonly notice: Notice }>> =
  {
    board: { authority: "NOT_APPLICABLE", notice: "limited" },
    "check-documents": { authority: "CHECK_DOCUMENTS", notice: "limited-documents" },
  };

/** What is known of a list when its travellers are told something. */
type Known = {
  readonly provisional: LegalProfile["provisionalDirective"];
  /** The policy by which carriers are answered while screening is away; null: it is there. */
  readonly limited: FailPolicy | null;
  readonly cancels: boolean;
  /** What is wrong with each traveller's data, in the list's order. */
  readonly errors: readonly (readonly (AnswerError | ToldError)[])[];
};

/**
 * What each traveller of a list is told about whom persons have decided nothing: the provisional directive, or to be sent
 * again for what is wrong with their data. `limited`: the travellers could not be screened yet.
 */
export function undirected(travellers: number, known: Known): Given[] {
  const { authority = "NOT_APPLICABLE", notice } = known.cancels
    ? ({ notice: "cancelled" } as const)
    : known.limited === null
      ? {}
      : limitedSays[known.limited];
  const provisional = {
    directive: known.provisional,
    authority,
    decision: null,
    ended: [],
    ...(notice === undefined ? {} : { notice }),
  };
  return Array.from({ length: travellers }, (_, index): Given => {
    const errors = known.errors[index] ?? [];
    return errors.length === 0
      ? provisional
      : { directive: "RESUBMIT", authority: "NOT_APPLICABLE", decision: null, ended: [], errors };
  });
}

/**
 * What each named traveller is told, in the list's order. Other than the provisional directive it is what two persons
 * have decided (cusres.md section 3): screening alone changes nothing. Who cannot be cleared for what is wrong with their data is to be
 * sent again, unless persons have decided.
 */
export function directivesGiven(
  named: readonly NamedPerson[],
  known: Known & { readonly directives: readonly ReleasedDirective[] },
): Given[] {
  return undirected(named.length, known).map((without, index) => {
    const person = named[index];
    if (person === undefined || known.directives.length === 0) return without;
    const about = directivesAbout(known.directives, person);
    const ended = about.filter(({ state }) => state === "withdrawn").map(({ id }) => id);
    const inForce = about.find(({ state }) => state === "released");
    return inForce === undefined
      ? { ...without, ended }
      : { directive: inForce.directive, authority: inForce.authority, decision: inForce.id, ended };
  });
}

/**
 * The CUSRES text for a PAXLST, null for what is not answered (PNRGOV, unreadable content without an envelope). A
 * list that was not taken, or does not say the day of its flight, is answered with what is wrong with it as numbers; the
 * findings (`refused`) say more. A close-out is confirmed; so is a list that was not wanted, where its answer has no number for that.
 */
export function answerTo(
  message: ReadMessage,
  outcome: (
    | { readonly given: readonly Given[] }
    | { readonly refused: readonly Finding[] }
    | { readonly unwanted: Finding }
  ) & {
    readonly at: Date;
    readonly agreement: EffectiveAgreement;
  },
): string | null {
  if (message.kind !== "PAXLST") return null;
  const { agreement } = outcome;
  if ("unwanted" in outcome && !agreement.answerLists) return null;
  const said = { at: outcome.at.toISOString(), ...saidUnder(agreement) };
  const list = message.passengerList;
  if ("unwanted" in outcome) {
    const { unwanted } = outcome;
    if (errorCodesOf(agreement)[unwanted.code] !== undefined)
      return answerTo(message, { at: outcome.at, agreement, refused: [unwanted] });
    return textOf(writeCusres({ request: message, kind: "acknowledgement", travellers: [], ...said }));
  }
  const refused = "refused" in outcome ? outcome.refused : message.findings;
  const bytes =
    "refused" in outcome || list === undefined
      ? writeCusres({
          request: message,
          travellers: [],
          errors: messageErrors(refused, message, agreement),
          ...said,
        })
      : asksAbout(list) === "nobody"
        ? writeCusres({ request: message, kind: "acknowledgement", travellers: [], ...said })
        : writeCusres({ request: message, travellers: told(list, outcome.given), ...said });
  return textOf(bytes);
}

const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString("utf8"));

/** What the agreement says of every answer: codes, its form, and the telephone number that texts ask the carrier to call. */
export function saidUnder(agreement: EffectiveAgreement | undefined): {
  readonly codes: OutboundMap;
  readonly form: ReplyForm;
  readonly telephone?: string;
} {
  const telephone = agreement?.dutyTelephone ?? null;
  return {
    codes: outboundOf(agreement),
    form: agreement?.answerForm ?? {},
    ...(telephone === null ? {} : { telephone }),
  };
}

function told(list: PassengerList, given: readonly Given[]): TravellerAnswer[] {
  return list.travellers.map(({ locator, travellerRef }, index) => {
    const { directive = "ERROR", authority = "NOT_APPLICABLE", notice, errors } = given[index] ?? {};
    return {
      locator,
      travellerRef,
      directive,
      authority,
      ...(notice === undefined ? {} : { notice }),
      ...(errors === undefined ? {} : { errors }),
    };
  });
}
