/** Placeholder documentation, replaced by the module. */
package org.rollcall.scim;
