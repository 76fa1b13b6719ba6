// The map of offences: each code with the national articles behind it; proposed by the legal adviser, decided by the head.
import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  Dialog,
  Panel,
  problemText,
  ReasonDialog,
  say,
  serverNow,
  TextForm,
  useDesignTexts,
  useMay,
  useMe,
  useTexts,
  useOffenceNames,
} from "#design/ui";
import type { OffenceChange, Offences } from "../contract.ts";
import { lawTexts } from "./law-texts.ts";
import styles from "./law.module.css";
import { decideOffence, offencesQuery, proposeOffence } from "./queries.ts";

export function OffencesPanel() {
  const t = useTexts(lawTexts);
  const query = useQuery(offencesQuery);
  return (
    <Panel title={t("offences.title")}>
      <p className={styles["lead"]}>{t("offences.text")}</p>
      <Answer query={query} rows={8}>
        {(offences) => (
          <>
            <Propose offences={offences} />
            <Waiting offences={offences} />
            <Table offences={offences} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Table({ offences }: { offences: Offences }) {
  const names = useOffenceNames();
  const t = useTexts(lawTexts);
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <caption>{t("offences.inForce")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.code")}</th>
            <th scope="col">{t("column.articles")}</th>
            <th scope="col">{t("column.airLink")}</th>
            <th scope="col">{t("column.valid")}</th>
          </tr>
        </thead>
        <tbody>
          {offences.codes.map(({ code, name, mapping }) => (
            <tr key={code} data-offence={code}>
              <th scope="row">
                <Code>{code}</Code> {names.get(code) ?? name}
              </th>
              <td>{mapping === null ? t("offences.unmapped") : <Articles of={mapping} />}</td>
              <td>
                <bdi>{mapping?.airLink ?? ""}</bdi>
              </td>
              <td>
                {mapping === null ? null : <Code>{`${mapping.validFrom}/${mapping.validTo ?? "…"}`}</Code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Articles({ of }: { of: OffenceChange }) {
  const t = useTexts(lawTexts);
  return (
    <ul className={styles["steps"]}>
      {of.articles.map(({ article, title, penaltyMonths }) => (
        <li key={article}>
          <bdi>{article}</bdi>, <bdi>{title}</bdi> ({t("offences.months", { months: String(penaltyMonths) })})
        </li>
      ))}
    </ul>
  );
}

function Waiting({ offences }: { offences: Offences }) {
  const t = useTexts(lawTexts);
  const me = useMe();
  const mayDecide = useMay("decide-offence");
  const [asking, setAsking] = useState<{ id: string; approve: boolean } | null>(null);
  const waiting = offences.changes.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return null;
  return (
    <>
      <h3>{t("offences.waiting")}</h3>
      <ul className={styles["steps"]}>
        {waiting.map((change) => (
          <li key={change.id} data-change={change.code}>
            <Code>{change.code}</Code> <Articles of={change} />
            {change.steps.map((step) => (
              <p key={step.step} className={styles["dim"]}>
                {t.code("step", step.step, step.step)}: <bdi>{step.by}</bdi>,{" "}
                <At instant={step.at} day="always" />: <bdi>{step.reason}</bdi>
              </p>
            ))}
            {mayDecide && change.steps[0]?.byId !== me ? (
              <div className={styles["buttons"]}>
                <Button size="xs" onClick={() => setAsking({ id: change.id, approve: true })}>
                  {t("act.approved")}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setAsking({ id: change.id, approve: false })}
                >
                  {t("act.refused")}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <ReasonDialog
        title={asking === null ? null : t("offences.waiting")}
        label={t("law.reason")}
        lacking={t("law.reason.lacking")}
        submit={t(asking?.approve === true ? "act.approved" : "act.refused")}
        done={t("law.done")}
        texts={t}
        changes={offencesQuery.queryKey}
        onClose={() => setAsking(null)}
        act={async (reason) => {
          if (asking !== null) await decideOffence(asking.id, { approve: asking.approve, reason });
        }}
      />
    </>
  );
}

function Propose({ offences }: { offences: Offences }) {
  const names = useOffenceNames();
  const t = useTexts(lawTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const may = useMay("propose-offence");
  const [asking, setAsking] = useState(false);
  const [code, setCode] = useState("TERR");
  const [article, setArticle] = useState("");
  const [title, setTitle] = useState("");
  const [penalty, setPenalty] = useState<number | string>(offences.penaltyMonths);
  const [airLink, setAirLink] = useState("");
  if (!may) return null;
  return (
    <div className={styles["buttons"]}>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t("offences.propose")}
      </Button>
      <Dialog title={t("offences.propose")} opened={asking} onClose={() => setAsking(false)}>
        <TextForm
          label={t("law.reason")}
          submit={t("offences.send")}
          lacking={t("law.reason.lacking")}
          maxLength={4000}
          say={(problem) => problemText(problem, t, common)}
          onSubmit={async (reason) => {
            await proposeOffence({
              code,
              articles: [{ article, title, penaltyMonths: Number(penalty) }],
              airLink,
              validFrom: new Date(serverNow()).toISOString().slice(0, 10),
              validTo: null,
              reason,
            });
            setAsking(false);
            await queries.invalidateQueries({ queryKey: offencesQuery.queryKey });
            say(t("law.done"));
          }}
        >
          <NativeSelect
            label={t("column.code")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            data={offences.codes.map((one) => ({
              value: one.code,
              label: `${one.code} ${names.get(one.code) ?? one.name}`,
            }))}
          />
          <TextInput
            label={t("offences.article")}
            value={article}
            onChange={(event) => setArticle(event.currentTarget.value)}
          />
          <TextInput
            label={t("offences.articleTitle")}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <NumberInput
            label={t("offences.penalty")}
            min={0}
            max={1200}
            value={penalty}
            onChange={setPenalty}
          />
          <TextInput
            label={t("column.airLink")}
            value={airLink}
            onChange={(event) => setAirLink(event.currentTarget.value)}
          />
        </TextForm>
      </Dialog>
    </div>
  );
}
