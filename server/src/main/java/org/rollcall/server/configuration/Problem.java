package org.rollcall.server.configuration;

/**
 * Something wrong with a configuration.
 *
 * @param pointer where, as a JSON pointer into the body (RFC 6901)
 * @param detail what, and what to do about it
 */
public record Problem(String pointer, String detail) {}
