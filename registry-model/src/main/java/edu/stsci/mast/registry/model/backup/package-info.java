/** One file that holds everything of the master copy's database, and the way back. */
package edu.stsci.mast.registry.model.backup;
