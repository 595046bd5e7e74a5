package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.Labels;
import org.puppetporto.porto.PortoException;

/** Labels: setting, comparing, counting, finding. */
class LabelsContractTest extends Contract {
  private Labels labels;

  @BeforeEach
  void takeLabels() {
    labels = porto.labels();
  }

  private List<String> values(String mask, String label) throws PortoException {
    return labels.find(Labels.Filter.of(mask, label)).stream()
        .map(entry -> entry.label() + "=" + entry.value()).toList();
  }

  @Test
  void settingTellsTheValueBefore() throws Exception {
    String name = created();
    assertEquals(Optional.empty(), labels.set(name, "TEST.a", "1"));
    assertEquals(Optional.of("1"), labels.set(name, "TEST.a", "2"));
    assertEquals("TEST.a: 2", porto.get(name, "labels"));
  }

  @Test
  void anEmptyValueRemovesIt() throws Exception {
    String name = created();
    labels.set(name, "TEST.a", "1");
    labels.set(name, "TEST.a", "");
    assertEquals("", porto.get(name, "labels"));
    labels.set(name, "TEST.b", "1");
    porto.set(name, "labels[TEST.b]", "");
    assertEquals("", porto.get(name, "labels"));
  }

  @Test
  void aMissingOneSaysSo() throws Exception {
    String name = created();
    refused(ErrorCode.LABEL_NOT_FOUND, "Label TEST.a is not set", () -> porto.get(name, "labels[TEST.a]"));
  }

  @Test
  void aStringMerges() throws Exception {
    String name = created();
    porto.set(name, "labels", "TEST.a: 1; TEST.b: 2");
    porto.set(name, "labels", "TEST.b: 3; TEST.c: 4");
    assertEquals("TEST.a: 1; TEST.b: 3; TEST.c: 4", porto.get(name, "labels"));
  }

  @Test
  void comparingSetsWhenItStillHolds() throws Exception {
    String name = created();
    labels.compareAndSet(name, "TEST.a", "", "1");
    labels.compareAndSet(name, "TEST.a", "1", "2");
    assertEquals(List.of("TEST.a=2"), values(name, "TEST.a"));
  }

  @Test
  void comparingIsBusyWhenItHasChanged() throws Exception {
    String name = created();
    labels.set(name, "TEST.a", "1");
    refused(ErrorCode.BUSY, "Container " + name + " label TEST.a is 1 not 2",
        () -> labels.compareAndSet(name, "TEST.a", "2", "3"));
    refused(ErrorCode.BUSY, () -> labels.compareAndSet(name, "TEST.a", "", "3"));
    assertEquals(List.of("TEST.a=1"), values(name, "TEST.a"));
  }

  @Test
  void comparingWithOneThatIsNotSetSaysSo() throws Exception {
    String name = created();
    refused(ErrorCode.LABEL_NOT_FOUND, "Container " + name + " has no label TEST.a",
        () -> labels.compareAndSet(name, "TEST.a", "1", "2"));
  }

  @Test
  void theEnginesWayOfComparingIsTheSame() throws Exception {
    String name = created();
    porto.setLabel(name, "TEST.a", "1", Optional.empty());
    porto.setLabel(name, "TEST.a", "2", Optional.of("1"));
    refused(ErrorCode.BUSY, () -> porto.setLabel(name, "TEST.a", "3", Optional.of("1")));
  }

  @Test
  void countingBeginsAtZero() throws Exception {
    String name = created();
    assertEquals(1, labels.increment(name, "TEST.n", 1));
    assertEquals(11, labels.increment(name, "TEST.n", 10));
    assertEquals(9, labels.increment(name, "TEST.n", -2));
    assertEquals("TEST.n: 9", porto.get(name, "labels"));
  }

  @Test
  void onlyANumberCanBeCounted() throws Exception {
    String name = created();
    labels.set(name, "TEST.n", "many");
    refused(ErrorCode.INVALID_VALUE, () -> labels.increment(name, "TEST.n", 1));
    assertEquals("TEST.n: many", porto.get(name, "labels"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "test.a", "A.a", "TEST", ".a", "PORTO.a", "PORTOX.a", "TEST.a b",
      "TEST.a/b", "ABCDEFGHIJKLMNOPQ.a", "T1.a"})
  void aBadNameIsRefused(String label) throws Exception {
    String name = created();
    refused(ErrorCode.INVALID_LABEL, () -> labels.set(name, label, "1"));
    refused(ErrorCode.INVALID_LABEL, () -> labels.increment(name, label, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "a~b", "a+b", "a;b", "ü", "a\nb"})
  void aBadValueIsRefused(String value) throws Exception {
    String name = created();
    refused(ErrorCode.INVALID_LABEL, () -> labels.set(name, "TEST.a", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"da39a3ee5e6b4b0d3255bfef95601890afd80709", "a.b-c_d@e:f", "0"})
  void aGoodValueIsKept(String value) throws Exception {
    String name = created();
    labels.set(name, "TEST.a", value);
    assertEquals(value, porto.get(name, "labels[TEST.a]"));
  }

  @Test
  void thereAreAtMostAHundred() throws Exception {
    String name = created();
    for (int i = 0; i < 100; i++) {
      labels.set(name, "TEST.n" + i, "1");
    }
    refused(ErrorCode.RESOURCE_NOT_AVAILABLE, "Too many labels", () -> labels.set(name, "TEST.one", "1"));
  }

  @Test
  void theyAreFoundByWildcard() throws Exception {
    String name = created();
    labels.set(name, "TEST.a", "1");
    labels.set(name, "TEST.b", "2");
    labels.set(name, "OTHER.a", "3");
    assertEquals(List.of("TEST.a=1", "TEST.b=2"), values(name, "TEST.*").stream().sorted().toList());
    assertEquals(List.of(), values(name, "NONE.*"));
  }

  @Test
  void theyAreFoundByValueAndState() throws Exception {
    String name = created();
    String other = name + "-x";
    porto.create(other);
    labels.set(name, "TEST.a", "1");
    labels.set(other, "TEST.a", "2");
    Labels.Filter byValue = new Labels.Filter(name + "*", "TEST.a", Optional.empty(), Optional.of("2"));
    assertEquals(List.of(new Labels.Entry(other, ContainerState.STOPPED, "TEST.a", "2")),
        labels.find(byValue));
    Labels.Filter byState = new Labels.Filter(
        name + "*", "TEST.a", Optional.of(ContainerState.RUNNING), Optional.empty());
    assertEquals(List.of(), labels.find(byState));
    porto.destroy(other);
  }

  @Test
  void childrenDoNotInheritThem() throws Exception {
    String name = created();
    labels.set(name, "TEST.a", "1");
    porto.create(name + "/child");
    assertEquals("", porto.get(name + "/child", "labels"));
  }

  @Test
  void aLeadingDotAsksTheParentsToo() throws Exception {
    String name = created();
    labels.set(name, "TEST.a", "1");
    porto.create(name + "/child");
    assertEquals("1", porto.get(name + "/child", "labels[.TEST.a]"));
  }

  @Test
  void theyCanBeSetAsProperties() throws Exception {
    String name = created();
    porto.set(name, "TEST.a", "1");
    assertEquals("TEST.a: 1", porto.get(name, "labels"));
  }

  @Test
  void theyOutliveStopAndStart() throws Exception {
    String name = running();
    labels.set(name, "TEST.a", "1");
    porto.stop(name, java.time.Duration.ZERO);
    porto.start(name);
    assertEquals("TEST.a: 1", porto.get(name, "labels"));
  }
}
