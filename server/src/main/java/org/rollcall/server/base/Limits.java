package org.rollcall.server.base;

import java.time.Duration;

/**
 * Every limit of the server, with its number. At the limit a request works; one above is a clear error. What the
 * standard has a field for is published in ServiceProviderConfig, made from these numbers.
 */
public final class Limits {

    private Limits() {}

    /** Bytes of a request body: a group of 100,000 members fits. */
    public static final int BODY_BYTES = 16 * 1024 * 1024;
    /** Bytes of a refused request's body that are still read, so that its connection can go on. */
    public static final int REFUSED_BYTES = 64 * 1024;
    /** Bytes of a form that a browser sends. */
    public static final int FORM_BYTES = 1024 * 1024;
    /** Nesting of JSON objects and arrays. */
    public static final int JSON_DEPTH = 32;
    /** Characters of one JSON number. */
    public static final int JSON_NUMBER = 100;
    /** Bytes of one user or group as stored, extensions included. */
    public static final int RESOURCE_BYTES = 256 * 1024;
    /** Characters of a filter. */
    public static final int FILTER_LENGTH = 8 * 1024;
    /** Nesting of a filter. */
    public static final int FILTER_DEPTH = 32;
    /** Comparisons and connectives of a filter. */
    public static final int FILTER_NODES = 500;
    /** Characters of a userName or of the name of a group, as sent and in the form that is compared. */
    public static final int SCIM_NAME_LENGTH = 512;
    /** Characters of an e-mail address that is looked up by index; longer ones are compared one by one. */
    public static final int INDEXED_EMAIL = 320;
    /** Operations of one PATCH. */
    public static final int PATCH_OPERATIONS = 1_000;
    /** Operations of one bulk. */
    public static final int BULK_OPERATIONS = 1_000;
    /** Bytes of one bulk. */
    public static final int BULK_BYTES = 1024 * 1024;
    /** Values of one multi-valued attribute of a user. */
    public static final int ATTRIBUTE_VALUES = 1_000;
    /** Members that one request adds, removes or sets. */
    public static final int REQUEST_MEMBERS = 100_000;
    /** Resources of one page. */
    public static final int PAGE_MAX = 1_000;
    /** Users that are looked up by id or name in one round trip, when requests wait for each other. */
    public static final int LOOKUPS_TOGETHER = 4;
    /** Items of one page for a client that does not say how many. */
    public static final int PAGE_DEFAULT = 100;
    /** How long the cursor of a page can be used (RFC 9865). */
    public static final Duration CURSOR_AGE = Duration.ofHours(24);
    /** Characters of the target in a request line. */
    public static final int TARGET_LENGTH = 16 * 1024;

    /** Users that one command places in its own transaction; more are left to the placer. */
    public static final int INLINE_PLACEMENTS = 500;
    /** Users that the placer places in one transaction. */
    public static final int PLACER_CHUNK = 200;
    /** Deactivations that one pass of the clock carries out for a tenant. */
    public static final int DUE_CHUNK = 100;
    /** Longest window in which the brake counts (P-70). */
    public static final Duration BRAKE_WINDOW = Duration.ofDays(7);
    /** More than so many times what passes in a window, within {@link #BRAKE_WINDOW}, is told of as a slow drip. */
    public static final int DRIP_TIMES = 5;
    /** How long the brake trusts its count of a provider's people. */
    public static final Duration BRAKE_RECOUNT = Duration.ofMinutes(1);
    /** How long after a deletion that had no effect a user without externalId is taken for the same person (P-73). */
    public static final Duration PUSHED_AGAIN = Duration.ofHours(1);
    /** People for whom one transaction releases or rejects held effects. */
    public static final int HELD_CHUNK = 200;
    /** Longest time that a move to the fallback waits (P-74). */
    public static final Duration FALLBACK_DELAY = Duration.ofHours(1);
    /** Custodians of one legal matter. */
    public static final int CUSTODIANS = 5_000;
    /** Jobs that are listed, newest first. */
    public static final int JOBS = 100;
    /** Log rows in the answer of a preview, unless asked for all. */
    public static final int PREVIEW_ROWS = 1_000;
    /** How often the clock looks for what is due. */
    public static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);
    /** After what time without a run a directory-sync tool is silent that does not say how often it runs. */
    public static final Duration SILENT_AFTER = Duration.ofDays(1);
    /** The shortest time after which an administrator may call a directory-sync tool silent. */
    public static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);
    /** The longest such time. */
    public static final Duration LONGEST_SILENCE = Duration.ofDays(90);
    /** How often is looked for directory-sync tools that report no runs any more. */
    public static final Duration SILENCE_CHECK = Duration.ofSeconds(30);
    /** How long an account for which work in the background failed is left alone, so that the others' is done. */
    public static final Duration PUT_ASIDE = Duration.ofMinutes(1);
    /** Accounts that a node leaves alone at a time, for each kind of work. */
    public static final int PUT_ASIDE_ACCOUNTS = 10_000;
    /** How long after the last pass of its work in the background a node is no longer ready. */
    public static final Duration WORKER_SILENCE = Duration.ofMinutes(5);

    /** Characters of a value in a log row; longer ones are cut. */
    public static final int LOG_VALUE = 2_000;
    /** Rows that one log request answers. */
    public static final int LOG_PAGE = 1_000;
    /** Log rows in the explanation of one user. */
    public static final int HISTORY = 50;
    /** Events that the feed answers at once, and numbers at once. */
    public static final int FEED_PAGE = 1_000;
    /** How long a feed request may wait for an event. */
    public static final Duration FEED_WAIT = Duration.ofSeconds(60);

    /** Live credentials of one provider (P-21). */
    public static final int LIVE_CREDENTIALS = 2;
    /** How long a node trusts a credential it has seen without asking again; a revocation ends it at once. */
    public static final Duration CREDENTIAL_CACHE = Duration.ofSeconds(30);
    /** How long before it expires one is warned of a credential that no other replaces (P-21). */
    public static final Duration EXPIRY_WARNING = Duration.ofDays(30);
    /** Bytes of a request for a token. */
    public static final int TOKEN_REQUEST_BYTES = 8 * 1024;
    /** How long a token lives that a client fetched (P-22). */
    public static final Duration ACCESS_TOKEN_AGE = Duration.ofHours(1);
    /** Tokens of one client; the oldest goes for a newer one. */
    public static final int ACCESS_TOKENS = 1_000;
    /** Characters of a token of another issuer (P-22). */
    public static final int FOREIGN_TOKEN = 8 * 1024;
    /** How far the clock of another issuer may be from ours. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    /** Bytes of the keys that another issuer publishes. */
    public static final int KEYS_BYTES = 256 * 1024;
    /** How long the keys of another issuer are kept. */
    public static final Duration KEYS_AGE = Duration.ofMinutes(15);
    /** How long a request waits while another fetches the keys of its issuer. */
    public static final Duration KEYS_PATIENCE = Duration.ofSeconds(10);
    /** How often the keys of an issuer are fetched at most, also for keys that are not known: twice in this time. */
    public static final Duration KEYS_INTERVAL = Duration.ofSeconds(30);
    /** Characters of each text that describes a trusted issuer. */
    public static final int ISSUER_TEXT = 2_000;
    /** Clients or subjects of a trusted issuer. */
    public static final int ISSUER_SUBJECTS = 100;
    /** Networks that a provider may come from (P-24). */
    public static final int ALLOWED_ADDRESSES = 100;
    /** Requests per second that can be set for a provider; without being set it is 1,000 (P-24). */
    public static final int REQUESTS_PER_SECOND = 1_000_000;
    /** How long a provider must have been quiet for as many requests as come in that time to be let in at once. */
    public static final Duration RATE_BURST = Duration.ofSeconds(10);
    /** Memory for one password (Argon2id), in KiB. */
    public static final int ARGON_KIBIBYTES = 19 * 1024;
    /** Least characters of an administrator's password. */
    public static final int PASSWORD_MIN = 12;
    /** Most characters of an administrator's password. */
    public static final int PASSWORD_MAX = 200;
    /** Days that a token of the API can be made for, unless it has no end. */
    public static final int TOKEN_DAYS = 3_650;
    /** Administrators of a tenant (P-111). */
    public static final int ADMINISTRATORS = 1_000;
    /** How long the one-time code of an invited administrator works. */
    public static final Duration INVITATION_AGE = Duration.ofDays(7);
    /** How long a session of the console lives without being used. */
    public static final Duration SESSION_QUIET = Duration.ofHours(1);
    /** How long a session of the console lives at most. */
    public static final Duration SESSION_AGE = Duration.ofHours(12);
    /** How exactly it is noted when a session was last used. */
    public static final Duration SESSION_STEP = Duration.ofMinutes(1);
    /** How long a password and code are enough for secrets to be shown or changed. */
    public static final Duration CONFIRMATION = Duration.ofMinutes(15);
    /** Different wrong credentials from one address in a while; further ones are answered with 429 (H-A10). */
    public static final int WRONG_CREDENTIALS = 60;
    /** The while in which wrong credentials are counted, on each node. */
    public static final Duration WRONG_CREDENTIALS_WINDOW = Duration.ofMinutes(1);
    /** Addresses of which wrong credentials are remembered. */
    public static final int WRONG_CREDENTIALS_ADDRESSES = 10_000;
    /** Failed attempts to sign in from one address, whatever the names, before the next has to wait. */
    public static final int SIGN_IN_ADDRESS_FREE = 30;
    /** Failed attempts to sign in before the next has to wait. */
    public static final int SIGN_IN_FREE = 5;
    /** The longest that an attempt to sign in has to wait for the one before. */
    public static final Duration SIGN_IN_PAUSE = Duration.ofSeconds(30);
    /** After how long without an attempt the failed ones are forgotten. */
    public static final Duration SIGN_IN_FORGOTTEN = Duration.ofMinutes(15);
    /** How long after an alarm of the brake the log says nothing of further effects of the same provider (P-71). */
    public static final Duration BRAKE_ALARM = Duration.ofMinutes(1);
    /** Collisions of one provider's pushes that are kept for a decision; beyond, the oldest are forgotten (P-7). */
    public static final int CONFLICTS = 1_000;
    /** Providers of a tenant. */
    public static final int PROVIDERS = 100;
    /** Answered requests in a second that a node keeps for the viewer; refused ones are kept beyond it (P-25). */
    public static final int REQUESTS_KEPT_PER_SECOND = 100;
    /** Requests that wait in the memory of a node to be written for the viewer; more are not kept. */
    public static final int REQUESTS_WAITING = 1_000;
    /** Bytes of a body that is kept with its request; a larger one is not. */
    public static final int REQUEST_BODY_KEPT = 32_768;
    /** Requests of a provider that are kept; older ones go. */
    public static final int REQUESTS_KEPT = 50_000;
    /** Days for which requests can be kept at most. */
    public static final int REQUESTS_KEPT_DAYS = 30;
    /** How often requests that are too old or too many are removed. */
    public static final Duration REQUESTS_SWEPT = Duration.ofMinutes(5);
    /** People whose effects are taken back in one transaction (P-84). */
    public static final int UNDO_CHUNK = 500;
    /** Newest users of a provider that the doctor looks at (P-26). */
    public static final int DIAGNOSIS_NEWEST = 1_000;
    /** Newest change sets, and refusals, of a tenant that the doctor looks at. */
    public static final int DIAGNOSIS_REQUESTS = 20_000;
    /** A provider is silent at the earliest after that long, whatever its rhythm. */
    public static final Duration SILENCE = Duration.ofHours(24);
    /** After how long a silence that follows many refusals looks like a quarantine. */
    public static final Duration QUARANTINE_SILENCE = Duration.ofHours(1);
    /** Refusals within the last hour before a silence that make it look like a quarantine. */
    public static final int QUARANTINE_REFUSALS = 20;
    /** Days for which a provider may be silent before its people count as orphans, unless asked otherwise (P-85). */
    public static final int ORPHAN_DAYS = 30;
    /** Rules and attributes of which it is remembered, for each provider, that a request needed them. */
    public static final int DIALECT_NOTES = 500;
    /** Organizations, roles, and mapping rows of a tenant. */
    public static final int CONFIGURATION_ITEMS = 20_000;
    /** Organizations of a tenant from which on mapping by attribute makes no more (P-31). */
    public static final int MAPPED_ORGANIZATIONS = 5_000;
    /** Names in one list inside a configuration: permissions of a role, roles of a mapping row. */
    public static final int CONFIGURATION_LIST = 1_000;
    /** Characters of an expression of a mapping (P-33). */
    public static final int EXPRESSION_LENGTH = 4_000;
    /** Elements that the loops of an expression visit for one user, all together. */
    public static final int EXPRESSION_ITERATIONS = 20_000;
    /** What an expression may cost for one user: one for each step, element and 16 characters that it makes. */
    public static final int EXPRESSION_COST = 1_000_000;
    /** Runs of the directory-sync tool that are kept of one provider. */
    public static final int SYNC_RUNS = 100;
    /** Characters of the name of an organization, role, provider or permission. */
    public static final int NAME_LENGTH = 200;
    /** Nesting of organizations; their document stays within {@link #JSON_DEPTH}. */
    public static final int ORGANIZATION_DEPTH = 12;
    /** Schema extensions of a tenant. */
    public static final int SCHEMAS = 20;
    /** Attributes of one schema extension, sub-attributes included; they nest no deeper than that. */
    public static final int SCHEMA_ATTRIBUTES = 200;
    /** Characters of the description of a schema extension or of one of its attributes. */
    public static final int SCHEMA_TEXT = 1_000;
    /** Longest time from blocked to deactivated (P-50). */
    public static final Duration DEACTIVATION_DELAY = Duration.ofDays(30);
    /** How long the data of a deactivated user is kept where nobody says otherwise (P-60). */
    public static final Duration RETENTION = Duration.ofDays(90);
    /** The shortest retention period: a deactivation that was a mistake can be taken back for that long. */
    public static final Duration RETENTION_MIN = Duration.ofDays(1);
    /** The longest retention period. */
    public static final Duration RETENTION_MAX = Duration.ofDays(36_500);
    /** Users whose data one transaction erases. */
    public static final int PURGE_CHUNK = 20;
    /** How often a node looks for data that is to be erased. */
    public static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);
    /** Rows of other deactivation delays of one provider (P-59). */
    public static final int DELAY_ROWS = 100;
    /** Walks (a list read page by page) that a node remembers. */
    public static final int WALKS = 10_000;
    /** How long a node remembers a walk. */
    public static final Duration WALK_MEMORY = Duration.ofMinutes(10);

    /** Local users that one file imports (P-110). */
    public static final int IMPORT_ROWS = 10_000;
    /** Local users of a file that are created in one transaction. */
    public static final int IMPORT_CHUNK = 500;

    /** How long each answer of a mail server is waited for. */
    public static final Duration MAIL_ANSWER = Duration.ofSeconds(20);
    /** How long a mail is left alone that a node has begun to send; then another one sends it. */
    public static final Duration MAIL_LEASE = Duration.ofMinutes(10);
    /** After what time a mail that was not taken is tried again; twice that the next time, and so on. */
    public static final Duration MAIL_RETRY = Duration.ofMinutes(1);
    /** Longest time between two attempts to send a mail. */
    public static final Duration MAIL_RETRY_MAX = Duration.ofHours(4);
    /** For how long it is tried to send a mail. */
    public static final Duration MAIL_AGE = Duration.ofDays(2);
    /** How long it is remembered that a mail was sent, or given up. */
    public static final Duration MAIL_KEPT = Duration.ofDays(30);
    /** How often is looked whether a report is due or there are errors to tell of. */
    public static final Duration MAIL_CHECK = Duration.ofSeconds(30);
    /** The least time between two mails about errors (P-94). */
    public static final Duration MAIL_ERRORS = Duration.ofHours(1);
    /** The least time between two mails about administrative roles; what is granted meanwhile goes together (P-46). */
    public static final Duration MAIL_TOGETHER = Duration.ofMinutes(5);
    /** Rows of one mail; the others are counted. */
    public static final int MAIL_ROWS = 50;

    /** Applications of a tenant (P-104). */
    public static final int APPLICATIONS = 100;
    /** Organizations, or roles, of one subscription. */
    public static final int SUBSCRIPTION = 100;
    /** How long an event may wait for an application before administrators are told, unless set otherwise. */
    public static final Duration APPLICATION_LAG = Duration.ofMinutes(15);
    /** Longest time that can be set for an alarm or an acknowledgement of an application. */
    public static final Duration APPLICATION_ALARM = Duration.ofDays(30);
    /** How long a loss of access that nobody acknowledged is shown. */
    public static final Duration UNACKNOWLEDGED = Duration.ofDays(30);
    /** Characters of an application's own id of a person. */
    public static final int OWN_ID = 256;
    /** Events that are acknowledged in one request. */
    public static final int ACKNOWLEDGEMENTS = 1_000;
    /** How often is looked whether an application lags. */
    public static final Duration APPLICATION_CHECK = Duration.ofSeconds(30);

    /** Characters of the URL of a webhook (P-101). */
    public static final int WEBHOOK_URL = 2_000;
    /** How long a receiver of webhooks may take to answer, the connection included. */
    public static final Duration WEBHOOK_ANSWER = Duration.ofSeconds(15);
    /** Bytes of the head of a receiver's answer; the body is not read. */
    public static final int WEBHOOK_HEAD = 16_384;
    /** Events that are taken from the feed at once for a webhook. */
    public static final int WEBHOOK_PAGE = 100;
    /** People whose events are posted to one receiver at the same time. */
    public static final int WEBHOOK_AT_ONCE = 8;
    /** After how long a round of a webhook posts nothing more; the rest is for the next one. */
    public static final Duration WEBHOOK_BATCH = Duration.ofSeconds(10);
    /** Events that are tried again in one round of a webhook. */
    public static final int WEBHOOK_RETRIES = 24;
    /** Events of a webhook that can wait for another attempt; when there are more, new ones stay in the feed. */
    public static final int WEBHOOK_WAITING = 1_000;
    /** How often the oldest event of a webhook is tried while so many wait. */
    public static final Duration WEBHOOK_PROBE = Duration.ofMinutes(5);
    /** After what time an event that was not taken is posted again; four times that the next time, and so on. */
    public static final Duration WEBHOOK_RETRY = Duration.ofSeconds(5);
    /** Longest time between two attempts, unless the receiver asks for a longer one. */
    public static final Duration WEBHOOK_RETRY_MAX = Duration.ofHours(12);
    /** Longest time that a receiver can ask for (Retry-After). */
    public static final Duration WEBHOOK_RETRY_AFTER = Duration.ofHours(24);
    /** Attempts after which an event is given up: about four days. */
    public static final int WEBHOOK_ATTEMPTS = 16;
    /** How long the secret before signs beside a new one. */
    public static final Duration WEBHOOK_OVERLAP = Duration.ofHours(24);
    /** After what time another node goes on with the webhooks of one that was killed. */
    public static final Duration WEBHOOK_LEASE = Duration.ofMinutes(1);

    /** How long a statement waits for a row that another transaction holds; then 503. */
    public static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
    /** How long one statement may take. */
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);
    /** How long the clock and the placer wait for an answer of the database before the connection counts as lost. */
    public static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(90);
    /** How long a request waits for a free connection to the database; then 503. */
    public static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    /** How long a connection waits for the next byte of a request that has begun, or for another request. */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    /** How long the body of a request may take to come; then 408. */
    public static final Duration BODY_TIME = Duration.ofSeconds(60);
    /** How long a stopping server waits for requests in flight. */
    public static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(10);
}
