// The segments that one Passenger of a PNRGOV XML stands for: name, loyalty, services, contacts, tickets and payments.
import { splitTitle } from "../pnrgov/names.ts";
import type { Laying } from "./laying.ts";
import type { Component, Value } from "./layout.ts";
import type { PnrNode } from "./node.ts";
import { addContact, addService, SERVICE_NAMES } from "./service-segments.ts";
import { joined } from "./values.ts";

/** Adds the segments of a traveller. */
export function addTraveller(laying: Laying, traveller: PnrNode): void {
  const { layout, values } = laying;
  const reference = traveller.attribute("rph") ?? traveller.attribute("surnamerefnumber");
  const surnameReference = traveller.attribute("surnamerefnumber");
  void traveller.attribute("boardingstatus");
  addName(laying, traveller, reference);
  for (const loyalty of traveller.all("custloyalty")) {
    const program = loyalty.attribute("programid", "vendorcode", "travelsector");
    const tier = loyalty.attribute("loyallevel", "customertype");
    layout.add("FTI", loyalty, [{ of: [program, loyalty.attribute("membershipid"), null, tier] }]);
  }
  const unique = traveller.attribute("uniquereference", "uniquecustomerid", "passengerid");
  if (unique !== null) layout.add("REF", traveller, [{ of: [null, unique] }]);
  for (const kept of traveller.all("excessbaggage", "fareinfo", "prepaidbag")) kept.keep();
  const own = [...values.references(reference), ...values.references(surnameReference)];
  for (const service of traveller.all(...SERVICE_NAMES)) addService(laying, service, own);
  for (const contact of traveller.all("contactinfo", "emergencycontact")) addContact(laying, contact);
  for (const ticket of traveller.all("ticketdocument")) addTicket(laying, ticket);
}

function addName(laying: Laying, traveller: PnrNode, reference: Value | null): void {
  const { layout, values } = laying;
  const texts = (...names: readonly string[]) =>
    traveller.all(...names).map((node): readonly Value[] => values.textOf(node));
  const surname = joined([...texts("surnameprefix"), ...texts("surname")], " ");
  const names = joined([...texts("givenname"), ...texts("middlename")], " ");
  // A title is put behind the name only where it will be known for one: a name must not gain a word.
  const titles = texts("nametitle").flat();
  const said = names.map((part) => (typeof part === "string" ? part : values.text(part))).join("");
  const title = titles.map((part) => values.text(part)).join(" ");
  const isTitle = title !== "" && splitTitle(`${said} ${title}`).title === title.replace(/\.$/, "");
  const given = isTitle ? [...names, " ", ...titles] : names;
  const type = traveller.attribute("ptc", "passengertypecode", "type") ?? typeInFare(traveller);
  const withInfant = /^(?:true|1)$/i.test(values.text(traveller.attribute("accompaniedbyinfantind")));
  const origin = traveller.child("surname") ?? traveller;
  layout.add("TIF", { ...placeOf(origin), name: traveller.name }, [
    { of: [surname, "I"] },
    { of: [given, type, reference, withInfant ? "1" : null] },
  ]);
}

const placeOf = ({ ordinal, name, at }: PnrNode) => ({ ordinal, name, at });

function typeInFare(traveller: PnrNode): Component {
  return traveller.child("fareinfo")?.attribute("ptccode") ?? null;
}

/** TicketDocument: number, total, payments with card holder and billing address. */
function addTicket(laying: Laying, ticket: PnrNode): void {
  const { layout, values } = laying;
  const type = ticket.attribute("type");
  void ticket.attribute("ticketlocation");
  void ticket.attribute("primarydocind");
  const issued = ticket.attribute("dateofissue");
  layout.add("TKT", ticket, [{ of: [ticket.attribute("ticketdocumentnbr", "ticketnumber"), type] }]);
  const amounts = [
    ...ticket.all("basefare").map((node) => ({ kind: "B", node })),
    ...ticket.all("totalfare").map((node) => ({ kind: "T", node })),
  ];
  for (const { kind, node } of amounts)
    layout.add("MON", node, [{ of: [kind, node.attribute("amount"), node.attribute("currencycode")] }]);
  for (const kept of ticket.all("pricinginfo", "taxes", "tax")) kept.keep();
  if (issued !== null) layout.add("DAT", ticket, [{ of: ["710", ...values.moment(issued)] }]);
  for (const calculation of ticket.all("farecalculation", "unstructuredfarecalc", "endorsement")) {
    const text = calculation.text();
    if (text.length > 0) layout.add("IFT", calculation, [{ of: ["4", "15"] }, text]);
  }
  const payments = [
    ...ticket.all("paymentinfo"),
    ...ticket.all("payments").flatMap((node) => node.all("paymentinfo")),
  ];
  for (const payment of payments) addPayment(laying, payment);
}

function addPayment(laying: Laying, payment: PnrNode): void {
  const { layout, values } = laying;
  const type = payment.attribute("paymenttype");
  const account = payment.attribute("accountnbr", "accountnumber", "cardnumber");
  void payment.attribute("currencycode");
  const use = payment.attribute("paymentuse");
  const expiry = values.cardExpiry(payment.attribute("expirydate", "expiredate"));
  const vendor = payment.attribute("vendorcode", "cardcode");
  const amount = payment.attribute("paymentamount", "amount");
  const approval = payment.attribute("approvalcode");
  layout.add("FOP", payment, [
    {
      of: [
        // A card is masked as one only where the form of payment says that it is one.
        type ?? (account === null ? null : "CC"),
        oldOrNew(values.text(use)),
        amount,
        vendor,
        account,
        expiry,
        approval,
      ],
    },
  ]);
  const holder = payment.attribute("cardholdername");
  if (holder !== null) layout.add("IFT", payment, [{ of: ["4", "43"] }, holder]);
  for (const contact of payment.all("contactinfo", "address", "billingaddress")) addContact(laying, contact);
}

const oldOrNew = (use: string): Component =>
  /^(?:2|OLD|ORIG)/i.test(use) ? "2" : /^(?:3|NEW)/i.test(use) ? "3" : null;
