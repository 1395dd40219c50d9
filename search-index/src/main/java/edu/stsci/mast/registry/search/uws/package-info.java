/**
 * Jobs of the Universal Worker Service (IVOA UWS 1.1): their states, their limits, and their keeping in folders, so that they outlive the
 * process. Nothing here knows HTTP, or what the work is about. {@link edu.stsci.mast.registry.search.uws.Jobs} is the door.
 */
package edu.stsci.mast.registry.search.uws;
