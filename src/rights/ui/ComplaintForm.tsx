// Complaining about the processing itself: what it is about and in which words, by anybody; who complains is not asked.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import {
  At,
  Code,
  ErrorSummary,
  Notice,
  problemAt,
  problemText,
  RefusalNotice,
  useSubmitKeys,
  useSurroundings,
  useTexts,
  type FieldProblem,
} from "#design/ui";
import { complaintTopics, type ComplaintTopic } from "../contract.ts";
import { sendComplaint } from "./queries.ts";
import { rightsTexts } from "./rights-texts.ts";
import styles from "./rights.module.css";

const shortest = 20;

export function ComplaintForm() {
  const t = useTexts(rightsTexts);
  const { language } = useSurroundings();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [topic, setTopic] = useState<ComplaintTopic>("information");
  const [text, setText] = useState("");
  const [contact, setContact] = useState("");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const sending = useMutation({
    mutationFn: () =>
      sendComplaint({
        topic,
        language,
        text: text.trim(),
        contact: contact.trim() === "" ? null : contact.trim(),
      }),
  });
  if (sending.data !== undefined) {
    const { reference, code, due } = sending.data;
    return (
      <Notice icon="check" title={t("complain.done")}>
        {t("complain.done.text")}
        <span className={styles["code"]}>
          {t("ask.reference")} <Code>{reference}</Code>
        </span>
        <span className={styles["code"]}>
          {t("ask.code")} <Code>{code}</Code>
        </span>
        <span className={styles["code"]}>
          {t("complain.due")} <At instant={due} />
        </span>
      </Notice>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found =
      text.trim().length < shortest ? [{ field: "complain-text", text: t("complain.lacking") }] : [];
    setProblems(found);
    if (found.length === 0) sending.mutate();
    else setAttempt((before) => before + 1);
  };
  return (
    <form ref={form} className={styles["form"]} onSubmit={submit} noValidate>
      <p>{t("complain.lead")}</p>
      <ErrorSummary problems={problems} attempt={attempt} />
      {sending.error === null ? null : (
        <RefusalNotice problem={sending.error} say={(problem) => problemText(problem, t)} />
      )}
      <NativeSelect
        label={t("complain.topic")}
        value={topic}
        data={complaintTopics.map((value) => ({ value, label: t(`topic.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setTopic(complaintTopics.find((one) => one === value) ?? "other")
        }
      />
      <Textarea
        id="complain-text"
        label={t("complain.text")}
        description={t("complain.text.hint")}
        error={problemAt(problems, "complain-text")}
        autosize
        minRows={4}
        maxLength={4_000}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <TextInput
        label={t("complain.contact")}
        description={t("complain.contact.hint")}
        maxLength={300}
        autoComplete="off"
        value={contact}
        onChange={({ currentTarget: { value } }) => setContact(value)}
      />
      <p className={styles["dim"]}>{t("ask.use")}</p>
      <div>
        <Button type="submit" loading={sending.isPending}>
          {t("complain.send")}
        </Button>
      </div>
    </form>
  );
}
