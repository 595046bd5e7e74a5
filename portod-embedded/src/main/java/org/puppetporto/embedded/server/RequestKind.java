package org.puppetporto.embedded.server;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;

/**
 * Which of Porto's requests a message is.
 *
 * @param name the field's name in Porto's protocol, such as {@code setProperty} or {@code CreateFromSpec}
 * @param number the field's number
 * @param mutating whether it changes anything
 */
public record RequestKind(String name, int number, boolean mutating) {
  private static final Set<String> READING = Set.of("version", "list", "FindLabel", "listVolumes",
      "listLayers",
      "listStorage", "getlayerprivate", "get", "getData", "getProperty", "dataList", "propertyList",
      "listVolumeProperties", "wait", "AsyncWait", "StopAsyncWait", "convertPath", "locateProcess",
      "GetSystem",
      "ListContainersBy", "GetVolume");

  /** The kind, or a refusal when the message is not exactly one known request. */
  static RequestKind of(Request request) {
    Map<FieldDescriptor, Object> fields = request.getAllFields();
    if (fields.size() != 1) {
      throw new PortoFailure(ErrorCode.INVALID_METHOD, "invalid RPC method");
    }
    Map.Entry<FieldDescriptor, Object> only = fields.entrySet().iterator().next();
    Message body = (Message) only.getValue();
    if (!body.getUnknownFields().asMap().isEmpty()) {
      throw new PortoFailure(ErrorCode.INVALID_METHOD,
          "Request has " + body.getUnknownFields().asMap().size() + " unknown fields");
    }
    return of(only.getKey());
  }

  /** The kind without its rules; empty when the message holds none or several. */
  static Optional<RequestKind> peek(Request request) {
    return request.getAllFields().size() == 1
        ? Optional.of(of(request.getAllFields().keySet().iterator().next())) : Optional.empty();
  }

  private static RequestKind of(FieldDescriptor field) {
    return new RequestKind(field.getName(), field.getNumber(), !READING.contains(field.getName()));
  }
}
