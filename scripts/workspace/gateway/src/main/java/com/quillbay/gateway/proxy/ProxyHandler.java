package com.quillbay.gateway.proxy;

import com.quillbay.gateway.auth.InvalidTokenException;
import com.quillbay.gateway.auth.TokenVerifier;
import com.quillbay.gateway.limit.RateLimiter;
import com.quillbay.gateway.routing.RouteTable;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Lets a request through to the system behind its route. */
public final class ProxyHandler implements HttpHandler {
    private final RouteTable routes;
    private final TokenVerifier verifier;
    private final RateLimiter limiter;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    public ProxyHandler(RouteTable routes, TokenVerifier verifier, RateLimiter limiter) {
        this.routes = routes;
        this.verifier = verifier;
        this.limiter = limiter;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            var caller = verifier.verify(authorization.substring("Bearer ".length()));
            if (!limiter.allow(caller)) {
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            var target = routes.resolve(exchange.getRequestURI().getPath());
            forward(exchange, target);
        } catch (InvalidTokenException e) {
            exchange.sendResponseHeaders(401, -1);
        }
    }

    private void forward(HttpExchange exchange, URI target) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.sendResponseHeaders(503, -1);
        }
    }
}
