// Expected pushes of a flight: a badge for the board, and what was owed when and what came of it.
import { useMemo, type ReactNode } from "react";
import type { FlightDetail, FlightRow, Push } from "../contract.ts";
import {
  At,
  DataTable,
  formatNumber,
  Icon,
  NoneShown,
  Notice,
  useSurroundings,
  useTexts,
  type Column,
  type IconName,
  type TranslateOf,
} from "#design/ui";
import { recordsTexts } from "./records-texts.ts";
import styles from "./records.module.css";

const icons: Readonly<Record<Push["state"], IconName>> = {
  expected: "clock",
  received: "check",
  late: "clock",
  missing: "close",
  incomplete: "alerts",
  repaired: "check",
};

type Counts = NonNullable<FlightRow["pushes"]>;

/** Received of owed, and the worst of what is lacking as sign and words. */
export function Pushes({
  flight,
  lead = (lacking) => lacking,
}: {
  flight: FlightRow;
  /** Makes what is lacking a way to where it can be asked for. */
  lead?: (lacking: ReactNode) => ReactNode;
}) {
  const t = useTexts(recordsTexts);
  const { language } = useSurroundings();
  const { pushes } = flight;
  if (pushes === null) return <NoneShown />;
  const number = (value: number) => formatNumber(value, language);
  const title = t("pushes.of", { received: number(pushes.received), owed: number(pushes.owed) });
  return (
    <span className={styles["pushes"]} title={title}>
      <bdi dir="ltr" aria-hidden="true">
        {number(pushes.received)}
        <span className={styles["of"]}>/{number(pushes.owed)}</span>
      </bdi>
      <span className="spoken">{title}</span>
      {worstOf(pushes) === undefined ? null : lead(<Worst pushes={pushes} />)}
    </span>
  );
}

/** The worst of what a flight lacks, under its number; to be heard it stands in the column of the pushes. */
export function Lacking({ flight: { pushes } }: { flight: FlightRow }) {
  if (pushes === null || worstOf(pushes) === undefined) return null;
  return (
    <span className={styles["lackingBelow"]} aria-hidden="true">
      <Worst pushes={pushes} />
    </span>
  );
}

function Worst({ pushes }: { pushes: Counts }) {
  const t = useTexts(recordsTexts);
  const worst = worstOf(pushes);
  if (worst === undefined) return null;
  return (
    <span className={styles[`push-${worst}`]}>
      <Icon name={icons[worst]} size={13} />
      {t(`pushes.count.${worst}`, { count: pushes[worst] })}
    </span>
  );
}

function worstOf(pushes: Counts): "missing" | "incomplete" | "late" | undefined {
  return (["missing", "incomplete", "late"] as const).find((state) => pushes[state] > 0);
}

/** Every push owed of the flight, in the order in which they are due. */
export function PushTimeline({ detail }: { detail: FlightDetail }) {
  const t = useTexts(recordsTexts);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <DataTable
      caption={t("pushes.caption")}
      columns={columns}
      rows={detail.pushes.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))}
      rowKey={(push) => `${push.kind} ${push.opensAt}`}
      empty={<Notice icon="messages" title={t("pushes.empty")} />}
    />
  );
}

function columnsOf(t: TranslateOf<typeof recordsTexts>): readonly Column<Push>[] {
  return [
    {
      id: "due",
      header: t("pushes.column.due"),
      width: 150,
      sortBy: (push) => Date.parse(push.dueAt),
      cell: (push) => <At instant={push.dueAt} />,
    },
    {
      id: "kind",
      header: t("pushes.column.kind"),
      names: true,
      width: 210,
      sortBy: (push) => push.kind,
      cell: (push) => t(`pushes.kind.${push.kind}`),
    },
    {
      id: "state",
      header: t("pushes.column.state"),
      width: 150,
      sortBy: (push) => push.state,
      cell: (push) => (
        <span className={styles[`push-${push.state}`]}>
          <Icon name={icons[push.state]} size={13} />
          {t(`pushes.state.${push.state}`)}
        </span>
      ),
    },
    {
      id: "received",
      header: t("pushes.column.received"),
      width: 150,
      sortBy: (push) => (push.receivedAt === null ? null : Date.parse(push.receivedAt)),
      cell: (push) => (push.receivedAt === null ? <NoneShown /> : <At instant={push.receivedAt} />),
    },
    {
      id: "window",
      header: t("pushes.column.window"),
      sortBy: (push) => Date.parse(push.opensAt),
      cell: (push) => <At instant={push.opensAt} />,
    },
  ];
}
