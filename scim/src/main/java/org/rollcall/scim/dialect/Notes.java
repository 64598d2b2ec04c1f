package org.rollcall.scim.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.rollcall.scim.ScimException;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.schema.ResolvedAttribute;

/**
 * Where one request reports each tolerance it needs: collected, each thing once and no more than a person would read,
 * or refused when the provider is to be taken by the letter.
 */
public final class Notes {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;

    private final Mode mode;
    private final Set<Note> notes = new LinkedHashSet<>();
    private final List<Claim> claims = new ArrayList<>();

    /** For one request of a provider of this mode. */
    public Notes(Mode mode) {
        this.mode = mode;
    }

    /**
     * A tolerance is needed.
     *
     * @throws ScimException in strict mode, with what the letter answers, if it refuses
     */
    public void add(Dialect rule, String attribute) {
        add(rule, attribute, attribute);
    }

    /**
     * The same about a value that a refusal names and a note does not.
     *
     * @throws ScimException in strict mode, with what the letter answers, if it refuses
     */
    public void add(Dialect rule, String attribute, String named) {
        if (strict()) {
            rule.refusal(named).ifPresent(error -> {
                throw error.exception();
            });
        } else if (notes.size() < MOST) {
            notes.add(new Note(
                    rule, attribute.length() > LONGEST_NAME ? attribute.substring(0, LONGEST_NAME) : attribute));
        }
    }

    /** A value for what is the server's to say: dropped and noted, or kept to be compared. */
    public void claim(ResolvedAttribute attribute, Json value) {
        if (strict()) {
            claims.add(Claim.of(attribute, value));
        } else {
            add(Dialect.READ_ONLY, attribute.path().print());
        }
    }

    /** The same for a part of a value of which nothing is ever kept, so that it differs whatever it is. */
    public void claimPart(String path) {
        if (strict()) {
            claims.add(new Claim(path, representation -> false));
        } else {
            add(Dialect.READ_ONLY, path);
        }
    }

    /**
     * Holds what the client said of read-only attributes against what they are.
     *
     * @throws ScimException {@code mutability}, in strict mode, if one differs
     */
    public void requireTrue(Supplier<Json.Obj> representation) {
        if (claims.isEmpty()) {
            return;
        }
        Json.Obj is = representation.get();
        claims.stream().filter(claim -> !claim.holds().test(is)).findFirst().ifPresent(claim -> {
            throw Dialect.READ_ONLY.refusal(claim.path()).orElseThrow().exception();
        });
    }

    /** Whether the letter of the standard is to be followed also where it refuses nothing. */
    public boolean strict() {
        return mode == Mode.STRICT;
    }

    /** What was noted so far. */
    public List<Note> list() {
        return List.copyOf(notes);
    }
}
