package org.puppetporto.porto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a batch answer, container by container. A host may have thousands, each with dozens of values, and most
 * values are those of the container before at the same place: these are not made again.
 */
final class BatchAnswer {
  private static final int NAME = tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int KEYVAL = tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int ERROR = tag(2, WireFormat.WIRETYPE_VARINT);
  private static final int MESSAGE = tag(3, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int VALUE = tag(4, WireFormat.WIRETYPE_LENGTH_DELIMITED);

  /** One property as it came, and what it says. */
  private record Entry(ByteString bytes, String variable, PropertyResult result) {}

  private final List<Entry> before = new ArrayList<>();

  /** @throws IOException when the bytes are no containers of a GetResponse */
  static Map<String, Map<String, PropertyResult>> read(List<ByteString> containers) throws IOException {
    BatchAnswer reader = new BatchAnswer();
    Map<String, Map<String, PropertyResult>> all = new LinkedHashMap<>();
    for (ByteString container : containers) {
      reader.container(container.newCodedInput(), all);
    }
    return all;
  }

  private void container(CodedInputStream in, Map<String, Map<String, PropertyResult>> all) throws IOException {
    String name = null;
    Map<String, PropertyResult> values = new LinkedHashMap<>();
    int place = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == NAME) {
        name = in.readString();
      } else if (tag == KEYVAL) {
        Entry entry = entry(in.readBytes(), place++);
        values.put(entry.variable(), entry.result());
      } else {
        skip(in, tag);
      }
    }
    all.put(present(name), values);
  }

  private Entry entry(ByteString bytes, int place) throws IOException {
    if (place < before.size() && before.get(place).bytes().equals(bytes)) {
      return before.get(place);
    }
    Entry entry = parse(bytes);
    if (place < before.size()) {
      // Another value of the same property.
      String variable = before.get(place).variable();
      entry = variable.equals(entry.variable()) ? new Entry(bytes, variable, entry.result()) : entry;
      before.set(place, entry);
    } else {
      before.add(entry);
    }
    return entry;
  }

  private static Entry parse(ByteString bytes) throws IOException {
    CodedInputStream in = bytes.newCodedInput();
    String variable = null;
    String value = "";
    String message = "";
    int error = ErrorCode.SUCCESS.number();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == NAME) {
        variable = in.readString();
      } else if (tag == ERROR) {
        error = in.readInt32();
      } else if (tag == MESSAGE) {
        message = in.readString();
      } else if (tag == VALUE) {
        value = in.readString();
      } else {
        skip(in, tag);
      }
    }
    return new Entry(bytes, present(variable), new PropertyResult(value, ErrorCode.of(error), message));
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group ends that never began");
    }
  }

  private static String present(String name) throws IOException {
    if (name == null) {
      throw new IOException("a name is missing");
    }
    return name;
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }
}
