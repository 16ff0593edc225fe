-- A sending on its way changes nothing that is decided: its case is woken when it has left, failed, is in doubt or is put off, and when a
-- claim is put back; not when a sender reserves it nor when it begins. Waking at each of these wrote two dead rows a message and made
-- every claim look as if its facts had changed.
create function wake_cases_of_deliveries() returns trigger language plpgsql as $$
declare one record;
begin
  for one in
    select tenant_id, array_agg(distinct debtor_id::text) as debtors from changed_rows
    where state <> 'sending' and not (state = 'reserved' and done_on is not null) group by tenant_id
  loop
    perform wake_cases_of_debtors(one.tenant_id, one.debtors);
  end loop;
  return null;
end $$;

drop trigger wake_on_insert on delivery;
drop trigger wake_on_update on delivery;
create trigger wake_on_insert after insert on delivery referencing new table as changed_rows
  for each statement execute function wake_cases_of_deliveries();
create trigger wake_on_update after update on delivery referencing new table as changed_rows
  for each statement execute function wake_cases_of_deliveries();
