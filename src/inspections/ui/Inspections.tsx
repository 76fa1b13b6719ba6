// Inspections, referrals and complaints: what is open with its next time, and how one begins.
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type FormEvent } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  Dialog,
  EmptyList,
  Page,
  problemText,
  RefusalNotice,
  serverNow,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { InspectionRow } from "../contract.ts";
import { inspectionsTexts } from "./inspections-texts.ts";
import styles from "./inspections.module.css";
import { inspectionsQuery, openInspection, refer } from "./queries.ts";

/** The page at its address. */
export function InspectionsScreen() {
  const t = useTexts(inspectionsTexts);
  const query = useQuery(inspectionsQuery);
  const columns = useMemo(() => columnsOf(t), [t]);
  const mayOpen = useMay("work-inspection");
  const mayRefer = useMay("refer-inspection");
  const [opening, setOpening] = useState(false);
  return (
    <Page
      title={t("inspections.title")}
      fills
      actions={
        mayOpen || mayRefer ? (
          <Button size="xs" onClick={() => setOpening(true)}>
            {mayOpen ? t("inspections.open") : t("inspections.refer")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query} rows={8}>
        {({ inspections }) => (
          <DataTable
            caption={t("inspections.caption")}
            columns={columns}
            rows={inspections}
            rowKey={({ id }) => id}
            fills
            empty={
              <EmptyList
                icon="check"
                title={t("inspections.none")}
                text={t("inspections.none.text")}
                filtered={false}
                clear={() => undefined}
              />
            }
          />
        )}
      </Answer>
      <Dialog
        title={mayOpen ? t("inspections.open") : t("inspections.refer")}
        opened={opening}
        onClose={() => setOpening(false)}
        size="lg"
      >
        <Opening refers={!mayOpen} />
      </Dialog>
    </Page>
  );
}

function columnsOf(t: TranslateOf<typeof inspectionsTexts>): readonly Column<InspectionRow>[] {
  return [
    {
      id: "number",
      header: t("column.number"),
      names: true,
      width: 140,
      cell: (row) => (
        <Link to="/inspections/$inspectionId" params={{ inspectionId: row.id }} data-opens>
          <strong>
            <Code>{row.number}</Code>
          </strong>
        </Link>
      ),
    },
    { id: "kind", header: t("column.kind"), width: 130, cell: (row) => t(`kind.${row.kind}`) },
    { id: "title", header: t("column.title"), cell: (row) => <bdi>{row.title}</bdi> },
    { id: "state", header: t("column.state"), width: 150, cell: (row) => t(`state.${row.state}`) },
    {
      id: "open",
      header: t("column.open"),
      width: 110,
      sortBy: (row) => row.open,
      cell: (row) => row.open,
    },
    {
      id: "due",
      header: t("column.due"),
      width: 220,
      sortBy: (row) => (row.due === null ? null : Date.parse(row.due)),
      cell: (row) =>
        row.due === null ? null : (
          <span className={row.overdue > 0 ? styles["overdue"] : undefined}>
            <At instant={row.due} />
            {row.overdue > 0 ? ` · ${t("overdue")}` : ""}
          </span>
        ),
    },
  ];
}

function Opening({ refers }: { refers: boolean }) {
  const t = useTexts(inspectionsTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const today = new Date(serverNow()).toISOString().slice(0, 10);
  const [kind, setKind] = useState<"inspection" | "complaint">("inspection");
  const [said, setSaid] = useState({
    title: "",
    scope: "",
    basis: "",
    from: `${today.slice(0, 4)}-01-01`,
    until: today,
  });
  const [entries, setEntries] = useState("");
  const numbers = entries.split(/[\s,;]+/).flatMap((one) => (/^[1-9]\d*$/.test(one) ? [Number(one)] : []));
  const sending = useMutation({
    mutationFn: () => (refers ? refer({ ...said, entries: numbers }) : openInspection({ ...said, kind })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: inspectionsQuery.queryKey });
      await navigate({ to: "/inspections/$inspectionId", params: { inspectionId: id } });
    },
  });
  const change = (to: Partial<typeof said>): void => setSaid({ ...said, ...to });
  const lacks = said.title.trim().length < 3 || said.scope.trim().length < 10 || said.basis.trim().length < 3;
  return (
    <form
      className={styles["form"]}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!lacks) sending.mutate();
      }}
    >
      {sending.error === null ? null : (
        <RefusalNotice problem={sending.error} say={(problem) => problemText(problem, t)} />
      )}
      {refers ? null : (
        <NativeSelect
          label={t("column.kind")}
          value={kind}
          data={(["inspection", "complaint"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setKind(value === "complaint" ? "complaint" : "inspection")
          }
        />
      )}
      <TextInput
        label={t("column.title")}
        description={t("open.title.hint")}
        value={said.title}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => change({ title: value })}
      />
      <Textarea
        label={t("open.scope")}
        autosize
        minRows={3}
        maxLength={8_000}
        value={said.scope}
        onChange={({ currentTarget: { value } }) => change({ scope: value })}
      />
      <TextInput
        label={t("open.basis")}
        value={said.basis}
        maxLength={300}
        onChange={({ currentTarget: { value } }) => change({ basis: value })}
      />
      <div className={styles["row"]}>
        <TextInput
          type="date"
          label={t("open.from")}
          value={said.from}
          onChange={({ currentTarget: { value } }) => change({ from: value })}
        />
        <TextInput
          type="date"
          label={t("open.until")}
          value={said.until}
          onChange={({ currentTarget: { value } }) => change({ until: value })}
        />
      </div>
      {refers ? (
        <TextInput
          label={t("open.entries")}
          description={t("open.entries.hint")}
          value={entries}
          onChange={({ currentTarget: { value } }) => setEntries(value)}
        />
      ) : null}
      <div>
        <Button type="submit" disabled={lacks} loading={sending.isPending}>
          {refers ? t("inspections.refer") : t("inspections.open")}
        </Button>
      </div>
    </form>
  );
}
