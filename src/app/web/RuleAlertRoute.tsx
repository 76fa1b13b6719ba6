// An alert that rests on a rule, with what the fields of rules are called, and what an alert on a list shows beside: the slices meet here.
import { RuleAlertScreen } from "#cases/ui";
import { useFieldWords } from "#criteria/ui";
import { useMay } from "#design/ui";
import { DossierPart } from "#evidence/ui";
import { EnquiryPanel } from "#exchange/ui";
import { PersonKeeping } from "#retention/ui";
import { RecordBeside } from "#rights/ui";

export function RuleAlertRoute() {
  const mayAsk = useMay("view-exchange");
  return (
    <RuleAlertScreen
      words={useFieldWords()}
      beside={(personKey) => <RecordBeside personKey={personKey} />}
      asked={(alertId, personKey) => (
        <>
          {mayAsk ? <EnquiryPanel alert={{ alertKind: "rule", alertId }} /> : null}
          <PersonKeeping personKey={personKey} />
          <DossierPart kind="rule" alertId={alertId} />
        </>
      )}
    />
  );
}
