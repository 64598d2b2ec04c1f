alter table tenant add column cursor_key uuid not null default gen_random_uuid();
comment on column tenant.cursor_key is 'Key by which page cursors of this tenant are signed, so that every node accepts what another gave.';
