// The two kinds of alerts, of listed persons and of rules: where each is queued, reviewed and taken; the switch between them.
import { SegmentedControl } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { formatNumber, useSurroundings, useTexts } from "#design/ui";
import { casesTexts } from "./cases-texts.ts";
import { assign, assignRuleAlert, queueQuery, ruleQueueQuery } from "./queries.ts";

export type AlertKind = "listed" | "rules";

/** Under which keys the answers of each kind are kept. */
export const queryKeys = {
  listed: { queue: "alerts", one: "alert" },
  rules: { queue: "criterion-alerts", one: "criterion-alert" },
} as const;

/** Goes to an alert of this kind, or to their queue. */
export function useGoing(kind: AlertKind) {
  const navigate = useNavigate();
  return {
    toAlert: (alertId: string): Promise<void> =>
      kind === "rules"
        ? navigate({ to: "/ra/$alertId", params: { alertId } })
        : navigate({ to: "/a/$alertId", params: { alertId } }),
    toQueue: (): Promise<void> =>
      navigate({ to: "/alerts", search: kind === "rules" ? { kind: "rules" } : {} }),
  };
}

/** Takes an alert or gives it back; the queue is loaded again. */
export function useTake(kind: AlertKind) {
  const queries = useQueryClient();
  const { queue, one } = queryKeys[kind];
  return useMutation({
    mutationFn: ({ id, mine }: { id: string; mine: boolean }) =>
      (kind === "rules" ? assignRuleAlert : assign)(id, mine),
    onSettled: async (_answer, _error, { id }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: [queue] }),
        queries.invalidateQueries({ queryKey: [one, id] }),
      ]);
    },
  });
}

/** Listed persons or rules, with how many of each are open. */
export function AlertKinds({ kind }: { kind: AlertKind }) {
  const t = useTexts(casesTexts);
  const { language } = useSurroundings();
  const navigate = useNavigate();
  const listed = useQuery(queueQuery("open")).data?.open;
  const rules = useQuery(ruleQueueQuery("open")).data?.open;
  const counted = (label: string, open: number | undefined) =>
    open === undefined ? label : `${label} ${formatNumber(open, language)}`;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("kinds.label")}
      value={kind}
      data={[
        { value: "listed", label: counted(t("kinds.listed"), listed) },
        { value: "rules", label: counted(t("kinds.rules"), rules) },
      ]}
      onChange={(value) =>
        void navigate({ to: "/alerts", search: value === "rules" ? { kind: "rules" } : {}, replace: true })
      }
    />
  );
}
