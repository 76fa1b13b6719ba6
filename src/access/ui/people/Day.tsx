// A day far from now, with its year, in the unit's zone; the instant itself on hover.
import { clockParts, formatDay, NoneShown, useSurroundings } from "#design/ui";

export function Day({ instant }: { readonly instant: string }) {
  const { language, zone } = useSurroundings();
  const parts = clockParts(instant, zone);
  if (parts === undefined) return <NoneShown />;
  return (
    <time dateTime={instant} title={instant}>
      {formatDay(parts, language)}
    </time>
  );
}
