// Segment tags and qualifiers of PAXLST as numbers.
import { packTag } from "../edifact/tags.ts";

export const UNH = packTag("UNH");
export const UNT = packTag("UNT");
export const BGM = packTag("BGM");
export const RFF = packTag("RFF");
export const DTM = packTag("DTM");
export const LOC = packTag("LOC");
export const NAD = packTag("NAD");
export const CTA = packTag("CTA");
export const COM = packTag("COM");
export const TDT = packTag("TDT");
export const ATT = packTag("ATT");
export const MEA = packTag("MEA");
export const GEI = packTag("GEI");
export const FTX = packTag("FTX");
export const EMP = packTag("EMP");
export const NAT = packTag("NAT");
export const DOC = packTag("DOC");
export const AUT = packTag("AUT");
export const CNT = packTag("CNT");
export const PDT = packTag("PDT");

/** Segments of the grammar (D.15B) that say nothing this reader keeps: goods, charges, authentication. */
export const passedOver: ReadonlySet<number> = new Set(["CPI", "QTY", "GID", "AUT"].map(packTag));

/** Qualifiers. */
export const Q = {
  MS: packTag("MS"),
  AG: packTag("AG"),
  BA: packTag("BA"),
  TB: packTag("TB"),
  CA: packTag("CA"),
  FL: packTag("FL"),
  FM: packTag("FM"),
  DDU: packTag("DDU"),
  DDT: packTag("DDT"),
  VW: packTag("VW"),
  CPE: packTag("CPE"),
  ZZZ: packTag("ZZZ"),
  TN: packTag("TN"),
  AVF: packTag("AVF"),
  ABO: packTag("ABO"),
  SEA: packTag("SEA"),
  TE: packTag("TE"),
  AL: packTag("AL"),
  FX: packTag("FX"),
  EM: packTag("EM"),
  CT: packTag("CT"),
  WT: packTag("WT"),
  KGM: packTag("KGM"),
  LBR: packTag("LBR"),
  BAG: packTag("BAG"),
  D2: packTag("2"),
  D22: packTag("22"),
  D36: packTag("36"),
  D41: packTag("41"),
  D42: packTag("42"),
  D91: packTag("91"),
  D137: packTag("137"),
  D173: packTag("173"),
  D174: packTag("174"),
  D178: packTag("178"),
  D179: packTag("179"),
  D180: packTag("180"),
  D182: packTag("182"),
  D329: packTag("329"),
} as const;
