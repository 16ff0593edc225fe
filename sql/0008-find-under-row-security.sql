-- Under row-level security only leakproof operators reach an index: « like », full-text matching and lower() do not, so the indexes
-- made for them were never used (measured: 45 to 290 ms for a search in 100,000 cases). Comparisons of text are leakproof: the numbers
-- are kept in lower case, forwards and backwards, and looked up by range. Debtors are read in one pass of their short search_text.
drop index debtor_words;
drop index invoice_number;
drop index invoice_number_end;
alter table invoice add column number_key text collate "C" generated always as (lower(number)) stored;
alter table invoice add column number_end text collate "C" generated always as (reverse(lower(number))) stored;
create index invoice_number_key on invoice (tenant_id, number_key);
create index invoice_number_end on invoice (tenant_id, number_end);
