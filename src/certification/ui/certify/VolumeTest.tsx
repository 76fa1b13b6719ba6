// The volume test of a run: begun with a number or the schedule's, then how much has come and how soon it was answered.
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import {
  volumeMessagesMax,
  volumeMinutes,
  type ConformanceRun,
  type VolumeTest as Volume,
} from "../../contract.ts";
import { At, Code, CopyButton, Fact, Facts, ProblemNotice, useTexts } from "#design/ui";
import { certificationTexts } from "../certification-texts.ts";
import { beginVolume, ownRunQuery } from "./certify-queries.ts";
import { ReasonSaid } from "./case-texts.tsx";
import styles from "./certify.module.css";

export function VolumeTest({ token, run }: { token: string; run: ConformanceRun }) {
  const { volume } = run;
  return (
    <>
      {volume === null ? null : <Standing volume={volume} run={run.id} />}
      {volume !== null && volume.state !== "failed" ? null : <Beginning token={token} run={run} />}
    </>
  );
}

function Beginning({ token, run }: { token: string; run: ConformanceRun }) {
  const t = useTexts(certificationTexts);
  const queries = useQueryClient();
  const [messages, setMessages] = useState("");
  const [minutes, setMinutes] = useState(String(volumeMinutes.most));
  const beginning = useMutation({
    mutationFn: () =>
      beginVolume(token, run.id, {
        messages: messages === "" ? null : Number(messages),
        minutes: Number(minutes),
      }),
    onSuccess: (begun) => queries.setQueryData(ownRunQuery(token, run.id).queryKey, begun),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    beginning.mutate();
  };
  return (
    <form className={styles["volume"]} onSubmit={submit}>
      <TextInput
        type="number"
        label={t("volume.messages")}
        description={t("volume.messages.hint")}
        min={1}
        max={volumeMessagesMax}
        value={messages}
        onChange={(event) => setMessages(event.currentTarget.value)}
      />
      <TextInput
        type="number"
        label={t("volume.minutes")}
        min={volumeMinutes.least}
        max={volumeMinutes.most}
        required
        withAsterisk={false}
        value={minutes}
        onChange={(event) => setMinutes(event.currentTarget.value)}
      />
      <Button type="submit" loading={beginning.isPending}>
        {t("volume.begin")}
      </Button>
      {beginning.error === null ? null : <ProblemNotice problem={beginning.error} />}
    </form>
  );
}

function Standing({ volume, run }: { volume: Volume; run: string }) {
  const t = useTexts(certificationTexts);
  const ms = (value: number | null): string => (value === null ? "–" : t("volume.ms", { value }));
  const command = `for f in *.edi; do curl -sS ${location.origin}/v1/test/runs/${run}/cases/501 -H "Authorization: Bearer $TOKEN" --data-binary @"$f"; done`;
  return (
    <>
      <Facts>
        <Fact label={t("volume.received")}>
          {t("volume.of", { received: volume.received, wanted: volume.wanted })}
        </Fact>
        <Fact label={t("volume.busiest")}>
          {volume.busiest === null ? t("volume.busiest.none") : volume.busiest}
        </Fact>
        <Fact label={t("volume.until")}>
          <At instant={volume.until} day="always" />
        </Fact>
        <Fact label={t("volume.faulty")}>{volume.faulty}</Fact>
        <Fact label={t("volume.late", { value: volume.answerWithinMs / 1_000 })}>{volume.late}</Fact>
        <Fact label={t("volume.p50")}>{ms(volume.p50)}</Fact>
        <Fact label={t("volume.p95")}>{ms(volume.p95)}</Fact>
      </Facts>
      {volume.reasons.map((reason) => (
        <p key={reason.code}>
          <ReasonSaid reason={reason} />
        </p>
      ))}
      {volume.state === "waiting" ? (
        <p className={styles["command"]}>
          <Code>{command}</Code> <CopyButton text={command} what="curl" />
        </p>
      ) : null}
    </>
  );
}
