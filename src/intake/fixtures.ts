// Transmissions for tests: small, valid, of invented persons.
import type { Sender } from "./judge.ts";

/** The carrier that sends them. */
export const sender: Sender = {
  id: "00000000-0000-7000-8000-000000000001",
  code: "J2",
  senderIds: ["J2"],
  fliesAs: ["J2"],
};

type About = { number: number; reference: string; carrier?: string; sender?: string };

const envelope = (about: About, type: "PAXLST" | "PNRGOV", segments: readonly string[]): string => {
  const version = type === "PAXLST" ? "PAXLST:D:05B:UN:IATA" : "PNRGOV:13:1:IA";
  const message = [`UNH+${about.reference}+${version}`, ...segments];
  return [
    `UNB+${type === "PAXLST" ? "UNOA:4" : "IATA:1"}+${about.sender ?? "J2"}+AZPIU+261121:0730+${about.reference}`,
    ...message,
    `UNT+${message.length + 1}+${about.reference}`,
    `UNZ+1+${about.reference}'`,
  ].join("'\n");
};

/** J2 <number> from Istanbul to Baku on 21 November 2026, two passengers. */
export function passengerList(about: About): string {
  const carrier = about.carrier ?? "J2";
  const person = (surname: string, given: string, document: string, seat: string) => [
    `NAD+FL+++${surname}:${given}`,
    "ATT+2++M",
    "DTM+329:800501",
    "LOC+178+IST",
    "LOC+179+GYD",
    "NAT+2+AZE",
    "RFF+AVF:ABC123",
    `RFF+SEA:${seat}`,
    `DOC+P:110:111+${document}`,
    "DTM+36:310101",
    "LOC+91+AZE",
  ];
  return envelope(about, "PAXLST", [
    "BGM+745",
    `RFF+TN:TN${about.reference}:::1`,
    "NAD+MS+++DESK",
    `TDT+20+${carrier}${about.number}+++${carrier}`,
    "LOC+125+IST",
    "DTM+189:2611211430:201",
    "LOC+87+GYD",
    "DTM+232:2611211825:201",
    ...person("MUSTERI", "ANAR", "C01234567", "12A"),
    ...person("QONAQ", "ELSEVER", "C07654321", "12B"),
    "CNT+42:2",
  ]);
}

/** The bookings of the same flight: one, of MUSTERI, with a religious meal and a card number that may not be kept. */
export function pushOfBookings(about: About): string {
  return envelope(about, "PNRGOV", [
    "MSG+:22",
    "ORG+J2:GYD",
    `TVL+211126:1430:211126:1825+IST+GYD+J2+${about.number}`,
    "EQN+1",
    "SRC",
    "RCI+J2:ABC123::011026:0900",
    "DAT+700:201126:1200",
    "ORG+J2:GYD+12345678:GYDJ2+GYD+J2:GYD+A+AZ:AZN",
    "TIF+MUSTERI:I+ANAR MR:A:1",
    "SSR+KSML:HK:1:J2:::IST:GYD",
    "TKT+7712345678901:T:1",
    "MON+T:250.00:AZN",
    "FOP+CC::250.00:VI:4111111111111111:1228",
    `TVL+211126:1430:211126:1825+IST+GYD+J2+${about.number}:Y`,
    "RPI+1+HK",
  ]);
}

/** A traveller as an interactive request names them; null: the segment is left out. */
export type Asked = {
  readonly surname: string;
  readonly given: string;
  readonly ref: string | null;
  readonly locator: string | null;
  /** YYMMDD. */
  readonly born: string | null;
  readonly document: string | null;
};

/** An interactive request about J2 <number> on the same day; `type` other than "745" for close-outs, which only name. */
export function interactiveRequest(about: {
  readonly number: number;
  readonly reference: string;
  readonly travellers: readonly Asked[];
  readonly status?: string;
  readonly type?: string;
  readonly closeOut?: boolean;
  readonly tn?: string;
  readonly revision?: string;
  readonly release?: string;
}): string {
  const { number, reference, travellers, status, closeOut = false, release = "05B" } = about;
  const only = <Part>(part: Part | null, segments: (part: Part) => readonly string[]) =>
    part === null ? [] : segments(part);
  const person = (asked: Asked) => [
    `NAD+FL+++${asked.surname}:${asked.given}`,
    ...(closeOut ? [] : ["ATT+2++F", ...only(asked.born, (born) => [`DTM+329:${born}`]), "NAT+2+AZE"]),
    ...only(asked.locator, (locator) => [`RFF+AVF:${locator}`]),
    ...only(asked.ref, (ref) => [`RFF+ABO:${ref}`]),
    ...(closeOut
      ? []
      : only(asked.document, (document) => [`DOC+P:110:111+${document}`, "DTM+36:310101", "LOC+91+AZE"])),
  ];
  const message = [
    `UNH+${reference}+PAXLST:D:${release}:UN:IATA+${reference}+01:F`,
    `BGM+${about.type ?? "745"}${status === undefined ? "" : `+${status}`}`,
    `RFF+TN:${about.tn ?? `TN${reference}`}:::${about.revision ?? "1"}`,
    `TDT+20+J2${number}+++J2`,
    "LOC+125+IST",
    "DTM+189:2611211430:201",
    "LOC+87+GYD",
    "DTM+232:2611211825:201",
    ...travellers.flatMap(person),
    "CNT+42:160",
  ];
  return [
    `UNB+UNOA:4+J2+AZPIU+261121:0730+${reference}`,
    ...message,
    `UNT+${message.length + 1}+${reference}`,
    `UNZ+1+${reference}'`,
  ].join("'");
}
