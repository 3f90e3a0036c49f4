package com.quillbay.gateway.auth;

/** A token that does not let its bearer in. */
public final class InvalidTokenException extends Exception {
    public InvalidTokenException(String message) {
        super(message);
    }
}
