// Flights within the area: which of them are taken, by which decisions, until when; and how much came of the others.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Answer, At, Code, Fact, Facts, Panel, ReasonDialog, useMay, useMe, useTexts } from "#design/ui";
import type { FlightSelection, FlightSelections, FlightSelectionStep } from "../../contract.ts";
import styles from "../law.module.css";
import { flightSelectionsQuery, stepFlightSelection } from "../queries.ts";
import { flightTexts } from "./flight-selection-texts.ts";
import { ProposeButton } from "./Propose.tsx";

export function FlightSelectionPanel() {
  const t = useTexts(flightTexts);
  const query = useQuery(flightSelectionsQuery);
  return (
    <Panel title={t("flights.title")}>
      <p className={styles["lead"]}>{t("flights.text")}</p>
      <Answer query={query} rows={6}>
        {(selections) => (
          <>
            {selections.area.length === 0 ? (
              <p>{t("flights.noArea")}</p>
            ) : (
              <Facts>
                <Fact label={t("flights.area")}>
                  <Code>{selections.area.join(" ")}</Code>
                </Fact>
              </Facts>
            )}
            <ProposeButton />
            {selections.decisions.length === 0 ? <p>{t("flights.none")}</p> : null}
            <ul className={styles["steps"]}>
              {selections.decisions.map((decision) => (
                <li key={decision.id} data-selection={decision.state}>
                  <Decision of={decision} />
                </li>
              ))}
            </ul>
            <NotSelected rows={selections.notSelected} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Decision({ of }: { of: FlightSelection }) {
  const t = useTexts(flightTexts);
  return (
    <>
      <h3>
        <bdi>{of.reference}</bdi>: {t.code("kind", of.kind, of.kind)}
      </h3>
      <Facts>
        <Fact label={t("flights.state")}>{t.code("state", of.state, of.state)}</Fact>
        {of.lapses === null ? null : (
          <Fact label={t("flights.lapses")}>
            <At instant={of.lapses} day="always" />
          </Fact>
        )}
        {of.places.length === 0 ? null : (
          <Fact label={t("flights.places")}>
            <Code>{of.places.map(({ from, to }) => (to === null ? from : `${from}-${to}`)).join(" ")}</Code>
          </Fact>
        )}
        {of.threat === null ? null : (
          <Fact label={t("flights.threat")}>
            <bdi>{of.threat}</bdi> ({t.code("standing", of.standing ?? "present", of.standing ?? "")};{" "}
            <bdi>{of.assessment}</bdi>)
          </Fact>
        )}
        <Fact label={t("flights.necessity")}>
          <bdi>{of.necessity}</bdi>
        </Fact>
        <Fact label={t("flights.fairness")}>
          <bdi>{of.fairness}</bdi>
        </Fact>
        <Fact label={t("flights.reviewBody")}>
          <bdi>{of.reviewBody}</bdi>
        </Fact>
      </Facts>
      {of.indications.length === 0 ? null : (
        <>
          <h4>{t("flights.indications")}</h4>
          <ul className={styles["steps"]}>
            {of.indications.map((one) => (
              <li key={`${one.source} ${one.indication}`}>
                <Code>{one.concerns.join(" ")}</Code> <bdi>{one.indication}</bdi> (<bdi>{one.source}</bdi>,{" "}
                <Code>{one.observedOn}</Code>)
              </li>
            ))}
          </ul>
        </>
      )}
      {of.steps.map(({ step, by, at, reason }) => (
        <p key={`${step} ${at}`} className={styles["dim"]}>
          {t.code("step", step, step)}: <bdi>{by}</bdi>, <At instant={at} day="always" />: <bdi>{reason}</bdi>
        </p>
      ))}
      <Acts of={of} />
    </>
  );
}

type Step = FlightSelectionStep["step"];

function Acts({ of }: { of: FlightSelection }) {
  const t = useTexts(flightTexts);
  const me = useMe();
  const mayDecide = useMay("decide-flight-selection");
  const mayJudge = useMay("judge-flight-selection");
  const mayEnd = useMay("end-flight-selection");
  const [asking, setAsking] = useState<Step | null>(null);
  const waits = of.state === "waiting";
  const stands = ["to-come", "in-force", "review-overdue"].includes(of.state);
  const steps: readonly Step[] = [
    ...(mayDecide && waits ? (["approved", "refused"] as const) : []),
    ...(mayDecide && stands ? (["reviewed"] as const) : []),
    ...(mayJudge && stands ? (["upheld", "annulled"] as const) : []),
    ...(mayEnd && stands ? (["ended"] as const) : []),
  ];
  if (steps.length === 0 || of.steps[0]?.byId === me) return null;
  return (
    <div className={styles["buttons"]}>
      {steps.map((step) => (
        <Button
          key={step}
          size="xs"
          variant={step === "approved" ? "filled" : "default"}
          onClick={() => setAsking(step)}
        >
          {t(`act.${step}`)}
        </Button>
      ))}
      <ReasonDialog
        title={asking === null ? null : t(`act.${asking}`)}
        label={t("flights.reason")}
        lacking={t("flights.reason.lacking")}
        submit={asking === null ? "" : t(`act.${asking}`)}
        done={t("flights.done")}
        texts={t}
        changes={flightSelectionsQuery.queryKey}
        onClose={() => setAsking(null)}
        act={async (reason) => {
          if (asking !== null) await stepFlightSelection(of.id, { step: asking, reason });
        }}
      />
    </div>
  );
}

function NotSelected({ rows }: { rows: FlightSelections["notSelected"] }) {
  const t = useTexts(flightTexts);
  if (rows.length === 0) return null;
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <caption>{t("flights.notSelected")}</caption>
        <thead>
          <tr>
            {(["day", "kind", "messages", "travellers", "bookings"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.day} ${row.kind}`}>
              <th scope="row">
                <Code>{row.day}</Code>
              </th>
              <td>
                <Code>{row.kind}</Code>
              </td>
              <td>{row.messages}</td>
              <td>{row.travellers}</td>
              <td>{row.bookings}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
