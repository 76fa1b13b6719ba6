// What travellers of each State carry and give: documents, calling code, cities and streets, as a table.
import type { NamingId } from "./names/naming.ts";

/**
 * `code` as travel documents have it (Germany is D). Number patterns: `#` digit, `@` letter, `%` German serial character,
 * all else as it stands. `mobile` is the calling code and a prefix after which a subscriber number of zeros and four digits
 * follows, which no operator assigns.
 */
export type State = {
  readonly code: string;
  readonly alpha2: string;
  readonly naming: readonly NamingId[];
  readonly passport: string;
  readonly passportYears: number;
  /** Pattern of the national identity card where its holders may enter Azerbaijan or leave it with one. */
  readonly card?: string;
  readonly mobile: string;
  readonly currency: string;
  readonly cities: readonly (readonly [city: string, postcode: string])[];
  readonly streets: readonly string[];
};

const cities = (text: string): readonly (readonly [string, string])[] =>
  text.split(",").map((pair) => {
    const [city = "", postcode = ""] = pair.split(":");
    return [city.trim(), postcode.trim()] as const;
  });
const streets = (text: string): readonly string[] => text.split(",").map((street) => street.trim());

type Row = Omit<State, "cities" | "streets" | "naming"> & { naming: string; cities: string; streets: string };

// prettier-ignore
const rows: readonly Row[] = [
  {
    code: "AZE", alpha2: "AZ", naming: "az", passport: "C########", passportYears: 10, mobile: "99450", currency: "AZN",
    cities: "BAKU:AZ1000,GANJA:AZ2000,SUMGAIT:AZ5000,NAKHCHIVAN:AZ7000,LANKARAN:AZ4200,MINGACHEVIR:AZ4500,SHAKI:AZ5500",
    streets: "NIZAMI,HUSEYN JAVID,AHMAD RAJABLI,TBILISI AVENUE,SHARIFZADE,BAKIKHANOV,INSHAATCHILAR,DILARA ALIYEVA",
  },
  {
    code: "RUS", alpha2: "RU", naming: "ru", passport: "7########", passportYears: 10, mobile: "7900", currency: "RUB",
    cities: "MOSCOW:101000,SAINT PETERSBURG:190000,EKATERINBURG:620000,KAZAN:420000,NOVOSIBIRSK:630000,SAMARA:443000",
    streets: "LENINA,SADOVAYA,MIRA,GAGARINA,PUSHKINA,NABEREZHNAYA,SOVETSKAYA,MOLODEZHNAYA",
  },
  {
    code: "TUR", alpha2: "TR", naming: "tr", passport: "U########", passportYears: 10, card: "A##@#####", mobile: "90500",
    currency: "TRY", cities: "ISTANBUL:34000,ANKARA:06000,IZMIR:35000,ANTALYA:07000,BURSA:16000,IGDIR:76000,KARS:36000",
    streets: "ATATURK CADDESI,CUMHURIYET CADDESI,INONU SOKAK,GUL SOKAK,BAHAR SOKAK,LALE SOKAK,MENEKSE SOKAK",
  },
  {
    code: "GEO", alpha2: "GE", naming: "ge", passport: "##@@#####", passportYears: 10, card: "##@@#####", mobile: "995500",
    currency: "GEL", cities: "TBILISI:0100,BATUMI:6000,KUTAISI:4600,RUSTAVI:3700,MARNEULI:3000",
    streets: "RUSTAVELI AVENUE,AGHMASHENEBELI AVENUE,CHAVCHAVADZE AVENUE,PEKINI STREET,VAZHA PSHAVELA AVENUE",
  },
  {
    code: "IRN", alpha2: "IR", naming: "ir", passport: "@########", passportYears: 5, mobile: "98900", currency: "IRR",
    cities: "TEHRAN:11369,TABRIZ:51368,ARDABIL:56131,URMIA:57139,ISFAHAN:81369,RASHT:41369",
    streets: "VALIASR STREET,AZADI STREET,IMAM STREET,SHARIATI STREET,FERDOWSI STREET",
  },
  {
    code: "SAU", alpha2: "SA", naming: "ar", passport: "@######", passportYears: 10, mobile: "96650", currency: "SAR",
    cities: "RIYADH:11564,JEDDAH:21442,DAMMAM:31411,MEDINA:42311", streets: "OLAYA STREET,KING FAHD ROAD,PALESTINE STREET",
  },
  {
    code: "ARE", alpha2: "AE", naming: "ar", passport: "@########", passportYears: 5, mobile: "97150", currency: "AED",
    cities: "DUBAI:00000,ABU DHABI:00000,SHARJAH:00000", streets: "AL WASL ROAD,CORNICHE ROAD,AL KHAN STREET",
  },
  {
    code: "KWT", alpha2: "KW", naming: "ar", passport: "P########", passportYears: 10, mobile: "965500", currency: "KWD",
    cities: "KUWAIT CITY:13001,SALMIYA:22001", streets: "GULF ROAD,SALEM AL MUBARAK STREET",
  },
  {
    code: "QAT", alpha2: "QA", naming: "ar", passport: "########", passportYears: 5, mobile: "974500", currency: "QAR",
    cities: "DOHA:00000,AL RAYYAN:00000", streets: "AL SADD STREET,SALWA ROAD",
  },
  {
    code: "BHR", alpha2: "BH", naming: "ar", passport: "#######", passportYears: 10, mobile: "973300", currency: "BHD",
    cities: "MANAMA:317,MUHARRAQ:210", streets: "EXHIBITION AVENUE,BUDAIYA HIGHWAY",
  },
  {
    code: "IRQ", alpha2: "IQ", naming: "ar", passport: "A########", passportYears: 8, mobile: "964700", currency: "IQD",
    cities: "BAGHDAD:10001,BASRA:61001,ERBIL:44001", streets: "AL RASHEED STREET,AL KINDI STREET",
  },
  {
    code: "JOR", alpha2: "JO", naming: "ar", passport: "@######", passportYears: 5, mobile: "962700", currency: "JOD",
    cities: "AMMAN:11110,IRBID:21110", streets: "RAINBOW STREET,MECCA STREET",
  },
  {
    code: "EGY", alpha2: "EG", naming: "ar", passport: "A########", passportYears: 7, mobile: "20100", currency: "EGP",
    cities: "CAIRO:11511,ALEXANDRIA:21500", streets: "TAHRIR STREET,PYRAMIDS ROAD,CORNICHE",
  },
  {
    code: "IND", alpha2: "IN", naming: "in", passport: "@#######", passportYears: 10, mobile: "91900", currency: "INR",
    cities: "DELHI:110001,MUMBAI:400001,PUNE:411001,AHMEDABAD:380001,BENGALURU:560001",
    streets: "MG ROAD,NEHRU PLACE,LINK ROAD,STATION ROAD,GANDHI NAGAR",
  },
  {
    code: "PAK", alpha2: "PK", naming: "pk", passport: "@@#######", passportYears: 10, mobile: "92300", currency: "PKR",
    cities: "ISLAMABAD:44000,LAHORE:54000,KARACHI:74000,RAWALPINDI:46000", streets: "MALL ROAD,JINNAH AVENUE,GARDEN ROAD",
  },
  {
    code: "GBR", alpha2: "GB", naming: "en,en,en,in,pk", passport: "#########", passportYears: 10, mobile: "447700900",
    currency: "GBP", cities: "LONDON:W1A 1AA,MANCHESTER:M1 1AA,ABERDEEN:AB10 1AA,LEEDS:LS1 1AA,BRISTOL:BS1 1AA",
    streets: "HIGH STREET,STATION ROAD,CHURCH LANE,VICTORIA ROAD,GREEN LANE,PARK AVENUE",
  },
  {
    code: "USA", alpha2: "US", naming: "en,en,en,az,ru", passport: "@########", passportYears: 10, mobile: "1202555",
    currency: "USD", cities: "NEW YORK:10001,HOUSTON:77001,CHICAGO:60601,LOS ANGELES:90001", streets: "MAIN STREET,OAK AVENUE,2ND STREET",
  },
  {
    code: "D", alpha2: "DE", naming: "de,de,de,de,tr,ru", passport: "C%%%%%%%%", passportYears: 10, mobile: "49150",
    currency: "EUR", cities: "FRANKFURT:60311,BERLIN:10115,HAMBURG:20095,KOELN:50667,MUENCHEN:80331",
    streets: "HAUPTSTRASSE,BAHNHOFSTRASSE,GARTENWEG,SCHULSTRASSE,LINDENALLEE",
  },
  {
    code: "AUT", alpha2: "AT", naming: "de", passport: "U#######", passportYears: 10, mobile: "43650", currency: "EUR",
    cities: "WIEN:1010,GRAZ:8010,LINZ:4020", streets: "HAUPTPLATZ,BAHNGASSE,FELDWEG",
  },
  {
    code: "FRA", alpha2: "FR", naming: "fr", passport: "##@@#####", passportYears: 10, mobile: "33600", currency: "EUR",
    cities: "PARIS:75001,LYON:69001,STRASBOURG:67000,NICE:06000", streets: "RUE DE LA PAIX,RUE VICTOR HUGO,AVENUE FOCH,RUE DU MOULIN",
  },
  {
    code: "ITA", alpha2: "IT", naming: "it", passport: "Y@#######", passportYears: 10, mobile: "39300", currency: "EUR",
    cities: "MILANO:20121,ROMA:00118,TORINO:10121,BARI:70121", streets: "VIA ROMA,VIA GARIBALDI,CORSO ITALIA,VIA DANTE",
  },
  {
    code: "ESP", alpha2: "ES", naming: "es", passport: "@@@######", passportYears: 10, mobile: "34600", currency: "EUR",
    cities: "MADRID:28001,BARCELONA:08001,VALENCIA:46001", streets: "CALLE MAYOR,CALLE REAL,AVENIDA DE LA PAZ",
  },
  {
    code: "POL", alpha2: "PL", naming: "pl", passport: "@@#######", passportYears: 10, mobile: "48500", currency: "PLN",
    cities: "WARSZAWA:00-001,KRAKOW:30-001,GDANSK:80-001", streets: "DLUGA,POLNA,LESNA,SLONECZNA",
  },
  {
    code: "HUN", alpha2: "HU", naming: "hu", passport: "B@#######", passportYears: 10, mobile: "36200", currency: "HUF",
    cities: "BUDAPEST:1011,DEBRECEN:4024,SZEGED:6720", streets: "FO UTCA,KOSSUTH UTCA,PETOFI UTCA",
  },
  {
    code: "KAZ", alpha2: "KZ", naming: "kz,kz,kz,ru", passport: "N########", passportYears: 10, mobile: "7700", currency: "KZT",
    cities: "ALMATY:050000,ASTANA:010000,AKTAU:130000,ATYRAU:060000", streets: "ABAI AVENUE,DOSTYK AVENUE,SATPAYEV STREET,TOLE BI",
  },
  {
    code: "UZB", alpha2: "UZ", naming: "uz", passport: "F@#######", passportYears: 10, mobile: "998900", currency: "UZS",
    cities: "TASHKENT:100000,SAMARKAND:140100,BUKHARA:200100", streets: "NAVOI STREET,AMIR TEMUR AVENUE,MUSTAQILLIK STREET",
  },
  {
    code: "KGZ", alpha2: "KG", naming: "kz,uz", passport: "PE#######", passportYears: 10, mobile: "996500", currency: "KGS",
    cities: "BISHKEK:720000,OSH:723500", streets: "CHUY AVENUE,MANAS AVENUE",
  },
  {
    code: "TKM", alpha2: "TM", naming: "uz", passport: "A#######", passportYears: 10, mobile: "993600", currency: "TMT",
    cities: "ASHGABAT:744000,TURKMENBASHI:745000", streets: "GARASHSYZLYK AVENUE,BITARAP STREET",
  },
  {
    code: "UKR", alpha2: "UA", naming: "uk,uk,ru", passport: "F@######", passportYears: 10, mobile: "380500", currency: "UAH",
    cities: "KYIV:01001,ODESA:65000,LVIV:79000,KHARKIV:61000", streets: "SHEVCHENKA,LESI UKRAINKY,SADOVA,KOSMICHNA",
  },
  {
    code: "BLR", alpha2: "BY", naming: "ru", passport: "MP#######", passportYears: 10, mobile: "37529000", currency: "BYN",
    cities: "MINSK:220000,GOMEL:246000,BREST:224000", streets: "NEZAVISIMOSTI AVENUE,SADOVAYA,POBEDY",
  },
  {
    code: "ISR", alpha2: "IL", naming: "il", passport: "########", passportYears: 10, mobile: "97250", currency: "ILS",
    cities: "TEL AVIV:6100000,HAIFA:3100000,JERUSALEM:9100000,ASHDOD:7700000", streets: "HERZL STREET,DIZENGOFF STREET,BIALIK STREET",
  },
  {
    code: "CHN", alpha2: "CN", naming: "cn", passport: "E@#######", passportYears: 10, mobile: "86130", currency: "CNY",
    cities: "URUMQI:830000,BEIJING:100000,GUANGZHOU:510000,CHENGDU:610000", streets: "RENMIN ROAD,ZHONGSHAN ROAD,JIEFANG ROAD",
  },
  {
    code: "RKS", alpha2: "XK", naming: "tr", passport: "P########", passportYears: 10, mobile: "38344", currency: "EUR",
    cities: "PRISTINA:10000,PRIZREN:20000", streets: "DARDANIA,ULPIANA",
  },
];

const states: ReadonlyMap<string, State> = new Map(
  rows.map((row) => [
    row.code,
    {
      ...row,
      naming: row.naming.split(",").filter((id): id is NamingId => id !== ""),
      cities: cities(row.cities),
      streets: streets(row.streets),
    },
  ]),
);

/** The State of a travel document code; a code the table lacks is a defect of the simulator's own tables. */
export function stateOf(code: string): State {
  const state = states.get(code);
  if (state === undefined) throw new Error(`the simulator has no State ${code}`);
  return state;
}

// prettier-ignore
const nationalityByCountry: Readonly<Record<string, readonly (readonly [code: string, weight: number])[]>> = {
  AZ: [["AZE", 82], ["RUS", 4], ["TUR", 4], ["GEO", 2], ["IND", 2], ["IRN", 1], ["PAK", 1], ["GBR", 1], ["UKR", 1], ["KAZ", 1], ["ISR", 1]],
  TR: [["TUR", 56], ["AZE", 26], ["RUS", 4], ["D", 3], ["IRN", 2], ["UZB", 2], ["KAZ", 2], ["UKR", 1], ["GEO", 1], ["IRQ", 1], ["GBR", 1], ["RKS", 1]],
  RU: [["RUS", 42], ["AZE", 46], ["UZB", 3], ["KAZ", 2], ["BLR", 2], ["GEO", 2], ["UKR", 2], ["KGZ", 1]],
  GE: [["GEO", 56], ["AZE", 26], ["RUS", 6], ["TUR", 3], ["ISR", 3], ["GBR", 2], ["D", 2], ["USA", 2]],
  AE: [["IND", 30], ["ARE", 14], ["PAK", 13], ["AZE", 13], ["GBR", 7], ["RUS", 6], ["JOR", 4], ["EGY", 4], ["IRN", 3], ["KAZ", 2], ["FRA", 2], ["USA", 2]],
  SA: [["SAU", 76], ["PAK", 6], ["IND", 6], ["AZE", 5], ["JOR", 3], ["EGY", 4]],
  QA: [["QAT", 28], ["IND", 30], ["PAK", 10], ["AZE", 10], ["GBR", 6], ["EGY", 6], ["JOR", 5], ["USA", 5]],
  KW: [["KWT", 70], ["IND", 12], ["EGY", 8], ["AZE", 4], ["JOR", 6]],
  BH: [["BHR", 66], ["IND", 14], ["SAU", 10], ["AZE", 4], ["GBR", 6]],
  IQ: [["IRQ", 92], ["AZE", 6], ["TUR", 2]],
  IL: [["ISR", 86], ["AZE", 6], ["RUS", 4], ["USA", 4]],
  IN: [["IND", 93], ["GBR", 2], ["USA", 2], ["AZE", 3]],
  PK: [["PAK", 93], ["GBR", 4], ["AZE", 3]],
  IR: [["IRN", 86], ["AZE", 12], ["TUR", 2]],
  KZ: [["KAZ", 70], ["AZE", 14], ["RUS", 8], ["UZB", 4], ["TUR", 2], ["KGZ", 2]],
  UZ: [["UZB", 80], ["AZE", 8], ["RUS", 5], ["KAZ", 3], ["TUR", 2], ["TKM", 2]],
  KG: [["KGZ", 84], ["KAZ", 6], ["RUS", 5], ["AZE", 5]],
  DE: [["D", 55], ["AZE", 18], ["TUR", 9], ["RUS", 4], ["UKR", 4], ["POL", 3], ["IND", 4], ["AUT", 3]],
  AT: [["AUT", 60], ["D", 12], ["AZE", 14], ["TUR", 8], ["HUN", 6]],
  FR: [["FRA", 70], ["AZE", 16], ["TUR", 5], ["ITA", 4], ["GBR", 5]],
  GB: [["GBR", 66], ["AZE", 16], ["IND", 6], ["PAK", 4], ["TUR", 4], ["USA", 4]],
  IT: [["ITA", 76], ["AZE", 14], ["FRA", 4], ["USA", 6]],
  ES: [["ESP", 78], ["AZE", 8], ["UKR", 7], ["RUS", 7]],
  PL: [["POL", 62], ["AZE", 12], ["UKR", 18], ["BLR", 8]],
  HU: [["HUN", 62], ["AZE", 18], ["UKR", 8], ["AUT", 6], ["D", 6]],
  CN: [["CHN", 88], ["AZE", 8], ["KAZ", 4]],
  US: [["USA", 68], ["AZE", 18], ["ISR", 6], ["RUS", 8]],
  BY: [["BLR", 74], ["AZE", 18], ["RUS", 8]],
  EG: [["EGY", 88], ["AZE", 8], ["GBR", 4]],
  JO: [["JOR", 88], ["AZE", 6], ["IRQ", 6]],
};

/** Who sets out from a country (alpha-2) on a journey that touches Azerbaijan: nationality codes by weight. */
export function nationalitiesSettingOutFrom(
  country: string,
): readonly (readonly [code: string, weight: number])[] {
  const list = nationalityByCountry[country];
  if (list === undefined) throw new Error(`the simulator has no travellers from ${country}`);
  return list;
}

/** The travel document code of the State of a country (alpha-2) that has travellers in the simulator. */
export function homeStateOf(country: string): State {
  const found = [...states.values()].find((state) => state.alpha2 === country);
  if (found === undefined) throw new Error(`the simulator has no State for ${country}`);
  return found;
}
