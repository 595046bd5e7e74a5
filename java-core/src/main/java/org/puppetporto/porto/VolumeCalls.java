package org.puppetporto.porto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.porto.proto.CheckVolumeRequest;
import org.puppetporto.porto.proto.CheckVolumeResponse;
import org.puppetporto.porto.proto.CreateVolumeRequest;
import org.puppetporto.porto.proto.Empty;
import org.puppetporto.porto.proto.GetVolumeRequest;
import org.puppetporto.porto.proto.GetVolumeResponse;
import org.puppetporto.porto.proto.LinkVolumeRequest;
import org.puppetporto.porto.proto.ListVolumesRequest;
import org.puppetporto.porto.proto.NewVolumeRequest;
import org.puppetporto.porto.proto.NewVolumeResponse;
import org.puppetporto.porto.proto.TuneVolumeRequest;
import org.puppetporto.porto.proto.UnlinkVolumeRequest;
import org.puppetporto.porto.proto.VolumeDescription;
import org.puppetporto.porto.proto.VolumeLink;
import org.puppetporto.porto.proto.VolumeListResponse;
import org.puppetporto.porto.proto.VolumeProperty;
import org.puppetporto.porto.proto.VolumePropertyListResponse;
import org.puppetporto.porto.proto.VolumeSpec;

final class VolumeCalls implements Volumes {
  private final Link link;

  VolumeCalls(Link link) {
    this.link = link;
  }

  @Override
  public List<Property> properties() throws PortoException {
    List<Property> properties = new ArrayList<>();
    for (VolumePropertyListResponse.Entry entry : link.call(Request.read(Method.LIST_VOLUME_PROPERTIES,
        "list of volume properties", Empty.getDefaultInstance(),
        VolumePropertyListResponse.getDefaultInstance())).getPropertiesList()) {
      properties.add(new Property(entry.getName(), entry.getDesc()));
    }
    return List.copyOf(properties);
  }

  @Override
  public Volume create(String path, Map<String, String> properties) throws PortoException {
    CreateVolumeRequest.Builder asked = CreateVolumeRequest.newBuilder().addAllProperties(pairs(properties));
    if (!path.isEmpty()) {
      asked.setPath(path);
    }
    return volume(link.call(Request.bulk(Method.CREATE_VOLUME, "create volume " + path,
        asked.build(), VolumeDescription.getDefaultInstance())));
  }

  @Override
  public VolumeSpec create(VolumeSpec spec) throws PortoException {
    return link.call(Request.bulk(Method.NEW_VOLUME, "create volume " + spec.getPath() + " from a description",
        NewVolumeRequest.newBuilder().setVolume(spec).build(),
        NewVolumeResponse.getDefaultInstance())).getVolume();
  }

  @Override
  public void link(String path, Volume.Link to) throws PortoException {
    LinkVolumeRequest.Builder asked = LinkVolumeRequest.newBuilder()
        .setPath(path).setContainer(to.container());
    if (to.required()) {
      asked.setRequired(true);
    }
    if (to.readOnly()) {
      asked.setReadOnly(true);
    }
    if (!to.target().isEmpty()) {
      asked.setTarget(to.target());
    }
    // The older call takes a link without a target only.
    Method method = to.target().isEmpty() ? Method.LINK_VOLUME : Method.LINK_VOLUME_TARGET;
    link.call(Request.change(method, "link volume " + path + " to " + to.container(), asked.build()));
  }

  @Override
  public void unlink(String path, String container) throws PortoException {
    link.call(Request.bulk(Method.UNLINK_VOLUME, "unlink volume " + path + " from " + container,
        UnlinkVolumeRequest.newBuilder().setPath(path).setContainer(container).build()));
  }

  @Override
  public void unlink(String path, String container, String target, boolean strict) throws PortoException {
    link.call(Request.bulk(Method.UNLINK_VOLUME_TARGET, "unlink volume " + path + " from " + container,
        UnlinkVolumeRequest.newBuilder()
            .setPath(path).setContainer(container).setTarget(target).setStrict(strict).build()));
  }

  @Override
  public List<Volume> list(Optional<String> path, Optional<String> container) throws PortoException {
    ListVolumesRequest.Builder asked = ListVolumesRequest.newBuilder();
    path.ifPresent(asked::setPath);
    container.ifPresent(asked::setContainer);
    List<Volume> volumes = new ArrayList<>();
    for (VolumeDescription description : link.call(Request.read(Method.LIST_VOLUMES, "list of volumes",
        asked.build(), VolumeListResponse.getDefaultInstance())).getVolumesList()) {
      volumes.add(volume(description));
    }
    return List.copyOf(volumes);
  }

  @Override
  public List<VolumeSpec> get(String container, Collection<String> paths) throws PortoException {
    GetVolumeRequest.Builder asked = GetVolumeRequest.newBuilder().addAllPath(paths);
    if (!container.isEmpty()) {
      asked.setContainer(container);
    }
    return link.call(Request.read(Method.GET_VOLUME, "describe volumes",
        asked.build(), GetVolumeResponse.getDefaultInstance())).getVolumeList();
  }

  @Override
  public void tune(String path, Map<String, String> properties) throws PortoException {
    link.call(Request.bulk(Method.TUNE_VOLUME, "tune volume " + path,
        TuneVolumeRequest.newBuilder().setPath(path).addAllProperties(pairs(properties)).build()));
  }

  @Override
  public String check(String path) throws PortoException {
    return link.call(Request.bulk(Method.CHECK_VOLUME, "check volume " + path,
        CheckVolumeRequest.newBuilder().setPath(path).build(),
        CheckVolumeResponse.getDefaultInstance())).getMessage();
  }

  private static List<VolumeProperty> pairs(Map<String, String> properties) {
    List<VolumeProperty> pairs = new ArrayList<>();
    properties.forEach((name, value) ->
        pairs.add(VolumeProperty.newBuilder().setName(name).setValue(value).build()));
    return pairs;
  }

  private static Volume volume(VolumeDescription description) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (VolumeProperty property : description.getPropertiesList()) {
      properties.put(property.getName(), property.getValue());
    }
    List<Volume.Link> links = new ArrayList<>();
    for (VolumeLink held : description.getLinksList()) {
      links.add(new Volume.Link(
          held.getContainer(), held.getTarget(), held.getRequired(), held.getReadOnly()));
    }
    return new Volume(description.getPath(), properties, List.copyOf(links));
  }
}
