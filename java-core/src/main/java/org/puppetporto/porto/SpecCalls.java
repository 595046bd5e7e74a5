package org.puppetporto.porto;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.porto.proto.CommandArgv;
import org.puppetporto.porto.proto.Container;
import org.puppetporto.porto.proto.ContainerFilter;
import org.puppetporto.porto.proto.ContainerSpec;
import org.puppetporto.porto.proto.CreateFromSpecRequest;
import org.puppetporto.porto.proto.Env;
import org.puppetporto.porto.proto.EnvVar;
import org.puppetporto.porto.proto.FieldOptions;
import org.puppetporto.porto.proto.ListContainersRequest;
import org.puppetporto.porto.proto.ListContainersResponse;
import org.puppetporto.porto.proto.UpdateFromSpecRequest;
import org.puppetporto.porto.proto.VolumeSpec;

/** Calls with a structured description of a container: lists and maps arrive exactly as given. */
final class SpecCalls implements Specs {
  private final Link link;

  SpecCalls(Link link) {
    this.link = link;
  }

  @Override
  public void create(ContainerSpec container, List<VolumeSpec> volumes, boolean start) throws PortoException {
    link.call(Request.bulk(Method.CREATE_FROM_SPEC, "create " + container.getName() + " from a description",
        CreateFromSpecRequest.newBuilder()
            .setContainer(container).addAllVolumes(volumes).setStart(start).build()));
  }

  @Override
  public void update(ContainerSpec container) throws PortoException {
    update("update " + container.getName() + " from a description", container);
  }

  @Override
  public List<Container> list(Collection<String> names, Collection<String> properties) throws PortoException {
    ListContainersRequest.Builder query = ListContainersRequest.newBuilder();
    for (String name : names) {
      query.addFilters(ContainerFilter.newBuilder().setName(name));
    }
    if (!properties.isEmpty()) {
      query.setFieldOptions(FieldOptions.newBuilder().addAllProperties(properties));
    }
    return list(query.build());
  }

  @Override
  public List<Container> list(ListContainersRequest query) throws PortoException {
    return link.call(Request.read(Method.LIST_CONTAINERS_BY, "describe containers",
        query, ListContainersResponse.getDefaultInstance())).getContainersList();
  }

  void setCommandArgv(String name, List<String> argv) throws PortoException {
    update("set " + name + " command_argv", ContainerSpec.newBuilder().setName(name)
        .setCommandArgv(CommandArgv.newBuilder().addAllArgv(argv)).build());
  }

  void setEnv(String name, Map<String, Optional<String>> env) throws PortoException {
    Env.Builder list = Env.newBuilder();
    env.forEach((variable, value) -> {
      EnvVar.Builder entry = EnvVar.newBuilder().setName(variable);
      value.ifPresentOrElse(entry::setValue, () -> entry.setUnset(true));
      list.addVar(entry);
    });
    update("set " + name + " env", ContainerSpec.newBuilder().setName(name).setEnv(list).build());
  }

  void setEnvSecret(String name, Map<String, String> env) throws PortoException {
    Env.Builder list = Env.newBuilder();
    env.forEach((variable, value) ->
        list.addVar(EnvVar.newBuilder().setName(variable).setValue(value)));
    update("set " + name + " env_secret",
        ContainerSpec.newBuilder().setName(name).setEnvSecret(list).build());
  }

  private void update(String what, ContainerSpec spec) throws PortoException {
    link.call(Request.change(Method.UPDATE_FROM_SPEC, what,
        UpdateFromSpecRequest.newBuilder().setContainer(spec).build()));
  }
}
