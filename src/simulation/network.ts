// The network: rotations to and from Azerbaijan, and the onward flights of the hubs. Real routes, plausible numbers.
import { airport, type Airport } from "#vocabulary";
import { carrierOf, type Carrier } from "./carriers.ts";

/** One flight number on one leg, as it flies week after week. Times are minutes after local midnight. */
export type Route = {
  readonly index: number;
  readonly carrier: Carrier;
  readonly number: string;
  readonly from: Airport;
  readonly to: Airport;
  /** ISO weekdays (1 Monday) of the local day of departure. */
  readonly weekdays: ReadonlySet<number>;
  readonly departs: number;
  readonly blockMinutes: number;
  readonly aircraft: string;
  readonly load: number;
  /** Index of the flight back. */
  readonly back: number;
};

/** A flight beyond a hub, daily: out from the hub and back to it. Times are minutes after midnight at each departure. */
export type Beyond = {
  readonly carrier: string;
  readonly hub: Airport;
  readonly to: Airport;
  readonly out: string;
  readonly outDeparts: number;
  readonly back: string;
  readonly backDeparts: number;
  readonly blockMinutes: number;
};

// carrier, number out, number back, from, to, weekdays out, departure, block, departure back (+1: a day later), block, aircraft, load %
const rotations = `
J2 75 76 GYD IST 1234567 08:20 190 11:45 165 32Q 84
J2 77 78 GYD IST 1234567 17:35 190 21:10 165 320 80
J2 93 94 GYD SAW 123467 12:10 185 15:25 160 320 82
J2 83 84 GYD ESB 1357 13:40 165 16:35 145 E90 74
J2 87 88 GYD AYT 12567 09:50 195 13:10 170 320 78
J2 89 90 GYD ADB 26 14:30 205 18:00 185 320 72
J2 11 12 GYD DXB 1234567 22:10 175 02:25+1 175 32Q 83
J2 8223 8224 GYD TBS 1234567 09:15 75 11:20 70 E90 70
J2 8225 8226 GYD TBS 12357 19:05 75 21:10 70 E90 66
J2 15 16 GYD TLV 1247 10:05 230 14:40 200 320 79
J2 7 8 GYD LHR 1357 09:05 350 13:10 330 788 76
J2 67 68 GYD CDG 247 09:30 330 14:05 305 32Q 74
J2 53 54 GYD FRA 36 09:40 310 14:00 285 320 71
J2 39 40 GYD MXP 37 08:55 295 13:05 275 320 76
J2 65 66 GYD DEL 257 23:20 215 05:25+1 235 32Q 75
J2 61 62 GYD BOM 14 22:50 245 05:10+1 260 32Q 70
J2 143 144 GYD ISB 15 23:50 205 05:30+1 215 320 73
J2 145 146 GYD LHE 36 23:30 215 05:20+1 225 320 74
J2 147 148 GYD KHI 24 22:40 225 04:50+1 240 320 72
J2 235 236 GYD JED 25 16:20 215 21:10 210 32Q 82
J2 195 196 GYD ALA 1357 20:40 195 03:10+1 215 320 72
J2 197 198 GYD NQZ 26 21:15 200 03:30+1 215 320 68
J2 191 192 GYD SCO 1246 11:30 60 14:20 60 E90 64
J2 131 132 GYD TAS 1357 21:50 165 03:40+1 180 320 76
J2 805 806 GYD DME 1234567 10:30 185 14:05 180 32Q 81
J2 813 814 GYD VKO 12456 18:10 185 21:45 180 320 78
J2 859 860 GYD LED 246 12:45 225 16:40 220 320 76
J2 167 168 GYD PEK 37 18:30 420 08:30+1 470 789 64
J2 101 102 GYD JFK 4 07:30 760 15:00 690 788 70
J2 117 118 GYD IKA 36 13:30 80 15:50 80 E90 62
J2 277 278 NAJ IST 1357 09:20 140 11:35 135 320 83
J2 8801 8802 NAJ DME 246 08:00 195 12:20 190 320 84
J2 285 286 GNJ IST 246 10:10 165 12:50 150 320 80
J2 8811 8812 GNJ DME 1356 11:20 175 15:10 170 320 85
J2 8813 8814 GNJ VKO 27 15:30 175 19:20 170 320 84
J2 8821 8822 LLK VKO 14 12:20 205 16:30 200 320 79
J2 8823 8824 LLK DME 6 12:40 205 16:50 200 320 80
TK 334 335 IST GYD 1234567 01:20 160 06:05 185 333 82
TK 332 333 IST GYD 1234567 13:25 160 18:10 185 321 85
TK 336 337 IST GYD 1234567 19:40 160 01:10+1 185 333 80
TK 320 321 IST NAJ 123567 13:50 130 18:10 145 321 82
TK 328 329 IST GNJ 1234567 18:30 140 23:05 160 321 84
PC 1560 1561 SAW GYD 1234567 00:40 155 05:15 185 32Q 86
PC 1562 1563 SAW GYD 13567 20:10 155 00:45+1 185 32Q 82
PC 1566 1567 ADB GYD 37 21:20 180 02:20+1 205 32Q 78
VF 257 258 ESB GYD 246 22:50 140 03:10+1 165 73H 77
A9 763 764 TBS GYD 25 15:40 75 18:10 80 E90 61
FZ 707 708 DXB GYD 1234567 07:30 175 11:25 180 7M8 81
FZ 709 710 DXB GYD 12357 15:10 175 19:05 180 7M8 78
G9 301 302 SHJ GYD 1234567 13:55 175 17:50 180 320 84
QR 251 252 DOH GYD 1234567 08:15 185 13:20 190 320 76
QR 253 254 DOH GYD 1357 19:50 185 00:55+1 190 320 70
SU 1852 1853 SVO GYD 1234567 09:50 190 15:10 200 73H 83
SU 1854 1855 SVO GYD 1234567 22:30 190 03:50+1 200 320 80
FV 6843 6844 LED GYD 1357 10:20 225 16:10 235 319 81
U6 271 272 DME GYD 23567 11:40 185 16:50 195 320 83
U6 861 862 SVX GYD 147 08:35 195 11:50 205 320 78
U6 285 286 DME GNJ 36 13:10 175 18:05 180 320 85
UT 801 802 VKO GYD 124567 07:15 185 12:30 195 73H 80
DP 815 816 VKO GYD 1357 14:25 185 19:40 195 738 88
DP 821 822 VKO GNJ 26 09:20 175 14:15 180 738 87
S7 2067 2068 OVB GYD 35 07:40 290 11:40 280 320 70
HY 755 756 TAS GYD 2467 17:25 180 20:35 165 320 72
KC 253 254 ALA GYD 1357 17:10 215 21:00 200 320 74
KC 101 102 NQZ GYD 26 16:40 215 20:30 200 320 66
DV 845 846 SCO GYD 135 09:30 65 11:40 60 73H 68
LO 191 192 WAW GYD 13567 22:35 235 06:40+1 255 7M8 75
LH 612 613 FRA GYD 1234567 21:35 280 06:05+1 305 321 73
W6 2495 2496 BUD GYD 2467 18:50 225 02:45+1 245 32Q 88
CZ 6025 6026 URC GYD 1246 20:40 270 22:55 255 738 71
PK 159 160 LHE GYD 37 11:20 225 15:10 220 320 69
6E 1803 1804 DEL GYD 1346 12:05 240 15:50 225 32Q 77
SV 355 356 JED GYD 247 09:10 210 14:20 215 320 78
XY 255 256 RUH GYD 13567 08:20 185 13:05 190 320 86
J9 301 302 KWI GYD 2357 10:25 150 14:35 155 320 82
GF 281 282 BAH GYD 246 11:15 170 15:40 175 320 68
6H 841 842 TLV GYD 356 07:10 200 13:30 225 320 80
B2 735 736 MSQ GYD 25 22:05 215 04:00+1 220 738 70
IA 461 462 BGW GYD 35 12:30 100 15:55 105 738 74
`;

// carrier, hub, to, number out, departure, number back, departure, block
const onward = `
TK IST LHR 1979 08:05 1980 16:35 245
TK IST JFK 1 07:15 12 20:10 640
TK IST FRA 1587 07:50 1588 12:05 195
TK IST CDG 1821 08:20 1822 13:25 230
TK IST BER 1721 08:40 1722 12:50 180
TK IST VIE 1883 09:05 1884 12:25 150
TK IST MXP 1873 08:30 1874 12:10 175
TK IST FCO 1861 07:55 1862 12:00 165
TK IST ADB 2310 07:00 2311 10:00 75
TK IST AYT 2408 07:30 2409 22:20 80
TK IST CAI 690 21:00 693 02:40 135
TK IST AMM 812 20:30 815 03:15 150
TK IST WAW 1265 08:15 1266 12:15 155
TK IST BUD 1035 08:00 1036 11:50 130
TK IST ALA 350 20:40 351 06:15 320
TK IST TAS 370 21:10 371 05:40 285
TK IST MAD 1857 08:10 1858 13:30 265
LH FRA LHR 900 08:00 901 10:30 95
LH FRA MUC 94 08:15 115 19:00 55
LH FRA BER 174 08:45 195 18:30 70
LH FRA VIE 1234 09:35 1235 18:05 85
LH FRA CDG 1026 09:40 1051 18:20 75
LH FRA JFK 400 10:50 401 15:50 510
LH FRA MXP 248 09:15 253 18:15 75
LH FRA MAD 1110 09:25 1113 17:40 155
QR DOH DEL 570 20:15 571 03:50 230
QR DOH ISB 614 20:05 615 03:30 200
QR DOH LHR 5 19:40 16 21:15 420
QR DOH CAI 1301 20:20 1302 02:10 215
QR DOH JED 1186 18:45 1187 05:00 150
FZ DXB DEL 437 22:40 438 03:10 200
FZ DXB KHI 335 22:15 336 02:30 130
FZ DXB AMM 145 22:05 146 03:00 205
FZ DXB RUH 831 21:50 832 05:40 125
SU SVO LED 14 07:30 27 19:10 90
SU SVO SVX 1404 07:05 1405 04:45 150
SU SVO KZN 1190 08:10 1191 05:40 100
SU SVO OVB 1460 21:30 1461 04:50 245
KC ALA BSZ 109 08:10 110 13:40 55
KC ALA NQZ 852 07:00 853 12:10 105
HY TAS SKD 43 07:00 44 13:30 60
HY TAS DEL 421 06:40 422 11:50 180
LO WAW BER 387 07:30 388 15:50 85
LO WAW LHR 281 07:45 282 17:30 165
LO WAW BUD 531 07:20 532 16:20 85
LO WAW KRK 3905 08:30 3910 17:10 55
SV JED MED 1428 17:40 1429 05:10 70
SV JED CAI 305 18:30 306 03:20 135
CZ URC CAN 6882 08:30 6881 12:10 310
CZ URC PEK 6904 08:05 6903 13:20 235
G9 SHJ KHI 542 22:25 543 06:10 120
G9 SHJ CAI 621 22:35 622 04:30 235
`;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const rowsOf = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split(" "));

function airportOf(code: string): Airport {
  const found = airport(code);
  if (found === undefined) throw new Error(`the simulator flies to ${code}, which is no airport`);
  return found;
}

function buildRoutes(): Route[] {
  const routes: Route[] = [];
  for (const row of rowsOf(rotations)) {
    const [carrier = "", out = "", back = "", from = "", to = "", days = ""] = row;
    const [departs = "", block = "", departsBack = "", blockBack = "", aircraft = "", load = ""] =
      row.slice(6);
    const weekdays = days.split("").map(Number);
    const nextDay = departsBack.endsWith("+1") ? 1 : 0;
    const index = routes.length;
    const shared = { carrier: carrierOf(carrier), aircraft, load: Number(load) / 100 };
    routes.push({
      ...shared,
      index,
      number: out,
      from: airportOf(from),
      to: airportOf(to),
      weekdays: new Set(weekdays),
      departs: minutes(departs),
      blockMinutes: Number(block),
      back: index + 1,
    });
    routes.push({
      ...shared,
      index: index + 1,
      number: back,
      from: airportOf(to),
      to: airportOf(from),
      weekdays: new Set(weekdays.map((day) => ((day - 1 + nextDay) % 7) + 1)),
      departs: minutes(departsBack),
      blockMinutes: Number(blockBack),
      back: index,
    });
  }
  return routes;
}

/** Every route, each with the index of the flight back. */
export const routes: readonly Route[] = buildRoutes();

/** The flights beyond each hub, by carrier and hub. */
export const beyond: ReadonlyMap<string, readonly Beyond[]> = (() => {
  const byHub = new Map<string, Beyond[]>();
  for (const [
    carrier = "",
    hub = "",
    to = "",
    out = "",
    outAt = "",
    back = "",
    backAt = "",
    block = "",
  ] of rowsOf(onward)) {
    const list = byHub.get(carrier + hub) ?? [];
    byHub.set(carrier + hub, list);
    list.push({
      carrier,
      hub: airportOf(hub),
      to: airportOf(to),
      out,
      outDeparts: minutes(outAt),
      back,
      backDeparts: minutes(backAt),
      blockMinutes: Number(block),
    });
  }
  return byHub;
})();

/** Share of a carrier's travellers on a Baku flight who come from or go beyond its hub. */
// prettier-ignore
export const connectingShare: Readonly<Record<string, number>> = {
  TK: 0.5, LH: 0.5, QR: 0.7, FZ: 0.35, SU: 0.25, KC: 0.25, HY: 0.2, LO: 0.45, SV: 0.15, CZ: 0.4, G9: 0.25,
};
