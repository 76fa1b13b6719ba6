-- The flights of a designator are held by two statements that name the month: a function's plan bears every partition.
drop function records.hold_flights(date, text, text, text);
