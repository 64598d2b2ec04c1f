alter table provider
    drop constraint provider_organization_method_check,
    add constraint provider_organization_method_check
        check (organization_method in ('fixed', 'byGroup', 'byAttribute', 'byExpression')),
    add column organization_expression text,
    add check ((organization_expression is not null) = (organization_method = 'byExpression'));
comment on column provider.organization_expression is 'The CEL expression that answers the name or path of the organization (P-33).';

alter table account
    drop constraint account_organization_origin_check,
    add constraint account_organization_origin_check check (organization_origin in
        ('fixed', 'group', 'attribute', 'expression', 'fallback', 'error', 'manual', 'adopted', 'pinned'));

alter table mapping_row
    drop constraint mapping_row_kind_check,
    drop constraint mapping_row_key_kind_check,
    add constraint mapping_row_kind_check check (kind in ('organization', 'role', 'delay')),
    add constraint mapping_row_key_kind_check check (key_kind in ('displayName', 'externalId', 'expression')),
    add column delay interval check (delay between interval '0' and interval '30 days'),
    add check ((kind = 'delay') = (delay is not null)),
    add check (key_kind <> 'expression' or group_id is null);
comment on column mapping_row.delay is 'Of kind delay: from blocked to deactivated, for whom the row has (P-59).';
comment on column mapping_row.key_value is 'The name or externalId of the group it was written for; of key kind expression, the CEL expression.';

alter table provider add column leave_attribute text collate "C";
comment on column provider.leave_attribute is 'The SCIM attribute that says when a user leaves (P-59).';
alter table account add column leaves_at timestamptz;
create index account_leaves on account (tenant_id, leaves_at) where leaves_at is not null and provider_active;
comment on column account.leaves_at is 'When its provider says that the user leaves; blocked and due for deactivation then, by database time (P-59).';
