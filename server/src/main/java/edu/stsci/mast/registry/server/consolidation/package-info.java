/** Pages and commands for many records at once: bulk edits, imports and their undoing, duplicates, and what services tell of themselves. */
package edu.stsci.mast.registry.server.consolidation;
