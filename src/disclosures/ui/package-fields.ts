// The fields by which a package is drafted, and what they say: shared by replies to requests and referrals.
import type { TranslateOf } from "#design/ui";
import {
  elements,
  handlingCodes,
  measures,
  personCategories,
  protectionFlags,
  proposedElements,
  type Measure,
} from "../contract.ts";
import { isSet, listOf, textOf, type Field, type Values } from "./ActForm.tsx";
import type { disclosureTexts } from "./disclosure-texts.ts";

type T = TranslateOf<typeof disclosureTexts>;

/** How the person was reviewed: what was found, by which checks, and how the source is graded. */
export function gradingFields(t: T): readonly Field[] {
  return [
    { name: "statement", label: t("act.statement"), kind: "area" },
    { name: "checks", label: t("act.checks"), kind: "area" },
    {
      name: "assertion",
      label: t("act.assertion"),
      kind: "choice",
      options: (["fact", "assessment"] as const).map((value) => ({
        value,
        label: t(`act.assertion.${value}`),
      })),
    },
    {
      name: "reliability",
      label: t("act.reliability"),
      kind: "choice",
      options: ["A", "B", "C", "D", "E", "F"].map((value) => ({ value, label: value })),
      first: "B",
    },
    {
      name: "credibility",
      label: t("act.credibility"),
      kind: "choice",
      options: ["1", "2", "3", "4", "5", "6"].map((value) => ({ value, label: value })),
      first: "2",
    },
  ];
}
export const gradingOf = (values: Values) => ({
  statement: textOf(values, "statement"),
  checks: textOf(values, "checks")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== ""),
  assertion: textOf(values, "assertion"),
  reliability: textOf(values, "reliability"),
  credibility: textOf(values, "credibility"),
});

/** What is told, to do what with it; the elements that are usual are chosen already. */
export function packageFields(
  t: T,
  limits: {
    readonly offence: string | null;
    readonly asked: readonly (typeof elements)[number][] | null;
    readonly measure: Measure;
    readonly abroad: boolean;
  },
): readonly Field[] {
  return [
    {
      name: "measure",
      label: t("act.measure"),
      kind: "choice",
      options: measures.map((value) => ({ value, label: t(`measure.${value}`) })),
      first: limits.measure,
    },
    { name: "measureReference", label: t("act.measureReference"), kind: "line", optional: true },
    {
      name: "category",
      label: t("act.category"),
      kind: "choice",
      options: personCategories.map((value) => ({ value, label: t(`category.${value}`) })),
    },
    {
      name: "elements",
      label: t("act.elements"),
      kind: "many",
      options: elements
        .filter((each) => limits.asked === null || limits.asked.includes(each))
        .map((value) => ({ value, label: t(`element.${value}`) })),
      first: proposedElements(limits.measure, limits.offence, { asked: limits.asked, bookings: true }),
    },
    { name: "beyondUsual", label: t("act.beyond"), kind: "area", optional: true },
    {
      name: "handling",
      label: t("act.handling"),
      kind: "many",
      options: handlingCodes.map((value) => ({ value, label: value })),
      first: ["H2", "H3"],
    },
    { name: "keepDays", label: t("act.keep"), kind: "number", first: "90" },
    {
      name: "protection",
      label: t("act.protection"),
      kind: "many",
      options: protectionFlags.map((value) => ({ value, label: t(`flag.${value}`) })),
    },
    ...(limits.abroad
      ? ([
          {
            name: "ground",
            label: t("act.ground"),
            kind: "choice",
            options: ["", "LB-3C-ADQ", "LB-3C-SAFE", "LB-3C-DEROG"].map((value) => ({ value, label: value })),
          },
          { name: "necessity", label: t("act.necessity"), kind: "area", optional: true },
          { name: "assurance", label: t("act.assurance"), kind: "area", optional: true },
        ] as const)
      : []),
  ];
}
export const choiceOf = (values: Values) => {
  const [reference, beyond, ground] = [
    textOf(values, "measureReference"),
    textOf(values, "beyondUsual"),
    textOf(values, "ground"),
  ];
  return {
    measure: textOf(values, "measure"),
    category: textOf(values, "category"),
    elements: listOf(values, "elements"),
    handling: listOf(values, "handling"),
    keepDays: Number(textOf(values, "keepDays")),
    protection: listOf(values, "protection"),
    ...(reference === "" ? {} : { measureReference: reference }),
    ...(beyond === "" ? {} : { beyondUsual: beyond }),
    ...(ground === ""
      ? {}
      : {
          transfer: {
            ground,
            necessity: textOf(values, "necessity"),
            onward: isSet(values, "onward"),
            assurance: textOf(values, "assurance"),
          },
        }),
  };
};
