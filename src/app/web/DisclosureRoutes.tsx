// Requests as the unit sees them, or as an agency sees its own; a case with what was referred on it: the slices meet here.
import { CaseScreen } from "#cases/ui";
import { CaseKeeping } from "#retention/ui";
import { useMay } from "#design/ui";
import {
  OwnRequestScreen,
  OwnRequestsScreen,
  Referrals,
  RequestFileScreen,
  RequestsScreen,
} from "#disclosures/ui";

export function RequestsRoute() {
  return useMay("view-own-requests") ? <OwnRequestsScreen /> : <RequestsScreen />;
}

export function RequestRoute() {
  return useMay("view-own-requests") ? <OwnRequestScreen /> : <RequestFileScreen />;
}

export function CaseRoute() {
  return (
    <CaseScreen
      referrals={(caseId, alerts) => (
        <>
          <Referrals caseId={caseId} alerts={alerts} />
          <CaseKeeping caseId={caseId} />
        </>
      )}
    />
  );
}
