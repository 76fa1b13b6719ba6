// Who travels together: one person on business, a couple, a family with an infant, a group of pilgrims.
import { surnameOf } from "./names/naming.ts";
import type { Party, PartyKind, TravellerType } from "./party.ts";
import { familyOf, personOf, type Family, type Person } from "./person.ts";
import type { Random } from "./random.ts";
import { stateOf, type State } from "./states.ts";

/** A member of a party before booking details: `lapOf` is the index of the adult who holds an infant. */
export type Member = { readonly person: Person; readonly type: TravellerType; readonly lapOf?: number };

export type CompanyWish = {
  readonly kind: PartyKind;
  readonly nationality: string;
  readonly residence: State;
  /** Day of travel. */
  readonly day: number;
};

/** Origins where a wife keeps the surname she was born with. */
const wifeKeepsName: ReadonlySet<string> = new Set(["ir", "ar", "it", "es", "cn", "il", "pk"]);

type Maker = (wish: CompanyWish, random: Random) => Member[];

const adult = (person: Person): Member => ({ person, type: "adult" });

function alone(wish: CompanyWish, random: Random, age: readonly [number, number]): Member[] {
  return [adult(personOf({ ...wish, age }, random))];
}

function couple(
  wish: CompanyWish,
  random: Random,
  ages: readonly [number, number] = [22, 74],
): [Person, Person, Family] {
  const family = familyOf(wish.nationality, random);
  const husband = personOf({ ...wish, sex: "M", age: ages, family }, random);
  const ownName = wifeKeepsName.has(family.naming);
  const surname = ownName ? surnameOf(family.naming, random) : family.surname;
  const herFather = familyOf(wish.nationality, random).father;
  const around = Math.max(ages[0], Math.min(ages[1], yearsOf(husband, wish.day) + random.int(-7, 3)));
  const wife = personOf(
    {
      ...wish,
      sex: "F",
      age: [around, around],
      family: { naming: family.naming, surname, father: herFather },
    },
    random,
  );
  return [husband, wife, { naming: family.naming, surname: family.surname, father: husband.given }];
}

const yearsOf = (person: Person, day: number): number =>
  Math.floor((day - Date.parse(person.birthDate) / 86_400_000) / 365.25);

function family(wish: CompanyWish, random: Random): Member[] {
  const [husband, wife, home] = couple(wish, random, [26, 48]);
  const parents = random.chance(0.72) ? [husband, wife] : [random.chance(0.75) ? wife : husband];
  const members = parents.map(adult);
  const youngest = Math.min(...parents.map((parent) => yearsOf(parent, wish.day)));
  const children = random.int(1, 3);
  for (let child = 0; child < children; child++) {
    const ageMax = Math.min(16, youngest - 20);
    members.push({
      person: personOf({ ...wish, age: [2, Math.max(2, ageMax)], family: home }, random),
      type: "child",
    });
  }
  if (random.chance(0.28) && youngest < 44) {
    const person = personOf({ ...wish, age: [0, 1], family: home }, random);
    members.push({ person, type: "infant", lapOf: parents.length === 2 ? 1 : 0 });
  }
  return members.map((member) =>
    member.type === "child" && yearsOf(member.person, wish.day) >= 12
      ? { ...member, type: "adult" as const }
      : member,
  );
}

function several(
  wish: CompanyWish,
  random: Random,
  count: number,
  age: readonly [number, number],
  sex?: "M" | "F",
): Member[] {
  return Array.from({ length: count }, () =>
    adult(personOf({ ...wish, age, ...(sex === undefined ? {} : { sex }) }, random)),
  );
}

const makers: Readonly<Record<PartyKind, Maker>> = {
  business: (wish, random) => alone(wish, random, [25, 64]),
  solo: (wish, random) => alone(wish, random, [18, 80]),
  couple: (wish, random) =>
    couple(wish, random)
      .slice(0, 2)
      .map((person) => adult(person as Person)),
  family,
  friends: (wish, random) =>
    several(
      wish,
      random,
      random.int(2, 5),
      [19, 38],
      random.chance(0.6) ? random.pick(["M", "F"]) : undefined,
    ),
  group: (wish, random) => several(wish, random, random.int(8, 18), [25, 72]),
  pilgrims: (wish, random) => {
    const couples = Array.from({ length: random.int(2, 6) }, () => couple(wish, random, [40, 76]));
    return couples.flatMap(([husband, wife]) => [adult(husband), adult(wife)]);
  },
  workers: (wish, random) => several(wish, random, random.int(1, 4), [19, 52], "M"),
  minor: (wish, random) => alone(wish, random, [7, 14]).map((member) => ({ ...member, type: "child" })),
};

const kindWeights: readonly (readonly [PartyKind, number])[] = [
  ["business", 22],
  ["solo", 36],
  ["couple", 13],
  ["family", 15],
  ["friends", 7],
  ["workers", 3],
  ["group", 0.5],
  ["minor", 0.4],
];
const pilgrimWeights: readonly (readonly [PartyKind, number])[] = [
  ["pilgrims", 6],
  ["family", 10],
  ["couple", 14],
  ["solo", 20],
];

/** The kind of a party on a leg; flights to and from Jeddah carry pilgrims. */
export function kindOf(leg: { from: { iata: string }; to: { iata: string } }, random: Random): PartyKind {
  return random.weighted([leg.from.iata, leg.to.iata].includes("JED") ? pilgrimWeights : kindWeights);
}

/** The members of a party. */
export function companyOf(wish: CompanyWish, random: Random): Member[] {
  return makers[wish.kind](wish, random);
}

/** The title a host puts beside a name. */
export function titleOf(member: Member): string {
  const { sex } = member.person;
  if (member.type === "adult") return sex === "M" ? "MR" : "MRS";
  return sex === "M" ? "MSTR" : "MISS";
}

/** The name under which a group without names is booked. */
export function groupNameOf(kind: PartyKind, nationality: string, random: Random): Pick<Party, "groupName"> {
  if (kind !== "group" && kind !== "pilgrims") return {};
  const city = random.pick(stateOf(nationality).cities)[0];
  return { groupName: `${city} ${random.pick(["TOURS", "TRAVEL GROUP", "CLUB", "STUDY TOUR"])}` };
}
