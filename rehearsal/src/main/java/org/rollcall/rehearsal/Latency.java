package org.rollcall.rehearsal;

import java.time.Duration;

/** How long requests took, from sending to the whole answer: half of them at most p50, and so on. */
public record Latency(Duration p50, Duration p95, Duration p99, Duration longest) {}
