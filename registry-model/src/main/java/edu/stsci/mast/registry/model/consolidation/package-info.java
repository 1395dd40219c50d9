/** Keeping many records in order at once: bulk edits, imports that can be undone, duplicates, and what services tell of themselves. */
package edu.stsci.mast.registry.model.consolidation;
