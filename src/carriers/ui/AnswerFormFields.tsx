// How answers are written to a carrier, in a proposal: the characters, the references, the lines.
import { TextInput } from "@mantine/core";
import { problemAt, useTexts, type FieldProblem } from "#design/ui";
import { answerFormParts, type TypedAnswerForm } from "./answer-form-draft.ts";
import { carrierTexts } from "./carrier-texts.ts";

const lengths = { serviceString: 9, applicationReference: 14, associationCode: 6, lineWidth: 4 } as const;

export function AnswerFormFields({
  typed,
  problems,
  onType,
}: {
  typed: TypedAnswerForm;
  problems: readonly FieldProblem[];
  onType: (typed: TypedAnswerForm) => void;
}) {
  const t = useTexts(carrierTexts);
  return answerFormParts.map((part) => (
    <TextInput
      key={part}
      id={`agreement-${part}`}
      label={t(`answerForm.${part}`)}
      description={t(`answerForm.${part}.hint`)}
      placeholder={t(part === "lineWidth" ? "as.usual" : "answerForm.usual")}
      inputMode={part === "lineWidth" ? "numeric" : "text"}
      maxLength={lengths[part]}
      spellCheck={false}
      dir="ltr"
      value={typed[part]}
      error={problemAt(problems, `agreement-${part}`)}
      onChange={(event) => onType({ ...typed, [part]: event.currentTarget.value })}
    />
  ));
}
