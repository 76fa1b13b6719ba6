// Carriers as their channels work now: what came, how well and how soon it was answered, what is pending; each opened in place.
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import {
  At,
  Code,
  DataTable,
  formatNumber,
  formatShare,
  NoneShown,
  Notice,
  serverNow,
  useSurroundings,
  useTexts,
  type Column,
  type Language,
  type TranslateOf,
} from "#design/ui";
import { intakeTexts } from "../intake-texts.ts";
import { KindsAndDay } from "./KindsAndDay.tsx";
import {
  asksForAttention,
  byUrgency,
  daysLeft,
  firstExpiry,
  linksOf,
  timesText,
  type CarrierOperation,
} from "./operation-figures.ts";
import { operationTexts } from "./operation-texts.ts";
import styles from "./operation.module.css";

type Words = TranslateOf<typeof operationTexts>;

export function CarrierTable({ carriers }: { carriers: readonly CarrierOperation[] }) {
  const t = useTexts(operationTexts);
  const list = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useMemo(
    (): readonly Column<CarrierOperation>[] => [
      {
        id: "carrier",
        header: t("column.carrier"),
        least: 160,
        names: true,
        sortBy: ({ name }) => name,
        cell: ({ carrierId, code, name, suspended }) => (
          <span className={styles["carrier"]}>
            <Code dim>{code}</Code>
            <Link to="/carrier/$carrierId" params={{ carrierId }} search={{ part: "connections" }} data-opens>
              <bdi title={name}>{name}</bdi>
            </Link>
            {suspended ? <span className={styles["attention"]}>{t("suspended")}</span> : null}
          </span>
        ),
      },
      {
        id: "channels",
        header: t("detail.open"),
        width: 150,
        cell: ({ carrierId, name, channels }) =>
          channels.length === 0 ? (
            <NoneShown />
          ) : (
            <Button
              variant="transparent"
              size="compact-sm"
              className={styles["opens"] ?? ""}
              aria-expanded={opened === carrierId}
              onClick={() => setOpened(opened === carrierId ? null : carrierId)}
            >
              <span className="spoken">{t("detail.show", { carrier: name })}: </span>
              <bdi className={styles["channels"]}>
                {channels.map(({ channel }) => list.code("channel", channel)).join(", ")}
              </bdi>
            </Button>
          ),
      },
      {
        id: "links",
        header: t("column.links.of"),
        width: 104,
        sortBy: linksOf,
        cell: (carrier) => <Links count={linksOf(carrier)} />,
      },
      ...trafficColumns(t, language),
      {
        id: "pending",
        header: t("column.pending"),
        hint: t("column.pending.hint"),
        least: 120,
        sortBy: ({ incomplete, unconfirmed, unsent, files }) =>
          incomplete.count + unconfirmed.count + unsent.count + files.count,
        cell: (carrier) => <Pending carrier={carrier} />,
      },
      {
        id: "expiry",
        header: t("column.expiry"),
        width: 104,
        sortBy: firstExpiry,
        cell: (carrier) => <SoonOver expiresAt={firstExpiry(carrier)} />,
      },
    ],
    [t, list, language, opened],
  );
  // Who needs somebody first, then who sends most: the quiet ones stand below.
  const rows = useMemo(() => carriers.toSorted(byUrgency), [carriers]);
  return (
    <DataTable
      caption={t("carriers.title")}
      columns={columns}
      rows={rows}
      rowKey={({ carrierId }) => carrierId}
      tone={(carrier) => (asksForAttention(carrier) ? "possible" : undefined)}
      detail={(carrier) => (carrier.carrierId === opened ? <Detail carrier={carrier} /> : null)}
      empty={<Notice title={t("carriers.empty")} />}
    />
  );
}

function trafficColumns(t: Words, language: Language): readonly Column<CarrierOperation>[] {
  const share = (value: number | null) => (value === null ? <NoneShown /> : formatShare(value, language));
  return [
    {
      id: "minute",
      header: t("column.minute"),
      hint: t("column.minute.hint"),
      width: 82,
      align: "end",
      sortBy: ({ traffic }) => traffic.perMinute,
      cell: ({ traffic }) => formatNumber(traffic.perMinute, language),
    },
    {
      id: "hour",
      header: t("column.hour"),
      hint: t("column.hour.hint"),
      width: 84,
      align: "end",
      sortBy: ({ traffic }) => traffic.messages,
      cell: ({ traffic }) => formatNumber(traffic.messages, language),
    },
    ...(["unreadable", "faulty", "repeats"] as const).map((name): Column<CarrierOperation> => ({
      id: name,
      header: t(`column.${name}`),
      hint: t(`column.${name}.hint`),
      width: 94,
      align: "end",
      sortBy: ({ traffic }) => traffic[name],
      cell: ({ traffic }) => share(traffic[name]),
    })),
    {
      id: "answers",
      header: t("column.answers"),
      hint: t("column.answers.hint"),
      width: 122,
      align: "end",
      sortBy: ({ answers }) => answers.hour.p99,
      cell: ({ answers }) => {
        const times = timesText(answers.hour, language);
        return times === null ? <NoneShown /> : <bdi dir="ltr">{times}</bdi>;
      },
    },
    {
      id: "late",
      header: t("column.late"),
      hint: t("column.late.hint"),
      width: 64,
      align: "end",
      sortBy: ({ answers }) => answers.day.timeOuts,
      cell: ({ answers }) => formatNumber(answers.day.timeOuts, language),
    },
  ];
}

function Links({ count }: { count: number | null }) {
  const t = useTexts(operationTexts);
  if (count === null) return <NoneShown />;
  return count === 0 ? t("link.none") : t("link.open", { count });
}

function Pending({ carrier }: { carrier: CarrierOperation }) {
  const t = useTexts(operationTexts);
  const { incomplete, unconfirmed, unsent, files, unprocessedSince, traffic } = carrier;
  const words = [
    ...(incomplete.count === 0 ? [] : [t("pending.incomplete", { count: incomplete.count })]),
    ...(unsent.count === 0 ? [] : [t("pending.unsent", { count: unsent.count })]),
    ...(unconfirmed.count === 0 ? [] : [t("pending.unconfirmed", { count: unconfirmed.count })]),
    ...(files.count === 0 ? [] : [t("pending.files", { count: files.count })]),
    ...(traffic.unscreened === 0 ? [] : [t("pending.unscreened", { count: traffic.unscreened })]),
    ...(unprocessedSince === null ? [] : [t("pending.unprocessed")]),
  ];
  if (words.length === 0) return <NoneShown />;
  return (
    <span className={asksForAttention(carrier) ? styles["attention"] : undefined} title={words.join(", ")}>
      {words.join(", ")}
    </span>
  );
}

function SoonOver({ expiresAt }: { expiresAt: string | null }) {
  const t = useTexts(operationTexts);
  const days = daysLeft(expiresAt, serverNow());
  if (days === null) return <NoneShown />;
  return (
    <span className={styles["attention"]}>
      {days <= 0 ? t("expiry.over") : t("expiry.days", { count: days })}
    </span>
  );
}

/** Each channel of a carrier, what came by type, and the answers of the last day. */
function Detail({ carrier }: { carrier: CarrierOperation }) {
  const t = useTexts(operationTexts);
  const list = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const { channels, incomplete, unconfirmed, unsent, files } = carrier;
  const oldest = [incomplete, unconfirmed, unsent, files].flatMap((one) => one.oldest ?? []).toSorted()[0];
  return (
    <div className={styles["detail"]}>
      <ul>
        {channels.map((one) => (
          <li key={one.channel}>
            <strong>{list.code("channel", one.channel)}</strong>
            {one.links === null ? null : (
              <span>
                <Links count={one.links} />
              </span>
            )}
            {one.files === null ? null : (
              <span>{t("pending.files", { count: formatNumber(one.files, language) })}</span>
            )}
            <span>
              {t("column.last")}: {one.lastAt === null ? <NoneShown /> : <At instant={one.lastAt} />}
            </span>
            <span>{t("detail.hour", { count: formatNumber(one.messages, language) })}</span>
            <span>{t("detail.keys", { count: formatNumber(one.credentials, language) })}</span>
            {daysLeft(one.expiresAt, serverNow()) === null ? null : <SoonOver expiresAt={one.expiresAt} />}
          </li>
        ))}
      </ul>
      <KindsAndDay of={carrier} />
      {oldest === undefined ? null : (
        <p>
          {t("column.pending")}: {t("oldest")} <At instant={oldest} />
        </p>
      )}
    </div>
  );
}
