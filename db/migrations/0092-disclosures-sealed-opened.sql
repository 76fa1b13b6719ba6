-- What is sealed is found by its name when keys rotate: the column of what was unmasked for a package bears it too.
alter table disclosures.package rename column opened to sealed_opened;
