/** Checks of stored records at certain times: their references, and the addresses that they point at. */
package edu.stsci.mast.registry.server.checks;
