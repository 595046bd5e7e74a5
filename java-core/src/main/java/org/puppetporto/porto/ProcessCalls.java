package org.puppetporto.porto;

import org.puppetporto.porto.proto.AttachProcessRequest;
import org.puppetporto.porto.proto.ConvertPathRequest;
import org.puppetporto.porto.proto.LocateProcessRequest;
import org.puppetporto.porto.proto.Value;

final class ProcessCalls implements Processes {
  private final Link link;

  ProcessCalls(Link link) {
    this.link = link;
  }

  @Override
  public String locate(int pid, String comm) throws PortoException {
    return link.call(Request.read(Method.LOCATE_PROCESS, "locate process " + pid,
        LocateProcessRequest.newBuilder().setPid(pid).setComm(comm).build(),
        Value.getDefaultInstance())).getValue();
  }

  @Override
  public void attach(String container, int pid, String comm) throws PortoException {
    attach(Method.ATTACH_PROCESS, "attach process ", container, pid, comm);
  }

  @Override
  public void attachThread(String container, int tid, String comm) throws PortoException {
    attach(Method.ATTACH_THREAD, "attach thread ", container, tid, comm);
  }

  private void attach(Method method, String verb, String container, int pid, String comm)
      throws PortoException {
    link.call(Request.change(method, verb + pid + " to " + container,
        AttachProcessRequest.newBuilder().setName(container).setPid(pid).setComm(comm).build()));
  }

  @Override
  public String convertPath(String path, String from, String to) throws PortoException {
    return link.call(Request.read(Method.CONVERT_PATH, "convert path " + path + " from " + from + " to " + to,
        ConvertPathRequest.newBuilder().setPath(path).setSource(from).setDestination(to).build(),
        Value.getDefaultInstance())).getValue();
  }
}
