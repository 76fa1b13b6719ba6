// The schedule: the legs that stand, adding and taking out single ones, files that wait for a decision.
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ScheduleImport, ScheduleRow } from "../../contract.ts";
import {
  Answer,
  At,
  Code,
  DataTable,
  Dialog,
  FromTo,
  NoneShown,
  Notice,
  Page,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { LegForm } from "./LegForm.tsx";
import { LegRemoval } from "./LegRemoval.tsx";
import { schedulesQuery } from "./queries.ts";
import { ImportDecision, ImportForm } from "./ScheduleImport.tsx";
import { scheduleTexts } from "./schedule-texts.ts";
import styles from "./schedules.module.css";

/** All legs, or those of one carrier. */
export function ScheduleScreen() {
  const t = useTexts(scheduleTexts);
  const mayManage = useMay("manage-schedules");
  const [carrier, setCarrier] = useState("");
  const [open, setOpen] = useState<"add" | "import" | null>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const query = useQuery(schedulesQuery(carrier));
  const [leaving, setLeaving] = useState<ScheduleRow | null>(null);
  const columns = useMemo(() => columnsOf(t, mayManage ? setLeaving : null), [t, mayManage]);
  const close = () => setOpen(null);
  return (
    <Page title={t("title")} fills>
      <Answer query={query} rows={14}>
        {(schedules) => (
          <>
            <Drafts
              imports={schedules.imports.filter(({ state }) => state === "draft")}
              mayDecide={mayManage}
              onOpen={setDraft}
            />
            <DataTable
              caption={t("caption")}
              columns={columns}
              rows={schedules.legs}
              rowKey={keyOf}
              view={carrier}
              fills
              bar={
                <>
                  <Select
                    size="xs"
                    w={190}
                    aria-label={t("carrier")}
                    searchable
                    clearable
                    placeholder={t("carrier.all")}
                    value={carrier === "" ? null : carrier}
                    data={schedules.carriers.map((one) => ({
                      value: one.carrier,
                      label: t("carrier.count", one),
                    }))}
                    onChange={(value) => setCarrier(value ?? "")}
                  />
                  {mayManage ? (
                    <>
                      <Button size="xs" variant="default" onClick={() => setOpen("add")}>
                        {t("add")}
                      </Button>
                      <Button size="xs" variant="default" onClick={() => setOpen("import")}>
                        {t("import")}
                      </Button>
                    </>
                  ) : null}
                  <a href="/api/schedules/template.csv" download>
                    {t("template")}
                  </a>
                </>
              }
              empty={
                <Notice icon="flights" title={t("empty.title")}>
                  {t("empty.text")}
                </Notice>
              }
              more={schedules.more ? t("more") : undefined}
            />
          </>
        )}
      </Answer>
      <Dialog title={t("add")} opened={open === "add"} onClose={close}>
        <LegForm onDone={close} />
      </Dialog>
      <Dialog title={t("import")} opened={open === "import"} onClose={close}>
        <ImportForm
          onRead={(id) => {
            close();
            setDraft(id);
          }}
        />
      </Dialog>
      {leaving === null ? null : <LegRemoval leg={leaving} onClose={() => setLeaving(null)} />}
      <Dialog title={t("detail.title")} opened={draft !== null} onClose={() => setDraft(null)} size="xl">
        {draft === null ? null : <ImportDecision id={draft} onDone={() => setDraft(null)} />}
      </Dialog>
    </Page>
  );
}

function Drafts({
  imports,
  mayDecide,
  onOpen,
}: {
  imports: readonly ScheduleImport[];
  mayDecide: boolean;
  onOpen: (id: string) => void;
}) {
  const t = useTexts(scheduleTexts);
  if (imports.length === 0) return null;
  return (
    <section className={styles["drafts"]} aria-label={t("drafts")}>
      <h2>{t("drafts")}</h2>
      <ul>
        {imports.map((one) => (
          <li key={one.id}>
            <At instant={one.preparedAt} /> <bdi>{one.preparedBy}</bdi> <Code>{one.carriers.join(" ")}</Code>{" "}
            {t("draft.legs", { added: one.added, removed: one.removed, kept: one.kept })}
            {one.errors === 0 ? null : (
              <span className={styles["wrong"]}>{t("draft.errors", { count: one.errors })}</span>
            )}
            {mayDecide ? (
              <Button size="compact-xs" variant="default" onClick={() => onOpen(one.id)}>
                {t("draft.open")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function keyOf(row: ScheduleRow): string {
  return row.id;
}

function clock(minutes: number): string {
  const within = ((minutes % 1440) + 1440) % 1440;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}

/** `20:40 – 00:05 +1`, departure first as the language is read: the days between the two stand behind arrival. */
function Times({ departs, arrives }: Pick<ScheduleRow, "departs" | "arrives">) {
  const days = Math.floor(arrives / 1440) - Math.floor(departs / 1440);
  return (
    <>
      <bdi>{clock(departs)}</bdi> –{" "}
      <bdi dir="ltr">
        {clock(arrives)}
        {days === 0 ? "" : ` ${days > 0 ? "+" : ""}${days}`}
      </bdi>
    </>
  );
}

function columnsOf(
  t: TranslateOf<typeof scheduleTexts>,
  remove: ((leg: ScheduleRow) => void) | null,
): readonly Column<ScheduleRow>[] {
  const designator = (row: ScheduleRow) => `${row.carrier} ${row.number}${row.suffix}`;
  return [
    {
      id: "flight",
      header: t("column.flight"),
      names: true,
      width: 110,
      sortBy: (row) => `${row.carrier} ${row.number.padStart(4, "0")}`,
      cell: (row) => <Code>{designator(row)}</Code>,
    },
    {
      id: "route",
      header: t("column.route"),
      width: 130,
      sortBy: (row) => `${row.from} ${row.to}`,
      cell: (row) => <FromTo from={row.from} to={row.to} />,
    },
    {
      id: "times",
      header: t("column.times"),
      width: 180,
      cell: (row) => (
        <>
          <Times departs={row.departs} arrives={row.arrives} />
          {row.mode === "utc" ? ` ${t("utc")}` : ""}
        </>
      ),
    },
    {
      id: "days",
      header: t("column.days"),
      cell: (row) => (
        <>
          {row.days === "1234567"
            ? t("days.all")
            : row.days
                .split("")
                .map((day) => t.code("day", day))
                .join(" ")}
          {row.everyWeeks === 2 ? `, ${t("everySecond")}` : ""}
        </>
      ),
    },
    {
      id: "period",
      header: t("column.period"),
      width: 210,
      sortBy: (row) => row.firstDay,
      cell: (row) => (
        <>
          <bdi>{row.firstDay}</bdi> – <bdi>{row.lastDay}</bdi>
        </>
      ),
    },
    {
      id: "shares",
      header: t("column.shares"),
      width: 130,
      cell: (row) => (row.codeShares.length === 0 ? <NoneShown /> : <Code>{row.codeShares.join(" ")}</Code>),
    },
    {
      id: "source",
      header: t("column.source"),
      width: 150,
      cell: (row) => (
        <span className={styles["source"]}>
          {t(row.importId === null ? "source.hand" : "source.file")}
          {remove === null ? null : (
            <Button size="compact-xs" variant="default" onClick={() => remove(row)}>
              {t("remove")}
              <span className="spoken"> {designator(row)}</span>
            </Button>
          )}
        </span>
      ),
    },
  ];
}
