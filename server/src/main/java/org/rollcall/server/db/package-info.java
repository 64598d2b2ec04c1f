/**
 * PostgreSQL: connections, migrations, transactions, one round trip for many statements.
 *
 * <p>Promises: a transaction leaves everything or nothing; deadlocks are retried; an unknown COMMIT is settled, never
 * repeated. Refuses: knowing anything of people or providers; the SQL of a feature stands with the feature.
 */
package org.rollcall.server.db;
