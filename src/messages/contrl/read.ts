// Reads CONTRL of syntax versions 3 and 4 (edifact.md §4).
import { digitsAt } from "../edifact/dates.ts";
import { componentsOf } from "../edifact/envelope.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { contrl } from "../grammar/contrl.ts";
import type { TagOf } from "../grammar/grammar.ts";
import { SourceFilter } from "../minimise/filter.ts";
import type { MessagePart, MessageReader, ReadContext } from "../reading.ts";
import { handlersBy, MOST_ENTRIES, readByTag } from "../small-messages.ts";
import { ACTION_CODES } from "./report.ts";
import type {
  ErrorPosition,
  ReportAction,
  ReportedGroup,
  ReportedMessage,
  ReportedSegment,
  SyntaxReport,
  Verdict,
} from "./report.ts";

type Open<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenSegment = Omit<ReportedSegment, "elements"> & {
  readonly elements: ReportedSegment["elements"][number][];
};
type OpenMessage = Omit<ReportedMessage, "segments"> & { readonly segments: OpenSegment[] };
type OpenGroup = Omit<ReportedGroup, "messages"> & { readonly messages: OpenMessage[] };

const actions = new Map(Object.entries(ACTION_CODES).map(([action, code]) => [code, action as ReportAction]));
const silent: Verdict = { action: null, error: null, segment: null, position: null };

type Reading = {
  readonly message: SegmentedMessage;
  readonly context: ReadContext;
  readonly filter: SourceFilter;
  readonly head: Open<Omit<SyntaxReport, "messages" | "groups">>;
  readonly messages: OpenMessage[];
  readonly groups: OpenGroup[];
  /** The message and the segment that what follows belongs to. */
  subject: OpenMessage | null;
  erring: OpenSegment | null;
  /** Entries kept so far. */
  entries: number;
};

const handlers = handlersBy<TagOf<typeof contrl>, Reading>({
  UNH: () => undefined,
  UNT: () => undefined,
  UCI: (reading, s) => {
    const { message, head } = reading;
    head.interchange = message.trimmed(s, 1, 1);
    head.sender = componentsOf(message, s, 2);
    head.recipient = componentsOf(message, s, 3);
    Object.assign(head, verdictAt(reading, s, 4));
  },
  UCF: (reading, s) => {
    if (isFull(reading, s)) return;
    const { message, groups } = reading;
    groups.push({
      reference: message.trimmed(s, 1, 1),
      sender: componentsOf(message, s, 2),
      recipient: componentsOf(message, s, 3),
      ...verdictAt(reading, s, 4),
      messages: [],
    });
    reading.subject = null;
    reading.erring = null;
  },
  UCM: (reading, s) => {
    if (isFull(reading, s)) return;
    const { message, groups, messages } = reading;
    const subject: OpenMessage = {
      reference: message.trimmed(s, 1, 1),
      type: componentsOf(message, s, 2),
      ...verdictAt(reading, s, 3),
      segments: [],
    };
    (groups.at(-1)?.messages ?? messages).push(subject);
    reading.subject = subject;
    reading.erring = null;
  },
  UCS: (reading, s) => {
    if (isFull(reading, s)) return;
    const { message, subject } = reading;
    reading.erring = { segment: numberAt(message, s, 1, 1), error: textAt(message, s, 2), elements: [] };
    if (subject === null) misplaced(reading, s);
    else subject.segments.push(reading.erring);
  },
  UCD: (reading, s) => {
    if (isFull(reading, s)) return;
    const { message, erring } = reading;
    if (erring === null) misplaced(reading, s);
    else erring.elements.push({ error: message.trimmed(s, 1, 1), position: positionAt(message, s, 2) });
  },
});

/** Whether as much has been kept as may be; said once. */
function isFull(reading: Reading, s: number): boolean {
  if (reading.entries++ < MOST_ENTRIES) return false;
  if (reading.entries === MOST_ENTRIES + 1) {
    const values = { limit: MOST_ENTRIES, what: "entries" } as const;
    reading.context.findings.add("LIMIT_REACHED", reading.message.place(s), values);
  }
  return true;
}

function misplaced({ message, context }: Reading, s: number): void {
  context.findings.add("EDI15", message.place(s), { tag: message.tagText(s), type: "CONTRL" });
}

function textAt(message: SegmentedMessage, s: number, e: number): string | null {
  return message.trimmed(s, e, 1) || null;
}

function numberAt(message: SegmentedMessage, s: number, e: number, c: number): number | null {
  const text = message.trimmed(s, e, c);
  const number = text === "" || text.length > 6 ? -1 : digitsAt(text, 0, text.length);
  return number < 0 ? null : number;
}

function positionAt(message: SegmentedMessage, s: number, e: number): ErrorPosition | null {
  const element = numberAt(message, s, e, 1);
  return element === null ? null : { element, component: numberAt(message, s, e, 2) };
}

/** 0083, 0085, 0013 and S011 from element `e` on. */
function verdictAt({ message, context }: Reading, s: number, e: number): Verdict {
  const code = message.trimmed(s, e, 1);
  const action = actions.get(code) ?? null;
  if (action === null) {
    const values = { item: `${message.tagText(s)} 0083`, value: code, known: [...actions.keys()].join(", ") };
    context.findings.add("EDI12", message.place(s, e), values);
  }
  return {
    action,
    error: textAt(message, s, e + 1),
    segment: textAt(message, s, e + 2),
    position: positionAt(message, s, e + 3),
  };
}

function read(message: SegmentedMessage, context: ReadContext): MessagePart {
  const reading: Reading = {
    message,
    context,
    filter: new SourceFilter(),
    head: { interchange: "", sender: [], recipient: [], ...silent },
    messages: [],
    groups: [],
    subject: null,
    erring: null,
    entries: 0,
  };
  readByTag(reading, handlers);
  const { head, messages, groups, filter } = reading;
  const accepted = head.interchange !== "";
  if (!accepted) context.findings.add("EDI13", message.place(0), { element: "UCI 0020" });
  return { accepted, cuts: filter.finish(context.findings), report: { ...head, messages, groups } };
}

/** The reader of CONTRL. */
export const contrlReader: MessageReader = { read };
