package org.puppetporto.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.puppetporto.probe.Remediation;

/** How restarts for want of health are remembered over the agent's own. */
final class Remedies implements Memory.Form<Remediation> {
  @Override
  public Map<String, Object> write(Remediation remediation, Moments moments) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("row", remediation.row());
    document.put("last", moments.written(remediation.last()));
    document.put("restarts", remediation.restarts().stream().map(moments::written).toList());
    return document;
  }

  @Override
  public Remediation read(Map<String, Object> document, ToLongFunction<Object> moment) {
    List<Long> restarts =
        ((List<?>) document.get("restarts")).stream().map(moment::applyAsLong).sorted().toList();
    return new Remediation(Math.max(0, ((Number) document.get("row")).intValue()),
        moment.applyAsLong(document.get("last")), restarts);
  }
}
