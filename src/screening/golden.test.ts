// The golden pairs of screening.md §13: names that must be found as one person, and names that must not.
import { describe, expect, it } from "vitest";
import { buildIndex, screenTraveller, STANDARD_PROFILE } from "./api.ts";
import { anEntry, aTraveller } from "./fixtures.ts";

const same: readonly (readonly [string, string, string])[] = [
  ["HUSEYNOV / ELCHIN", "Гусейнов / Эльчин", "AZE"],
  ["MAMMADOV / VUGAR", "Məmmədov / Vüqar / Rauf oğlu", "AZE"],
  ["DZHAFAROV / RAUF", "CAFEROV / RAUF", "AZE"],
  ["DZHAFAROV / RAUF", "Cəfərov / Rauf", "AZE"],
  ["CAFEROV / RAUF", "Cəfərov / Rauf", "TUR"],
  ["GULIYEV / ANAR", "KULIEV / ANAR", "AZE"],
  ["GULIYEV / ANAR", "Quliyev / Anar", "AZE"],
  ["KULIEV / ANAR", "Quliyev / Anar", "RUS"],
  ["ALIYEVA / GULNARA VAGIF GIZI", "ƏLİYEVA / Gülnarə / Vaqif qızı", "AZE"],
  ["XALILZADE / RASHAD", "KHALILZADA / RASHAD", "AZE"],
  ["AGHAYEV / TURAL", "AGAEV / TURAL", "AZE"],
  ["HASHIMI / ANAR", "Гашими / Анар", "AZE"],
  ["GAFFAROV / ANAR", "QAFFAROV / ANAR", "AZE"],
  ["GAAFAR / SAAD", "JAFAR / SAAD", "EGY"],
  ["HAJIYEV / EMIN", "GADZHIEV / EMIN", "AZE"],
  ["HAJIYEV / EMIN", "HACIYEV / EMIN", "AZE"],
  ["IUSIFOV / IURII", "YUSIFOV / YURIY", "RUS"],
  ["TCHAIKOVSKI / PAVEL", "CHAIKOVSKII / PAVEL", "RUS"],
  ["SALEH / ABDULRAHMAN", "SALEH / ABD AL RAHMAN", "YEM"],
  ["SALEH / ABDUR RAHMAN", "SALEH / ABD AL RAHMAN", "YEM"],
  ["KHARRAZI / ABDUL", "KHARRAZI / Abdul Latif", "LBN"],
  ["SALEH / ABDULRAHMAN", "SALEH / ABDUR RAHMAN", "YEM"],
  ["GADDAFI / SAAD", "QADHAFI / SAAD", "LBY"],
  ["KADHAFI / SAAD", "QADHAFI / SAAD", "LBY"],
  ["EBRAHIMI / HOSSEIN", "IBRAHIMI / HUSAYN", "IRN"],
  ["OZTURK / SELIN", "OEZTUERK / SELIN", "TUR"],
  ["OEZTUERK / SELIN", "Öztürk / Selin", "TUR"],
  ["GARCIA RIVAS / LEONEL", "GARCIA / LEONEL ALBERTO", "MEX"],
  ["KIM / JONG UN", "KIM / CHONG-UN", "PRK"],
  ["KIM / JONGUN", "KIM / JONG UN", "PRK"],
  ["KIM / CHONG UN", "KIM / JONGUN", "PRK"],
  ["HASANOV / AMIRMR", "HASANOV / AMIR", "AZE"],
  ["RZAYEVNIGAR", "RZAYEV / NIGAR", "AZE"],
  ["ABD AL RAHMAN / MUHAMMAD MUSTA", "ABD AL RAHMAN / MUHAMMAD MUSTAFA", "JOR"],
  ["RZAYEVNIGAR / MRS", "RZAYEV / NIGAR", "AZE"],
  ["NIGARRZAYEVA", "RZAYEVA / NIGAR / VAQIF qızı", "AZE"],
  ["NIGARVAQIFQIZIRZAYEVA", "RZAYEVA / NIGAR / VAQIF qızı", "AZE"],
  ["RZAYVEANIGAR", "RZAYEVA / NIGAR / VAQIF qızı", "AZE"],
  ["ALOTAIBIFAHAD", "AL OTAIBI / FAHAD", "SAU"],
  ["RZAYEVA / NIGAR", "RZAYEVANIGAR", "AZE"],
  ["RZAYEVA / NIGAR", "NIGARRZAYEVA", "AZE"],
  ["ZHANG / XIAOPING", "CHANG / HSIAO-PING", "TWN"],
  ["CHAN / KWOK WEI", "陳 / 國偉", "HKG"],
  ["ZHANG / WEI", "张 / 伟", "CHN"],
  ["BEDROSYAN / HAGOP", "Պետրոսյան / Հակոբ", "ARM"],
  ["ALIZADEH / GHOLAMREZA", "علیزاده / غلامرضا", "IRN"],
  ["SCHEWTSCHENKO / TARAS", "SHEVCHENKO / TARAS", "UKR"],
  ["CHATSCHATRJAN / GEWORG", "KHACHATRYAN / GEVORG", "ARM"],
  ["HASAN0V / EM1N", "HASANOV / EMIN", "AZE"],
  ["YILMAZ / HALIT", "YILMAZ / KHALID", "TUR"],
  ["HUSEYIN / MESUT", "HUSSEIN / MASOUD", "TUR"],
  ["NAGUIB / MAGDY", "NAJIB / MAJDI", "EGY"],
  ["YOO / HYUN", "RYU / HYON", "KOR"],
  ["PETROVIC / GORAN", "PETROVIĆ / GORAN", "SRB"],
  ["PETROVICH / GORAN", "PETROVIĆ / GORAN", "SRB"],
  ["SMITH / BILL", "SMITH / WILLIAM", "GBR"],
  ["ANTONIOU / ELENI", "Αντωνίου / Ελένη", "GRC"],
  ["AL TIKRITI ABU OMAR / SALIM", "AL TIKRITI / SALIM", "IRQ"],
  ["ABD AL RAHMAN / MUHAMMAD YUSUF MUSTA", "ABD AL RAHMAN / MUHAMMAD YUSUF MUSTAFA KAMAL", "JOR"],
];

const different: readonly (readonly [string, string, string, string])[] = [
  ["ALIYEV / ELCHIN VAQIF OGLU", "ALIYEV / ELNUR / VAQIF OGLU", "1984-02-03", "1988-11-20"],
  ["MAMMADOV / RASHAD", "MAMMADOV / RASHAD", "1980-04-05", "1996-09-01"],
  ["KARIMI / ZAHIR", "KARIMI / ZAHID", "1971-01-20", "1979-06-12"],
  ["QULIYEV / HASAN", "HASANOV / QULU", "1971-03-20", "1979-06-12"],
  ["KIM / YONG CHOL", "KIM / YONG CHUN", "1961-03-20", "1965-06-12"],
  ["SINGH / GURPREET", "SINGH / HARPREET", "1971-03-20", "1975-06-12"],
  ["IVANOV / SERGEY PETROVICH", "IVANOV / SERGEY PAVLOVICH", "1971-03-20", "1975-06-12"],
  // the father, or a grandson who has his name
  ["TAPDIQOV / ASIF", "TAPDIQOV / TARIYEL / Asif oğlu", "1953-07-30", "1953"],
  // a title is no given name, and a short name is not lost in a long one
  ["HAQQANI / SEYYED", "حقانی / سيد محمد", "1967-08-09", "1966"],
  ["HAQANI / RASOUL", "HAQQANI / YAYA", "1982-06-04", "1982"],
  ["KARIMI / MOHAMMADREZA AMIR", "KARIMI / MOHAMMAD", "1982-06-04", "1981"],
];

const lists = [{ code: "NAT", version: "7" }];

describe("golden pairs", () => {
  it.each(same)("%s is found as %s (%s)", (left, right, nationality) => {
    const sex = null;
    const index = buildIndex([anEntry(right, { nationalities: [nationality], sex })], lists);
    const [match] = screenTraveller(index, aTraveller(left, { nationality, sex }), STANDARD_PROFILE);
    expect(match?.decision).toBe("alert");
  });

  it.each(different)("%s is not alerted as %s", (left, right, birthDate, listed) => {
    const index = buildIndex([anEntry(right, { dobs: [{ date: listed }] })], lists);
    const matches = screenTraveller(index, aTraveller(left, { birthDate }), STANDARD_PROFILE);
    expect(matches.filter((match) => match.decision === "alert")).toEqual([]);
  });

  it.each([
    ["AL HASHIMI", "Qasım"],
    ["HASHIM", "QASIM"],
    ["HASSIM", "Касим"],
    ["QASIM", "HASHEMI"],
    ["KASSEM", "Гашим"],
    ["GAFFAR", "CƏFƏR"],
    ["KAMAL", "Camal"],
    ["SEYYED", "SAEED"],
  ])("%s is another name than %s, though born the same day", (left, right) => {
    const index = buildIndex([anEntry(`${right} / Əli`)], lists);
    const [match] = screenTraveller(index, aTraveller(`${left} / ALI`), { ...STANDARD_PROFILE, display: 0 });
    expect(match?.decision).toBe("none");
    expect(match?.why.find((item) => item.feature === "surname")?.relation).toBe("different");
  });

  it.each([
    ["AMIR", "AI"],
    ["DRAGAN", "AGAN"],
    ["NASR", "NA"],
  ])("%s stays whole beside its listed self and is not %s", (name, wrong) => {
    const index = buildIndex(
      [anEntry(`HASANOV / ${name}`), anEntry(`HASANOV / ${wrong}`, { id: "NAT-2" })],
      lists,
    );
    const [match] = screenTraveller(index, aTraveller(`HASANOV / ${name}`), STANDARD_PROFILE);
    expect(match?.entryId).toBe("NAT-1");
    expect(match?.why.find((item) => item.feature === "given")?.relation).toBe("equal");
  });
});
