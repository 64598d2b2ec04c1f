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
