// BATAP, by which responsibility for a Type B message passes on: a serial behind each message, and the list of those taken.
//
// The standard's text is sold by IATA and not at hand; the form is that of programs in use: behind a message stands a
// blank (P for one that may have been delivered before) and three digits; "IMA" and three digits each acknowledge.

export type BatapUnit =
  | {
      readonly kind: "message";
      readonly bytes: Buffer;
      /** null: sent without one, so that it cannot be acknowledged. */
      readonly serial: number | null;
      readonly possibleDuplicate: boolean;
    }
  | { readonly kind: "acknowledged"; readonly serials: readonly number[] };

export const serialsMax = 1000;

/** What a payload of the session holds. */
export function readBatap(payload: Buffer): BatapUnit {
  const acknowledged = /^IMA((?:\d{3})+)\s*$/.exec(
    payload.length < 400 ? payload.toString("latin1") : "",
  )?.[1];
  if (acknowledged !== undefined) {
    return { kind: "acknowledged", serials: (acknowledged.match(/\d{3}/g) ?? []).map(Number) };
  }
  const trailer = /([ P])(\d{3})$/.exec(payload.toString("latin1", payload.length - 4));
  if (trailer === null) return { kind: "message", bytes: payload, serial: null, possibleDuplicate: false };
  return {
    kind: "message",
    bytes: payload.subarray(0, payload.length - 4),
    serial: Number(trailer[2]),
    possibleDuplicate: trailer[1] === "P",
  };
}

export function writeBatapMessage(message: Uint8Array, serial: number, possibleDuplicate: boolean): Buffer {
  return Buffer.concat([message, Buffer.from((possibleDuplicate ? "P" : " ") + threeDigits(serial))]);
}

/** At most a hundred serials fit one acknowledgement that others take. */
export function writeAcknowledgement(serials: readonly number[]): Buffer {
  return Buffer.from(`IMA${serials.map(threeDigits).join("")}`);
}

const threeDigits = (serial: number): string => String(serial % serialsMax).padStart(3, "0");
