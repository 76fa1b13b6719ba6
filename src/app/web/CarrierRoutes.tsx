// The carriers' pages with what the deliveries and the certification know of each carrier: the slices meet here.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { installationQuery, sessionQuery } from "#access/ui";
import { AgreedPart, CarrierScreen, CarriersScreen, type CarrierParts } from "#carriers/ui";
import { CertificationState, ConformancePart } from "#certification/ui";
import { EvidencePart, OperationPart, QualityPart, ReportScreen, useQualityColumns } from "#intake/ui";

const parts: CarrierParts = {
  quality: (carrierId) => <QualityPart carrierId={carrierId} />,
  evidence: (carrierId) => <EvidencePart carrierId={carrierId} />,
  conformance: (carrierId) => <ConformancePart carrierId={carrierId} />,
};

const report = getRouteApi("/signed-in/carrier/$carrierId/report");

export function CarrierReportRoute() {
  const { carrierId } = report.useParams();
  const { month } = report.useSearch();
  const navigate = report.useNavigate();
  const installation = useQuery(installationQuery).data;
  const session = useQuery(sessionQuery).data;
  return (
    <ReportScreen
      carrierId={carrierId}
      month={month}
      onMonth={(next) => void navigate({ search: { month: next }, replace: true })}
      maker={{
        unit: installation?.unit ?? "",
        version: installation?.version ?? "",
        name: session?.person.name ?? "",
      }}
      agreed={<AgreedPart carrierId={carrierId} />}
      certified={<CertificationState carrierId={carrierId} />}
    />
  );
}

export function CarriersRoute() {
  return <CarriersScreen columns={useQualityColumns()} operation={<OperationPart />} />;
}

export function CarrierRoute() {
  return <CarrierScreen parts={parts} />;
}
