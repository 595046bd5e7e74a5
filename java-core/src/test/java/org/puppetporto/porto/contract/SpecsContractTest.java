package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.proto.CommandArgv;
import org.puppetporto.porto.proto.Container;
import org.puppetporto.porto.proto.ContainerFilter;
import org.puppetporto.porto.proto.ContainerSpec;
import org.puppetporto.porto.proto.FieldOptions;
import org.puppetporto.porto.proto.ListContainersRequest;
import org.puppetporto.porto.proto.StreamOptions;
import org.puppetporto.porto.proto.StringMap;

/** Containers by structured descriptions. */
class SpecsContractTest extends Contract {
  private static ContainerSpec.Builder sleeper(String name) {
    return ContainerSpec.newBuilder().setName(name)
        .setCommandArgv(CommandArgv.newBuilder().addArgv("/bin/sleep").addArgv("1000"));
  }

  private static StringMap.Builder map(String key, String value) {
    return StringMap.newBuilder().addMap(StringMap.Entry.newBuilder().setKey(key).setVal(value));
  }

  private Container one(String name, String... fields) throws Exception {
    List<Container> list = porto.specs().list(List.of(name), List.of(fields));
    assertEquals(1, list.size());
    return list.get(0);
  }

  @Test
  void aDescriptionBecomesAStoppedContainer() throws Exception {
    String name = name();
    porto.specs().create(sleeper(name).setRespawn(true).setCpuLimit(0.5).setUmask(27).build(), List.of(), false);
    assertEquals("stopped", state(name));
    assertEquals("/bin/sleep\t1000", porto.get(name, "command_argv"));
    assertEquals("true", porto.get(name, "respawn"));
    assertEquals("0.5c", porto.get(name, "cpu_limit"));
    // Octal digits as a decimal number.
    assertEquals("027", porto.get(name, "umask"));
  }

  @Test
  void aDescriptionCanBeStartedAtOnce() throws Exception {
    String name = name();
    porto.specs().create(sleeper(name).build(), List.of(), true);
    assertEquals("running", state(name));
  }

  @Test
  void aDescriptionThatCannotStartLeavesNothing() throws Exception {
    String name = name();
    ContainerSpec spec = ContainerSpec.newBuilder().setName(name)
        .setCommandArgv(CommandArgv.newBuilder().addArgv("/no/such/program")).build();
    refused(ErrorCode.INVALID_COMMAND, () -> porto.specs().create(spec, List.of(), true));
    assertEquals(List.of(), porto.list(name));
  }

  @Test
  void aDescriptionWithABadValueLeavesNothing() throws Exception {
    String name = name();
    refused(ErrorCode.INVALID_VALUE,
        () -> porto.specs().create(sleeper(name).setMemoryLimit(100).build(), List.of(), false));
    assertEquals(List.of(), porto.list(name));
  }

  @Test
  void aDescriptionOfATakenNameIsRefused() throws Exception {
    String name = created();
    refused(ErrorCode.CONTAINER_ALREADY_EXISTS, "container " + name + " already exists",
        () -> porto.specs().create(sleeper(name).build(), List.of(), false));
    assertEquals("stopped", state(name));
  }

  @Test
  void anUpdateChangesWhatItHolds() throws Exception {
    String name = running();
    porto.specs().update(ContainerSpec.newBuilder().setName(name).setCpuLimit(1.5).setPrivate("p").build());
    assertEquals("1.5c", porto.get(name, "cpu_limit"));
    assertEquals("p", porto.get(name, "private"));
    assertEquals("running", state(name));
  }

  @Test
  void anUpdateOfAMissingContainerIsRefused() {
    String name = name();
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found",
        () -> porto.specs().update(ContainerSpec.newBuilder().setName(name).setPrivate("p").build()));
  }

  @Test
  void aStaticPropertyIsRefusedOnARunningOneEvenUnchanged() throws Exception {
    String name = running();
    refused(ErrorCode.INVALID_STATE, "cwd could be set only in stopped state", () -> porto.specs()
        .update(ContainerSpec.newBuilder().setName(name).setCwd(porto.get(name, "cwd")).build()));
  }

  @Test
  void anUpdateWithOneBadFieldChangesNothing() throws Exception {
    String name = running();
    porto.set(name, "cpu_limit", "1c");
    refused(ErrorCode.INVALID_VALUE, () -> porto.specs().update(
        ContainerSpec.newBuilder().setName(name).setCpuLimit(0.5).setMemoryLimit(100).build()));
    assertEquals("1c", porto.get(name, "cpu_limit"));
  }

  @Test
  void labelsReplaceUnlessMerged() throws Exception {
    String name = created();
    porto.set(name, "labels", "TEST.a: 1");
    porto.specs().update(ContainerSpec.newBuilder().setName(name)
        .setLabels(map("TEST.b", "2").setMerge(true)).build());
    assertEquals("TEST.a: 1; TEST.b: 2", porto.get(name, "labels"));
    porto.specs().update(ContainerSpec.newBuilder().setName(name).setLabels(map("TEST.c", "3")).build());
    assertEquals("TEST.c: 3", porto.get(name, "labels"));
  }

  @Test
  void onlyTheFieldsAskedForComeBack() throws Exception {
    String name = running();
    Container found = one(name, "state", "root_pid", "respawn");
    assertEquals("running", found.getStatus().getState());
    assertEquals(porto.get(name, "root_pid"), "" + found.getStatus().getRootPid());
    assertTrue(found.getSpec().hasRespawn());
    assertFalse(found.getSpec().hasCwd());
    assertFalse(found.getStatus().hasMemoryUsage());
  }

  @Test
  void everythingComesBackWhenNothingIsAskedFor() throws Exception {
    String name = running();
    Container found = one(name);
    assertEquals(name, found.getSpec().getName());
    assertEquals(List.of("/bin/sleep", "1000"), found.getSpec().getCommandArgv().getArgvList());
    assertEquals("/porto/" + name, found.getStatus().getAbsoluteName());
    assertEquals("/", found.getSpec().getRoot());
  }

  @Test
  void aMissingNameComesBackAsAnErrorOfItsOwn() throws Exception {
    Container missing = one(name(), "state");
    assertEquals(ErrorCode.CONTAINER_DOES_NOT_EXIST, ErrorCode.of(missing.getError().getError()));
  }

  @Test
  void anUnknownFieldComesBackAsAnErrorInTheStatus() throws Exception {
    Container found = one(created(), "no_such");
    assertEquals(List.of("Unknown property no_such"),
        found.getStatus().getErrorList().stream().map(error -> error.getMsg()).toList());
  }

  @Test
  void filtersMatchLabels() throws Exception {
    String first = created();
    String second = first + "-x";
    porto.create(second);
    porto.labels().set(second, "TEST.a", "1");
    ListContainersRequest query = ListContainersRequest.newBuilder()
        .addFilters(ContainerFilter.newBuilder().setName(first + "*").setLabels(map("TEST.a", "1")))
        .setFieldOptions(FieldOptions.newBuilder().addProperties("state")).build();
    assertEquals(List.of(second), porto.specs().list(query).stream().map(c -> c.getSpec().getName()).toList());
    porto.destroy(second);
  }

  @Test
  void wildcardsListAllThatMatch() throws Exception {
    String name = created();
    porto.create(name + "/a");
    porto.create(name + "/b");
    assertEquals(List.of(name + "/a", name + "/b"),
        porto.specs().list(List.of(name + "/*"), List.of("state")).stream()
            .map(container -> container.getSpec().getName()).sorted().toList());
  }

  @Test
  void outputIsReadInRanges() throws Exception {
    String name = finished(shell("printf 0123456789"));
    ListContainersRequest query = ListContainersRequest.newBuilder()
        .addFilters(ContainerFilter.newBuilder().setName(name))
        .setFieldOptions(FieldOptions.newBuilder().addProperties("stdout").setStdoutOptions(
            StreamOptions.newBuilder().setStdstreamOffset(2).setStdstreamLimit(3)))
        .build();
    assertEquals("234", porto.specs().list(query).get(0).getStatus().getStdout());
  }

  @Test
  void anEndIsDescribed() throws Exception {
    Container found = one(dead(), "exit_code", "exit_status", "state");
    assertEquals(3, found.getStatus().getExitCode());
    assertEquals(768, found.getStatus().getExitStatus());
    assertEquals("dead", found.getStatus().getState());
  }
}
