// The monthly report on a carrier's deliveries: made to be printed, saved and sent, in the language of who reads it.
import { Button, Select } from "@mantine/core";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState, type ReactNode } from "react";
import type { CarrierReport } from "../../report-contract.ts";
import {
  Answer,
  Code,
  directionOf,
  get,
  isLanguage,
  languages,
  Loading,
  Page,
  serverNow,
  SurroundingsProvider,
  useSurroundings,
  useTexts,
  withQuery,
  type Language,
} from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import { recentMonths } from "../quality-period.ts";
import { pageCount, pageFrame, pageNumber } from "./page-frame.ts";
import { csvOf, figuresIn, reportTable, utcText } from "./report-figures.ts";
import { reportTexts } from "./report-texts.ts";
import { EvidenceList, HowCounted, Owed, Rules, Summary, Unmet } from "./ReportParts.tsx";
import { Trend } from "./Trend.tsx";
import styles from "./report.module.css";

export type ReportScreenProps = {
  readonly carrierId: string;
  /** `2026-10`. */
  readonly month: string | undefined;
  readonly onMonth: (month: string) => void;
  /** Who makes it: the unit, its program, the person signed in. */
  readonly maker: { readonly unit: string; readonly version: string; readonly name: string };
  /** What other slices say of the carrier. */
  readonly agreed: ReactNode;
  readonly certified: ReactNode;
};

function reportQuery(carrierId: string, month: string) {
  return queryOptions({
    queryKey: ["carrier-report", carrierId, month],
    queryFn: ({ signal }) =>
      get<CarrierReport>(withQuery(`/api/carriers/${carrierId}/report`, { month }), { signal }),
    placeholderData: keepPreviousData,
    // Each look is an entry in the ledger: it is not asked for again by itself.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function ReportScreen({ carrierId, month, onMonth, maker, agreed, certified }: ReportScreenProps) {
  const t = useTexts(reportTexts);
  const list = useTexts(intakeTexts);
  const around = useSurroundings();
  const [language, setLanguage] = useState<Language>(around.language);
  const months = recentMonths(serverNow());
  const shown = month ?? months[1] ?? "";
  const query = useQuery(reportQuery(carrierId, shown));
  const own = figuresIn(around.language);
  const { data } = query;
  return (
    <Page
      title={data === undefined ? t("title") : t("of", { carrier: data.carrier.name })}
      heading={t("title")}
      trail={[
        { label: list("column.carrier"), link: () => <Link to="/carriers">{list("report.carriers")}</Link> },
        {
          label: data?.carrier.name ?? "…",
          link: (label) => (
            <Link to="/carrier/$carrierId" params={{ carrierId }}>
              {label}
            </Link>
          ),
        },
      ]}
      prints
    >
      <div className={styles["choices"]}>
        <Select
          label={t("month")}
          allowDeselect={false}
          value={shown}
          data={[...new Set([...months, shown])].map((value) => ({ value, label: own.month(value) }))}
          onChange={(value) => value !== null && onMonth(value)}
        />
        <Select
          label={t("language")}
          allowDeselect={false}
          value={language}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          onChange={(value) => isLanguage(value) && setLanguage(value)}
        />
        <Button onClick={() => globalThis.print()}>{t("print")}</Button>
        {data === undefined ? null : (
          <>
            <Button variant="default" onClick={() => save(data, "csv")}>
              {t("csv")}
            </Button>
            <Button variant="default" onClick={() => save(data, "json")}>
              {t("json")}
            </Button>
          </>
        )}
      </div>
      <Answer query={query} rows={12}>
        {(report) => (
          <SurroundingsProvider value={{ ...around, language }}>
            <Suspense fallback={<Loading rows={12} />}>
              <div lang={language} dir={directionOf(language)}>
                <Report report={report} maker={maker} agreed={agreed} certified={certified} />
              </div>
            </Suspense>
          </SurroundingsProvider>
        )}
      </Answer>
    </Page>
  );
}

function save(report: CarrierReport, as: "csv" | "json"): void {
  const text = as === "csv" ? csvOf(reportTable(report)) : `${JSON.stringify(report, null, 2)}\n`;
  const type = as === "csv" ? "text/csv" : "application/json";
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `report-${report.carrier.code}-${report.month}.${as}`;
  link.click();
  URL.revokeObjectURL(address);
}

function Report({
  report,
  maker,
  agreed,
  certified,
}: { report: CarrierReport } & Pick<ReportScreenProps, "maker" | "agreed" | "certified">) {
  const t = useTexts(reportTexts);
  const { language } = useSurroundings();
  const { carrier, scorecard } = report;
  const { messages } = scorecard.totals;
  const nothing = messages === 0 && scorecard.timeliness.length === 0;
  const parts: readonly (readonly [Parameters<typeof t>[0], ReactNode])[] = [
    ["part.summary", nothing ? <p key="none">{t("none")}</p> : <Summary key="summary" report={report} />],
    ["part.timeliness", <Owed key="owed" scorecard={scorecard} />],
    ["part.unmet", <Unmet key="unmet" unmet={report.unmet} timeliness={scorecard.timeliness} />],
    ["part.rules", <Rules key="rules" worst={report.worst} rules={scorecard.rules} messages={messages} />],
    ["part.trend", <Trend key="trend" months={report.months} />],
    ["part.evidence", <EvidenceList key="evidence" evidence={report.evidence} messages={messages} />],
    ["part.agreed", agreed],
    ["part.certified", certified],
    ["part.how", <HowCounted key="how" scorecard={report.scorecard} />],
  ];
  return (
    <article className={styles["report"]}>
      <style>
        {pageFrame({
          head: `${carrier.name} (${carrier.code}) · ${t("heading", { month: figuresIn(language).month(report.month) })}`,
          foot: `${maker.unit} · OpenPIU ${maker.version} · ${report.profile} · ${utcText(report.madeAt)} UTC`,
          page: t("page", { page: pageNumber, pages: pageCount }),
          isRtl: directionOf(language) === "rtl",
        })}
      </style>
      <header>
        <h2>{t("heading", { month: figuresIn(language).month(report.month) })}</h2>
        <dl className={styles["address"]}>
          <dt>{t("to")}</dt>
          <dd>
            <bdi>{carrier.name}</bdi> <Code>{carrier.code}</Code>
          </dd>
          <dt>{t("from")}</dt>
          <dd>
            <bdi>{maker.unit}</bdi>
          </dd>
          <dt>{t("made")}</dt>
          <dd>{t("madeBy", { time: utcText(report.madeAt), name: maker.name })}</dd>
          <dt>{t("counted")}</dt>
          <dd>{t("counted.by", { version: maker.version, profile: report.profile })}</dd>
        </dl>
        {report.isOver ? null : (
          <p className={styles["running"]}>{t("running", { time: utcText(report.madeAt) })}</p>
        )}
      </header>
      {parts.map(([title, content], at) => (
        <section key={title} aria-labelledby={`report-part-${at}`}>
          <h3 id={`report-part-${at}`}>
            {at + 1}. {t(title)}
          </h3>
          {content}
        </section>
      ))}
    </article>
  );
}
