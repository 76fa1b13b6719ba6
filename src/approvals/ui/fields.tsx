// The form of several fields, with the words of this slice for what is refused.
import { FieldsForm as Form, useTexts, type FieldsFormOf } from "#design/ui";
import { approvalsTexts } from "./approvals-texts.ts";

export function FieldsForm<Way extends string>(props: Omit<FieldsFormOf<Way>, "t">) {
  return <Form {...props} t={useTexts(approvalsTexts)} />;
}
