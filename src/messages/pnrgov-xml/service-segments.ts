// SSR, DOC_SSR and ContactInfo of a PNRGOV XML as the segments SSR and ADD.
import type { XmlRange } from "../xml/xml-text.ts";
import type { Laying } from "./laying.ts";
import type { Component, Value } from "./layout.ts";
import type { PnrNode } from "./node.ts";
import { joined } from "./values.ts";

/** The elements that hold a special service request. */
export const SERVICE_NAMES = ["ssr", "docssr", "specialservicerequest"] as const;

/** A request whose data is a seat: its text is what SSR carries in its second element. */
const WITH_SEATS = new Set(["SEAT", "RQST", "NSST", "NSSA", "NSSB", "NSSR", "NSSW"]);
const SEAT = /^\d{1,3}[A-Z]{1,2}$/;

/** An SSR. `own`: the references of the traveller it stands with, null where it stands with none. */
export function addService(laying: Laying, service: PnrNode, own: readonly string[] | null): void {
  const { layout, values } = laying;
  const documents = documentOf(laying, service);
  const stated = service.attribute("ssrcode", "code");
  const code = stated ?? documents?.code ?? null;
  const text = documents?.text ?? service.all("text").flatMap((node) => node.text());
  const bare = service.text();
  const said: Component = [...text, ...bare];
  const airline = service.child("airline", "flightinfo", "companyname");
  for (const name of ["flightnumber", "departuredate", "resbookdesigcode"]) void airline?.attribute(name);
  const codeText = typeof code === "string" ? code : values.text(code);
  const only = said.length === 1 ? said[0]! : null;
  const seat = service.attribute("seatnumber") ?? service.child("seatnumber")?.attribute("number") ?? null;
  const textIsSeat =
    WITH_SEATS.has(codeText) && only !== null && typeof only !== "string" && SEAT.test(values.text(only));
  const data = seat ?? (textIsSeat ? only : null);
  const references = values.references(service.attribute("rph", "travelerrefnumberrph"));
  void service.attribute("surnamerefnumber");
  // What stands with a traveller speaks of that traveller, who need not be named again.
  const named = own !== null && references.every((one) => own.includes(one)) ? [] : references;
  const data1 = { of: [data, null, named[0] ?? null] };
  layout.add("SSR", service, [
    {
      of: [
        code,
        service.attribute("status"),
        service.attribute("servicequantity", "quantity"),
        airline?.attribute("code") ?? null,
        null,
        null,
        service.attribute("boardpoint"),
        service.attribute("offpoint"),
        textIsSeat ? null : said,
      ],
    },
    ...(data === null && named.length === 0 ? [] : [data1]),
    ...named.slice(1).map((one) => ({ of: [null, null, one] })),
  ]);
}

type DocumentText = { readonly code: string; readonly text: readonly (string | Value)[] };

/** DOCS, DOCO and DOCA given as attributes, as the free text they stand for; null where there is none of them. */
function documentOf(laying: Laying, service: PnrNode): DocumentText | null {
  const docs = service.child("docs");
  if (docs !== undefined) return { code: "DOCS", text: docsText(laying, docs) };
  const doco = service.child("doco");
  if (doco !== undefined) return { code: "DOCO", text: docoText(laying, doco) };
  const doca = service.child("doca");
  return doca === undefined ? null : { code: "DOCA", text: docaText(doca) };
}

const apart = (range: XmlRange | null): Component => (range === null ? null : { ...range, apart: true });

/** Items between slashes, with the leading one. */
function slashed(items: readonly Component[]): readonly (string | Value)[] {
  return items.flatMap((item) => {
    if (item === null) return ["/"];
    return typeof item === "string" || "start" in item ? ["/", item] : ["/", ...item];
  });
}

function docsText({ values }: Laying, docs: PnrNode): readonly (string | Value)[] {
  const holder = /^(?:true|1|H|Y)$/i.test(values.text(docs.attribute("primaryholderind", "primaryholder")));
  return slashed([
    apart(docs.attribute("doctype", "documenttype", "traveldoctype", "type")),
    apart(docs.attribute("issuingloc", "issuingcountry", "docissuecountry", "issuecountry")),
    apart(docs.attribute(...DOCUMENT_NUMBERS)),
    apart(docs.attribute("paxnationality", "nationality", "docholdernationality")),
    values.namedDay(docs.attribute("dateofbirth", "birthdate")),
    apart(docs.attribute("gender", "sex")),
    values.namedDay(docs.attribute("expirydate", "expirationdate", "expiredate")),
    apart(docs.attribute("surname", "lastname")),
    apart(docs.attribute("firstgivenname", "givenname", "firstname")),
    apart(docs.attribute("secondgivenname", "middlename")),
    holder ? "H" : null,
  ]);
}

/** Producers differ in how they call the number of the document (pnrgov.md §11). */
const DOCUMENT_NUMBERS = [
  "docid",
  "docnbr",
  "docnumber",
  "documentnbr",
  "documentnumber",
  "traveldocnbr",
  "traveldocumentnbr",
  "traveldocnumber",
  "passportnumber",
  "number",
  "nbr",
  "id",
];

function docoText({ values }: Laying, doco: PnrNode): readonly (string | Value)[] {
  return slashed([
    apart(doco.attribute("birthlocation", "placeofbirth")),
    apart(doco.attribute("traveldoctype", "doctype", "type")),
    apart(doco.attribute(...DOCUMENT_NUMBERS)),
    apart(doco.attribute("placeofissue")),
    values.namedDay(doco.attribute("dateofissue")),
    apart(doco.attribute("countrystate", "country")),
    isInfant(values.text(doco.attribute("infantind", "infantindicator"))) ? "I" : null,
  ]);
}

function docaText(doca: PnrNode): readonly (string | Value)[] {
  return slashed([
    apart(doca.attribute("addresstype", "type")),
    apart(doca.attribute("country", "countrycode", "countryname")),
    apart(doca.attribute("address", "addressline", "street")),
    apart(doca.attribute("cityname", "city")),
    apart(doca.attribute("stateprovcounty", "stateprov", "state")),
    apart(doca.attribute("postalcode", "postcode")),
  ]);
}

const isInfant = (text: string): boolean => /^(?:true|1|I|Y)$/i.test(text);

function isThere(part: Component): boolean {
  return part !== null && (typeof part === "string" || "start" in part || part.length > 0);
}

/** ContactInfo: an address with a telephone number, an e-mail address, as ADD. */
export function addContact({ layout, values }: Laying, contact: PnrNode): void {
  const street = contact.all("streetnmbr");
  for (const one of street) void (one.attribute("streetnmbrsuffix"), one.attribute("streetdirection"));
  const textOf = (...names: readonly string[]): readonly Value[] => values.textOf(contact.child(...names));
  const state = contact.child("stateprov");
  const country = contact.child("countryname", "country");
  const numbers = [
    contact.attribute("phonenumber"),
    ...contact.all("telephone", "phone").map((node) => node.attribute("phonenumber", "number")),
  ].filter((one) => one !== null);
  void (contact.attribute("phonetype"), contact.attribute("addresstype"));
  const emails: readonly Component[] = [
    contact.attribute("emailaddress"),
    ...contact.all("email", "emailaddress").map((node) => node.text()),
  ].filter((one) => one !== null);
  const lines = joined(
    [...street, ...contact.all("addressline", "streetname")].map((node) => node.text()),
    ", ",
  );
  const named = textOf("contactname", "name");
  const address = [
    "700",
    lines,
    textOf("cityname", "city"),
    state?.attribute("statecode") ?? null,
    state?.text() ?? null,
    country?.attribute("code") ?? values.textOf(country),
    textOf("postalcode", "postcode"),
  ];
  void values.textOf(country);
  if (address.slice(1).some(isThere)) layout.add("ADD", contact, [null, { of: address }]);
  for (const each of [...numbers, ...emails, ...(named.length > 0 ? [named] : [])])
    layout.add("ADD", contact, [null, { of: ["700", null, null, null, null, null, null, each] }]);
}
