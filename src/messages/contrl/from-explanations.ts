// Makes the report on an interchange from what was found in it: actions (0083) and errors (0085) of CONTRL.
import type { Finding } from "#vocabulary";
import { writableCharacters } from "../edifact/service-characters.ts";
import type { ExplainedSegment, Explanation, Explanations } from "../grammar/explanation.ts";
import { ERROR_CODES } from "./error-codes.ts";
import type { ReportEnvelope } from "./write.ts";
import type {
  ErrorPosition,
  ReportedGroup,
  ReportedMessage,
  ReportedSegment,
  SyntaxReport,
  Verdict,
} from "./report.ts";

/** SG2 and UCD hold no more. */
const MOST_SEGMENTS = 999;
const MOST_ELEMENTS = 99;

export type ReportOptions = {
  /** `receipt`: only that the interchange came in (8). `rejections`: also what is rejected. `all`: also what is tolerated. */
  readonly detail: "receipt" | "rejections" | "all";
};

/** A report, and how it goes back: the syntax and the separators of the interchange that it reports on. */
export type ReportToSend = {
  readonly report: SyntaxReport;
  readonly reply: Pick<ReportEnvelope, "syntax" | "characters" | "serviceString">;
};

/**
 * One report for each interchange of an input, in order. None for an interchange that holds a CONTRL (never CONTRL on
 * CONTRL), for an interactive one (CONTRL is of batch EDI only), or for what stands without interchange header.
 */
export function syntaxReports({ messages }: Explanations, options: ReportOptions): readonly ReportToSend[] {
  const interchanges: Explanation[][] = [];
  for (const message of messages) {
    if (message.header.some(({ tag }) => tag === "UNB" || tag === "UIB")) interchanges.push([message]);
    else interchanges.at(-1)?.push(message);
  }
  return interchanges
    .filter((parts) => parts[0]?.header.some(({ tag }) => tag === "UNB") === true)
    .filter((parts) => parts.every(({ kind }) => kind !== "CONTRL"))
    .map((parts) => ({ report: reportOn(parts, options), reply: replyTo(parts) }));
}

function replyTo([first]: readonly Explanation[]): ReportToSend["reply"] {
  const unb = first?.header.find(({ tag }) => tag === "UNB");
  return {
    syntax: componentsOf(unb, 1),
    serviceString: first?.header.some(({ tag }) => tag === "UNA") === true,
    ...(first !== undefined && { characters: writableCharacters(first.characters) }),
  };
}

function reportOn(parts: readonly Explanation[], { detail }: ReportOptions): SyntaxReport {
  const around = parts.flatMap(({ header, trailer }) => [...header, ...trailer]);
  const unb = around.find(({ tag }) => tag === "UNB");
  const subject = {
    interchange: componentsOf(unb, 5)[0] ?? "",
    sender: componentsOf(unb, 2),
    recipient: componentsOf(unb, 3),
  };
  const nothing = { error: null, segment: null, position: null, messages: [], groups: [] };
  if (detail === "receipt") return { ...subject, action: "received", ...nothing };
  const ofInterchange = findingsAbout(parts, ["UNA", "UNB", "UNZ"]);
  const isEmpty = parts.every(({ segmentCount }) => segmentCount === 0);
  const isRejected = isEmpty || ofInterchange.some(({ code }) => code === "EDI20");
  const verdict = verdictOf(isRejected, ofInterchange, around, detail);
  if (isRejected) return { ...subject, ...verdict, messages: [], groups: [] };
  const { messages, groups } = told(parts, detail);
  return { ...subject, ...verdict, messages, groups };
}

/** The messages that are to be told of, in their groups. */
function told(
  parts: readonly Explanation[],
  detail: "rejections" | "all",
): { readonly messages: readonly ReportedMessage[]; readonly groups: readonly ReportedGroup[] } {
  const messages: ReportedMessage[] = [];
  const groups: (Omit<ReportedGroup, "messages"> & { readonly messages: ReportedMessage[] })[] = [];
  let open: ReportedMessage[] = messages;
  for (const part of parts) {
    const ung = part.header.findLast(({ tag }) => tag === "UNG");
    if (ung !== undefined) {
      const around = parts.flatMap(({ trailer }) => trailer).concat(ung);
      const verdict = verdictOf(false, findingsAbout([part], ["UNG", "UNE"]), around, detail);
      open = [];
      groups.push({
        reference: componentsOf(ung, 5)[0] ?? "",
        sender: componentsOf(ung, 2),
        recipient: componentsOf(ung, 3),
        ...verdict,
        messages: open,
      });
    }
    const message = part.segmentCount === 0 ? null : messageOf(part, detail);
    if (message !== null) open.push(message);
    if (part.trailer.some(({ tag }) => tag === "UNE")) open = messages;
  }
  // A group that is acknowledged with all that is in it need not be named.
  return { messages, groups: groups.filter((group) => group.messages.length > 0 || group.error !== null) };
}

/** What is told of one message; null where its interchange acknowledges it without more words. */
function messageOf(part: Explanation, detail: "rejections" | "all"): ReportedMessage | null {
  const [unh] = part.segments;
  const found = part.findings.filter(
    ({ segment, severity }) => segment !== null && segment > 0 && (detail === "all" || severity === "error"),
  );
  const ofEnvelope = found.filter(({ tag }) => tag === "UNH" || tag === "UNT");
  const segments = segmentsOf(
    part,
    found.filter((finding) => !ofEnvelope.includes(finding)),
  );
  const verdict = verdictOf(!part.accepted, ofEnvelope, part.segments, detail);
  if (part.accepted && (detail === "rejections" || (segments.length === 0 && verdict.error === null)))
    return null;
  const unexplained = !part.accepted && verdict.error === null && segments.length === 0;
  return {
    reference: componentsOf(unh, 1)[0] ?? "",
    type: componentsOf(unh, 2),
    ...verdict,
    ...(unexplained && { error: "18" }),
    segments,
  };
}

function segmentsOf(part: Explanation, findings: readonly Finding[]): readonly ReportedSegment[] {
  const byOrdinal = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (finding.segment === null || ERROR_CODES[finding.code] === undefined) continue;
    const known = byOrdinal.get(finding.segment);
    if (known === undefined) byOrdinal.set(finding.segment, [finding]);
    else known.push(finding);
  }
  return [...byOrdinal]
    .toSorted(([a], [b]) => a - b)
    .slice(0, MOST_SEGMENTS)
    .map(([ordinal, found]) => {
      const segment = part.segments[ordinal - 1];
      const placed = found.map((finding) => ({
        error: ERROR_CODES[finding.code] ?? "18",
        position: positionOf(finding, segment === undefined ? [] : [segment]),
      }));
      return {
        segment: ordinal,
        error: placed.find(({ position }) => position === null)?.error ?? null,
        elements: placed.filter(({ position }) => position !== null).slice(0, MOST_ELEMENTS),
      };
    });
}

function findingsAbout(parts: readonly Explanation[], tags: readonly string[]): readonly Finding[] {
  return parts.flatMap(({ findings }) => findings.filter(({ tag }) => tag !== null && tags.includes(tag)));
}

/** The verdict with the first error among the findings (of warnings only where all is told). */
function verdictOf(
  rejected: boolean,
  findings: readonly Finding[],
  segments: readonly ExplainedSegment[],
  detail: "rejections" | "all",
): Verdict {
  const action = rejected ? "rejected" : "acknowledged";
  const coded = findings.filter(({ code }) => ERROR_CODES[code] !== undefined);
  const first =
    coded.find(({ severity }) => severity === "error") ?? (detail === "all" ? coded[0] : undefined);
  if (first === undefined) return { action, error: null, segment: null, position: null };
  return {
    action,
    error: ERROR_CODES[first.code] ?? null,
    segment: first.tag,
    position: positionOf(first, segments),
  };
}

/** Where in its segment a finding lies (the tag is 1, ISO 9735 0098); null where it is about the segment as a whole. */
function positionOf(
  { values, offset }: Finding,
  segments: readonly ExplainedSegment[],
): ErrorPosition | null {
  const element = values?.["element_position"];
  if (element !== undefined) {
    const component = values?.["component_position"];
    return { element: Number(element) + 1, component: component === undefined ? null : Number(component) };
  }
  if (offset === null) return null;
  for (const segment of segments) {
    if (offset <= segment.start || offset >= segment.end) continue;
    for (const { position, values: parts } of segment.elements) {
      const part = parts.find(({ start, end }) => offset >= start && offset < end);
      if (part !== undefined) {
        return { element: position + 1, component: parts.length > 1 ? part.position : null };
      }
    }
  }
  return null;
}

/** The components of a data element as sent, gaps filled. */
function componentsOf(segment: ExplainedSegment | undefined, e: number): readonly string[] {
  const components: string[] = [];
  for (const { position, value } of segment?.elements.find((element) => element.position === e)?.values ??
    []) {
    while (components.length < position - 1) components.push("");
    components.push(value.trim());
  }
  return components;
}
