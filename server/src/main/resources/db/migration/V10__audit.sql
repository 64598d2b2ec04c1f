create table audit_entry (
    tenant_id     uuid not null references tenant,
    number        bigint not null check (number > 0),
    at            timestamptz not null,
    actor         text not null,
    credential_id uuid,
    address       text collate "C",
    action        text collate "C" not null,
    target_type   text collate "C" not null,
    target_id     uuid not null,
    target_name   text,
    detail        text not null,
    change_set_id uuid,
    request_id    text not null,
    previous      bytea not null check (length(previous) = 32),
    hash          bytea not null check (length(hash) = 32),
    primary key (tenant_id, number)
);
create index audit_entry_at on audit_entry (tenant_id, at);
comment on table audit_entry is 'What administrators did (P-93), as a chain: each hash covers the row and the hash before it. Rows are only ever added.';
comment on column audit_entry.number is 'Counts from 1 without gaps; drawn under a lock of the tenant that is held until COMMIT.';
comment on column audit_entry.credential_id is 'The token that was used; null for the operator of the server.';
comment on column audit_entry.target_name is 'The name when it happened. Null for people, so that the chain holds no personal data.';
comment on column audit_entry.change_set_id is 'The change in the sync log. No foreign key: the log may be shortened, the chain may not.';
comment on column audit_entry.previous is 'The hash of the row before; 32 zero bytes in the first.';
comment on column audit_entry.hash is 'SHA-256 over previous and the canonical form of the row, a JSON array of its columns.';

create function refuse_to_change_audit() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
comment on function refuse_to_change_audit is 'Keeps the audit log append-only for whoever does not own the table.';

create trigger audit_entry_is_append_only before update or delete on audit_entry
    for each row execute function refuse_to_change_audit();
create trigger audit_entry_is_never_emptied before truncate on audit_entry
    for each statement execute function refuse_to_change_audit();

alter table credential add column last_used_from text collate "C";
comment on column credential.last_used_from is 'The address that last used it.';
