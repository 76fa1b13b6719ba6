// Announcing a planned stop: when, which channels, what carriers are to know.
import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState, type FormEvent } from "react";
import type { StoppableChannel } from "../../planned-stop-contract.ts";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  serverNow,
  useDesignTexts,
  useSubmitKeys,
  useTexts,
} from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import styles from "../outage.module.css";
import { plannedTexts } from "./planned-texts.ts";
import { announceStop, plannedStopsQuery } from "./planned-queries.ts";

const hourMs = 3_600_000;
const offered = [
  "http",
  "sftp",
  "type-b",
  "amqp",
  "mail",
  "folder",
] as const satisfies readonly StoppableChannel[];

export function StopForm({ noticeHours, onDone }: { noticeHours: number; onDone: () => void }) {
  const t = useTexts(plannedTexts);
  const list = useTexts(intakeTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const own = useId();
  const ids = { from: `${own}from`, until: `${own}until`, channels: `${own}channels`, text: `${own}text` };
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [channels, setChannels] = useState<readonly StoppableChannel[]>([]);
  const [text, setText] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [begin, end] = [instantOf(from), instantOf(until)];
  const lacking = [
    ...(begin === null ? [{ field: ids.from, text: t("from.missing") }] : []),
    ...(end === null ? [{ field: ids.until, text: t("until.missing") }] : []),
    ...(begin !== null && end !== null && begin >= end ? [{ field: ids.until, text: t("times.order") }] : []),
    ...(channels.length === 0 ? [{ field: ids.channels, text: t("channels.missing") }] : []),
    ...(text.trim().length < 3 ? [{ field: ids.text, text: t("text.missing") }] : []),
  ];
  const problems = attempt === 0 ? [] : lacking;
  const announcing = useMutation({
    mutationFn: () =>
      announceStop({ from: begin ?? "", until: end ?? "", channels: [...channels], text: text.trim() }),
    onSuccess: (stops) => {
      queries.setQueryData(plannedStopsQuery.queryKey, stops);
      say(t("announce.done"));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (announcing.isPending) return;
    if (lacking.length > 0) setAttempt((before) => before + 1);
    else announcing.mutate();
  };
  const isShort = begin !== null && Date.parse(begin) - serverNow() < noticeHours * hourMs;
  const channelProblem = problemAt(problems, ids.channels);
  return (
    <form ref={form} noValidate className={styles["form"]} onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {announcing.error === null ? null : (
        <RefusalNotice problem={announcing.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <p>{t("announce.lead", { hours: noticeHours })}</p>
      <TextInput
        id={ids.from}
        label={t("from")}
        type="datetime-local"
        withAsterisk
        value={from}
        description={isShort ? t("short", { hours: noticeHours }) : undefined}
        error={problemAt(problems, ids.from)}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        id={ids.until}
        label={t("until")}
        type="datetime-local"
        withAsterisk
        value={until}
        error={problemAt(problems, ids.until)}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <fieldset id={ids.channels} className={styles["channels"]} tabIndex={-1}>
        <legend>{t("channels")}</legend>
        {offered.map((channel) => (
          <Checkbox
            key={channel}
            label={list.code("channel", channel)}
            checked={channels.includes(channel)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setChannels((before) =>
                checked ? [...before, channel] : before.filter((one) => one !== channel),
              );
            }}
          />
        ))}
        {channelProblem === undefined ? null : <p className={styles["wrong"]}>{channelProblem}</p>}
      </fieldset>
      <Textarea
        id={ids.text}
        label={t("text")}
        description={t("text.hint")}
        withAsterisk
        rows={3}
        maxLength={1_000}
        value={text}
        error={problemAt(problems, ids.text)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" loading={announcing.isPending} rightSection={<kbd>Ctrl ↵</kbd>}>
        {t("announce.submit")}
      </Button>
    </form>
  );
}

/** A day and time of UTC as the field has it, as an instant; null where it is none. */
function instantOf(value: string): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)
    ? new Date(`${value.slice(0, 16)}:00Z`).toISOString()
    : null;
}
