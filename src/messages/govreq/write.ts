// Writes GOVREQ: the request to a carrier to push the reservations of a flight (pnrgov.md §6).
import type { ReportedFlight } from "../booking.ts";
import { DEFAULT_CHARACTERS } from "../edifact/service-characters.ts";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import { writeInterchange } from "../edifact/write.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { preparedAt } from "../reply.ts";
import type { PushRequest } from "./request.ts";

/** RCI holds no more. */
const LOCATORS_IN_A_SEGMENT = 9;

/** To whom and how a request goes: what was agreed upon with the carrier. */
export type RequestEnvelope = {
  /** UNB S001 to S003 and 0020. */
  readonly syntax?: readonly string[];
  readonly sender: readonly string[];
  readonly recipient: readonly string[];
  readonly reference: string;
  /** Of the PNRGOV that is asked for: `["IA", "11", "1"]`, agency, version and release. */
  readonly version: readonly [agency: string, version: string, release: string];
  /** UNH 0068, by which the push can be told to be the answer. */
  readonly accessReference?: string;
  /** UTC, `YYYY-MM-DDTHH:MM...`. */
  readonly at: string;
  readonly characters?: ServiceCharacters;
};

/** The request as bytes, in one interchange with a functional group. */
export function writeGovreq(request: PushRequest, envelope: RequestEnvelope): Uint8Array {
  const { syntax = ["IATA", "1"], sender, recipient, reference, version, accessReference, at } = envelope;
  const [agency, ...release] = version;
  const { authority } = request;
  const segments: SegmentToWrite[] = [
    ["MSG", ["", request.function]],
    ["ORG", [authority?.name ?? "", authority?.place ?? ""]],
  ];
  for (const { flight, locators, texts } of request.flights) {
    segments.push(flightSegment(flight));
    for (let at = 0; at < locators.length; at += LOCATORS_IN_A_SEGMENT) {
      const some = locators.slice(at, at + LOCATORS_IN_A_SEGMENT);
      segments.push(["RCI", ...some.map((locator) => ["", locator])]);
    }
    for (const text of texts) segments.push(["IFT", "3", text]);
  }
  const message = {
    reference: "1",
    type: ["GOVREQ", ...release, agency],
    ...(accessReference !== undefined && { accessReference }),
    segments,
  };
  const text = writeInterchange(
    {
      syntax,
      sender,
      recipient,
      preparedAt: preparedAt(at),
      reference,
      applicationReference: "GOVREQ",
      group: { type: "GOVREQ", reference: "1", version: [agency, ...release] },
      messages: [message],
    },
    { characters: envelope.characters ?? DEFAULT_CHARACTERS },
  );
  return Buffer.from(text, "utf8");
}

function flightSegment({ departs, arrives, from, to, carrier, number }: ReportedFlight): SegmentToWrite {
  return ["TVL", [...dayAndTime(departs), ...dayAndTime(arrives)], from ?? "", to ?? "", carrier, number];
}

/** DDMMYY and HHMM of `YYYY-MM-DDTHH:MM`; the time is empty where there is none. */
function dayAndTime(at: string | null): readonly [string, string] {
  if (at === null) return ["", ""];
  return [at.slice(8, 10) + at.slice(5, 7) + at.slice(2, 4), at.slice(11, 13) + at.slice(14, 16)];
}
