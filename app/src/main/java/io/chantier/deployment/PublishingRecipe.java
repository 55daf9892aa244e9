package io.chantier.deployment;

import io.chantier.jobs.Recipe;

/** A recipe that brings sites online or from one place to another: its jobs are deployments. */
public interface PublishingRecipe extends Recipe {}
