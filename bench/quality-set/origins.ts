// Invented people of many origins, each with the name its bearer writes and the name of the travel document.
import { allLocales, type LocaleDefinition } from "@faker-js/faker";
import type { Random } from "../../src/simulation/random.ts";
import {
  givenNameOf,
  patronymicOf,
  surnameOf,
  type NamingId,
  type Sex,
} from "../../src/simulation/names/naming.ts";
import { azerbaijaniInCyrillic, travelForm } from "../../src/simulation/names/travel-form.ts";
import { spelledIn, type Letters } from "./letters.ts";

/** Of `native` and `travel` the words are the same, in the same order. `script`: the native script where names have one. */
export type Name = { readonly native: string; readonly travel: string };

export type Person = {
  readonly origin: string;
  readonly sex: Sex;
  readonly surname: Name;
  readonly given: Name;
  /** The father's name as the origin writes it with a name, null where it does not. */
  readonly patronymic: Name | null;
  readonly birthDate: string;
  readonly nationality: string;
  readonly document: string;
};

type Origin = {
  readonly id: string;
  /** How many of a hundred listed people. */
  readonly listed: number;
  /** How many of a hundred ordinary travellers. */
  readonly ordinary: number;
  readonly nationalities: readonly string[];
  readonly name: (random: Random, sex: Sex) => { surname: Name; given: Name; patronymic: Name | null };
};

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const plain = (text: string): Name => ({
  native: text,
  travel: travelForm(text, "latin").replaceAll("-", " "),
});

/** Names as the simulator makes them. */
function simulated(id: NamingId, fathers: number): Origin["name"] {
  return (random, sex) => {
    const surname = surnameOf(id, random)[sex];
    const given = givenNameOf(id, sex, random);
    const father = random.chance(fathers) ? patronymicOf(id, givenNameOf(id, "M", random), sex) : undefined;
    const cyrillic = id === "az" && random.chance(0.25);
    const of = (name: Name): Name =>
      cyrillic ? { native: azerbaijaniInCyrillic(name.native), travel: name.travel } : name;
    return { surname: of(surname), given: of(given), patronymic: father === undefined ? null : of(father) };
  };
}

const people = (locale: LocaleDefinition): { men: string[]; women: string[]; family: string[] } => {
  const { first_name: first, last_name: last } = locale.person ?? {};
  const clean = (names: readonly string[] | undefined): string[] =>
    (names ?? []).filter((name) => /^[\p{L}'’-]{3,24}$/u.test(name));
  return {
    men: clean(first?.male ?? first?.generic),
    women: clean(first?.female ?? first?.generic),
    family: clean(last?.generic ?? last?.male),
  };
};

/** Names of the name package, in Latin letters. */
function packaged(locale: LocaleDefinition): Origin["name"] {
  const { men, women, family } = people(locale);
  return (random, sex) => ({
    surname: plain(random.pick(family)),
    given: plain(random.pick(sex === "M" ? men : women)),
    patronymic: null,
  });
}

/** Names in a script of their own, spelt in Latin letters by a table. */
function scripted(letters: Letters, men: string, women: string, family: string): Origin["name"] {
  const name = (text: string): Name => ({ native: spelledIn(letters, text), travel: text.toUpperCase() });
  return (random, sex) => ({
    surname: name(random.pick(words(family))),
    given: name(random.pick(words(sex === "M" ? men : women))),
    patronymic: null,
  });
}

const given = (random: Random, syllables: readonly string[]): Name => {
  const first = random.pick(syllables);
  const joined = `${first}${random.pick(syllables).toLowerCase()}`;
  return plain(random.chance(0.8) ? joined : first);
};

const KOREAN = words("Kim Ri Pak Choe Jong Kang Jo Yun Jang Rim O Han Sin So Kwon Hwang An Song Ryu Hong");
const KOREAN_SYLLABLES = words(
  "Chol Yong Song Il Jin Ho Su Hyok Kwang Myong Un Nam Hui Ok Sun Gyong Ryong Tae",
);
const VIETNAMESE = words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý");
const VIETNAMESE_GIVEN = words(
  "Minh_Đức Thị_Hương Văn_Hùng Quốc_Bảo Thị_Lan Anh_Tuấn Ngọc_Ánh Thanh_Tùng Hữu_Phước Kim_Chi",
).map((name) => name.replace("_", " "));
const SOMALI = words(
  "Abdi Warsame Farah Nur Jama Hersi Guled Osman Shire Aden Egal Barre Dualeh Samatar Elmi Roble Ahmed Mohamud Hassan Yusuf",
);
const NIGERIAN_MEN = words(
  "Chukwuemeka Oluwaseun Babatunde Ibrahim Emeka Tunde Kelechi Adebayo Musa Obinna Segun Uche",
);
const NIGERIAN_WOMEN = words("Ngozi Folake Aisha Chioma Yetunde Amina Ifeoma Bisi Zainab Adaeze Halima");
const NIGERIAN = words(
  "Okafor Adeyemi Balogun Eze Okonkwo Abubakar Adebisi Nwosu Bello Ogunleye Danjuma Lawal Obi",
);
const ARMENIAN_MEN =
  "Armen Tigran Hakob Gevorg Karen Vahagn Aram Levon Sargis Hrant Suren Grigor Narek Ashot Mher Gagik";
const ARMENIAN_WOMEN = "Anahit Lusine Ani Mariam Nare Karine Gayane Hasmik Armine Siranush Naira Tatevik";
const ARMENIAN =
  "Petrosyan Hakobyan Sargsyan Grigoryan Harutyunyan Khachatryan Hovhannisyan Poghosyan Karapetyan Baghdasaryan Ghazaryan Manukyan Avagyan Galstyan Chobanyan";
const GEORGIAN_MEN =
  "Giorgi Levan Zurab Irakli Vakhtang Tamaz Archil Shota Mamuka Guram Paata Otar Besik Gocha";
const GEORGIAN_WOMEN = "Nino Tamar Ketevan Natia Salome Khatuna Manana Rusudan Teona Eka Lela";
const GEORGIAN =
  "Beridze Kapanadze Gelashvili Tsiklauri Kvaratskhelia Chkheidze Dzhikia Tsereteli Lortkipanidze Mchedlishvili Zhvania Gabunia Kvirkvelia Papiashvili Shengelia";
const GREEK_MEN = "Nikolaos Georgios Dimitrios Christos Panagiotis Vasileios Spyridon Theodoros Evangelos";
const GREEK_WOMEN = "Eleni Aikaterini Vasiliki Sofia Angeliki Despoina Paraskevi";
const GREEK =
  "Papadopoulos Nikolaidis Georgiou Antoniou Vlachos Karagiannis Oikonomou Samaras Theodorakis Kyriakidis";

const locales = allLocales;

/** Origins of the set. Shares differ between the list and the traffic, as they do in service. */
export const ORIGINS: readonly Origin[] = [
  { id: "az", listed: 16, ordinary: 34, nationalities: ["AZE"], name: simulated("az", 0.5) },
  { id: "ru", listed: 8, ordinary: 9, nationalities: ["RUS", "KAZ"], name: simulated("ru", 0.6) },
  { id: "uk", listed: 4, ordinary: 3, nationalities: ["UKR"], name: simulated("uk", 0) },
  { id: "tr", listed: 6, ordinary: 10, nationalities: ["TUR"], name: simulated("tr", 0) },
  {
    id: "ge",
    listed: 4,
    ordinary: 4,
    nationalities: ["GEO"],
    name: scripted("georgian", GEORGIAN_MEN, GEORGIAN_WOMEN, GEORGIAN),
  },
  {
    id: "am",
    listed: 3,
    ordinary: 1,
    nationalities: ["ARM", "RUS"],
    name: scripted("armenian", ARMENIAN_MEN, ARMENIAN_WOMEN, ARMENIAN),
  },
  { id: "ir", listed: 8, ordinary: 6, nationalities: ["IRN", "AFG"], name: simulated("ir", 0) },
  {
    id: "ar",
    listed: 10,
    ordinary: 5,
    nationalities: ["IRQ", "SYR", "SAU", "EGY"],
    name: simulated("ar", 0),
  },
  { id: "kz", listed: 2, ordinary: 3, nationalities: ["KAZ"], name: simulated("kz", 0) },
  { id: "uz", listed: 2, ordinary: 3, nationalities: ["UZB"], name: simulated("uz", 0) },
  { id: "in", listed: 2, ordinary: 4, nationalities: ["IND"], name: simulated("in", 0) },
  { id: "pk", listed: 4, ordinary: 3, nationalities: ["PAK"], name: simulated("pk", 0) },
  { id: "en", listed: 3, ordinary: 2, nationalities: ["GBR", "USA"], name: simulated("en", 0) },
  { id: "de", listed: 2, ordinary: 2, nationalities: ["DEU"], name: simulated("de", 0) },
  { id: "fr", listed: 2, ordinary: 1, nationalities: ["FRA"], name: simulated("fr", 0) },
  { id: "es", listed: 3, ordinary: 1, nationalities: ["ESP", "COL"], name: twoSurnames(simulated("es", 0)) },
  {
    id: "pt",
    listed: 1,
    ordinary: 1,
    nationalities: ["PRT", "BRA"],
    name: twoSurnames(packaged(locales.pt_BR)),
  },
  { id: "pl", listed: 1, ordinary: 1, nationalities: ["POL"], name: simulated("pl", 0) },
  {
    id: "balkan",
    listed: 3,
    ordinary: 1,
    nationalities: ["SRB", "HRV", "BIH"],
    name: packaged(locales.sr_RS_latin),
  },
  { id: "nordic", listed: 1, ordinary: 1, nationalities: ["SWE", "NOR"], name: packaged(locales.sv) },
  {
    id: "greek",
    listed: 1,
    ordinary: 1,
    nationalities: ["GRC", "CYP"],
    name: scripted("greek", GREEK_MEN, GREEK_WOMEN, GREEK),
  },
  { id: "il", listed: 1, ordinary: 2, nationalities: ["ISR"], name: simulated("il", 0) },
  { id: "cn", listed: 3, ordinary: 1, nationalities: ["CHN", "TWN"], name: simulated("cn", 0) },
  {
    id: "kr",
    listed: 3,
    ordinary: 1,
    nationalities: ["PRK", "KOR"],
    name: (random) => ({
      surname: plain(random.pick(KOREAN)),
      given: given(random, KOREAN_SYLLABLES),
      patronymic: null,
    }),
  },
  {
    id: "vn",
    listed: 1,
    ordinary: 1,
    nationalities: ["VNM"],
    name: (random) => ({
      surname: plain(random.pick(VIETNAMESE)),
      given: plain(random.pick(VIETNAMESE_GIVEN)),
      patronymic: null,
    }),
  },
  {
    id: "so",
    listed: 3,
    ordinary: 1,
    nationalities: ["SOM"],
    name: (random) => ({
      surname: plain(random.pick(SOMALI)),
      given: plain(`${random.pick(SOMALI)} ${random.pick(SOMALI)}`),
      patronymic: null,
    }),
  },
  {
    id: "ng",
    listed: 2,
    ordinary: 1,
    nationalities: ["NGA"],
    name: (random, sex) => ({
      surname: plain(random.pick(NIGERIAN)),
      given: plain(random.pick(sex === "M" ? NIGERIAN_MEN : NIGERIAN_WOMEN)),
      patronymic: null,
    }),
  },
];

function twoSurnames(name: Origin["name"]): Origin["name"] {
  return (random, sex) => {
    const [one, other] = [name(random, sex), name(random, sex)];
    const both = (key: "native" | "travel"): string => `${one.surname[key]} ${other.surname[key]}`;
    return { ...one, surname: { native: both("native"), travel: both("travel") } };
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A birth date between the years. */
export function birthDate(random: Random, from = 1950, to = 2004): string {
  return `${random.int(from, to)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}

/** A person by the shares of the list or of the traffic. */
export function personOf(random: Random, share: "listed" | "ordinary"): Person {
  const origin = random.weighted(ORIGINS.map((one) => [one, one[share]] as const));
  const sex: Sex = random.chance(share === "listed" ? 0.8 : 0.55) ? "M" : "F";
  return {
    origin: origin.id,
    sex,
    ...origin.name(random, sex),
    birthDate: birthDate(random),
    nationality: random.pick(origin.nationalities),
    document: `${random.pick(["C", "P", "A", "N", ""])}${random.int(10_000_000, 99_999_999)}`,
  };
}
