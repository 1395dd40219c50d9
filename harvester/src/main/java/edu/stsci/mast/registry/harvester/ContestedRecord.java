package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;

/**
 * A record that two registries deliver under one IVOID.
 *
 * @param ivoid the record
 * @param holder the registry that we hold it from
 * @param other the registry whose copy was refused
 * @param reason the sentence that says why
 */
public record ContestedRecord(Ivoid ivoid, Ivoid holder, Ivoid other, String reason) {}
