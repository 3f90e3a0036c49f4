package com.quillbay.gateway.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Allows each client a number of requests in a sliding window. */
public final class RateLimiter {
    private final int limit;
    private final long windowMillis;
    /** Written by all worker threads, but not made for it. */
    private final Map<String, ArrayDeque<Long>> seen = new HashMap<>();

    public RateLimiter(int limit, Duration window) {
        this.limit = limit;
        this.windowMillis = window.toMillis();
    }

    public boolean allow(String client) {
        long now = System.currentTimeMillis();
        var times = seen.computeIfAbsent(client, name -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst() < now - windowMillis) {
            times.pollFirst();
        }
        if (times.size() >= limit) {
            return false;
        }
        times.addLast(now);
        return true;
    }

    /** Forgets clients that were quiet for a while. */
    public void prune() {
        long now = System.currentTimeMillis();
        for (var client : seen.keySet()) {
            var last = seen.get(client).peekLast();
            if (last == null || last < now - windowMillis) {
                seen.remove(client);
            }
        }
    }
}
