package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.StateChange;

/** Waiting in one call. */
class WaitsContractTest extends Contract {
  private static final Duration SHORT = Duration.ofMillis(200);

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"STOPPED", "DEAD", "RESPAWNING", "META"})
  void aStateThatEndsAWaitIsToldAtOnce(ContainerState state) throws Exception {
    String name = in(state);
    assertEquals(Optional.of(state), porto.await(name, Duration.ZERO));
    assertEquals(Optional.of(state), porto.await(name, SOON));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"RUNNING", "PAUSED"})
  void anotherStateIsWaitedOut(ContainerState state) throws Exception {
    String name = in(state);
    assertEquals(Optional.empty(), porto.await(name, Duration.ZERO));
    assertEquals(Optional.empty(), porto.await(name, SHORT));
  }

  @Test
  void theEndIsTold() throws Exception {
    String name = shell("sleep 0.3");
    assertEquals(Optional.of(ContainerState.DEAD), porto.await(name, SOON));
  }

  @Test
  void aStopByAnotherClientIsTold() throws Exception {
    String name = running();
    Thread stopper = new Thread(() -> {
      try (PortoClient other = endpoint.connect()) {
        other.stop(name, Duration.ZERO);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
    stopper.start();
    Optional<ContainerState> told = porto.await(name, SOON);
    stopper.join();
    // The kill may be told before the stop is complete.
    assertTrue(told.equals(Optional.of(ContainerState.STOPPED)) || told.equals(Optional.of(ContainerState.DEAD)),
        told::toString);
  }

  @Test
  void theFirstOfManyIsTold() throws Exception {
    String slow = running();
    String quick = shell("sleep 0.2");
    StateChange told = porto.awaitAny(List.of(slow, quick), SOON).orElseThrow();
    assertEquals(quick, told.name());
    assertEquals(ContainerState.DEAD, told.state());
  }

  @Test
  void wildcardsAreWaitedFor() throws Exception {
    String name = shell("sleep 0.2");
    StateChange told = porto.awaitAny(List.of(name + "*"), SOON).orElseThrow();
    assertEquals(name, told.name());
  }

  @Test
  void aWaitForAMissingNameIsAnError() throws Exception {
    String there = running();
    String missing = name();
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + missing + " not found",
        () -> porto.awaitAny(List.of(there, missing), SOON));
  }

  @Test
  void aWaitForNothingIsAnError() {
    refused(ErrorCode.INVALID_VALUE, "Containers to wait are not set", () -> porto.awaitAny(List.of(), SOON));
  }

  @Test
  void theConnectionIsOfUseAfterATimeout() throws Exception {
    String name = running();
    assertEquals(Optional.empty(), porto.await(name, SHORT));
    assertEquals("running", state(name));
    assertEquals(Optional.empty(), porto.await(name, SHORT));
  }
}
