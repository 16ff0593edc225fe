-- Lists and search at 100,000 cases (issue 2, speed): debtors by name in keyset order, invoices by the end of their number, which is what
-- people remember of « F-2026-0102 ».
create index debtor_by_name on debtor (tenant_id, name, debtor_id);
create index invoice_number_end on invoice (tenant_id, reverse(lower(number)) text_pattern_ops);
