package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.meterhouse.jobs.gateway.Faults;
import io.meterhouse.jobs.gateway.StandInGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is believed when an authority that is trusted says who it is, and when it is asked by that name. */
class TrustedServerTests extends AtATerminal {

    private static final char[] PASSWORD = "of-the-store".toCharArray();

    @TempDir
    static Path shared;

    private static KeyStore keys;
    private static Path authority;

    private final SSLContext before = defaultContext();
    private StandInGateway gateway;
    private HttpsServer server;

    @BeforeAll
    static void issueACertificate() throws Exception {
        Path store = shared.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process issuing = new ProcessBuilder(Stream.concat(
                                Stream.of(keytool),
                                Stream.of(
                                        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost -ext bc=ca:true -validity 36500 -storetype PKCS12 -keystore %s -storepass %s"
                                                .formatted(store, new String(PASSWORD))
                                                .split(" ")))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(issuing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(issuing.waitFor()).as(said).isZero();
        keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        authority = Files.writeString(
                shared.resolve("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("server").getEncoded())));
    }

    /** In front of the stand-in stands a server whose certificate nobody else has issued. */
    @BeforeEach
    void startAServerWithThatCertificate() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext ofTheServer = SSLContext.getInstance("TLS");
        ofTheServer.init(managers.getKeyManagers(), null, null);
        gateway = gateway(Faults.none());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ofTheServer));
        server.createContext("/", this::passOn);
        server.start();
        environment.put("METERHOUSE_LITELLM_BASEURL", address("localhost"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        gateway.close();
        SSLContext.setDefault(before);
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefusedAndTheSettingIsNamed() throws IOException {
        Spoken doctor = run("doctor");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.answer())
                .containsPattern(
                        "WRONG +litellm +LiteLLM at https://localhost:\\d+ showed a certificate that is not trusted \\(PKIX path building failed: .*\\)\\. If an authority of your own issued it, name the file of that authority in meterhouse\\.tls\\.ca-file;");
    }

    @Test
    void itIsAcceptedOnceItsAuthorityIsNamedAndOnlyByTheNameItIsFor() throws IOException {
        environment.put("METERHOUSE_TLS_CAFILE", authority.toString());
        assertThat(run("doctor").answer())
                .containsPattern("ok +litellm +https://localhost:\\d+, version ")
                .as("those that Java knows are trusted as before")
                .doesNotContain("WRONG");

        environment.put("METERHOUSE_LITELLM_BASEURL", address("127.0.0.1"));
        assertThat(run("doctor").answer())
                .containsPattern(
                        "WRONG +litellm +LiteLLM at https://127.0.0.1:\\d+ showed a certificate that is not trusted \\(No subject alternative names .*\\)\\..* if it is for another name, use that name in meterhouse\\.litellm\\.base-url\\.");
    }

    @Test
    void keycloakIsBelievedAsLittle() throws IOException {
        environment.put("METERHOUSE_DIRECTORY_KEYCLOAK_BASEURL", address("localhost"));
        environment.put("METERHOUSE_DIRECTORY_KEYCLOAK_REALM", "staff");
        environment.put("METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTID", "meterhouse");
        environment.put("METERHOUSE_DIRECTORY_KEYCLOAK_CLIENTSECRET", "secret");

        assertThat(run("doctor").answer())
                .containsPattern(
                        "WRONG +directory +Keycloak at https://localhost:\\d+ showed a certificate that is not trusted");
        environment.put("METERHOUSE_TLS_CAFILE", authority.toString());
        assertThat(run("doctor").answer())
                .containsPattern("WRONG +directory +Keycloak at https://localhost:\\d+ answered 404");
    }

    @Test
    void aFileThatHoldsNoCertificateIsAWrongSetting() throws IOException {
        environment.put(
                "METERHOUSE_TLS_CAFILE",
                Files.writeString(installation.resolve("empty.pem"), "").toString());

        Spoken doctor = run("nightly");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.remarks())
                .contains(
                        "meterhouse.tls.ca-file is " + installation.resolve("empty.pem"),
                        "-----BEGIN CERTIFICATE-----");
    }

    private String address(String host) {
        return "https://%s:%d".formatted(host, server.getAddress().getPort());
    }

    private void passOn(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.baseUri() + "" + exchange.getRequestURI()))
                .header(
                        "Authorization",
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))
                .build();
        try {
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (java.security.NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
