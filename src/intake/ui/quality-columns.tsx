// The columns that a carrier's deliveries add to the register.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatShare, NoneShown, useSurroundings, useTexts, type Column } from "#design/ui";
import { intakeTexts } from "./intake-texts.ts";
import { scorecardsQuery } from "./quality-queries.ts";

/** For a table of carriers: messages and correct share of the last 30 days. */
export function useQualityColumns<Row extends { readonly id: string }>(): readonly Column<Row>[] {
  const t = useTexts(intakeTexts);
  const { language } = useSurroundings();
  const carriers = useQuery(scorecardsQuery).data?.carriers;
  return useMemo(() => {
    const totals = new Map(carriers?.map((one) => [one.carrierId, one.totals]));
    return [
      {
        id: "messages",
        header: t("quality.messages"),
        hint: t("quality.messages.last30"),
        width: 100,
        align: "end",
        sortBy: ({ id }) => totals.get(id)?.messages ?? 0,
        cell: ({ id }) => totals.get(id)?.messages ?? <NoneShown />,
      },
      {
        id: "correct",
        header: t("quality.correct"),
        hint: t("quality.correct.hint"),
        width: 100,
        align: "end",
        sortBy: ({ id }) => totals.get(id)?.correct ?? null,
        cell: ({ id }) => {
          const correct = totals.get(id)?.correct ?? null;
          return correct === null ? <NoneShown /> : formatShare(correct, language);
        },
      },
    ] satisfies readonly Column<Row>[];
  }, [carriers, language, t]);
}
