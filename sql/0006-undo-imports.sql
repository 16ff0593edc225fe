-- Undoing an import of 100,000 debtors deletes them: each deletion asks these tables for rows that point at it, so their foreign keys
-- need an index of every row. The partial index on contacts answered only for those not removed.
drop index contact_of_debtor;
create index contact_of_debtor on contact (tenant_id, debtor_id);
create index hold_of_invoice on hold (tenant_id, invoice_id) where invoice_id is not null;
create index invoice_of_import on invoice (tenant_id, import_batch_id) where import_batch_id is not null;
create index entry_of_import on entry (tenant_id, import_batch_id) where import_batch_id is not null;
create index debtor_of_import on debtor (tenant_id, import_batch_id) where import_batch_id is not null;
create index contact_of_import on contact (tenant_id, import_batch_id) where import_batch_id is not null;
