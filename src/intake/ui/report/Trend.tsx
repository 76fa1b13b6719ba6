// Twelve months as lines and as a table: shares of correct messages, complete travellers and pushes in time.
import type { CarrierReport } from "../../report-contract.ts";
import { useSurroundings, useTexts } from "#design/ui";
import { figuresIn, inTimeShare } from "./report-figures.ts";
import { reportTexts } from "./report-texts.ts";
import { ReportTable } from "./ReportTable.tsx";
import styles from "./report.module.css";

type Month = CarrierReport["months"][number];
const lines = ["correct", "complete", "inTime"] as const;
const shareOf = (month: Month, line: (typeof lines)[number]): number | null =>
  line === "inTime" ? inTimeShare([month]) : month[line];

const [width, height] = [720, 150];

/** The picture is a twin of the table, which says the same in numbers. */
export function Trend({ months }: { months: readonly Month[] }) {
  const t = useTexts(reportTexts);
  const { language } = useSurroundings();
  const figures = figuresIn(language);
  const isRtl = language === "ar";
  const x = (at: number) => {
    const along = 58 + (at / Math.max(1, months.length - 1)) * (width - 78);
    return isRtl ? width - along : along;
  };
  // What lies under the least of all is of no use to anybody: the picture begins at the tenth below it.
  const all = months.flatMap((month) => lines.flatMap((line) => shareOf(month, line) ?? []));
  const floor = Math.min(0.9, Math.floor(Math.min(1, ...all) * 10) / 10);
  const y = (share: number) => 12 + ((1 - share) / (1 - floor)) * (height - 36);
  return (
    <>
      <ul className={styles["legend"]} aria-hidden="true">
        {lines.map((line) => (
          <li key={line} data-line={line}>
            <svg width="26" height="10">
              <line x1="0" x2="26" y1="5" y2="5" />
              <Mark line={line} x={13} y={5} />
            </svg>
            {t(line)}
          </li>
        ))}
      </ul>
      <svg className={styles["trend"]} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {[floor, (1 + floor) / 2, 1].map((share) => (
          <g key={share}>
            <line x1="0" x2={width} y1={y(share)} y2={y(share)} className={styles["grid"]} />
            <text x={isRtl ? width : 0} y={y(share) - 3} textAnchor={isRtl ? "end" : "start"} direction="ltr">
              {figures.share(share)}
            </text>
          </g>
        ))}
        {months.map(({ month }, at) => (
          <text key={month} x={x(at)} y={height - 4} textAnchor="middle">
            {figures.month(month, "short")}
          </text>
        ))}
        {lines.map((line) => (
          <g key={line} data-line={line}>
            {months.map((month, at) => {
              const [share, next] = [shareOf(month, line), months[at + 1]];
              const after = next === undefined ? null : shareOf(next, line);
              return share === null ? null : (
                <g key={month.month}>
                  {after === null ? null : <line x1={x(at)} y1={y(share)} x2={x(at + 1)} y2={y(after)} />}
                  <Mark line={line} x={x(at)} y={y(share)} />
                </g>
              );
            })}
          </g>
        ))}
      </svg>
      <ReportTable
        caption={t("part.trend")}
        words={[t("month")]}
        figures={(["messages", "travellers", "correct", "complete", "errors", "owed", "inTime"] as const).map(
          (name) => t(name),
        )}
      >
        {months.map((month) => (
          <tr key={month.month}>
            <th scope="row">{figures.month(month.month)}</th>
            {[
              figures.number(month.messages),
              figures.number(month.travellers),
              figures.share(month.correct),
              figures.share(month.complete),
              figures.oneDigit(month.errorsPerThousand),
              figures.number(month.expected),
              figures.share(inTimeShare([month])),
            ].map((value, at) => (
              <td key={at} data-align="end">
                {value ?? "–"}
              </td>
            ))}
          </tr>
        ))}
      </ReportTable>
    </>
  );
}

/** Lines are told apart by the shape of their marks too. */
function Mark({ line, x, y }: { line: (typeof lines)[number]; x: number; y: number }) {
  if (line === "correct") return <circle cx={x} cy={y} r={3.4} />;
  if (line === "complete") return <rect x={x - 3.2} y={y - 3.2} width={6.4} height={6.4} />;
  return <path d={`M${x} ${y - 4.4}l4.4 7.6h-8.8z`} />;
}
