/** How much the registry is used, and by which programs, by day. */
package edu.stsci.mast.registry.model.usage;
