// Reads CUSRES messages: answers, unsolicited messages and the carriers' acknowledgements of them.
import { readDateTime, referenceYearOf } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { isServiceTag, packTag, TAG_INVALID } from "../edifact/tags.ts";
import { SourceFilter, textFromElement } from "../minimise/filter.ts";
import type { MessagePart, MessageReader, ReadContext } from "../reading.ts";
import { readDirective } from "./directives.ts";
import type { Response, ResponseLeg, ResponseResult } from "./response.ts";

const KINDS: ReadonlyMap<string, Response["kind"]> = new Map(
  Object.entries({
    "962": "response",
    "132": "unsolicited",
    "312": "acknowledgement",
    "961": "other",
    "963": "other",
  }),
);

type Open<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenResult = Open<Omit<ResponseResult, "codes" | "texts">> & { codes: string[]; texts: string[] };

const BGM = packTag("BGM");
const RFF = packTag("RFF");
const DTM = packTag("DTM");
const LOC = packTag("LOC");
const ERP = packTag("ERP");
const ERC = packTag("ERC");
const FTX = packTag("FTX");
const MESSAGE_LEVEL = "1";

class ResponseReading {
  readonly #message: SegmentedMessage;
  readonly #context: ReadContext;
  readonly #filter = new SourceFilter();
  readonly #referenceYear: number;
  #type = "";
  #transaction: Response["transaction"] = null;
  readonly #legs: Open<ResponseLeg>[] = [];
  readonly #results: OpenResult[] = [];
  /** The segments ERP of the results, and BGM: where findings about them lie. */
  readonly #opened: number[] = [];
  #beginning = 0;
  #strange = -1;
  #strangers = 0;

  constructor(message: SegmentedMessage, context: ReadContext) {
    this.#message = message;
    this.#context = context;
    this.#referenceYear = referenceYearOf(context.preparedAt);
  }

  read(): MessagePart {
    const { findings } = this.#context;
    for (let s = 0; s < this.#message.count; s++) this.#segment(s);
    const kind = KINDS.get(this.#type);
    const m = this.#message;
    if (kind === undefined) {
      findings.add("CR01", m.place(this.#beginning, this.#beginning === 0 ? 0 : 1), { code: this.#type });
    }
    const unmatched = this.#opened.filter((_, i) => isUnmatched(this.#results[i]!));
    if (unmatched.length > 0) findings.add("CR02", m.place(unmatched[0]!), { count: unmatched.length });
    if (this.#strange >= 0) findings.add("CR04", m.place(this.#strange), { count: this.#strangers });
    // A response is matched by the interchange too; what comes by itself has nothing else.
    const isByItself = kind === "unsolicited" || kind === "acknowledgement";
    if (isByItself && this.#transaction === null) findings.add("CR05", m.place(this.#beginning));
    const response: Response = {
      kind: kind ?? "other",
      type: this.#type,
      transaction: this.#transaction,
      flights: this.#legs,
      results: this.#results,
    };
    return { accepted: kind !== undefined, cuts: this.#filter.finish(findings), response };
  }

  #segment(s: number): void {
    const m = this.#message;
    switch (m.tag(s)) {
      case BGM:
        this.#type = m.trimmed(s, 1, 1);
        this.#beginning = s;
        break;
      case RFF:
        this.#reference(s);
        break;
      case DTM:
        this.#time(s);
        break;
      case LOC:
        this.#airport(s);
        break;
      case ERP:
        this.#opened.push(s);
        this.#results.push({
          level: m.trimmed(s, 1, 1) === MESSAGE_LEVEL ? "message" : "traveller",
          locator: null,
          travellerRef: null,
          codes: [],
          texts: [],
          directive: null,
          authority: null,
        });
        break;
      case ERC:
        this.#code(s);
        break;
      case FTX:
        this.#text(s);
        break;
      default:
        if (isServiceTag(m.tag(s))) break;
        // What has no tag at all is said of already.
        if (m.tag(s) !== TAG_INVALID) {
          if (this.#strange < 0) this.#strange = s;
          this.#strangers++;
        }
        this.#filter.cutUnread(m, s);
    }
  }

  #reference(s: number): void {
    const m = this.#message;
    const qualifier = m.trimmed(s, 1, 1);
    const value = m.trimmed(s, 1, 2);
    const result = this.#results.at(-1);
    if (qualifier === "TN" && result === undefined) {
      this.#transaction = { reference: value, revision: m.trimmed(s, 1, 5) || null };
    } else if (qualifier === "AF" && result === undefined) {
      const none = { from: null, to: null, departs: null, arrives: null };
      this.#legs.push({ designator: value, ...none, qualifiers: ["", ""] });
    } else if (result === undefined) {
      if (qualifier === "AVF" || qualifier === "ABO") {
        this.#context.findings.add("CR03", m.place(s), { tag: "RFF" });
      }
    } else if (qualifier === "AVF") result.locator = value || null;
    else if (qualifier === "ABO") result.travellerRef = value || null;
  }

  #time(s: number): void {
    const m = this.#message;
    const leg = this.#legs.at(-1);
    if (leg === undefined) return;
    const value = m.trimmed(s, 1, 2);
    const at = readDateTime(value, m.trimmed(s, 1, 3), this.#referenceYear);
    const qualifier = m.trimmed(s, 1, 1);
    if (at === null && value !== "") {
      this.#context.findings.add("CR06", m.place(s, 1, 2), { qualifier, value });
    }
    if (qualifier === "189") leg.departs = at;
    else if (qualifier === "232") leg.arrives = at;
  }

  #airport(s: number): void {
    const m = this.#message;
    const leg = this.#legs.at(-1);
    if (leg === undefined) return;
    const code = m.trimmed(s, 2, 1) || null;
    // 92 stands for both ends of a leg; 125 is always a departure, 87 an arrival.
    const qualifier = m.trimmed(s, 1, 1);
    const departure = qualifier === "125" || (qualifier !== "87" && leg.from === null);
    if (departure) leg.from = code;
    else leg.to = code;
    leg.qualifiers = departure ? [qualifier, leg.qualifiers[1]] : [leg.qualifiers[0], qualifier];
  }

  #code(s: number): void {
    const m = this.#message;
    const result = this.#results.at(-1);
    if (result === undefined) {
      this.#context.findings.add("CR03", m.place(s), { tag: "ERC" });
      return;
    }
    const code = m.trimmed(s, 1, 1);
    result.codes.push(code);
    const said = readDirective(code);
    if (result.directive !== null || said === null) return;
    result.directive = said.directive;
    result.authority = said.authority;
  }

  #text(s: number): void {
    const m = this.#message;
    const text = this.#filter.admitText(m, s, textFromElement(m, s, 4));
    if (text === null) return;
    const result = this.#results.at(-1);
    if (result === undefined) this.#context.findings.add("CR03", m.place(s), { tag: "FTX" });
    else result.texts.push(text.trim());
  }
}

/** Whether it cannot be told whom a result is about. */
function isUnmatched({ level, locator, travellerRef }: OpenResult): boolean {
  return level === "traveller" && locator === null && travellerRef === null;
}

/** The reader of CUSRES. */
export const cusresReader: MessageReader = {
  read: (message, context) => new ResponseReading(message, context).read(),
};
