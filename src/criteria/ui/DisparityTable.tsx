// Whom a rule selects: each group beside all others, with intervals, and an alarm where the difference is no chance.
import { useMemo } from "react";
import {
  DataTable,
  formatNumber,
  formatShare,
  FromTo,
  Icon,
  SeverityShape,
  useSurroundings,
  useTexts,
  type Column,
  type Language,
  type TranslateOf,
} from "#design/ui";
import type { DisparityLine } from "../contract.ts";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";
import { RatioDrawn, RatioShown } from "./intervals.tsx";
import { useLexicon, type Lexicon } from "./lexicon.tsx";

const order: Readonly<Record<DisparityLine["by"], number>> = { nationality: 0, age: 1, sex: 2, route: 3 };
const weight: Readonly<Record<DisparityLine["verdict"], number>> = { alarm: 0, unsure: 1, within: 2 };

export function DisparityTable({ lines }: { lines: readonly DisparityLine[] }) {
  const lexicon = useLexicon();
  const t = useTexts(criteriaTexts);
  const { language } = useSurroundings();
  const columns = useMemo(() => columnsOf(t, lexicon, language), [t, lexicon, language]);
  const rows = useMemo(
    () =>
      lines.toSorted(
        (one, other) =>
          order[one.by] - order[other.by] ||
          weight[one.verdict] - weight[other.verdict] ||
          other.travellers - one.travellers,
      ),
    [lines],
  );
  return (
    <>
      <p className={styles["hint"]}>{t("disparity.hint")}</p>
      <DataTable
        caption={t("disparity.caption")}
        columns={columns}
        rows={rows}
        rowKey={(line) => `${line.by} ${line.group}`}
        groupOf={(line) => ({ key: line.by, heading: t(`by.${line.by}`) })}
        tone={(line) =>
          line.verdict === "alarm" ? "strong" : line.verdict === "unsure" ? "possible" : undefined
        }
        empty={<p className={styles["dim"]}>{t("disparity.none")}</p>}
      />
    </>
  );
}

/** What a group is called. */
export function GroupName({ line: { by, group } }: { line: Pick<DisparityLine, "by" | "group"> }) {
  const lexicon = useLexicon();
  if (by === "route" && group.includes("-")) {
    const [from = "", to = ""] = group.split("-");
    return <FromTo from={from} to={to} />;
  }
  return <span>{groupWords(lexicon, by, group)}</span>;
}

export function groupWords(lexicon: Lexicon, by: DisparityLine["by"], group: string): string {
  if (group === "other" || group === "not-told") return lexicon.t(`group.of.${group}`);
  if (by === "nationality") return lexicon.value("traveller.nationality", group);
  if (by === "sex") return lexicon.value("traveller.sex", group);
  return lexicon.isolate(group.replace("-", by === "age" ? "–" : " → "));
}

function columnsOf(
  t: TranslateOf<typeof criteriaTexts>,
  lexicon: Lexicon,
  language: Language,
): readonly Column<DisparityLine>[] {
  return [
    {
      id: "group",
      header: t("disparity.group"),
      names: true,
      least: 110,
      sortBy: (line) => groupWords(lexicon, line.by, line.group),
      cell: (line) => <GroupName line={line} />,
    },
    {
      id: "travellers",
      header: t("disparity.travellers"),
      width: 116,
      align: "end",
      sortBy: (line) => line.travellers,
      cell: (line) => <bdi dir="ltr">{formatNumber(line.travellers, language)}</bdi>,
    },
    {
      id: "matches",
      header: t("disparity.matches"),
      width: 116,
      align: "end",
      sortBy: (line) => line.matches,
      cell: (line) => <bdi dir="ltr">{formatNumber(line.matches, language)}</bdi>,
    },
    {
      id: "rate",
      header: t("disparity.rate"),
      width: 84,
      align: "end",
      sortBy: (line) => line.rate.value,
      cell: (line) => (
        <bdi dir="ltr">{line.rate.value === null ? "–" : formatShare(line.rate.value, language)}</bdi>
      ),
    },
    {
      id: "ratio",
      header: t("disparity.ratio"),
      hint: t("disparity.ratio.hint"),
      width: 142,
      sortBy: (line) => line.ratio,
      cell: (line) => <RatioShown line={line} />,
    },
    {
      id: "drawn",
      header: t("disparity.drawn"),
      width: 160,
      cell: (line) => <RatioDrawn line={line} />,
    },
    {
      id: "verdict",
      header: t("disparity.verdict"),
      width: 146,
      sortBy: (line) => weight[line.verdict],
      cell: (line) => <Verdict verdict={line.verdict} />,
    },
  ];
}

function Verdict({ verdict }: { verdict: DisparityLine["verdict"] }) {
  const t = useTexts(criteriaTexts);
  return (
    <span className={styles["verdict"]} data-verdict={verdict} title={t(`verdict.${verdict}.hint`)}>
      {verdict === "within" ? (
        <Icon name="check" size={13} />
      ) : (
        <SeverityShape severity={verdict === "alarm" ? "error" : "warning"} />
      )}
      {t(`verdict.${verdict}`)}
    </span>
  );
}
