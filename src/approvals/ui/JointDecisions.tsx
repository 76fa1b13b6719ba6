// Decisions that several offices take together: what is asked, who has agreed, and the word of one's own office.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Answer, At, Countdown, Panel, say, useMay, useTexts } from "#design/ui";
import type { JointDecision } from "../joint-contract.ts";
import styles from "./approvals.module.css";
import { approvalsTexts } from "./approvals-texts.ts";
import { FieldsForm } from "./fields.tsx";
import { jointQuery, stepJointly, withdrawJointly } from "./queries.ts";

/** All that the reader may see, or those of one point; nothing where there is none, or it is not theirs to see. */
export function JointDecisions({ point }: { point?: JointDecision["point"] }) {
  return useMay("view-joint-decisions") ? <Part point={point} /> : null;
}

function Part({ point }: { point: JointDecision["point"] | undefined }) {
  const t = useTexts(approvalsTexts);
  const query = useQuery(jointQuery());
  return (
    <Answer query={query} rows={2}>
      {(answer) => {
        const decisions = answer.decisions.filter((one) => point === undefined || one.point === point);
        return decisions.length === 0 ? null : (
          <Panel title={t("joint.title")} aside={decisions.length}>
            <List of={decisions} />
          </Panel>
        );
      }}
    </Answer>
  );
}

/** What was asked about one thing, with what the reader may do; `after`: what follows, by where the newest stands (null: nothing was asked). */
export function JointDecisionsOf({
  item,
  none,
  after,
}: {
  item: string;
  none: string;
  after: (latest: JointDecision["state"] | null) => ReactNode;
}) {
  const query = useQuery(jointQuery(item));
  return (
    <Answer query={query} rows={2}>
      {({ decisions }) => (
        <>
          {decisions.length === 0 ? <p>{none}</p> : <List of={decisions} />}
          {after(decisions[0]?.state ?? null)}
        </>
      )}
    </Answer>
  );
}

function List({ of }: { of: readonly JointDecision[] }) {
  return (
    <ul className={styles["list"]}>
      {of.map((decision) => (
        <li key={decision.id} data-item={decision.id}>
          <Decision decision={decision} />
        </li>
      ))}
    </ul>
  );
}
/** What is asked has a name of its own, by point. */
const asked = ["case", "carrier", "provision", "summary", "weighing", "failures", "fingerprint"] as const;
const isAsked = (name: string): name is (typeof asked)[number] => asked.some((one) => one === name);

function Decision({ decision }: { decision: JointDecision }) {
  const t = useTexts(approvalsTexts);
  const { point, content, reason, state, askedBy, askedAt, expiresAt, steps, waitsFor, oneSuffices, may } =
    decision;
  return (
    <article className={styles["line"]}>
      <h3 className={styles["heading"]}>{t(`joint.${point}`)}</h3>
      <p>{reason}</p>
      {content
        .filter(({ name, value }) => value !== "" && name !== "based-on")
        .map(({ name, value }) => (
          <p key={name}>
            {isAsked(name) ? t(`joint.${name}`) : `${t.code("joint.content", name)}:`}{" "}
            <bdi className={styles["value"]}>{t.code("joint.value", value, value)}</bdi>
          </p>
        ))}
      <p className={styles["dim"]}>
        {t("line.by")} <bdi>{askedBy.name}</bdi>, <At instant={askedAt} day="always" />
      </p>
      <p className={styles["standing"]}>
        <strong>{t(`joint.state.${state}`)}</strong>
        {state === "asked" ? (
          <>
            <span>
              {waitsFor.map((office) => t(`joint.office.${office}`)).join(oneSuffices ? t("joint.or") : ", ")}
            </span>
            <span>
              {t("joint.until")} <Countdown to={expiresAt} />
            </span>
          </>
        ) : null}
      </p>
      {steps.map((step) => (
        <p key={step.office} className={styles["said"]}>
          {t(step.approve ? "joint.agreed" : "joint.refused")}: {t(`joint.office.${step.office}`)},{" "}
          <bdi>{step.by.name}</bdi>, <At instant={step.at} day="always" />: <bdi>{step.reason}</bdi>
        </p>
      ))}
      {may.includes("decide") ? <Word decision={decision} /> : null}
      {may.includes("withdraw") ? <Withdrawal id={decision.id} /> : null}
    </article>
  );
}

function useSaid(): () => Promise<void> {
  const t = useTexts(approvalsTexts);
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["joint-decisions"] });
    say(t("done"));
  };
}

function Word({ decision: { id, fingerprint } }: { decision: JointDecision }) {
  const t = useTexts(approvalsTexts);
  const said = useSaid();
  return (
    <FieldsForm
      fields={[
        { kind: "text", name: "reason", label: t("reason"), least: 3, lacking: t("joint.reason.lacking") },
      ]}
      buttons={[
        { way: "yes", label: t("joint.yes") },
        { way: "no", label: t("joint.no"), danger: true },
      ]}
      onSubmit={async (given, way) => {
        await stepJointly(id, { approve: way === "yes", fingerprint, reason: given.text("reason") });
        await said();
      }}
    />
  );
}

function Withdrawal({ id }: { id: string }) {
  const t = useTexts(approvalsTexts);
  const said = useSaid();
  return (
    <FieldsForm
      fields={[]}
      buttons={[{ way: "withdraw", label: t("withdraw.submit") }]}
      onSubmit={async () => {
        await withdrawJointly(id);
        await said();
      }}
    />
  );
}
