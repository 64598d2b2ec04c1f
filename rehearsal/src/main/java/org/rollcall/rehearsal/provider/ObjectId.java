package org.rollcall.rehearsal.provider;

import java.util.Random;
import java.util.UUID;
import org.rollcall.rehearsal.company.Seed;

/** Ids as several providers give one to everything: random UUIDs, here from the seed. */
final class ObjectId {

    private ObjectId() {}

    static String of(Seed seed, String purpose) {
        Random random = seed.random(purpose);
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
