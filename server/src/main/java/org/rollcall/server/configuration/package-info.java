/**
 * Configuration as code (P-86): organizations, roles and mappings as one document, compared with what is there, shown
 * as a difference, and applied as one command.
 *
 * <p>{@link org.rollcall.server.configuration.ConfigurationReader} turns JSON into a {@link
 * org.rollcall.server.configuration.Configuration} or says everything that is wrong with it. {@link
 * org.rollcall.server.configuration.ApplyConfiguration} makes the next state out of the current one, purely; list of
 * changes, log rows and SQL all follow from these two states, so that a preview cannot tell another story than the
 * real thing. {@link org.rollcall.server.configuration.ReadConfiguration} answers the same JSON.
 *
 * <p>Promises: applying what was read changes nothing; what did not change is not written. A mapping row acts through
 * the id of its group and is bound to another one only when an administrator says so (P-36). Refuses: HTTP, YAML.
 */
package org.rollcall.server.configuration;
