// The screens of this slice.
export { CertifyPage, type CertifyPageProps } from "./certify/CertifyPage.tsx";
export { CertificationState, ConformancePart } from "./Conformance.tsx";
