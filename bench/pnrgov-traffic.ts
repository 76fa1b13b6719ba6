// Synthetic PNRGOV traffic for measuring: pushes of 200 PNRs of invented travellers, the same bytes every time.
import { writeInterchange } from "../src/messages/edifact/write.ts";
import type { SegmentToWrite } from "../src/messages/edifact/write.ts";

const BOOKINGS_PER_PUSH = 200;
const BYTES_PER_BOOKING = 1600;
const surnames =
  "SMITH MAMMADOV NGUYEN GARCIA KOWALSKI ALIYEVA TANAKA OKAFOR SCHMIDT HUSEYNOVA ROSSI DUBOIS".split(" ");
const givens = "ANNA JOHN LEYLA MARIA PETER KENAN YUKI CHIDI HANS NIGAR LUCA CLAIRE".split(" ");
const states = "AZE TUR GBR DEU FRA ITA POL JPN NGA VNM ESP GEO".split(" ");
const seatLetters = "A B C D E F".split(" ");
const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const remarks = [
  "PASSENGER ASKED FOR WINDOW SEAT IF POSSIBLE",
  "VGML REQUESTED BY PHONE",
  "AGENCY WILL CALL BACK ABOUT FARE DIFFERENCE",
];

type Next = (limit: number) => number;
type Traveller = { readonly ref: string; readonly surname: string; readonly given: string };

/** A fixed sequence of numbers below `limit` (a linear congruential generator). */
function sequence(seed: number): Next {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}

const pick = <T>(next: Next, list: readonly T[]): T => list[next(list.length)]!;
const digits = (n: number, width: number): string => String(n).padStart(width, "0");

function traveller(next: Next, { ref, surname, given }: Traveller): SegmentToWrite[] {
  const state = pick(next, states);
  const birth = `${digits(next(28) + 1, 2)}${pick(next, months)}${digits(next(60) + 40, 2)}`;
  const expiry = `${digits(next(28) + 1, 2)}${pick(next, months)}${digits(next(9) + 27, 2)}`;
  const docs = `/P/${state}/P${digits(next(100_000_000), 8)}/${state}/${birth}/${pick(next, ["M", "F"])}/${expiry}/${surname}/${given}`;
  const amount = `${next(900) + 100}.00`;
  return [
    ["TIF", [surname, "I"], [`${given} ${pick(next, ["MR", "MRS"])}`, "A", ref]],
    ["FTI", ["J2", digits(next(1_000_000_000), 9)]],
    ["IFT", ["4", "28", "", "J2"], `CTCE ${given}.${surname}//MAIL.EXAMPLE`],
    ["REF", ["", `00${digits(next(1_000_000_000), 12)}`]],
    ["SSR", ["DOCS", "HK", "1", "J2", "", "", "", "", docs]],
    ["TKT", [`771${digits(next(1_000_000_000), 10)}`, "T", "1"]],
    ["MON", ["B", amount, "AZN"], ["T", amount, "AZN"]],
    ["PTK", "NR", "", ["150626", "2200"], "J2", "771", "GYD"],
    ["TXD", "", ["3.10", "", "", "AY6"], ["8.50", "", "", "YQ"]],
    ["DAT", ["710", "010626", "1010"]],
    ["FOP", ["CC", "", amount, "VI", `411111${digits(next(1_000_000), 6)}1111`, "0829"]],
    ["IFT", ["4", "43"], `${given} ${surname}`, "1 EXAMPLE STREET BAKU"],
  ];
}

function flight(next: Next, travellers: readonly Traveller[], leg: number): SegmentToWrite[] {
  const route = leg === 0 ? ["GYD", "IST", "TK", "334"] : ["IST", "FRA", "TK", "1587"];
  const times = leg === 0 ? ["200626", "1230", "200626", "1430"] : ["200626", "1700", "200626", "1930"];
  const [from = "", to = "", carrier = "", number = ""] = route;
  const seats = travellers.map((person) => [`${next(40) + 1}${pick(next, seatLetters)}`, "", person.ref]);
  const segments: SegmentToWrite[] = [
    ["TVL", times, from, to, carrier, [number, "Y"]],
    ["RPI", String(travellers.length), "HK"],
    ["APD", "321"],
    ["SSR", ["SEAT", "HK", String(travellers.length), "TK", "", "", from, to], ...seats],
    ["RCI", ["J2", "LOCATR"]],
    ["DAT", ["2", "200626", "0912"]],
  ];
  for (const [i, person] of travellers.entries()) {
    segments.push(["TRI", "", [`GYD-${next(200) + 1}`, "", "", person.ref]]);
    segments.push(["TIF", [person.surname, "I"], [person.given, "A", person.ref]]);
    segments.push(["SSD", seats[i]?.[0] ?? "", "", "", "", "Y"]);
    if (next(2) === 0) {
      segments.push([
        "TBD",
        "",
        ["1", "23", "700"],
        "",
        ["HP", "1"],
        ["TK", digits(next(1_000_000), 6), "1", to],
      ]);
    }
  }
  return segments;
}

function booking(next: Next, counter: { travellers: number }): SegmentToWrite[] {
  const size = [1, 1, 2, 2, 3, 4][next(6)]!;
  const surname = pick(next, surnames);
  const travellers = Array.from({ length: size }, (_, i) => ({
    ref: String(i + 1),
    surname,
    given: givens[(next(givens.length) + i * 5) % givens.length]!,
  }));
  counter.travellers += size;
  const segments: SegmentToWrite[] = [
    ["SRC"],
    ["RCI", ["J2", `X${digits(next(100_000), 5)}`, "", "010526", "1020"]],
    ["DAT", ["700", "190626", "0559"]],
    ["IFT", ["4", "28", "", "J2"], pick(next, remarks)],
    ["ORG", ["1A", "MUC"], ["32393340", "BAKJ208AA"], "BAK", ["J2", "BAK"], "A", "AZ", "0001AA"],
    ["ADD", "", ["700", "1 EXAMPLE STREET", "BAKU", "", "", "AZ", "AZ1000", "994125550100"]],
  ];
  for (const person of travellers) segments.push(...traveller(next, person));
  for (let leg = 0; leg <= next(2); leg++) segments.push(...flight(next, travellers, leg));
  if (next(4) === 0) {
    segments.push(["ABI", "4", ["05FD28", "GS"], "BAK", "", "J2"], ["DAT", ["T", "020526", "1010"]]);
    segments.push(["SAC", "", "", "A"], ["TVL", ["200626"], "GYD", "IST", "TK", "334"], ["RPI", "1", "HK"]);
  }
  segments.push(["LTS", `0/O/NM/${surname}/${travellers[0]!.given}`]);
  segments.push(["LTS", "14/Z/BAKRMJ2 210921 CR-BAK RM J2 21MAY0921Z"]);
  return segments;
}

export type Traffic = { readonly bytes: Buffer; readonly travellers: number; readonly bookings: number };

/** About `size` bytes of PNRGOV interchanges, each a full push of 200 PNRs with PNRs of one to four travellers. */
export function pnrgovTraffic(size: number): Traffic {
  const pushes: string[] = [];
  const counter = { travellers: 0 };
  let bytes = 0;
  let bookings = 0;
  for (let push = 1; bytes < size; push++) {
    const next = sequence(push);
    const wanted = Math.min(BOOKINGS_PER_PUSH, Math.max(1, Math.round((size - bytes) / BYTES_PER_BOOKING)));
    const text = writeInterchange({
      syntax: ["IATA", "1"],
      sender: "J2",
      recipient: "AZPIU",
      preparedAt: ["260619", "1230"],
      reference: digits(push, 10),
      messages: [
        {
          reference: "1",
          type: ["PNRGOV", "13", "1", "IA"],
          accessReference: "200626/1230/TK/334",
          segments: [
            ["MSG", ["", "22"]],
            ["ORG", ["J2", "GYD"]],
            ["TVL", ["200626", "1230", "200626", "1430"], "GYD", "IST", "TK", "334"],
            ["EQN", String(wanted)],
            ...Array.from({ length: wanted }, () => booking(next, counter)).flat(),
          ],
        },
      ],
    });
    bookings += wanted;
    pushes.push(text);
    bytes += text.length;
  }
  return { bytes: Buffer.from(pushes.join(""), "latin1"), travellers: counter.travellers, bookings };
}
