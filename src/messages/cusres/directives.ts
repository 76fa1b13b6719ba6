// What a carrier may be told about a traveller, and the codes that say it: data, so that each partner can have its own.

/** The boarding directive. PENDING: no decision yet; RESUBMIT: the data must be sent again, corrected. */
export type Directive = "OK" | "NOT_OK" | "SELECTEE" | "RESUBMIT" | "ERROR" | "PENDING";

/** The state of the traveller's travel authorisation (visa, electronic travel authority). */
export type Authority = "NOT_APPLICABLE" | "VALID" | "NONE_FOUND" | "DENIED" | "CHECK_DOCUMENTS" | "UNKNOWN";

export const DIRECTIVES: readonly Directive[] = ["OK", "NOT_OK", "SELECTEE", "RESUBMIT", "ERROR", "PENDING"];
export const AUTHORITIES: readonly Authority[] = [
  "NOT_APPLICABLE",
  "VALID",
  "NONE_FOUND",
  "DENIED",
  "CHECK_DOCUMENTS",
  "UNKNOWN",
];

/** The code and the neutral text of one directive. `authority` overrides the code for some authorities. */
export type OutboundCode = {
  readonly code: string;
  readonly authority?: Readonly<Partial<Record<Authority, string>>>;
  /** Shown to the check-in agent; `{telephone}` is filled in. Never tells why (HR-NR-4). */
  readonly text: string | null;
};

/**
 * ERC codes and texts by directive. RESUBMIT has none of its own unless a partner wants one, which then stands before the data
 * error codes that tell it (errors.ts).
 */
export type OutboundMap = Readonly<Record<Exclude<Directive, "RESUBMIT">, OutboundCode>> & {
  readonly RESUBMIT?: OutboundCode;
};

/** What the agent is shown with a partner's own code for RESUBMIT. */
export const RESUBMIT_TEXT = "DATA INSUFFICIENT - SEND AGAIN";

/**
 * The default outbound map (cusres.md §2): second position Z not applicable, A valid permission, B none on record.
 * PENDING answers as OK: what is sent when review is not finished in time is policy, and the policy's default is to board.
 */
export const DEFAULT_OUTBOUND: OutboundMap = {
  OK: {
    code: "0Z",
    authority: { VALID: "0A", NONE_FOUND: "0B", DENIED: "0B", CHECK_DOCUMENTS: "0B" },
    text: "OK TO BOARD",
  },
  NOT_OK: { code: "1Z", text: "DO NOT BOARD - CALL BORDER SERVICE {telephone}" },
  SELECTEE: { code: "2Z", text: "BOARD AFTER ADDITIONAL SCREENING - CALL {telephone}" },
  ERROR: { code: "4Z", text: "UNABLE TO PROCESS - CALL BORDER SERVICE {telephone}" },
  PENDING: { code: "0Z", text: "OK TO BOARD" },
};

/**
 * Texts that stand in place of the directive's own where it is OK: the answer could not be screened for (cusres.md
 * section 6), or a cancellation is confirmed (section 5).
 */
export const NOTICES = {
  limited: "BOARD - SYSTEM LIMITED",
  "limited-documents": "BOARD IF DOCUMENTS OK - SYSTEM LIMITED",
  cancelled: "CANCELLATION NOTED",
} as const;
export type Notice = keyof typeof NOTICES;

const FIRST: Readonly<Record<string, Directive>> = {
  "0": "OK",
  "1": "NOT_OK",
  "2": "SELECTEE",
  "4": "ERROR",
  "5": "ERROR",
};
const SECOND: Readonly<Record<string, Authority>> = {
  Z: "NOT_APPLICABLE",
  A: "VALID",
  B: "NONE_FOUND",
  X: "CHECK_DOCUMENTS",
};

/**
 * What an ERC code says by the usual reading of its positions. Null for codes that are no directive (data errors, three
 * digits) and for 3, which States use with opposite meanings.
 */
export function readDirective(
  code: string,
): { readonly directive: Directive; readonly authority: Authority } | null {
  if (!/^\d[A-Z]{0,2}$/.test(code)) return null;
  const directive = FIRST[code[0] ?? ""];
  if (directive === undefined) return null;
  return { directive, authority: code.length === 1 ? "UNKNOWN" : (SECOND[code[1] ?? ""] ?? "UNKNOWN") };
}
