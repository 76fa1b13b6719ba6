// How well a carrier delivers: figures beside those of the time before, days, kinds and rules; a whole month as its report.
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import type { Scorecard } from "../quality-contract.ts";
import {
  Answer,
  Code,
  DataTable,
  Figure,
  Figures,
  formatMonth,
  formatNumber,
  formatRate,
  formatShare,
  Icon,
  Notice,
  Panel,
  serverNow,
  SeverityMark,
  useSurroundings,
  saveTable,
  useTexts,
  type Column,
  type IconName,
} from "#design/ui";
import { RuleText } from "./RuleText.tsx";
import { intakeTexts } from "./intake-texts.ts";
import { lastDays, monthOf, recentMonths } from "./quality-period.ts";
import { scorecardQuery, type QualityPeriod } from "./quality-queries.ts";
import styles from "./quality.module.css";

const spans = [7, 30, 90, 365] as const;

/** A carrier's scorecard, for the last days or as the report of a month. */
export function QualityPart({ carrierId }: { carrierId: string }) {
  const t = useTexts(intakeTexts);
  const [chosen, setChosen] = useState("30");
  const period = useMemo(() => periodOf(chosen), [chosen]);
  const query = useQuery(scorecardQuery(carrierId, period));
  return (
    <div className={styles["part"]}>
      <div className={styles["ask"]}>
        <PeriodChoice chosen={chosen} onChoose={setChosen} />
        <Link
          className={styles["report"]}
          to="/carrier/$carrierId/report"
          params={{ carrierId }}
          search={chosen.includes("-") ? { month: chosen } : {}}
        >
          {t("report.link")}
        </Link>
      </div>
      <Answer query={query}>{(scorecard) => <Measures scorecard={scorecard} />}</Answer>
    </div>
  );
}

function periodOf(chosen: string): QualityPeriod {
  return chosen.includes("-") ? monthOf(chosen) : lastDays(Number(chosen), serverNow());
}

export function PeriodChoice({ chosen, onChoose }: { chosen: string; onChoose: (chosen: string) => void }) {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  return (
    <div className={styles["period"]}>
      <Select
        label={t("quality.period")}
        allowDeselect={false}
        value={chosen}
        data={[
          ...spans.map((days) => ({ value: String(days), label: t("quality.days", { count: days }) })),
          ...recentMonths(serverNow()).map((value) => ({
            value,
            label: t("quality.month", { month: formatMonth(value, language) }),
          })),
        ]}
        onChange={(value) => value !== null && onChoose(value)}
      />
    </div>
  );
}

function Measures({ scorecard }: { scorecard: Scorecard }) {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const { totals, before } = scorecard;
  const number = (value: number): string => formatNumber(value, language);
  const share = (value: number | null): string | null =>
    value === null ? null : formatShare(value, language);
  const perThousand = (value: number | null): string | null =>
    value === null ? null : formatRate(value, language);
  const owed = (name: "expected" | "inTime" | "late" | "incomplete" | "missing"): number =>
    scorecard.timeliness.reduce((sum, one) => sum + one[name], 0);
  // Who sends nothing and owes pushes has a scorecard all the same.
  if (totals.messages === 0 && before.messages === 0 && owed("expected") === 0) {
    return <Notice title={t("quality.none.title")}>{t("quality.none.text")}</Notice>;
  }
  return (
    <>
      <p className={styles["span"]}>
        {scorecard.from} – {scorecard.to}
      </p>
      <Figures large>
        <Compared
          label={t("quality.correct")}
          hint={t("quality.correct.hint")}
          now={share(totals.correct)}
          before={share(before.correct)}
        />
        <Compared
          label={t("quality.complete")}
          hint={t("quality.complete.hint")}
          now={share(totals.complete)}
          before={share(before.complete)}
        />
        <Compared
          label={t("quality.push.inTime")}
          hint={t("quality.timeliness")}
          now={owed("expected") === 0 ? null : share(owed("inTime") / owed("expected"))}
          note={t("quality.lacking", {
            late: number(owed("late")),
            incomplete: number(owed("incomplete")),
            missing: number(owed("missing")),
          })}
        />
        <Compared
          label={t("quality.errors")}
          hint={t("quality.errors.hint")}
          now={perThousand(totals.errorsPerThousand)}
          before={perThousand(before.errorsPerThousand)}
        />
        <Compared
          label={t("quality.messages")}
          hint={t("quality.messages.hint")}
          now={number(totals.messages)}
          before={number(before.messages)}
        />
        <Compared
          label={t("column.travellers")}
          hint={t("quality.travellers.hint")}
          now={number(totals.travellers)}
          before={number(before.travellers)}
        />
        <Compared
          label={t("quality.notTaken")}
          hint={t("quality.notTaken.hint")}
          now={number(totals.refused + totals.quarantined)}
          before={number(before.refused + before.quarantined)}
        />
      </Figures>
      {totals.byFindings + before.byFindings > 0 && (
        <p className={styles["span"]}>
          {t("quality.complete.byFindings", { messages: number(totals.byFindings + before.byFindings) })}
        </p>
      )}
      <InTime timeliness={scorecard.timeliness} />
      <Days days={scorecard.days} />
      <Rules rules={scorecard.rules} />
      <Kinds kinds={scorecard.kinds} />
    </>
  );
}

function Compared({
  label,
  hint,
  now,
  before = null,
  note,
}: {
  label: string;
  hint: string;
  now: ReactNode;
  before?: string | null;
  /** Instead of the figure before. */
  note?: string;
}) {
  const t = useTexts(intakeTexts);
  return (
    <Figure
      name={label}
      hint={hint}
      note={note ?? (before === null ? t("quality.before.none") : t("quality.before", { value: before }))}
    >
      {now ?? "–"}
    </Figure>
  );
}

type Owed = Scorecard["timeliness"][number];

/** What was owed for the flights of the period, and how it came. */
function InTime({ timeliness }: { timeliness: readonly Owed[] }) {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const columns: readonly Column<Owed>[] = [
    { id: "kind", header: t("quality.push"), names: true, cell: ({ kind }) => t.code("quality.push", kind) },
    ...(["expected", "inTime", "late", "incomplete", "missing"] as const).map((name): Column<Owed> => ({
      id: name,
      header: t(`quality.push.${name}`),
      width: 120,
      align: "end",
      sortBy: (row) => row[name],
      cell: (row) => <Lack name={name} count={row[name]} />,
    })),
    {
      id: "share",
      header: t("quality.push.share"),
      width: 120,
      align: "end",
      cell: ({ expected, inTime }) => (expected === 0 ? "–" : formatShare(inTime / expected, language)),
    },
  ];
  return (
    <Panel title={t("quality.timeliness")}>
      <p className={styles["span"]}>{t("quality.timeliness.counted")}</p>
      <DataTable
        caption={t("quality.timeliness")}
        columns={columns}
        rows={timeliness}
        rowKey={({ kind }) => kind}
        empty={<p>{t("quality.timeliness.none")}</p>}
      />
    </Panel>
  );
}

/** What did not come as it should is set off by a sign too; none of it stays quiet. */
function Lack({
  name,
  count,
}: {
  name: "expected" | "inTime" | "late" | "incomplete" | "missing";
  count: number;
}) {
  const { language } = useSurroundings();
  const icon = ({ late: "clock", incomplete: "alerts", missing: "close" } as const)[
    name as "late" | "incomplete" | "missing"
  ] as IconName | undefined;
  if (icon === undefined || count === 0) return formatNumber(count, language);
  return (
    <span className={styles["lack"]} data-lack={name}>
      <Icon name={icon} size={13} /> {formatNumber(count, language)}
    </span>
  );
}

/** A bar a day, as high as its messages, the faulty part set off; the table below it says the same in numbers. */
function Days({ days }: { days: Scorecard["days"] }) {
  const t = useTexts(intakeTexts);
  const most = Math.max(1, ...days.map(({ messages }) => messages));
  const columns: readonly Column<Scorecard["days"][number]>[] = [
    { id: "day", header: t("quality.day"), names: true, sortBy: ({ day }) => day, cell: ({ day }) => day },
    ...(
      ["messages", "faulty", "refused", "quarantined", "duplicates", "travellers", "bookings"] as const
    ).map((name): Column<Scorecard["days"][number]> => ({
      id: name,
      header: t(`quality.count.${name}`),
      width: 120,
      align: "end",
      sortBy: (day) => day[name],
      cell: (day) => day[name],
    })),
  ];
  return (
    <Panel title={t("quality.byDay")}>
      <div className={styles["bars"]} aria-hidden="true">
        {days.map(({ day, messages, faulty }) => (
          <span
            key={day}
            title={`${day}: ${messages}`}
            style={{ height: `${Math.max(2, (messages / most) * 100)}%` }}
          >
            <span style={{ height: `${messages === 0 ? 0 : (faulty / messages) * 100}%` }} />
          </span>
        ))}
      </div>
      <details>
        <summary>{t("quality.numbers")}</summary>
        <DataTable
          caption={t("quality.byDay")}
          columns={columns}
          rows={days.toReversed()}
          rowKey={({ day }) => day}
          empty={null}
        />
      </details>
    </Panel>
  );
}

function Rules({ rules }: { rules: Scorecard["rules"] }) {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const columns: readonly Column<Scorecard["rules"][number]>[] = [
    {
      id: "code",
      header: t("quality.rule"),
      width: 200,
      names: true,
      sortBy: ({ code }) => code,
      cell: ({ code }) => <Code>{code}</Code>,
    },
    {
      id: "severity",
      header: t("quality.severity"),
      width: 110,
      sortBy: ({ severity }) => severity,
      cell: ({ severity }) => <SeverityMark severity={severity} quiet />,
    },
    {
      id: "area",
      header: t("quality.area"),
      width: 130,
      sortBy: ({ area }) => area,
      cell: ({ area }) => t(`quality.area.${area}`),
    },
    {
      id: "text",
      header: t("quality.rule.text"),
      cell: ({ code, text }) => <RuleText code={code} text={text} />,
    },
    {
      id: "findings",
      header: t("column.findings"),
      width: 100,
      align: "end",
      sortBy: ({ findings }) => findings,
      cell: ({ findings }) => formatNumber(findings, language),
    },
    {
      id: "before",
      header: t("quality.findingsBefore"),
      width: 100,
      align: "end",
      sortBy: ({ findingsBefore }) => findingsBefore,
      cell: ({ findingsBefore }) => formatNumber(findingsBefore, language),
    },
  ];
  return (
    <Panel title={t("quality.byRule")}>
      <DataTable
        caption={t("quality.byRule")}
        columns={columns}
        rows={rules}
        rowKey={({ code, severity }) => `${code} ${severity}`}
        bar={rules.length === 0 ? undefined : <Download rules={rules} />}
        empty={<Notice icon="check" title={t("inspector.findings.none.title")} />}
      />
    </Panel>
  );
}

/** The findings as a table for the carrier: codes and counts, nothing of any traveller. */
function Download({ rules }: { rules: Scorecard["rules"] }) {
  const t = useTexts(intakeTexts);
  const save = () => {
    saveTable("findings.csv", [
      ["code", "severity", "area", "findings", "messages", "findings_before", "text", "source"],
      ...rules.map((rule) => [
        rule.code,
        rule.severity,
        rule.area,
        rule.findings,
        rule.messages,
        rule.findingsBefore,
        rule.text,
        rule.source,
      ]),
    ]);
  };
  return (
    <Button size="xs" variant="default" onClick={save}>
      {t("quality.download")}
    </Button>
  );
}

function Kinds({ kinds }: { kinds: Scorecard["kinds"] }) {
  const t = useTexts(intakeTexts);
  const columns: readonly Column<Scorecard["kinds"][number]>[] = [
    {
      id: "kind",
      header: t("column.kind"),
      names: true,
      cell: ({ kind }) => (
        <>
          <Code>{kind}</Code> {t.code("kind", kind)}
        </>
      ),
    },
    ...(["messages", "faulty", "refused", "quarantined", "duplicates"] as const).map(
      (name): Column<Scorecard["kinds"][number]> => ({
        id: name,
        header: t(`quality.count.${name}`),
        width: 130,
        align: "end",
        sortBy: (kind) => kind[name],
        cell: (kind) => kind[name],
      }),
    ),
  ];
  return (
    <Panel title={t("quality.byKind")}>
      <DataTable
        caption={t("quality.byKind")}
        columns={columns}
        rows={kinds}
        rowKey={({ kind }) => kind}
        empty={null}
      />
    </Panel>
  );
}
