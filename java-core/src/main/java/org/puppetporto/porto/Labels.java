package org.puppetporto.porto;

import java.util.List;
import java.util.Optional;

/**
 * Labels of containers: {@code PREFIX.name}, the prefix 2 to 16 of A-Z and not beginning with PORTO, the
 * name at most 128 characters; at most 100 of them. Everybody who may read containers can read them.
 */
public interface Labels {
  /**
   * One label of one container.
   *
   * @param container the container's name
   * @param state the container's state
   * @param label the label's name
   * @param value the label's value
   */
  record Entry(String container, ContainerState state, String label, String value) {}

  /**
   * What to look for.
   *
   * @param containers a name or wildcard; {@code "***"} for all
   * @param label a label's name or wildcard
   * @param state only of containers in this state
   * @param value only with this value
   */
  record Filter(String containers, String label, Optional<ContainerState> state, Optional<String> value) {
    public static Filter of(String containers, String label) {
      return new Filter(containers, label, Optional.empty(), Optional.empty());
    }
  }

  List<Entry> find(Filter filter) throws PortoException;

  /**
   * Sets a label; "" removes it.
   *
   * @return the value it had; empty when it was not set
   * @throws PortoException {@link ErrorCode#INVALID_LABEL} for a name or value that is not one
   */
  Optional<String> set(String container, String label, String value) throws PortoException;

  /**
   * Sets a label that still has the expected value.
   *
   * @param expected the value it must have now; "" when it must not be set
   * @throws PortoException {@link ErrorCode#BUSY} when it has another value,
   *     {@link ErrorCode#LABEL_NOT_FOUND} when it should have one and is not set
   */
  void compareAndSet(String container, String label, String expected, String value) throws PortoException;

  /**
   * Adds to a label that holds a number; one that is not set counts as 0. Never resent.
   *
   * @return the sum, which is the label's value now
   * @throws PortoException {@link ErrorCode#INVALID_VALUE} when the label holds something else
   */
  long increment(String container, String label, long add) throws PortoException;
}
