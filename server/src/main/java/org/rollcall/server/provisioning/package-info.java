/**
 * The commands of a provider: what a SCIM write means for users and groups, and for the people behind them.
 *
 * <p>Each command changes the directory as asked, then lets {@code lifecycle} and {@code placement} say what that means
 * for the accounts concerned (P-1 to P-7, P-32, P-36, P-44, P-50 to P-57). Refuses: anything that belongs to another
 * provider or to nobody; it is not found. Knows neither HTTP nor the text of a body.
 */
package org.rollcall.server.provisioning;
