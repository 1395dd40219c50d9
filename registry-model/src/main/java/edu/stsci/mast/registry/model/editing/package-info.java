/**
 * Editing of resource records by people who do not write XML: a document as a form of fields in groups, made from the official schemas,
 * and changes of fields as changes of the document, in which everything that the form does not know stays as it is.
 */
package edu.stsci.mast.registry.model.editing;
