package org.puppetporto.spec.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every value of every property. */
class CanonicalFormsTest {
  private static final PropertyCatalogue CATALOGUE = PropertyCatalogue.standard(() -> 8);

  /** Values that some property takes, in several spellings, and rubbish for the others. */
  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> pieces =
        Arbitraries.of("1", "2G", "512 kB", "0.5c", "3c", "100ms", "1.5s", "true", "false",
        "022", "/a b", "A=1", "B=x\\;y", ";", " ", "\t", "\\", ":", "default: 1M", "nofile: 8K 16K", "a.b: c",
        "L3 veth", "0-3", ",7", "node 1", "any", "rt", "os", "docker", "keep", "/dev/fuse rw", "/x /y ro,rec",
        "CHOWN", "memory", "TEAM.x: y", "\u00e9", "\"", "\n");
    Arbitrary<String> texts = pieces.list().ofMaxSize(5).map(list -> String.join("", list));
    Arbitrary<Object> scalars = Arbitraries.oneOf(texts.map(t -> (Object) t),
        Arbitraries.longs().map(n -> (Object) n), Arbitraries.doubles().map(n -> (Object) n),
        Arbitraries.of(true, false).map(b -> (Object) b));
    return Arbitraries.oneOf(scalars, scalars.list().ofMaxSize(4).map(list -> (Object) list),
        Arbitraries.maps(texts, scalars).ofMaxSize(3).map(map -> (Object) map));
  }

  @Provide
  Arbitrary<String> properties() {
    return Arbitraries.of(CATALOGUE.names());
  }

  @Property(tries = 10_000)
  void whatIsTakenIsStable(@ForAll("properties") String name, @ForAll("values") Object declared) {
    PropertyDescriptor property = CATALOGUE.find(name).orElseThrow();
    PropertyValue value;
    try {
      value = property.parse(declared);
    } catch (PropertyValueException e) {
      assertTrue(!e.getMessage().isBlank());
      return;
    }
    assertEquals(value, parse(property, value.plain()), "kept as a plain value");
    String sent = property.wire(value);
    // Portod trims these in its text form; they are sent as lists.
    if (!(value instanceof Argv || value instanceof Environment)) {
      assertEquals(value, parse(property, sent), () -> "what is sent means the same again: " + sent);
    }
    // Portod escapes nothing when it reads back maps.
    String readBack = value instanceof Entries ? value.canonical() : sent;
    assertEquals(value, property.read(readBack), () -> "read back: " + readBack);
    assertTrue(property.same(value, readBack), () -> "recognised: " + readBack);
  }

  @Property
  void argumentsSurviveByteForByte(@ForAll("argumentLists") List<String> arguments) {
    PropertyDescriptor property = CATALOGUE.find("command_argv").orElseThrow();
    PropertyValue value = parse(property, arguments);
    assertEquals(new Argv(arguments), value);
    assertEquals(value, property.read(property.wire(value)));
  }

  @Provide
  Arbitrary<List<String>> argumentLists() {
    Arbitrary<String> argument = Arbitraries.strings().withChars("ab \t\n\\;'\"$\u00e9").ofMaxLength(6);
    return Combinators.combine(argument.filter(text -> !text.isEmpty()), argument.list().ofMaxSize(5))
        .as((command, rest) -> {
          List<String> all = new java.util.ArrayList<>(rest);
          all.add(0, command);
          return all;
        });
  }

  @Property
  void environmentSurvivesWhateverItsOrder(@ForAll("variables") Map<String, String> variables) {
    PropertyDescriptor property = CATALOGUE.find("env").orElseThrow();
    PropertyValue value = parse(property, variables);
    Map<String, Optional<String>> expected = new LinkedHashMap<>();
    variables.forEach((name, text) -> expected.put(name, Optional.of(text)));
    assertEquals(new Environment(expected), property.read(property.wire(value)));
    assertEquals(value.canonical(), parse(property, new HashMap<>(variables)).canonical());
  }

  @Provide
  Arbitrary<Map<String, String>> variables() {
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4),
        Arbitraries.strings().withChars("ab =;\\\n\t:\u00e9").ofMaxLength(8)).ofMaxSize(5);
  }

  @Property
  void sizesAreNumbersOfBytes(@ForAll @LongRange(min = 0, max = 1L << 30) long kibibytes) {
    PropertyDescriptor property = CATALOGUE.find("memory_guarantee").orElseThrow();
    String bytes = Long.toString(kibibytes << 10);
    for (String unit : List.of("K", "k", "Kb", "kB", "KiB", " K")) {
      assertEquals(bytes, parse(property, kibibytes + unit).canonical());
    }
    assertEquals(bytes, parse(property, kibibytes << 10).canonical());
  }

  @Property
  void coresRoundTrip(@ForAll @DoubleRange(min = 0, max = 1000) double cores) {
    PropertyDescriptor property = CATALOGUE.find("cpu_limit").orElseThrow();
    PropertyValue value = parse(property, new java.math.BigDecimal(cores)
        .setScale(9, java.math.RoundingMode.DOWN).toPlainString() + "c");
    assertEquals(value, parse(property, value.canonical()));
    assertTrue(property.same(value, value.canonical()));
  }

  private static PropertyValue parse(PropertyDescriptor property, Object value) {
    try {
      return property.parse(value);
    } catch (PropertyValueException e) {
      throw new AssertionError(property.name() + " refuses its own form: " + e.getMessage(), e);
    }
  }
}
