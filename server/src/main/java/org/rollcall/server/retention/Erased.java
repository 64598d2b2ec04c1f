package org.rollcall.server.retention;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.scim.ScimException;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.base.UserId;
import org.rollcall.server.base.UserName;
import org.rollcall.server.command.Loader;
import org.rollcall.server.command.Person;
import org.rollcall.server.db.Pipeline;
import org.rollcall.server.db.SqlArray;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.Rows;

/**
 * Somebody whose data is to be erased.
 *
 * @param person locked
 * @param records the ids of its record, also of one that its provider left behind
 * @param groups those that have it
 * @param values by which rows are found that tell of it without its id: userNames of now and before, externalId, e-mail
 */
public record Erased(Person person, Set<UserId> records, List<GroupRecord> groups, Set<String> values) {

    /** A value that is shorter, or a number, is looked for as a whole JSON string only: as a part it can mean anybody. */
    private static final int SHORT = 6;

    private record Value(AccountId account, String text) {}

    private record Left(AccountId account, ProviderId provider, UserId user) {}

    /** People with all that is needed to find their traces, locked. */
    static List<Erased> load(Loader loader, Collection<AccountId> ids) {
        List<Person> people = loader.accounts(ids);
        SqlArray keys = SqlArray.uuids(ids, AccountId::value);
        var values = values(loader, keys);
        var records = loader.pipeline()
                .query(
                        "select account_id, provider_id, user_id from user_record where tenant_id = ? and account_id = any(?)",
                        row -> new Left(
                                new AccountId(Rows.uuid(row, "account_id")),
                                new ProviderId(Rows.uuid(row, "provider_id")),
                                new UserId(Rows.uuid(row, "user_id"))),
                        loader.tenant(),
                        keys);
        loader.pipeline().run();
        return people.stream()
                .map(person -> of(person, records.get(), values.get(), loader))
                .toList();
    }

    private static Pipeline.Answer<List<Value>> values(Loader loader, SqlArray keys) {
        return loader.pipeline()
                .query(
                        """
                        select account_id, name as value from log_entry where tenant_id = ? and account_id = any(?)
                        union select account_id, unnest(emails) from user_record where tenant_id = ? and account_id = any(?)
                        union select account_id, attributes ->> 'externalId' from user_record
                            where tenant_id = ? and account_id = any(?) and external_id_hash is not null
                        union select account_id, user_name from account where tenant_id = ? and account_id = any(?)""",
                        row -> new Value(new AccountId(Rows.uuid(row, "account_id")), row.getString("value")),
                        loader.tenant(),
                        keys,
                        loader.tenant(),
                        keys,
                        loader.tenant(),
                        keys,
                        loader.tenant(),
                        keys);
    }

    private static Erased of(Person person, List<Left> records, List<Value> values, Loader loader) {
        AccountId id = person.requireAccount().id();
        List<Left> own =
                records.stream().filter(left -> left.account().equals(id)).toList();
        return new Erased(
                person,
                own.stream().map(Left::user).collect(Collectors.toSet()),
                own.stream()
                        .flatMap(left -> loader.groupsOf(left.provider(), left.user()).stream())
                        .toList(),
                values.stream()
                        .filter(value -> value.account().equals(id))
                        .map(Value::text)
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.toSet()));
    }

    /** The values in the form in which userNames are compared. */
    Set<String> canonical() {
        Set<String> names = new HashSet<>();
        for (String value : values) {
            try {
                names.add(UserName.of(value).canonical());
            } catch (ScimException noUserName) {
                // then nobody can have pushed it as one
            }
        }
        return names;
    }

    /** What a text contains, in lower case, that tells of this person. */
    Stream<String> needles() {
        Stream<String> ids = Stream.concat(
                Stream.of(person.requireAccount().id().toString()),
                records.stream().map(UserId::toString));
        return Stream.concat(
                ids, values.stream().map(text -> text.toLowerCase(Locale.ROOT)).flatMap(Erased::forms));
    }

    private static Stream<String> forms(String value) {
        String quoted = "\"" + value + "\"";
        boolean vague = value.length() < SHORT || value.chars().allMatch(Character::isDigit);
        return vague ? Stream.of(quoted) : Stream.of(quoted, value);
    }
}
