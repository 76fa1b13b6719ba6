// How the channels work now: the unit's figures, the channels of this server, and each carrier with what waits for somebody.
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Operation } from "../../operation-contract.ts";
import {
  Answer,
  At,
  Code,
  DataTable,
  Figure,
  Figures,
  formatNumber,
  formatShare,
  get,
  Icon,
  NoneShown,
  Panel,
  serverNow,
  spanText,
  useDesignTexts,
  useSurroundings,
  useTexts,
  useTicking,
  type Column,
} from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import { CarrierTable } from "./CarrierTable.tsx";
import { KindsAndDay } from "./KindsAndDay.tsx";
import { daysLeft, timesText } from "./operation-figures.ts";
import { operationTexts } from "./operation-texts.ts";
import styles from "./operation.module.css";

/** The figures are a few seconds old at most when they are asked for. */
const operationQuery = queryOptions({
  queryKey: ["operation"],
  queryFn: ({ signal }) => get<Operation>("/api/operation", { signal }),
  refetchInterval: 15_000,
});

/** The carrier desk's look at what runs. */
export function OperationPart() {
  const query = useQuery(operationQuery);
  const t = useTexts(operationTexts);
  return (
    <Answer query={query} rows={12}>
      {(operation) => (
        <div className={styles["part"]}>
          <p className={styles["dim"]}>
            {t("at")} <At instant={operation.at} seconds /> · {t("server", { server: operation.server })}
          </p>
          <UnitFigures unit={operation.unit} />
          <KindsAndDay of={operation.unit} />
          <ChannelTable channels={operation.channels} certificates={operation.unit.certificates} />
          <Panel title={t("carriers.title")} flush>
            <CarrierTable carriers={operation.carriers} />
          </Panel>
        </div>
      )}
    </Answer>
  );
}

function UnitFigures({ unit }: { unit: Operation["unit"] }) {
  const t = useTexts(operationTexts);
  const { language } = useSurroundings();
  const number = (value: number): string => formatNumber(value, language);
  const { traffic, answers, incomplete, unconfirmed, unsent, files, unprocessedSince, awaySince } = unit;
  const share = (value: number | null): string => (value === null ? "–" : formatShare(value, language));
  const times = timesText(answers.hour, language);
  const oldest = (since: string | null): ReactNode =>
    since === null ? null : (
      <>
        {t("oldest")} <At instant={since} />
      </>
    );
  return (
    <Figures>
      <Figure name={t("figure.now")} note={t("figure.now.note", { count: number(traffic.messages) })}>
        {number(traffic.perMinute)}
      </Figure>
      <Figure
        name={t("figure.answers")}
        hint={t("figure.answers.hint")}
        attention={answers.hour.timeOuts > 0}
        note={
          times === null
            ? t("figure.answers.none")
            : t("figure.answers.note", {
                answers: number(answers.hour.answers),
                late: number(answers.hour.timeOuts),
              })
        }
      >
        {times === null ? "–" : <bdi>{t("figure.answers.times", { times })}</bdi>}
      </Figure>
      <Figure
        name={t("figure.unreadable")}
        hint={t("column.unreadable.hint")}
        note={t("figure.unreadable.note", { faulty: share(traffic.faulty), repeats: share(traffic.repeats) })}
      >
        {share(traffic.unreadable)}
      </Figure>
      <Figure
        name={t("figure.unprocessed")}
        note={t("figure.unprocessed.note", { working: number(unit.working), waiting: number(unit.waiting) })}
      >
        {unprocessedSince === null ? "–" : <Age since={unprocessedSince} />}
      </Figure>
      <Figure name={t("figure.files")} hint={t("figure.files.hint")} note={oldest(files.oldest)}>
        {number(files.count)}
      </Figure>
      <Figure
        name={t("figure.incomplete")}
        hint={t("figure.incomplete.hint")}
        attention={incomplete.count > 0}
        note={oldest(incomplete.oldest)}
      >
        {number(incomplete.count)}
      </Figure>
      <Figure
        name={t("figure.unsent")}
        hint={t("figure.unsent.hint")}
        attention={unsent.count > 0}
        note={oldest(unsent.oldest)}
      >
        {number(unsent.count)}
      </Figure>
      <Figure
        name={t("figure.unconfirmed")}
        hint={t("figure.unconfirmed.hint")}
        attention={unconfirmed.count > 0}
        note={oldest(unconfirmed.oldest)}
      >
        {number(unconfirmed.count)}
      </Figure>
      <Figure
        name={t("figure.screening")}
        attention={awaySince !== null}
        note={
          <>
            {oldest(awaySince)} {t("figure.screening.note", { count: number(unit.outages) })}
            {traffic.unscreened === 0 ? null : (
              <> {t("figure.screening.told", { count: number(traffic.unscreened) })}</>
            )}
          </>
        }
      >
        {t(awaySince === null ? "figure.screening.there" : "figure.screening.away")}
      </Figure>
    </Figures>
  );
}

function Age({ since }: { since: string }) {
  const t = useDesignTexts();
  const text = useTicking((now) => spanText(Date.parse(since) - now, t));
  return <time dateTime={since}>{text}</time>;
}

type ChannelRow = Operation["channels"][number];

function ChannelTable({
  channels,
  certificates,
}: {
  channels: readonly ChannelRow[];
  certificates: Operation["unit"]["certificates"];
}) {
  const t = useTexts(operationTexts);
  const list = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const columns: readonly Column<ChannelRow>[] = [
    {
      id: "channel",
      header: t("column.channel"),
      width: 130,
      names: true,
      cell: ({ channel }) => list.code("channel", channel),
    },
    {
      id: "state",
      header: t("column.state"),
      least: 190,
      cell: ({ state, reason }) => (
        <span className={styles["state"]} data-state={state}>
          <Icon name={state === "open" ? "check" : "alerts"} size={14} /> {t(`state.${state}`)}
          {reason === null ? null : (
            <bdi lang="en" dir="ltr" title={reason}>
              {reason}
            </bdi>
          )}
        </span>
      ),
    },
    {
      id: "links",
      header: t("column.links"),
      width: 110,
      align: "end",
      cell: ({ links }) => (links === null ? <NoneShown /> : formatNumber(links, language)),
    },
    {
      id: "hour",
      header: t("column.hour"),
      hint: t("column.hour.hint"),
      width: 110,
      align: "end",
      cell: ({ messages }) => formatNumber(messages, language),
    },
    {
      id: "last",
      header: t("column.last"),
      width: 170,
      cell: ({ lastAt }) => (lastAt === null ? <NoneShown /> : <At instant={lastAt} />),
    },
    {
      id: "address",
      header: t("column.address"),
      least: 220,
      cell: ({ address }) => (address === null ? <NoneShown /> : <Code dim>{address}</Code>),
    },
  ];
  return (
    <Panel title={t("channels.title")} flush>
      <DataTable
        caption={t("channels.title")}
        columns={columns}
        rows={channels}
        rowKey={({ channel }) => channel}
        tone={({ state }) => (state === "open" ? undefined : "strong")}
        empty={null}
      />
      {certificates.length === 0 ? null : (
        <ul className={styles["certificates"]} aria-label={t("certificates.title")}>
          {certificates.map(({ of, expiresAt, fault }) => (
            <li key={of}>
              {t(`certificate.${of}`)}: <Expiry expiresAt={expiresAt} />
              {fault === null ? null : (
                <strong className={styles["attention"]}> {t(`certificate.fault.${fault}`)}</strong>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** The day something runs out, and how many are left when they are few. */
function Expiry({ expiresAt }: { expiresAt: string }) {
  const t = useTexts(operationTexts);
  const days = daysLeft(expiresAt, serverNow());
  return (
    <>
      <At instant={expiresAt} day="always" />
      {days === null ? null : (
        <strong className={styles["attention"]}>
          {" "}
          {days <= 0 ? t("expiry.over") : t("expiry.days", { count: days })}
        </strong>
      )}
    </>
  );
}
