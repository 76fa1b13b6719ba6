// The figures that the public page tells of the last years.
import { useQuery } from "@tanstack/react-query";
import { Answer, Panel, useTexts } from "#design/ui";
import { evidenceTexts } from "./evidence-texts.ts";
import { FigureTable } from "./FigureTable.tsx";
import { publicStatisticsQuery } from "./queries.ts";

/** Part of the page for everyone whose data come here. */
export function PublicFigures() {
  const t = useTexts(evidenceTexts);
  const query = useQuery(publicStatisticsQuery);
  return (
    <Answer query={query}>
      {({ years, threshold }) => (
        <>
          <p>{t("public.text", { threshold })}</p>
          {years.length === 0 ? <p>{t("public.none")}</p> : null}
          {years.map(({ year, until, whole, figures }) => (
            <Panel key={year} title={String(year)}>
              <p>{whole ? t("public.whole") : t("public.soFar", { until })}</p>
              <FigureTable name={t("public.year", { year: String(year) })} figures={figures} />
            </Panel>
          ))}
        </>
      )}
    </Answer>
  );
}
