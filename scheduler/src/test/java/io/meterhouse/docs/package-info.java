/** What the documents say is true: settings, commands, checks, comments, queries and links. */
package io.meterhouse.docs;
