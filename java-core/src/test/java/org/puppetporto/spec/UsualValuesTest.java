package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;
import org.puppetporto.spec.property.PropertyValue;

class UsualValuesTest {
  private final AtomicInteger cores = new AtomicInteger(4);
  private final PropertyCatalogue catalogue = PropertyCatalogue.standard(cores::get);
  private final UsualValues values = new UsualValues();

  @Test
  void whatIsDeclaredAgainIsTheSameValue() throws Exception {
    PropertyValue first = read("cmd", List.of("sleep", "1"));

    assertSame(first, read("cmd", List.of("sleep", "1")));
    assertEquals("[\"sleep\",\"2\"]", read("cmd", List.of("sleep", "2")).canonical());
    assertEquals("[\"sleep\",\"1\"]", read("cmd", List.of("sleep", "1")).canonical());
  }

  @Test
  void oneTextMeansSomethingElseForAnotherProperty() throws Exception {
    assertEquals("1048576", read("memory_limit", "1M").canonical());
    assertEquals("1M", read("hostname", "1M").canonical());
  }

  @Test
  void variablesKeepTheirOrder() throws Exception {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("A", "1");
    one.put("B", "2");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("B", "2");
    other.put("A", "1");

    assertNotSame(read("env", one), read("env", other));
    assertEquals("B=2;A=1", catalogue.find("env").orElseThrow().wire(read("env", other)));
  }

  @Test
  void percentOfTheCoresFollowsTheCores() throws Exception {
    assertEquals("2c", read("cpu_limit", 50).canonical());
    cores.set(8);
    assertEquals("4c", read("cpu_limit", 50).canonical());
  }

  private PropertyValue read(String name, Object declared) throws Exception {
    PropertyDescriptor property = catalogue.find(name.equals("cmd") ? "command_argv" : name).orElseThrow();
    return values.read(property, declared);
  }
}
