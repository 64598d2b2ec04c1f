/**
 * The machine that every change goes through, whoever asks: one command, one transaction.
 *
 * <p>{@link org.rollcall.server.command.Commands#run}: lock and load ({@link org.rollcall.server.command.Loader}), decide (the command,
 * pure), find what is applied and what stands as a decision ({@link org.rollcall.server.command.Fates}), derive log rows and events from the difference ({@link org.rollcall.server.command.Effects}), write and
 * commit ({@link org.rollcall.server.command.ChangeSetWriter}). Promises: everything of a change leaves together or
 * not at all; a decision without a difference writes nothing. Refuses: SQL in commands, HTTP, JSON bodies.
 *
 * <p>Locks are taken in one order: groups by id, then accounts by id, then the brakes of providers by id. A member's account is locked before its groups
 * are read.
 */
package org.rollcall.server.command;
