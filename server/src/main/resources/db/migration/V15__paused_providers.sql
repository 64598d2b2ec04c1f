alter table provider add column paused_at timestamptz;
comment on column provider.paused_at is 'Since when its requests are answered with 503, so that it sends them again later (P-27).';
