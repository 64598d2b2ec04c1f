package org.rollcall.server.scim;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.rollcall.scim.json.Json;
import org.rollcall.scim.resource.Meta;
import org.rollcall.scim.resource.Representation;
import org.rollcall.server.directory.Directory.GroupOf;
import org.rollcall.server.directory.Directory.Member;
import org.rollcall.server.directory.Directory.UserInGroups;
import org.rollcall.server.directory.GroupRecord;
import org.rollcall.server.directory.UserRecord;
import org.rollcall.server.provisioning.Precondition;

/** Users and groups as providers see them: one form, whatever the request was (Q-P25). */
final class Representations {

    private Representations() {}

    static Json.Obj user(UserInGroups found, String base) {
        UserRecord user = found.user();
        Meta meta = new Meta(
                "User",
                user.created(),
                user.lastModified(),
                userLocation(base, user.id().toString()),
                Precondition.tag(user.version()));
        Json.Obj extra =
                found.groups().isEmpty() ? Json.Obj.EMPTY : Json.Obj.EMPTY.with("groups", groups(found.groups(), base));
        return Representation.of(user.resource(), user.id().toString(), meta, extra);
    }

    private static Json groups(Collection<GroupOf> groups, String base) {
        return new Json.Arr(
                groups.stream().<Json>map(group -> group(group, base)).toList());
    }

    private static Json.Obj group(GroupOf group, String base) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("value", Json.text(group.id().toString()));
        members.put("$ref", Json.text(groupLocation(base, group.id().toString())));
        members.put("display", Json.text(group.displayName()));
        members.put("type", Json.text("direct"));
        return new Json.Obj(members);
    }

    /** A group without its members. */
    static Json.Obj group(GroupRecord group, String base) {
        Meta meta = new Meta(
                "Group",
                group.created(),
                group.lastModified(),
                groupLocation(base, group.id().toString()),
                Precondition.tag(group.version()));
        return Representation.of(group.resource(), group.id().toString(), meta, Json.Obj.EMPTY);
    }

    static Json.Arr members(List<Member> members, String base) {
        return new Json.Arr(
                members.stream().<Json>map(member -> member(member, base)).toList());
    }

    private static Json.Obj member(Member member, String base) {
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        members.put("value", Json.text(member.id().toString()));
        members.put("$ref", Json.text(userLocation(base, member.id().toString())));
        member.displayName().ifPresent(name -> members.put("display", Json.text(name)));
        members.put("type", Json.text("User"));
        return new Json.Obj(members);
    }

    static String userLocation(String base, String id) {
        return base + "/Users/" + id;
    }

    static String groupLocation(String base, String id) {
        return base + "/Groups/" + id;
    }
}
