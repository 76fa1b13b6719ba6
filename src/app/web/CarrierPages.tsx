// The pages for those without an account of the unit at their addresses: carriers, and everyone whose data come here.
import type { ComponentProps } from "react";
import { Link } from "@tanstack/react-router";
import { useSurroundings } from "#design/ui";
import { CertifyPage, type CertifyPageProps } from "#certification/ui";
import { PublicHeadsPage } from "#oversight/ui";
import { PublicFigures } from "#evidence/ui";
import { PrivacyPage } from "#rights/ui";
import { CarrierEntry, FileButton, FileDrop, FindingList, MessageCheckPage, SendPage } from "#intake/ui";
import { Banner } from "./Banner.tsx";
import { Logo } from "./Logo.tsx";
import { QuickSettings } from "./QuickSettings.tsx";
import styles from "./shell.module.css";

/** Open to everyone: a message explained. */
export function CheckRoute() {
  return <Outside page={MessageCheckPage} />;
}

/** With a token of the carrier: sending by hand. */
export function SendRoute() {
  return <Outside page={SendPage} />;
}

const pieces = { Entry: CarrierEntry, FileButton, FileDrop, Findings: FindingList };

/** With a token of the carrier: the conformance cases, until the result is signed. */
export function CertifyRoute() {
  return <Outside page={Certification} />;
}

function Certification(around: Omit<CertifyPageProps, "pieces">) {
  return <CertifyPage {...around} pieces={pieces} />;
}

/** For everyone whose data come here: what is done with them, and their rights. */
export function PrivacyRoute() {
  return <Outside page={Privacy} />;
}

function Privacy(around: Omit<ComponentProps<typeof PrivacyPage>, "figures">) {
  return <PrivacyPage {...around} figures={<PublicFigures />} />;
}

/** For everyone who holds the unit to its ledger. */
export function LedgerHeadsRoute() {
  return <Outside page={PublicHeadsPage} />;
}

function Outside({
  page: Shown,
}: {
  page:
    | typeof MessageCheckPage
    | typeof SendPage
    | typeof Certification
    | typeof Privacy
    | typeof PublicHeadsPage;
}) {
  const { language } = useSurroundings();
  const logo = (
    <Link to="/">
      <Logo />
    </Link>
  );
  return (
    <div className={styles["outside"]} lang={language}>
      <Banner />
      <Shown logo={logo} settings={<QuickSettings />} />
    </div>
  );
}
