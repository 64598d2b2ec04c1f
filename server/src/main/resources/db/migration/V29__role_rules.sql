-- Roles by expression, beside roles by group.

alter table account_grant
    drop constraint account_grant_origin_check,
    add constraint account_grant_origin_check check (origin in ('manual', 'group', 'expression', 'default', 'released'));
comment on column account_grant.origin_id is 'The group of origin group, the expression of origin expression by a hash of its words, the organization of origin default, the account itself of origin manual.';
