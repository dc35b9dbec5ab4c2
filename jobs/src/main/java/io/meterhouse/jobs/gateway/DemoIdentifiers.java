package io.meterhouse.jobs.gateway;

/** What the people, teams and keys of the invented organisation are called in usage and directory alike. */
final class DemoIdentifiers {

    private DemoIdentifiers() {}

    /** As in real directories, some users are known by their mail address and others by a generated identifier. */
    static String userId(int person) {
        return person % 3 == 0
                ? email(person)
                : DemoNames.identifier("user " + DemoNames.PEOPLE.get(person).handle());
    }

    static String email(int person) {
        return DemoNames.PEOPLE.get(person).handle() + "@example.com";
    }

    static String alias(int person) {
        return DemoNames.PEOPLE.get(person).handle().replace('.', '-');
    }

    static String teamId(int team) {
        return DemoNames.identifier("team " + DemoNames.TEAMS.get(team));
    }

    static String personalToken(int person) {
        return token("personal " + DemoNames.PEOPLE.get(person).handle());
    }

    static String token(String name) {
        return DemoNames.hash("sk-demo-" + name);
    }
}
