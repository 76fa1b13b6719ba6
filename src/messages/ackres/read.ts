// Reads ACKRES: whether a push was processed, and what was wrong with it (pnrgov.md §6).
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { TagOf } from "../grammar/grammar.ts";
import type { ackres } from "../grammar/requests.ts";
import { SourceFilter } from "../minimise/filter.ts";
import type { MessagePart, MessageReader, ReadContext } from "../reading.ts";
import { handlersBy, readByTag, readTexts } from "../small-messages.ts";
import type { PushAcknowledgement } from "./acknowledgement.ts";

/** MSG 1225 and 4343. */
export const ACKNOWLEDGEMENT = "23";
export const OUTCOMES: ReadonlyMap<string, "processed" | "rejected"> = new Map(
  Object.entries({
    "3": "processed",
    "7": "rejected",
  }),
);

type Draft = {
  function: string;
  outcome: PushAcknowledgement["outcome"];
  readonly errors: { code: string; texts: string[] }[];
  readonly texts: string[];
};

type Reading = {
  readonly message: SegmentedMessage;
  readonly context: ReadContext;
  readonly filter: SourceFilter;
  readonly draft: Draft;
};

const handlers = handlersBy<TagOf<typeof ackres>, Reading>({
  UNH: () => undefined,
  UNT: () => undefined,
  MSG: readFunction,
  ERC: ({ message, draft }, s) => void draft.errors.push({ code: message.trimmed(s, 1, 1), texts: [] }),
  IFT: ({ message, filter, draft }, s) => {
    const texts = draft.errors.at(-1)?.texts ?? draft.texts;
    for (const text of readTexts(message, s, filter)) texts.push(text);
  },
});

/** The function stands in 1.2; some send it in 1.1. */
function readFunction({ message, context, draft }: Reading, s: number): void {
  draft.function = message.trimmed(s, 1, 2) || message.trimmed(s, 1, 1);
  const sent = message.trimmed(s, 2, 1);
  draft.outcome = OUTCOMES.get(sent) ?? null;
  if (draft.outcome === null) context.findings.add("AK02", message.place(s, 2), { outcome: sent });
}

function read(message: SegmentedMessage, context: ReadContext): MessagePart {
  const draft: Draft = { function: "", outcome: null, errors: [], texts: [] };
  const filter = new SourceFilter();
  readByTag({ message, context, filter, draft }, handlers);
  const accepted = draft.function === ACKNOWLEDGEMENT;
  if (!accepted) context.findings.add("AK01", message.place(0), { function: draft.function });
  return { accepted, cuts: filter.finish(context.findings), acknowledgement: draft };
}

/** The reader of ACKRES. */
export const ackresReader: MessageReader = { read };
