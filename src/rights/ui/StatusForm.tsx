// How a request stands, and its answer, for who has its number and code.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { At, Code, Fact, Facts, Panel, problemText, RefusalNotice, useTexts } from "#design/ui";
import type { RequestStatus } from "../contract.ts";
import { askStatus } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

export function StatusForm() {
  const t = useTexts(rightsTexts);
  const [reference, setReference] = useState("");
  const [code, setCode] = useState("");
  const asking = useMutation({
    mutationFn: () => askStatus({ reference: reference.trim(), code: code.trim() }),
  });
  const lacks = reference.trim() === "" || code.trim() === "";
  return (
    <>
      <form
        className={styles["form"]}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!lacks) asking.mutate();
        }}
      >
        {asking.error === null ? null : (
          <RefusalNotice problem={asking.error} say={(problem) => problemText(problem, t)} />
        )}
        <div className={styles["fields"]}>
          <TextInput
            label={t("ask.reference")}
            value={reference}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => setReference(value)}
          />
          <PasswordInput
            label={t("ask.code")}
            value={code}
            autoComplete="off"
            onChange={({ currentTarget: { value } }) => setCode(value)}
          />
        </div>
        <div>
          <Button type="submit" disabled={lacks} loading={asking.isPending}>
            {t("status.look")}
          </Button>
        </div>
      </form>
      {asking.data === undefined ? null : <Standing status={asking.data} />}
    </>
  );
}

function Standing({ status }: { status: RequestStatus }) {
  const t = useTexts(rightsTexts);
  const { answer } = status;
  return (
    <Panel title={t(`kind.${status.kind}`)}>
      <Facts>
        <Fact label={t("status.state")}>{t(`state.${status.state}`)}</Fact>
        <Fact label={t("column.received")}>
          <At instant={status.received} />
        </Fact>
        <Fact label={t("column.due")}>
          <At instant={status.due} />
        </Fact>
      </Facts>
      {answer === null ? null : (
        <>
          <h3>{t("status.answer")}</h3>
          <p>{t(`answer.${answer.says}`)}</p>
          {answer.text === "" ? null : <p className={styles["said"]}>{answer.text}</p>}
          {answer.redress === null ? null : (
            <p>
              {t("answer.redress")} <Code>{answer.redress}</Code>
            </p>
          )}
          {answer.data.length === 0 ? null : (
            <pre className={styles["said"]} translate="no">
              {JSON.stringify(answer.data, null, 1)}
            </pre>
          )}
          <p className={styles["dim"]}>{t("notice.rights.remedy")}</p>
        </>
      )}
    </Panel>
  );
}
