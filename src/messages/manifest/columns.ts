// The columns of the manifest table: machine names, what may stand in them, and how the template explains them.

/** `voyage`: said once for the whole list. `person`: of the person, or of one document. */
export type Column = {
  readonly name: string;
  readonly about: "voyage" | "person";
  /** Without it the list cannot be taken. */
  readonly needed?: true;
  /** What is written otherwise is reported. */
  readonly values?: readonly string[];
  /** How a number of a workbook is meant. */
  readonly date?: "day" | "moment";
  /** Read and not kept: no element of the law admits it. */
  readonly dropped?: true;
  readonly width: number;
  readonly en: string;
  readonly az: string;
};

export const MODES = ["AIR", "SEA", "RAIL", "BUS", "CAR"] as const;
export type Mode = (typeof MODES)[number];

const place = "IATA or ICAO code, UN/LOCODE (AZBAK), or the name with its State in brackets: Astara (IR)";
const placeAz =
  "IATA və ya ICAO kodu, UN/LOCODE (AZBAK) və ya mötərizədə dövləti göstərilmiş ad: Astara (IR)";
const state = "State, three letters: AZE";
const stateAz = "Dövlət, üç hərf: AZE";
const notKept = "Not needed: not kept";
const notKeptAz = "Lazım deyil: saxlanılmır";
const day = "YYYY-MM-DD";
const moment = "Local time there: YYYY-MM-DD HH:MM";
const momentAz = "Yerli vaxt: İİİİ-AA-GG SS:DD";
const dayAz = "İİİİ-AA-GG";

/** In the order of the template (transport.md §13). */
export const COLUMNS: readonly Column[] = [
  {
    name: "mode",
    about: "voyage",
    needed: true,
    values: MODES,
    width: 8,
    en: "Means of transport",
    az: "Nəqliyyat növü",
  },
  {
    name: "service_no",
    about: "voyage",
    width: 12,
    en: "Flight, voyage, train or line number",
    az: "Reys, səfər, qatar və ya xətt nömrəsi",
  },
  {
    name: "carrier_code",
    about: "voyage",
    width: 13,
    en: "Code of the carrier; empty for private aircraft and cars",
    az: "Daşıyıcının kodu; şəxsi təyyarə və avtomobil üçün boş",
  },
  {
    name: "dep_place",
    about: "voyage",
    needed: true,
    width: 16,
    en: `Departure. ${place}`,
    az: `Yola düşmə yeri. ${placeAz}`,
  },
  { name: "dep_time", about: "voyage", date: "moment", width: 17, en: moment, az: momentAz },
  {
    name: "arr_place",
    about: "voyage",
    needed: true,
    width: 16,
    en: `Arrival. ${place}`,
    az: `Çatma yeri. ${placeAz}`,
  },
  { name: "arr_time", about: "voyage", date: "moment", width: 17, en: moment, az: momentAz },
  {
    name: "border_point",
    about: "voyage",
    width: 16,
    en: "Border crossing point",
    az: "Sərhəd buraxılış məntəqəsi",
  },
  {
    name: "vehicle_id",
    about: "voyage",
    width: 14,
    en: "Registration, number plate or IMO number",
    az: "Qeydiyyat nişanı, dövlət nömrəsi və ya IMO nömrəsi",
  },
  {
    name: "list_type",
    about: "voyage",
    values: ["PAX", "CREW"],
    width: 10,
    en: "Passengers or crew",
    az: "Sərnişinlər və ya ekipaj",
  },
  {
    name: "person_no",
    about: "person",
    width: 10,
    en: "Number of the person; one row for each further document",
    az: "Şəxsin nömrəsi; hər əlavə sənəd üçün bir sətir",
  },
  {
    name: "role",
    about: "person",
    width: 12,
    en: "PASSENGER, CREW, PILOT, DRIVER …",
    az: "PASSENGER, CREW, PILOT, DRIVER …",
  },
  {
    name: "surname",
    about: "person",
    needed: true,
    width: 20,
    en: "As in the document",
    az: "Sənəddə olduğu kimi",
  },
  { name: "given", about: "person", width: 20, en: "As in the document", az: "Sənəddə olduğu kimi" },
  { name: "other_names", about: "person", width: 16, en: "Further given names", az: "Digər adlar" },
  { name: "sex", about: "person", values: ["M", "F", "X"], width: 6, en: "M, F or X", az: "M, F və ya X" },
  { name: "birth_date", about: "person", date: "day", width: 12, en: day, az: dayAz },
  { name: "birth_place", about: "person", dropped: true, width: 16, en: notKept, az: notKeptAz },
  { name: "birth_country", about: "person", dropped: true, width: 8, en: notKept, az: notKeptAz },
  { name: "nationality", about: "person", width: 11, en: state, az: stateAz },
  {
    name: "doc_type",
    about: "person",
    width: 9,
    en: "P passport, I identity card, …",
    az: "P pasport, I şəxsiyyət vəsiqəsi, …",
  },
  { name: "doc_no", about: "person", width: 14, en: "Number of the document", az: "Sənədin nömrəsi" },
  { name: "doc_issuer", about: "person", width: 10, en: state, az: stateAz },
  { name: "doc_expiry", about: "person", date: "day", width: 12, en: day, az: dayAz },
  { name: "visa_no", about: "person", width: 14, en: "Number of the visa", az: "Vizanın nömrəsi" },
  { name: "residence_country", about: "person", dropped: true, width: 10, en: notKept, az: notKeptAz },
  { name: "address", about: "person", width: 24, en: "Address of stay", az: "Qalacağı ünvan" },
  {
    name: "board_place",
    about: "person",
    width: 14,
    en: `Where the person boards, if elsewhere. ${place}`,
    az: `Başqa yerdirsə, mindiyi yer. ${placeAz}`,
  },
  {
    name: "alight_place",
    about: "person",
    width: 14,
    en: `Where the person leaves, if elsewhere. ${place}`,
    az: `Başqa yerdirsə, düşdüyü yer. ${placeAz}`,
  },
  { name: "seat", about: "person", width: 7, en: "Seat, berth or cabin", az: "Oturacaq, yer və ya kayut" },
  { name: "booking_ref", about: "person", width: 12, en: "Booking reference", az: "Bron nömrəsi" },
  {
    name: "phone",
    about: "person",
    dropped: true,
    width: 14,
    en: notKept,
    az: notKeptAz,
  },
  {
    name: "email",
    about: "person",
    dropped: true,
    width: 18,
    en: notKept,
    az: notKeptAz,
  },
  { name: "bags", about: "person", width: 6, en: "Number of bags", az: "Baqajın sayı" },
  {
    name: "remarks",
    about: "person",
    dropped: true,
    width: 18,
    en: notKept,
    az: notKeptAz,
  },
];

export const columnByName: ReadonlyMap<string, Column> = new Map(
  COLUMNS.map((column) => [column.name, column]),
);

/** A header cell as a machine name: any case, blanks and hyphens for underlines. */
export function machineName(sent: string): string {
  return sent
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/** The column in which a report says what is wrong with a row; when a report is sent again it is no unknown one. */
export const RESULT_COLUMN = "result";
