// One test as it runs and ends; when it has ended, everything that tells of its rule is loaded again.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { backTestQuery } from "./queries.ts";

export function useBackTest(criterionId: string, test: string) {
  const queries = useQueryClient();
  const query = useQuery(backTestQuery(criterionId, test));
  const state = query.data?.state;
  const ran = useRef(false);
  useEffect(() => {
    if (state === "running") ran.current = true;
    if (state === undefined || state === "running" || !ran.current) return;
    ran.current = false;
    void queries.invalidateQueries({ queryKey: ["criterion", criterionId] });
  }, [queries, criterionId, state]);
  return query;
}
