// A message read, written with its own envelope, and read again: what the round trip of samples and corpus is held to.
import { readBytes, writeAnswer, writePaxlst, writePnrgov } from "#messages";
import type { ListedFlight, ReadMessage } from "#messages";

type Response = NonNullable<ReadMessage["response"]>;

/** The message written from its model with the envelope it came in; null where its kind is not written, or it had none. */
export function rewritten(message: ReadMessage): Uint8Array | null {
  const { envelope, control, characters, preparedAt, passengerList, push, bookings, response } = message;
  if (envelope === undefined || preparedAt === null) return null;
  const [, version = "", release = "", agency = "", association = ""] = envelope.type;
  const { accessReference, part, final } = control;
  const options = {
    sender: envelope.sender,
    recipient: envelope.recipient,
    preparedAt,
    reference: control.interchange ?? "",
    syntax: envelope.syntax,
    groupReference: envelope.group?.reference ?? null,
    messageReference: control.message ?? "",
    characters,
    serviceString: envelope.serviceString,
    ...(envelope.applicationReference !== null && { applicationReference: envelope.applicationReference }),
    ...(accessReference !== null && { accessReference }),
    ...(part !== null && { part: [String(part).padStart(2, "0"), final ? "F" : part === 1 ? "C" : ""] }),
  };
  if (passengerList !== undefined) return writePaxlst(passengerList, { ...options, release, association });
  if (push !== undefined && bookings !== undefined) {
    return writePnrgov({ ...push, bookings }, { ...options, release: [version, release], agency });
  }
  return response === undefined ? null : answered(message, response);
}

/** An answer is written from the head of its request: sender and recipient change places twice. */
function answered(
  { envelope, control, characters, preparedAt }: ReadMessage,
  response: Response,
): Uint8Array | null {
  if (envelope === undefined || preparedAt === null || response.kind === "other") return null;
  const flights = response.flights.map(({ designator, from, to, departs, arrives }): ListedFlight => {
    const leg = { from: from ?? "", to: to ?? "", departs, arrives, border: true as const };
    return { designator, carrier: "", number: "", suffix: null, legs: [leg] };
  });
  const told = response.results.map(({ codes, texts }) => ({ code: codes[0] ?? "", text: texts[0] ?? null }));
  const [ok = { code: "0Z", text: null }] = told.filter(({ code }) => code.startsWith("0"));
  const [not = { code: "1Z", text: null }] = told.filter(({ code }) => code.startsWith("1"));
  return writeAnswer(
    {
      envelope: { ...envelope, sender: envelope.recipient, recipient: envelope.sender },
      characters,
      interchange: control.interchange ?? "",
      message: control.message ?? "",
      accessReference: control.accessReference,
      transaction: response.transaction,
      flights,
    },
    {
      kind: response.kind,
      at: preparedAt,
      travellers: response.results.map(({ locator, travellerRef, directive }) => ({
        locator,
        travellerRef,
        directive: directive ?? "ERROR",
      })),
      codes: {
        OK: ok,
        NOT_OK: not,
        SELECTEE: { code: "2Z", text: null },
        ERROR: { code: "4Z", text: null },
        PENDING: ok,
      },
    },
  );
}

/** What a message says, without what it gets by its form: the ordinals of its segments. */
export function factsOf({ passengerList, push, bookings, response }: ReadMessage): unknown {
  return {
    list: passengerList && {
      ...passengerList,
      travellers: passengerList.travellers.map((traveller) => ({ ...traveller, segment: 0 })),
    },
    push,
    bookings: bookings?.map((booking) => ({ ...booking, segment: 0 })),
    // Answers are written in capitals, which every agent's screen can show.
    response: response && {
      ...response,
      results: response.results.map((result) => ({
        ...result,
        texts: result.texts.map((text) => text.toUpperCase()),
      })),
    },
  };
}

/** Whether a transmission holds the bytes that were written, line breaks aside. */
export function holds(transmission: Buffer, written: Uint8Array): boolean {
  const plain = (bytes: Uint8Array): string =>
    Buffer.from(bytes)
      .toString("latin1")
      .replace(/[\r\n]/g, "");
  return plain(transmission).includes(plain(written));
}

/** The only message of what was written. */
export function readAgain(written: Uint8Array): ReadMessage | null {
  const messages = readBytes(written);
  return messages.length === 1 ? messages[0]! : null;
}
