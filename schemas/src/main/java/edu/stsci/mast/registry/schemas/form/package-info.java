/**
 * What the official schemas say that a form needs: the types of resources, capabilities and interfaces, their elements and attributes in
 * the schema's order, what values they take, and the schema's own explanations.
 */
package edu.stsci.mast.registry.schemas.form;
