// The messages a flight was made from, with what was wrong in them.
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { FlightDetail } from "../contract.ts";
import {
  At,
  Code,
  DataTable,
  Notice,
  SeverityShape,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import styles from "./records.module.css";
import { recordsTexts } from "./records-texts.ts";

type Message = FlightDetail["messages"][number];

export function FlightMessages({ messages }: { messages: readonly Message[] }) {
  const t = useTexts(recordsTexts);
  const mayOpen = useMay("view-receipts");
  const columns = useMemo(() => columnsOf(t, mayOpen), [t, mayOpen]);
  return (
    <DataTable
      caption={t("flight.messages.caption")}
      columns={columns}
      rows={messages}
      rowKey={keyOf}
      fills
      empty={<Notice icon="messages" title={t("flight.messages.empty")} />}
    />
  );
}

function columnsOf(t: TranslateOf<typeof recordsTexts>, mayOpen: boolean): readonly Column<Message>[] {
  return [
    {
      id: "received",
      header: t("message.column.received"),
      names: true,
      width: 180,
      sortBy: (message) => Date.parse(message.receivedAt),
      cell: (message) =>
        mayOpen ? (
          <Link to="/m/$receiptId" params={{ receiptId: message.receiptId }} data-opens>
            <At instant={message.receivedAt} seconds />
          </Link>
        ) : (
          <At instant={message.receivedAt} seconds />
        ),
    },
    {
      id: "kind",
      header: t("message.column.kind"),
      width: 120,
      sortBy: (message) => message.kind,
      cell: (message) => <Code>{message.kind}</Code>,
    },
    {
      id: "state",
      header: t("message.column.state"),
      width: 160,
      cell: (message) => t.code("message", message.state),
    },
    {
      id: "part",
      header: t("message.column.part"),
      width: 190,
      cell: ({ part }) =>
        part === null ? null : (
          <span className={part.series === "incomplete" ? styles["lacking"] : styles["usual"]}>
            {t("message.part", { number: part.number })}
            {part.series === "complete" ? "" : `, ${t(`message.series.${part.series}`)}`}
          </span>
        ),
    },
    {
      id: "findings",
      header: t("message.column.findings"),
      sortBy: (message) => message.errors * 1000 + message.warnings,
      cell: (message) => <FindingCounts errors={message.errors} warnings={message.warnings} />,
    },
  ];
}

/** Errors and warnings as shape, number and word. */
export function FindingCounts({ errors, warnings }: { errors: number; warnings: number }) {
  const t = useTexts(recordsTexts);
  if (errors + warnings === 0) return <span className={styles["usual"]}>{t("message.clean")}</span>;
  return (
    <span className={styles["findings"]}>
      {errors === 0 ? null : (
        <span>
          <SeverityShape severity="error" /> {t("message.errors", { count: errors })}
        </span>
      )}
      {warnings === 0 ? null : (
        <span>
          <SeverityShape severity="warning" /> {t("message.warnings", { count: warnings })}
        </span>
      )}
    </span>
  );
}

function keyOf(message: Message): string {
  return message.receiptId;
}
