// What of a carrier was refused, quarantined or faulty: dates, codes and hashes that prove which bytes are spoken of.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Static } from "typebox";
import type { Evidence } from "../quality-contract.ts";
import { Answer, At, Code, DataTable, NoneShown, Notice, serverNow, useTexts, type Column } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import { PeriodChoice } from "./Quality.tsx";
import { lastDays, monthOf } from "./quality-period.ts";
import { evidenceQuery, type QualityPeriod } from "./quality-queries.ts";
import styles from "./quality.module.css";

/** Asked for by a press: each look at it is an entry in the ledger. */
export function EvidencePart({ carrierId }: { carrierId: string }) {
  const t = useTexts(intakeTexts);
  const [chosen, setChosen] = useState("30");
  const [asked, setAsked] = useState<QualityPeriod | null>(null);
  const period = useMemo(
    () => (chosen.includes("-") ? monthOf(chosen) : lastDays(Number(chosen), serverNow())),
    [chosen],
  );
  return (
    <div className={styles["part"]}>
      <div className={styles["ask"]}>
        <PeriodChoice chosen={chosen} onChoose={setChosen} />
        <Button variant="default" onClick={() => setAsked(period)}>
          {t("evidence.show")}
        </Button>
      </div>
      <p className={styles["span"]}>{t("evidence.lead")}</p>
      {asked === null ? null : <Found carrierId={carrierId} period={asked} />}
    </div>
  );
}

type Row = Static<typeof Evidence>["receipts"][number];

function Found({ carrierId, period }: { carrierId: string; period: QualityPeriod }) {
  const t = useTexts(intakeTexts);
  const query = useQuery(evidenceQuery(carrierId, period));
  const columns: readonly Column<Row>[] = [
    {
      id: "received",
      header: t("column.received"),
      width: 190,
      names: true,
      sortBy: ({ receivedAt }) => receivedAt,
      cell: ({ receiptId, receivedAt }) => (
        <Link to="/m/$receiptId" params={{ receiptId }} data-opens>
          <At instant={receivedAt} day="always" seconds />
        </Link>
      ),
    },
    { id: "kind", header: t("column.kind"), width: 100, cell: ({ kind }) => <Code>{kind}</Code> },
    { id: "state", header: t("column.state"), width: 140, cell: ({ state }) => t.code("state", state) },
    {
      id: "flight",
      header: t("column.flight"),
      width: 150,
      cell: ({ flight, flightDate }) =>
        flight === null ? <NoneShown /> : <Code>{`${flight} ${flightDate ?? ""}`}</Code>,
    },
    { id: "codes", header: t("column.findings"), cell: ({ codes }) => <Code dim>{codes.join(", ")}</Code> },
    {
      id: "hash",
      header: t("envelope.hash"),
      width: 180,
      cell: ({ sha256 }) => <Code dim>{`${sha256.slice(0, 16)}…`}</Code>,
    },
  ];
  return (
    <Answer query={query}>
      {({ receipts, isWhole }) => (
        <>
          {isWhole ? null : <p>{t("evidence.more", { count: receipts.length })}</p>}
          <DataTable
            caption={t("evidence.caption")}
            columns={columns}
            rows={receipts}
            rowKey={({ receiptId }) => receiptId}
            empty={<Notice icon="check" title={t("evidence.none")} />}
          />
        </>
      )}
    </Answer>
  );
}
