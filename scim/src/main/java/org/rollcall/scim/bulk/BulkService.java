package org.rollcall.scim.bulk;

/** Carries the operations of a bulk out. */
public interface BulkService {

    /** Does one, as if it had come alone. */
    BulkOutcome perform(BulkCall call);

    /** Told once of each operation that was processed, when its outcome stands, also of those never performed. */
    void concluded(BulkOperation operation, BulkOutcome outcome);
}
