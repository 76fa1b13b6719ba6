// What passenger data may be used against: terrorism, and the serious crimes of Directive (EU) 2016/681 Annex II, by their number.

/** The first is TERR; after it SC01 to SC26, in the order of the Annex. */
export const offences = [
  "terrorism",
  "criminal-organisation",
  "trafficking-in-human-beings",
  "sexual-exploitation-of-children",
  "drug-trafficking",
  "weapons-trafficking",
  "corruption",
  "fraud",
  "money-laundering",
  "computer-crime",
  "environmental-crime",
  "unauthorised-entry-facilitation",
  "murder-grievous-injury",
  "organ-trafficking",
  "kidnapping-hostage-taking",
  "organised-armed-robbery",
  "cultural-goods-trafficking",
  "product-piracy",
  "forgery-of-documents",
  "hormonal-substances-trafficking",
  "nuclear-materials-trafficking",
  "rape",
  "international-criminal-court",
  "seizure-of-aircraft-ships",
  "sabotage",
  "stolen-vehicles-trafficking",
  "industrial-espionage",
] as const;
export type OffenceName = (typeof offences)[number];
