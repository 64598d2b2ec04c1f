/**
 * Where everything is put together: the configuration of a start, the wiring, the start and stop of the server.
 *
 * <p>The path of a request, in one line: {@code HttpServer → Dispatcher (limits, request id, credential, who, route) →
 * endpoint (JSON to typed resource or patch) → Commands (Loader locks and loads → command decides → Placement and
 * Lifecycle → Effects → ChangeSetWriter writes, logs, publishes → COMMIT) → response}.
 *
 * <p>{@link org.rollcall.server.app.App} is the only place that constructs services; nothing calls into this package.
 */
package org.rollcall.server.app;
