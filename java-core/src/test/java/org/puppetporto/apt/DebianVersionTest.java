package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DebianVersionTest {
  /** From the examples of Debian Policy 5.6.12 and versions met in practice, lowest first. */
  private static final List<String> ASCENDING =
      List.of(
          "0", "1~~", "1~~a", "1~", "1", "1-1~bpo12+1", "1-1", "1a", "1a1", "1+b1", "1.0-6238270", "1.2",
          "1.10", "2.3.2001221352", "1:0.1", "2:0");

  @Test
  void ordersTheKnownExamples() {
    IntStream.range(0, ASCENDING.size()).forEach(i ->
        IntStream.range(0, ASCENDING.size()).forEach(j ->
            assertEquals(
                Integer.signum(Integer.compare(i, j)),
                Integer.signum(DebianVersion.compare(ASCENDING.get(i), ASCENDING.get(j))),
                ASCENDING.get(i) + " against " + ASCENDING.get(j))));
  }

  @Test
  void leadingZerosMissingEpochsAndMissingRevisionsMakeNoDifference() {
    assertEquals(0, DebianVersion.compare("1.01", "1.1"));
    assertEquals(0, DebianVersion.compare("0:1", "1"));
    assertEquals(0, DebianVersion.compare("1-0", "1"));
  }

  @Test
  void digitsMayBeLongerThanAnyInteger() {
    assertTrue(DebianVersion.compare("1.99999999999999999999999", "1.100000000000000000000000") < 0);
  }

  @Property(tries = 300)
  void agreesWithDpkg(@ForAll("versions") String a, @ForAll("versions") String b) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "dpkg is not installed here");
    int ours = Integer.signum(DebianVersion.compare(a, b));
    String relation = ours < 0 ? "lt" : ours > 0 ? "gt" : "eq";
    Process dpkg = new ProcessBuilder("dpkg", "--compare-versions", a, relation, b).start();
    assertEquals(0, dpkg.waitFor(), "dpkg says that " + a + " " + relation + " " + b + " is false");
  }

  @Property
  void isAnOrder(@ForAll("versions") String a, @ForAll("versions") String b, @ForAll("versions") String c) {
    assertEquals(0, DebianVersion.compare(a, a));
    assertEquals(
        Integer.signum(DebianVersion.compare(a, b)), -Integer.signum(DebianVersion.compare(b, a)));
    List<String> sorted = java.util.stream.Stream.of(a, b, c).sorted(DebianVersion.ORDER).toList();
    assertTrue(DebianVersion.compare(sorted.get(0), sorted.get(2)) <= 0);
  }

  /** Few characters, so that long common beginnings, where the rules differ, are met often. */
  @Provide
  Arbitrary<String> versions() {
    Arbitrary<String> rest = Arbitraries.strings().withChars("01a~.+Z").ofMaxLength(6);
    Arbitrary<String> upstream = Combinators.combine(Arbitraries.of("0", "1", "10"), rest).as(String::concat);
    Arbitrary<String> epoch = Arbitraries.of("", "", "0:", "1:", "10:");
    Arbitrary<String> revision =
        Arbitraries.oneOf(Arbitraries.just(""), rest.filter(s -> !s.isEmpty()).map(s -> "-" + s),
            rest.filter(s -> !s.isEmpty()).map(s -> "-1-" + s));
    return Combinators.combine(epoch, upstream, revision).as((e, u, r) -> e + u + r);
  }
}
