// Samples of decided alerts, how many were decided a second time, and how far both reviewers agree.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  At,
  Code,
  formatNumber,
  Panel,
  problemText,
  RefusalNotice,
  say,
  useMay,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { Sample } from "../contract.ts";
import { qualityTexts } from "./quality-texts.ts";
import { drawSample } from "./queries.ts";
import { Scrolling, shareText } from "./shares.tsx";
import styles from "./quality.module.css";

export function SamplesPart({ samples, days }: { samples: readonly Sample[]; days: number }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const queries = useQueryClient();
  const mayDraw = useMay("draw-sample");
  const drawing = useMutation({
    mutationFn: () => drawSample(days),
    onSuccess: async ({ items }) => {
      await queries.invalidateQueries({ queryKey: ["quality"] });
      say(t("samples.drawn", { number: formatNumber(items, language) }));
    },
  });
  return (
    <Panel title={t("samples.title")}>
      <p className={styles["lead"]}>{t("samples.text")}</p>
      {drawing.error === null ? null : (
        <RefusalNotice problem={drawing.error} say={(problem) => problemText(problem, t)} />
      )}
      {mayDraw ? (
        <p>
          <Button size="sm" loading={drawing.isPending} onClick={() => drawing.mutate()}>
            {t("samples.draw", { number: days })}
          </Button>
        </p>
      ) : null}
      {samples.length === 0 ? (
        <p className={styles["dim"]}>{t("samples.none")}</p>
      ) : (
        <Scrolling label={t("samples.caption")}>
          <table className={styles["table"]}>
            <caption>{t("samples.caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("samples.at")}</th>
                <th scope="col">{t("samples.from")}</th>
                <th scope="col">{t("samples.looks")}</th>
                <th scope="col">{t("samples.same")}</th>
                <th scope="col">{t("samples.kappa")}</th>
                <th scope="col">{t("samples.seed")}</th>
              </tr>
            </thead>
            <tbody>
              {samples.map((sample) => (
                <SampleRow key={sample.id} sample={sample} />
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </Panel>
  );
}

function SampleRow({ sample }: { sample: Sample }) {
  const t = useTexts(qualityTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  const { agreement } = sample;
  const kappa = (value: number | null): string => (value === null ? "–" : formatNumber(value, language, 2));
  return (
    <tr>
      <th scope="row">
        <At instant={sample.drawnAt} />
        <br />
        <span className={styles["dim"]}>
          <bdi>{sample.drawnBy.name}</bdi>
        </span>
      </th>
      <td className={styles["figure"]}>
        {t("samples.population", { items: number(sample.items), whole: number(sample.population) })}
      </td>
      <td className={styles["figure"]}>
        {t("of", { part: number(sample.decided), whole: number(sample.items) })}
        {sample.gone === 0 ? null : (
          <span className={styles["dim"]}> {t("samples.gone", { number: number(sample.gone) })}</span>
        )}
      </td>
      {agreement === null ? (
        <td colSpan={2} className={styles["dim"]}>
          {t("samples.tooFew")}
        </td>
      ) : (
        <>
          <td className={styles["figure"]}>
            <strong>{shareText(agreement.same / agreement.items, "share", language)}</strong>{" "}
            {t("of", { part: number(agreement.same), whole: number(agreement.items) })}
          </td>
          <td className={styles["figure"]}>
            {agreement.kappa === null ? (
              <span className={styles["dim"]}>{t("samples.one")}</span>
            ) : (
              <>
                <strong>{kappa(agreement.kappa)}</strong>{" "}
                <bdi className={styles["dim"]}>
                  {kappa(agreement.low)} – {kappa(agreement.high)}
                </bdi>
              </>
            )}
          </td>
        </>
      )}
      <td>
        <Code>{sample.seed}</Code>
      </td>
    </tr>
  );
}
