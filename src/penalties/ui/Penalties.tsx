// Penalty cases of carriers: what goes on first, and how one is drafted from what the unit holds.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import {
  Answer,
  At,
  Code,
  DataTable,
  Dialog,
  EmptyList,
  Page,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { Penalties } from "../contract.ts";
import { Drafting } from "./Drafting.tsx";
import { penaltiesTexts } from "./penalties-texts.ts";
import { penaltiesQuery } from "./queries.ts";

/** The page at its address. */
export function PenaltiesScreen() {
  const t = useTexts(penaltiesTexts);
  const query = useQuery(penaltiesQuery);
  const columns = useMemo(() => columnsOf(t), [t]);
  const mayDraft = useMay("work-penalty");
  const [drafting, setDrafting] = useState(false);
  return (
    <Page
      title={t("penalties.title")}
      fills
      actions={
        mayDraft ? (
          <Button size="xs" onClick={() => setDrafting(true)}>
            {t("draft.open")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query} rows={8}>
        {({ cases, carriers }) => (
          <>
            <DataTable
              caption={t("penalties.caption")}
              columns={columns}
              rows={cases}
              rowKey={({ id }) => id}
              fills
              empty={
                <EmptyList
                  icon="check"
                  title={t("penalties.none")}
                  text={t("penalties.none.text")}
                  filtered={false}
                  clear={() => undefined}
                />
              }
            />
            <Dialog title={t("draft.open")} opened={drafting} onClose={() => setDrafting(false)} size="xl">
              <Drafting carriers={carriers} />
            </Dialog>
          </>
        )}
      </Answer>
    </Page>
  );
}

function columnsOf(t: TranslateOf<typeof penaltiesTexts>): readonly Column<Penalties["cases"][number]>[] {
  return [
    {
      id: "number",
      header: t("column.number"),
      names: true,
      width: 150,
      cell: (row) => (
        <Link to="/penalties/$penaltyId" params={{ penaltyId: row.id }} data-opens>
          <strong>
            <Code>{row.number}</Code>
          </strong>
        </Link>
      ),
    },
    { id: "carrier", header: t("column.carrier"), width: 110, cell: (row) => <Code>{row.carrier}</Code> },
    { id: "state", header: t("column.state"), width: 200, cell: (row) => t(`state.${row.state}`) },
    {
      id: "failures",
      header: t("column.failures"),
      width: 120,
      sortBy: (row) => row.failures,
      cell: (row) => row.failures,
    },
    {
      id: "disputes",
      header: t("column.disputes"),
      width: 140,
      sortBy: (row) => row.disputes,
      cell: (row) => row.disputes,
    },
    { id: "by", header: t("column.by"), cell: (row) => <bdi>{row.draftedBy.name}</bdi> },
    {
      id: "until",
      header: t("column.until"),
      width: 200,
      sortBy: (row) => (row.hearUntil === null ? null : Date.parse(row.hearUntil)),
      cell: (row) => (row.hearUntil === null ? null : <At instant={row.hearUntil} day="always" />),
    },
  ];
}
