package io.meterhouse.jobs.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Invented people and teams, in the scripts that real directories hold, and the identifiers made from them. */
final class DemoNames {

    /** A person: the local part of the mail address, and the name as the person writes it. */
    record Person(String handle, String name) {}

    static final List<Person> PEOPLE = List.of(
            new Person("zoe.lindstrom", "Zoë Lindström"),
            new Person("jose.garcia", "José García"),
            new Person("lukasz.wisniewski", "Łukasz Wiśniewski"),
            new Person("chloe.lefevre", "Chloé Lefèvre"),
            new Person("juergen.mueller", "Jürgen Müller"),
            new Person("soren.kjaer", "Søren Kjær"),
            new Person("ana.conceicao", "Ana Conceição"),
            new Person("omer.yilmaz", "Ömer Yılmaz"),
            new Person("hoa.nguyen", "Nguyễn Thị Hoa"),
            new Person("eszter.koszegi", "Eszter Kőszegi"),
            new Person("sian.obriain", "Siân Ó Briain"),
            new Person("matej.dvorak", "Matěj Dvořák"),
            new Person("anna.kovalchuk", "Анна Ковальчук"),
            new Person("dmitri.sokolov", "Дмитрий Соколов"),
            new Person("olga.petrova", "Ольга Петрова"),
            new Person("georgi.ivanov", "Георги Иванов"),
            new Person("eleni.papadopoulou", "Ελένη Παπαδοπούλου"),
            new Person("giorgos.nikolaou", "Γιώργος Νικολάου"),
            new Person("maria.karagianni", "Μαρία Καραγιάννη"),
            new Person("wang.xiaoming", "王小明"),
            new Person("li.na", "李娜"),
            new Person("chen.yijun", "陳怡君"),
            new Person("zhang.wei", "张伟"),
            new Person("sakura.tanaka", "さくら たなか"),
            new Person("kenji.sato", "ケンジ サトウ"),
            new Person("aoi.yamada", "あおい やまだ"),
            new Person("grace.adeyemi", "Grace Adeyemi"),
            new Person("samuel.okafor", "Samuel Okafor"),
            new Person("priya.raman", "Priya Raman"),
            new Person("tom.becker", "Tom Becker"),
            new Person("laura.rossi", "Laura Rossi"),
            new Person("noah.smit", "Noah Smit"),
            new Person("emma.johnson", "Emma Johnson"),
            new Person("liam.murphy", "Liam Murphy"),
            new Person("fatima.haddad", "Fatima Haddad"),
            new Person("ivan.horvat", "Ivan Horvat"),
            new Person("sofia.costa", "Sofia Costa"),
            new Person("marc.dubois", "Marc Dubois"),
            new Person("nina.berg", "Nina Berg"),
            new Person("omar.farouk", "Omar Farouk"));

    static final List<String> TEAMS = List.of(
            "platform",
            "data-science",
            "customer-support",
            "finance-ops",
            "mobile-app",
            "research",
            "Équipe données & qualité");

    private DemoNames() {}

    static String identifier(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The form in which the gateway stores a key's secret. */
    static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
