package org.puppetporto.embedded.property;

import java.nio.file.Path;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Registry;

/**
 * What properties need to know besides their container.
 *
 * @param cores how many CPUs the host has
 * @param memory of the host, in bytes
 * @param place where the working directories of containers are
 * @param figures what is measured
 */
public record Surroundings(int cores, long memory, Path place, Accounts accounts, Registry registry,
                           Figures figures) {
  public String workDir(String container) {
    return place.resolve(container).toString();
  }
}
