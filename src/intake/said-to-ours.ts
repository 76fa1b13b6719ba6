// Messages by which a carrier answers a message of ours: which one it is, and whether it was taken.
import type { ReadMessage, SyntaxReport } from "#messages";

export type SaidToOurs = {
  /** What is repeated of ours: RFF+TN of a CUSRES, else the interchange's or the access reference. */
  readonly reference: string;
  readonly refused: boolean;
  /** Whoever is to act on it has it: not only the host that received it. */
  readonly confirms: boolean;
  /** The directives it repeats of ours, as codes. */
  readonly repeats: readonly string[];
};

/** What a message says to one of ours; null for messages of other kinds, or CUSRES that is no acknowledgement. */
export function saidToOurs({ response, report, acknowledgement, control }: ReadMessage): SaidToOurs | null {
  if (response?.kind === "acknowledgement") {
    const refused = response.results.some(({ codes, directive }) => directive === null && codes.length > 0);
    const repeats = response.results.flatMap(({ codes, directive }) => (directive === null ? [] : codes));
    return { reference: response.transaction?.reference ?? "", refused, confirms: true, repeats };
  }
  if (report !== undefined) {
    return { reference: report.interchange, refused: isRejected(report), confirms: false, repeats: [] };
  }
  if (acknowledgement === undefined) return null;
  const reference = control.accessReference ?? control.interchange ?? "";
  return { reference, refused: acknowledgement.outcome === "rejected", confirms: false, repeats: [] };
}

/** Whether a report rejects an interchange or anything in it. */
export function isRejected({ action, messages, groups }: Omit<SyntaxReport, "interchange">): boolean {
  const rejected = (level: { readonly action: string | null }) => level.action === "rejected";
  return (
    action === "rejected" ||
    messages.some(rejected) ||
    groups.some((group) => rejected(group) || group.messages.some(rejected))
  );
}
