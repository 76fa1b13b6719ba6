// The quality of screening with what the alerts are called and how one looks: the slices meet here.
import { BlindAlert, useAlertWords } from "#cases/ui";
import { QualityScreen, SecondLooksScreen } from "#quality/ui";

export function QualityRoute() {
  return <QualityScreen category={useAlertWords().category} />;
}

export function SecondLooksRoute() {
  return <SecondLooksScreen words={useAlertWords()} both={(look) => <BlindAlert alert={look} />} />;
}
