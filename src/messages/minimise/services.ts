// What becomes of each special service request (SSR): which may be kept and why, which are sensitive, all others go.

/**
 * What happens to an SSR. `keep`: admitted by an element of Annex I of Directive (EU) 2016/681. `text`: the code is
 * admitted, its free text is a general remark and goes unless it concerns an unaccompanied minor (element 12).
 * `sensitive`: tells of health, religion or the like and goes whole (Art. 13(4); pnrgov.md §8).
 * `not-admitted`: outside the 19 elements and goes whole (Art. 6(1)).
 */
export type ServiceDisposition = "keep" | "text" | "sensitive" | "not-admitted";

// Annex I element -> SSR codes it admits (pnrgov.md §7).
const ADMITTED: readonly (readonly [element: number, codes: string])[] = [
  [5, "CTCE CTCM CTCR CTCT CTCA CTCB CTCH CTCP DOCA"],
  [8, "FQTV FQTR FQTU FQTS"],
  [10, "GOSH NOSH"],
  [12, "UMNR"],
  [13, "TKNE TKNA TKNM TKNR TKTL ADTK ADMD ADPI"],
  [14, "SEAT NSST NSSA NSSB NSSR NSSW RQST SMST SMSA SMSB SMSR SMSW EXST"],
  [16, "XBAG BULK CBBG FRAG BIKE SPEQ AVIH PETC WEAP"],
  [17, "INFT CHLD GRPS TCP TCPT"],
  [18, "DOCS DOCO FOID PSPT"],
];
/** Admitted for a fact outside their text: a check-in remark (10), a group fare (13), other service information (12). */
const TEXT_GOES = "CKIN GRPF OTHS";

// Health, disability, assistance (AIRIMP codes). Wheelchair (WC..) and meal (..ML) codes are caught by their pattern,
// because carriers invent further ones.
export const SENSITIVE_SERVICES: readonly string[] = (
  "BLND DEAF DPNA MEDA MAAS STCR OXYG PPOC LEGL LEGR LEGB ESAN SVAN EMOT MEQT MEDF MEDI INCU NUTS PNUT " +
  "CPAP AOXY POXY DIAL PREG CRCH ASST SLPR"
).split(" ");

const dispositions = new Map<string, ServiceDisposition>();
for (const [, codes] of ADMITTED) for (const code of codes.split(" ")) dispositions.set(code, "keep");
for (const code of TEXT_GOES.split(" ")) dispositions.set(code, "text");
for (const code of SENSITIVE_SERVICES) dispositions.set(code, "sensitive");

/** What becomes of an SSR with this code (any case). A code that is not in the tables is not admitted. */
export function serviceDisposition(code: string): ServiceDisposition {
  const known = dispositions.get(code);
  if (known !== undefined) return known;
  const upper = code.trim().toUpperCase();
  if (upper.endsWith("ML") || upper.startsWith("WC")) return "sensitive";
  return upper === code ? "not-admitted" : (dispositions.get(upper) ?? "not-admitted");
}

/** Whether a word of free text is the code of a sensitive service: `VGML`, `WCHR`, `MEDA`. */
export function isSensitiveServiceWord(word: string): boolean {
  return word.length === 4 && serviceDisposition(word) === "sensitive" && word !== "HTML";
}
