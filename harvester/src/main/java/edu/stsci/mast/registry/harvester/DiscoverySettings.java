package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;

/**
 * How registries are discovered.
 *
 * @param baseUrl the OAI-PMH base URL of the Registry of Registries
 * @param schedule when it is looked into
 * @param apply whether its proposals are carried out at once, instead of waiting for a curator
 * @param ourselves our own registry, which is no source
 */
public record DiscoverySettings(String baseUrl, Schedule schedule, boolean apply, Ivoid ourselves) {}
