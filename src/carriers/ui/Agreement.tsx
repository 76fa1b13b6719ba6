// What is agreed: the version in force in words, a proposal that waits for its second person, and those of before.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import type { AgreementRow } from "../contract.ts";
import {
  Answer,
  At,
  Choices,
  ErrorSummary,
  Panel,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  useMe,
  useSubmitKeys,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { AgreementContent } from "./AgreementContent.tsx";
import { AgreementForm } from "./AgreementForm.tsx";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { agreementsQuery, decideAgreement } from "./queries.ts";

/** Of one carrier, or (null) of the unit for every carrier. */
export function AgreementPart({ carrierId }: { carrierId: string | null }) {
  const query = useQuery(agreementsQuery(carrierId));
  return (
    <Answer query={query}>{({ versions }) => <Versions carrierId={carrierId} versions={versions} />}</Answer>
  );
}

function Versions({ carrierId, versions }: { carrierId: string | null; versions: readonly AgreementRow[] }) {
  const t = useTexts(carrierTexts);
  const mayManage = useMay("manage-carriers");
  const [editing, setEditing] = useState(false);
  const inForce = versions.find(({ state }) => state === "in-force");
  const proposed = versions.find(({ state }) => state === "proposed");
  const before = versions.filter(({ state }) => state === "superseded" || state === "refused");
  return (
    <div className={styles["part"]}>
      <Panel title={t("agreement.inForce.title")}>
        {inForce === undefined ? (
          <p>{t(carrierId === null ? "agreement.none.unit" : "agreement.none.carrier")}</p>
        ) : (
          <>
            <Who version={inForce} />
            <AgreementContent content={inForce.content} />
          </>
        )}
        {mayManage && proposed === undefined && !editing ? (
          <Button className={styles["after"]} variant="default" onClick={() => setEditing(true)}>
            {t("agreement.propose")}
          </Button>
        ) : null}
      </Panel>
      {editing ? (
        <Panel title={t("agreement.propose")}>
          <AgreementForm
            carrierId={carrierId}
            start={inForce?.content ?? {}}
            onDone={() => setEditing(false)}
          />
        </Panel>
      ) : null}
      {proposed === undefined ? null : (
        <Panel title={t("agreement.proposed")}>
          <Who version={proposed} />
          <AgreementContent content={proposed.content} />
          <Decision carrierId={carrierId} version={proposed} />
        </Panel>
      )}
      {before.length === 0 ? null : (
        <Panel title={t("agreement.before")}>
          <ol className={styles["versions"]}>
            {before.map((version) => (
              <li key={version.id}>
                <details>
                  <summary>
                    {t(`agreement.state.${version.state}`)} · <At instant={version.proposedAt} day="always" />{" "}
                    · <bdi>{version.reason}</bdi>
                  </summary>
                  <Who version={version} />
                  <AgreementContent content={version.content} />
                </details>
              </li>
            ))}
          </ol>
        </Panel>
      )}
    </div>
  );
}

function Who({ version }: { version: AgreementRow }) {
  const t = useTexts(carrierTexts);
  return (
    <p className={styles["dim"]}>
      {t("agreement.proposedBy")} <bdi>{version.proposedBy}</bdi>,{" "}
      <At instant={version.proposedAt} day="always" />: <bdi>{version.reason}</bdi>
      {version.decidedBy === null || version.decidedAt === null ? null : (
        <>
          <br />
          {t("agreement.decidedBy")} <bdi>{version.decidedBy}</bdi>,{" "}
          <At instant={version.decidedAt} day="always" />: <bdi>{version.decisionReason}</bdi>
        </>
      )}
    </p>
  );
}

const choices = ["inForce", "refuse"] as const;

function Decision({ carrierId, version }: { carrierId: string | null; version: AgreementRow }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const me = useMe();
  const mayDecide = useMay("decide-agreement");
  const own = useId();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [choice, setChoice] = useState<(typeof choices)[number] | null>(null);
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const deciding = useMutation({
    mutationFn: () => decideAgreement(version.id, { inForce: choice === "inForce", reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: agreementsQuery(carrierId).queryKey });
      say(t("agreement.decided"));
    },
  });
  if (version.proposedById === me) return <p>{t("agreement.mine")}</p>;
  if (!mayDecide) return <p>{t("agreement.noRight")}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (deciding.isPending) return;
    const found = [
      ...(choice === null ? [{ field: `${own}choice`, text: t("agreement.choice.missing") }] : []),
      ...(reason.trim().length < 3 ? [{ field: `${own}reason`, text: t("agreement.reason.missing") }] : []),
    ];
    setProblems(found);
    if (found.length > 0) setAttempt((before) => before + 1);
    else deciding.mutate();
  };
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {deciding.error === null ? null : (
        <RefusalNotice
          problem={deciding.error}
          say={(problem) => problemText(problem, t, common)}
          onReload={() => void queries.invalidateQueries({ queryKey: agreementsQuery(carrierId).queryKey })}
        />
      )}
      <Choices
        id={`${own}choice`}
        legend={t("agreement.choice")}
        offered={choices.map((value) => ({
          value,
          label: t(`agreement.${value}`),
          hint: t(`agreement.${value}.hint`),
        }))}
        chosen={choice}
        onChoose={setChoice}
        error={problemAt(problems, `${own}choice`)}
      />
      <Textarea
        id={`${own}reason`}
        label={t("agreement.reason")}
        rows={2}
        maxLength={500}
        value={reason}
        error={problemAt(problems, `${own}reason`)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={deciding.isPending}>
          {t("agreement.decide")}
        </Button>
      </div>
    </form>
  );
}
