// What the readers of the short messages (ACKRES, GOVREQ, CONTRL) share: a handler for each tag of the grammar.
import { packTag, TAG_INVALID } from "./edifact/tags.ts";
import type { SegmentedMessage } from "./edifact/segments.ts";
import { elementEnd, elementStart } from "./minimise/filter.ts";
import type { SourceFilter } from "./minimise/filter.ts";
import type { ReadContext } from "./reading.ts";

type Handler<Reading> = (reading: Reading, s: number) => void;
export type Handlers<Reading> = ReadonlyMap<number, Handler<Reading>>;

/** Most entries of one kind that are kept of a short message: against hostile input. */
export const MOST_ENTRIES = 10_000;

/** The handlers by packed tag. The compiler asks for one for every tag of the grammar. */
export function handlersBy<Tag extends string, Reading>(
  handlers: Readonly<Record<Tag, Handler<Reading>>>,
): Handlers<Reading> {
  return new Map(Object.entries<Handler<Reading>>(handlers).map(([tag, handler]) => [packTag(tag), handler]));
}

/** Hands every segment to the handler of its tag; one that the grammar does not have is told, and cut from the source. */
export function readByTag<
  Reading extends {
    readonly message: SegmentedMessage;
    readonly context: ReadContext;
    readonly filter: SourceFilter;
  },
>(reading: Reading, handlers: Handlers<Reading>): void {
  const { message, context, filter } = reading;
  for (let s = 0; s < message.count; s++) {
    const handler = handlers.get(message.tag(s));
    if (handler !== undefined) {
      handler(reading, s);
      continue;
    }
    // What has no tag at all is said of already.
    if (message.tag(s) !== TAG_INVALID) {
      const values = { tag: message.tagText(s), type: context.version.type };
      context.findings.add("EDI15", message.place(s), values);
    }
    filter.cutUnread(message, s);
  }
}

/** The texts of IFT, from its second element on, as far as they may be kept. */
export function readTexts(message: SegmentedMessage, s: number, filter: SourceFilter): readonly string[] {
  const texts: string[] = [];
  for (let e = 2; e <= message.elementCount(s); e++) {
    const range = { start: elementStart(message, s, e), end: elementEnd(message, s, e) };
    const text = filter.admitText(message, s, range)?.trim();
    if (text !== undefined && text !== "") texts.push(text);
  }
  return texts;
}
