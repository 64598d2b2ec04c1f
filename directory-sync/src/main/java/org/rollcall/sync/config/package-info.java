/**
 * The configuration: one YAML file as records, read strictly, with every problem and its line at once.
 *
 * <p>Nothing here opens a connection. A secret never stands in the file: it is the name of an environment variable, a
 * command, a file of mode 0600 or a text that only the key file can decrypt, and is fetched when it is needed
 * ({@link org.rollcall.sync.config.Secret}). Expressions are kept as text; the package {@code rules} checks their types
 * right after reading, so that a configuration that was read can be run.
 */
@NullMarked
package org.rollcall.sync.config;

import org.jspecify.annotations.NullMarked;
