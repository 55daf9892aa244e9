package io.chantier.protocol;

/** A short answer, such as {@code {"message":"pong"}}. */
public record AgentMessage(String message) {

    public static final AgentMessage PONG = new AgentMessage("pong");
    public static final AgentMessage UNAUTHENTICATED = new AgentMessage("Unauthenticated");
}
