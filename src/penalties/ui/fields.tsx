// The form of several fields, with the words of this slice for what is refused.
import { FieldsForm as Form, useTexts, type FieldsFormOf } from "#design/ui";
import { penaltiesTexts } from "./penalties-texts.ts";

export function FieldsForm<Way extends string>(props: Omit<FieldsFormOf<Way>, "t">) {
  return <Form {...props} t={useTexts(penaltiesTexts)} />;
}
