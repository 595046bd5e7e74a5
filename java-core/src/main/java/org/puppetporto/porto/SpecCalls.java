package org.puppetporto.porto;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.porto.proto.CommandArgv;
import org.puppetporto.porto.proto.ContainerSpec;
import org.puppetporto.porto.proto.Env;
import org.puppetporto.porto.proto.EnvVar;
import org.puppetporto.porto.proto.UpdateFromSpecRequest;

/** Calls with a structured description of a container: lists and maps arrive exactly as given. */
final class SpecCalls {
  private final Link link;

  SpecCalls(Link link) {
    this.link = link;
  }

  void update(ContainerSpec spec) throws PortoException {
    update("update of " + spec.getName(), spec);
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
