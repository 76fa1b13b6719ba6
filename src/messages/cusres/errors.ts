// Data errors that an answer can carry instead of a directive (ERC): printed in the carrier guide from this table.

export type AnswerErrorEntry = {
  /** ERC 9321. */
  readonly code: string;
  readonly level: "message" | "traveller" | "both";
  /** As sent in FTX: capital letters, at most 70 characters. */
  readonly text: string;
  readonly textAz: string;
  /** What the carrier's system or agent is to do. */
  readonly action: string;
  readonly retryable: boolean;
};

// Numbers as in the PADIS list and public hosts where those have one (cusres.md §2).
export const answerErrors = {
  MANDATORY: {
    code: "13",
    level: "both",
    text: "MANDATORY DATA MISSING",
    textAz: "Məcburi məlumat çatışmır",
    action: "Complete the data and send again.",
    retryable: true,
  },
  REFERENCE: {
    code: "14",
    level: "traveller",
    text: "AVF OR ABO MISSING",
    textAz: "AVF və ya ABO istinadı yoxdur",
    action: "Send RFF+ABO (unique passenger reference) or RFF+AVF (record locator) with every traveller.",
    retryable: true,
  },
  DEPARTURE_DATE: {
    code: "102",
    level: "message",
    text: "DEPARTURE DATE INVALID",
    textAz: "Uçuş tarixi yanlışdır",
    action: "Correct DTM+189 and send again.",
    retryable: true,
  },
  DEPARTURE_TIME: {
    code: "103",
    level: "message",
    text: "DEPARTURE TIME INVALID",
    textAz: "Uçuş vaxtı yanlışdır",
    action: "Correct DTM+189 and send again.",
    retryable: true,
  },
  CARRIER: {
    code: "107",
    level: "message",
    text: "CARRIER CODE INVALID",
    textAz: "Daşıyıcının kodu yanlışdır",
    action: "Correct TDT and send again.",
    retryable: true,
  },
  FLIGHT_NUMBER: {
    code: "114",
    level: "message",
    text: "FLIGHT NUMBER INVALID",
    textAz: "Reys nömrəsi yanlışdır",
    action: "Correct TDT and send again.",
    retryable: true,
  },
  ARRIVAL_DATE: {
    code: "115",
    level: "message",
    text: "ARRIVAL DATE INVALID",
    textAz: "Eniş tarixi yanlışdır",
    action: "Correct DTM+232 and send again.",
    retryable: true,
  },
  ARRIVAL_TIME: {
    code: "116",
    level: "message",
    text: "ARRIVAL TIME INVALID",
    textAz: "Eniş vaxtı yanlışdır",
    action: "Correct DTM+232 and send again.",
    retryable: true,
  },
  UNABLE: {
    code: "118",
    level: "both",
    text: "SYSTEM UNABLE TO PROCESS",
    textAz: "Sistem emal edə bilmir",
    action: "Send again after a minute; after three attempts use the telephone.",
    retryable: true,
  },
  AIRPORTS: {
    code: "130",
    level: "message",
    text: "ORIGIN AND DESTINATION INVALID",
    textAz: "Uçuş məntəqələri yanlışdır",
    action: "Correct LOC+125, LOC+87 or LOC+92 and send again.",
    retryable: true,
  },
  NAME: {
    code: "153",
    level: "traveller",
    text: "NAME DOES NOT MATCH",
    textAz: "Ad uyğun gəlmir",
    action: "Compare with the travel document, correct and send again.",
    retryable: true,
  },
  DOCUMENT: {
    code: "188",
    level: "traveller",
    text: "TRAVEL DOCUMENT DATA INVALID",
    textAz: "Səyahət sənədinin məlumatı yanlışdır",
    action: "Read the document again and send the traveller again (BGM 745+CP).",
    retryable: true,
  },
} as const satisfies Readonly<Record<string, AnswerErrorEntry>>;

export type AnswerError = keyof typeof answerErrors;

/** What is told by another number or text than ours, as it goes out: ERC 9321, and FTX of at most 70 characters. */
export type ToldError = { readonly code: string; readonly text: string };

/** An error as it is told: one of ours by its name, or a number agreed with the partner. */
export function toldError(error: AnswerError | ToldError): ToldError {
  return typeof error === "string" ? answerErrors[error] : error;
}
