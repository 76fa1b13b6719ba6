// Segment tags and qualifiers of PAXLST as numbers.
import { packTag } from "../edifact/tags.ts";
import type { TagOf } from "../grammar/grammar.ts";
import { paxlstUses } from "../grammar/paxlst.ts";
import type { paxlst, paxlstBefore2003 } from "../grammar/paxlst.ts";

/** A tag of the grammar: the compiler refuses any other. */
const tag = (text: TagOf<typeof paxlst> | TagOf<typeof paxlstBefore2003>): number => packTag(text);

export const UNH = tag("UNH");
export const UNT = tag("UNT");
export const BGM = tag("BGM");
export const RFF = tag("RFF");
export const DTM = tag("DTM");
export const LOC = tag("LOC");
export const NAD = tag("NAD");
export const CTA = tag("CTA");
export const COM = tag("COM");
export const TDT = tag("TDT");
export const ATT = tag("ATT");
export const MEA = tag("MEA");
export const GEI = tag("GEI");
export const FTX = tag("FTX");
export const EMP = tag("EMP");
export const NAT = tag("NAT");
export const DOC = tag("DOC");
export const AUT = tag("AUT");
export const CNT = tag("CNT");
export const PDT = tag("PDT");

const kept = new Set(paxlstUses.filter((use) => use.passedOver !== true).map((use) => use.tag));
/** Segments that the grammar marks so wherever they stand: goods, charges, authentication say nothing this reader keeps. */
export const passedOver: ReadonlySet<number> = new Set(
  paxlstUses.filter((use) => !kept.has(use.tag)).map((use) => packTag(use.tag)),
);

/** Places of a person that are not those of a journey by air: stowage, place of filing, original place (paxlst.md 3.12). */
export const otherPlaces: ReadonlySet<string> = new Set(["147", "188", "198"]);

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
