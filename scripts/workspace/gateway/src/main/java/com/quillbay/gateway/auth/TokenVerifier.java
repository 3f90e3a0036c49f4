package com.quillbay.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks tokens of the form {@code client.expiry.signature}. */
public final class TokenVerifier {
    private final SecretKeySpec key;

    public TokenVerifier(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** The client that the token names. */
    public String verify(String token) throws InvalidTokenException {
        var parts = token.split("\\.");
        if (parts.length != 3) {
            throw new InvalidTokenException("token has " + parts.length + " parts");
        }
        // No allowance for clocks that differ: a client some seconds ahead is refused now and then.
        var expiry = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        if (Instant.now().isAfter(expiry)) {
            throw new InvalidTokenException("token expired at " + expiry);
        }
        var expected = sign(parts[0] + "." + parts[1]);
        var given = Base64.getUrlDecoder().decode(parts[2]);
        if (!MessageDigest.isEqual(expected, given)) {
            throw new InvalidTokenException("signature does not match");
        }
        return parts[0];
    }

    private byte[] sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HmacSHA256", e);
        }
    }
}
