package org.puppetporto.embedded.life;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.Run;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.StoredContainer;
import org.puppetporto.embedded.proto.StoredRun;

/**
 * One text file for each container, replaced as a whole. Only the endpoint's user may read them: they hold
 * secret environments. Like Porto's own, they are lost at a reboot, so nothing is forced to disk.
 */
final class FileStore implements Store {
  private static final int FORMAT = 1;
  private static final String SUFFIX = ".container";
  private final Path dir;

  FileStore(Path dir) throws IOException {
    this.dir = dir;
    Files.createDirectories(dir,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public void save(Container container) {
    Path file = file(container);
    Path fresh = dir.resolve(container.id() + ".new");
    try {
      synchronized (container) {
        String text = TextFormat.printer().printToString(toMessage(container));
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write down container " + container.name(), e);
    }
  }

  @Override
  public void remove(Container container) {
    try {
      Files.deleteIfExists(file(container));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot forget container " + container.name(), e);
    }
  }

  /** Brings back what was written down, parents before children. */
  List<Container> load(Registry registry) throws IOException {
    List<StoredContainer> stored = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        stored.add(read(file));
      }
    }
    stored.sort(Comparator.comparing(StoredContainer::getName));
    List<Container> containers = new ArrayList<>();
    for (StoredContainer message : stored) {
      containers.add(fromMessage(message, registry));
    }
    return containers;
  }

  private static StoredContainer read(Path file) throws IOException {
    StoredContainer message = TextFormat.parse(Files.readString(file), StoredContainer.class);
    if (message.getFormat() != FORMAT) {
      throw new IOException(file + " has format " + message.getFormat() + ", and this version knows " + FORMAT
          + " only: start with another directory");
    }
    return message;
  }

  private Path file(Container container) {
    return dir.resolve(container.id() + SUFFIX);
  }

  private static StoredContainer toMessage(Container container) {
    Run run = container.run();
    return StoredContainer.newBuilder().setFormat(FORMAT).setName(container.name()).setId(container.id())
        .setCreationTime(container.creationTime()).setChangeTime(container.changeTime())
        .setState(container.state().word()).putAllSetting(container.settings())
        .addAllExplicit(container.explicitProperties()).putAllLabel(container.labels())
        .addAllArgv(container.argv())
        .setOwner(container.owner().numbers()).setTask(container.task().numbers())
        .setStartError(container.startError()).setRespawnCount(container.respawnCount())
        .setRun(StoredRun.newBuilder().setGeneration(run.generation()).setPid(run.pid())
            .setPidTicks(run.pidTicks()).setSupervisor(run.supervisor())
            .setSupervisorTicks(run.supervisorTicks())
            .setStartTime(run.startTime()).setDeathTime(run.deathTime()).setExitStatus(run.exitStatus())
            .setOomKilled(run.oomKilled()))
        .build();
  }

  private static Container fromMessage(StoredContainer message, Registry registry) {
    Container container = registry.restore(message.getId(), message.getName(), message.getCreationTime());
    message.getSettingMap().forEach(container::setting);
    message.getExplicitList().forEach(property -> container.markExplicit(property, true));
    message.getLabelMap().forEach(container::label);
    container.argv(message.getArgvList());
    container.owner(Owner.ofNumbers(message.getOwner()));
    container.task(Owner.ofNumbers(message.getTask()));
    container.startError(message.getStartError());
    container.respawnCount(message.getRespawnCount());
    StoredRun run = message.getRun();
    container.run(new Run(run.getGeneration(), run.getPid(), run.getPidTicks(), run.getSupervisor(),
        run.getSupervisorTicks(), run.getStartTime(), run.getDeathTime(), run.getExitStatus(),
        run.getOomKilled()));
    container.state(State.of(message.getState()));
    container.restoreChangeTime(message.getChangeTime());
    return container;
  }
}
