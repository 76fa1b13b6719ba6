// No trawling: what a search may be asked by (PNRD-6.2b, roles.md 5.2). Pure.
import type { FieldFault } from "#platform";
import type { Subject } from "./contract.ts";

export const selectorsMax = 25;
export const resultsMax = 200;
export const windowDaysMax = 31;
const strong = ["document", "locator", "phone", "email"] as const;
const weak = ["name", "birthDate", "flight"] as const;

/** How many selectors a subject names. */
export function selectorCount(subject: Subject): number {
  return [...strong, ...weak].filter((name) => subject[name] !== undefined).length;
}

/** Letters and digits that are no stand-in for others. */
function isSingle(value: string, least: number): boolean {
  return !/[*%?_]/.test(value) && (value.match(/[\p{L}\p{N}]/gu) ?? []).length >= least;
}

/** What is wrong with the persons asked about: each must be single, by one strong selector or two weak ones. */
export function subjectFaults(subjects: readonly Subject[]): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const total = subjects.reduce((sum, subject) => sum + selectorCount(subject), 0);
  if (subjects.length === 0) {
    faults.push({
      field: "subjects",
      text: "Name at least one person: by document, locator, or name and birth date.",
    });
  }
  if (total > selectorsMax) {
    faults.push({
      field: "subjects",
      text: `Not more than ${selectorsMax} selectors: split the request by person.`,
    });
  }
  subjects.forEach((subject, index) => {
    const at = `subjects.${index}`;
    const strongs = strong.filter((name) => subject[name] !== undefined).length;
    const weaks = weak.filter((name) => subject[name] !== undefined).length;
    if (strongs === 0 && weaks < 2) {
      faults.push({
        field: at,
        text: "One strong selector (document, locator, phone, e-mail) or two weak ones (name, birth date, flight with its day).",
      });
    }
    if (strongs === 0 && subject.name === undefined) {
      faults.push({ field: at, text: "A flight and a birth date name nobody: add the name." });
    }
    const leasts = { document: 4, locator: 5, phone: 7, email: 5, name: 3 } as const;
    for (const [name, least] of Object.entries(leasts) as [keyof typeof leasts, number][]) {
      const said = subject[name];
      const value = typeof said === "object" ? `${said.surname} ${said.given}` : said;
      if (value !== undefined && !isSingle(value, least)) {
        faults.push({
          field: `${at}.${name}`,
          text: `Whole, without stand-ins (* % ? _), at least ${least} letters or digits.`,
        });
      }
    }
  });
  return faults;
}

const day = 86_400_000;

/** What is wrong with the window: at most 31 days unless justified, and not more than the law keeps. */
export function windowFaults(window: {
  readonly from: string;
  readonly until: string;
  readonly justification?: string | undefined;
}): readonly FieldFault[] {
  const days = (Date.parse(window.until) - Date.parse(window.from)) / day + 1;
  if (Number.isNaN(days) || days < 1)
    return [{ field: "window", text: "The window ends on or after the day it begins." }];
  if (days > windowDaysMax && (window.justification ?? "").trim().length < 20) {
    return [
      {
        field: "window.justification",
        text: `More than ${windowDaysMax} days need a justification: at least a sentence why a shorter window does not do.`,
      },
    ];
  }
  return [];
}
