-- The claim that calls for a step may be one instalment of an invoice, named `inv_…#rank` (domain/situation): not an identifier of a row.
alter table action alter column leader_id type text collate "C";
