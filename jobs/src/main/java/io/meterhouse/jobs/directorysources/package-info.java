/** Directories beside LiteLLM's own: a list of users, the database of LiteMaaS, Keycloak. */
@NullMarked
package io.meterhouse.jobs.directorysources;

import org.jspecify.annotations.NullMarked;
