package com.quillbay.gateway.routing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Path prefixes and the systems behind them, in the order of the file. */
public final class RouteTable {
    private final Map<String, URI> routes = new LinkedHashMap<>();

    /** Reads lines of the form {@code /prefix https://host:port}. */
    public static RouteTable read(Path file) throws IOException {
        var table = new RouteTable();
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.trim().split("\\s+");
            table.routes.put(parts[0], URI.create(parts[1]));
        }
        return table;
    }

    /** The first prefix that fits wins, so that /orders hides /orders/archive when it comes first. */
    public URI resolve(String path) {
        for (var route : routes.entrySet()) {
            if (path.startsWith(route.getKey())) {
                return route.getValue().resolve(path.substring(route.getKey().length()));
            }
        }
        throw new IllegalArgumentException("no route for " + path);
    }

    public int size() {
        return routes.size();
    }
}
