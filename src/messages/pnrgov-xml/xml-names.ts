// The names of elements and attributes that a PNRGOV in XML has: those that are read, and those beside them that say nothing of anyone.

/** In small letters, without prefix; names of five letters and fewer need no entry. */
export const XML_NAMES: ReadonlySet<string> = new Set(
  `
    iatapnrgovnotifrq tpaextensions accompaniedbyinfantind accountnbr accountnumber address addressline addresstype agentdutycode agentid 
    agentsine airequiptype airline airlinecode airlinecontactinfo airlinevendorid airportcode altlangid amount 
    approvalcode arrivalairport arrivaldate arrivaldatetime arrivallocation bagdestination baggage baggagepool 
    baginfo bagtag bagweight basefare billingaddress birthdate birthlocation boardingnumber boardingstatus 
    boardpoint bookingreferenceid bookingrefid cabinclass cardcode cardholdername cardnumber carrental 
    carriercode checkedbag checkedbaggage checkininfo checkintime cityname codecontext companyname 
    companyshortname contactinfo contactname control correlationid country countrycode countryname countrystate 
    creationdate currencycode custloyalty customertype danexml datechangenbr dateofbirth dateofissue datetime 
    departureairport departuredate departuredatetime departurelocation destination dividedpnr 
    docholdernationality docissuecountry docnbr docnumber docssr doctype documentnbr documentnumber documenttype 
    echotoken emailaddress emergencycontact encoding endorsement envelope equipment excessbaggage expirationdate 
    expiredate expirydate farecalculation fareinfo findings firstgivenname firstname flight flightinfo flightleg 
    flightnumber flightsegment function gender generalremark givenname header history historyelement historyitem 
    historyline infantind infantindicator isocountry isocountrycode isocurrency issuecountry issuercode 
    issuingcountry issuingloc lastname lasttktdate localtransfer locationcode loyallevel marketingairline 
    membershipid messagefunction messagetype middlename nametitle nationality nickname nonair nonrefundableind 
    notification notificationrq number numberinparty numberofbags numberofpassengers numberofpnrs offpoint 
    operatingairline operator originator osicode otherserviceinformation passenger passengerid passengertypecode 
    passportnumber paxnationality paymentamount paymentinfo payments paymenttype paymentuse phonenumber phonetype 
    pieces placeofbirth placeofissue pnrcontactinfo pnrcreationdate pnrhistory pnrtransdate postalcode postcode 
    prepaidbag pricinginfo primarydocind primaryholder primaryholderind primarylangid programid pseudocitycode 
    ptccode pushtype quantity remark remarks requestorid resbookdesigcode retransmissionindicator schemalocation 
    seatnumber secondgivenname sequencecount sequencenmbr serialnumber servicequantity source specialremark 
    specialservicerequest splitinfo splitpnr ssrcode statecode stateprov stateprovcounty status street 
    streetdirection streetname streetnmbr streetnmbrsuffix string surname surnameprefix surnamerefnumber 
    systemcode tagnumber target taxtype telephone terminal terminalid ticketdocument ticketdocumentnbr 
    ticketlocation ticketnumber timestamp totalfare transactionidentifier transactionstatuscode transdate 
    traveldocnbr traveldocnumber traveldoctype traveldocumentnbr traveler travelerrefnumberrph traveller 
    travelsector truncated uniquecustomerid uniquereference unitofmeasurecode unitofmeasurequantity 
    unstructuredfarecalc vendorcode version weight 
  `
    .trim()
    .split(/\s+/),
);
