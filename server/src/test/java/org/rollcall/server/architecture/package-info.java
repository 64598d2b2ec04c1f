/**
 * Our own rules, as tests: which package may know which, how sources look, and whether documents are true.
 *
 * <p>They read the classes, the sources and the documents of the whole project. What they forbid is changed in the place
 * that they name, or here, with a reason; they are not switched off.
 */
package org.rollcall.server.architecture;
