package io.meterhouse.jobs.persons;

import io.meterhouse.jobs.erasure.ErasedTexts;
import io.meterhouse.jobs.erasure.Pseudonym;
import io.meterhouse.warehouse.WarehouseWriter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The persons as the warehouse knows them: several ids are one person when they have an e-mail address or a login in common. */
final class KnownPersons {

    /** Names of fields and what else the answers of sources are made of, folded: without these words nobody could read them. */
    private static final Set<String> WORDS_OF_SOURCES = Set.of(
            ("action,active,admin,after,all,anonymous,api key,api key breakdown,api keys,attributes,audit logs,before,blocked,breakdown,"
                            + "cost,csv,data,date,default,deleted,department,details,email,endpoint,endpoints,enabled,entities,error,events,"
                            + "failed,false,form,from,gateway,id,info,json,key,key alias,keys,litellm,mcp,mcp servers,mcp tool,metadata,metrics,"
                            + "mode,model,model group,model groups,model info,model name,models,name,null,org id,organization id,page,project id,"
                            + "provider,providers,proxy admin,requests,results,role,roles,rows,service,shape,spend,state,status,success,system,"
                            + "team,team alias,team id,teams,tier,token,total,true,unassigned,unknown,until,user,user alias,user email,user id,"
                            + "user ids,user name,user role,username,users,value")
                    .split(","));

    private final List<Saying> sayings;
    private final Set<String> users;
    private final Set<String> otherNames;

    private KnownPersons(List<Saying> sayings, Set<String> users, Set<String> otherNames) {
        this.sayings = sayings;
        this.users = users;
        this.otherNames = otherNames;
    }

    private enum Kind {
        ID,
        ADDRESS,
        NAME,
        LOGIN
    }

    private record Saying(String userId, Kind kind, String said) {

        boolean isOf(Kind wanted) {
            return kind == wanted;
        }

        boolean says(Collection<String> texts) {
            return texts.contains(lower(said));
        }
    }

    static KnownPersons in(WarehouseWriter warehouse) {
        warehouse.run("persons/said_of_user", Map.of());
        warehouse.run("persons/other_names", Map.of());
        return new KnownPersons(
                warehouse.query(
                        "select user_id, kind, said from said_of_user order by all",
                        row -> new Saying(
                                row.text("user_id"),
                                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                                row.text("said"))),
                Set.copyOf(warehouse.query("select distinct user_id from star.dim_user", row -> row.text("user_id"))),
                Set.copyOf(
                        warehouse.query("select name from other_name", row -> ErasedTexts.folded(row.text("name")))));
    }

    /**
     * The person that an id or an address means; one without ids when nobody is known by it.
     *
     * @param also other texts that name the person
     */
    Person find(String idOrAddress, Collection<String> also) {
        Set<String> ids = idsOf(Set.of(lower(idOrAddress)));
        Set<String> names = said(ids, Kind.NAME);
        Set<String> shared =
                names.stream().filter(name -> isShared(name, ids)).collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(shared);
        names.addAll(also);
        Set<String> allIds = said(ids, Kind.ID);
        allIds.addAll(said(ids, Kind.LOGIN));
        Set<String> addresses = said(ids, Kind.ADDRESS);
        Set<String> ofOthers = sayings.stream()
                .filter(saying -> !saying.isOf(Kind.NAME) && !ids.contains(saying.userId()))
                .map(Saying::said)
                .collect(Collectors.toSet());
        Set<String> parts = Stream.of(allIds, addresses)
                .flatMap(Set::stream)
                .filter(identifier -> ErasedTexts.isPartOfAny(ofOthers, identifier))
                .collect(Collectors.toSet());
        return new Person(allIds, addresses, names, shared, parts, spelledAlike(ids));
    }

    /** Where a book spells an id in another way than its user, both are the same id; two users are two. */
    private Set<String> spelledAlike(Set<String> ids) {
        Map<String, List<String>> bySpelling =
                ids.stream().filter(users::contains).collect(Collectors.groupingBy(ErasedTexts::folded));
        return bySpelling.values().stream()
                .filter(spellings -> spellings.size() > 1)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    /** Whether something else is called like that, a team or a field of an answer for example, and would be renamed with the person. */
    boolean isNameOfSomethingElse(String text) {
        String folded = ErasedTexts.folded(text);
        return otherNames.contains(folded) || WORDS_OF_SOURCES.contains(folded);
    }

    /** Ids, addresses and logins lead to each other until no new one is found. */
    private Set<String> idsOf(Set<String> asked) {
        Set<String> leads = new HashSet<>(asked);
        Set<String> ids = new HashSet<>();
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (Saying saying : sayings) {
                if (!saying.isOf(Kind.NAME) && saying.says(leads) && ids.add(saying.userId())) {
                    isGrowing = true;
                }
            }
            for (Saying saying : sayings) {
                if (!saying.isOf(Kind.NAME) && ids.contains(saying.userId())) {
                    leads.add(lower(saying.said()));
                }
            }
        }
        ids.removeIf(id -> Pseudonym.in(id).isPresent());
        return ids;
    }

    private Set<String> said(Set<String> ids, Kind kind) {
        return sayings.stream()
                .filter(saying -> saying.isOf(kind) && ids.contains(saying.userId()))
                .map(Saying::said)
                .filter(said -> Pseudonym.in(said).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isShared(String name, Set<String> ids) {
        String folded = ErasedTexts.folded(name);
        return folded.length() < 2
                || isNameOfSomethingElse(name)
                || sayings.stream()
                        .anyMatch(saying -> !ids.contains(saying.userId())
                                && ErasedTexts.folded(saying.said()).equals(folded));
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
