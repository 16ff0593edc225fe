-- Facts that belong to a creditor or to the whole office also make cases due for a new decision (see 0001, waking a case).
-- In the database, so that no writer can forget it. Settled cases are left asleep: none of these facts makes anything owed.

create function wake_cases_of_office() returns trigger language plpgsql as $$
begin
  update collection_case c set look_on = date '1970-01-01'
  where c.tenant_id in (select tenant_id from changed_rows) and c.state <> 'settled' and c.look_on is distinct from date '1970-01-01';
  return null;
end $$;

create trigger wake_on_insert after insert on contact_policy referencing new table as changed_rows
  for each statement execute function wake_cases_of_office();
create trigger wake_on_insert after insert on scenario_version referencing new table as changed_rows
  for each statement execute function wake_cases_of_office();

-- A creditor's scenario is that of its debtors who have none of their own.
create function wake_cases_of_creditors() returns trigger language plpgsql as $$
begin
  update collection_case c set look_on = date '1970-01-01'
  from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.creditor_id = n.creditor_id
  where n.scenario_code <> o.scenario_code and c.tenant_id = n.tenant_id and c.creditor_id = n.creditor_id
    and c.state <> 'settled' and c.look_on is distinct from date '1970-01-01';
  return null;
end $$;

create trigger wake_on_update after update on creditor referencing new table as new_rows old table as old_rows
  for each statement execute function wake_cases_of_creditors();

-- Newer payment data frees only the cases that wait for it: an import a day must not decide the whole portfolio anew.
create function wake_cases_waiting_for_payments() returns trigger language plpgsql as $$
begin
  update collection_case c set look_on = date '1970-01-01'
  from changed_rows k
  where c.tenant_id = k.tenant_id and c.creditor_id = k.creditor_id and c.reason = 'payments_not_fresh'
    and c.look_on is distinct from date '1970-01-01';
  return null;
end $$;

create trigger wake_on_insert after insert on payments_known referencing new table as changed_rows
  for each statement execute function wake_cases_waiting_for_payments();
