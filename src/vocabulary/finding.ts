// What the outside sent wrong: collected as a value, never thrown.

/** How bad a finding is: an error is the carrier's to mend, a warning counts in its quality figures, info is kept. */
export type Severity = "error" | "warning" | "info";

/**
 * One defect of an input. `segment` counts from 1 at UNH (0: outside a message), `offset` is the byte in the
 * delivered input where the defect begins; each is null where it cannot be told. `source` names the rule's origin.
 */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly segment: number | null;
  readonly tag: string | null;
  readonly offset: number | null;
  readonly text: string;
  readonly source: string;
  /** What stands in the text for the names of the code's sentence, so that it can be said in another language. */
  readonly values?: FindingValues;
};

/** Short values by name, as the text quotes them; the empty text where the message said nothing. */
export type FindingValues = Readonly<Record<string, string>>;
