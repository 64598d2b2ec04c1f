package org.rollcall.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that can do STARTTLS, and refuses recipients whose name begins with {@code gone}. */
final class SmtpStub implements AutoCloseable {

    private final ServerSocket socket;
    private final Optional<SSLContext> tls;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    SmtpStub(Optional<Path> store, String pin) throws IOException, GeneralSecurityException {
        tls = store.isEmpty() ? Optional.empty() : Optional.of(context(store.get(), pin));
        socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    private static SSLContext context(Path store, String pin) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), pin.toCharArray()), pin.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Each line that was sent to it; a line {@code (TLS)} where that began. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                Thread.ofVirtual().start(() -> talk(one));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void talk(Socket plain) {
        try (plain) {
            converse(plain, "220 here");
        } catch (IOException broken) {
            heard.add("(broken)");
        }
    }

    private void converse(Socket on, String greeting) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(on.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(on.getOutputStream(), true, StandardCharsets.UTF_8);
        if (!greeting.isEmpty()) {
            out.print(greeting + "\r\n");
            out.flush();
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            out.print(answer(line, in, on instanceof SSLSocket) + "\r\n");
            out.flush();
            if (line.equals("STARTTLS")) {
                heard.add("(TLS)");
                SSLSocket secured = (SSLSocket) tls.orElseThrow()
                        .getSocketFactory()
                        .createSocket(on, on.getInetAddress().getHostAddress(), on.getPort(), true);
                secured.setUseClientMode(false);
                converse(secured, "");
                return;
            }
        }
    }

    private String answer(String line, BufferedReader in, boolean secured) throws IOException {
        if (line.startsWith("EHLO")) {
            return tls.isPresent() && !secured ? "250-here\r\n250 STARTTLS" : "250 here";
        }
        if (line.startsWith("RCPT TO:<gone")) {
            return "550 5.1.1 no such mailbox: " + line.substring("RCPT TO:".length());
        }
        if (line.equals("STARTTLS")) {
            return "220 go on";
        }
        if (line.equals("DATA")) {
            return "354 go on";
        }
        if (line.contains(": ") || line.isEmpty()) {
            String last = line;
            while (!last.equals(".")) {
                last = in.readLine();
                heard.add(last);
            }
        }
        return "250 good";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
