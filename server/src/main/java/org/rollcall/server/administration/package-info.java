/**
 * What administrators do to people by hand (P-30, P-43, P-51, P-52, P-53, P-110), and how people are listed and
 * explained to them (P-80).
 *
 * <p>Commands here and commands of providers change the same accounts under the same locks; each leaves its own mark: a
 * block by hand, a seat by hand, a grant by hand, with who and why.
 */
package org.rollcall.server.administration;
