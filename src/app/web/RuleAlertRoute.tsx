// An alert that rests on a rule, with what the fields of rules are called: the slices meet here.
import { RuleAlertScreen } from "#cases/ui";
import { useFieldWords } from "#criteria/ui";

export function RuleAlertRoute() {
  return <RuleAlertScreen words={useFieldWords()} />;
}
