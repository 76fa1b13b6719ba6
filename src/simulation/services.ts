// Special services, remarks and bags of travellers: also such as the law's filter must take out.
import type { Member } from "./company.ts";
import type { PartyKind, Service } from "./party.ts";
import type { Random } from "./random.ts";

type Wish = {
  readonly code: string;
  readonly text: string;
  readonly share: number;
  readonly sensitive: boolean;
};

/** Meals by the nationality of the traveller: religious and medical ones reveal what may not be processed. */
function mealsOf(nationality: string): readonly Wish[] {
  const muslim = ["SAU", "ARE", "KWT", "QAT", "BHR", "IRQ", "JOR", "EGY", "PAK", "IRN"].includes(nationality);
  return [
    { code: "MOML", text: "", share: muslim ? 0.06 : 0.008, sensitive: true },
    { code: "KSML", text: "", share: nationality === "ISR" ? 0.12 : 0.001, sensitive: true },
    { code: "HNML", text: "", share: nationality === "IND" ? 0.1 : 0, sensitive: true },
    { code: "VJML", text: "", share: nationality === "IND" ? 0.03 : 0, sensitive: true },
    { code: "DBML", text: "", share: 0.006, sensitive: true },
    { code: "GFML", text: "", share: 0.004, sensitive: true },
  ];
}

function assistanceOf(age: number): readonly Wish[] {
  return [
    { code: "WCHR", text: "", share: age > 74 ? 0.25 : age > 62 ? 0.05 : 0.002, sensitive: true },
    { code: "WCHC", text: "", share: age > 74 ? 0.05 : 0.0005, sensitive: true },
    { code: "MEDA", text: "STRETCHER NOT REQUIRED", share: 0.001, sensitive: true },
    { code: "BLND", text: "", share: 0.0006, sensitive: true },
    { code: "DEAF", text: "", share: 0.0006, sensitive: true },
    { code: "PETC", text: "CAT IN CABIN 5KG", share: 0.004, sensitive: false },
    { code: "XBAG", text: "TTL23KG1PC", share: 0.02, sensitive: false },
    { code: "BIKE", text: "1 BICYCLE IN BOX", share: 0.002, sensitive: false },
  ];
}

/** Remarks as agents write them, some of a kind that the filter has to find in free text. */
const remarkWishes: readonly Wish[] = [
  { code: "OSI", text: "PAX ADVISED OF VISA AND TRANSIT RULES", share: 0.05, sensitive: false },
  { code: "OSI", text: "CORPORATE ACCOUNT CONFERENCE DELEGATE", share: 0.03, sensitive: false },
  { code: "OSI", text: "AGENT REQUESTS SEATS TOGETHER", share: 0.05, sensitive: false },
  { code: "OSI", text: "PLS CALL BEFORE SCHEDULE CHANGE", share: 0.03, sensitive: false },
  { code: "OSI", text: "PAX TRAVELLING FOR KIDNEY TREATMENT", share: 0.003, sensitive: true },
  { code: "OSI", text: "HALAL FOOD ONLY", share: 0.006, sensitive: true },
  { code: "OSI", text: "PAX DIABETIC CARRYING INSULIN", share: 0.003, sensitive: true },
  { code: "OSI", text: "ORTHODOX CHURCH DELEGATION", share: 0.001, sensitive: true },
  { code: "OSI", text: "TRADE UNION DELEGATION", share: 0.001, sensitive: true },
  { code: "OSI", text: "PAX PREGNANT 24 WEEKS", share: 0.003, sensitive: true },
];

const isWanted = (wish: Wish, random: Random): boolean => random.chance(wish.share);

/** The services of one member, asked for at some moment between booking and departure. */
export function servicesOf(
  member: Member,
  age: number,
  between: readonly [number, number],
  random: Random,
): Service[] {
  const wishes: Wish[] = [...mealsOf(member.person.nationality), ...assistanceOf(age)];
  // Every meal request goes, also a harmless one.
  if (member.type === "child") wishes.push({ code: "CHML", text: "", share: 0.25, sensitive: true });
  return wishes
    .filter((wish) => isWanted(wish, random))
    .map(({ code, text, sensitive }) => ({ code, text, sensitive, at: random.int(...between) }));
}

/** Remarks of a booking. */
export function remarksOf(between: readonly [number, number], random: Random): Service[] {
  return remarkWishes
    .filter((wish) => isWanted(wish, random))
    .map(({ code, text, sensitive }) => ({ code, text, sensitive, at: random.int(...between) }));
}

/** Checked pieces of one traveller. */
export function bagsOf(kind: PartyKind, member: Member, random: Random): { bags: number; kilos: number } {
  if (member.type === "infant") return { bags: 0, kilos: 0 };
  const light = kind === "business" ? 0.7 : 0.25;
  const bags = random.chance(light) ? 0 : random.chance(0.8) ? 1 : 2;
  let kilos = 0;
  for (let bag = 0; bag < bags; bag++) kilos += random.int(9, 30);
  return { bags, kilos };
}
