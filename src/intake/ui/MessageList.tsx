// The messages received: what came, from whom, what became of it, and how good it was.
import { SegmentedControl, Select, Switch } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { ReceiptRow } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  DataTable,
  EmptyList,
  FilterField,
  formatNumber,
  nextPage,
  NoneShown,
  Page,
  useMay,
  useSurroundings,
  useTexts,
  type Column,
  type Language,
  type TranslateOf,
} from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import { FindingCounts, FlightCode, KindCode, StateWord } from "./message-parts.tsx";
import { receiptsQuery, receiptStates, type ReceiptFilter } from "./queries.ts";

const here = getRouteApi("/signed-in/messages");
const kinds = ["PAXLST", "PNRGOV", "CUSRES", "ACKRES", "GOVREQ", "CONTRL", "UNKNOWN"] as const;

/** The list at its address: the filter stands in the address, so that a view can be kept and sent. */
export function MessageListScreen() {
  const t = useTexts(intakeTexts);
  const filter = here.useSearch();
  const navigate = useNavigate({ from: "/messages" });
  const query = useInfiniteQuery(receiptsQuery(filter));
  const { language } = useSurroundings();
  const mayOpenFlight = useMay("view-flight");
  const columns = useMemo(() => columnsOf(t, language, mayOpenFlight), [t, language, mayOpenFlight]);

  const set = (change: ReceiptFilter) => {
    const next = { ...filter, ...change };
    void navigate({
      search: {
        ...(next.state === undefined ? {} : { state: next.state }),
        ...(next.kind === undefined ? {} : { kind: next.kind }),
        ...(next.carrier === undefined ? {} : { carrier: next.carrier }),
        ...(next.findings === undefined ? {} : { findings: next.findings }),
      },
      replace: true,
    });
  };
  const clear = () => void navigate({ search: {}, replace: true });
  const filtered = Object.keys(filter).length > 0;

  return (
    <Page title={t("list.title")} fills>
      <Answer query={query} rows={14}>
        {({ pages }) => (
          <DataTable
            caption={t("list.caption")}
            columns={columns}
            rows={pages.flatMap((page) => page.receipts)}
            rowKey={keyOf}
            view={`${JSON.stringify(filter)} ${pages.length}`}
            fills
            tone={toneOf}
            bar={<Filters filter={filter} set={set} />}
            empty={
              <EmptyList
                icon="messages"
                title={t("list.empty.title")}
                text={t("list.empty.text")}
                filtered={filtered}
                clear={clear}
              />
            }
            more={nextPage(query)}
          />
        )}
      </Answer>
    </Page>
  );
}

function Filters({ filter, set }: { filter: ReceiptFilter; set: (change: ReceiptFilter) => void }) {
  const t = useTexts(intakeTexts);
  // A carrier's code is asked for as soon as it is one.
  const askForCarrier = (code: string) => {
    if (code.length >= 2) set({ carrier: code });
    else if (filter.carrier !== undefined) set({ carrier: undefined });
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t("list.show")}
        value={filter.state ?? "all"}
        data={[
          { value: "all", label: t("list.show.all") },
          ...receiptStates.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
        onChange={(value) => set({ state: receiptStates.find((state) => state === value) })}
      />
      <Select
        size="xs"
        w={180}
        aria-label={t("list.kind")}
        value={filter.kind ?? ""}
        allowDeselect={false}
        data={[
          { value: "", label: t("list.kind.all") },
          ...kinds.map((kind) => ({ value: kind, label: `${kind} · ${t(`kind.${kind}`)}` })),
        ]}
        comboboxProps={{ width: 300, position: "bottom-start" }}
        onChange={(value) => set({ kind: value === null || value === "" ? undefined : value })}
      />
      <FilterField
        label={t("list.carrier")}
        short={t("list.carrier.short")}
        width={120}
        maxLength={3}
        value={filter.carrier ?? ""}
        shape={(text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "")}
        onAsk={askForCarrier}
      />
      <Switch
        size="xs"
        label={t("list.findings")}
        checked={filter.findings === true}
        onChange={(event) => set({ findings: event.currentTarget.checked ? true : undefined })}
      />
    </>
  );
}

function columnsOf(
  t: TranslateOf<typeof intakeTexts>,
  language: Language,
  mayOpenFlight: boolean,
): readonly Column<ReceiptRow>[] {
  return [
    {
      id: "received",
      header: t("column.received"),
      names: true,
      width: 168,
      sortBy: (row) => Date.parse(row.receivedAt),
      cell: (row) => (
        <Link to="/m/$receiptId" params={{ receiptId: row.id }} data-opens>
          <At instant={row.receivedAt} seconds />
        </Link>
      ),
    },
    {
      id: "kind",
      header: t("column.kind"),
      width: 138,
      sortBy: (row) => row.kind,
      cell: (row) => <KindCode receipt={row} />,
    },
    {
      id: "carrier",
      header: t("column.carrier"),
      width: 110,
      sortBy: (row) => row.carrier,
      cell: (row) => <Code>{row.carrier}</Code>,
    },
    {
      id: "flight",
      header: t("column.flight"),
      width: 110,
      sortBy: (row) => row.flight?.designator ?? null,
      cell: (row) => <FlightOf row={row} mayOpen={mayOpenFlight} />,
    },
    {
      id: "channel",
      header: t("column.channel"),
      width: 120,
      sortBy: (row) => row.channel,
      cell: (row) => t.code("channel", row.channel),
    },
    {
      id: "state",
      header: t("column.state"),
      width: 142,
      sortBy: (row) => row.state,
      cell: (row) => <StateWord state={row.state} />,
    },
    {
      id: "findings",
      header: t("column.findings"),
      sortBy: (row) => row.errors * 100_000 + row.warnings,
      cell: (row) => <FindingCounts errors={row.errors} warnings={row.warnings} />,
    },
    {
      id: "travellers",
      header: t("column.travellers"),
      width: 104,
      align: "end",
      sortBy: (row) => row.travellers,
      cell: (row) => formatNumber(row.travellers, language),
    },
    {
      id: "bookings",
      header: t("column.bookings"),
      width: 104,
      align: "end",
      sortBy: (row) => row.bookings,
      cell: (row) => formatNumber(row.bookings, language),
    },
  ];
}

function FlightOf({ row, mayOpen }: { row: ReceiptRow; mayOpen: boolean }) {
  if (row.flight === null) return <NoneShown />;
  if (!mayOpen) return <FlightCode designator={row.flight.designator} />;
  return (
    <Link to="/f/$flightKey" params={{ flightKey: row.flight.key }} search={{ part: "messages" }}>
      <FlightCode designator={row.flight.designator} />
    </Link>
  );
}

function keyOf(row: ReceiptRow): string {
  return row.id;
}

function toneOf(row: ReceiptRow): "strong" | "possible" | undefined {
  if (row.state === "refused") return "strong";
  return row.state === "quarantined" ? "possible" : undefined;
}
