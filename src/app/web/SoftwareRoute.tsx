// The page of software with what waits for a second person.
import { JointDecisions } from "#approvals/ui";
import { SoftwareScreen } from "#releases/ui";

export function SoftwareRoute() {
  return <SoftwareScreen decisions={<JointDecisions point="F14" />} />;
}
