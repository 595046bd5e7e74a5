package org.puppetporto.spec;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.spec.property.PropertyValue;

/**
 * A validated definition: {@code meta} and {@code spec} after defaults, in canonical forms.
 *
 * @param name the daemon's name, also the container's
 * @param ensure what it is declared to be; {@code meta.delete_requested} gives {@link Ensure#PURGED}
 * @param version {@code meta.version}, informative; "" when not declared
 * @param properties declared Porto properties by Porto's name, {@code cmd} as {@code command_argv}
 * @param packages pinned deb version by package name
 * @param envSecret secret environment variables by name
 * @param policy how changes are carried out; not part of the revision
 * @param health how one knows that it is well; not part of the revision
 * @param origin where it was declared, for messages: {@code Porto_daemon[x]} or a file's path
 */
public record Definition(
    String name,
    Ensure ensure,
    String version,
    SortedMap<String, PropertyValue> properties,
    SortedMap<String, String> packages,
    SortedMap<String, Secret> envSecret,
    Policy policy,
    Health health,
    String origin) {

  public Definition {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    envSecret = Collections.unmodifiableSortedMap(new TreeMap<>(envSecret));
  }

  /** This definition with other packages; the very same when they are these. */
  public Definition with(SortedMap<String, String> others) {
    return others.equals(packages) ? this
        : new Definition(name, ensure, version, properties, others, envSecret, policy, health, origin);
  }

  /** This definition under another policy. */
  public Definition with(Policy other) {
    return new Definition(name, ensure, version, properties, packages, envSecret, other, health, origin);
  }
}
