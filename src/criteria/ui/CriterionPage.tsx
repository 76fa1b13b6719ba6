// One rule: what it looks for in plain words, its dossier, its tests, how it runs, its history, and what can come next.
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Answer, Code, Icon, Page, Panel, TabBar, useMay, useTexts } from "#design/ui";
import type { CriterionDetail, CriterionState } from "../contract.ts";
import { DayOf, OutcomeWord, StateWord, Stopped } from "./criterion-parts.tsx";
import { criteriaTexts } from "./criteria-texts.ts";
import styles from "./criteria.module.css";
import { DossierPart } from "./DossierPart.tsx";
import { FaultLines } from "./FaultLines.tsx";
import { HistoryPart } from "./HistoryPart.tsx";
import { useLexicon, WithLexicon } from "./lexicon.tsx";
import { criterionQuery } from "./queries.ts";
import { RuleWords } from "./RuleWords.tsx";
import { RunningPart } from "./RunningPart.tsx";
import { isWritable, pipeline } from "./steps.ts";
import { StepsPanel } from "./StepsPanel.tsx";
import { TestsPart } from "./TestsPart.tsx";

const here = getRouteApi("/signed-in/criterion/$criterionId");

/** The rule at its address; `version` shows another than the newest. */
export function CriterionScreen() {
  const t = useTexts(criteriaTexts);
  const { criterionId } = here.useParams();
  const { version, part = "rule" } = here.useSearch();
  const query = useQuery(criterionQuery(criterionId, version ?? null));
  const detail = query.data;
  return (
    <Page
      title={detail?.shown.dossier.title ?? t("criterion.title")}
      heading={detail === undefined ? undefined : <bdi>{detail.shown.dossier.title}</bdi>}
      trail={[{ label: t("list.title"), link: (label) => <Link to="/criteria">{label}</Link> }]}
      facts={detail === undefined ? undefined : <HeadFacts detail={detail} />}
      actions={
        <>
          {detail === undefined ? null : (
            <a
              className={styles["download"]}
              href={`/api/criteria/${detail.id}/dossier?version=${detail.shown.version}`}
              download={`${detail.code}-${detail.shown.version}.json`}
            >
              {t("criterion.download")}
            </a>
          )}
          <EditLink detail={detail} />
        </>
      }
    >
      <Answer query={query}>
        {(found) => (
          <WithLexicon>
            <Pipeline state={found.shown.state} />
            <Standing detail={found} />
            <div className={styles["layout"]} data-wide={part === "tests"}>
              <Parts detail={found} part={part} />
              <Panel title={t("steps.heading")}>
                <StepsPanel detail={found} />
              </Panel>
            </div>
          </WithLexicon>
        )}
      </Answer>
    </Page>
  );
}

function EditLink({ detail }: { detail: CriterionDetail | undefined }) {
  const t = useTexts(criteriaTexts);
  const mayWrite = useMay("write-criterion");
  if (detail === undefined || !mayWrite || !isWritable(detail)) return null;
  return (
    <Button
      size="xs"
      renderRoot={(props: object) => (
        <Link to="/criterion/$criterionId/edit" params={{ criterionId: detail.id }} {...props} />
      )}
    >
      {t("criterion.edit")}
    </Button>
  );
}

function HeadFacts({ detail }: { detail: CriterionDetail }) {
  const t = useTexts(criteriaTexts);
  const navigate = useNavigate();
  const { shown, versions } = detail;
  return (
    <>
      <StateWord state={shown.state} />
      <Code>{detail.code}</Code>
      {shown.rule === null ? null : <OutcomeWord outcome={shown.rule.outcome} />}
      {versions.length < 2 ? (
        <span>{t("version.number", { version: shown.version })}</span>
      ) : (
        <Select
          size="xs"
          w={190}
          aria-label={t("version.choose")}
          allowDeselect={false}
          value={String(shown.version)}
          data={versions.map(({ version, state }) => ({
            value: String(version),
            label: `${t("version.number", { version })}, ${t(`state.${state}`)}`,
          }))}
          onChange={(chosen) =>
            void navigate({
              to: "/criterion/$criterionId",
              params: { criterionId: detail.id },
              search: ({ part }) => ({
                ...(part === undefined ? {} : { part: partOf(part) }),
                version: Number(chosen),
              }),
              replace: true,
            })
          }
        />
      )}
      <span>
        {t("column.owner")}: <bdi>{detail.owner.name}</bdi>
      </span>
      {shown.reviewDue === null ? null : (
        <span>
          {t("column.review")}: <DayOf instant={shown.reviewDue} />
        </span>
      )}
      {shown.sunsetAt === null ? null : (
        <span>
          {t("column.sunset")}: <DayOf instant={shown.sunsetAt} />
        </span>
      )}
    </>
  );
}

const parts = ["rule", "dossier", "tests", "running", "history"] as const;
const partOf = (part: string) => parts.find((one) => one === part) ?? "rule";

/** How far the version has come. */
function Pipeline({ state }: { state: CriterionState }) {
  const t = useTexts(criteriaTexts);
  const at = pipeline.indexOf(state);
  return (
    <ol className={styles["pipeline"]} aria-label={t("pipeline.label")}>
      {pipeline.map((one, index) => (
        <li
          key={one}
          data-done={at >= 0 && index < at}
          {...(index === at ? { "aria-current": "step" as const } : {})}
        >
          {at >= 0 && index < at ? <Icon name="check" size={12} /> : null}
          {t(`state.${one}`)}
          {at >= 0 && index < at ? <span className="spoken"> {t("pipeline.done")}</span> : null}
        </li>
      ))}
    </ol>
  );
}

/** That it does not run any more, and why. */
function Standing({ detail: { shown, history } }: { detail: CriterionDetail }) {
  const t = useTexts(criteriaTexts);
  if (shown.state !== "suspended" && shown.state !== "retired") return null;
  const stop = history.findLast(
    ({ version, step }) =>
      version === shown.version && (step === "suspended" || step === "auto-suspended" || step === "retired"),
  );
  return (
    <div className={styles["standing"]} role="note">
      <Icon name="alerts" size={15} />
      <span>
        <strong>{t(`standing.${shown.state}`)}</strong>{" "}
        {stop === undefined ? null : (
          <>
            <Stopped stopped={{ ...stop, reason: stop.reason ?? "" }} /> ({t.code("step.was", stop.step)},{" "}
            <bdi>{stop.by.name}</bdi>, <DayOf instant={stop.at} />)
          </>
        )}
      </span>
    </div>
  );
}

function Parts({ detail, part }: { detail: CriterionDetail; part: (typeof parts)[number] }) {
  const { t } = useLexicon();
  const navigate = useNavigate();
  return (
    <TabBar
      label={t("criterion.tabs")}
      chosen={part}
      onChoose={(next) =>
        void navigate({
          to: "/criterion/$criterionId",
          params: { criterionId: detail.id },
          search: ({ version }) => ({
            ...(version === undefined ? {} : { version }),
            ...(next === "rule" ? {} : { part: next }),
          }),
          replace: true,
        })
      }
      tabs={[
        { id: "rule", label: t("tab.rule"), content: <RulePart detail={detail} /> },
        { id: "dossier", label: t("tab.dossier"), content: <DossierPart detail={detail} /> },
        {
          id: "tests",
          label: t("tab.tests"),
          count: detail.backTests.length,
          content: <TestsPart detail={detail} />,
        },
        { id: "running", label: t("tab.running"), content: <RunningPart version={detail.shown} /> },
        { id: "history", label: t("tab.history"), content: <HistoryPart detail={detail} /> },
      ]}
    />
  );
}

function RulePart({ detail: { shown } }: { detail: CriterionDetail }) {
  const { t } = useLexicon();
  if (shown.rule === null) return <p className={styles["part"]}>{t("criterion.noRule")}</p>;
  return (
    <div className={styles["part"]}>
      <Panel title={t("words.heading")}>
        <RuleWords rule={shown.rule} />
      </Panel>
      {shown.faults.length === 0 ? null : (
        <Panel title={t("faults.heading")}>
          <FaultLines faults={shown.faults} />
        </Panel>
      )}
      <Panel title={t("criterion.text")}>
        <pre className={styles["printed"]} dir="ltr" lang="en">
          {shown.text}
        </pre>
        <p className={styles["dim"]}>
          {t("step.fingerprint")} <Code dim>{shown.fingerprint}</Code>
        </p>
      </Panel>
    </div>
  );
}
