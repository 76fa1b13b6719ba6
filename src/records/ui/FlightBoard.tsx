// The flight board: every flight of the window, how complete its data are, and what was found.
import { Button, SegmentedControl, Select, Switch } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import type { FlightRow } from "../contract.ts";
import {
  Answer,
  At,
  Code,
  Countdown,
  DataTable,
  EmptyList,
  FilterField,
  NoneShown,
  Page,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import {
  AlertCounts,
  Arrivals,
  BoardRoute,
  DirectionMark,
  FlightState,
  openAlertsOf,
  PlaceLocal,
  Received,
} from "./flight-parts.tsx";
import { Lacking, Pushes } from "./push-parts.tsx";
import { boardQuery } from "./queries.ts";
import { recordsTexts } from "./records-texts.ts";

const here = getRouteApi("/signed-in/flights");
const windows = [6, 12, 24, 48, 168];

/**
 * The board at its address: the filter stands in the address, so that a view can be kept and sent. `notices` is what cannot
 * wait on the watch floor; the shell puts it in.
 */
export function FlightBoardScreen({ notices }: { notices?: ReactNode }) {
  const t = useTexts(recordsTexts);
  const { direction, hours = 24, find = "" } = here.useSearch();
  const navigate = useNavigate({ from: "/flights" });
  const [withAlerts, setWithAlerts] = useState(false);
  const [lacking, setLacking] = useState(false);
  const query = useQuery(boardQuery({ direction, hours, find }));
  // Late or missing must be seen without scrolling sideways.
  const narrow = useMediaQuery("(max-width: 700px)", false, { getInitialValueInEffect: false });
  const columns = useMemo(() => columnsOf(t, narrow), [t, narrow]);

  const set = (change: { direction?: "inbound" | "outbound" | undefined; hours?: number; find?: string }) =>
    void navigate({
      search: (before) => {
        const next = { ...before, ...change };
        return {
          ...(next.direction === undefined ? {} : { direction: next.direction }),
          ...(next.hours === undefined || next.hours === 24 ? {} : { hours: next.hours }),
          ...(next.find === undefined || next.find === "" ? {} : { find: next.find }),
        };
      },
      replace: true,
    });
  const clear = () => {
    setWithAlerts(false);
    setLacking(false);
    set({ direction: undefined, find: "" });
  };

  return (
    <Page title={t("board.title")} fills>
      {notices}
      <Answer query={query} rows={14}>
        {(board) => {
          const rows = board.flights.filter(
            (row) => (!withAlerts || openAlertsOf(row) > 0) && (!lacking || lacksPushes(row)),
          );
          const lackingCount = board.flights.filter(lacksPushes).length;
          const filtered = withAlerts || lacking || find !== "" || direction !== undefined;
          return (
            <>
              <Arrivals flights={board.flights} hours={hours} />
              <DataTable
                caption={t("board.caption")}
                columns={columns}
                rows={rows}
                rowKey={keyOf}
                view={`${direction ?? ""} ${hours} ${find} ${withAlerts} ${lacking}`}
                fills
                tone={toneOf}
                bar={
                  <>
                    <SegmentedControl
                      size="xs"
                      aria-label={t("board.direction")}
                      value={direction ?? "all"}
                      data={(["all", "inbound", "outbound"] as const).map((value) => ({
                        value,
                        label: t(`board.direction.${value}`),
                      }))}
                      onChange={(value) =>
                        set({ direction: value === "inbound" || value === "outbound" ? value : undefined })
                      }
                    />
                    <Select
                      size="xs"
                      w={140}
                      aria-label={t("board.window")}
                      allowDeselect={false}
                      value={String(hours)}
                      data={windows.map((value) => ({
                        value: String(value),
                        label: t("board.window.hours", { hours: value }),
                      }))}
                      onChange={(value) => set({ hours: Number(value ?? 24) })}
                    />
                    <FilterField
                      label={t("board.find")}
                      maxLength={20}
                      value={find}
                      when="after-a-moment"
                      onAsk={(text) => set({ find: text })}
                    />
                    <Switch
                      ms={8}
                      size="xs"
                      label={t("board.withAlerts")}
                      checked={withAlerts}
                      onChange={(event) => setWithAlerts(event.currentTarget.checked)}
                    />
                    <Switch
                      ms={8}
                      size="xs"
                      label={
                        lackingCount === 0 ? t("board.lacking") : `${t("board.lacking")} (${lackingCount})`
                      }
                      checked={lacking}
                      onChange={(event) => setLacking(event.currentTarget.checked)}
                    />
                  </>
                }
                empty={
                  <EmptyList
                    icon="flights"
                    title={t("board.empty.title")}
                    text={t("board.empty.text", { hours })}
                    action={
                      hours >= 168 ? undefined : (
                        <Button size="xs" variant="default" onClick={() => set({ hours: 168 })}>
                          {t("board.empty.longer")}
                        </Button>
                      )
                    }
                    filtered={filtered}
                    clear={clear}
                  />
                }
                more={board.more ? t("board.more", { count: board.flights.length }) : undefined}
              />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

/** On a narrow screen what a flight lacks stands under its number. */
function columnsOf(t: TranslateOf<typeof recordsTexts>, narrow: boolean): readonly Column<FlightRow>[] {
  return [
    {
      id: "due",
      header: t("column.due"),
      hint: t("column.due.hint"),
      width: 122,
      sortBy: (row) => (row.dueAt === null ? null : Date.parse(row.dueAt)),
      cell: (row) => (row.dueAt === null ? <span>{t("due.unknown")}</span> : <Countdown to={row.dueAt} />),
    },
    {
      id: "flight",
      header: t("column.flight"),
      names: true,
      width: narrow ? 100 : 84,
      sortBy: (row) => `${row.carrier} ${row.number.padStart(4, "0")}${row.suffix}`,
      cell: (row) => (
        <>
          <Link to="/f/$flightKey" params={{ flightKey: row.key }} data-opens>
            <strong>
              <Code>{`${row.carrier} ${row.number}${row.suffix}`}</Code>
            </strong>
          </Link>
          {narrow ? <Lacking flight={row} /> : null}
        </>
      ),
    },
    {
      id: "route",
      header: t("column.route"),
      // Both codes, always whole.
      least: 122,
      sortBy: (row) => `${row.origin.code} ${row.destination.code}`,
      cell: (row) => <BoardRoute flight={row} />,
    },
    {
      id: "direction",
      header: t("board.direction"),
      width: 110,
      // The arrow before the route says it already.
      hidden: true,
      sortBy: (row) => row.direction,
      cell: (row) => <DirectionMark direction={row.direction} />,
    },
    {
      id: "local",
      header: t("column.local"),
      hint: t("column.local.hint"),
      width: 136,
      cell: (row) => <PlaceLocal flight={row} />,
    },
    {
      id: "travellers",
      header: t("column.travellers"),
      hint: t("column.travellers.hint"),
      width: 104,
      sortBy: (row) => row.travellers,
      cell: (row) => <Received flight={row} />,
    },
    {
      id: "bookings",
      header: t("column.bookings"),
      width: 84,
      align: "end",
      sortBy: (row) => row.bookings,
      cell: (row) => row.bookings,
    },
    {
      id: "api",
      header: t("column.api"),
      hint: t("column.api.hint"),
      width: 48,
      align: "end",
      sortBy: (row) => row.apiMessages,
      cell: (row) => row.apiMessages,
    },
    {
      id: "pnr",
      header: t("column.pnr"),
      hint: t("column.pnr.hint"),
      width: 50,
      align: "end",
      sortBy: (row) => row.pnrMessages,
      cell: (row) => row.pnrMessages,
    },
    {
      id: "pushes",
      header: t("column.pushes"),
      hint: t("column.pushes.hint"),
      width: 146,
      sortBy: (row) => lackOf(row),
      cell: (row) => (
        <Pushes
          flight={row}
          lead={(lacking) => (
            // Where each push stands with its state, and where one is asked for.
            <Link to="/f/$flightKey" params={{ flightKey: row.key }} search={{ part: "pushes" }}>
              {lacking}
            </Link>
          )}
        />
      ),
    },
    {
      id: "alerts",
      header: t("column.alerts"),
      width: 114,
      sortBy: ({ alerts }) => alerts.strong * 1e9 + alerts.possible * 1e6 + alerts.rules * 1e3 + alerts.weak,
      cell: (row) => <AlertCounts flight={row} />,
    },
    {
      id: "state",
      header: t("column.state"),
      width: 100,
      sortBy: (row) => row.state,
      cell: (row) => <FlightState flight={row} />,
    },
    {
      id: "received",
      header: t("column.received"),
      width: 120,
      hidden: true,
      sortBy: (row) => (row.lastReceivedAt === null ? null : Date.parse(row.lastReceivedAt)),
      cell: (row) => (row.lastReceivedAt === null ? <NoneShown /> : <At instant={row.lastReceivedAt} />),
    },
  ];
}

function keyOf(row: FlightRow): string {
  return row.key;
}

/** How much a flight lacks, the worst first. */
function lackOf({ pushes }: FlightRow): number {
  return pushes === null ? 0 : pushes.missing * 10_000 + pushes.incomplete * 100 + pushes.late;
}

function lacksPushes(row: FlightRow): boolean {
  return lackOf(row) > 0;
}

function toneOf(row: FlightRow): "strong" | "possible" | undefined {
  if (row.alerts.strong > 0) return "strong";
  return row.alerts.possible > 0 ? "possible" : undefined;
}
