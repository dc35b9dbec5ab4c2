package io.meterhouse.jobs.gateway;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The directory as it stands after the last day: handed-over keys under their new owner, dead keys apart. */
final class DemoDirectory {

    private DemoDirectory() {}

    static GatewayDirectory of(List<DemoMember> members, LocalDate firstDay, LocalDate lastDay) {
        String before = firstDay.minusDays(30) + "T08:00:00.000000Z";
        String after = lastDay + "T20:00:00.000000Z";
        List<GatewayDirectory.Key> keys = new ArrayList<>();
        List<GatewayDirectory.Key> deleted = new ArrayList<>();
        for (DemoMember member : members) {
            boolean alive = member.lastDay() >= DemoUsage.DAYS - 1;
            String created =
                    member.firstDay() == 0 ? before : firstDay.plusDays(member.firstDay()) + "T06:30:00.000000Z";
            String deletedAt = alive ? null : firstDay.plusDays(member.lastDay() + 1L) + "T07:45:00.000000Z";
            (alive ? keys : deleted)
                    .add(key(
                            member.token(),
                            member.alias(),
                            member.person() == null ? null : DemoIdentifiers.userId(member.person()),
                            member.team(),
                            member.serviceAccount(),
                            created,
                            after,
                            deletedAt));
        }
        keys.add(key(
                DemoIdentifiers.token("shared-notebook"),
                "shared-notebook",
                DemoIdentifiers.userId(12),
                12 % 7,
                false,
                before,
                after,
                null));
        keys.add(key(
                DemoIdentifiers.token("handed-over"),
                "handed-over",
                DemoIdentifiers.userId(35),
                35 % 7,
                false,
                before,
                after,
                null));
        List<GatewayDirectory.User> users = new ArrayList<>();
        for (int i = 0; i < DemoNames.PEOPLE.size(); i++) {
            String id = DemoIdentifiers.userId(i);
            int owned =
                    (int) keys.stream().filter(key -> id.equals(key.userId())).count();
            users.add(new GatewayDirectory.User(
                    id,
                    // Two people came without a mail address, as accounts made by hand do.
                    i == 17 || i == 33 ? null : DemoIdentifiers.email(i),
                    DemoNames.PEOPLE.get(i).name(),
                    i == 0 ? "proxy_admin" : "internal_user",
                    List.of(DemoIdentifiers.teamId(i % DemoNames.TEAMS.size())),
                    0,
                    owned,
                    before,
                    after));
        }
        List<GatewayDirectory.Team> teams = new ArrayList<>();
        for (int i = 0; i < DemoNames.TEAMS.size(); i++) {
            List<String> team = new ArrayList<>();
            for (int person = i; person < DemoNames.PEOPLE.size(); person += DemoNames.TEAMS.size()) {
                team.add(DemoIdentifiers.userId(person));
            }
            Double budget = i == 5 ? null : Double.valueOf(20_000);
            teams.add(new GatewayDirectory.Team(
                    DemoIdentifiers.teamId(i), DemoNames.TEAMS.get(i), team, budget, 0, before, after));
        }
        return new GatewayDirectory(
                users,
                keys,
                deleted,
                teams,
                ModelOffer.ALL.stream().map(ModelOffer::described).toList());
    }

    private static GatewayDirectory.Key key(
            String token,
            String alias,
            @Nullable String userId,
            int team,
            boolean serviceAccount,
            String created,
            String updated,
            @Nullable String deletedAt) {
        return new GatewayDirectory.Key(
                token,
                "sk-..." + token.substring(token.length() - 4),
                alias,
                userId,
                DemoIdentifiers.teamId(team),
                0,
                serviceAccount ? null : Double.valueOf(500),
                "30d",
                null,
                List.of(),
                serviceAccount ? Map.of("service_account_id", alias) : Map.of(),
                created,
                updated,
                deletedAt);
    }
}
