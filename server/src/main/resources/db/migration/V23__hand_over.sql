-- P-9: people who are handed over to another provider all together.

alter table provider
    add column release_to uuid,
    add foreign key (tenant_id, release_to) references provider (tenant_id, provider_id),
    add check (release_to is null or release_why is not null),
    add check (release_to <> provider_id);
comment on column provider.release_to is 'The only provider that may adopt those who are released (P-9); null: any.';
