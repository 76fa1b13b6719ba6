// A value of the profile as people read it; as the document writes it where the pointer rests.
import { useSurroundings, useTexts } from "#design/ui";
import { lawTexts } from "./law-texts.ts";
import { valueText, valueWords } from "./value-text.ts";

export function Value({ of }: { of: unknown }) {
  const t = useTexts(lawTexts);
  const { language } = useSurroundings();
  const words = valueWords(of, language, {
    yes: t("value.yes"),
    no: t("value.no"),
    none: t("value.none"),
  });
  return (
    <bdi title={valueText(of)} data-value={valueText(of)}>
      {words}
    </bdi>
  );
}
