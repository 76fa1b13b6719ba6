// The figures of a year or a month, counted from the ledger: seen, counted again, taken away.
import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  Fact,
  Facts,
  formatMonth,
  formatNumber,
  formatShare,
  Notice,
  Panel,
  problemText,
  RefusalNotice,
  serverNow,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { Recount, Statistics } from "../contract.ts";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";
import { FigureTable, Scrolled, type ShownFigure } from "./FigureTable.tsx";
import { countAgain, statisticsQuery, type Period } from "./queries.ts";
import { saveText } from "./save-text.ts";

const yearsBack = 5;
const twoDigits = (value: number): string => String(value).padStart(2, "0");

function periodOf(year: number, month: number | null): Period {
  if (month === null) return { from: `${year}-01-01`, until: `${year + 1}-01-01` };
  const next = month === 12 ? `${year + 1}-01` : `${year}-${twoDigits(month + 1)}`;
  return { from: `${year}-${twoDigits(month)}-01`, until: `${next}-01` };
}

export function StatisticsPart() {
  const t = useTexts(evidenceTexts);
  const { language } = useSurroundings();
  const thisYear = new Date(serverNow()).getUTCFullYear();
  const [year, setYear] = useState(thisYear);
  const [month, setMonth] = useState<number | null>(null);
  const period = periodOf(year, month);
  const query = useQuery(statisticsQuery(period));
  const queries = useQueryClient();
  const counting = useMutation({
    mutationFn: () => countAgain(period),
    onSettled: () => queries.invalidateQueries({ queryKey: ["statistics"] }),
  });
  return (
    <div className={styles["page"]}>
      <p className={styles["lead"]}>{t("statistics.text")}</p>
      <div className={styles["bar"]}>
        <NativeSelect
          label={t("statistics.year")}
          value={String(year)}
          data={Array.from({ length: yearsBack }, (_, at) => String(thisYear - at))}
          onChange={({ currentTarget: { value } }) => setYear(Number(value))}
        />
        <NativeSelect
          label={t("statistics.month")}
          value={month === null ? "" : String(month)}
          data={[
            { value: "", label: t("statistics.whole") },
            ...Array.from({ length: 12 }, (_, at) => ({
              value: String(at + 1),
              label: formatMonth(`${year}-${twoDigits(at + 1)}`, language),
            })),
          ]}
          onChange={({ currentTarget: { value } }) => setMonth(value === "" ? null : Number(value))}
        />
        <Button variant="default" loading={counting.isPending} onClick={() => counting.mutate()}>
          {t("statistics.recount")}
        </Button>
        <Button
          variant="default"
          disabled={query.data === undefined}
          onClick={() =>
            saveText(`statistics-${period.from}-${period.until}.json`, JSON.stringify(query.data, null, 2))
          }
        >
          {t("statistics.save")}
        </Button>
      </div>
      {counting.error === null ? null : (
        <RefusalNotice problem={counting.error} say={(problem) => problemText(problem, t)} />
      )}
      {counting.data === undefined ? null : <Recounted found={counting.data} />}
      <Answer query={query} rows={12}>
        {(statistics) => <Shown statistics={statistics} />}
      </Answer>
    </div>
  );
}

function Recounted({ found }: { found: Recount }) {
  const t = useTexts(evidenceTexts);
  const { language } = useSurroundings();
  const days = formatNumber(found.days, language);
  if (found.differences.length === 0)
    return <Notice title={t("recount.same", { days })}>{t("recount.same.text")}</Notice>;
  return (
    <Notice tone="problem" title={t("recount.differs", { number: found.differences.length })}>
      <ul>
        {found.differences.slice(0, 20).map(({ day, figure, part, kept, ledger }) => (
          <li key={`${day} ${figure} ${part}`}>
            <Code>{`${day} ${figure} ${part}`}</Code> {t("recount.line", { kept, ledger })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Shown({ statistics }: { statistics: Statistics }) {
  const t = useTexts(evidenceTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  return (
    <>
      <Panel title={t("statistics.figures")}>
        {statistics.amounts.length === 0 ? (
          <p>{t("statistics.none")}</p>
        ) : (
          <FigureTable name={t("statistics.figures")} figures={figuresFrom(statistics.amounts)} />
        )}
      </Panel>
      <Panel title={t("statistics.rates")}>
        <Scrolled name={t("statistics.rates")}>
          <table className={styles["table"]}>
            <caption className="spoken">{t("statistics.rates")}</caption>
            <tbody>
              {statistics.rates.map(({ rate, of, among }) => (
                <tr key={rate}>
                  <th scope="row">{t(`rate.${rate}`)}</th>
                  <td className={styles["number"]}>
                    {among === 0 ? t("rate.none") : formatShare(of / among, language)}
                  </td>
                  <td>{t("rate.among", { of: number(of), among: number(among) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </Panel>
      <Panel title={t("statistics.rests")}>
        <Facts>
          <Fact label={t("rests.entries")}>{number(statistics.entries)}</Fact>
          <Fact label={t("rests.days")}>
            {t("rests.days.text", { kept: number(statistics.kept), fresh: number(statistics.fresh) })}
          </Fact>
          <Fact label={t("rests.profile")}>
            <Code>{statistics.profile}</Code>
          </Fact>
          <Fact label={t("rests.made")}>
            <At instant={statistics.madeAt} day="always" />
          </Fact>
          <Fact label={t("rests.head")}>
            {statistics.head === null ? null : (
              <span className={styles["hash"]}>
                <Code>{`${statistics.head.size}:${statistics.head.root}`}</Code>
              </span>
            )}
          </Fact>
        </Facts>
      </Panel>
    </>
  );
}

function figuresFrom(amounts: Statistics["amounts"]): readonly ShownFigure[] {
  const names = [...new Set(amounts.map(({ figure }) => figure))];
  return names.map((figure) => {
    const own = amounts.filter((one) => one.figure === figure);
    return {
      figure,
      total: own.reduce((sum, { amount }) => sum + amount, 0),
      parts: own.filter(({ part }) => part !== ""),
    };
  });
}
