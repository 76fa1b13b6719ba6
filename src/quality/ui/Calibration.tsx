// The calibration in force, the decisions a new one would rest on, the one proposed with what it would change, and those before.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  Dialog,
  Figure,
  Figures,
  formatNumber,
  Notice,
  Page,
  Panel,
  problemText,
  say,
  TextForm,
  useDesignTexts,
  useMay,
  useMe,
  useSurroundings,
  useTexts,
} from "#design/ui";
import type { Model, Models } from "../contract.ts";
import { calibrationTexts } from "./calibration-texts.ts";
import { ModelFiguresPart } from "./ModelFigures.tsx";
import { decideModel, modelsQuery, proposeModel, takeModelBack } from "./queries.ts";
import styles from "./quality.module.css";

/** The page at its address. */
export function CalibrationScreen() {
  const t = useTexts(calibrationTexts);
  const query = useQuery(modelsQuery);
  return (
    <Page title={t("calibration.title")} prints>
      <div className={styles["page"]}>
        <p className={styles["lead"]}>{t("calibration.text")}</p>
        <Answer query={query} rows={8}>
          {(models) => <Shown models={models} />}
        </Answer>
      </div>
    </Page>
  );
}

function Shown({ models }: { models: Models }) {
  const t = useTexts(calibrationTexts);
  return (
    <>
      {models.open === null ? null : <Open model={models.open} />}
      <InForce models={models} />
      <Rests models={models} />
      {models.before.length === 0 ? null : (
        <Panel title={t("calibration.before")}>
          <ul className={styles["steps"]}>
            {models.before.map((model) => (
              <li key={model.version}>
                <Steps model={model} />
                <Hindered model={model} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function InForce({ models: { active, engineVersion } }: { models: Models }) {
  const t = useTexts(calibrationTexts);
  const mayApprove = useMay("approve-model");
  const [asking, setAsking] = useState(false);
  return (
    <Panel title={t("calibration.inForce")}>
      {active === null ? (
        <p>
          {t("calibration.own")} {t("calibration.engine")} <Code>{engineVersion}</Code>
        </p>
      ) : (
        <>
          {active.engineVersion === engineVersion ? null : (
            <Notice title={t("calibration.version", { version: active.version })}>
              {t("calibration.otherEngine", { version: active.engineVersion })}
            </Notice>
          )}
          <Steps model={active} />
          <ModelFiguresPart model={active} />
          {mayApprove ? (
            <Button size="xs" variant="default" onClick={() => setAsking(true)}>
              {t("calibration.takeBack")}
            </Button>
          ) : null}
          <Dialog title={t("calibration.takeBack")} opened={asking} onClose={() => setAsking(false)}>
            <p className={styles["lead"]}>{t("calibration.takeBack.text")}</p>
            <Reason
              submit={t("calibration.takeBack")}
              onSubmit={async (reason) => {
                await takeModelBack(active.version, reason);
                setAsking(false);
              }}
            />
          </Dialog>
        </>
      )}
    </Panel>
  );
}

/** A reason; what is on the page is loaded again after it was sent. */
function Reason({ submit, onSubmit }: { submit: string; onSubmit: (reason: string) => Promise<void> }) {
  const t = useTexts(calibrationTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  return (
    <TextForm
      label={t("calibration.reason")}
      hint={t("calibration.reason.hint")}
      submit={submit}
      lacking={t("calibration.reason.lacking")}
      maxLength={2000}
      say={(problem) => problemText(problem, t, common)}
      onSubmit={async (reason) => {
        await onSubmit(reason);
        await queries.invalidateQueries({ queryKey: modelsQuery.queryKey });
        say(t("calibration.done"));
      }}
    />
  );
}

/** Who proposed and decided what when, and why. */
function Steps({ model }: { model: Model }) {
  const t = useTexts(calibrationTexts);
  const step = (one: Model["decided"]) =>
    one === null ? null : (
      <>
        {" "}
        <bdi>{one.by}</bdi>, <At instant={one.at} day="always" />: <bdi>{one.reason}</bdi>
      </>
    );
  return (
    <p className={styles["dim"]}>
      {t("calibration.version", { version: model.version })}, {t(`calibration.state.${model.state}`)}.{" "}
      {t("calibration.engine")} <Code>{model.engineVersion}</Code>. {t("calibration.proposedBy")}
      {step(model.proposed)}
      {step(model.decided)}
      {step(model.withdrawn)}
      {model.dataSetId === null ? null : (
        <>
          <br />
          {t("calibration.dataSet")} <Code>{model.dataSetId.slice(0, 16)}</Code>
        </>
      )}
    </p>
  );
}

function Hindered({ model: { hinderedBy } }: { model: Model }) {
  const t = useTexts(calibrationTexts);
  if (hinderedBy.length === 0) return null;
  return (
    <Notice title={t("hindered.title")}>
      <ul className={styles["steps"]}>
        {hinderedBy.map((one) => (
          <li key={one}>{t(`hindered.${one}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Open({ model }: { model: Model }) {
  const t = useTexts(calibrationTexts);
  const { language } = useSurroundings();
  const me = useMe();
  const mayApprove = useMay("approve-model");
  const [asking, setAsking] = useState<"approve" | "refuse" | null>(null);
  const mine = model.proposed.byId === me;
  const fitting = model.state === "fitting";
  const number = (value: number): string => formatNumber(value, language);
  const progress = t("calibration.fitting", {
    done: number(model.flightsDone),
    flights: number(model.flights),
  });
  return (
    <Panel title={t("calibration.proposed")}>
      <Steps model={model} />
      {fitting ? (
        <>
          <output>{progress}</output>
          <progress max={Math.max(1, model.flights)} value={model.flightsDone} aria-label={progress} />
        </>
      ) : (
        <>
          <Hindered model={model} />
          <ModelFiguresPart model={model} />
        </>
      )}
      {mine ? <p>{t("calibration.mine")}</p> : null}
      {mayApprove && !mine && !fitting ? (
        <div className={styles["buttons"]}>
          <Button size="xs" disabled={model.hinderedBy.length > 0} onClick={() => setAsking("approve")}>
            {t("calibration.approve")}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking("refuse")}>
            {t("calibration.refuse")}
          </Button>
        </div>
      ) : null}
      <Dialog title={t("calibration.proposed")} opened={asking !== null} onClose={() => setAsking(null)}>
        <Reason
          submit={t(asking === "approve" ? "calibration.approve" : "calibration.refuse")}
          onSubmit={async (reason) => {
            await decideModel(model.version, { approve: asking === "approve", reason });
            setAsking(null);
          }}
        />
      </Dialog>
    </Panel>
  );
}

const counted = [
  "decided",
  "votes",
  "same",
  "different",
  "disputed",
  "cannotTell",
  "withdrawn",
  "repeated",
  "otherEngine",
] as const;

/** The decisions a new calibration would rest on; with too few of them what is missing. */
function Rests({ models: { told, lacking, open } }: { models: Models }) {
  const t = useTexts(calibrationTexts);
  const { language } = useSurroundings();
  const mayPropose = useMay("propose-model");
  const [asking, setAsking] = useState(false);
  const number = (value: number): string => formatNumber(value, language);
  return (
    <Panel title={t("calibration.rests")}>
      <p className={styles["lead"]}>{t("calibration.rests.text")}</p>
      <Figures>
        {counted.map((what) => (
          <Figure key={what} name={t(`told.${what}`)} note={null}>
            {number(told[what])}
          </Figure>
        ))}
      </Figures>
      {lacking === null ? null : (
        <Notice title={t("calibration.lacking")}>
          {t("calibration.lacking.text", {
            votes: number(lacking.votes),
            same: number(lacking.same),
            different: number(lacking.different),
          })}
        </Notice>
      )}
      {mayPropose && open === null && lacking === null ? (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t("calibration.propose")}
        </Button>
      ) : null}
      <Dialog title={t("calibration.propose")} opened={asking} onClose={() => setAsking(false)}>
        <p className={styles["lead"]}>{t("calibration.propose.text")}</p>
        <Reason
          submit={t("calibration.propose")}
          onSubmit={async (reason) => {
            await proposeModel(reason);
            setAsking(false);
          }}
        />
      </Dialog>
    </Panel>
  );
}
