// An offence by what it is called in the reader's language; the names come when first needed.
import { useQuery } from "@tanstack/react-query";
import { useSurroundings } from "./surroundings.tsx";

/** By code (SC04) and by name (drug-trafficking), in the order of the list; empty until they are there. */
export function useOffenceNames(): ReadonlyMap<string, string> {
  const { language } = useSurroundings();
  const query = useQuery({
    queryKey: ["offence-names", language],
    queryFn: async () => (await import("./offence-names.ts")).offenceNamesIn(language),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return query.data ?? none;
}
const none: ReadonlyMap<string, string> = new Map();

const isCode = (code: string): boolean => /^(TERR|SC\d\d)$/.test(code);

/** Its name, as a code where it has none; nothing for nothing. */
export function Offence({ code }: { code: string | null | undefined }) {
  const names = useOffenceNames();
  if (code === null || code === undefined || code === "") return null;
  return <span title={code}>{names.get(code) ?? code}</span>;
}

/** All by their codes, to choose from: `SC04 Drug trafficking`. */
export function useOffenceCodes(): readonly { readonly value: string; readonly label: string }[] {
  return [...useOffenceNames()].flatMap(([value, name]) =>
    isCode(value) ? [{ value, label: `${value} ${name}` }] : [],
  );
}
