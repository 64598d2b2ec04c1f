alter table provider
    drop constraint provider_organization_method_check,
    add constraint provider_organization_method_check
        check (organization_method in ('fixed', 'byGroup', 'byAttribute')),
    add column attribute_path    text collate "C",
    add column attribute_parent  uuid,
    add column attribute_creates boolean not null default false,
    add column allowed_roles     uuid[],
    add foreign key (tenant_id, attribute_parent) references organization,
    add check (num_nulls(attribute_path, attribute_parent)
        = case organization_method when 'byAttribute' then 0 else 2 end);
comment on column provider.organization_id is 'The organization of method fixed, the fallback of the others.';
comment on column provider.attribute_path is 'The SCIM attribute that holds the name of the organization (P-31).';
comment on column provider.attribute_parent is 'Below which organizations of that name are looked for and made.';
comment on column provider.allowed_roles is 'The only roles that its groups can give (P-42); null: any.';

alter table organization add column made_by_mapping boolean not null default false;
comment on column organization.made_by_mapping is 'Made because a mapping by attribute wanted it: no file has to list it as long as people are in it.';

alter table account
    drop constraint account_organization_origin_check,
    add constraint account_organization_origin_check
        check (organization_origin in ('fixed', 'group', 'attribute', 'fallback', 'manual', 'pinned'));
