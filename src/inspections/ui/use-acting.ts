// An act on an inspection from its page.
import { useMutation, useQueryClient } from "@tanstack/react-query";

/** One act after which the file is loaded again. */
export function useActing(inspection: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["inspection", inspection] });
      await queries.invalidateQueries({ queryKey: ["inspections"] });
    },
  });
}
