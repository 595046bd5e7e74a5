package org.puppetporto.status.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.status.Statuses.host;
import static org.puppetporto.status.Statuses.well;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;

class PrometheusEndpointTest {
  private PrometheusEndpoint.Look look = () -> host(well("web", 1, 2));
  private PrometheusEndpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    endpoint = new PrometheusEndpoint(0, () -> look.now(), () -> { });
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + endpoint.port() + path);
    return HttpClient.newHttpClient().send(
        HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void aScrapeSeesWhatTheTextfileHolds() throws Exception {
    HttpResponse<String> answer = ask("GET", "/metrics");
    assertEquals(200, answer.statusCode());
    assertEquals(PrometheusText.of(look.now(), new TreeMap<>()), answer.body());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.headers().firstValue("content-type").get());
  }

  @Test
  void whatGoesWrongIsSaid() throws Exception {
    look = () -> {
      throw new EngineException(Fault.ACTION, "cannot read the state store");
    };
    HttpResponse<String> answer = ask("GET", "/metrics");
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("cannot read the state store"));
  }

  @Test
  void thereIsNothingElse() throws Exception {
    assertEquals(404, ask("GET", "/").statusCode());
    assertEquals(405, ask("POST", "/metrics").statusCode());
  }

  @Test
  void idleConnectionsDoNotKeepOthersOut() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        idle.add(new Socket("127.0.0.1", endpoint.port()));
      }
      assertEquals(200, ask("GET", "/metrics").statusCode());
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void itListensOnLoopbackAlone() throws Exception {
    for (NetworkInterface face : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(face.getInetAddresses())) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          try (Socket socket = new Socket()) {
            assertThrows(IOException.class,
                () -> socket.connect(new InetSocketAddress(address, endpoint.port()), 5000), address::toString);
          }
        }
      }
    }
  }
}
