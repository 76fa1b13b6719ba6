// Modules of high risk: which are in operation and on what, the officer's advice, the head's decision, the stop (LED-27).
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  Answer,
  At,
  Fact,
  Facts,
  formatDay,
  Panel,
  ReasonDialog,
  useSurroundings,
  useMay,
  useTexts,
} from "#design/ui";
import type { Modules } from "../going-live-contract.ts";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";
import { adviseModule, decideModule, modulesQuery, stopModule } from "./queries.ts";

type Module = Modules["modules"][number];
/** A day (2027-01-31) as the language writes it. */
function dayText(day: string, language: Parameters<typeof formatDay>[1]): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return formatDay({ year, month, day: date }, language);
}

type Act = "advise" | "putIn" | "refuse" | "stop";

export function ModulesPart() {
  const t = useTexts(evidenceTexts);
  const { language } = useSurroundings();
  const query = useQuery(modulesQuery);
  return (
    <div className={styles["page"]}>
      <p className={styles["lead"]}>{t("modules.text")}</p>
      <Answer query={query} rows={6}>
        {({ rehearsal, assessment, modules }) => (
          <>
            {rehearsal ? <p>{t("modules.rehearsal")}</p> : null}
            <Facts>
              <Fact label={t("modules.assessment")}>
                {assessment === null
                  ? t("modules.assessment.none")
                  : t(assessment.inForce ? "modules.assessment.holds" : "modules.assessment.due", {
                      number: String(assessment.number),
                      day: dayText(assessment.reviewOn, language),
                    })}
              </Fact>
            </Facts>
            {modules.map((module) => (
              <ModulePanel key={module.module} of={module} ready={assessment?.inForce ?? false} />
            ))}
          </>
        )}
      </Answer>
    </div>
  );
}

function ModulePanel({ of, ready }: { of: Module; ready: boolean }) {
  const t = useTexts(evidenceTexts);
  const { language } = useSurroundings();
  const mayAdvise = useMay("advise-module");
  const mayDecide = useMay("put-in-operation");
  const mayStop = useMay("stop-module");
  const [asking, setAsking] = useState<Act | null>(null);
  const acts: readonly Act[] = [
    ...(mayAdvise && ready && !of.waiting ? (["advise"] as const) : []),
    ...(mayDecide && of.waiting ? (["putIn", "refuse"] as const) : []),
    ...(mayStop && of.holdsUntil !== null ? (["stop"] as const) : []),
  ];
  const act = async (said: string): Promise<void> => {
    if (asking === "advise") await adviseModule(of.module, said);
    else if (asking === "stop") await stopModule(of.module, said);
    else if (asking !== null) await decideModule(of.module, { live: asking === "putIn", reason: said });
  };
  return (
    <Panel title={t(`module.${of.module}`)}>
      <p>
        <strong>
          {t(`module.state.${of.state}`, {
            day: of.holdsUntil === null ? "" : dayText(of.holdsUntil, language),
          })}
        </strong>
        {of.dueSoon && of.state === "live" ? ` · ${t("module.dueSoon")}` : ""}
        {of.waiting ? ` · ${t("module.waiting")}` : ""}
      </p>
      {acts.length === 0 ? null : (
        <div className={styles["bar"]}>
          {acts.map((one) => (
            <Button
              key={one}
              size="xs"
              variant={one === "putIn" || one === "advise" ? "filled" : "default"}
              onClick={() => setAsking(one)}
            >
              {t(`module.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {of.steps.length === 0 ? null : <Steps of={of} />}
      <ReasonDialog
        title={asking === null ? null : t(`module.${of.module}`)}
        label={t(asking === "advise" ? "module.advice" : "module.reason")}
        {...(asking === "advise" ? { hint: t("module.advice.hint") } : {})}
        lacking={t("module.lacking")}
        submit={asking === null ? "" : t(`module.${asking}`)}
        danger={asking === "stop"}
        done={t("module.done")}
        texts={t}
        changes={modulesQuery.queryKey}
        onClose={() => setAsking(null)}
        act={act}
      />
    </Panel>
  );
}

function Steps({ of }: { of: Module }) {
  const t = useTexts(evidenceTexts);
  return (
    <ul className={styles["steps"]} aria-label={t("module.history")}>
      {of.steps.flatMap((step) => {
        const said = [
          { what: "advised" as const, by: step.advisedBy, at: step.advisedAt, text: step.advice },
          {
            what: step.state === "refused" ? ("refused" as const) : ("live" as const),
            by: step.decidedBy,
            at: step.decidedAt,
            text: step.reason,
          },
          { what: "stopped" as const, by: step.stoppedBy, at: step.stoppedAt, text: step.stopReason },
        ];
        return said.toReversed().map(({ what, by, at, text }) =>
          at === null ? null : (
            <li key={`${what} ${at}`}>
              {t(`module.step.${what}`)}, {t("module.on", { number: String(step.assessment) })}:{" "}
              <bdi>{by}</bdi>, <At instant={at} day="always" />: <bdi>{text}</bdi>
            </li>
          ),
        );
      })}
    </ul>
  );
}
