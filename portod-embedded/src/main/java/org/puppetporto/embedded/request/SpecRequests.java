package org.puppetporto.embedded.request;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.life.Engine;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.property.EffectiveEnvironment;
import org.puppetporto.embedded.proto.ContainerSpec;
import org.puppetporto.embedded.proto.CreateFromSpecRequest;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.ListContainersFieldOptions;
import org.puppetporto.embedded.proto.ListContainersFilter;
import org.puppetporto.embedded.proto.ListContainersRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.proto.StreamDumpOptions;
import org.puppetporto.embedded.proto.StringMap;
import org.puppetporto.embedded.proto.VolumeLink;
import org.puppetporto.embedded.proto.VolumeSpec;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;
import org.puppetporto.embedded.spec.SpecReader;
import org.puppetporto.embedded.spec.SpecWriter;

/** Containers as whole specifications: create, change, list. */
final class SpecRequests {
  private static final Set<String> WEAK = Set.of("weak");
  private final Engine engine;
  private final Resolver resolver;
  private final SpecReader reader;
  private final SpecWriter writer;

  SpecRequests(Engine engine, Resolver resolver) {
    this.engine = engine;
    this.resolver = resolver;
    this.reader = new SpecReader(engine.properties());
    this.writer = new SpecWriter(engine.properties(), new EffectiveEnvironment(engine.properties()));
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("CreateFromSpec", this::create);
    handlers.put("UpdateFromSpec", this::update);
    handlers.put("ListContainersBy", this::list);
  }

  /** All or nothing: what cannot be set or started leaves no container behind. */
  private boolean create(Session session, Request request, Response.Builder response) {
    CreateFromSpecRequest wanted = request.getCreateFromSpec();
    Client client = session.client();
    ContainerSpec spec = wanted.getContainer();
    Container container = engine.lifecycle().create(resolver.toCreate(client, spec.getName()), client,
        spec.getWeak());
    try {
      engine.lifecycle().change(container, () -> reader.load(container, client, spec, WEAK));
      wanted.getVolumesList().forEach(volume -> createVolume(client, container, volume));
      if (wanted.getStart()) {
        engine.lifecycle().start(container, client);
      }
    } catch (RuntimeException e) {
      engine.lifecycle().destroy(container);
      throw e;
    }
    if (spec.getWeak()) {
      session.adoptWeak(container);
    }
    return true;
  }

  /** Volumes of a specification are linked with its container, whatever else they are linked with. */
  private void createVolume(Client client, Container container, VolumeSpec volume) {
    VolumeSpec.Builder linked = volume.toBuilder();
    String name = client.names().called(container.name());
    if (volume.getLinksList().stream().noneMatch(link -> link.getContainer().equals(name))) {
      linked.addLinksBuilder().setContainer(name);
    }
    VolumeSpec made = engine.volumes().create(client, linked.build(),
        given -> resolver.linkable(client, given));
    for (VolumeLink link : volume.getLinksList()) {
      if (link.getContainerRoot()) {
        engine.lifecycle().set(container, client, "root", made.getPath());
      }
      if (link.getContainerCwd()) {
        engine.lifecycle().set(container, client, "cwd", made.getPath());
      }
    }
  }

  private boolean update(Session session, Request request, Response.Builder response) {
    Client client = session.client();
    ContainerSpec spec = request.getUpdateFromSpec().getContainer();
    Container container = resolver.write(client, spec.getName());
    engine.lifecycle().changeOrRestore(container, () -> reader.load(container, client, spec, Set.of()));
    if (request.getUpdateFromSpec().getStart() && !container.state().isUp()) {
      engine.lifecycle().start(container, client);
    }
    return true;
  }

  private boolean list(Session session, Request request, Response.Builder response) {
    ListContainersRequest wanted = request.getListContainersBy();
    ListContainersFieldOptions options = wanted.getFieldOptions();
    Map<String, String> ranges = new HashMap<>();
    if (options.hasStdoutOptions()) {
      ranges.put("stdout", range(options.getStdoutOptions()));
    }
    if (options.hasStderrOptions()) {
      ranges.put("stderr", range(options.getStderrOptions()));
    }
    var answer = response.getListContainersByBuilder();
    Set<ListContainersFilter> found = new HashSet<>();
    for (Container container : engine.registry().all()) {
      String name = session.client().names().relative(container).orElse(null);
      if (name == null) {
        continue;
      }
      for (ListContainersFilter filter : wanted.getFiltersList()) {
        if (Masks.matches(name, filter.getName()) && hasLabels(container, filter.getLabels())) {
          found.add(filter);
          var message = answer.addContainersBuilder();
          message.getSpecBuilder().setName(name);
          writer.write(container, session.client(), options.getPropertiesList(), ranges, message);
          break;
        }
      }
    }
    for (ListContainersFilter filter : wanted.getFiltersList()) {
      if (!found.contains(filter)) {
        var missing = answer.addContainersBuilder();
        missing.getSpecBuilder().setName(filter.getName());
        missing.getErrorBuilder().setError(ErrorCode.CONTAINER_DOES_NOT_EXIST)
            .setMsg("container " + filter.getName() + " not found");
      }
    }
    return true;
  }

  private static String range(StreamDumpOptions options) {
    return Long.toUnsignedString(options.getStdstreamOffset()) + ":"
        + Long.toUnsignedString(options.getStdstreamLimit());
  }

  private static boolean hasLabels(Container container, StringMap labels) {
    return labels.getMapList().stream().allMatch(label -> label.getVal()
        .equals(container.label(label.getKey())));
  }
}
