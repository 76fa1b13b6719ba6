// The officer's answer: its outcome, the words for the person, the records it is about; or the neutral one with its reasons.
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Panel, problemText, RefusalNotice, usePurpose, useTexts } from "#design/ui";
import {
  limitationScopes,
  limits,
  type Answering,
  type LimitationScope,
  type OwnRecord,
  type RequestFile,
} from "../contract.ts";
import { sendAnswer } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

export function AnswerForm({
  id,
  file,
  records,
}: {
  id: string;
  file: RequestFile;
  records: readonly OwnRecord[];
}) {
  const t = useTexts(rightsTexts);
  const queries = useQueryClient();
  const { purpose } = usePurpose();
  const [outcome, setOutcome] = useState(file.possible[0] ?? "neutral");
  const [text, setText] = useState("");
  const [limitedBy, setLimitedBy] = useState<(typeof limits)[number]>("no-data");
  const [reasons, setReasons] = useState("");
  const [article, setArticle] = useState("");
  const [scope, setScope] = useState<LimitationScope>("existence");
  const [until, setUntil] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const neutral = outcome === "neutral";
  const restricts = neutral && limitedBy !== "no-data";
  const answer: Answering = {
    version: file.version,
    outcome,
    text: neutral ? "" : text.trim(),
    limitedBy: neutral ? limitedBy : null,
    reasons: neutral ? reasons.trim() : null,
    limitation: restricts
      ? { article: article.trim(), scope, until: until === "" ? null : until, reviewer: "authority" }
      : null,
    records: neutral ? [] : [...chosen],
  };
  const sending = useMutation({
    mutationFn: () => sendAnswer(id, answer, purpose),
    onSettled: () => queries.invalidateQueries({ queryKey: ["rights-request", id] }),
  });
  return (
    <Panel title={t("answer.title")}>
      <form
        className={styles["form"]}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        {sending.error === null ? null : (
          <RefusalNotice problem={sending.error} say={(problem) => problemText(problem, t)} />
        )}
        <NativeSelect
          label={t("column.outcome")}
          value={outcome}
          data={file.possible.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setOutcome(file.possible.find((one) => one === value) ?? "neutral")
          }
        />
        {neutral ? (
          <>
            <p className={styles["dim"]}>{t("answer.neutral.about")}</p>
            <NativeSelect
              label={t("answer.limitedBy")}
              value={limitedBy}
              data={limits.map((value) => ({ value, label: t(`limit.${value}`) }))}
              onChange={({ currentTarget: { value } }) =>
                setLimitedBy(limits.find((one) => one === value) ?? "no-data")
              }
            />
            {restricts ? (
              <>
                <TextInput
                  label={t("limitation.article")}
                  description={t("limitation.article.hint")}
                  value={article}
                  maxLength={300}
                  onChange={({ currentTarget: { value } }) => setArticle(value)}
                />
                <NativeSelect
                  label={t("limitation.scope")}
                  value={scope}
                  data={limitationScopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
                  onChange={({ currentTarget: { value } }) =>
                    setScope(limitationScopes.find((one) => one === value) ?? "existence")
                  }
                />
                <TextInput
                  type="date"
                  label={t("limitation.until")}
                  description={t("limitation.until.hint")}
                  value={until}
                  onChange={({ currentTarget: { value } }) => setUntil(value)}
                />
                <p className={styles["dim"]}>
                  {t("limitation.reviewer")}: {t("limitation.reviewer.authority")}
                </p>
              </>
            ) : null}
            <Textarea
              label={t("answer.reasons")}
              description={t("answer.reasons.hint")}
              autosize
              minRows={3}
              maxLength={4_000}
              value={reasons}
              onChange={({ currentTarget: { value } }) => setReasons(value)}
            />
          </>
        ) : (
          <>
            <Textarea
              label={t("answer.text")}
              description={t("answer.text.hint")}
              autosize
              minRows={4}
              maxLength={8_000}
              value={text}
              onChange={({ currentTarget: { value } }) => setText(value)}
            />
            {records.length === 0 ? null : (
              <Checkbox.Group label={t("answer.records")} value={[...chosen]} onChange={setChosen}>
                {records.map((record) => (
                  <Checkbox
                    key={record.key}
                    mt={6}
                    value={record.key}
                    label={`${record.flight} ${record.date} ${record.route}`}
                  />
                ))}
              </Checkbox.Group>
            )}
          </>
        )}
        <div>
          <Button type="submit" loading={sending.isPending}>
            {t("answer.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
