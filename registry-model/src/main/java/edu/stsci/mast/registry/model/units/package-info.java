/** Units of measurement as the IVOA writes them (VOUnits 1.1), and how they become one another. Knows nothing of queries. */
package edu.stsci.mast.registry.model.units;
