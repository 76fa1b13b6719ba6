// A carrier's own deliveries of late.
import type { OwnDeliveries } from "../send-contract.ts";
import { At, Code, DataTable, Notice, useTexts, type Column } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import { FindingCounts } from "./message-parts.tsx";

type Row = OwnDeliveries["deliveries"][number];

export function OwnDeliveryTable({ deliveries }: { deliveries: readonly Row[] }) {
  const t = useTexts(intakeTexts);
  const columns: readonly Column<Row>[] = [
    {
      id: "received",
      header: t("column.received"),
      width: 200,
      names: true,
      sortBy: ({ receivedAt }) => receivedAt,
      cell: ({ receivedAt }) => <At instant={receivedAt} day="always" seconds />,
    },
    {
      id: "channel",
      header: t("column.channel"),
      width: 140,
      cell: ({ channel }) => t.code("channel", channel),
    },
    {
      id: "outcome",
      header: t("column.state"),
      width: 170,
      cell: ({ outcome }) => t(`send.outcome.${outcome}`),
    },
    {
      id: "messages",
      header: t("quality.messages"),
      width: 100,
      align: "end",
      cell: ({ messages }) => messages,
    },
    {
      id: "travellers",
      header: t("column.travellers"),
      width: 110,
      align: "end",
      cell: ({ travellers }) => travellers,
    },
    {
      id: "findings",
      header: t("column.findings"),
      width: 180,
      cell: ({ errors, warnings }) => <FindingCounts errors={errors} warnings={warnings} />,
    },
    { id: "id", header: t("send.receipt"), cell: ({ deliveryId }) => <Code dim>{deliveryId}</Code> },
  ];
  return (
    <DataTable
      caption={t("send.tab.received")}
      columns={columns}
      rows={deliveries}
      rowKey={({ deliveryId }) => deliveryId}
      empty={<Notice title={t("send.received.none")}>{t("send.received.none.text")}</Notice>}
    />
  );
}
