package org.puppetporto.apt;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One apt-get call: {@code apt-get install a=2 old-}.
 *
 * @param install pinned version by package
 * @param remove packages to take away
 * @param purge whether configuration goes too ({@code --purge})
 * @param allowDowngrade {@code --allow-downgrades}
 * @param changeHeld {@code --allow-change-held-packages}
 * @param replaceConffiles take the package's conffiles over hand-edited ones; else keep the edited
 * @param suppressServices keep maintainer scripts of this call from starting and enabling services
 */
public record AptTransaction(
    SortedMap<String, String> install,
    SortedSet<String> remove,
    boolean purge,
    boolean allowDowngrade,
    boolean changeHeld,
    boolean replaceConffiles,
    boolean suppressServices) {

  public AptTransaction {
    install = Collections.unmodifiableSortedMap(new TreeMap<>(install));
    remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
  }

  public boolean isEmpty() {
    return install.isEmpty() && remove.isEmpty();
  }
}
