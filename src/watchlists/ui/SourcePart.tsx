// The source of a fetched list: what the two offices said of it, and asking them anew where they refused or let the time pass (F21).
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Panel, problemText, say, TextForm, useDesignTexts, useMay, useTexts } from "#design/ui";
import type { Watchlist } from "../contract.ts";
import { askForConnection } from "./queries.ts";
import { watchlistTexts } from "./watchlist-texts.ts";

/** Shows what offices decided on an item; `after`: what follows, by where the newest decision stands (null: nothing was asked). */
export type Decisions = (part: {
  readonly item: string;
  readonly none: string;
  readonly after: (latest: "asked" | "approved" | "refused" | "withdrawn" | "lapsed" | null) => ReactNode;
}) => ReactNode;

/** Nothing for a list that is fetched from nowhere, or whoever may not see what offices decide. */
export function SourcePart({ list, decisions }: { list: Watchlist; decisions: Decisions }) {
  const t = useTexts(watchlistTexts);
  const maySee = useMay("view-joint-decisions");
  const mayAsk = useMay("import-list");
  if (list.address === null || !maySee) return null;
  return (
    <Panel title={t("source.title")}>
      <p>{t("source.about")}</p>
      {decisions({
        item: `list:${list.id}`,
        none: t("source.none"),
        after: (latest) =>
          !mayAsk || latest === "asked" || latest === "approved" ? null : (
            <AskAnew listId={list.id} first={latest === null} />
          ),
      })}
    </Panel>
  );
}

function AskAnew({ listId, first }: { listId: string; first: boolean }) {
  const t = useTexts(watchlistTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  return (
    <TextForm
      label={t("source.reason")}
      hint={t("source.reason.hint")}
      submit={t(first ? "source.ask" : "source.askAnew")}
      lacking={t("source.reason.lacking")}
      maxLength={1000}
      onSubmit={async (reason) => {
        await askForConnection(listId, reason);
        await queries.invalidateQueries({ queryKey: ["joint-decisions"] });
        say(t("source.asked"));
      }}
      say={(problem) => problemText(problem, t, common)}
      onReload={() => void queries.invalidateQueries({ queryKey: ["joint-decisions"] })}
    />
  );
}
