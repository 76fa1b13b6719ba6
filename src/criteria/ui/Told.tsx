// What the server says by code, with the fields and instants in it as the reader knows them.
import { clockParts, formatDay, Sentence, useSurroundings, useTexts } from "#design/ui";
import type { Obstacle } from "../contract.ts";
import { criteriaSentences } from "./criteria-sentences.ts";
import { fieldTexts } from "./criteria-texts.ts";

export function Told({ because, text }: Obstacle) {
  const words = useTexts(fieldTexts);
  const { language, zone } = useSurroundings();
  const shown = ([name, value]: readonly [string, string]): [string, string] => {
    if (name === "field") return [name, words.code("field", value, words.code("collection", value, value))];
    const parts = /^\d{4}-\d{2}-\d{2}T/.test(value) ? clockParts(value, zone) : undefined;
    return [name, parts === undefined ? value : `${formatDay(parts, language)} ${parts.time}`];
  };
  const values = Object.fromEntries(Object.entries(because.values).map(shown));
  return <Sentence texts={criteriaSentences} said={{ code: because.code, values, text }} />;
}
