package io.meterhouse.reports.document;

/**
 * The report in a sentence or two.
 *
 * @param name of the section
 * @param text what a reader should know who reads nothing else
 */
public record Headline(String name, String text) implements Section {}
