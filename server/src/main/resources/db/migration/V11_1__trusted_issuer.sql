create table trusted_issuer (
    tenant_id   uuid not null,
    provider_id uuid not null,
    issuer      text not null,
    audience    text not null,
    keys        text not null,
    subjects    text[] not null default '{}',
    primary key (tenant_id, provider_id),
    foreign key (tenant_id, provider_id) references provider
);
comment on table trusted_issuer is 'Whose signed tokens (JWT) a provider may present in place of a credential that was issued here.';
comment on column trusted_issuer.keys is 'Where the issuer publishes its keys (JWK Set).';
comment on column trusted_issuer.subjects is 'Which clients or subjects of the issuer; none: whichever has a token for the audience.';
