/**
 * The rules by which resource records are checked beyond the schemas: each {@linkplain edu.stsci.mast.registry.model.rules.Rule has a code}, a
 * severity and a clause; a class of checks for each subject; {@code docs/checking.md} lists them for curators.
 */
package edu.stsci.mast.registry.model.rules;
