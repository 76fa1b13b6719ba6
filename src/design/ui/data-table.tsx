// The table of the product: semantic rows, sorting, columns to choose, thousands of rows, keyboard rows, and no jumping while live.
import { Button, Menu, UnstyledButton } from "@mantine/core";
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { Fragment, use, useMemo, useRef, useState, type MouseEvent, type ReactNode } from "react";
import styles from "./data-table.module.css";
import { Icon } from "./icons.tsx";
import { useShortcuts } from "./keyboard.tsx";
import { FilterBeforeContext, useSettledRows } from "./live.tsx";
import { useRowWindow } from "./row-window.ts";
import { useDesignTexts, useSurroundings } from "./surroundings.tsx";
import { formatNumber } from "./format.ts";

export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  /** What the header says in full where `header` is a short form. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  /** Sortable by this value; null sorts last. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** Pixels; a column without one shares what is left, and has `least` of them at least. */
  readonly width?: number;
  readonly least?: number;
  readonly align?: "start" | "end";
  /** The cell that names the row: it holds the link that opens it, and is never hidden. */
  readonly names?: boolean;
  /** Not shown until chosen. */
  readonly hidden?: boolean;
};

export type DataTableProps<Row> = {
  /** What the table holds; read by screen readers, and the name of its scroll region. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Rows of the same group stand together under its heading; give rows already in that order. */
  readonly groupOf?: (row: Row) => { readonly key: string; readonly heading: ReactNode };
  /** Another filter is another view: then rows are shown afresh instead of waiting. */
  readonly view?: string;
  /** Filters and the like, at the start of the bar above the table. */
  readonly bar?: ReactNode;
  readonly empty: ReactNode;
  /** A row that asks for attention (an edge in colour); a word in the row must say the same. */
  readonly tone?: (row: Row) => "strong" | "possible" | undefined;
  /** Keys that act on the row in focus, or on the first row while none has it. */
  readonly rowKeys?: readonly {
    readonly keys: string;
    readonly label: string;
    readonly run: (row: Row) => void;
  }[];
  /** More rows exist than were loaded: how that is said, or `MoreRows`. */
  readonly more?: ReactNode;
  /** How many rows there are on the server, when it is known and not all are loaded. */
  readonly total?: number | undefined;
  /** What stands under a row that was opened in place; null for all others. Then every row is drawn. */
  readonly detail?: (row: Row) => ReactNode;
  /** The table fills its parent's height and scrolls inside; otherwise it is as tall as its rows. */
  readonly fills?: boolean;
};

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});
/** From here rows outside the window are not drawn. */
const virtualFrom = 100;

/**
 * What scrolls must take the focus, or the keyboard cannot scroll it (WCAG 2.1.1). It is a group and no landmark: the panel around
 * it is one, often of the same name.
 */
const scrolls = { tabIndex: 0, role: "group" };

type Item<Row> =
  | { readonly kind: "group"; readonly key: string; readonly heading: ReactNode }
  | { readonly kind: "row"; readonly key: string; readonly row: Row };

/** A table of rows. J and K go through the rows' links, full stop loads what waits. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, groupOf, view = "", bar, empty, tone, more, fills = false } = props;
  const { total, detail, rowKeys = [] } = props;
  const t = useDesignTexts();
  const { language, rowHeight } = useSurroundings();
  const scroller = useRef<HTMLElement>(null);

  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    enableMultiSort: false,
    initialState: {
      columnVisibility: Object.fromEntries(
        columns.filter((column) => column.hidden === true).map((column) => [column.id, false]),
      ),
    },
  });
  const sorting = table.state.sorting[0];
  const { rows: sortedRows } = table.getRowModel();
  const sorted = useMemo(() => sortedRows.map((row) => row.original), [sortedRows]);
  // A new filter is a new view from when its own rows are here, not from when it was chosen.
  const filterBefore = use(FilterBeforeContext);
  const [shownView, setShownView] = useState(view);
  if (!filterBefore && shownView !== view) setShownView(view);
  const settled = useSettledRows(
    sorted,
    rowKey,
    `${filterBefore ? shownView : view} ${sorting === undefined ? "" : `${sorting.id} ${sorting.desc}`}`,
  );
  const shownColumns = columns.filter((column) => table.getColumn(column.id)?.getIsVisible() !== false);
  const items = itemsOf(settled.rows, rowKey, sorting === undefined ? groupOf : undefined);
  const virtual = items.length > virtualFrom && fills && detail === undefined;
  const window = useRowWindow(scroller, { count: items.length, height: rowHeight, on: virtual });

  const go = (step: 1 | -1) => {
    const body = scroller.current;
    if (body === null) return;
    const current = document.activeElement?.closest<HTMLElement>("tr[data-item]");
    const at =
      current === null || current === undefined || !body.contains(current)
        ? -1
        : Number(current.dataset["item"]);
    const target = nextRow(items, at, step);
    if (target === undefined) return;
    if (virtual) window.reveal(target);
    const focus = () =>
      body.querySelector<HTMLElement>(`tr[data-item="${target}"] [data-opens], tr[data-item="${target}"] a`);
    const found = focus();
    if (found !== null) found.focus();
    else requestAnimationFrame(() => requestAnimationFrame(() => focus()?.focus()));
  };
  const rowInFocus = (): Row | undefined => {
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-item]");
    const at =
      focused === null || focused === undefined || scroller.current?.contains(focused) !== true
        ? items.findIndex((item) => item.kind === "row")
        : Number(focused.dataset["item"]);
    const item = items[at];
    return item?.kind === "row" ? item.row : undefined;
  };
  useShortcuts([
    ...rowKeys.map(({ keys, label, run }) => ({
      keys,
      label,
      run: () => {
        const row = rowInFocus();
        if (row !== undefined) run(row);
      },
    })),
    { keys: "KeyJ", label: t("keys.next"), run: () => go(1) },
    { keys: "KeyK", label: t("keys.previous"), run: () => go(-1) },
    ...(settled.waiting > 0 ? [{ keys: '"."', label: t("keys.load"), run: settled.load }] : []),
  ]);

  const drawn = items.slice(window.start, window.end);
  return (
    <div className={styles["frame"]} data-fills={fills}>
      <div className={styles["bar"]}>
        <div className={styles["filters"]}>{bar}</div>
        <Waiting count={settled.waiting} load={settled.load} />
        <div className={styles["tail"]}>
          <span className={styles["count"]}>
            {total === undefined || total <= settled.rows.length
              ? t("table.rows", { count: settled.rows.length }).replace(
                  String(settled.rows.length),
                  formatNumber(settled.rows.length, language),
                )
              : t("table.of", {
                  shown: formatNumber(settled.rows.length, language),
                  total: formatNumber(total, language),
                })}
          </span>
          <ColumnMenu
            columns={columns}
            shown={new Set(shownColumns.map((column) => column.id))}
            toggle={(id) => table.getColumn(id)?.toggleVisibility()}
          />
        </div>
      </div>
      <section ref={scroller} className={styles["scroller"]} aria-label={caption} {...scrolls}>
        {settled.rows.length === 0 ? (
          empty
        ) : (
          <table
            className={styles["table"]}
            style={{ minWidth: narrowest(shownColumns) }}
            aria-rowcount={items.length + 1}
          >
            <caption className="spoken">{caption}</caption>
            <colgroup>
              {shownColumns.map((column) => (
                <col
                  key={column.id}
                  style={column.width === undefined ? undefined : { width: column.width }}
                />
              ))}
            </colgroup>
            <thead>
              <tr aria-rowindex={1}>
                {shownColumns.map((column) => (
                  <HeaderCell
                    key={column.id}
                    column={column}
                    sorted={
                      sorting?.id === column.id ? (sorting.desc ? "descending" : "ascending") : undefined
                    }
                    toggle={() => table.getColumn(column.id)?.toggleSorting()}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {window.above > 0 ? <Spacer height={window.above} columns={shownColumns.length} /> : null}
              {drawn.map((item, at) => {
                const index = window.start + at;
                return item.kind === "group" ? (
                  <tr key={item.key} className={styles["group"]} aria-rowindex={index + 2}>
                    <th colSpan={shownColumns.length} scope="rowgroup">
                      {item.heading}
                    </th>
                  </tr>
                ) : (
                  <Fragment key={item.key}>
                    <tr
                      data-item={index}
                      data-tone={tone?.(item.row)}
                      data-gone={settled.gone.has(item.key)}
                      aria-rowindex={index + 2}
                      onClick={openRow}
                    >
                      {shownColumns.map((column) => (
                        <BodyCell key={column.id} column={column}>
                          {column.cell(item.row)}
                          {column.names === true && settled.gone.has(item.key) ? (
                            <span className="spoken">{t("table.gone")}</span>
                          ) : null}
                        </BodyCell>
                      ))}
                    </tr>
                    <DetailRow columns={shownColumns.length}>{detail?.(item.row) ?? null}</DetailRow>
                  </Fragment>
                );
              })}
              {window.below > 0 ? <Spacer height={window.below} columns={shownColumns.length} /> : null}
            </tbody>
          </table>
        )}
        {more === undefined ? null : <div className={styles["more"]}>{more}</div>}
      </section>
      <output className="spoken">
        {sorting === undefined
          ? ""
          : t("table.sorted", {
              column: columns.find((column) => column.id === sorting.id)?.header ?? "",
              direction: t(sorting.desc ? "table.descending" : "table.ascending"),
            })}
      </output>
    </div>
  );
}

function Waiting({ count, load }: { count: number; load: () => void }) {
  const t = useDesignTexts();
  return (
    <output className={styles["waitingPlace"]}>
      {count === 0 ? null : (
        <>
          <UnstyledButton className={styles["waiting"]} onClick={load}>
            {t("live.new", { count })} · {t("live.load")}
            <kbd aria-hidden="true">.</kbd>
          </UnstyledButton>
          <span className="spoken">{t("live.announce", { count })}</span>
        </>
      )}
    </output>
  );
}

function HeaderCell<Row>({
  column,
  sorted,
  toggle,
}: {
  column: Column<Row>;
  sorted: "ascending" | "descending" | undefined;
  toggle: () => void;
}) {
  const sortable = column.sortBy !== undefined;
  return (
    <th
      scope="col"
      data-align={column.align}
      title={column.hint}
      {...(sortable ? { "aria-sort": sorted ?? "none" } : {})}
    >
      {sortable ? (
        <button type="button" className={styles["sort"]} onClick={toggle}>
          {column.header}
          <span data-on={sorted !== undefined}>
            <Icon name={sorted === "descending" ? "down" : "up"} size={10} />
          </span>
        </button>
      ) : (
        column.header
      )}
      {column.hint === undefined ? null : <span className="spoken"> {column.hint}</span>}
    </th>
  );
}

function BodyCell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  return column.names === true ? (
    <th scope="row" dir="auto" data-align={column.align}>
      {children}
    </th>
  ) : (
    <td dir="auto" data-align={column.align}>
      {children}
    </td>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden="true" className={styles["spacer"]}>
      <td colSpan={columns} style={{ height }}>
        {" "}
      </td>
    </tr>
  );
}

function DetailRow({ columns, children }: { columns: number; children: ReactNode }) {
  if (children === null) return null;
  return (
    <tr className={styles["detail"]}>
      <td colSpan={columns}>{children}</td>
    </tr>
  );
}

/** The way to the next page of rows, for `more`: nothing where there is none. */
export function nextPage(query: {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}): ReactNode {
  if (!query.hasNextPage) return undefined;
  return <MoreRows loading={query.isFetchingNextPage} load={() => void query.fetchNextPage()} />;
}

function MoreRows({ loading, load }: { loading: boolean; load: () => void }) {
  const t = useDesignTexts();
  return (
    <Button size="xs" variant="default" loading={loading} onClick={load}>
      {t("table.more")}
    </Button>
  );
}

function ColumnMenu<Row>({
  columns,
  shown,
  toggle,
}: {
  columns: readonly Column<Row>[];
  shown: ReadonlySet<string>;
  toggle: (id: string) => void;
}) {
  const t = useDesignTexts();
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={styles["tool"]} aria-label={t("table.columns")} title={t("table.columns")}>
          <Icon name="columns" size={15} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("table.columns")}</Menu.Label>
        {columns.map((column) =>
          column.names === true ? (
            <Fragment key={column.id} />
          ) : (
            <Menu.CheckboxItem
              key={column.id}
              value={column.id}
              checked={shown.has(column.id)}
              onChange={() => toggle(column.id)}
            >
              {column.hint ?? column.header}
            </Menu.CheckboxItem>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function definitionOf<Row extends object>(column: Column<Row>): ColumnDef<typeof features, Row> {
  const { id, sortBy } = column;
  if (sortBy === undefined) return { id, enableSorting: false };
  return {
    id,
    accessorFn: (row) => sortBy(row) ?? undefined,
    sortUndefined: "last",
    sortFn: (left, right, by) => compare(left.getValue(by), right.getValue(by)),
  };
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right));
}

function itemsOf<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  groupOf: DataTableProps<Row>["groupOf"],
): readonly Item<Row>[] {
  const items: Item<Row>[] = [];
  let before: string | undefined;
  for (const row of rows) {
    const group = groupOf?.(row);
    if (group !== undefined && group.key !== before) {
      before = group.key;
      items.push({ kind: "group", key: `group ${group.key}`, heading: group.heading });
    }
    items.push({ kind: "row", key: rowKey(row), row });
  }
  return items;
}

function nextRow<Row>(items: readonly Item<Row>[], from: number, step: 1 | -1): number | undefined {
  for (let index = from + step; index >= 0 && index < items.length; index += step) {
    if (items[index]?.kind === "row") return index;
  }
  return undefined;
}

/** A press anywhere in a row opens it, unless something of its own was pressed or text is being selected. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  if (event.target instanceof Element && event.target.closest("a, button, input, label") !== null) return;
  if (document.getSelection()?.isCollapsed === false) return;
  event.currentTarget.querySelector<HTMLElement>("[data-opens], th a")?.click();
}

/** The narrowest a table is before it scrolls: the column that names its rows never gives way to the others. */
function narrowest(columns: readonly Pick<Column<unknown>, "width" | "least" | "names">[]): number {
  return Math.max(
    900,
    columns.reduce((sum, { width, names = false, least = names ? 180 : 120 }) => sum + (width ?? least), 0),
  );
}
