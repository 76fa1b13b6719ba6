// The explanation of one match in the reader's language, made from the engine's codes.
import { formatScore, useSurroundings, useTexts, Why, type TranslateOf } from "#design/ui";
import type { AlertDetail } from "../contract.ts";
import { casesTexts } from "./cases-texts.ts";

type Counterfactual = NonNullable<AlertDetail["wouldChange"]["clear"]>;

type Compared = Pick<
  AlertDetail["alsoListed"][number],
  "entry" | "strength" | "threshold" | "evidence" | "notCompared" | "wouldChange"
>;

/** Evidence, what was not compared, and what would change the outcome. */
export function AlertWhy({
  of: alert,
  engine,
  profile,
}: {
  of: Compared;
  engine: string;
  profile: AlertDetail["profile"];
}) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  const change = (kind: "clear" | "strengthen", one: Counterfactual | null) =>
    one === null ? [] : [counterfactualText(t, kind, one, formatScore(one.score, language))];
  return (
    <Why
      score={alert.strength}
      threshold={alert.threshold}
      evidence={alert.evidence.map((item, index) => ({
        key: `${index} ${item.feature} ${item.relation}`,
        feature: t.code("feature", item.feature),
        left: item.left,
        right: item.feature === "birth-date" ? listedDate(item.right) : item.right,
        relation: t.code("relation", item.relation, item.text),
        bits: item.bits,
        effect: item.effect,
      }))}
      notCompared={alert.notCompared.map((item) =>
        item.missing === "traveller" || item.missing === "entry" || item.missing === "both"
          ? t(`missing.${item.missing}`, { feature: t.code("feature", item.feature) })
          : item.text,
      )}
      wouldChange={[
        ...change("clear", alert.wouldChange.clear),
        ...change("strengthen", alert.wouldChange.strengthen),
      ]}
      footer={
        profile === null
          ? t("alert.engine", { engine, version: alert.entry.listVersion })
          : t("alert.engine.profile", {
              engine,
              version: alert.entry.listVersion,
              profile: [
                `${t.code("profile", profile.name)} ${profile.version}`,
                ...(profile.model === null ? [] : [t("alert.model", { version: profile.model })]),
              ].join(" · "),
            })
      }
    />
  );
}

/** A listed date as the evidence has it, without its English words: `about 1984`, `1980 to 1985`. */
export function listedDate(date: string | null): string | null {
  return date === null ? null : date.replace(/^about /, "≈ ").replace(/ to /, " – ");
}

/** The sentence for a counterfactual; one without a sentence of its own is told in the engine's English. */
function counterfactualText(
  t: TranslateOf<typeof casesTexts>,
  kind: "clear" | "strengthen",
  one: Counterfactual,
  score: string,
): string {
  return t.code(kind, `${one.feature}.${one.relation}`, one.text).replace("{{score}}", score);
}
