// Impact assessments: prepared by the legal adviser or the head, put before the authority where much is left, signed by the officer.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Answer, At, Fact, Facts, Panel, problemText, RefusalNotice, useMay, useTexts } from "#design/ui";
import { levels, riskCodes } from "../contract.ts";
import type { AssessmentRow, NewAssessment } from "../document-contract.ts";
import { evidenceTexts } from "./evidence-texts.ts";
import styles from "./evidence.module.css";
import { Scrolled } from "./FigureTable.tsx";
import {
  answerConsultation,
  assessmentsQuery,
  consult,
  decideAssessment,
  prepareAssessment,
} from "./queries.ts";

export function AssessmentsPart() {
  const t = useTexts(evidenceTexts);
  const query = useQuery(assessmentsQuery);
  const mayPrepare = useMay("prepare-assessment");
  return (
    <div className={styles["page"]}>
      <p className={styles["lead"]}>{t("assessments.text")}</p>
      <Answer query={query} rows={6}>
        {({ assessments }) => (
          <>
            {assessments.length === 0 ? <p>{t("assessments.none")}</p> : null}
            {assessments.map((one) => (
              <Assessment key={one.number} assessment={one} />
            ))}
            {mayPrepare && assessments.every(({ state }) => state !== "prepared") ? <Preparing /> : null}
          </>
        )}
      </Answer>
    </div>
  );
}

function useActing() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: assessmentsQuery.queryKey }),
  });
}

function Assessment({ assessment }: { assessment: AssessmentRow }) {
  const t = useTexts(evidenceTexts);
  return (
    <Panel title={t("assessment.title", { number: String(assessment.number) })}>
      <Facts>
        <Fact label={t("assessment.state")}>{t(`assessment.state.${assessment.state}`)}</Fact>
        <Fact label={t("assessment.preparedBy")}>
          <bdi>{assessment.preparedBy}</bdi>, <At instant={assessment.preparedAt} day="always" />
        </Fact>
        <Fact label={t("assessment.decidedBy")}>
          {assessment.decidedAt === null ? null : (
            <>
              <bdi>{assessment.decidedBy}</bdi>, <At instant={assessment.decidedAt} day="always" />
            </>
          )}
        </Fact>
        <Fact label={t("assessment.consultation")}>
          {t(`assessment.consultation.${assessment.consultation}`)}
          {assessment.answerDue === null ? null : (
            <>
              {" · "}
              <At instant={assessment.answerDue} day="always" />
            </>
          )}
          {assessment.overdue ? ` · ${t("assessment.overdue")}` : ""}
        </Fact>
        <Fact label={t("assessment.reviewOn")}>{assessment.reviewOn}</Fact>
        <Fact label={t("assessment.opinion")}>{assessment.opinion}</Fact>
        <Fact label={t("assessment.answer")}>{assessment.answer}</Fact>
      </Facts>
      <p dir="auto">{assessment.necessity}</p>
      <Scrolled name={t("assessment.risks")}>
        <table className={styles["table"]}>
          <caption className="spoken">{t("assessment.risks")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("assessment.risk")}</th>
              <th scope="col">{t("assessment.left")}</th>
              <th scope="col">{t("assessment.more")}</th>
            </tr>
          </thead>
          <tbody>
            {assessment.risks.map(({ risk, left, more }) => (
              <tr key={risk}>
                <th scope="row">{t(`risk.${risk}`)}</th>
                <td>{t(`level.${left}`)}</td>
                <td dir="auto">{more}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {assessment.state === "prepared" ? <Deciding assessment={assessment} /> : null}
    </Panel>
  );
}

function Deciding({ assessment: { number, mine, consultation } }: { assessment: AssessmentRow }) {
  const t = useTexts(evidenceTexts);
  const maySign = useMay("sign-assessment");
  const mayAnswer = useMay("answer-consultation");
  const acting = useActing();
  const [opinion, setOpinion] = useState("");
  const [reviewOn, setReviewOn] = useState("");
  const said = opinion.trim();
  const problem =
    acting.error === null ? null : (
      <RefusalNotice problem={acting.error} say={(one) => problemText(one, t)} />
    );
  if (mayAnswer && consultation === "asked")
    return (
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          acting.mutate(() => answerConsultation(number, said));
        }}
      >
        {problem}
        <Textarea
          label={t("assessment.answer")}
          autosize
          minRows={3}
          value={opinion}
          onChange={({ currentTarget: { value } }) => setOpinion(value)}
        />
        <div>
          <Button type="submit" disabled={said.length < 10} loading={acting.isPending}>
            {t("assessment.answer.send")}
          </Button>
        </div>
      </form>
    );
  if (!maySign || mine) return null;
  return (
    <form
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        acting.mutate(() => decideAssessment(number, { sign: true, opinion: said, reviewOn }));
      }}
    >
      {problem}
      <Textarea
        label={t("assessment.opinion")}
        autosize
        minRows={3}
        maxLength={8_000}
        value={opinion}
        onChange={({ currentTarget: { value } }) => setOpinion(value)}
      />
      <TextInput
        type="date"
        label={t("assessment.reviewOn")}
        value={reviewOn}
        onChange={({ currentTarget: { value } }) => setReviewOn(value)}
      />
      <div className={styles["bar"]}>
        <Button type="submit" disabled={said.length < 10 || reviewOn === ""} loading={acting.isPending}>
          {t("assessment.sign")}
        </Button>
        <Button
          variant="default"
          disabled={said.length < 10}
          onClick={() =>
            acting.mutate(() => decideAssessment(number, { sign: false, opinion: said, reviewOn: null }))
          }
        >
          {t("assessment.sendBack")}
        </Button>
        {consultation === "not-needed" ? (
          <Button variant="default" onClick={() => acting.mutate(() => consult(number))}>
            {t("assessment.consult")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function Preparing() {
  const t = useTexts(evidenceTexts);
  const acting = useActing();
  const [necessity, setNecessity] = useState("");
  const [risks, setRisks] = useState<NewAssessment["risks"]>(
    riskCodes.map((risk) => ({ risk, left: "low", more: "" })),
  );
  const change = (at: number, to: Partial<NewAssessment["risks"][number]>): void =>
    setRisks(risks.map((one, place) => (place === at ? { ...one, ...to } : one)));
  return (
    <Panel title={t("assessment.prepare")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          acting.mutate(() => prepareAssessment({ necessity: necessity.trim(), risks: [...risks] }));
        }}
      >
        {acting.error === null ? null : (
          <RefusalNotice problem={acting.error} say={(problem) => problemText(problem, t)} />
        )}
        <Textarea
          label={t("assessment.necessity")}
          description={t("assessment.necessity.hint")}
          autosize
          minRows={4}
          maxLength={20_000}
          value={necessity}
          onChange={({ currentTarget: { value } }) => setNecessity(value)}
        />
        {risks.map(({ risk, left, more }, at) => (
          <div key={risk} className={styles["bar"]}>
            <NativeSelect
              label={t(`risk.${risk}`)}
              value={left}
              data={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
              onChange={({ currentTarget: { value } }) =>
                change(at, { left: levels.find((one) => one === value) ?? "low" })
              }
            />
            <TextInput
              label={t("assessment.more.of", { risk: t(`risk.${risk}`) })}
              value={more}
              maxLength={4_000}
              style={{ flexGrow: 1 }}
              onChange={({ currentTarget: { value } }) => change(at, { more: value })}
            />
          </div>
        ))}
        <div>
          <Button type="submit" disabled={necessity.trim().length < 50} loading={acting.isPending}>
            {t("assessment.prepare.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
