package io.meterhouse.reports;

import java.util.List;
import java.util.Map;

/** What a template prints: everything is text or a drawing by then. */
interface Pages {

    /** Title of the document. */
    String title();

    /** What the document is about, for who looks at its properties. */
    String subject();

    /** A value for each parameter of the template. */
    Map<String, Object> parameters();

    /** The rows of all tables, one after the other. */
    List<Map<String, ?>> rows();
}
