-- Every node looks each second for grants that are not told yet, however many are kept that were.
create index mail_grant_untold on mail_grant (tenant_id) where mail_id is null;
