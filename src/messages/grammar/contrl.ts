// CONTRL: receipt and syntax errors of an interchange, in syntax versions 3 and 4 (edifact.md §4).
import { group, segment } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";

const segmentError = (name: string) =>
  group(name, "C", 999, "One segment with errors.", [
    segment("UCS", "M", 1, "Which segment of the message."),
    segment("UCD", "C", 99, "Which data element, and what is wrong with it."),
  ]);

export const contrl = {
  type: "CONTRL",
  name: "Syntax and service report",
  releases: "D:3 (syntax 3), 4:1 (syntax 4), D.03B",
  source: "ISO 9735-4; edifact.md §4",
  directory: serviceSegments,
  body: [
    segment("UNH", "M", 1, "Names the message type, its release and its reference."),
    segment("UCI", "M", 1, "The interchange reported on, and what was done with it."),
    group("SG1", "C", 999_999, "One message of an interchange without groups.", [
      segment("UCM", "M", 1, "The message, and what was done with it."),
      segmentError("SG2"),
    ]),
    group("SG3", "C", 999_999, "One group of the interchange.", [
      segment("UCF", "M", 1, "The group, and what was done with it."),
      group("SG4", "C", 999_999, "One message of the group.", [
        segment("UCM", "M", 1, "The message, and what was done with it."),
        segmentError("SG5"),
      ]),
    ]),
    segment("UNT", "M", 1, "Counts the segments and repeats the message reference."),
  ],
} as const satisfies MessageGrammar;
