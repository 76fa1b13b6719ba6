// Writes CONTRL in syntax version 3 or 4 (edifact.md §4).
import { DEFAULT_CHARACTERS } from "../edifact/service-characters.ts";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import { writeInterchange } from "../edifact/write.ts";
import type { ElementValue, SegmentToWrite } from "../edifact/write.ts";
import { preparedAt, replyOptions } from "../reply.ts";
import type { ReplyForm } from "../reply.ts";
import { ACTION_CODES } from "./report.ts";
import type { ErrorPosition, ReportedMessage, SyntaxReport, Verdict } from "./report.ts";

/** How a report goes back. Sender and recipient are those of the interchange reported on, turned round. */
export type ReportEnvelope = {
  /** UNB S001; its version decides which CONTRL is written: 4:1 for version 4, D:3 before. */
  readonly syntax: readonly string[];
  /** UNB 0020 of the report: unique, at most 14 characters. */
  readonly reference: string;
  /** UTC, `YYYY-MM-DDTHH:MM...`. */
  readonly at: string;
  readonly characters?: ServiceCharacters;
  readonly serviceString?: boolean;
  /** What the partner wants otherwise than its interchange has it. */
  readonly form?: ReplyForm;
};

/** The report as bytes, one interchange back to the sender of what it reports on. */
export function writeContrl(report: SyntaxReport, envelope: ReportEnvelope): Uint8Array {
  const { syntax, reference, at, form = {} } = envelope;
  const { characters = DEFAULT_CHARACTERS, serviceString = true } = envelope;
  const segments: SegmentToWrite[] = [
    ["UCI", report.interchange, report.sender, report.recipient, ...verdictElements(report)],
    ...report.messages.flatMap(messageSegments),
  ];
  for (const group of report.groups) {
    segments.push(["UCF", group.reference, group.sender, group.recipient, ...verdictElements(group)]);
    for (const message of group.messages) for (const one of messageSegments(message)) segments.push(one);
  }
  const text = writeInterchange(
    {
      syntax,
      sender: report.recipient,
      recipient: report.sender,
      preparedAt: preparedAt(at),
      reference,
      ...(form.applicationReference != null && { applicationReference: form.applicationReference }),
      messages: [{ reference: "1", type: ["CONTRL", ...versionFor(syntax[1] ?? ""), "UN"], segments }],
    },
    replyOptions({ characters, serviceString }, form),
  );
  return Buffer.from(text, "utf8");
}

function versionFor(syntaxVersion: string): readonly [string, string] {
  return syntaxVersion === "4" ? ["4", "1"] : ["D", "3"];
}

function messageSegments(message: ReportedMessage): SegmentToWrite[] {
  const segments: SegmentToWrite[] = [["UCM", message.reference, message.type, ...verdictElements(message)]];
  for (const { segment, error, elements } of message.segments) {
    segments.push(["UCS", segment === null ? "" : String(segment), error ?? ""]);
    for (const element of elements) segments.push(["UCD", element.error, positionElement(element.position)]);
  }
  return segments;
}

function verdictElements({ action, error, segment, position }: Verdict): readonly ElementValue[] {
  return [action === null ? "" : ACTION_CODES[action], error ?? "", segment ?? "", positionElement(position)];
}

function positionElement(position: ErrorPosition | null): ElementValue {
  if (position === null) return "";
  const { element, component } = position;
  return [String(element), component === null ? "" : String(component)];
}
