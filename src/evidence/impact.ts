// The impact assessment (Directive (EU) 2016/680 Art. 27): the risks to people that such a unit brings, and what stands against each. Pure.
import { askProbe, type Evidence, type Facts, type ProbeName } from "./probes.ts";
import { riskCodes, type Level, type RiskCode } from "./risk-codes.ts";

/** What stands against a risk by construction, as obligations of the catalogue; and what the unit is asked about it. */
export const risks: Readonly<
  Record<
    RiskCode,
    { readonly inherent: Level; readonly measures: readonly string[]; readonly probes: readonly ProbeName[] }
  >
> = {
  "false-match": {
    inherent: "high",
    measures: ["PNRD-6.5", "PNRD-12.5b", "CJEU817-195"],
    probes: ["review", "lists"],
  },
  discrimination: {
    inherent: "high",
    measures: ["PNRD-6.4.3", "CJEU817-196-197", "LED-11.3"],
    probes: ["rules", "sensitive"],
  },
  "unlawful-access": {
    inherent: "high",
    measures: ["PNRD-13.6", "LED-25.1", "ANX9-9.25a"],
    probes: ["views", "ledger", "signIn"],
  },
  "purpose-creep": {
    inherent: "high",
    measures: ["PNRD-1.2", "CJEU817-230-236"],
    probes: ["purposes", "offences"],
  },
  "over-retention": {
    inherent: "high",
    measures: ["PNRD-12.1", "PNRD-12.2", "PNRD-12.4"],
    probes: ["retention", "deletion", "lateness"],
  },
  "sensitive-data": { inherent: "high", measures: ["PNRD-13.4", "PNRD-6.1"], probes: ["sensitive"] },
  "harm-abroad": {
    inherent: "high",
    measures: ["PNRD-11.1", "HR-NR-1"],
    probes: ["transfers", "disclosures"],
  },
  "children-and-protection": {
    inherent: "high",
    measures: ["HR-CHILD-1", "HR-CHILD-3"],
    probes: ["review", "retention"],
  },
  breach: {
    inherent: "medium",
    measures: ["PNRD-13.4", "LED-29.2"],
    probes: ["breach", "backups", "ledger"],
  },
  "error-of-machine": {
    inherent: "medium",
    measures: ["PNRD-7.6", "LED-11.1", "CJEU817-194"],
    probes: ["review", "outages"],
  },
};

/** A risk as the unit assessed it: what is left of it, and what more is done. */
export type AssessedRisk = { readonly risk: RiskCode; readonly left: Level; readonly more: string };

export type Assessment = {
  readonly title: string;
  readonly number: number;
  readonly unit: string;
  readonly profile: string;
  readonly preparedAt: string;
  readonly necessity: string;
  /** Of the last twelve months. */
  readonly figures: Facts["figures"]["amounts"];
  readonly risks: readonly (AssessedRisk & {
    readonly inherent: Level;
    readonly measures: readonly string[];
    readonly evidence: readonly Evidence[];
  })[];
};

/** The assessment with the facts and evidence of now; number 0 while it is prepared. */
export function assessmentContent(
  facts: Facts,
  said: { readonly necessity: string; readonly risks: readonly AssessedRisk[] },
  number: number,
): Assessment {
  return {
    title: "Impact assessment (Directive (EU) 2016/680, Article 27)",
    number,
    unit: facts.unit,
    profile: facts.profileLabel,
    preparedAt: facts.at.toISOString(),
    necessity: said.necessity,
    figures: facts.figures.amounts,
    risks: said.risks.map((one) => {
      const { inherent, measures, probes } = risks[one.risk];
      return { ...one, inherent, measures, evidence: probes.map((probe) => askProbe(probe, facts)) };
    }),
  };
}

/** Risks that are not assessed, or more than once. */
export function lacksRisks(assessed: readonly AssessedRisk[]): readonly RiskCode[] {
  return riskCodes.filter((code) => assessed.filter(({ risk }) => risk === code).length !== 1);
}
