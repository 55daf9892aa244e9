package io.chantier.identity.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Member;
import io.chantier.identity.Members;
import io.chantier.identity.Role;
import io.chantier.values.Secret;
import io.chantier.web.Page;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of the caller's team. */
@RestController
class MembersApi {

    private final Members members;

    MembersApi(Members members) {
        this.members = members;
    }

    record MemberView(UUID id, String login, String name, Role role, boolean disabled, Instant createdAt) {
        static MemberView of(Member member) {
            return new MemberView(
                    member.account(),
                    member.login(),
                    member.name(),
                    member.role(),
                    member.disabled(),
                    member.createdAt());
        }
    }

    record NewMember(
            @Nullable String login,

            @Nullable String name,
            @Nullable Role role,
            @Nullable String password) {
        @Override
        public String toString() {
            return "NewMember[" + login + "]";
        }
    }

    /** What is left out stays as it is. */
    record Change(@Nullable Boolean disabled, @Nullable Role role) {}

    @GetMapping("/api/members")
    Page<MemberView> list(Caller caller) {
        return new Page<>(members.list(caller).stream().map(MemberView::of).toList(), null);
    }

    @PostMapping("/api/members")
    @ResponseStatus(HttpStatus.CREATED)
    MemberView add(Caller caller, @RequestBody NewMember wanted) {
        var password = new Secret(Objects.requireNonNullElse(wanted.password(), ""));
        return MemberView.of(
                members.add(caller, new Members.NewMember(wanted.login(), wanted.name(), wanted.role(), password)));
    }

    @PutMapping("/api/members/{id}")
    MemberView change(Caller caller, @PathVariable UUID id, @RequestBody Change change) {
        return MemberView.of(members.change(caller, id, change.role(), change.disabled()));
    }
}
