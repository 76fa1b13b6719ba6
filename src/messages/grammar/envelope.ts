// What stands around messages: the interchange in batch and in interactive form (edifact.md §2, §3).
import { group, segment } from "./grammar.ts";
import type { MessageGrammar } from "./grammar.ts";
import { serviceSegments } from "./segments/service.ts";

export const batchEnvelope = {
  type: "UNB",
  name: "Interchange",
  releases: "syntax versions 1 to 4",
  source: "ISO 9735; edifact.md §2",
  directory: serviceSegments,
  body: [
    segment("UNA", "C", 1, "States the six service characters."),
    segment("UNB", "M", 1, "Sender, recipient, date and reference of the interchange."),
    group("group", "C", 999_999, "Messages of one type; all of an interchange stand in groups, or none.", [
      segment("UNG", "M", 1, "Type and release of the messages in the group, and its reference."),
      segment("UNH", "M", 999_999, "A message."),
      segment("UNT", "M", 999_999, "End of the message."),
      segment("UNE", "M", 1, "Counts the messages of the group and repeats its reference."),
    ]),
    segment("UNZ", "M", 1, "Counts the groups (or messages) and repeats the interchange reference."),
  ],
} as const satisfies MessageGrammar;

export const interactiveEnvelope = {
  type: "UIB",
  name: "Interactive interchange",
  releases: "syntax version 4",
  source: "ISO 9735-3; edifact.md §3",
  directory: serviceSegments,
  body: [
    segment("UNA", "C", 1, "States the six service characters."),
    segment("UIB", "M", 1, "Dialogue, sender, recipient and date of the interchange."),
    segment("UIH", "M", 999_999, "A message."),
    segment("UIT", "M", 999_999, "End of the message."),
    segment("UIZ", "M", 1, "Repeats the dialogue and counts the messages."),
  ],
} as const satisfies MessageGrammar;
