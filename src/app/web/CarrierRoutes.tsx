// The carriers' pages with what the deliveries and the certification know of each carrier: the slices meet here.
import { CarrierScreen, CarriersScreen, type CarrierParts } from "#carriers/ui";
import { ConformancePart } from "#certification/ui";
import { EvidencePart, QualityPart, useQualityColumns } from "#intake/ui";

const parts: CarrierParts = {
  quality: (carrierId) => <QualityPart carrierId={carrierId} />,
  evidence: (carrierId) => <EvidencePart carrierId={carrierId} />,
  conformance: (carrierId) => <ConformancePart carrierId={carrierId} />,
};

export function CarriersRoute() {
  return <CarriersScreen columns={useQualityColumns()} />;
}

export function CarrierRoute() {
  return <CarrierScreen parts={parts} />;
}
