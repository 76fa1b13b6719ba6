// The forms of outages of channels: opening one, and proposing a channel that stands in.
import { Button, Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import type { ChannelOutages, OutChannel, StandIn } from "../../channel-outage-contract.ts";
import {
  ErrorSummary,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useTexts,
} from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import styles from "../outage.module.css";
import { channelOutagesQuery, openOutage, proposeFallback } from "./channel-queries.ts";
import { channelTexts } from "./channel-texts.ts";

/** Written out: the contract would bring its schemas along. */
const channels: readonly OutChannel[] = ["http", "sftp", "type-b", "amqp", "mail", "folder"];
const standIns: readonly StandIn[] = [...channels, "portal"];

type Carriers = ChannelOutages["carriers"];
const dayMs = 86_400_000;

/** What is typed as a time in UTC, as an instant; null: none. */
const instantOf = (typed: string): string | null => {
  const at = new Date(`${typed}Z`);
  return typed === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
};

export function OpenForm({ carriers, onDone }: { carriers: Carriers; onDone: () => void }) {
  const t = useTexts(channelTexts);
  const list = useTexts(intakeTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const own = useId();
  const [carrierId, setCarrier] = useState<string | null>(null);
  const [out, setOut] = useState<readonly OutChannel[]>([]);
  const [began, setBegan] = useState("");
  const [text, setText] = useState("");
  const [attempt, setAttempt] = useState(0);
  const beganAt = instantOf(began);
  const ids = { channels: `${own}channels`, began: `${own}began`, text: `${own}text` };
  const lacking = [
    ...(out.length === 0 ? [{ field: ids.channels, text: t("channels.missing") }] : []),
    ...(beganAt === null ? [{ field: ids.began, text: t("began.missing") }] : []),
    ...(text.trim().length < 3 ? [{ field: ids.text, text: t("text.missing") }] : []),
  ];
  const problems = attempt === 0 ? [] : lacking;
  const opening = useMutation({
    mutationFn: () =>
      openOutage({ carrierId, channels: [...out], beganAt: beganAt ?? "", text: text.trim() }),
    onSuccess: (now) => {
      queries.setQueryData(channelOutagesQuery.queryKey, now);
      say(t("open.done"));
      onDone();
    },
  });
  return (
    <form
      noValidate
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (lacking.length > 0) setAttempt((before) => before + 1);
        else if (!opening.isPending) opening.mutate();
      }}
    >
      <ErrorSummary problems={problems} attempt={attempt} />
      {opening.error === null ? null : (
        <RefusalNotice problem={opening.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <p>{t("open.lead")}</p>
      <Select
        label={t("carrier")}
        placeholder={t("carrier.all")}
        clearable
        data={carriers.map(({ id, code }) => ({ value: id, label: code }))}
        value={carrierId}
        onChange={setCarrier}
      />
      <Checkbox.Group
        id={ids.channels}
        label={t("channels")}
        error={problemAt(problems, ids.channels)}
        value={[...out]}
        onChange={(value) => setOut(channels.filter((channel) => value.includes(channel)))}
      >
        {channels.map((channel) => (
          <Checkbox key={channel} mt={6} value={channel} label={list.code("channel", channel)} />
        ))}
      </Checkbox.Group>
      <TextInput
        id={ids.began}
        label={t("began")}
        type="datetime-local"
        withAsterisk
        value={began}
        error={problemAt(problems, ids.began)}
        onChange={(event) => setBegan(event.currentTarget.value)}
      />
      <Textarea
        id={ids.text}
        label={t("text")}
        withAsterisk
        rows={3}
        maxLength={1000}
        value={text}
        error={problemAt(problems, ids.text)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" loading={opening.isPending}>
        {t("open.submit")}
      </Button>
    </form>
  );
}

export function FallbackForm({ carriers, onDone }: { carriers: Carriers; onDone: () => void }) {
  const t = useTexts(channelTexts);
  const list = useTexts(intakeTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const own = useId();
  const [carrierId, setCarrier] = useState<string | null>(carriers[0]?.id ?? null);
  const [main, setMain] = useState<OutChannel>("http");
  const [channel, setChannel] = useState<StandIn>("mail");
  const [security, setSecurity] = useState("");
  const [until, setUntil] = useState("");
  const [attempt, setAttempt] = useState(0);
  const ids = { security: `${own}security`, until: `${own}until` };
  const end = until === "" ? null : instantOf(`${until}T00:00`);
  const lacking = [
    ...(security.trim().length < 10 ? [{ field: ids.security, text: t("security.missing") }] : []),
    ...(end === null ? [{ field: ids.until, text: t("until.missing") }] : []),
  ];
  const problems = attempt === 0 ? [] : lacking;
  const proposing = useMutation({
    mutationFn: () =>
      proposeFallback({
        carrierId: carrierId ?? "",
        main,
        channel,
        security: security.trim(),
        // The day itself still counts.
        validUntil: new Date(Date.parse(end ?? "") + dayMs).toISOString(),
      }),
    onSuccess: (now) => {
      queries.setQueryData(channelOutagesQuery.queryKey, now);
      say(t("propose.done"));
      onDone();
    },
  });
  return (
    <form
      noValidate
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (lacking.length > 0 || carrierId === null) setAttempt((before) => before + 1);
        else if (!proposing.isPending) proposing.mutate();
      }}
    >
      <ErrorSummary problems={problems} attempt={attempt} />
      {proposing.error === null ? null : (
        <RefusalNotice problem={proposing.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <p>{t("fallbacks.lead")}</p>
      <Select
        label={t("carrier")}
        allowDeselect={false}
        data={carriers.map(({ id, code }) => ({ value: id, label: code }))}
        value={carrierId}
        onChange={setCarrier}
      />
      <Select
        label={t("main")}
        allowDeselect={false}
        data={channels.map((value) => ({ value, label: list.code("channel", value) }))}
        value={main}
        onChange={(value) => setMain(channels.find((one) => one === value) ?? main)}
      />
      <Select
        label={t("standIn")}
        allowDeselect={false}
        data={standIns.map((value) => ({ value, label: list.code("channel", value) }))}
        value={channel}
        onChange={(value) => setChannel(standIns.find((one) => one === value) ?? channel)}
      />
      <Textarea
        id={ids.security}
        label={t("security")}
        withAsterisk
        rows={3}
        maxLength={1000}
        value={security}
        error={problemAt(problems, ids.security)}
        onChange={(event) => setSecurity(event.currentTarget.value)}
      />
      <TextInput
        id={ids.until}
        label={t("until")}
        type="date"
        withAsterisk
        value={until}
        error={problemAt(problems, ids.until)}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Button type="submit" loading={proposing.isPending}>
        {t("propose.submit")}
      </Button>
    </form>
  );
}
