package edu.stsci.mast.registry.harvester;

import java.util.OptionalLong;

/**
 * What an incomplete list says about its rest (OAI-PMH 2.0, section 3.5).
 *
 * @param value what to ask for the rest with, as given but without blanks around it; never empty
 * @param completeListSize how many records the whole list has, when the server says so; it may be an estimate
 * @param cursor how many records came before this response, when the server says so
 */
public record ResumptionToken(String value, OptionalLong completeListSize, OptionalLong cursor) {}
