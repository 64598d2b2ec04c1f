-- P-8: providers that are no more. Their people are let go of one chunk after the other.

alter table provider
    drop constraint provider_tenant_id_name_canonical_key,
    alter column organization_id drop not null,
    add column deleted_at timestamptz,
    add column release_why text,
    add column release_pending text check (release_pending in ('keep', 'cancel')),
    add check ((release_why is null) = (release_pending is null)),
    add check (organization_id is not null or (deleted_at is not null and release_why is null));
create unique index provider_name on provider (tenant_id, name_canonical) where deleted_at is null;
comment on column provider.deleted_at is 'Since when it is no more (P-8). The row stays, because the log names it.';
comment on column provider.release_why is 'Its people are being released from it, for this reason; null when nobody is, or nobody is left.';
comment on column provider.release_pending is 'What becomes of the deactivations of those who are released.';
comment on column provider.organization_id is 'The organization of method fixed, the fallback of the others; null once it is deleted and nobody is left.';
