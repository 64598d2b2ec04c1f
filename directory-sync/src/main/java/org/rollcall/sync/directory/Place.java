package org.rollcall.sync.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * By what groups know a person, and until when its account is good: what has to be remembered of an entry when it is not
 * read again in every run.
 */
public record Place(String dn, Optional<String> uid, Optional<String> primaryGroup, Optional<Instant> ends) {}
