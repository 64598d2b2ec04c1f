-- What speaks for a provider, said by an administrator (P-20), and when its silence is an alarm (P-125).

alter table provider
    add column kind text not null default 'scim' check (kind in ('scim', 'directory-sync')),
    add column silent_after interval check (silent_after >= interval '1 minute'),
    add constraint provider_silent_after check (kind = 'directory-sync' or silent_after is null);
update provider p set kind = 'directory-sync'
    where exists (select from sync_run r where r.tenant_id = p.tenant_id and r.provider_id = p.provider_id);
comment on column provider.kind is 'scim: an identity provider; directory-sync: the tool that reads a directory, which is expected to report its runs (P-20).';
comment on column provider.silent_after is 'After how long without a run something is wrong (P-125); null: as the tool says itself.';
