// Reads GOVREQ: which flight's reservations an authority asks for (pnrgov.md §6).
import { readDayMonthYear, referenceYearOf } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { TagOf } from "../grammar/grammar.ts";
import type { govreq } from "../grammar/requests.ts";
import { SourceFilter } from "../minimise/filter.ts";
import { flightOf } from "../pnrgov/header.ts";
import type { MessagePart, MessageReader, ReadContext } from "../reading.ts";
import { handlersBy, MOST_ENTRIES, readByTag, readTexts } from "../small-messages.ts";
import type { PushRequest } from "./request.ts";

type Asked = PushRequest["flights"][number] & { readonly locators: string[]; readonly texts: string[] };

class RequestReading {
  readonly message: SegmentedMessage;
  readonly context: ReadContext;
  readonly filter = new SourceFilter();
  readonly flights: Asked[] = [];
  function = "";
  authority: PushRequest["authority"] = null;
  readonly #referenceYear: number;

  constructor(message: SegmentedMessage, context: ReadContext) {
    this.message = message;
    this.context = context;
    this.#referenceYear = referenceYearOf(context.preparedAt);
  }

  momentAt(s: number, e: number, c: number): string | null {
    return this.moment(s, this.message.trimmed(s, e, c), this.message.trimmed(s, e, c + 1));
  }

  moment(s: number, date: string, time: string): string | null {
    if (date === "") return null;
    const moment = readDayMonthYear(date, time, this.#referenceYear);
    if (moment === null) {
      const values = { value: `${date} ${time}`.trim(), reason: "does not exist" } as const;
      this.context.findings.add("PN09", this.message.place(s, 1), values);
    }
    return moment;
  }
}

const handlers = handlersBy<TagOf<typeof govreq>, RequestReading>({
  UNH: () => undefined,
  UNT: () => undefined,
  MSG: (reading, s) => {
    reading.function = reading.message.trimmed(s, 1, 2) || reading.message.trimmed(s, 1, 1);
  },
  ORG: (reading, s) => {
    const [name, place] = [reading.message.trimmed(s, 1, 1), reading.message.trimmed(s, 1, 2)];
    reading.authority = name === "" && place === "" ? null : { name: name || null, place: place || null };
  },
  TVL: (reading, s) => {
    const { flights } = reading;
    if (flights.length < MOST_ENTRIES)
      flights.push({ flight: flightOf(reading, s), locators: [], texts: [] });
  },
  RCI: (reading, s) => {
    const { message, flights } = reading;
    const asked = flights.at(-1);
    for (let e = 1; e <= message.elementCount(s) && asked !== undefined; e++) {
      const locator = message.trimmed(s, e, 2);
      if (locator !== "" && asked.locators.length < MOST_ENTRIES) asked.locators.push(locator);
    }
  },
  IFT: (reading, s) => {
    const texts = reading.flights.at(-1)?.texts;
    for (const text of readTexts(reading.message, s, reading.filter)) texts?.push(text);
  },
});

function read(message: SegmentedMessage, context: ReadContext): MessagePart {
  const reading = new RequestReading(message, context);
  readByTag(reading, handlers);
  const { flights, authority, filter } = reading;
  const named = flights.filter(
    ({ flight }) => flight.carrier !== "" && flight.number !== "" && flight.departs !== null,
  );
  const accepted = flights.length > 0 && named.length === flights.length;
  if (!accepted) context.findings.add("GQ01", message.place(0));
  const request = { function: reading.function, authority, flights };
  return { accepted, cuts: filter.finish(context.findings), request };
}

/** The reader of GOVREQ. */
export const govreqReader: MessageReader = { read };
