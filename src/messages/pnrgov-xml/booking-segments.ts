// The segments that one PNR of a PNRGOV XML stands for, in the order of the guide.
import type { XmlRange } from "../xml/xml-text.ts";
import { addFlight } from "./flight-segments.ts";
import type { Component } from "./layout.ts";
import type { Laying } from "./laying.ts";
import type { PnrNode } from "./node.ts";
import { addContact, addService, SERVICE_NAMES } from "./service-segments.ts";
import { addTraveller } from "./traveller-segments.ts";
import { joined } from "./values.ts";

/** Free texts of the booking: other service information and remarks. */
const REMARKS = ["osi", "otherserviceinformation", "remark", "remarks", "generalremark", "specialremark"];
const HISTORY = ["history", "pnrhistory", "historyelement", "historyitem", "historyline"];
const SPLITS = ["splitpnr", "split", "dividedpnr", "splitinfo"];

/** Adds the segments of a PNR. */
export function addBooking(laying: Laying, pnr: PnrNode): void {
  const { layout } = laying;
  layout.add("SRC", pnr);
  addLocator(laying, pnr);
  if (isCancellation(pnr)) {
    layout.add("ORG", pnr);
    return;
  }
  for (const service of pnr.all(...SERVICE_NAMES)) addService(laying, service, null);
  addDates(laying, pnr);
  for (const remark of pnr.all(...REMARKS)) addRemark(laying, remark);
  const source = pnr.child("pos")?.child("source") ?? pnr.child("source");
  if (source !== undefined) addAgency(laying, source);
  for (const contact of pnr.all("contactinfo", "pnrcontactinfo")) addContact(laying, contact);
  for (const bag of pnr.all("prepaidbag", "excessbaggage", "fareinfo")) bag.keep();
  const travellers = pnr.all("passenger", "traveler", "traveller");
  for (const traveller of travellers) addTraveller(laying, traveller);
  for (const flight of pnr.all("flight", "flightsegment")) addFlight(laying, flight);
  for (const split of pnr.all(...SPLITS)) addSplit(laying, split);
  for (const line of pnr.all(...HISTORY)) addHistory(laying, line);
  // Journeys by other means are known, and of no element that the records keep.
  for (const other of pnr.all("car", "hotel", "carrental", "rail", "nonair")) other.know();
}

/** An update that names the booking and nothing else says that it is gone (pnrgov.md §4). */
function isCancellation(pnr: PnrNode): boolean {
  const others = pnr.children.filter((child) => child.key !== "bookingrefid" && child.key !== "pos");
  return others.length === 0 && (pnr.child("pos")?.children.length ?? 0) === 0;
}

function addLocator({ layout, values }: Laying, pnr: PnrNode): void {
  const references = pnr.all("bookingrefid", "bookingreferenceid");
  const [date, time] = values.moment(pnr.attribute("pnrcreationdate", "creationdate"));
  const locators = references.map((reference, i) => {
    const company = reference.child("companyname");
    for (const name of ["travelsector", "companyshortname", "codecontext"]) void company?.attribute(name);
    const [id, type] = [reference.attribute("id"), reference.attribute("type")];
    const kind = values.text(type).length > LONGEST_TYPE ? null : type;
    return { of: [company?.attribute("code") ?? null, id, kind, ...(i === 0 ? [date, time] : [])] };
  });
  const origin = references[0] ?? pnr;
  if (locators.length > 0) layout.add("RCI", origin, locators.slice(0, MOST_LOCATORS));
}

/** RCI holds nine. */
const MOST_LOCATORS = 9;
/** A longer one would look like a date in its place. */
const LONGEST_TYPE = 3;

function addDates({ layout, values }: Laying, pnr: PnrNode): void {
  const changed = pnr.attribute("pnrtransdate", "transdate");
  const ticketed = pnr.attribute("lasttktdate");
  const dates = [
    { qualifier: "700", range: changed },
    { qualifier: "710", range: ticketed },
  ].filter(({ range }) => range !== null);
  if (dates.length === 0) return;
  const elements = dates.map(({ qualifier, range }) => ({ of: [qualifier, ...values.moment(range)] }));
  layout.add("DAT", pnr, elements);
}

/** OSI and remarks: `IFT+4:28::airline+text`; the reader keeps what an element of the law admits. */
function addRemark({ layout }: Laying, remark: PnrNode): void {
  const airline = remark.child("airline", "operator", "companyname")?.attribute("code") ?? null;
  const code = remark.attribute("osicode", "code");
  const text = [...remark.text(), ...remark.all("text").flatMap((node) => node.text())];
  const row = joined([code === null ? [] : [code], text], " ");
  for (const name of ["rph", "surnamerefnumber"]) void remark.attribute(name);
  if (row.length > 0) layout.add("IFT", remark, [{ of: ["4", "28", null, airline] }, row]);
}

/** POS/Source: the agency. */
function addAgency({ layout }: Laying, source: PnrNode): void {
  const requestor = source.child("requestorid");
  const company = requestor?.child("companyname") ?? source.child("companyname");
  for (const name of ["code", "companyshortname", "travelsector", "codecontext"])
    void company?.attribute(name);
  void requestor?.attribute("type");
  const office = source.attribute("pseudocitycode");
  layout.add("ORG", source, [
    { of: [source.attribute("airlinevendorid"), null] },
    { of: [requestor?.attribute("id") ?? null, office] },
    source.attribute("airportcode"),
    null,
    null,
    { of: [source.attribute("isocountry"), source.attribute("isocurrency")] },
    source.attribute("agentsine"),
    source.attribute("agentdutycode", "terminalid"),
  ]);
}

function addSplit({ layout }: Laying, split: PnrNode): void {
  const own = split.attribute("id");
  const others = split.all("bookingrefid", "bookingreferenceid");
  layout.add("EQN", split, [String(Math.max(1, others.length))]);
  const carrierOf = (node: PnrNode): Component => node.child("companyname")?.attribute("code") ?? null;
  const found: readonly (readonly [PnrNode, XmlRange | null])[] = [
    [split, own],
    ...others.map((other) => [other, other.attribute("id")] as const),
  ];
  for (const [node, id] of found) if (id !== null) layout.add("RCI", node, [{ of: [carrierOf(node), id] }]);
}

/** History in the host's own words: kept only where a line is of a known form. */
function addHistory(laying: Laying, node: PnrNode): void {
  const { layout } = laying;
  const text = node.text();
  if (text.length > 0) layout.add("LTS", node, [text]);
  for (const child of node.all("text", "historyitem", "historyline", "item", "line"))
    addHistory(laying, child);
}
