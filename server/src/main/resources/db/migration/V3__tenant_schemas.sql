alter table tenant add column schema_version bigint not null default 0;
comment on column tenant.schema_version is 'Bumped by every change of schema extensions: the key under which nodes cache them.';

create table schema_extension (
    tenant_id     uuid not null references tenant,
    urn_canonical text collate "C" not null,
    resource_type text not null check (resource_type in ('User', 'Group')),
    required      boolean not null,
    document      jsonb not null,
    primary key (tenant_id, urn_canonical)
);
comment on table schema_extension is 'Schema extensions that administrators defined, for this tenant only.';
comment on column schema_extension.document is 'The schema in the form of RFC 7643 section 7.';

create table unique_value (
    tenant_id   uuid not null,
    provider_id uuid not null,
    attribute   text collate "C" not null,
    value_hash  bytea not null,
    resource_id uuid not null,
    primary key (tenant_id, provider_id, attribute, value_hash),
    foreign key (tenant_id, provider_id) references provider
);
create index unique_value_resource on unique_value (tenant_id, resource_id);
comment on table unique_value is 'Values of extension attributes with uniqueness server, each claimed by one live user or group of its provider.';
comment on column unique_value.attribute is 'The path of the attribute, in lower case.';
comment on column unique_value.value_hash is 'SHA-256 of the value in the form in which it is compared.';

create function number_or_null(value text) returns numeric language plpgsql immutable strict as $$
begin
    return value::numeric;
exception when data_exception then
    return null;
end $$;
comment on function number_or_null is 'A number of the document of an extension, which may have been stored before its definition.';

create function instant_or_null(value text) returns timestamptz language plpgsql stable strict as $$
begin
    return value::timestamptz;
exception when data_exception then
    return null;
end $$;
comment on function instant_or_null is 'A time of the document of an extension, which may have been stored before its definition.';
