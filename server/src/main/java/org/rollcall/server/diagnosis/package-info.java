/**
 * What an administrator should know of and nobody would say: the doctor looks at one provider (P-26), drift at a whole
 * tenant (P-85).
 *
 * <p>Promises: every {@link org.rollcall.server.diagnosis.Finding} says what it means and what to do, how often it is so, and
 * names examples. It only reads, in short queries outside of any transaction; where a look at the newest users or requests
 * says enough, only those are read. Refuses: deciding or repairing anything.
 */
package org.rollcall.server.diagnosis;
