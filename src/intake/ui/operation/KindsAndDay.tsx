// What came by type in the last hour, and how soon those who wait were answered in the last day: of the unit or of a carrier.
import type { Operation } from "../../operation-contract.ts";
import { formatNumber, useSurroundings, useTexts } from "#design/ui";
import { timesText } from "./operation-figures.ts";
import { operationTexts } from "./operation-texts.ts";

export function KindsAndDay({ of }: { of: Pick<Operation["unit"], "traffic" | "answers"> }) {
  const t = useTexts(operationTexts);
  const { language } = useSurroundings();
  const { kinds } = of.traffic;
  const times = timesText(of.answers.day, language);
  return (
    <div>
      {kinds.length === 0 ? null : (
        <p>
          {t("column.kinds")}:{" "}
          {kinds.map(({ kind, messages }) => `${kind} ${formatNumber(messages, language)}`).join(", ")}
        </p>
      )}
      <p>
        {times === null
          ? t("detail.day.none")
          : t("detail.day", {
              answers: formatNumber(of.answers.day.answers, language),
              late: formatNumber(of.answers.day.timeOuts, language),
              times,
            })}
      </p>
    </div>
  );
}
