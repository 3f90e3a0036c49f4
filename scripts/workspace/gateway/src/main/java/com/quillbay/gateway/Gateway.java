package com.quillbay.gateway;

import com.quillbay.gateway.auth.TokenVerifier;
import com.quillbay.gateway.limit.RateLimiter;
import com.quillbay.gateway.proxy.ProxyHandler;
import com.quillbay.gateway.routing.RouteTable;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Entry point: reads the routes and serves. */
public final class Gateway {
    private Gateway() {}

    public static void main(String[] args) throws IOException {
        var config = Path.of(args.length > 0 ? args[0] : "routes.conf");
        var routes = RouteTable.read(config);
        var verifier = new TokenVerifier(System.getenv("GATEWAY_SECRET"));
        var limiter = new RateLimiter(600, Duration.ofMinutes(1));
        var handler = new ProxyHandler(routes, verifier, limiter);

        var server = HttpServer.create(new InetSocketAddress(8443), 0);
        server.createContext("/", handler);
        // Eight slow back ends are enough to stop everything else.
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        System.out.println("gateway with " + routes.size() + " routes");
    }
}
