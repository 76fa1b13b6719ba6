// What lets a role act beside its grant: vetting, training, a shift, a secondment in its time (roles.md section 2; EUAPI12-14.4,
// HR-OHCHR-3, PNRD-4.3). The database works out what each role lacks; here it becomes roles that act and words for those that sleep.
import { refuse, type Refusal } from "#platform";
import { roles, type Lack, type Role } from "./contract.ts";

/** What each role that sleeps lacks; a role that is not named acts. */
export type Asleep = Readonly<Partial<Record<Role, readonly Lack[]>>>;

export type Standing = {
  readonly roles: readonly Role[];
  readonly asleep: Asleep;
  /** The purposes of a secondment in force; null of who is not seconded. */
  readonly secondedFor: readonly string[] | null;
};

/** The roles that act now. */
export function awakeRoles({ roles: held, asleep }: Pick<Standing, "roles" | "asleep">): readonly Role[] {
  return held.filter((role) => asleep[role] === undefined);
}

/** What is to be done about it, by whom. */
const remedies: Readonly<Record<Lack, string>> = {
  vetting: "your vetting is missing or has run out: the head of the unit records a new one",
  certificate:
    "your certificate of training for it is missing or has run out: a supervisor or the head records the new one",
  "human-rights":
    "your certificate of training in human rights is missing or has run out: a supervisor or the head records the new one",
  shift:
    "you are not on watch: take the watch that is planned for you, or have a supervisor plan one (page People)",
  secondment: "your secondment has not begun or has ended: the head records its renewal",
  "home-rests": "it rests while you are seconded to the unit: use the account that you have there",
};

/** Why a role that is held does not act, and how that is mended (403 `role-asleep`; `lacks` says it by role). */
export function asleepRefusal({ asleep }: Pick<Standing, "asleep">, wanted: readonly Role[]): Refusal {
  const sleeping = wanted.filter((role) => asleep[role] !== undefined);
  const why = [...new Set(sleeping.flatMap((role) => asleep[role] ?? []))].map((lack) => remedies[lack]);
  return refuse(
    "role-asleep",
    `Your role (${sleeping.join(", ").replaceAll("-", " ")}) does not act now: ${why.join("; ")}.`,
    403,
    {
      policies: ["role-stands"],
    },
  );
}

/** Refuses a purpose outside the secondment of who is seconded. */
export function secondedRefusal(
  { secondedFor }: Pick<Standing, "secondedFor">,
  purpose: string | null,
): Refusal | undefined {
  if (purpose === null || secondedFor === null || secondedFor.includes(purpose)) return undefined;
  return refuse(
    "purpose-not-seconded",
    `You are seconded to the unit for ${secondedFor.join(", ")} only: choose one of these (header x-purpose).`,
    403,
    { policies: ["secondment-limits-purpose"] },
  );
}

/** The roles that sleep, in the order of the roles. */
export function asleepOnWire(asleep: Asleep): { role: Role; lacks: Lack[] }[] {
  return roles.flatMap((role) => {
    const lacks = asleep[role];
    return lacks === undefined ? [] : [{ role, lacks: [...lacks] }];
  });
}
